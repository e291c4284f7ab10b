/** What parts that keep an average of the weights have in common. */
import { ArgumentError } from "../../native/errors.ts";
import { keep, noGrad, type Tensor } from "../../tensor/index.ts";
import type { RunContext } from "../part.ts";

/** Tensors by their names in the network. */
export type Values = ReadonlyMap<string, Tensor>;

/** Parameters and buffers by name, each once. */
export function valuesOf({ model }: RunContext): Map<string, Tensor> {
  return new Map<string, Tensor>([...model.namedParameters(), ...model.namedBuffers()]);
}

/** Copies that are kept. */
export function copiesOf(values: Values): Map<string, Tensor> {
  return new Map([...values].map(([name, tensor]) => [name, keep(tensor.detach().clone())]));
}

/** Writes values into tensors of the same names. */
export function copyInto(into: Values, from: Values): void {
  noGrad(() => {
    for (const [name, tensor] of into) {
      const value = from.get(name);
      if (value !== undefined) tensor.copy_(value);
    }
  });
}

/** Runs `next` with an average in the network, which has its own values again afterwards. */
export async function withAverage(
  run: RunContext,
  average: Values,
  next: () => Promise<void>,
): Promise<void> {
  const kept = copiesOf(valuesOf(run));
  copyInto(valuesOf(run), average);
  try {
    await next();
  } finally {
    copyInto(valuesOf(run), kept);
    for (const tensor of kept.values()) tensor.dispose();
  }
}

/**
 * The average of a checkpoint, on the devices of the network.
 *
 * @throws ArgumentError where it lacks a tensor of the network
 */
export function averageFrom(saved: unknown, run: RunContext): Map<string, Tensor> {
  const given = saved instanceof Map ? saved : new Map(Object.entries((saved ?? {}) as object));
  const own = valuesOf(run);
  if ([...own.keys()].some((name) => !given.has(name))) {
    throw new ArgumentError("train.fit: the averaged weights of the run are of another network.", {
      operation: "train.fit",
    });
  }
  return new Map(
    [...own].map(([name, like]) => [name, keep((given.get(name) as Tensor).to(like.device).clone())]),
  );
}
