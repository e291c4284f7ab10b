/** Numbers of a step that a guard reads without waiting for them. */
import { hurry, patiently } from "../../../tensor/arrivals.ts";
import { noGrad, scope, type Tensor, type TypedArray } from "../../../tensor/index.ts";

/**
 * Starts to read a list of tensors of one shape: of a device they come along with the step's loss.
 *
 * @returns what gives all their numbers in a row, for `whenRead`; none where there are no tensors
 */
export function readLater(make: () => readonly Tensor[]): () => Promise<number[]> {
  const readings = noGrad(() =>
    scope(() => {
      const tensors = make();
      return patiently(() => tensors.map((one) => one.dataAsync()));
    }),
  );
  const reading = Promise.all(readings).then((all) => all.flatMap(numbersOf));
  reading.catch(() => {}); // whoever waits for it throws it
  return () => {
    hurry();
    return reading;
  };
}

function numbersOf(data: TypedArray): number[] {
  return Array.from(data as ArrayLike<number | bigint>, Number);
}
