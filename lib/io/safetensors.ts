/** The safetensors format as one object: `safetensors.load`, `.save`, `.metadata`. */
import { type Rest, signature } from "../edge/index.ts";
import { FileFormatError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import { detectFormat } from "./detect.ts";
import { pathKind } from "./entries.ts";
import { openForReading, readExactly } from "./file-bytes.ts";
import { loadStateDict, READ, type ReadOptions, readMetadata } from "./load.ts";
import { saveSafetensors } from "./save.ts";

const LOAD = signature<ReadOptions>("io.safetensors.load", { takes: { path: pathKind }, options: READ });
const METADATA = signature("io.safetensors.metadata", { takes: { path: pathKind } });

async function requireSafetensors(path: string): Promise<void> {
  const { handle, size } = await openForReading(path);
  try {
    const format = detectFormat(path, await readExactly(handle, path, 0, Math.min(512, size)));
    if (format === "safetensors") return;
    const text = `${path}: it is a ${format} file, not safetensors. Use io.load or io.loadStateDict, which tell by content.`;
    throw new FileFormatError(text, { file: path, operation: "safetensors.load" });
  } finally {
    await handle.close();
  }
}

/** Reading and writing safetensors files. */
export const safetensors = {
  /** The tensors of a file by name, names untouched. @throws FileFormatError, AbortError */
  async load(path: string, ...rest: Rest<ReadOptions>): Promise<Map<string, Tensor>> {
    const options = LOAD.read(rest);
    LOAD.check(path);
    await requireSafetensors(path);
    return loadStateDict(path, { ...options, stripPrefix: false });
  },
  /** The `__metadata__` of a file. @throws FileFormatError */
  async metadata(path: string, ...rest: Rest<Record<never, never>>): Promise<Map<string, string>> {
    METADATA.read(rest);
    METADATA.check(path);
    await requireSafetensors(path);
    return readMetadata(path);
  },
  /** Writes tensors with optional text metadata. @throws ArgumentError, AbortError */
  save: saveSafetensors,
};
