/** Reading the structure of a safetensors file. */
import { FileFormatError } from "../native/errors.ts";
import { Budget } from "./budget.ts";
import type { ParsedFile, ParseOptions, StoredBytes } from "./checkpoint.ts";
import { type OpenFile, readExactly } from "./file-bytes.ts";
import { paced } from "./pace.ts";
import { PickledDict, PickledTensor } from "./pickle-values.ts";
import { MAX_HEADER_BYTES, parseSafetensorsHeader } from "./safetensors-header.ts";
import { contiguousStride } from "./strided.ts";

/** Whether these first bytes look like a safetensors file: a length, then a JSON object. */
export function isSafetensors(head: Uint8Array): boolean {
  if (head.length < 9 || head[8] !== 0x7b) return false;
  return headerLength(head) <= BigInt(MAX_HEADER_BYTES);
}

function headerLength(head: Uint8Array): bigint {
  return new DataView(head.buffer, head.byteOffset, head.byteLength).getBigUint64(0, true);
}

/**
 * Reads and checks a safetensors file's header.
 *
 * @throws FileFormatError if the file is truncated or breaks a rule of the format
 */
export async function parseSafetensors(source: OpenFile, { signal }: ParseOptions): Promise<ParsedFile> {
  const { file, handle, size } = source;
  const length = headerLength(await readExactly(handle, file, 0, 8, signal));
  if (length > BigInt(MAX_HEADER_BYTES) || Number(length) > size - 8) {
    const text = `${file}: its header claims ${length} bytes, the file has ${size}. It is truncated or no safetensors file.`;
    throw new FileFormatError(text, { file, operation: "load" });
  }
  const dataStart = 8 + Number(length);
  const headerBytes = await readExactly(handle, file, 8, Number(length), signal);
  const reading = parseSafetensorsHeader(file, headerBytes, size - dataStart, new Budget(file, size));
  const header = await paced(reading, "load", signal);

  const root = new PickledDict("OrderedDict");
  const storages = new Map<string, StoredBytes>();
  for (const { name, dtype, shape, begin, end } of header.entries) {
    const nbytes = end - begin;
    const fileOffset = dataStart + begin;
    storages.set(name, {
      nbytes,
      fileOffset,
      read: (readSignal) => readExactly(handle, file, fileOffset, nbytes, readSignal),
    });
    const tensor = new PickledTensor({
      storage: { key: name, dtype, nbytes, location: "cpu", viewOffset: 0, viewBytes: nbytes },
      dtype,
      shape,
      stride: contiguousStride(shape),
      offset: 0,
      requiresGrad: false,
      conjugate: false,
      negative: false,
    });
    root.entries.set(name, tensor);
  }
  return {
    format: "safetensors",
    root,
    storages,
    bigEndian: false,
    metadata: header.metadata,
    source,
  };
}
