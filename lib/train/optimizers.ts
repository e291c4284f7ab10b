/**
 * The optimizers that a run names: `optimizer: "adamw"`. A new one is a line in the table; any other of `optim`, or of one's own,
 * is given as an object or as a function that makes it.
 */
import type { Parameter } from "../nn/index.ts";
import * as optim from "../optim/index.ts";

/** What of a run's options an optimizer may take. */
interface Settings {
  weightDecay: number;
  momentum?: number;
}

/** An optimizer by name. */
interface NamedOptimizer {
  /** The options that it takes beside `lr`, with what they are where nothing is said. */
  readonly defaults: Settings;
  make(parameters: Parameter[], options: Settings & { lr: number }): optim.AnyOptimizer;
}

function named<S extends Settings>(
  Class: new (parameters: Parameter[], options: S & { lr: number }) => optim.AnyOptimizer,
  defaults: S,
): NamedOptimizer {
  // Only what `defaults` names is given, as `optimizerOptions` picks it.
  return { defaults, make: (parameters, options) => new Class(parameters, options as S & { lr: number }) };
}

/** By name; weight decay as in PyTorch. */
const OPTIMIZERS = {
  adamw: named(optim.AdamW, { weightDecay: 0.01 }),
  adam: named(optim.Adam, { weightDecay: 0 }),
  sgd: named(optim.SGD, { weightDecay: 0, momentum: 0.9 }),
};

/** Name of an optimizer. */
export type OptimizerName = keyof typeof OPTIMIZERS;

/** All names. */
export const OPTIMIZER_NAMES = Object.keys(OPTIMIZERS) as OptimizerName[]; // the table's own

/** The names of those that take an option. */
export function optimizersWith(option: keyof Settings): OptimizerName[] {
  return OPTIMIZER_NAMES.filter((name) => option in OPTIMIZERS[name].defaults);
}

/** The options of a run that an optimizer takes, `lr` aside: those given, else the usual ones. */
export function optimizerOptions(name: OptimizerName, given: Partial<Settings> = {}): Settings {
  const { defaults } = OPTIMIZERS[name];
  const own = Object.entries(given).filter(([option, value]) => option in defaults && value !== undefined);
  return { ...defaults, ...Object.fromEntries(own) };
}

/** An optimizer over parameters. */
export function namedOptimizer(
  name: OptimizerName,
  parameters: Parameter[],
  options: Partial<Settings> & { lr: number },
): optim.AnyOptimizer {
  return OPTIMIZERS[name].make(parameters, { ...optimizerOptions(name, options), lr: options.lr });
}
