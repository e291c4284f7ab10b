/**
 * Where frames come from: streams of raw pixels, and videos by way of ffmpeg, which this library does not bring.
 *
 * What a network makes of them is `index.ts`.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  abortSignal,
  boolean,
  describe,
  type Kind,
  kind,
  listOf,
  numberAbove,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { checkRegularFile } from "../../io/regular-file.ts";
import { count, pairKind } from "../../models/option-kinds.ts";
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

const RAW = signature<RawVideoOptions>("models.rawVideoFrames", {
  takes: { source: kind("a stream of bytes", isStream) },
  options: { width: count, height: count, fps: numberAbove(0) },
  required: ["width", "height"],
});

function isStream(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value)
  );
}

/**
 * Splits a stream of rgb24 bytes into frames: `ffmpeg -i ... -f rawvideo -pix_fmt rgb24 -`, for instance.
 *
 * Stopping early ends the stream.
 *
 * @throws ArgumentError for sizes that are not whole numbers from 1, FileFormatError where the stream ends within a
 *   frame, after all whole ones were given
 */
export function rawVideoFrames(
  source: AsyncIterable<Uint8Array>,
  ...rest: Rest<RawVideoOptions>
): AsyncGenerator<RawFrame, void, undefined> {
  const options = RAW.read(rest);
  RAW.check(source);
  return split(source, options);
}

async function* split(
  source: AsyncIterable<Uint8Array>,
  { width, height, fps }: RawVideoOptions,
): AsyncGenerator<RawFrame, void, undefined> {
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
  /** What comes before `-i`, such as `["-f", "v4l2"]` for a camera, whose name is then given to ffmpeg as it is. */
  inputOptions?: readonly string[];
  /** The program. Default "ffmpeg", as PATH finds it. */
  ffmpeg?: string;
  signal?: AbortSignal;
}

const OPERATION = "models.videoFrames";
/** As much of what ffmpeg says as an error quotes. */
const QUOTED = 500;

/** Protocols of addresses, and those that ffmpeg needs on their way; none reads files. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  "http:": "http,https,tcp,tls,httpproxy,crypto",
  "https:": "http,https,tcp,tls,httpproxy,crypto",
  "rtsp:": "rtsp,rtp,udp,tcp",
  "rtsps:": "rtsp,rtp,udp,tcp,tls",
  "rtmp:": "rtmp,tcp",
  "rtmps:": "rtmps,rtmp,tcp,tls",
  "srt:": "srt,udp",
  "udp:": "udp",
};

/**
 * What `-i` is given, and what comes before it. A name is that of a file whatever it looks like: ffmpeg would take
 * `concat:a|b` or `http://...` for a protocol, and open what they name.
 */
async function inputFor(source: string | URL, { inputOptions }: VideoOptions): Promise<string[]> {
  if (source instanceof URL && source.protocol !== "file:") {
    return ["-protocol_whitelist", PROTOCOLS[source.protocol] as string, "-i", source.href];
  }
  const name = source instanceof URL ? fileURLToPath(source) : source;
  // A camera's name is the caller's and its driver's affair; it may not be taken for an option.
  if (inputOptions !== undefined) return ["-i", name.startsWith("-") ? `./${name}` : name];
  const file = path.resolve(name);
  const stats = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(name, cause);
  });
  checkRegularFile(name, stats);
  return ["-protocol_whitelist", "file", "-i", `file:${file}`];
}

function unreadable(name: string, cause: NodeJS.ErrnoException): Error {
  const protocol = /^[a-z][a-z0-9+.-]+[:,]/i.exec(name)?.[0];
  if (protocol !== undefined) {
    return new ArgumentError(
      `${OPERATION}: there is no file ${describe(name)}. ffmpeg's protocols (${describe(protocol)}) are not taken from a ` +
        `file's name; give an address as a URL: new URL("https://..."), of ${Object.keys(PROTOCOLS).join(" ")}`,
      { operation: OPERATION, cause },
    );
  }
  return new FileFormatError(`${OPERATION}: cannot read ${describe(name)}: ${cause.message}`, {
    operation: OPERATION,
    file: name,
    cause,
  });
}

/** Frames of a program's output; the program ends with them. */
class ProgramFrames implements AsyncIterableIterator<RawFrame, void, undefined> {
  readonly #source: string | URL;
  /** For errors. */
  readonly #path: string;
  readonly #options: VideoOptions;
  #child: ChildProcess | null = null;
  #isEnded = false;
  #frames: AsyncGenerator<RawFrame, void, undefined> | null = null;

  constructor(source: string | URL, options: VideoOptions) {
    this.#source = source;
    this.#path = String(source);
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
    this.#isEnded = true;
    this.#child?.kill("SIGKILL");
    await this.#frames?.return().catch(() => {}); // of a frame that was cut off by that
    return { done: true, value: undefined };
  }

  async *#read(): AsyncGenerator<RawFrame, void, undefined> {
    const { ffmpeg = "ffmpeg", signal } = this.#options;
    throwIfAborted(signal, OPERATION);
    const input = await inputFor(this.#source, this.#options);
    throwIfAborted(signal, OPERATION);
    if (this.#isEnded) return;
    const child = spawn(ffmpeg, argumentsFor(input, this.#options), {
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
  input: readonly string[],
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
    ...input,
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

const sourceKind: Kind<string | URL> = kind(
  `the path of a video, or a URL of ${Object.keys(PROTOCOLS).join(" ")}`,
  (v) =>
    (typeof v === "string" && v !== "" && !v.includes("\0")) ||
    (v instanceof URL && (v.protocol === "file:" || Object.hasOwn(PROTOCOLS, v.protocol))),
);
const VIDEO = signature<VideoOptions>(OPERATION, {
  takes: { source: sourceKind },
  options: {
    size: pairKind,
    fps: numberAbove(0),
    realTime: boolean,
    inputOptions: listOf(string),
    ffmpeg: string,
    signal: abortSignal,
  },
});

/**
 * Frames of a video file, of an address (a `URL`), or of a camera (with `inputOptions`), decoded by ffmpeg in a process of
 * its own.
 *
 * The process ends with the frames, and at once where one stops early. A text is the path of a regular file whatever it
 * looks like, and ffmpeg may open that file alone: none of its protocols (`concat:`, `subfile:`, `http:`) is taken from a
 * name. With `inputOptions` the name is handed on as it is.
 *
 * @throws ArgumentError for a name that is none but looks like a protocol, `ERR_TORCHTS_FFMPEG` where there is no ffmpeg,
 *   saying how to install it; FileFormatError where there is no such regular file, with ffmpeg's own words where it fails,
 *   and where the video ends within a frame, after all whole frames were given; AbortError when `signal` says so
 *
 * @example
 * for await (const frame of models.videoFrames("colonoscopy.mp4", { size: [256, 256] })) console.log(frame.width);
 */
export function videoFrames(
  source: string | URL,
  ...rest: Rest<VideoOptions>
): AsyncIterableIterator<RawFrame, void, undefined> {
  const options = VIDEO.read(rest);
  VIDEO.check(source);
  return new ProgramFrames(source, options);
}
