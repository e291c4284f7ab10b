/**
 * Checkpoints of a loop of one's own, in the layout that PyTorch's scripts have: a dictionary with the state dicts of network,
 * optimizer and scheduler, and the epoch.
 *
 * Those of `fit`, which hold a whole run, are `checkpoint.ts`; this reads them too.
 */
import {
  abortSignal,
  instance,
  integerFrom,
  type Kind,
  kind,
  plainObject,
  type Rest,
  signature,
} from "../edge/index.ts";
import { pathKind } from "../io/entries.ts";
import { load, save } from "../io/index.ts";
import { stripPrefixes } from "../io/load.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { FileFormatError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { type AnyOptimizer, LRScheduler, Optimizer, type OptimizerStateDictInput } from "../optim/index.ts";
import { Tensor } from "../tensor/index.ts";
import { asRecord } from "./parts/state.ts";

/** Keys under which scripts keep each, that of this library first. */
const KEYS = {
  model: ["model", "model_state_dict", "state_dict"],
  optimizer: ["optimizer", "optimizer_state_dict"],
  scheduler: ["scheduler", "lr_scheduler", "scheduler_state_dict", "lr_scheduler_state_dict"],
  epoch: ["epoch"],
} as const;

/** What a loop of one's own is made of. */
interface Training {
  model: Module;
  optimizer?: AnyOptimizer;
  scheduler?: LRScheduler;
}

/** What {@link saveCheckpoint} writes. */
export interface SavedTraining extends Training {
  /** Epochs done. */
  epoch?: number;
  /** More values of your own, by the names that they have in the file: numbers, texts, tensors, lists and objects of them. */
  extra?: Readonly<Record<string, unknown>>;
  signal?: AbortSignal;
}

/** What {@link loadCheckpoint} puts back to where it was; what is left out stays in the file. */
export interface LoadedTraining extends Partial<Training> {
  signal?: AbortSignal;
}

/** What a checkpoint holds beside the state dicts. */
export interface CheckpointRest {
  /** As the file has it; null where it says none. */
  epoch: number | null;
  /** All other values, by their names in the file; tensors are the caller's. */
  extra: Record<string, unknown>;
}

const TRAINING = {
  model: moduleKind,
  optimizer: kind<AnyOptimizer>("an optimizer", instance(Optimizer).accepts),
  scheduler: kind("one of optim.lrScheduler", instance(LRScheduler).accepts) as Kind<LRScheduler>,
  signal: abortSignal,
};
const SAVE = signature<SavedTraining>("train.saveCheckpoint", {
  takes: { file: pathKind },
  options: {
    ...TRAINING,
    epoch: integerFrom(0),
    extra: plainObject("an object of values by name"),
  },
  required: ["model"],
  advice: { loss: "give it in extra: { loss }", step: "give it in extra: { step }" },
});
const LOAD = signature<LoadedTraining>("train.loadCheckpoint", {
  takes: { file: pathKind },
  options: TRAINING,
  advice: { device: "values are copied to where the network is: model.to(device)" },
});

/**
 * Writes a checkpoint that {@link loadCheckpoint} and a PyTorch script go on with: `{ model, optimizer, scheduler, epoch }`, each a
 * state dict as `torch.load(file, weights_only=True)` gives it, with the values of `extra` beside them. The file appears whole or
 * not at all.
 *
 * @throws ArgumentError for a value that cannot be saved, a folder that cannot be written, and `extra` with one of those names;
 *   AbortError
 *
 * @example
 * await train.saveCheckpoint("last.pth", { model, optimizer, scheduler, epoch, extra: { best } });
 */
export async function saveCheckpoint(file: string, ...rest: Rest<SavedTraining>): Promise<void> {
  const { model, optimizer, scheduler, epoch, extra = {}, signal } = SAVE.read(rest) as SavedTraining;
  SAVE.check(file);
  const taken = Object.keys(extra).find((name) =>
    Object.values(KEYS)
      .flat()
      .some((key) => key === name),
  );
  if (taken !== undefined) {
    throw SAVE.error(
      `\`extra\` has a value named "${taken}", where a reader looks for a state dict or the epoch; name it otherwise.`,
    );
  }
  const value = {
    model: model.stateDict(),
    ...(optimizer !== undefined && { optimizer: optimizer.stateDict() }),
    ...(scheduler !== undefined && { scheduler: scheduler.stateDict() }),
    ...(epoch !== undefined && { epoch }),
    ...extra,
  };
  await save(value, file, { signal });
}

/**
 * Puts network, optimizer and scheduler back to a checkpoint: of {@link saveCheckpoint}, of `torch.save({ ... })` in a PyTorch
 * script, or `last.pth` of a run of `fit`.
 *
 * The names that scripts use are read: `model`, `model_state_dict` or `state_dict`; `optimizer` or `optimizer_state_dict`;
 * `scheduler`, `lr_scheduler` or either with `_state_dict`; `epoch`. A file that is a state dict itself is the network's. A prefix
 * that `DataParallel` or `torch.compile` put before every key is taken off. Values are copied to where the network is. The network
 * comes first, then the optimizer, then the scheduler, each taken over whole or not at all.
 *
 * @throws FileFormatError where the file lacks what is to be put back, or cannot be read; StateDictError where it belongs to another
 *   network, optimizer or scheduler; AbortError
 *
 * @example
 * const { epoch } = await train.loadCheckpoint("checkpoint.pt", { model, optimizer, scheduler });
 */
export async function loadCheckpoint(file: string, ...rest: Rest<LoadedTraining>): Promise<CheckpointRest> {
  const { model, optimizer, scheduler, signal } = LOAD.read(rest) as LoadedTraining;
  LOAD.check(file);
  const { found, extra } = takeApart(await load(file, { unknown: "placeholder", signal }));
  try {
    const wanted = { model, optimizer, scheduler };
    for (const name of ["model", "optimizer", "scheduler"] as const) {
      if (wanted[name] !== undefined && found[name] === undefined) throw lacking(file, name, found, extra);
    }
    if (model !== undefined) model.loadStateDict(withoutPrefix(found.model as Dictionary, model));
    optimizer?.loadStateDict(asRecord(found.optimizer) as unknown as OptimizerStateDictInput); // it looks at what it gets
    scheduler?.loadStateDict(asRecord(found.scheduler));
    const epoch = typeof found.epoch === "number" ? found.epoch : null;
    // One tensor may stand in both.
    const kept = tensorsIn(extra);
    free([...tensorsIn(found)].filter((tensor) => !kept.has(tensor)));
    return { epoch, extra };
  } catch (error) {
    free(tensorsIn([found, extra]));
    throw error;
  }
}

/** A dictionary as the reader gives it. */
type Dictionary = ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;

/** The parts of a checkpoint that were found. */
type Found = Partial<Record<keyof typeof KEYS, unknown>>;

/** The state dicts of a checkpoint by what they are of, and all other values. */
function takeApart(value: unknown): { found: Found; extra: Record<string, unknown> } {
  const extra = isDictionary(value) ? { ...asRecord(value) } : {};
  const found: Found = {};
  const looks: Record<keyof typeof KEYS, (one: unknown) => boolean> = {
    model: isStateDict,
    optimizer: (one) => isDictionary(one) && "param_groups" in asRecord(one),
    scheduler: (one) => isDictionary(one) && "last_epoch" in asRecord(one),
    epoch: (one) => typeof one === "number",
  };
  for (const name of Object.keys(KEYS) as (keyof typeof KEYS)[]) {
    const key = KEYS[name].find((one) => looks[name](extra[one]));
    if (key === undefined) continue;
    found[name] = extra[key];
    delete extra[key];
  }
  const isBare = Object.keys(found).length === 0 && isStateDict(value);
  return isBare ? { found: { model: value }, extra: {} } : { found, extra };
}

function lacking(
  file: string,
  name: "model" | "optimizer" | "scheduler",
  found: Found,
  extra: Readonly<Record<string, unknown>>,
): FileFormatError {
  const keys = [...Object.keys(found), ...Object.keys(extra)].slice(0, 12).join(", ") || "nothing";
  const advice =
    name === "scheduler" && extra.format === "torchts-checkpoint"
      ? "a run with a ready-made schedule keeps none: leave `scheduler` out"
      : "leave it out, or take the file apart with io.load(file) and give its part to loadStateDict";
  const what = name === "model" ? "network" : name;
  return new FileFormatError(
    `train.loadCheckpoint: ${file} has no state dict of the ${what} under ${KEYS[name].join(" or ")}; it holds ${keys}. ` +
      `To go on, ${advice}.`,
    { file, operation: "train.loadCheckpoint" },
  );
}

/** The state dict without a prefix that wrappers put before every key. */
function withoutPrefix(given: Dictionary, model: Module): Map<string, Tensor> {
  const entries = given instanceof Map ? [...given] : Object.entries(given);
  const tensors = new Map(entries.filter(([, value]) => value instanceof Tensor) as [string, Tensor][]);
  const own = model.stateDict();
  if (![...tensors.keys()].some((key) => own.has(key))) stripPrefixes(tensors, []);
  return tensors;
}

function isDictionary(value: unknown): value is Dictionary {
  if (value instanceof Map) return true;
  return value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Tensor);
}

/** Whether a value is a dictionary of tensors; what else wrappers keep beside them may be there too. */
function isStateDict(value: unknown): value is Dictionary {
  return isDictionary(value) && Object.values(asRecord(value)).some((one) => one instanceof Tensor);
}

/** The tensors of a value that was read. */
function tensorsIn(value: unknown, into = new Set<Tensor>()): Set<Tensor> {
  if (value instanceof Tensor) into.add(value);
  else if (Array.isArray(value)) for (const one of value) tensorsIn(one, into);
  else if (isDictionary(value)) for (const one of Object.values(asRecord(value))) tensorsIn(one, into);
  return into;
}

function free(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) tensor.dispose();
}
