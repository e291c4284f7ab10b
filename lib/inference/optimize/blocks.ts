/** What stands for known blocks in an optimised network: the sum of a residual block inside its last convolution. */

import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { FusedConv2d, type FusedParts, fusedActivation } from "./fused-conv.ts";

/** A residual block of ResNet whose last convolution adds the shortcut: (N, C, H, W) -> (N, out, H/s, W/s). */
export class FusedResidual extends nn.Module {
  convs: nn.ModuleList<FusedConv2d>;
  downsample: nn.TensorModule | null;

  /** `convs` in order; the last has the block's last activation, after the sum. */
  constructor(convs: readonly FusedConv2d[], downsample: nn.TensorModule | null) {
    super();
    this.training = false;
    this.convs = new nn.ModuleList(convs);
    this.downsample = downsample;
  }

  override forward(x: Tensor): Tensor {
    const convs = [...this.convs];
    const last = convs.pop() as FusedConv2d; // there are two or three
    let out = x;
    for (const conv of convs) {
      const next = conv.forward(out);
      if (out !== x) out.dispose();
      out = next;
    }
    // What a convolution made belongs to this block alone; the input may be somebody's features.
    const shortcut = this.downsample === null ? x : this.downsample.forward(x);
    return last.forwardAdd(out, shortcut, this.downsample instanceof FusedConv2d);
  }
}

/** The convolutions of a BasicBlock or Bottleneck with their normalisations, null where they are not the usual ones. */
export function residualParts(
  block: nn.Module,
  part: (conv: unknown, norm: unknown) => Omit<FusedParts, "activation"> | null,
): FusedParts[] | null {
  const fields = block as unknown as Record<string, unknown>; // conv1, bn1 and so on, as many as there are
  if (!(fields.relu instanceof nn.ReLU)) return null;
  const activation = fusedActivation(fields.relu);
  const parts: FusedParts[] = [];
  for (let i = 1; fields[`conv${i}`] !== undefined; i++) {
    const found = part(fields[`conv${i}`], fields[`bn${i}`]);
    if (found === null) return null;
    parts.push({ ...found, activation });
  }
  return parts;
}
