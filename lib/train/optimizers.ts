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

const USUAL_RATE = 1e-3;

/** An optimizer by name. */
interface NamedOptimizer {
  /** The options that it takes beside `lr`, with what they are where nothing is said. */
  readonly defaults: Settings;
  /** The learning rate where none is given. */
  readonly lr: number;
  make(parameters: Parameter[], options: Settings & { lr: number }): optim.AnyOptimizer;
}

function named<S extends Settings>(
  Class: new (parameters: Parameter[], options: S & { lr: number }) => optim.AnyOptimizer,
  defaults: S,
  lr = USUAL_RATE,
): NamedOptimizer {
  // Only what `defaults` names is given, as `optimizerOptions` picks it.
  return {
    defaults,
    lr,
    make: (parameters, options) => new Class(parameters, options as S & { lr: number }),
  };
}

/**
 * By name; weight decay as in PyTorch, and the rate another than the usual one only where that would be of another kind: of
 * Adadelta it has no unit, and Lion's steps are as large as it.
 *
 * Those for the gradients of the whole data (LBFGS, Rprop), for one kind of parameter (Muon, SparseAdam) and for averages in
 * their state (ASGD) are given as objects.
 */
const OPTIMIZERS = {
  adamw: named(optim.AdamW, { weightDecay: 0.01 }),
  adam: named(optim.Adam, { weightDecay: 0 }),
  sgd: named(optim.SGD, { weightDecay: 0, momentum: 0.9 }),
  nadam: named(optim.NAdam, { weightDecay: 0 }),
  radam: named(optim.RAdam, { weightDecay: 0 }),
  adamax: named(optim.Adamax, { weightDecay: 0 }),
  adagrad: named(optim.Adagrad, { weightDecay: 0 }),
  adadelta: named(optim.Adadelta, { weightDecay: 0 }, 1),
  rmsprop: named(optim.RMSprop, { weightDecay: 0, momentum: 0 }),
  adafactor: named(optim.Adafactor, { weightDecay: 0 }),
  lion: named(optim.Lion, { weightDecay: 0 }, 1e-4),
  lamb: named(optim.LAMB, { weightDecay: 0 }),
};

/** Name of an optimizer. */
export type OptimizerName = keyof typeof OPTIMIZERS;

/** All names. */
export const OPTIMIZER_NAMES = Object.keys(OPTIMIZERS) as OptimizerName[]; // the table's own

/** The learning rate of a run that says none. */
export function usualRate(name: OptimizerName): number {
  return OPTIMIZERS[name].lr;
}

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
