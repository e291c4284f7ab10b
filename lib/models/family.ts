/** A family of networks: its builders, and what its class declares, in one object. */

import type * as nn from "../nn/index.ts";
import { declare, type NetworkFacts } from "./facts.ts";
import { noteBuilder } from "./weights/weights.ts";

/** What a family declares: its builders by name, and the facts of the networks that they build. */
export interface FamilyFacts<M extends nn.Module> extends NetworkFacts<M> {
  /** As they are called in `models`. */
  readonly builders: Readonly<Record<string, (...args: never) => Promise<M>>>;
  readonly task: NonNullable<NetworkFacts<M>["task"]>;
  readonly heads: NonNullable<NetworkFacts<M>["heads"]>;
  readonly firstConv: string;
  readonly stages: NonNullable<NetworkFacts<M>["stages"]>;
  readonly gradCam: NonNullable<NetworkFacts<M>["gradCam"]> | null;
}

/** Declares a family, of the networks of a class. Gives what was declared, for the registry. */
export function family<M extends nn.Module, const D extends FamilyFacts<M>>(
  network: abstract new (...args: never) => M,
  declared: D,
): D {
  const { builders, ...facts } = declared;
  declare(network, facts);
  for (const name of Object.keys(builders)) noteBuilder(name);
  return declared;
}

/** The families that a folder's `families.ts` exports, in the alphabetical order of their names. */
export function familiesIn<N extends object>(namespace: N): N[keyof N][] {
  const named = Object.entries(namespace) as [string, N[keyof N]][]; // its own members
  return named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The builders of all families of a union, in one type. */
export type BuildersOf<F> = Joined<F extends { readonly builders: infer B } ? B : never>;

/** `A & B` of `A | B`. */
type Joined<U> = (U extends unknown ? (one: U) => void : never) extends (one: infer All) => void
  ? All
  : never;

/** The builders of several families by name. */
export function buildersOf<const F extends { readonly builders: object }>(
  families: readonly F[],
): BuildersOf<F> {
  return Object.assign({}, ...families.map(({ builders }) => builders)); // each has its own names
}
