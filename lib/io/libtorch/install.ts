/**
 * Puts a libtorch into the cache, whole or not at all: fetched from PyTorch's server, else through pip, else taken
 * from a file or folder that the user has.
 *
 * It is unpacked into a folder that does not count, checked, and renamed. Finding it afterwards is the work of
 * native/libtorch/find.ts.
 */
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { type CudaDriver, cudaDriver } from "../../native/cuda/driver.ts";
import {
  AbortError,
  ArgumentError,
  DownloadError,
  LibtorchError,
  TorchtsError,
} from "../../native/errors.ts";
import { MANIFEST } from "../../native/libtorch/find.ts";
import { type Env, libtorchStore, torchtsHome } from "../../native/libtorch/home.ts";
import { type Libtorch, probeLibtorch } from "../../native/libtorch/probe.ts";
import {
  isSupported,
  NEWEST_SUPPORTED,
  OLDEST_SUPPORTED,
  PINNED_VERSION,
  parseVersion,
} from "../../native/libtorch/version.ts";
import { ownCommand } from "../../native/own-command.ts";
import { download, forbidsNetwork, hashFile } from "../download.ts";
import { withFileLock } from "../file-lock.ts";
import { mirrored } from "../mirror.ts";
import { type Choice, checkVariant, choose } from "./choose.ts";
import { checkPinned } from "./pinned.ts";
import { pipDownload } from "./pip.ts";
import { archiveUrls, fullVersion, type Machine } from "./release.ts";
import { type LoadTried, tryToLoad } from "./try-load.ts";
import { checkAgainstRecord, checkRoom, unpackZip } from "./unpack.ts";

/** How far an installation is. */
export interface InstallProgress {
  phase: "download" | "pip" | "unpack" | "copy";
  /** What is worked on: a file's name, or a line of pip's. */
  what: string;
  /** Bytes so far and in all; null where not known. */
  done: number;
  total: number | null;
}

/** Mode of folders whose libraries are opened: nobody else may write, whatever the umask is. */
const OWNERS = 0o755;

/** Options of `installLibtorch`. */
export interface InstallOptions {
  /** Release, `2.13.0` or `2.13`. Default: the pinned one. */
  version?: string;
  /**
   * `cpu`, `cuda` for what suits the driver and the cards, or a variant such as `cu126`. Default: `cpu`, or with `from`
   * whatever that is.
   */
  flavour?: string;
  /** Archive, wheel, folder of wheels or unpacked libtorch to take instead of fetching. */
  from?: string;
  /** SHA-256 the archive must have, 64 hex digits. */
  sha256?: string;
  /** Install again what is installed already. */
  force?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: InstallProgress) => void;
  env?: Env;
  /** Machine it is for. Default: this one. */
  machine?: Machine;
  /** Asks for this machine's NVIDIA driver. Default: asks `nvidia-smi`. */
  driver?: () => CudaDriver | null;
  /** Tries whether a libtorch loads. Default: with the addon, in a process of its own. */
  tryToLoad?: (libtorch: Libtorch) => LoadTried;
}

/** What `installLibtorch` did. */
export interface InstallResult {
  libtorch: Libtorch;
  /** Folder in the cache. */
  folder: string;
  /** False where it was there already. */
  installed: boolean;
  /** Address, file or folder it came from. */
  origin: string;
  /** Why it was not tried whether it loads; null where it was tried or was there already. */
  untried: string | null;
  /** Why this variant was taken, or that it does not suit the card; null where there is nothing to say. */
  note: string | null;
}

/** Files to install from. */
interface Source {
  origin: string;
  files: string[];
  /** Removes what was fetched. */
  discard(): Promise<void>;
}

/**
 * Installs libtorch into the cache (`TORCHTS_HOME`).
 *
 * Two processes at once do the work once. A download cut short goes on at the next call.
 *
 * @throws ArgumentError, DownloadError, FileFormatError, LibtorchError (`ERR_TORCHTS_CACHE` for a full disk or a
 *   cache that cannot be written, `ERR_TORCHTS_LIBTORCH_VERSION` for an archive of another release,
 *   `ERR_TORCHTS_VARIANT` for a build of another variant, `ERR_TORCHTS_NO_VARIANT` where CUDA is asked for and no build
 *   runs on driver and cards, `ERR_TORCHTS_LOAD` for one that does not load), AbortError
 */
export async function installLibtorch(options: InstallOptions = {}): Promise<InstallResult> {
  const env = options.env ?? process.env;
  const version = fullVersion(options.version ?? PINNED_VERSION);
  const { flavour } = options;
  if (version === null)
    throw new ArgumentError(`installLibtorch: ${options.version} is not a version such as 2.13.0`);
  if (!isSupported(parseVersion(version)?.majorMinor ?? "")) {
    throw new ArgumentError(
      `installLibtorch: torchts works with libtorch ${OLDEST_SUPPORTED} to ${NEWEST_SUPPORTED}, not ${version}`,
    );
  }
  if (flavour !== undefined && !/^(cpu|cuda|cu\d{3})$/.test(flavour)) {
    throw new ArgumentError(`installLibtorch: the flavour is cpu, cuda or cuNNN, not ${flavour}`);
  }

  const store = libtorchStore(env);
  try {
    await mkdir(store, { recursive: true, mode: OWNERS });
    return await withFileLock(
      join(store, `${version}-${flavour ?? "cpu"}`),
      () => new Installation(version, store, { ...options, env }).run(),
      options.signal,
    );
  } catch (error) {
    throw explained(error, store, options.signal);
  }
}

class Installation {
  readonly #version: string;
  readonly #store: string;
  readonly #options: InstallOptions & { env: Env };
  /** As asked for, and a name for what lies beside the installations meanwhile. */
  readonly #flavour: string;
  readonly #choice: Choice;

  constructor(version: string, store: string, options: InstallOptions & { env: Env }) {
    this.#version = version;
    this.#store = store;
    this.#options = options;
    this.#flavour = options.flavour ?? "cpu";
    const { platform, arch } = options.machine ?? process;
    const ask = options.driver ?? (() => cudaDriver({ env: options.env }));
    this.#choice = choose(options.flavour, options.from !== undefined, () => ({
      driver: ask(),
      platform,
      arch,
    }));
  }

  async run(): Promise<InstallResult> {
    if (!this.#options.force && this.#options.from === undefined) {
      const there = await this.#installed();
      if (there !== null) return there;
    }
    // Under the lock nobody else works here: what lies in it was left by a process that died.
    const staging = join(this.#store, `.${this.#version}-${this.#flavour}.unfinished`);
    await rm(staging, { recursive: true, force: true });
    try {
      return await this.#into(staging);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  async #installed(): Promise<InstallResult | null> {
    // "cuda" is one that does not say its variant.
    const variants = [...(this.#choice.variants ?? []), ...(this.#flavour === "cuda" ? ["cuda"] : [])];
    for (const variant of variants) {
      const folder = join(this.#store, `${this.#version}-${variant}`);
      const manifest = await readFile(join(folder, MANIFEST), "utf8").catch(() => null);
      const libtorch = manifest === null ? null : probeLibtorch(folder);
      if (manifest !== null && libtorch !== null) {
        await takeFirst(folder, manifest);
        const note = this.#choice.note(libtorch.flavour);
        return { libtorch, folder, installed: false, origin: originIn(manifest), untried: null, note };
      }
    }
    return null;
  }

  async #into(staging: string): Promise<InstallResult> {
    const source = await this.#source();
    await mkdir(staging, { mode: OWNERS });
    const first = source.files[0];
    const hash =
      first === undefined || source.files.length > 1 ? null : await hashFile(first, this.#options.signal);
    if (source.files.length === 0) await this.#copy(source.origin, staging);
    for (const file of source.files) await this.#unpack(file, staging);

    const libtorch = this.#check(staging, source.origin);
    for (const part of [libtorch.root, libtorch.lib]) await chmod(part, OWNERS);
    const tried = (this.#options.tryToLoad ?? tryToLoad)(libtorch);
    if (tried.loads === false) {
      throw new LibtorchError(
        `${source.origin} does not load on this machine, so that it was not installed: ${tried.reason}. ` +
          "Take the archive or wheel for this system and this CPU or CUDA driver.",
        { code: "ERR_TORCHTS_LOAD", file: source.origin },
      );
    }
    const folder = join(this.#store, `${libtorch.version}-${libtorch.flavour}`);
    const manifest = {
      version: libtorch.version,
      flavour: libtorch.flavour,
      origin: source.origin,
      sha256: hash,
      installedAt: new Date().toISOString(),
    };
    await writeFile(join(staging, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await replaceFolder(staging, folder);
    await source.discard();
    const final = probeLibtorch(folder);
    if (final === null) throw new LibtorchError(`${folder} was changed while it was installed: try again`);
    const untried = tried.loads === "untried" ? tried.reason : null;
    const note = this.#choice.note(final.flavour);
    return { libtorch: final, folder, installed: true, origin: source.origin, untried, note };
  }

  #check(staging: string, origin: string): Libtorch {
    const libtorch = probeLibtorch(staging);
    if (libtorch === null) {
      throw new LibtorchError(
        `${origin} holds no libtorch for ${process.platform}: a library or its version is missing. ` +
          "Take the libtorch archive from pytorch.org or a torch wheel for this system.",
        { code: "ERR_TORCHTS_LIBTORCH_NOT_FOUND", file: origin },
      );
    }
    const wanted = parseVersion(this.#version);
    if (libtorch.majorMinor !== wanted?.majorMinor) {
      throw new LibtorchError(
        `${origin} is libtorch ${libtorch.version}, but ${this.#version} is wanted. ` +
          `Fetch that, or give --version ${libtorch.version} if the addon is to be built against it.`,
        { code: "ERR_TORCHTS_LIBTORCH_VERSION", file: origin },
      );
    }
    checkVariant(libtorch, this.#choice, this.#options.flavour, origin);
    return libtorch;
  }

  // ---- where it comes from

  async #source(): Promise<Source> {
    const { from } = this.#options;
    if (from !== undefined) return await this.#given(resolve(from));
    if (forbidsNetwork(this.#options.env)) {
      throw new DownloadError(
        "libtorch is not in the cache and TORCHTS_OFFLINE is set. Unset it, or install from a file: " +
          `\`${ownCommand("install", "--from")} <libtorch zip, torch wheel or folder>\`.`,
        { code: "ERR_TORCHTS_OFFLINE", operation: "installLibtorch" },
      );
    }

    const tried: string[] = [];
    const variants = this.#choice.variants ?? [];
    for (const variant of variants) {
      for (const url of archiveUrls(this.#version, variant, this.#options.machine)) {
        const source = await this.#fetch(url, tried);
        if (source === "unreachable") return await this.#throughPip(variants, tried);
        if (source !== null) return source;
      }
    }
    return await this.#throughPip(variants, tried);
  }

  /** The archive at an address; null where there is none, `unreachable` where the server does not answer. */
  async #fetch(url: string, tried: string[]): Promise<Source | "unreachable" | null> {
    const { env, signal, sha256 } = this.#options;
    const name = decodeURIComponent(basename(new URL(url).pathname));
    const dest = join(torchtsHome(env), "downloads", name);
    const from = mirrored(url, env);
    if (sha256 === undefined && !isSafe(from)) {
      throw new DownloadError(
        `${from} would be fetched over plain http, where anybody on the way can put other code in its place. ` +
          "Give the SHA-256 that it must have (--sha256), or a mirror with https (TORCHTS_MIRROR).",
        { code: "ERR_TORCHTS_INSECURE", operation: "installLibtorch" },
      );
    }
    try {
      const { path } = await download(from, dest, {
        sha256,
        signal,
        retries: 3,
        idleTimeout: 30_000,
        onProgress: ({ received, total }) => this.#report("download", name, received, total),
      });
      return { origin: url, files: [path], discard: () => rm(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      tried.push(error.message);
      // The server's storage answers 403 as well as 404 for a name that it does not have.
      if (error.code === "ERR_TORCHTS_HTTP_STATUS") return null;
      if (error.code === "ERR_TORCHTS_NETWORK" || error.code === "ERR_TORCHTS_HTML") return "unreachable";
      throw error;
    }
  }

  async #throughPip(variants: readonly string[], tried: readonly string[]): Promise<Source> {
    const { env, signal } = this.#options;
    const folder = join(torchtsHome(env), "downloads", `pip-${process.pid}-${Date.now().toString(36)}`);
    const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
    const failures = [...tried];
    for (const variant of variants) {
      try {
        const files = await pipDownload({
          version: this.#version,
          variant,
          folder,
          signal,
          env,
          onLine: (line) => this.#report("pip", line, 0, null),
        });
        const wheel = files[0];
        if (wheel !== undefined) return { origin: `pip: ${basename(wheel)}`, files, discard };
      } catch (error) {
        await discard();
        if (!(error instanceof DownloadError)) throw error;
        failures.push(error.message);
      }
    }
    throw new DownloadError(
      `libtorch ${this.#version} (${this.#flavour}) could be fetched neither from PyTorch's server nor through pip:\n` +
        `${failures.map((line) => `- ${line}`).join("\n")}\n` +
        "On a machine without network, fetch the archive from pytorch.org or a torch wheel elsewhere and run " +
        `\`${ownCommand("install", "--from")} <file>\`; behind a mirror, set TORCHTS_MIRROR or pip's index.`,
      { code: "ERR_TORCHTS_NETWORK", operation: "installLibtorch" },
    );
  }

  async #given(from: string): Promise<Source> {
    const discard = async (): Promise<void> => {}; // the user's own files stay
    const found = await stat(from).catch(() => null);
    if (found === null)
      throw new LibtorchError(`--from ${from}: there is no such file or folder`, { file: from });
    if (!found.isDirectory()) {
      await this.#checkHash(from);
      return { origin: from, files: [from], discard };
    }
    if (probeLibtorch(from) !== null) return { origin: from, files: [], discard };
    const names = (await readdir(from)).filter((name) => [".whl", ".zip"].includes(extname(name)));
    for (const name of names) {
      await checkPinned(name, () => hashFile(join(from, name), this.#options.signal));
    }
    if (names.length > 0) return { origin: from, files: names.map((name) => join(from, name)), discard };
    throw new LibtorchError(
      `--from ${from}: it is neither an unpacked libtorch (with lib/ and include/) nor a folder of wheels`,
      { code: "ERR_TORCHTS_LIBTORCH_NOT_FOUND", file: from },
    );
  }

  async #checkHash(file: string): Promise<void> {
    await checkPinned(basename(file), () => hashFile(file, this.#options.signal));
    const wanted = this.#options.sha256?.toLowerCase();
    if (wanted === undefined) return;
    const hash = await hashFile(file, this.#options.signal);
    if (hash === wanted) return;
    throw new DownloadError(`${file}: its SHA-256 is ${hash}, but ${wanted} was expected. Fetch it again.`, {
      code: "ERR_TORCHTS_HASH",
      file,
    });
  }

  // ---- into the staging folder

  async #unpack(file: string, staging: string): Promise<void> {
    const isWheel = extname(file) === ".whl";
    const hashes = await unpackZip(file, staging, {
      select: isWheel ? selectFromWheel : selectFromArchive,
      signal: this.#options.signal,
      onProgress: (done, total) => this.#report("unpack", basename(file), done, total),
    });
    if (isWheel) await checkAgainstRecord(file, hashes);
  }

  async #copy(folder: string, staging: string): Promise<void> {
    const root = probeLibtorch(folder)?.root ?? folder;
    // A wheel's libraries look for those of NVIDIA in the folder beside their own.
    const siblings = basename(root) === "torch" ? ["torch.libs", "nvidia"] : [];
    const parts: [string, string][] = [
      ...["lib", "include", "share", "build-version", "version.py"].map((name): [string, string] => [
        join(root, name),
        join(staging, "torch", name),
      ]),
      ...siblings.map((name): [string, string] => [join(dirname(root), name), join(staging, name)]),
    ];
    const present = (await Promise.all(parts.map(([path]) => stat(path).catch(() => null)))).map(Boolean);
    const wanted = parts.filter((_, i) => present[i]);
    let total = 0;
    for (const [path] of wanted) total += await sizeOf(path);
    await checkRoom(staging, total);
    let done = 0;
    for (const [path, to] of wanted) {
      this.#options.signal?.throwIfAborted();
      this.#report("copy", basename(path), done, total);
      await cp(path, to, { recursive: true, verbatimSymlinks: true });
      done += await sizeOf(path);
    }
  }

  #report(phase: InstallProgress["phase"], what: string, done: number, total: number | null): void {
    this.#options.onProgress?.({ phase, what, done, total });
  }
}

/** Whether nobody on the way can change what comes from an address: not plain http, save from this machine itself. */
function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol !== "http:" || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Makes an installation the one that is found first, as the one asked for last. */
async function takeFirst(folder: string, manifest: string): Promise<void> {
  let facts: unknown;
  try {
    facts = JSON.parse(manifest);
  } catch {
    return; // torn: it is there all the same
  }
  const text = `${JSON.stringify({ ...(facts as object), installedAt: new Date().toISOString() }, null, 2)}\n`;
  const beside = join(folder, `.${MANIFEST}.${process.pid}`);
  await writeFile(beside, text);
  await rename(beside, join(folder, MANIFEST));
}

/** Where an installation came from, by its manifest; empty where that does not say. */
function originIn(manifest: string): string {
  try {
    const { origin } = JSON.parse(manifest) as { origin?: unknown };
    return typeof origin === "string" ? origin : "";
  } catch {
    return "";
  }
}

/** Of the official archive: libraries, headers, CMake files; without test programs and static libraries. */
function selectFromArchive(name: string): string | null {
  return /^libtorch\/((lib|include|share)\/|build-(version|hash)$)/.test(name) && !name.endsWith(".a")
    ? name
    : null;
}

/** Of torch's wheel the same, with the libraries it lays beside; of NVIDIA's wheels the libraries. */
function selectFromWheel(name: string): string | null {
  if (/^torch\/lib\/(lib)?torch_python\./.test(name)) return null; // Python's own binding
  if (/^torch\/((lib|include|share)\/|version\.py$)/.test(name) || name.startsWith("torch.libs/"))
    return name;
  return name.startsWith("nvidia/") && !/\/(include|bin)\/|\.(py|a)$/.test(name) ? name : null;
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  let sum = 0;
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) sum += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return sum;
}

/** Puts a folder in another's place; a process that has the old one's libraries open keeps them. */
async function replaceFolder(fresh: string, folder: string): Promise<void> {
  const old = `${dirname(folder)}/.${basename(folder)}.old-${process.pid}`;
  const had = await rename(folder, old).then(
    () => true,
    () => false,
  );
  try {
    await rename(fresh, folder);
  } catch (error) {
    if (had) await rename(old, folder);
    throw error;
  }
  if (had) await rm(old, { recursive: true, force: true });
}

/** Gives errors of the file system and of aborts torchts's types. */
function explained(error: unknown, store: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof AbortError || (signal?.aborted && !(error instanceof TorchtsError))) {
    return new AbortError("installing libtorch: aborted; nothing half-written is left", {
      operation: "installLibtorch",
      cause: error,
    });
  }
  if (error instanceof TorchtsError) return error;
  const { code, message, syscall } = error as NodeJS.ErrnoException; // what is left comes from the file system
  const full = code === "ENOSPC" || code === "EDQUOT";
  // A recursive mkdir on a read-only disk says ENOENT.
  const readOnly =
    ["EROFS", "EACCES", "EPERM", "ENOTDIR"].includes(code ?? "") ||
    (code === "ENOENT" && syscall === "mkdir");
  const text = full
    ? `The disk is full: ${store} has no room for libtorch. Free some space, or set TORCHTS_HOME to a folder on another disk`
    : readOnly
      ? `The cache ${store} cannot be written (${code}): set TORCHTS_HOME to a folder that can`
      : `Installing libtorch into ${store} failed: ${message}`;
  return new LibtorchError(`${text}.`, {
    code: full || readOnly ? "ERR_TORCHTS_CACHE" : "ERR_TORCHTS_LIBTORCH",
    cause: error,
    file: store,
  });
}
