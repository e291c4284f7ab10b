/**
 * Fetching a file over http(s): resumed, retried, hashed, and put in place whole or not at all.
 *
 * What is on the way lies in `<dest>.part`, and what is needed to go on with it in `<dest>.part.json`; both stay
 * after an abort or a broken connection, so that the next call goes on. This file needs no libtorch.
 */
import { createHash } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { dirname } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  abortSignal,
  boolean,
  callable,
  integerFrom,
  type Kind,
  kind,
  numberFrom,
  plainObject,
  type Rest,
  signature,
} from "../edge/index.ts";
import { AbortError, DownloadError, TorchtsError } from "../native/errors.ts";
import { pathKind } from "./entries.ts";
import { openForReading } from "./file-bytes.ts";
import { withFileLock } from "./file-lock.ts";
import { looksLikeHtml } from "./html.ts";
import { mirrored } from "./mirror.ts";
import { get } from "./proxy.ts";
import { openRegular } from "./regular-file.ts";

/** How far a download is. */
export interface DownloadProgress {
  url: string;
  /** Bytes there so far, resumed ones included. */
  received: number;
  /** Bytes of the whole file, or null if the server does not say. */
  total: number | null;
}

/** What is known of a file's SHA-256 beforehand. */
export interface ExpectedHash {
  /** SHA-256 of the file, 64 hex digits. A file at `dest` that has it is not fetched again. */
  sha256?: string;
  /** First hex digits of the SHA-256, as torchvision's file names carry them. */
  sha256Prefix?: string;
}

/** Options of `download`. */
export interface DownloadOptions extends ExpectedHash {
  /** Called at most every 100 ms, and at the end. */
  onProgress?: (progress: DownloadProgress) => void;
  signal?: AbortSignal;
  /** Go on with what an earlier call left. Default: true. */
  resume?: boolean;
  /** Attempts after the first for errors that may pass. Default: 4. */
  retries?: number;
  /** Milliseconds before the first retry, doubled for each next one. Default: 500. */
  retryDelay?: number;
  /** Milliseconds without a byte after which a connection counts as dead. Default: 60000. */
  idleTimeout?: number;
  /** Extra request headers. A password among them (`authorization`) goes to the URL's own host only. */
  headers?: Record<string, string>;
}

/** What `download` did. */
export interface DownloadResult {
  path: string;
  bytes: number;
  /** SHA-256 of the whole file in hex. */
  sha256: string;
  /** False if the right file was there already. */
  downloaded: boolean;
}

interface PartInfo {
  url: string;
  /** Strong ETag or Last-Modified, with which the server confirms that the file is still the same. */
  validator: string | null;
}

/** An attempt failed in a way that may pass. */
class Transient extends Error {
  readonly retryAfter: number;
  constructor(message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfter = options.retryAfter ?? 0;
  }
}

const HEX = /^[0-9a-f]*$/i;
/** What `download` and `downloadWeights` take alike. */
export const FETCHING = {
  sha256: kind<string>(
    "a SHA-256 in hex, 64 digits",
    (v) => typeof v === "string" && v.length === 64 && HEX.test(v),
  ),
  sha256Prefix: kind<string>(
    "the first hex digits of a SHA-256",
    (v) => typeof v === "string" && HEX.test(v),
  ),
  onProgress: callable<(progress: DownloadProgress) => void>(),
  signal: abortSignal,
  retries: integerFrom(0),
  retryDelay: numberFrom(0),
  idleTimeout: numberFrom(1),
  headers: plainObject<Record<string, string>>("an object of header texts by name"),
};
/** An address. */
export const urlKind: Kind<string> = kind(
  "an address such as https://host/file, as text",
  (v) => typeof v === "string" && v.length <= 8192 && URL.canParse(v),
);
const DOWNLOAD = signature<DownloadOptions>("io.download", {
  takes: { url: urlKind, dest: pathKind },
  options: { ...FETCHING, resume: boolean },
});
const IS_OFFLINE = signature("io.isOffline");
const SHA256_FILE = signature<{ signal?: AbortSignal }>("io.sha256File", {
  takes: { path: pathKind },
  options: { signal: abortSignal },
});

const MAX_REDIRECTS = 10;
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Fetches a URL to a file.
 *
 * Two calls for one `dest`, in one process or several, fetch it once. `TORCHTS_MIRROR` replaces the host
 * (mirror.ts); with `TORCHTS_OFFLINE=1` nothing is fetched, save from a mirror that is a folder; HTTPS_PROXY, HTTP_PROXY
 * and NO_PROXY are honoured. Where the server names the file's SHA-256 (Hugging Face does), it is checked too.
 *
 * @throws DownloadError saying what to do, with the codes ERR_TORCHTS_OFFLINE, ERR_TORCHTS_HTTP_STATUS,
 *   ERR_TORCHTS_HTML, ERR_TORCHTS_HASH, ERR_TORCHTS_NETWORK or ERR_TORCHTS_CACHE; AbortError
 */
export async function download(
  url: string,
  dest: string,
  ...rest: Rest<DownloadOptions>
): Promise<DownloadResult> {
  const options = DOWNLOAD.read(rest);
  DOWNLOAD.check(url, dest);
  const { signal } = options;
  throwIfAborted(url, signal);
  const source = mirrored(url);
  try {
    await mkdir(dirname(dest), { recursive: true });
    return await withFileLock(
      dest,
      async (waited) => {
        const existing = await existingFile(dest, options, waited);
        if (existing !== null) return existing;
        if (forbidsNetwork(process.env) && !source.startsWith("file:")) {
          throw new DownloadError(
            `${url} is not in the cache and TORCHTS_OFFLINE is set. Unset it, or put the file at ${dest}.`,
            { code: "ERR_TORCHTS_OFFLINE", file: dest, operation: "download" },
          );
        }
        return await new Download(url, source, dest, options).run();
      },
      signal,
    );
  } catch (error) {
    throw explained(error, url, dest, signal);
  }
}

/** Whether TORCHTS_OFFLINE forbids the network: any value but empty, 0 and false. */
export function isOffline(...rest: Rest<Record<never, never>>): boolean {
  IS_OFFLINE.read(rest);
  return forbidsNetwork(process.env);
}

/** @internal What `isOffline` says of an environment. */
export function forbidsNetwork(env: Readonly<Record<string, string | undefined>>): boolean {
  return !["", "0", "false"].includes((env.TORCHTS_OFFLINE ?? "").toLowerCase());
}

/** SHA-256 of a file in hex, read piece by piece. @throws ArgumentError if it cannot be opened; AbortError */
export async function sha256File(path: string, ...rest: Rest<{ signal?: AbortSignal }>): Promise<string> {
  const { signal } = SHA256_FILE.read(rest);
  SHA256_FILE.check(path);
  return hashFile(path, signal);
}

/** @internal What `sha256File` does. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const { handle } = await openForReading(path);
  const hash = createHash("sha256");
  const pieces = handle.createReadStream({ signal }); // closes the file at its end
  for await (const chunk of pieces) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

function throwIfAborted(url: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new AbortError(`download of ${url}: aborted`, { operation: "download", cause: signal.reason });
}

/** Whether a SHA-256 in hex is the expected one, as far as that is known. */
export function hashMatches(sha256: string, expected: ExpectedHash): boolean {
  const whole = expected.sha256 === undefined || sha256 === expected.sha256.toLowerCase();
  return whole && sha256.startsWith((expected.sha256Prefix ?? "").toLowerCase());
}

/** The file at `dest`, if it is known to be the right one. */
async function existingFile(
  dest: string,
  options: DownloadOptions,
  waited: boolean,
): Promise<DownloadResult | null> {
  const there = await stat(dest).catch(() => null);
  const verifiable = options.sha256 !== undefined || options.sha256Prefix !== undefined;
  if (!there?.isFile() || !(verifiable || waited)) return null;
  const sha256 = await hashFile(dest, options.signal);
  return hashMatches(sha256, options) ? { path: dest, bytes: there.size, sha256, downloaded: false } : null;
}

class Download {
  readonly #url: string;
  readonly #source: string;
  readonly #dest: string;
  readonly #part: string;
  readonly #options: DownloadOptions;
  readonly #signal: AbortSignal;
  /** SHA-256 that the server named. */
  #named: string | undefined;
  #received = 0;
  #total: number | null = null;
  #lastReport = 0;

  constructor(url: string, source: string, dest: string, options: DownloadOptions) {
    this.#url = url;
    this.#source = source;
    this.#dest = dest;
    this.#part = `${dest}.part`;
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
  }

  async run(): Promise<DownloadResult> {
    const { retries = 4, retryDelay = 500, resume = true } = this.#options;
    if (this.#source.startsWith("file:")) return this.#copy(fileURLToPath(this.#source));
    if (!resume) await this.#forget();
    for (let attempt = 0; ; attempt++) {
      try {
        const resumed = await this.#attempt();
        const result = await this.#finish(resumed);
        if (result !== null) return result;
        attempt--; // a resumed file with a wrong hash is fetched once more from the start, without resuming
      } catch (error) {
        if (!(error instanceof Transient)) throw error;
        throwIfAborted(this.#url, this.#signal);
        if (attempt >= retries) throw this.#gaveUp(error, attempt + 1);
        const wait = Math.max(retryDelay * 2 ** attempt * (0.75 + Math.random() / 2), error.retryAfter);
        await delay(wait, undefined, { signal: this.#signal });
      }
    }
  }

  /** Takes the file from a folder. */
  async #copy(from: string): Promise<DownloadResult> {
    const source = await openRegular(from).catch(() => null);
    if (source === null) {
      throw this.#error(
        `the mirror has no ${from}. Put the file there, or unset TORCHTS_MIRROR to fetch it from its own host.`,
        "MIRROR",
      );
    }
    this.#total = (await source.stat()).size;
    const counted = new Transform({
      transform: (chunk: Uint8Array, _encoding, done) => {
        this.#received += chunk.length;
        this.#report(false);
        done(null, chunk);
      },
    });
    const target = createWriteStream("", { fd: await openPart(this.#part, true) });
    await pipeline(source.createReadStream(), counted, target, { signal: this.#signal });
    const result = await this.#finish(false);
    if (result === null) throw this.#error("it could not be copied", "MIRROR"); // null is for resumed files only
    return result;
  }

  /** Asks once and appends what comes. Returns whether it went on with an earlier part. */
  async #attempt(): Promise<boolean> {
    const info = await this.#partInfo();
    const have = info === null ? 0 : ((await stat(this.#part).catch(() => null))?.size ?? 0);
    const headers: Record<string, string> = {
      "user-agent": "torchts",
      accept: "*/*",
      "accept-encoding": "identity",
      ...this.#options.headers,
    };
    if (have > 0) {
      headers.range = `bytes=${have}-`;
      if (info?.validator) headers["if-range"] = info.validator;
    }

    const response = await this.#request(headers);
    try {
      const resumed = this.#checkStatus(response, have);
      if (resumed === "restart") {
        await this.#forget();
        throw new Transient("the part that was there does not fit the file any more");
      }
      if (resumed === "complete") return true;
      await this.#receive(response, resumed ? have : 0);
      return resumed;
    } finally {
      response.destroy();
    }
  }

  async #request(headers: Record<string, string>): Promise<IncomingMessage> {
    let url = new URL(this.#source);
    const { origin } = new URL(this.#url);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const sent = url.origin === origin ? headers : withoutPasswords(headers);
      const response = await this.#passing(() =>
        get(url, { headers: sent, signal: this.#signal, idleTimeout: this.#options.idleTimeout ?? 60_000 }),
      );
      const { location } = response.headers;
      if (url.origin === origin) this.#named ??= linkedHash(response);
      if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined)
        return response;
      response.destroy();
      const next = new URL(location, url);
      if (url.protocol === "https:" && next.protocol !== "https:") {
        throw this.#error(
          `${url.host} redirects from https to ${next.protocol}//, which is not followed`,
          "NETWORK",
        );
      }
      url = next;
    }
    throw this.#error(`more than ${MAX_REDIRECTS} redirects`, "NETWORK");
  }

  /** Runs network work; its errors may pass, those of an abort and our own do not. */
  async #passing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (this.#signal.aborted || error instanceof TorchtsError || error instanceof Transient) throw error;
      if (isDiskError(error)) throw error;
      throw new Transient((error as Error).message, { cause: error });
    }
  }

  #checkStatus(response: IncomingMessage, have: number): boolean | "restart" | "complete" {
    const status = response.statusCode ?? 0;
    if (status === 200) return false;
    const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers["content-range"] ?? "");
    if (status === 206 && have > 0) return Number(range?.[1]) === have ? true : "restart";
    if (status === 416) {
      this.#received = have;
      return Number(range?.[2]) === have ? "complete" : "restart";
    }
    const said = `the server answered ${status} ${response.statusMessage ?? ""}`.trim();
    if (PASSING_STATUS.has(status)) {
      const seconds = Number(response.headers["retry-after"]);
      throw new Transient(said, { retryAfter: Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0 });
    }
    const hint =
      status === 404 || status === 410
        ? "Check the address, or set TORCHTS_MIRROR if you use a mirror."
        : status === 401 || status === 403 || status === 407
          ? "Access is refused: check the address, your proxy (HTTPS_PROXY) and its password."
          : "Try again later.";
    throw this.#error(`${said}. ${hint}`, "HTTP_STATUS");
  }

  async #receive(response: IncomingMessage, start: number): Promise<void> {
    const length = response.headers["content-length"];
    this.#total = length === undefined ? null : start + Number(length);
    this.#received = start;
    if (start === 0) await this.#writePartInfo(response);

    const file = await openPart(this.#part, start === 0);
    try {
      await this.#passing(async () => {
        let first = start === 0;
        for await (const chunk of response as AsyncIterable<Uint8Array>) {
          if (first && looksLikeHtml(chunk) && !/\.(html?|xml)$/i.test(new URL(this.#url).pathname)) {
            throw this.#htmlAnswer();
          }
          first = false;
          await writeAll(file, chunk, this.#received);
          this.#received += chunk.length;
          this.#report(false);
        }
      });
      await file.sync();
    } catch (error) {
      throw error instanceof Transient ? this.#cutShort(error.cause) : error;
    } finally {
      await file.close();
    }
    if (this.#total !== null && this.#received !== this.#total) throw this.#cutShort();
  }

  #cutShort(cause?: unknown): Transient {
    const reason = cause instanceof Error && cause.message !== "aborted" ? ` (${cause.message})` : "";
    const message = `the connection broke after ${this.#received} of ${this.#total ?? "an unknown number of"} bytes`;
    return new Transient(message + reason, { cause });
  }

  #report(last: boolean): void {
    const now = Date.now();
    if (!last && now - this.#lastReport < 100) return;
    this.#lastReport = now;
    this.#options.onProgress?.({ url: this.#url, received: this.#received, total: this.#total });
  }

  /** Checks the hash and puts the file in place; null if it is to be fetched again from the start. */
  async #finish(resumed: boolean): Promise<DownloadResult | null> {
    const sha256 = await hashFile(this.#part, this.#signal);
    if (!hashMatches(sha256, this.#options) || (this.#named ?? sha256) !== sha256) {
      await this.#forget();
      if (resumed) return null;
      const prefix = this.#options.sha256Prefix;
      const wanted = this.#options.sha256 ?? (prefix === undefined ? this.#named : `${prefix}...`);
      throw this.#error(
        `its SHA-256 is ${sha256}, but ${wanted} was expected, so it was thrown away. The file on the server was changed or something on the way altered it: try again, or another mirror (TORCHTS_MIRROR).`,
        "HASH",
      );
    }
    this.#total = this.#received;
    this.#report(true);
    await rename(this.#part, this.#dest);
    await rm(`${this.#part}.json`, { force: true });
    return { path: this.#dest, bytes: this.#received, sha256, downloaded: true };
  }

  // ---- the part on disk

  async #partInfo(): Promise<PartInfo | null> {
    try {
      const info = JSON.parse(await readFile(`${this.#part}.json`, "utf8")) as PartInfo;
      // without a validator only a hash can tell afterwards whether the pieces fit
      const checkable = info.validator !== null || this.#options.sha256 !== undefined;
      return info.url === this.#source && checkable ? info : null;
    } catch {
      return null; // none, or unreadable: start anew
    }
  }

  async #writePartInfo(response: IncomingMessage): Promise<void> {
    const { etag, "last-modified": lastModified } = response.headers;
    const validator = etag !== undefined && !etag.startsWith("W/") ? etag : (lastModified ?? null);
    const info: PartInfo = { url: this.#source, validator };
    await writeFile(`${this.#part}.json`, JSON.stringify(info));
  }

  async #forget(): Promise<void> {
    await rm(this.#part, { force: true });
    await rm(`${this.#part}.json`, { force: true });
  }

  // ---- errors

  #error(message: string, code: string, cause?: unknown): DownloadError {
    return new DownloadError(`download of ${this.#url}: ${message}`, {
      code: `ERR_TORCHTS_${code}`,
      file: this.#dest,
      operation: "download",
      cause,
    });
  }

  #htmlAnswer(): DownloadError {
    return this.#error(
      "the server sent an HTML page, not the file. Behind a login page or proxy, sign in or set HTTPS_PROXY; or fetch the file with a browser and give its path.",
      "HTML",
    );
  }

  #gaveUp(error: Transient, attempts: number): DownloadError {
    return this.#error(
      `failed ${attempts} times, last: ${error.message}. What came so far is kept: call again to go on. Check the network and HTTPS_PROXY, or set TORCHTS_MIRROR; or fetch the file elsewhere and put it at ${this.#dest}.`,
      "NETWORK",
      error.cause ?? error,
    );
  }
}

/** Opens what is on the way, to write; never through a link that somebody put there. */
function openPart(path: string, anew: boolean): Promise<FileHandle> {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants;
  return open(path, O_WRONLY | O_NOFOLLOW | (anew ? O_CREAT | O_TRUNC : 0), 0o666);
}

/** Headers that may go to another host. */
function withoutPasswords(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)),
  );
}

/** The SHA-256 of a large file that Hugging Face names before it redirects to where the file lies. */
function linkedHash(response: IncomingMessage): string | undefined {
  const value = response.headers["x-linked-etag"];
  return /^"?([a-f0-9]{64})"?$/.exec(typeof value === "string" ? value : "")?.[1];
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

const DISK_ERRORS = new Set(["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR"]);

function isDiskError(error: unknown): boolean {
  return DISK_ERRORS.has((error as NodeJS.ErrnoException).code ?? "");
}

/** Gives errors of the file system and of aborts torchts's types. */
function explained(error: unknown, url: string, dest: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof TorchtsError) return error;
  if (signal?.aborted)
    return new AbortError(`download of ${url}: aborted`, { operation: "download", cause: error });
  const { code, message } = error as NodeJS.ErrnoException; // what is left comes from fs, net or URL
  const full = code === "ENOSPC" || code === "EDQUOT";
  const hint = full
    ? "The disk is full: free some space, or set TORCHTS_HOME to a folder on another disk."
    : isDiskError(error)
      ? `${dirname(dest)} cannot be written: set TORCHTS_HOME to a folder that can.`
      : message;
  return new DownloadError(`download of ${url}: ${hint}`, {
    code: isDiskError(error) ? "ERR_TORCHTS_CACHE" : "ERR_TORCHTS_DOWNLOAD",
    file: dest,
    operation: "download",
    cause: error,
  });
}
