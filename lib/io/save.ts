/**
 * Saving values as `.pth` files that `torch.load(weights_only=True)` reads, and tensors as safetensors or .npy.
 *
 * Tensors are copied out piece by piece while the event loop runs; do not change them before the promise settles.
 */
import { abortSignal, plainObject, type Rest, signature, unchecked } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { noGrad, Tensor } from "../tensor/index.ts";
import { writeAtomically, writeFully } from "./atomic-file.ts";
import { clip } from "./clip.ts";
import { DTYPE_BY_NAME } from "./dtypes.ts";
import { namedTensors, pathKind } from "./entries.ts";
import { checkAborted } from "./file-bytes.ts";
import { npyHeader } from "./npy-header.ts";
import { collectTensors, type PlacedTensor, pickle } from "./pickle-writer.ts";
import { contiguousCopy, planStorages, type SavedStorage } from "./saved-storages.ts";
import { type ZipLimits, ZipWriter } from "./zip-writer.ts";

/** Options of everything that saves. */
export interface SaveOptions {
  /** Stops the work; AbortError is thrown and no file is left. */
  signal?: AbortSignal;
}

const SAVE = signature<SaveOptions>("io.save", {
  takes: { value: unchecked(), path: pathKind },
  options: { signal: abortSignal },
});
const SAVE_STATE_DICT = signature<SaveOptions>("io.saveStateDict", {
  takes: { stateDict: namedTensors, path: pathKind },
  options: { signal: abortSignal },
});
const SAVE_SAFETENSORS = signature<SafetensorsOptions>("io.saveSafetensors", {
  takes: { tensors: namedTensors, path: pathKind },
  options: { signal: abortSignal, metadata: plainObject("an object of texts by name") },
});
const SAVE_NPY = signature<SaveOptions>("io.saveNpy", {
  takes: { tensor: tensorKind, path: pathKind },
  options: { signal: abortSignal },
});

/** Options of `saveSafetensors`. */
export interface SafetensorsOptions extends SaveOptions {
  /** Text kept in the header; `format: "pt"` is added, as PyTorch's writer does. */
  metadata?: Readonly<Record<string, string>>;
}

/** Named tensors: what a module's `stateDict()` returns, or a plain object. */
export type StateDictLike = ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>;

/**
 * Writes a value as a `.pth` file (zip container) that `torch.load(weights_only=True)` and `load` read.
 *
 * Plain values and tensors in any nesting; see pickle-writer.ts for what becomes what. Tensors that share memory
 * share it in the file; strides are kept. The file appears whole or not at all.
 *
 * @example
 *   await save({ epoch: 3, model: model.stateDict(), optimizer: optimizer.stateDict() }, "last.pth");
 * @throws ArgumentError naming the path of a value that cannot be saved, or for a folder that cannot be written;
 *   TorchtsError (ERR_TORCHTS_DISK_FULL); AbortError
 */
export async function save(value: unknown, path: string, ...rest: Rest<SaveOptions>): Promise<void> {
  const options = SAVE.read(rest);
  SAVE.check(value, path);
  await writePth(value, path, options);
}

/** @internal `save` with other limits for zip64, so that tests need no 4 GB files. */
export async function writePth(
  value: unknown,
  path: string,
  options: SaveOptions & { zipLimits?: ZipLimits },
): Promise<void> {
  const { placed, storages } = place(collectTensors(value));
  const pickled = pickle(value, placed);
  await writeAtomically(
    path,
    async (handle) => {
      const zip = new ZipWriter(handle, options.signal, options.zipLimits);
      const text = (name: string, content: string) =>
        zip.add(`archive/${name}`, content.length, [Buffer.from(content)]);
      await zip.add("archive/data.pkl", pickled.length, [pickled]);
      await text(".format_version", "1");
      await text(".storage_alignment", "64");
      await text("byteorder", "little");
      for (const [key, storage] of storages.entries()) {
        await zip.add(`archive/data/${key}`, storage.numel * storage.dtype.size, storage.chunks());
      }
      await text("version", "3\n");
      await zip.finish();
    },
    options.signal,
  );
}

/** Gives every storage its key, in the order in which the tensors are met. */
function place(tensors: readonly Tensor[]): { placed: Map<Tensor, PlacedTensor>; storages: SavedStorage[] } {
  const planned = planStorages(tensors);
  const placed = new Map<Tensor, PlacedTensor>();
  const keys = new Map<SavedStorage, number>();
  for (const tensor of tensors) {
    const view = planned.get(tensor);
    if (view === undefined) throw new Error("a tensor was not planned"); // planStorages plans each
    let key = keys.get(view.storage);
    if (key === undefined) {
      key = keys.size;
      keys.set(view.storage, key);
    }
    placed.set(tensor, { ...view, key: String(key) });
  }
  return { placed, storages: [...keys.keys()] };
}

/**
 * Writes a state dict as a `.pth` file: an OrderedDict of tensors without gradients, as
 * `torch.save(model.state_dict(), path)` does.
 *
 * @throws ArgumentError if a value is no tensor; otherwise as `save`
 */
export async function saveStateDict(
  stateDict: StateDictLike,
  path: string,
  ...rest: Rest<SaveOptions>
): Promise<void> {
  const options = SAVE_STATE_DICT.read(rest);
  SAVE_STATE_DICT.check(stateDict, path);
  const entries = entriesOf(stateDict);
  const detached = new Map<string, Tensor>();
  const metadata = stateDict instanceof Map && Object.hasOwn(stateDict, "_metadata");
  if (metadata) Object.assign(detached, { _metadata: (stateDict as { _metadata?: unknown })._metadata });
  try {
    noGrad(() => {
      for (const [name, tensor] of entries) detached.set(name, tensor.detach());
    });
    await save(detached, path, options);
  } finally {
    for (const tensor of detached.values()) tensor.dispose();
  }
}

function entriesOf(tensors: StateDictLike): [string, Tensor][] {
  const entries: [string, Tensor][] = tensors instanceof Map ? [...tensors] : Object.entries(tensors);
  for (const [name, value] of entries) {
    if (!(value instanceof Tensor)) {
      throw new ArgumentError(
        `save: the value of ${JSON.stringify(clip(name))} is no tensor; use io.save for other values`,
        {
          operation: "save",
        },
      );
    }
  }
  return entries;
}

/**
 * Writes tensors as a safetensors file.
 *
 * The format knows no sharing: tensors that share memory are written each for itself.
 *
 * @throws ArgumentError for a dtype the format lacks, or a name it reserves; otherwise as `save`
 */
export async function saveSafetensors(
  tensors: StateDictLike,
  path: string,
  ...rest: Rest<SafetensorsOptions>
): Promise<void> {
  const options = SAVE_SAFETENSORS.read(rest);
  SAVE_SAFETENSORS.check(tensors, path);
  for (const [name, text] of Object.entries(options.metadata ?? {}) as [string, unknown][]) {
    if (typeof text !== "string") throw SAVE_SAFETENSORS.error(`the metadata ${clip(name)} is no text.`);
  }
  const entries = entriesOf(tensors).map(([name, tensor]) => {
    if (name === "__metadata__") {
      throw new ArgumentError('save: safetensors reserves the name "__metadata__"', { operation: "save" });
    }
    const { storage, shape } = contiguousCopy(tensor);
    if (storage.dtype.safetensors === null) {
      const text = `save: safetensors has no dtype for ${JSON.stringify(clip(name))}, a ${storage.dtype.name} tensor; use a .pth file`;
      throw new ArgumentError(text, { operation: "save" });
    }
    return { name, storage, shape };
  });
  // widest elements first keeps every tensor aligned to its elements; the reference writer does the same
  entries.sort((a, b) => b.storage.dtype.size - a.storage.dtype.size || (a.name < b.name ? -1 : 1));

  const header: Record<string, unknown> = Object.create(null);
  header.__metadata__ = { format: "pt", ...options.metadata };
  let offset = 0;
  for (const { name, storage, shape } of entries) {
    const end = offset + storage.numel * storage.dtype.size;
    header[name] = { dtype: storage.dtype.safetensors, shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = Buffer.from(JSON.stringify(header), "utf8");
  const padding = (8 - (json.length % 8)) % 8;
  const head = Buffer.alloc(8 + json.length + padding, " ");
  head.writeBigUInt64LE(BigInt(json.length + padding), 0);
  json.copy(head, 8);

  const storages = entries.map(({ storage }) => storage);
  await writeParts(path, head, storages, options.signal);
}

/** Writes a tensor as a `.npy` file. @throws ArgumentError for dtypes numpy lacks (bfloat16); otherwise as `save` */
export async function saveNpy(tensor: Tensor, path: string, ...rest: Rest<SaveOptions>): Promise<void> {
  const options = SAVE_NPY.read(rest);
  SAVE_NPY.check(tensor, path);
  const dtype = DTYPE_BY_NAME.get(tensor.dtype);
  if (dtype?.npy == null) {
    throw new ArgumentError(
      `saveNpy: numpy has no dtype for ${tensor.dtype}; convert it first, say to float32`,
      {
        operation: "saveNpy",
      },
    );
  }
  const { storage, shape } = contiguousCopy(tensor);
  await writeParts(path, npyHeader(dtype, shape), [storage], options.signal);
}

async function writeParts(
  path: string,
  head: Uint8Array,
  storages: readonly SavedStorage[],
  signal: AbortSignal | undefined,
): Promise<void> {
  await writeAtomically(
    path,
    async (handle) => {
      let position = 0;
      const write = async (bytes: Uint8Array) => {
        checkAborted(signal, "save");
        position += await writeFully(handle, [bytes], position);
      };
      await write(head);
      for (const storage of storages) for await (const chunk of storage.chunks()) await write(chunk);
    },
    signal,
  );
}
