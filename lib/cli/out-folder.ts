/** The folder that `--out` names. */

import { mkdir } from "node:fs/promises";
import { ArgumentError } from "../native/errors.ts";

/** Makes it where it is missing. Throws ArgumentError where it cannot be made. */
export async function makeFolder(out: string, operation: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
  } catch (cause) {
    throw new ArgumentError(
      `${operation}: cannot make the folder ${out}, which --out names: ${(cause as Error).message}`,
      { file: out, cause },
    );
  }
}
