/** Where networks came from: kept beside them, so that their properties stay the checkpoint's keys. */

import { signature } from "../edge/index.ts";
import type { LoadReport, Module } from "../nn/index.ts";
import type { WeightsEntry } from "./weights/weights-entry.ts";

/** Where a network came from. */
export interface ModelOrigin {
  /** Name of the builder: `resnet18`. */
  readonly builder: string;
  /** The published weights it was loaded with, null for a file of one's own or none. */
  readonly entry: WeightsEntry | null;
  /** The file it was loaded from, null for a fresh network. */
  readonly file: string | null;
  /** What the file lacked and what it had too many, null for a fresh network. */
  readonly report: LoadReport | null;
  /** What was done to read the file, in sentences: prefixes taken off, wrappers opened. */
  readonly notes: readonly string[];
  /** The builder's options that are plain values, without those of weights and `numClasses`: what builds it again. */
  readonly options: Readonly<Record<string, unknown>>;
}

const ORIGIN_OF = signature("models.originOf");

const origins = new WeakMap<Module, ModelOrigin>();

/** Options that say what is loaded and how, not what is built. */
const LOADING = [
  "weights",
  "weightsBackbone",
  "progress",
  "signal",
  "strict",
  "minMatch",
  "prefix",
  "ignoreMismatched",
  "mapped",
  "numClasses",
];

/** The options of a network's shape that can be written down. */
export function plainOptions(options: object): Record<string, unknown> {
  const isPlain = (value: unknown): boolean =>
    ["number", "boolean", "string"].includes(typeof value) || (Array.isArray(value) && value.every(isPlain));
  const kept = Object.entries(options).filter(([name, value]) => !LOADING.includes(name) && isPlain(value));
  return Object.fromEntries(kept);
}

/** Notes where a network came from. */
export function noteOrigin(model: Module, origin: ModelOrigin): void {
  origins.set(model, origin);
}

/** Notes what a builder decided itself, so that the origin's options build the same network again. */
export function noteOptions(model: Module, decided: Readonly<Record<string, unknown>>): void {
  const origin = origins.get(model);
  if (origin !== undefined) origins.set(model, { ...origin, options: { ...origin.options, ...decided } });
}

/** Where a network came from, null where no builder made it. */
export function originOf(model: Module, ...rest: []): ModelOrigin | null {
  ORIGIN_OF.read(rest);
  return origins.get(model) ?? null;
}
