/** What the command line makes of an error, of Ctrl-C and its kin, and of an output that takes no more. */
import type { Option } from "commander";
import { AbortError, ArgumentError, TorchtsError } from "../native/errors.ts";
import { namedOnce } from "../train/named-once.ts";
import { asFlags } from "./as-flags.ts";

/** Signals that stop a command after its batch, and the exit codes that shells count for them: 128 + the signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
/** Of what cannot be done as it was asked for: a wrong option, argument or combination of them. */
export const USAGE = 2;
/** As of common tools, which SIGPIPE ends. */
const PIPE_CLOSED = 141;

/** The error of a command that was stopped from outside. */
class StoppedError extends AbortError {
  readonly exitCode: number;
  /** What to tell on stderr; null where whoever stopped it wants no more to read. */
  readonly advice: string | null;

  constructor(exitCode: number, advice: string | null, cause: unknown) {
    super(advice ?? "stopped", { cause });
    this.exitCode = exitCode;
    this.advice = advice;
  }
}

/**
 * 130 for a command that Ctrl-C ended, 143 for SIGTERM, 141 for a closed pipe; 2 for what was asked for wrongly; 1 for what went
 * wrong: a broken file, a full disk, a lost connection.
 */
export function exitCodeOf(error: unknown): number {
  if (error instanceof StoppedError) return error.exitCode;
  if (error instanceof AbortError) return SIGNALS.SIGINT;
  return error instanceof ArgumentError ? USAGE : 1;
}

/**
 * Prints an error as one message on stderr.
 *
 * @param verbose print the stack and the errors underneath too; also on with DEBUG set
 * @param options those of the command that failed, in whose terms the message is told
 * @param json whether the command was to print JSON: an error is a JSON object on one line then, a stop asked for is not
 */
export function reportError(
  error: unknown,
  verbose: boolean,
  options: readonly Option[] = [],
  json = false,
): void {
  if (error instanceof StoppedError && error.advice === null) return;
  if (verbose || process.env.DEBUG) {
    console.error(error);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const told = asFlags(namedOnce(message === "" ? String(error) : message), options);
  if (json && !(error instanceof StoppedError)) {
    const code = error instanceof TorchtsError ? error.code : null;
    process.stderr.write(`${JSON.stringify({ type: "error", code, message: told })}\n`);
  } else process.stderr.write(`torchts: ${told}\n`);
}

/** What stops the running command. */
interface Stop {
  exitCode: number;
  /** Null for a reason of which nothing more is said. */
  asked: string | null;
}

let stopRunning: ((stop: Stop) => void) | undefined;

/**
 * Runs a command with a signal that Ctrl-C, SIGTERM or a closed output raises; a second one ends the process at once.
 *
 * @param advice what to tell once it is stopped
 * @throws AbortError with that advice where it was ended so
 */
export async function untilInterrupted<T>(
  run: (signal: AbortSignal) => Promise<T>,
  advice: () => string = () => "stopped",
): Promise<T> {
  const controller = new AbortController();
  let stopped: Stop | undefined;
  const stop = (why: Stop): void => {
    if (stopped !== undefined) {
      // A closed output is told again at each write.
      if (why.asked !== null) process.exit(why.exitCode);
      return;
    }
    stopped = why;
    if (why.asked !== null) process.stderr.write(`\nstopping after this batch; ${why.asked}\n`);
    controller.abort();
  };
  const listeners = Object.entries(SIGNALS).map(([name, exitCode]) => {
    const again = name === "SIGINT" ? "Ctrl-C" : name;
    return [name, () => stop({ exitCode, asked: `${again} again to stop at once` })] as const;
  });
  for (const [name, listener] of listeners) process.on(name, listener);
  stopRunning = stop;
  try {
    return await run(controller.signal);
  } catch (error) {
    if (stopped === undefined) throw error;
    throw new StoppedError(stopped.exitCode, stopped.asked === null ? null : advice(), error);
  } finally {
    stopRunning = undefined;
    // Once stopped, the process still writes its last words, and another signal must not change its exit code.
    if (stopped === undefined) for (const [name, listener] of listeners) process.off(name, listener);
  }
}

/**
 * Looks after what nobody waits for: an output that fails, and errors outside of every command's promise. To be called
 * once, before the command runs.
 *
 * @param report prints the error of the command as {@link reportError} does
 */
export function watchProcess(report: (error: unknown) => void): void {
  let told = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") {
      // Its reader has what it wanted, as in `torchts models | head -1`.
      process.exitCode = PIPE_CLOSED;
      if (stopRunning === undefined) process.exit();
      stopRunning({ exitCode: PIPE_CLOSED, asked: null });
      return;
    }
    // Each write after the first one fails too.
    if (!told) report(outputError(error));
    told = true;
    process.exit(1);
  });
  // There is no place left to say anything.
  process.stderr.on("error", () => {});
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      report(error);
      process.exit(exitCodeOf(error));
    });
  }
}

function outputError(error: NodeJS.ErrnoException): Error {
  return new Error(`cannot write to standard output: ${error.message}`, { cause: error });
}
