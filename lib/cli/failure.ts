/** What the command line makes of an error and of Ctrl-C. */
import type { Option } from "commander";
import { AbortError } from "../native/errors.ts";
import { asFlags } from "./as-flags.ts";

/** Exit code of a command that Ctrl-C ended, as shells count it: 128 + SIGINT. */
const INTERRUPTED = 130;

/** 130 for an interrupted command, else 1. */
export function exitCodeOf(error: unknown): number {
  return error instanceof AbortError ? INTERRUPTED : 1;
}

/**
 * Prints an error as one message on stderr.
 *
 * @param verbose print the stack and the errors underneath too; also on with DEBUG set
 * @param options those of the command that failed, in whose terms the message is told
 */
export function reportError(error: unknown, verbose: boolean, options: readonly Option[] = []): void {
  if (verbose || process.env.DEBUG) {
    console.error(error);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`torchts: ${asFlags(message === "" ? String(error) : message, options)}\n`);
}

/**
 * Runs a command with a signal that Ctrl-C raises; a second Ctrl-C ends the process at once.
 *
 * @param advice what to tell once it is stopped
 * @throws AbortError with that advice when Ctrl-C ended it
 */
export async function untilInterrupted<T>(
  run: (signal: AbortSignal) => Promise<T>,
  advice: () => string = () => "stopped",
): Promise<T> {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    process.stderr.write("\nstopping after this batch; Ctrl-C again to stop at once\n");
    controller.abort();
  };
  process.on("SIGINT", onInterrupt);
  try {
    return await run(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? new AbortError(advice(), { cause: error }) : error;
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
