/**
 * Loading files: any value, or a state dict out of whatever a training script wrapped around it.
 */
import nodePath from "node:path";
import {
  abortSignal,
  boolean,
  callable,
  listed,
  listOf,
  oneOf,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { ArgumentError, FileFormatError, StateDictError } from "../native/errors.ts";
import { deviceKind } from "../tensor/argument-kinds.ts";
import { chooseDevice } from "../tensor/device.ts";
import { type DeviceChoice, Tensor } from "../tensor/index.ts";
import { requireDevice } from "../tensor/require-device.ts";
import type { FileFormat, ParsedFile } from "./checkpoint.ts";
import { clip } from "./clip.ts";
import { parseFile } from "./detect.ts";
import { pathKind } from "./entries.ts";
import { putEach } from "./filling.ts";
import { materialize } from "./materialize.ts";
import { paced } from "./pace.ts";
import { notReadError, type UnknownClasses } from "./pickle-globals.ts";
import { PickledDict, PickledObject, PickledRefusal, PickledTensor } from "./pickle-values.ts";
import { isShard, readShards } from "./sharded.ts";

/** Options of everything that reads tensors. */
export interface ReadOptions {
  /** Device the tensors are put on, whatever device they were saved from. Default: "cpu". */
  device?: DeviceChoice;
  /**
   * Map tensors from the file, copy-on-write, instead of reading them: loading is then nearly free, and pages are read
   * when they are used. While such tensors live, another program that changes the file changes them, and one that
   * shortens it ends this process (SIGBUS): map only files that nobody writes to. Default: false.
   */
  mmap?: boolean;
  /** Stops the work; AbortError is thrown and nothing is kept. */
  signal?: AbortSignal;
}

/** Options of `load`. */
export interface LoadOptions extends ReadOptions {
  /**
   * What becomes of objects of classes that torchts does not know, such as `argparse.Namespace`: the file is refused
   * with ERR_TORCHTS_UNSAFE_PICKLE, or each is a `Placeholder` that bears the class's name. Nothing is run either way.
   * Default: "refuse".
   */
  unknown?: UnknownClasses;
}

/** Options of `loadNpz`. */
export interface LoadNpzOptions extends ReadOptions {
  /** The arrays to read. Default: all. */
  names?: readonly string[];
}

/** What `loadStateDict` found and did. */
export interface StateDictReport {
  file: string;
  format: FileFormat;
  /** Number of tensors returned. */
  tensors: number;
  /** Keys that led from the file's value to the state dict: `["state_dict"]`; empty if it was the whole. */
  unwrapped: string[];
  /** Prefix taken off every key: `"module."`, or `""`. */
  strippedPrefix: string;
  /** Entries of the state dict that hold no tensor and were left out. */
  ignored: string[];
  /** The above in sentences, for a user to read; empty if nothing was done. */
  notes: string[];
}

/** Options of `loadStateDict`. */
export interface LoadStateDictOptions extends ReadOptions {
  /** Called once with what was found and done. */
  onReport?: (report: StateDictReport) => void;
  /** Take off prefixes that wrappers put before every key (`module.`, `_orig_mod.`). Default: true. */
  stripPrefix?: boolean;
}

/** What everything that reads takes. */
export const READ = { device: deviceKind, mmap: boolean, signal: abortSignal };
const ADVICE = {
  map_location: "give device",
  mapLocation: "give device",
  mapped: "give mmap: true",
  weights_only: "it is always so: nothing of a file is run",
  weightsOnly: "it is always so: nothing of a file is run",
};
const LOAD = signature<LoadOptions>("io.load", {
  takes: { path: pathKind },
  options: { ...READ, unknown: oneOf("refuse", "placeholder") },
  advice: ADVICE,
});
const LOAD_STATE_DICT = signature<LoadStateDictOptions>("io.loadStateDict", {
  takes: { path: pathKind },
  options: { ...READ, onReport: callable(), stripPrefix: boolean },
  advice: ADVICE,
});
const LOAD_NPY = signature<ReadOptions>("io.loadNpy", {
  takes: { path: pathKind },
  options: READ,
  advice: ADVICE,
});
const LOAD_NPZ = signature<LoadNpzOptions>("io.loadNpz", {
  takes: { path: pathKind },
  options: { ...READ, names: listOf(string) },
  advice: ADVICE,
});
const LOAD_METADATA = signature("io.loadMetadata", { takes: { path: pathKind } });

/** Keys under which training scripts keep the state dict, the most telling first. */
const WRAPPERS = [
  "state_dict",
  "model_state_dict",
  "model_state",
  "model",
  "net",
  "network",
  "weights",
  "module",
  "params",
  "student",
  "ema",
  "model_ema",
  "ema_state_dict",
  "state_dict_ema",
  "params_ema",
  "teacher",
  "backbone",
  "encoder",
];
/** Prefixes of DataParallel and DistributedDataParallel, and of torch.compile. */
const PREFIXES = ["module.", "_orig_mod."];
/** Bookkeeping that AveragedModel keeps beside `module.`. */
const BESIDE_PREFIX = new Set(["n_averaged"]);

/**
 * Reads a `.pth` (both containers), `.safetensors`, `.npy` or `.npz` file, told apart by content.
 *
 * Only tensors and plain values are ever built; see materialize.ts for what becomes what. Tensors that shared a
 * storage in the file share one, and no others do.
 *
 * @example
 *   const checkpoint = await load("checkpoint.pth");
 * @throws FileFormatError if the file is damaged, hostile (code ERR_TORCHTS_UNSAFE_PICKLE) or of another format;
 *   ArgumentError if it cannot be opened; DeviceError if `device` cannot be used; AbortError
 */
export async function load(path: string, ...rest: Rest<LoadOptions>): Promise<unknown> {
  const options = LOAD.read(rest);
  LOAD.check(path);
  const { unknown = "refuse", signal } = options;
  requireDevice("io.load", options.device ?? "cpu");
  const parsed = await parseFile(path, { unknown, signal });
  try {
    return await materialize(parsed, parsed.root, storageOptions(options));
  } finally {
    await parsed.source.handle.close();
  }
}

/**
 * Reads the state dict in a file: its tensors by key, in the file's order.
 *
 * A dictionary around it (`{ state_dict: ... }`, `{ model: ... }`) is unwrapped and a wrapper's prefix before
 * every key (`module.`) is taken off; `onReport` says what was done. Of a larger checkpoint, only the state
 * dict's storages are read, and objects of classes that torchts does not know, as training scripts put them beside it,
 * are left out. The index of several files, `model.safetensors.index.json`, gives what it names in them.
 *
 * @throws what `load` throws; StateDictError if there is no state dict in the file
 */
export async function loadStateDict(
  path: string,
  ...rest: Rest<LoadStateDictOptions>
): Promise<Map<string, Tensor>> {
  const options = LOAD_STATE_DICT.read(rest);
  LOAD_STATE_DICT.check(path);
  requireDevice("io.loadStateDict", options.device ?? "cpu");
  return readStateDict(path, options);
}

async function readStateDict(path: string, options: LoadStateDictOptions): Promise<Map<string, Tensor>> {
  if (isShard(path)) return loadShards(path, options);
  const { signal } = options;
  const parsed = await parseFile(path, { unknown: "placeholder", signal });
  try {
    const { dict, unwrapped } = findStateDict(parsed);
    const tensors = new PickledDict("OrderedDict");
    const ignored: string[] = [];
    const sort = ([key, value]: [unknown, unknown]): void => {
      if (value instanceof PickledRefusal) throw notReadError(path, value, `${shownKey(key)}: `);
      if (typeof key === "string" && value instanceof PickledTensor) tensors.entries.set(key, value);
      else ignored.push(shownKey(key));
    };
    await paced(putEach(dict.entries, sort), "loadStateDict", signal);
    const strippedPrefix = options.stripPrefix === false ? "" : stripPrefixes(tensors.entries, ignored);
    const loaded = await materialize(parsed, tensors, storageOptions(options));
    options.onReport?.(
      describe({
        file: path,
        format: parsed.format,
        tensors: tensors.entries.size,
        unwrapped,
        strippedPrefix,
        ignored,
      }),
    );
    return loaded as Map<string, Tensor>; // an OrderedDict of text to tensors becomes exactly this
  } finally {
    await parsed.source.handle.close();
  }
}

/** The tensors that an index names, from the files beside it; all of them or none. */
async function loadShards(index: string, options: LoadStateDictOptions): Promise<Map<string, Tensor>> {
  const loaded = new Map<string, Tensor>();
  try {
    for (const [shard, keys] of await readShards(index, options.signal)) {
      const file = nodePath.join(nodePath.dirname(index), shard);
      const stored = await readStateDict(file, { ...options, onReport: undefined, stripPrefix: false });
      for (const key of keys) {
        const tensor = stored.get(key);
        if (tensor !== undefined) loaded.set(key, tensor);
        stored.delete(key);
      }
      for (const tensor of stored.values()) tensor.dispose(); // what the index does not name
      const missing = keys.find((key) => !loaded.has(key));
      if (missing !== undefined) {
        const text = `${file}: it holds no ${clip(missing)}, which ${index} says is in it. Fetch or copy both again.`;
        throw new FileFormatError(text, { file, operation: "load" });
      }
    }
  } catch (error) {
    for (const tensor of loaded.values()) tensor.dispose();
    throw error;
  }
  const ignored: string[] = [];
  const strippedPrefix = options.stripPrefix === false ? "" : stripPrefixes(loaded, ignored);
  const found = { tensors: loaded.size, unwrapped: [], strippedPrefix, ignored };
  options.onReport?.(describe({ file: index, format: "safetensors", ...found }));
  return loaded;
}

/** The free text in a file's header: safetensors' `__metadata__`; empty for other formats. */
export async function loadMetadata(
  path: string,
  ...rest: Rest<Record<never, never>>
): Promise<Map<string, string>> {
  LOAD_METADATA.read(rest);
  LOAD_METADATA.check(path);
  return readMetadata(path);
}

/** @internal What `loadMetadata` does. */
export async function readMetadata(path: string): Promise<Map<string, string>> {
  const parsed = await parseFile(path, { unknown: "placeholder", signal: undefined });
  await parsed.source.handle.close();
  return new Map(parsed.metadata);
}

/** Reads a `.npy` file into a tensor. @throws FileFormatError if the file is of another format or damaged */
export async function loadNpy(path: string, ...rest: Rest<ReadOptions>): Promise<Tensor> {
  const options = LOAD_NPY.read(rest);
  LOAD_NPY.check(path);
  requireDevice("io.loadNpy", options.device ?? "cpu");
  const value = await load(path, options);
  if (value instanceof Tensor) return value;
  throw new StateDictError(`io.loadNpy: ${path} holds no single array`, {
    file: path,
    operation: "io.loadNpy",
  });
}

/**
 * Reads the arrays of a `.npz` file, as `numpy.savez` and `savez_compressed` write it, by name. With `names` only those.
 *
 * @throws FileFormatError if the file is of another format or damaged; ArgumentError for a name that it does not have
 */
export async function loadNpz(path: string, ...rest: Rest<LoadNpzOptions>): Promise<Map<string, Tensor>> {
  const options = LOAD_NPZ.read(rest);
  LOAD_NPZ.check(path);
  requireDevice("io.loadNpz", options.device ?? "cpu");
  const { names, signal } = options;
  const parsed = await parseFile(path, { unknown: "refuse", signal });
  try {
    const { root } = parsed;
    if (parsed.format !== "npz" || !(root instanceof PickledDict)) {
      throw new FileFormatError(`io.loadNpz: ${path} is no .npz file`, {
        file: path,
        operation: "io.loadNpz",
      });
    }
    const wanted = new PickledDict("dict");
    for (const name of names ?? root.entries.keys()) {
      if (!root.entries.has(name)) {
        const known = [...root.entries.keys()].map(String);
        const text = `io.loadNpz: ${path} has no array ${clip(String(name))}; it has ${listed(known, 10)}`;
        throw new ArgumentError(text, { operation: "io.loadNpz" });
      }
      wanted.entries.set(name, root.entries.get(name));
    }
    const made = await materialize(parsed, wanted, storageOptions(options));
    return made instanceof Map ? made : new Map(Object.entries(made as Record<string, Tensor>));
  } finally {
    await parsed.source.handle.close();
  }
}

function storageOptions(options: ReadOptions): Parameters<typeof materialize>[2] {
  return {
    device: chooseDevice(options.device ?? "cpu"),
    mmap: options.mmap ?? false,
    signal: options.signal,
  };
}

/** A key for a message: text as it is, anything else by its kind. */
function shownKey(key: unknown): string {
  if (typeof key === "string") return clip(key);
  return typeof key === "number" || typeof key === "bigint" ? clip(String(key)) : "(a key that is no text)";
}

function isStateDict(value: unknown): value is PickledDict {
  if (!(value instanceof PickledDict)) return false;
  for (const item of value.entries.values())
    if (item instanceof PickledTensor || item instanceof PickledRefusal) return true;
  return false;
}

function findStateDict(parsed: ParsedFile): { dict: PickledDict; unwrapped: string[] } {
  let value = parsed.root;
  const unwrapped: string[] = [];
  // a state dict holds tensors itself; a checkpoint holds one under a well-known key, at most a few levels down
  for (let level = 0; level < 4; level++) {
    if (!(value instanceof PickledDict)) break;
    const { entries } = value;
    const wrapper = WRAPPERS.find(
      (key) => entries.get(key) instanceof PickledDict && leadsToTensors(entries.get(key)),
    );
    if (wrapper === undefined) break;
    unwrapped.push(wrapper);
    value = entries.get(wrapper);
  }
  if (isStateDict(value)) return { dict: value, unwrapped };
  if (value instanceof PickledDict && value.entries.size === 0) return { dict: value, unwrapped };

  const found =
    parsed.root instanceof PickledDict
      ? `a dictionary with the keys ${firstKeys(parsed.root).join(", ") || "(none)"}`
      : parsed.root instanceof PickledTensor
        ? "a single tensor"
        : parsed.root instanceof PickledObject
          ? `an object of the class ${clip(parsed.root.className)}, such as torch.save(model) writes; in Python, save model.state_dict() instead`
          : "another kind of value";
  throw new StateDictError(
    `loadStateDict: ${parsed.source.file} holds no state dict but ${found}. Take it apart yourself with io.load(path).`,
    { file: parsed.source.file, operation: "loadStateDict" },
  );
}

function firstKeys({ entries }: PickledDict): string[] {
  const shown: string[] = [];
  for (const key of entries.keys()) {
    if (shown.length === 12) break;
    shown.push(shownKey(key));
  }
  return shown;
}

function leadsToTensors(value: unknown, level = 0): boolean {
  if (isStateDict(value)) return true;
  if (level >= 4 || !(value instanceof PickledDict)) return false;
  const { entries } = value;
  return WRAPPERS.some((key) => leadsToTensors(entries.get(key), level + 1));
}

/** @internal Takes prefixes off all keys, in place; returns what was taken off. */
export function stripPrefixes(tensors: Map<unknown, unknown>, ignored: string[]): string {
  let stripped = "";
  for (;;) {
    const keys = [...tensors.keys()] as string[]; // loadStateDict put only text keys in
    const beside = keys.filter((key) => BESIDE_PREFIX.has(key));
    const inside = keys.filter((key) => !BESIDE_PREFIX.has(key));
    const prefix = PREFIXES.find(
      (candidate) => inside.length > 0 && inside.every((key) => key.startsWith(candidate)),
    );
    if (prefix === undefined) return stripped;
    const entries = inside.map((key) => [key.slice(prefix.length), tensors.get(key)] as const);
    tensors.clear();
    for (const [key, value] of entries) tensors.set(key, value);
    ignored.push(...beside);
    stripped += prefix;
  }
}

function describe(about: {
  file: string;
  format: FileFormat;
  tensors: number;
  unwrapped: string[];
  strippedPrefix: string;
  ignored: string[];
}): StateDictReport {
  const { file, format, tensors, unwrapped, strippedPrefix, ignored } = about;
  const notes: string[] = [];
  if (unwrapped.length > 0)
    notes.push(`took the state dict from ${unwrapped.map((key) => `["${key}"]`).join("")}`);
  if (strippedPrefix !== "") notes.push(`took the prefix "${strippedPrefix}" off every key`);
  if (ignored.length > 0)
    notes.push(`left out ${ignored.length} entries without tensors: ${ignored.slice(0, 5).join(", ")}`);
  return { file, format, tensors, unwrapped, strippedPrefix, ignored, notes };
}
