/** Telling file formats apart by content, and naming those that are not weights. */
import { FileFormatError } from "../native/errors.ts";
import type { FileFormat, ParsedFile, ParseOptions } from "./checkpoint.ts";
import { type OpenFile, openForReading, readExactly } from "./file-bytes.ts";
import { looksLikeHtml } from "./html.ts";
import { isNpy, parseNpy } from "./npy-header.ts";
import { isPthLegacy, parsePthLegacy } from "./pth-legacy.ts";
import { parsePthZip } from "./pth-zip.ts";
import { isSafetensors, parseSafetensors } from "./safetensors-read.ts";

const HEAD_BYTES = 512;

/**
 * Tells a file's format by its first bytes; its name plays no part.
 *
 * @throws FileFormatError that says what the file is, where it is none of the formats that can be read
 */
export function detectFormat(file: string, head: Uint8Array): FileFormat {
  if (startsWith(head, "PK\x03\x04") || startsWith(head, "PK\x05\x06")) return "pth-zip";
  if (isPthLegacy(head)) return "pth-legacy";
  if (isNpy(head)) return "npy";
  if (isSafetensors(head)) return "safetensors";
  throw new FileFormatError(`${file}: ${describeOther(head)}`, {
    file,
    operation: "load",
    code: "ERR_TORCHTS_FILE_UNSUPPORTED",
  });
}

function startsWith(head: Uint8Array, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) if (head[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function describeOther(head: Uint8Array): string {
  const text = Buffer.from(head).toString("latin1");
  if (head.length === 0) return "the file is empty. Fetch or copy it again.";
  if (looksLikeHtml(head)) {
    return "it is an HTML page, not weights: a login, error or download page was saved under this name. Fetch the file itself.";
  }
  if (startsWith(head, "version https://git-lfs")) {
    return "it is a Git LFS pointer, not the file it points to. Run `git lfs pull` where it came from.";
  }
  if (startsWith(head, "ustar", 257)) {
    return "it is a tar archive. If torch.save of PyTorch 0.1 wrote it, load it in Python with weights_only=False and save it again; else unpack it first.";
  }
  if (head[0] === 0x1f && head[1] === 0x8b) return "it is compressed with gzip. Unpack it first (gunzip).";
  if (startsWith(head, "\x89HDF")) return "it is an HDF5 file (Keras?). Convert it to safetensors first.";
  if (startsWith(head, "GGUF")) return "it is a GGUF file, which torchts does not read.";
  if (head[0] === 0x80 && (head[1] ?? 255) <= 5) {
    return "it is a plain Python pickle that torch.save did not write. Load it in Python and save it with torch.save.";
  }
  if (/^\s*[[{]/.test(text)) return "it is JSON or similar text, not weights.";
  return "it is in no format known here: .pth (torch.save), .safetensors, .npy or .npz, told by content. It may be truncated or another kind of file.";
}

/** Readers by format; the file they are given stays open, for the storages. */
const READERS: Readonly<
  Record<FileFormat, (source: OpenFile, options: ParseOptions) => Promise<ParsedFile>>
> = {
  "pth-zip": parsePthZip,
  "pth-legacy": parsePthLegacy,
  safetensors: parseSafetensors,
  npy: parseNpy,
  // A zip archive too: which of the two it is, its names say.
  npz: parsePthZip,
};

/** Reads the structure of a file of any known format. @throws FileFormatError, ArgumentError, AbortError */
export async function parseFile(file: string, options: ParseOptions): Promise<ParsedFile> {
  const source = await openForReading(file);
  const { handle, size } = source;
  try {
    const head = await readExactly(handle, file, 0, Math.min(HEAD_BYTES, size), options.signal);
    return await READERS[detectFormat(file, head)](source, options);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
