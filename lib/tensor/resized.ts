/**
 * Tensors that a failing call resized: operators with `out`, and `resize_`.
 *
 * libtorch sets the new sizes before it allocates. Where that fails the tensor reaches beyond its memory, and the next
 * call, a second try among them, would write there. So the geometry from before the call is put back.
 */

import { native } from "../native/addon.ts";
import { type Operator, type Overload, operator } from "./schema.ts";
import { Tensor } from "./tensor.ts";

/** @internal How a tensor lay in its memory before a call. */
export interface Geometry {
  tensor: Tensor;
  shape: number[];
  stride: number[];
  offset: number;
}

/** @internal The geometry of every dense tensor that the overload writes into. */
export function geometriesOf(overload: Overload, args: Readonly<Record<string, unknown>>): Geometry[] {
  const geometries: Geometry[] = [];
  for (const { name, write } of overload.args) {
    if (!write) continue;
    for (const tensor of [args[name]].flat()) {
      if (!(tensor instanceof Tensor) || tensor.isFreed || tensor.layout !== "strided") continue;
      const { shape } = tensor;
      geometries.push({ tensor, shape, stride: tensor.stride(), offset: tensor.storageOffset() });
    }
  }
  return geometries;
}

const asStrided = operator("aten::as_strided_");

/** @internal Gives tensors that a failed call resized the geometry they had; `invoke` calls an operator. */
export function restore(
  geometries: readonly Geometry[],
  invoke: (op: Operator, args: readonly unknown[]) => unknown,
): void {
  const before = native().setGradEnabled(false);
  try {
    for (const { tensor, shape, stride, offset } of geometries) {
      if (tensor.shape.join() === shape.join()) continue;
      invoke(asStrided, [tensor, shape, stride, offset]);
    }
  } finally {
    native().setGradEnabled(before);
  }
}
