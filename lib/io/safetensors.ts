/** The safetensors format as one object: `safetensors.load`, `.save`, `.metadata`. */
import { FileFormatError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import { detectFormat } from "./detect.ts";
import { openForReading, readExactly } from "./file-bytes.ts";
import { type LoadOptions, loadMetadata, loadStateDict } from "./load.ts";
import { saveSafetensors } from "./save.ts";

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
  /** The tensors of a file by name, names untouched, mapped copy-on-write. @throws FileFormatError, AbortError */
  async load(path: string, options: LoadOptions = {}): Promise<Map<string, Tensor>> {
    await requireSafetensors(path);
    return loadStateDict(path, { ...options, stripPrefix: false });
  },
  /** The `__metadata__` of a file. @throws FileFormatError */
  async metadata(path: string): Promise<Map<string, string>> {
    await requireSafetensors(path);
    return loadMetadata(path);
  },
  /** Writes tensors with optional text metadata. @throws ArgumentError, AbortError */
  save: saveSafetensors,
};
