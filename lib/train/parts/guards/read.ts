/** Numbers of a step that a guard reads without waiting for them. */
import { noGrad, scope, type Tensor, type TypedArray } from "../../../tensor/index.ts";

/** Starts to read a list of tensors of one shape, all their numbers in a row; none where there are none. */
export function readLater(make: () => readonly Tensor[]): Promise<number[]> {
  const readings = noGrad(() => scope(() => make().map((one) => one.dataAsync())));
  const reading = Promise.all(readings).then((all) => all.flatMap(numbersOf));
  reading.catch(() => {}); // whoever waits for it throws it
  return reading;
}

function numbersOf(data: TypedArray): number[] {
  return Array.from(data as ArrayLike<number | bigint>, Number);
}
