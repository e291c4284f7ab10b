/** Windows of images as columns, and channels exchanged with space. */
import { type Tensor, torch } from "../../tensor/index.ts";
import { pair, type Size2 } from "../checks.ts";

/** Options of `unfold` and `fold`. */
export interface PatchOptions {
  dilation?: Size2;
  padding?: Size2;
  stride?: Size2;
}

/** The windows of (N, C, H, W) as columns: (N, C kh kw, L) with L windows. */
export function unfold(input: Tensor, kernelSize: Size2, options: PatchOptions = {}): Tensor {
  const { dilation = 1, padding = 0, stride = 1 } = options;
  return torch.im2col(
    input,
    pair("unfold", "kernelSize", kernelSize, 1),
    pair("unfold", "dilation", dilation, 1),
    pair("unfold", "padding", padding, 0),
    pair("unfold", "stride", stride, 1),
  );
}

/** Columns (N, C kh kw, L) summed back into images (N, C, H, W) of `outputSize`. */
export function fold(
  input: Tensor,
  outputSize: Size2,
  kernelSize: Size2,
  options: PatchOptions = {},
): Tensor {
  const { dilation = 1, padding = 0, stride = 1 } = options;
  return torch.col2im(
    input,
    pair("fold", "outputSize", outputSize, 1),
    pair("fold", "kernelSize", kernelSize, 1),
    pair("fold", "dilation", dilation, 1),
    pair("fold", "padding", padding, 0),
    pair("fold", "stride", stride, 1),
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
