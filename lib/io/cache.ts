/**
 * Downloaded weights on this machine: fetched once, checked, found again.
 *
 * They lie in `<TORCHTS_HOME>/weights/`; files that Python's torch.hub has fetched already are used where they are.
 */
import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { describe, type Rest, signature, string } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { torchtsHome } from "../native/libtorch/home.ts";
import {
  type DownloadOptions,
  download,
  type ExpectedHash,
  FETCHING,
  hashFile,
  hashMatches,
  urlKind,
} from "./download.ts";

/** Folder where torchts keeps what it fetches: `TORCHTS_HOME`, else the system's usual cache folder. */
export function cacheDir(...rest: Rest<Record<never, never>>): string {
  CACHE_DIR.read(rest);
  return torchtsHome();
}

/** Folder of downloaded weights. */
export function weightsDir(...rest: Rest<Record<never, never>>): string {
  WEIGHTS_DIR.read(rest);
  return join(torchtsHome(), "weights");
}

/** Options of `downloadWeights`. */
export interface DownloadWeightsOptions extends Omit<DownloadOptions, "resume"> {
  /** Name in the cache. Default: the URL's last part. */
  fileName?: string;
}

const CACHE_DIR = signature("io.cacheDir");
const WEIGHTS_DIR = signature("io.weightsDir");
const DOWNLOAD_WEIGHTS = signature<DownloadWeightsOptions>("io.downloadWeights", {
  takes: { url: urlKind },
  options: { ...FETCHING, fileName: string },
});

/** Files this process has checked: path, size and time of change. */
const checked = new Set<string>();

/**
 * Path of a weights file in the cache, fetched on first use.
 *
 * The hash is checked over the whole file when it is fetched and once per process when it is found; a file that
 * does not have it is fetched again.
 *
 * @throws DownloadError where it cannot be had; AbortError
 */
export async function downloadWeights(url: string, ...given: Rest<DownloadWeightsOptions>): Promise<string> {
  const options = DOWNLOAD_WEIGHTS.read(given);
  DOWNLOAD_WEIGHTS.check(url);
  const { fileName = basename(new URL(url).pathname), ...rest } = options;
  if (fileName === "" || fileName !== basename(fileName)) {
    throw new ArgumentError(`downloadWeights: ${describe(fileName)} is no file name; give fileName`, {
      operation: "downloadWeights",
    });
  }
  const hashes = { sha256: options.sha256, sha256Prefix: options.sha256Prefix ?? hashInName(fileName) };
  const dest = join(weightsDir(), fileName);
  for (const candidate of [dest, join(torchHubDir(), fileName)]) {
    if (await isRightFile(candidate, { ...hashes, signal: options.signal }, candidate === dest))
      return candidate;
  }
  const { path } = await download(url, dest, { ...rest, ...hashes });
  const identity = await fileIdentity(path);
  if (identity !== null) checked.add(checkedKey(identity, hashes)); // download has just checked it
  return path;
}

/** The hash prefix in names such as `resnet18-f37072fd.pth`, by torch.hub's rule. */
function hashInName(fileName: string): string | undefined {
  return /-([a-f0-9]{8,64})\./.exec(fileName)?.[1];
}

/** Where Python's torch.hub keeps what torchvision downloads. */
function torchHubDir(): string {
  const { TORCH_HOME, XDG_CACHE_HOME } = process.env;
  const home = TORCH_HOME || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "torch");
  return join(home, "hub", "checkpoints");
}

/** Whether a file is there and has the expected hash; without one, only our own cache is trusted. */
async function isRightFile(
  path: string,
  hashes: ExpectedHash & { signal: AbortSignal | undefined },
  own: boolean,
): Promise<boolean> {
  const identity = await fileIdentity(path);
  if (identity === null) return false;
  if (hashes.sha256 === undefined && hashes.sha256Prefix === undefined) return own;
  const key = checkedKey(identity, hashes);
  if (checked.has(key)) return true;
  const right = hashMatches(await hashFile(path, hashes.signal), hashes);
  if (right) checked.add(key);
  return right;
}

function checkedKey(identity: string, hashes: ExpectedHash): string {
  return `${identity} ${hashes.sha256 ?? ""} ${hashes.sha256Prefix ?? ""}`;
}

async function fileIdentity(path: string): Promise<string | null> {
  const there = await stat(path).catch(() => null);
  return there?.isFile() ? `${path} ${there.size} ${there.mtimeMs}` : null;
}
