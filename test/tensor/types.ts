/**
 * What the types of operators allow and refuse. Nothing here runs: `tsc` compiles it with the rest (npm run check),
 * and each `@ts-expect-error` fails the compilation where the line below it is accepted.
 */

import { cat, linalg, ones, randint, scope, slice, Tensor, tensor, torch, zeros } from "../../lib/index.ts";

/** Calls of methods. */
export function methods(x: Tensor): void {
  const sum: Tensor = x.sum();
  const rows: Tensor = x.sum({ dim: 1, keepdim: true }).sum(1, true).sum([0, 1]);
  const { values, indices }: { values: Tensor; indices: Tensor } = x.max(1);
  const most: Tensor = x.max();
  const chain: Tensor = x.add_(1).mul_(x).clamp({ min: 0 });
  const flag: boolean = x.equal(x);
  const parts: readonly Tensor[] = x.split(2);
  x.index(0, slice(1, 3), "...", null, x, [1, 2]);
  x.to("float64").to("cpu").to({ dtype: "int64", copy: true });
  void [sum, rows, values, indices, most, chain, flag, parts];
  // @ts-expect-error a string is no tensor and no number
  x.add("1");
  // @ts-expect-error there is no option of this name
  x.sum({ dimm: 1 });
  // @ts-expect-error there is no operator of this name
  x.logsoftmax(1);
  // @ts-expect-error one result has no names
  x.sum().largest;
  // @ts-expect-error a dtype is one of a few names
  x.to({ dtype: "float" });
  // @ts-expect-error the shape cannot be written
  x.shape = [1];
  // @ts-expect-error objects do not index
  x.index({});
  // @ts-expect-error matmul needs its other tensor
  x.matmul();
}

/** Calls of functions. */
export function functions(x: Tensor): void {
  const y: Tensor = torch.conv2d(x, x, { bias: null, stride: 2, padding: [1, 1] });
  const z: Tensor = cat([x, y], { dim: 1 });
  const n: Tensor = linalg.norm(z);
  const made: Tensor = tensor(
    [
      [1, 2],
      [3, 4],
    ],
    { dtype: "float64", requiresGrad: true },
  );
  const random: Tensor = randint(0, 10, [2], { dtype: "int32" });
  const kept: { a: Tensor; n: number } = scope(() => ({ a: zeros([1]), n: 1 }));
  const later: Promise<Tensor> = scope(async () => ones([1]));
  void [n, made, random, kept, later];
  // @ts-expect-error a list of tensors is needed
  cat(x);
  // @ts-expect-error a shape is an array
  zeros(3, 4);
  // @ts-expect-error strings make no tensor
  tensor(["a"]);
  // @ts-expect-error the class is not made by hand
  new Tensor();
  // @ts-expect-error a bias is a tensor
  torch.conv2d(x, x, { bias: 1 });
}

/** Elements. */
export async function elements(x: Tensor): Promise<void> {
  const one: number | boolean | bigint = x.itemSync();
  const all = await x.data();
  const first: number | bigint | undefined = all[0];
  const shape: number[] = x.shape;
  void [one, first, shape];
  // @ts-expect-error an item may be a bigint or a boolean
  const sure: number = x.itemSync();
  void sure;
}
