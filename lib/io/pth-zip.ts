/**
 * The zip container that `torch.save` writes since PyTorch 1.6.
 *
 * `<prefix>/data.pkl` holds the values, `<prefix>/data/<key>` the raw bytes of each storage, `<prefix>/byteorder`
 * their byte order. Storages are normally stored uncompressed and 64-byte aligned, so they can be mapped.
 */
import { FileFormatError } from "../native/errors.ts";
import type { ParsedFile, StoredBytes } from "./checkpoint.ts";
import { checkAborted, type OpenFile, yieldToEventLoop } from "./file-bytes.ts";
import { allowListHost } from "./pickle-globals.ts";
import { parseStorageId } from "./storage-id.ts";
import { MAX_PICKLE_BYTES, unpickle } from "./unpickle.ts";
import { damaged } from "./zip-directory.ts";
import { ZipReader } from "./zip-reader.ts";

/** Storages located between two looks at the event loop: a few milliseconds. */
const STORAGES_PER_TURN = 1000;

/**
 * Reads the structure of a zip `.pth` file: its values, and where each storage lies.
 *
 * @throws FileFormatError if it is damaged, hostile, or another kind of zip (TorchScript, torch.export)
 */
export async function parsePthZip(source: OpenFile, signal?: AbortSignal): Promise<ParsedFile> {
  const { file, handle, size: fileSize } = source;
  const archive = await ZipReader.open(source, signal);
  const prefix = findPrefix(file, archive);
  const bigEndian = await readByteOrder(archive, prefix);
  const pickle = await archive.bytes(`${prefix}data.pkl`, MAX_PICKLE_BYTES, signal);

  const keys = new Set<string>();
  const host = allowListHost(file, (id) => {
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
    file,
    format: "pth-zip",
    root: value,
    storages,
    bigEndian,
    metadata: new Map(),
    fileSize,
    close: () => handle.close(),
  };
}

/** The folder of data.pkl with its slash; refuses archives of other kinds. */
function findPrefix(file: string, archive: ZipReader): string {
  const refuse = (message: string): never => {
    throw new FileFormatError(`${file}: ${message}`, {
      file,
      operation: "load",
      code: "ERR_TORCHTS_FILE_UNSUPPORTED",
    });
  };
  const names = archive.names();
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
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
  const pickles = names.filter((name) => /^([^/]+\/)?data\.pkl$/.test(name));
  if (pickles.length > 1) refuse(`it holds several checkpoints (${pickles.slice(0, 5).join(", ")}).`);
  const [pickle] = pickles;
  if (pickle === undefined) {
    const shown = names.slice(0, 5).join(", ");
    return refuse(
      `it is a zip archive without data.pkl, so torch.save did not write it (it holds: ${shown}).`,
    );
  }
  return pickle.slice(0, -"data.pkl".length);
}

async function readByteOrder(archive: ZipReader, prefix: string): Promise<boolean> {
  if (archive.sizeOf(`${prefix}byteorder`) === undefined) return false; // files before PyTorch 2.1
  const text = new TextDecoder().decode(await archive.bytes(`${prefix}byteorder`, 16));
  if (text === "little") return false;
  if (text === "big") return true;
  return damaged(archive.file, `its byte order is ${JSON.stringify(text)}`);
}
