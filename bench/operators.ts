/**
 * The small operators as loops: 2x2 tensors (conv2d: a 4x4 image and a 3x3 kernel), so that the call and not the
 * arithmetic is measured.
 *
 * Each result is freed, as Python frees it: by a scope around every hundred calls, the way results inside a
 * module's forward are freed. Opening, closing and freeing are part of the time.
 */

import type * as Torchts from "../lib/index.ts";
import type { OperatorName } from "./cases.ts";

/** Calls an operator `calls` times. */
export type OperatorLoop = (calls: number) => void;

const CALLS_PER_SCOPE = 100;

/** The loops by name, over tensors on `device`. */
export function makeOperators(torchts: typeof Torchts, device: string): Map<string, OperatorLoop> {
  const { cat, keep, nn, ones, randn, scope, torch, zeros } = torchts;
  const F = nn.functional;
  const { batchNorm } = F;
  const options = { device } as { device: Torchts.Device };
  const a = keep(randn([2, 2], options));
  const b = keep(randn([2, 2], options));
  const target = keep(zeros([2, 2], options));
  const mask = keep(a.gt(0));
  const image = keep(randn([1, 1, 4, 4], options));
  const kernel = keep(randn([1, 1, 3, 3], options));
  const weight = keep(randn([2, 2], options));
  const bias = keep(randn([2], options));
  const mean = keep(zeros([2], options));
  const classes = keep(torch.arange(2, { dtype: "int64", device: options.device }));
  const variance = keep(ones([2], options));

  const bodies: Record<OperatorName, () => void> = {
    add: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.add(b);
    },
    "add scalar": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.add(2);
    },
    mul: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.mul(b);
    },
    add_: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) target.add_(b);
    },
    matmul: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.matmul(b);
    },
    relu: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.relu();
    },
    "sum dim": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.sum(1);
    },
    "max dim": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.max(1);
    },
    cat: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) cat([a, b]);
    },
    view: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.view([4]);
    },
    transpose: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.transpose(0, 1);
    },
    clone: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.clone();
    },
    where: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) torch.where(mask, a, b);
    },
    softmax: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.softmax(1);
    },
    conv2d: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) torch.conv2d(image, kernel, { padding: 1 });
    },
    linear: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) torch.linear(a, weight, bias);
    },
    clamp: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.clamp({ min: 0 });
    },
    permute: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.permute([1, 0]);
    },
    "F.softmax": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) F.softmax(a, { dim: 1 });
    },
    "F.dropout": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) F.dropout(a, { p: 0.5, training: true });
    },
    "F.max_pool2d": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) F.maxPool2d(image, 2, { stride: 1, padding: 1 });
    },
    "F.conv2d": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) F.conv2d(image, kernel, null, { padding: 1, stride: 1 });
    },
    "F.layer_norm": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) F.layerNorm(a, [2], { weight: bias, bias, eps: 1e-5 });
    },
    "F.cross_entropy": () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) F.crossEntropy(a, classes, { labelSmoothing: 0.1 });
    },
    split: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) a.split(1);
    },
    batch_norm: () => {
      for (let i = 0; i < CALLS_PER_SCOPE; i++) {
        batchNorm(a, mean, variance, { weight: bias, bias });
      }
    },
  };
  const loops = Object.entries(bodies).map(([name, body]): [string, OperatorLoop] => [
    name,
    (calls) => {
      for (let done = 0; done < calls; done += CALLS_PER_SCOPE) scope(body);
    },
  ]);
  return new Map(loops);
}
