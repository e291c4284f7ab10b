/** Running a pickle to its end without holding the event loop, from bytes that may arrive in pieces. */
import { FileFormatError } from "../native/errors.ts";
import { checkAborted, yieldToEventLoop } from "./file-bytes.ts";
import type { PickleHost } from "./pickle-host.ts";
import { PickleMachine } from "./pickle-machine.ts";

/** Largest pickle that is read, in bytes: a state dict's is a few hundred bytes per tensor. */
export const MAX_PICKLE_BYTES = 256 << 20;

/** Milliseconds between two looks at the event loop. */
const SLICE_MS = 8;

/** Where a pickle's bytes come from. */
export interface PickleBytes {
  /** What is there so far. */
  bytes: Uint8Array;
  /** Start of the pickle in `bytes`. */
  position: number;
  /** More of the same, starting with what was there; null at the end of the file. */
  more(current: Uint8Array): Promise<Uint8Array | null>;
}

/**
 * Reads one pickle.
 *
 * @returns its value and the offset of the byte after it
 * @throws FileFormatError for anything malformed, not allowed or truncated; AbortError
 */
export async function unpickle(
  host: PickleHost,
  source: PickleBytes,
  signal?: AbortSignal,
): Promise<{ value: unknown; end: number; bytes: Uint8Array }> {
  let { bytes } = source;
  const machine = new PickleMachine(host, bytes, source.position);
  for (;;) {
    const state = machine.run(performance.now() + SLICE_MS);
    if (state === "done") return { value: machine.result, end: machine.position, bytes };
    checkAborted(signal, "load");
    if (state === "paused") {
      await yieldToEventLoop();
      continue;
    }
    const next = bytes.length - source.position > MAX_PICKLE_BYTES ? null : await source.more(bytes);
    if (next === null) {
      const text = `${host.file}: its pickle ends in the middle. The file is truncated or corrupt: fetch or copy it again.`;
      throw new FileFormatError(text, { file: host.file, operation: "load" });
    }
    bytes = next;
    machine.extend(bytes);
  }
}
