/** Windows of images as columns, and channels exchanged with space. */
import { type Rest, type Signature, signature } from "../../edge/index.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { type Size2, size2, sizes } from "../sizes.ts";

/** Options of `unfold` and `fold`. */
export interface PatchOptions {
  dilation?: Size2;
  padding?: Size2;
  stride?: Size2;
}

type PatchRest = Rest<PatchOptions, [dilation: Size2, padding: Size2, stride: Size2]>;

function patchTakes(name: string): Signature<PatchOptions> {
  return signature<PatchOptions>(`nn.functional.${name}`, {
    options: { dilation: size2, padding: size2, stride: size2 },
    positional: ["dilation", "padding", "stride"],
  });
}

const UNFOLD = patchTakes("unfold");
const FOLD = patchTakes("fold");

/** The windows of (N, C, H, W) as columns: (N, C kh kw, L) with L windows. */
export function unfold(input: Tensor, kernelSize: Size2, ...rest: PatchRest): Tensor {
  const { dilation = 1, padding = 0, stride = 1 } = UNFOLD.read(rest);
  return torch.im2col(
    input,
    sizes("unfold", "kernelSize", kernelSize, 2, 1),
    sizes("unfold", "dilation", dilation, 2, 1),
    sizes("unfold", "padding", padding, 2, 0),
    sizes("unfold", "stride", stride, 2, 1),
  );
}

/** Columns (N, C kh kw, L) summed back into images (N, C, H, W) of `outputSize`. */
export function fold(input: Tensor, outputSize: Size2, kernelSize: Size2, ...rest: PatchRest): Tensor {
  const { dilation = 1, padding = 0, stride = 1 } = FOLD.read(rest);
  return torch.col2im(
    input,
    sizes("fold", "outputSize", outputSize, 2, 1),
    sizes("fold", "kernelSize", kernelSize, 2, 1),
    sizes("fold", "dilation", dilation, 2, 1),
    sizes("fold", "padding", padding, 2, 0),
    sizes("fold", "stride", stride, 2, 1),
  );
}

/** (N, C r r, H, W) -> (N, C, H r, W r): https://arxiv.org/abs/1609.05158. */
export const pixelShuffle = torch.pixelShuffle;

/** (N, C, H r, W r) -> (N, C r r, H, W) */
export const pixelUnshuffle = torch.pixelUnshuffle;

/** Channels split into groups and interleaved: https://arxiv.org/abs/1707.01083. */
export const channelShuffle = torch.channelShuffle;

/** The same by the kernel that mobile builds use. */
export const nativeChannelShuffle = torch.nativeChannelShuffle;
