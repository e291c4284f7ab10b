/** The text of a table. */
import { readRegular, readRegularText } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { FileFormatError } from "../../native/errors.ts";
import type { ReadingOptions } from "./format.ts";

/**
 * The text of a file, in UTF-8 where nothing is said.
 *
 * @throws FileFormatError naming a file that cannot be read, with the line for bytes that are not in its encoding
 */
export async function readTableText(
  file: string,
  { operation, encoding = "utf-8", signal }: ReadingOptions,
): Promise<string> {
  try {
    if (encoding === "utf-8") return await readRegularText(file, signal);
    // What is called Latin-1 is Windows-1252 in fact, as the WHATWG's Encoding has it too.
    return new TextDecoder("windows-1252").decode(await readRegular(file, signal));
  } catch (cause) {
    throwIfAborted(signal, operation);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FileFormatError(`${operation}: cannot read ${file}: ${reason}`, { file, cause, operation });
  }
}
