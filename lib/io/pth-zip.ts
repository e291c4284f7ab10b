/**
 * The zip container that `torch.save` writes since PyTorch 1.6.
 *
 * `<prefix>/data.pkl` holds the values, `<prefix>/data/<key>` the raw bytes of each storage, `<prefix>/byteorder`
 * their byte order. Storages are normally stored uncompressed and 64-byte aligned, so they can be mapped.
 */
import { FileFormatError } from "../native/errors.ts";
import { Budget } from "./budget.ts";
import type { ParsedFile, ParseOptions, StoredBytes } from "./checkpoint.ts";
import { clip } from "./clip.ts";
import { checkAborted, type OpenFile, yieldToEventLoop } from "./file-bytes.ts";
import { putEach } from "./filling.ts";
import { isNpz, parseNpz } from "./npz.ts";
import { paced } from "./pace.ts";
import { allowListHost, GlobalContext } from "./pickle-globals.ts";
import { parseStorageId } from "./storage-id.ts";
import { MAX_PICKLE_BYTES, unpickle } from "./unpickle.ts";
import { damaged } from "./zip-directory.ts";
import { ZipReader } from "./zip-reader.ts";

/** Ends of names that tell what kind of archive it is. */
const TELLING = [
  "constants.pkl",
  "archive_format",
  "models/model.json",
  "serialized_exported_program.json",
  "data.pkl",
];

/** Storages located between two looks at the event loop: a few milliseconds. */
const STORAGES_PER_TURN = 1000;

/**
 * Reads the structure of a zip `.pth` file: its values, and where each storage lies. An archive of arrays is npz.ts's.
 *
 * @throws FileFormatError if it is damaged, hostile, or another kind of zip (TorchScript, torch.export)
 */
export async function parsePthZip(source: OpenFile, options: ParseOptions): Promise<ParsedFile> {
  const { signal } = options;
  const { file } = source;
  const archive = await ZipReader.open(source, signal);
  if (isNpz(archive)) return parseNpz(source, options, archive);
  const prefix = await findPrefix(file, archive, signal);
  const bigEndian = await readByteOrder(archive, prefix);
  const pickle = await archive.bytes(`${prefix}data.pkl`, MAX_PICKLE_BYTES, signal);

  const keys = new Set<string>();
  const context = new GlobalContext(file, new Budget(file, source.size), options.unknown);
  const host = allowListHost(context, (id) => {
    const ref = parseStorageId(file, id);
    const size = archive.sizeOf(`${prefix}data/${ref.key}`);
    if (size === undefined) damaged(file, `storage ${JSON.stringify(ref.key)} is not in the archive`);
    if (ref.nbytes > size)
      damaged(file, `storage ${ref.key} should have ${ref.nbytes} bytes, but has ${size}`);
    keys.add(ref.key);
    return ref;
  });
  const { value } = await unpickle(host, { bytes: pickle, position: 0, more: async () => null }, signal);

  const storages = new Map<string, StoredBytes>();
  for (const key of keys) {
    if (storages.size % STORAGES_PER_TURN === STORAGES_PER_TURN - 1) {
      checkAborted(signal, "load");
      await yieldToEventLoop();
    }
    storages.set(key, archive.locate(`${prefix}data/${key}`));
  }
  return {
    format: "pth-zip",
    root: value,
    storages,
    bigEndian,
    metadata: new Map(),
    source,
  };
}

/** The folder of data.pkl with its slash; refuses archives of other kinds. */
async function findPrefix(
  file: string,
  archive: ZipReader,
  signal: AbortSignal | undefined,
): Promise<string> {
  const refuse = (message: string): never => {
    throw new FileFormatError(`${file}: ${message}`, {
      file,
      operation: "load",
      code: "ERR_TORCHTS_FILE_UNSUPPORTED",
    });
  };
  const { telling, some } = await tellingNames(archive, signal);
  const has = (pattern: RegExp) => telling.some((name) => pattern.test(name));
  if (has(/(^|\/)constants\.pkl$/)) {
    refuse(
      "it is a TorchScript archive, whose weights are inside compiled code. In Python: torch.save(torch.jit.load(path).state_dict(), newPath).",
    );
  }
  if (has(/(^|\/)(archive_format|models\/model\.json|serialized_exported_program\.json)$/)) {
    refuse(
      "it is a torch.export archive (.pt2), not a state dict. Save model.state_dict() in Python instead.",
    );
  }
  const pickles = telling.filter((name) => /^([^/]+\/)?data\.pkl$/.test(name));
  if (pickles.length > 1)
    refuse(`it holds several checkpoints (${clip(pickles.slice(0, 5).join(", "), 200)}).`);
  const [pickle] = pickles;
  if (pickle === undefined) {
    const shown = clip(some.join(", "), 200);
    return refuse(
      `it is a zip archive without data.pkl, so torch.save did not write it (it holds: ${shown}).`,
    );
  }
  return pickle.slice(0, -"data.pkl".length);
}

/** Names that tell what kind of archive it is, and the first few of all. */
async function tellingNames(
  archive: ZipReader,
  signal: AbortSignal | undefined,
): Promise<{ telling: string[]; some: string[] }> {
  const telling: string[] = [];
  const some: string[] = [];
  const look = (name: string): void => {
    if (some.length < 5) some.push(name);
    if (TELLING.some((end) => name.endsWith(end))) telling.push(name);
  };
  await paced(putEach(archive.names(), look), "load", signal);
  return { telling, some };
}

async function readByteOrder(archive: ZipReader, prefix: string): Promise<boolean> {
  if (archive.sizeOf(`${prefix}byteorder`) === undefined) return false; // files before PyTorch 2.1
  const text = new TextDecoder().decode(await archive.bytes(`${prefix}byteorder`, 16));
  if (text === "little") return false;
  if (text === "big") return true;
  return damaged(archive.file, `its byte order is ${JSON.stringify(clip(text))}`);
}
