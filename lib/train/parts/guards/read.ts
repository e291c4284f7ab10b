/** Numbers of a step that a guard reads without waiting for them. */
import { noGrad, scope, stack, type Tensor } from "../../../tensor/index.ts";

/** Starts to read a list of tensors of one shape, all their numbers in a row; none where there are none. */
export function readLater(make: () => readonly Tensor[]): Promise<number[]> {
  const all = noGrad(() =>
    scope(() => {
      const made = make();
      const [first] = made;
      return first === undefined ? null : stack(made.map((one) => one.detach().to(first.device).double()));
    }),
  );
  const reading =
    all === null ? Promise.resolve([]) : all.dataAsync().then((data) => Array.from(data, Number));
  reading.catch(() => {}); // whoever waits for it throws it
  return reading;
}
