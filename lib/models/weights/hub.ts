/**
 * Repositories of the Hugging Face Hub that hold a network of timm's: `hf:owner/name[@revision][/file]`.
 *
 * This file finds out what is in one and fetches it; timm's key names become ours in timm-keys.ts.
 */

import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as io from "../../io/index.ts";
import { ArgumentError, DownloadError, FileFormatError } from "../../native/errors.ts";
import { builderOfTimm } from "./timm-keys.ts";
import { type FetchOptions, WeightsEntry } from "./weights-entry.ts";

/** A file in a repository. */
interface HubName {
  owner: string;
  name: string;
  /** Branch, tag or commit; `main` unless given. */
  revision: string;
  file: string;
}

/** A network in a repository, fetched. */
export interface HubModel {
  /** Name of the builder that makes it: `resnet18`. */
  readonly builder: string;
  /** Path of the weights in the cache. */
  readonly file: string;
  /** Its preprocessing and facts. */
  readonly entry: WeightsEntry;
}

/** The parts of timm's config.json that matter here. */
interface TimmConfig {
  architecture?: unknown;
  num_classes?: unknown;
  label_names?: unknown;
  pretrained_cfg?: Record<string, unknown>;
}

/** The file of weights in a repository, unless a name says another. */
const WEIGHTS = "model.safetensors";
/** Its place in repositories whose weights are several files. */
const INDEX = `${WEIGHTS}.index.json`;

/** Whether a text names a repository: `hf:timm/resnet18.a1_in1k`. */
export function isHubName(text: string): boolean {
  return text.startsWith("hf:");
}

/**
 * Finds and fetches the network in a repository.
 *
 * `HF_ENDPOINT` replaces https://huggingface.co, `HF_TOKEN` is sent there (and nowhere else) for private and gated
 * repositories. Files lie in `<TORCHTS_HOME>/hub/<owner>/<name>/<revision>/`; a branch is asked once and not looked at
 * again: name a commit to pin it, or delete the folder to fetch it anew.
 *
 * @throws ArgumentError for a name that is none and an architecture that no builder makes, DownloadError,
 *   FileFormatError for a config.json that is not timm's
 */
export async function openHub(text: string, options: FetchOptions = {}): Promise<HubModel> {
  const hub = parseHubName(text);
  const { signal } = options;
  const config = await readConfig(text, hub, signal);
  if (typeof config.architecture !== "string") {
    throw new FileFormatError(
      `${text}: its config.json names no "architecture", so it is not timm's. Fetch the file and give its path to the ` +
        "builder it belongs to.",
      { operation: "models.get" },
    );
  }
  const builder = builderOfTimm(config.architecture);
  if (builder === null) {
    throw new ArgumentError(
      `${text}: it holds timm's ${config.architecture}, for which the mapping to a builder of models is missing`,
      { operation: "models.get", code: "ERR_TORCHTS_HUB_ARCHITECTURE" },
    );
  }
  const file = await fetchWeights(text, hub, options);
  const name = file.endsWith(INDEX) && !hub.file.endsWith(INDEX) ? INDEX : hub.file;
  return { builder, file, entry: describe(text, { ...hub, file: name }, builder, config) };
}

/** Takes a name apart. Throws ArgumentError. */
export function parseHubName(text: string): HubName {
  const [, owner = "", name = "", revision = "main", file = WEIGHTS] =
    /^hf:([\w.-]+)\/([\w.-]+)(?:@([\w.%-]+))?(?:\/(.+))?$/.exec(text) ?? [];
  const parts = [owner, name, revision, ...file.split("/")];
  if (parts.every((part) => /^[\w.%+ -]+$/.test(part) && !/^\.+$/.test(part))) {
    return { owner, name, revision, file };
  }
  throw new ArgumentError(
    `models: ${JSON.stringify(text)} is no repository; expected hf:owner/name, hf:owner/name@revision or ` +
      "hf:owner/name/file.safetensors",
    { operation: "models.get" },
  );
}

function urlOf({ owner, name, revision }: HubName, file: string): string {
  const endpoint = (process.env.HF_ENDPOINT || "https://huggingface.co").replace(/\/+$/, "");
  // A revision such as refs/pr/1 is written with %2F, as the Hub has it; it is not encoded a second time.
  return `${endpoint}/${owner}/${name}/resolve/${revision}/${file.split("/").map(encodeURIComponent).join("/")}`;
}

/**
 * Path of the weights in the cache; where they are several files, of the index beside them: the one that is named, or
 * the one that stands in the place of `model.safetensors`.
 */
async function fetchWeights(text: string, hub: HubName, options: FetchOptions): Promise<string> {
  if (io.isShardIndex(hub.file)) return fetchShards(text, hub, hub.file, options);
  if (hub.file !== WEIGHTS) return fetchFile(text, hub, hub.file, options);
  // what is in the cache first: without network, nothing can be asked
  if ((await cached(hub, INDEX, options.signal)) !== null) return fetchShards(text, hub, INDEX, options);
  try {
    return await fetchFile(text, hub, WEIGHTS, options);
  } catch (error) {
    if (!isMissing(error)) throw error;
    try {
      await fetchFile(text, hub, INDEX, { signal: options.signal });
    } catch (other) {
      throw isMissing(other) ? error : other;
    }
    return fetchShards(text, hub, INDEX, options);
  }
}

/** Fetches an index and all files it names; returns the index's path. */
async function fetchShards(
  text: string,
  hub: HubName,
  index: string,
  options: FetchOptions,
): Promise<string> {
  const file = await fetchFile(text, hub, index, { signal: options.signal });
  const folder = index.slice(0, index.lastIndexOf("/") + 1);
  for (const shard of (await io.readShardIndex(file, { signal: options.signal })).keys()) {
    await fetchFile(text, hub, folder + shard, options);
  }
  return file;
}

/** Whether a download failed because there is no such file. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof DownloadError)) return false;
  if (error.code === "ERR_TORCHTS_MIRROR") return true; // a folder that lacks it
  return error.code === "ERR_TORCHTS_HTTP_STATUS" && /answered 404/.test(error.message);
}

function placeOf(hub: HubName, file: string): string {
  return path.join(io.cacheDir(), "hub", hub.owner, hub.name, hub.revision, ...file.split("/"));
}

/** Path of a file in the cache, null where it is not there or not as it was fetched. */
async function cached(hub: HubName, file: string, signal: AbortSignal | undefined): Promise<string | null> {
  const dest = placeOf(hub, file);
  const known = (await readFile(`${dest}.sha256`, "utf8").catch(() => "")).trim();
  return known !== "" && (await io.sha256File(dest, { signal }).catch(() => "")) === known ? dest : null;
}

/**
 * Path of a file of the repository in the cache. Its SHA-256 is noted beside it, so that a file that was damaged
 * since is fetched again; in between two processes wait for each other.
 */
async function fetchFile(text: string, hub: HubName, file: string, options: FetchOptions): Promise<string> {
  const found = await cached(hub, file, options.signal);
  if (found !== null) return found;
  const dest = placeOf(hub, file);
  const note = `${dest}.sha256`;
  await rm(note, { force: true });
  const token = process.env.HF_TOKEN;
  try {
    const { sha256 } = await io.download(urlOf(hub, file), dest, {
      onProgress: options.progress,
      signal: options.signal,
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    await writeFile(note, `${sha256}\n`);
  } catch (error) {
    throw explained(error, text, hub, file);
  }
  return dest;
}

/** Says what a refusal of the Hub's means. */
function explained(error: unknown, text: string, hub: HubName, file: string): unknown {
  if (!(error instanceof DownloadError) || error.code !== "ERR_TORCHTS_HTTP_STATUS") return error;
  const status = /answered (\d+)/.exec(error.message)?.[1];
  const hint =
    status === "401" || status === "403"
      ? process.env.HF_TOKEN
        ? "the token in HF_TOKEN has no access: accept the repository's conditions on its page, or use another token"
        : "there is no such repository, or it is private or gated: set HF_TOKEN to an access token"
      : status === "404"
        ? `there is no ${file} in it at ${hub.revision}; name another file (hf:${hub.owner}/${hub.name}/weights.safetensors) or revision (@...)`
        : null;
  if (hint === null) return error;
  return new DownloadError(`${text}: ${hint}. (${error.message})`, {
    code: error.code,
    file: error.file,
    operation: "models.get",
    cause: error,
  });
}

async function readConfig(text: string, hub: HubName, signal: AbortSignal | undefined): Promise<TimmConfig> {
  const file = await fetchFile(text, hub, "config.json", { signal });
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    if (value !== null && typeof value === "object") return value;
  } catch (error) {
    throw new FileFormatError(`${text}: its config.json is no JSON: ${(error as Error).message}`, {
      file,
      cause: error,
    });
  }
  throw new FileFormatError(`${text}: its config.json is no object`, { file });
}

/** The entry of a repository's weights: timm's preprocessing is a resize by `crop_pct` and a crop at the centre. */
function describe(text: string, hub: HubName, builder: string, config: TimmConfig): WeightsEntry {
  const cfg = config.pretrained_cfg ?? {};
  const size = numbers(cfg.input_size, 3)?.[2];
  const percent = typeof cfg.crop_pct === "number" ? cfg.crop_pct : 0.875;
  const isCentral = (cfg.crop_mode ?? "center") === "center";
  const { interpolation } = cfg;
  const known = interpolation === "bicubic" || interpolation === "bilinear" ? interpolation : undefined;
  const [classes, labels] = [config.num_classes ?? cfg.num_classes, config.label_names ?? cfg.label_names];
  const names =
    Array.isArray(labels) && labels.every((label) => typeof label === "string") ? labels : undefined;
  return new WeightsEntry(builder, {
    name: text,
    enumName: "",
    task: "classification",
    url: urlOf(hub, hub.file),
    sha256Prefix: "",
    numParams: 0, // which the configuration does not state
    numCategories: typeof classes === "number" ? classes : (names?.length ?? 0),
    ...(names === undefined ? {} : { categories: names }),
    ...(size !== undefined && isCentral && known !== undefined
      ? { cropSize: size, resizeSize: Math.floor(size / percent), interpolation: known }
      : {}),
    mean: numbers(cfg.mean, 3),
    std: numbers(cfg.std, 3),
  });
}

function numbers(value: unknown, length: number): number[] | undefined {
  const fits =
    Array.isArray(value) && value.length === length && value.every((one) => typeof one === "number");
  return fits ? (value as number[]) : undefined;
}
