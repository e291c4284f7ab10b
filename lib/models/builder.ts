/**
 * Builders: functions that make a network and load its weights. What all of them take is declared here once, what a
 * family adds beside its builders:
 *
 *     const TAKES = builderTakes<AlexNetOptions>(KINDS);
 *     export function alexnet(...rest: Rest<AlexNetOptions>): Promise<AlexNet> {
 *       return build(TAKES, "alexnet", rest, (config) => new AlexNet(config));
 *     }
 */

import {
  type AnyKind,
  abortSignal,
  boolean,
  callable,
  describe,
  type Kind,
  type Kinds,
  kind,
  numberFrom,
  type Signature,
  signature,
  string,
} from "../edge/index.ts";
import type { Module } from "../nn/index.ts";
import { count } from "./option-kinds.ts";
import { type PretrainedOptions, type WeightsSource, withWeights } from "./weights/weights.ts";
import { WeightsEntry } from "./weights/weights-entry.ts";

type Weights = Required<PretrainedOptions>["weights"];

/** What may name weights. */
export const weightsKind: Kind<Weights> = kind(
  'a name such as "DEFAULT", the path of a file, an entry of models.weights, or null for fresh parameters',
  (v) => v === null || (typeof v === "string" && v !== "") || v instanceof WeightsEntry,
);

/** What every builder takes. */
const PRETRAINED: Kinds<PretrainedOptions> = {
  weights: weightsKind,
  strict: boolean,
  minMatch: numberFrom(0, 1),
  prefix: string,
  ignoreMismatched: boolean,
  mapped: boolean,
  inChannels: count,
  progress: callable(),
  signal: abortSignal,
};

const ADVICE = {
  pretrained: 'write weights: "DEFAULT" for the published weights, or leave it out for fresh parameters',
  pretrainedBackbone: 'write weightsBackbone: "DEFAULT" for a backbone with published weights',
  pretrained_backbone: 'write weightsBackbone: "DEFAULT" for a backbone with published weights',
  device: 'write (await models.NAME()).to("cuda")',
} as const;

/** A family's own options, without those of the weights. */
export type OwnOptions<O> = Omit<O, keyof PretrainedOptions>;

/** What the builders of a family take. */
export interface BuilderTakes<O extends PretrainedOptions> {
  /** Names and kinds of the family's own options. */
  readonly own: Kinds<OwnOptions<O>>;
  /** The options of a call of `builder`. Throws ArgumentError that names `models.<builder>`. */
  read(builder: string, rest: readonly unknown[]): O;
}

/** Every option that some builder takes, by name. */
const known: Record<string, AnyKind> = { ...PRETRAINED };

/** Declares the options of a family's builders beyond those of weights. */
export function builderTakes<O extends PretrainedOptions>(own: Kinds<OwnOptions<O>>): BuilderTakes<O> {
  Object.assign(known, own);
  const signatures = new Map<string, Signature<O>>();
  return {
    own,
    read(builder, rest) {
      let takes = signatures.get(builder);
      if (takes === undefined) {
        // The two halves make O, which the compiler cannot see of a type it does not know.
        const options = { ...PRETRAINED, ...own } as unknown as Kinds<O>;
        const device = ADVICE.device.replace("NAME", builder);
        takes = signature<O>(`models.${builder}`, { options, advice: { ...ADVICE, device } });
        signatures.set(builder, takes);
      }
      refuseBare(takes, builder, rest);
      return takes.read(rest);
    },
  };
}

/** Refuses what torchvision takes without a name, saying how it is written here. */
function refuseBare<O extends object>(takes: Signature<O>, builder: string, rest: readonly unknown[]): void {
  const [first] = rest;
  let option: string | undefined;
  if (typeof first === "string") option = `weights: ${describe(first)}`;
  else if (first instanceof WeightsEntry) option = `weights: models.weights("${builder}", "${first.name}")`;
  else if (typeof first === "boolean") option = first ? 'weights: "DEFAULT"' : "weights: null";
  else if (typeof first === "number") option = `numClasses: ${first}`;
  if (option === undefined) return;
  throw takes.error(
    `expected an object with options, got ${describe(first)}; write models.${builder}({ ${option} }).`,
  );
}

/** A check for names alone, of the options that any builder takes; their kinds are the builder's matter. */
export function anyBuilder(name: string, takes: Readonly<Record<string, AnyKind>>): Signature<object> {
  const kinds = Object.keys(known).map((key) => [key, kind("a value", () => true)]);
  return signature<object>(name, { takes, options: Object.fromEntries(kinds), advice: ADVICE });
}

/** A family's own options among those of a call. */
export function ownOptions<O extends PretrainedOptions>(takes: BuilderTakes<O>, options: O): OwnOptions<O> {
  const own = Object.entries(options).filter(([key]) => Object.hasOwn(takes.own, key));
  return Object.fromEntries(own) as OwnOptions<O>; // those keys, with their values
}

/**
 * Builds a network of a family and loads the weights that are asked for: `make` gets the family's own options, and
 * where the values come from, null for fresh ones. Throws ArgumentError for options that `takes` does not know, and
 * what `withWeights` throws.
 */
export async function build<O extends PretrainedOptions, M extends Module>(
  takes: BuilderTakes<O>,
  builder: string,
  rest: readonly unknown[],
  make: (config: OwnOptions<O>, source: WeightsSource | null) => M,
): Promise<M> {
  const options = takes.read(builder, rest);
  const config = ownOptions(takes, options);
  return withWeights(builder, options, (source) => make(config, source));
}
