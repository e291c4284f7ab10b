/**
 * Where frames come from: streams of raw pixels, and videos by way of ffmpeg, which this library does not bring.
 *
 * What a network makes of them is `index.ts`.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, FileFormatError } from "../../native/errors.ts";
import { ByteReader } from "./byte-reader.ts";

/** One picture: 3 bytes a pixel, red, green, blue, row by row. */
export interface RawFrame {
  data: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
  /** Seconds since the start, where the source knows it. */
  time?: number;
}

/** Options of {@link rawVideoFrames}. */
export interface RawVideoOptions {
  /** Pixels. */
  width: number;
  height: number;
  /** Frames a second, for `time`. */
  fps?: number;
}

const CHANNELS = 3;

/**
 * Splits a stream of rgb24 bytes into frames: `ffmpeg -i ... -f rawvideo -pix_fmt rgb24 -`, for instance.
 *
 * Stopping early ends the stream.
 *
 * @throws ArgumentError for sizes that are not whole numbers from 1, FileFormatError where the stream ends within a
 *   frame, after all whole ones were given
 */
export async function* rawVideoFrames(
  source: AsyncIterable<Uint8Array>,
  { width, height, fps }: RawVideoOptions,
): AsyncGenerator<RawFrame, void, undefined> {
  if (!isCount(width) || !isCount(height)) {
    throw new ArgumentError(
      `models.rawVideoFrames: expected width and height to be whole numbers from 1, got ${width} and ${height}`,
    );
  }
  const size = width * height * CHANNELS;
  const reader = new ByteReader(source);
  try {
    for (let index = 0; ; index++) {
      const data = await reader.take(size);
      if (data.length === 0) return;
      if (data.length < size) throw cutOff("models.rawVideoFrames", index, size, data.length);
      yield fps === undefined ? { data, width, height } : { data, width, height, time: index / fps };
    }
  } finally {
    await reader.close();
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function cutOff(
  operation: string,
  index: number,
  expected: number,
  got: number,
  file?: string,
): FileFormatError {
  return new FileFormatError(
    `${operation}: the stream ends in the middle of frame ${index}: expected ${expected} bytes, got ${got}` +
      `${file === undefined ? "" : ` (${file})`}; what came before it is whole`,
    { operation, file },
  );
}

/** Options of {@link videoFrames}. */
export interface VideoOptions {
  /** Height and width to scale to, in pixels. Default: the video's own. */
  size?: readonly [height: number, width: number];
  /** Frames a second to take. Default: all. */
  fps?: number;
  /** Read no faster than the video plays, as from a camera. Default false. */
  realTime?: boolean;
  /** What comes before `-i`, such as `["-f", "v4l2"]` for a camera. */
  inputOptions?: readonly string[];
  /** The program. Default "ffmpeg", as PATH finds it. */
  ffmpeg?: string;
  signal?: AbortSignal;
}

const OPERATION = "models.videoFrames";
/** As much of what ffmpeg says as an error quotes. */
const QUOTED = 500;

/** Frames of a program's output; the program ends with them. */
class ProgramFrames implements AsyncIterableIterator<RawFrame, void, undefined> {
  readonly #path: string;
  readonly #options: VideoOptions;
  #child: ChildProcess | null = null;
  #frames: AsyncGenerator<RawFrame, void, undefined> | null = null;

  constructor(path: string, options: VideoOptions) {
    this.#path = path;
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<RawFrame, void>> {
    this.#frames ??= this.#read();
    return this.#frames.next();
  }

  /** Ends the program at once, also while a frame is awaited. */
  async return(): Promise<IteratorResult<RawFrame, void>> {
    this.#child?.kill("SIGKILL");
    await this.#frames?.return().catch(() => {}); // of a frame that was cut off by that
    return { done: true, value: undefined };
  }

  async *#read(): AsyncGenerator<RawFrame, void, undefined> {
    const { ffmpeg = "ffmpeg", signal } = this.#options;
    throwIfAborted(signal, OPERATION);
    const child = spawn(ffmpeg, argumentsFor(this.#path, this.#options), {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    const failed = new Promise<never>((_, reject) => child.once("error", reject));
    failed.catch(() => {}); // also seen below
    const ended = once(child, "close").catch(() => [null, null]) as Promise<[number | null, string | null]>;
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-QUOTED);
    });
    const onAbort = (): void => void child.kill("SIGKILL");
    signal?.addEventListener("abort", onAbort);
    const reader = new ByteReader(child.stdout);
    let index = 0;
    try {
      await Promise.race([once(child, "spawn"), failed]);
      for (; ; index++) {
        const frame = await readPpm(reader, index, this.#path);
        throwIfAborted(signal, OPERATION);
        if (frame === null) break;
        const { fps } = this.#options;
        yield fps === undefined ? frame : { ...frame, time: index / fps };
      }
      const [code] = await ended;
      if (code !== 0) throw this.#failure(index, code, said);
    } catch (error) {
      throwIfAborted(signal, OPERATION);
      if ((error as NodeJS.ErrnoException).code === "ENOENT") throw missing(ffmpeg, error);
      if (!(error instanceof FileFormatError)) throw error;
      // A frame that was cut off is the consequence of what ffmpeg ended with.
      const [code] = await ended;
      throw code === 0 || code === null || error.cause !== undefined
        ? error
        : this.#failure(index, code, said, error);
    } finally {
      signal?.removeEventListener("abort", onAbort);
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    }
  }

  #failure(index: number, code: number | null, said: string, cause: unknown = said): FileFormatError {
    return new FileFormatError(
      `${OPERATION}: ffmpeg ended with ${code ?? "a signal"} after ${index} whole frames of ${this.#path}: ${said.trim()}`,
      { operation: OPERATION, file: this.#path, cause },
    );
  }
}

function argumentsFor(
  path: string,
  { size, fps, realTime = false, inputOptions = [] }: VideoOptions,
): string[] {
  const filters = [
    ...(fps === undefined ? [] : [`fps=${fps}`]),
    ...(size === undefined ? [] : [`scale=${size[1]}:${size[0]}`]),
  ];
  return [
    ...["-hide_banner", "-loglevel", "error", "-nostdin"],
    ...(realTime ? ["-re"] : []),
    ...inputOptions,
    // Nothing a file is called may be taken for an option.
    ...["-i", path.startsWith("-") ? `./${path}` : path],
    ...(filters.length === 0 ? [] : ["-vf", filters.join(",")]),
    // Each frame states its size.
    ...["-an", "-f", "image2pipe", "-c:v", "ppm", "-pix_fmt", "rgb24", "-"],
  ];
}

const NEWLINE = 10;
/** Longer than any header of a picture. */
const LONGEST_LINE = 40;

async function readLine(reader: ByteReader): Promise<string> {
  let line = "";
  while (line.length < LONGEST_LINE) {
    const [byte] = await reader.take(1);
    if (byte === undefined || byte === NEWLINE) break;
    line += String.fromCharCode(byte);
  }
  return line;
}

/** A picture as ffmpeg writes it: `P6`, width and height, 255, each on a line, then the pixels. Null at the end. */
async function readPpm(reader: ByteReader, index: number, file: string): Promise<RawFrame | null> {
  const magic = await readLine(reader);
  if (magic === "") return null;
  const sizes = await readLine(reader);
  const depth = await readLine(reader);
  const [width = Number.NaN, height = Number.NaN] = sizes.split(" ").map(Number);
  if (magic !== "P6" || !isCount(width) || !isCount(height) || depth !== "255") {
    throw new FileFormatError(
      `${OPERATION}: expected the header of frame ${index} ("P6", size, "255"), got ${JSON.stringify([magic, sizes, depth])}`,
      { operation: OPERATION, file },
    );
  }
  const size = width * height * CHANNELS;
  const data = await reader.take(size);
  if (data.length < size) throw cutOff(OPERATION, index, size, data.length, file);
  return { data, width, height };
}

function missing(ffmpeg: string, cause: unknown): ArgumentError {
  return new ArgumentError(
    `${OPERATION}: there is no program ${ffmpeg}. Videos are read by ffmpeg: install it (Debian: apt install ffmpeg; macOS: ` +
      "brew install ffmpeg; Windows: winget install ffmpeg), or name it with the option ffmpeg",
    { operation: OPERATION, code: "ERR_TORCHTS_FFMPEG", cause },
  );
}

/**
 * Frames of a video file, of an address, or of a camera (with `inputOptions`), decoded by ffmpeg in a process of its own.
 *
 * The process ends with the frames, and at once where one stops early.
 *
 * @throws ArgumentError `ERR_TORCHTS_FFMPEG` where there is no ffmpeg, saying how to install it; FileFormatError with
 *   ffmpeg's own words where it fails and where the video ends within a frame, after all whole frames were given;
 *   AbortError when `signal` says so
 *
 * @example
 * for await (const frame of models.videoFrames("colonoscopy.mp4", { size: [256, 256] })) console.log(frame.width);
 */
export function videoFrames(
  path: string,
  options: VideoOptions = {},
): AsyncIterableIterator<RawFrame, void, undefined> {
  const { size, fps } = options;
  if (size !== undefined && !(size.length === 2 && size.every(isCount))) {
    throw new ArgumentError(`${OPERATION}: expected size as [height, width] in whole pixels, got ${size}`);
  }
  if (fps !== undefined && !(fps > 0))
    throw new ArgumentError(`${OPERATION}: expected fps above 0, got ${fps}`);
  return new ProgramFrames(path, options);
}
