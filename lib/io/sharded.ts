/**
 * State dicts in several safetensors files beside an index, `model.safetensors.index.json`: which tensor is in which.
 *
 * Source: the format of Hugging Face's transformers (https://huggingface.co/docs/transformers/big_models).
 */
import path from "node:path";
import { abortSignal, describe, type Rest, signature } from "../edge/index.ts";
import { FileFormatError } from "../native/errors.ts";
import { pathKind } from "./entries.ts";
import { openForReading, readExactly } from "./file-bytes.ts";

/** Longest index that is read, in bytes: a hundred bytes per tensor. */
const MAX_INDEX_BYTES = 4 << 20;

const IS_SHARD_INDEX = signature("io.isShardIndex", { takes: { file: pathKind } });
const READ_SHARD_INDEX = signature<{ signal?: AbortSignal }>("io.readShardIndex", {
  takes: { file: pathKind },
  options: { signal: abortSignal },
});

/** Whether a path names an index of shards. */
export function isShardIndex(file: string, ...rest: Rest<Record<never, never>>): boolean {
  IS_SHARD_INDEX.read(rest);
  IS_SHARD_INDEX.check(file);
  return isShard(file);
}

/** @internal What `isShardIndex` does. */
export function isShard(file: string): boolean {
  return file.endsWith(".safetensors.index.json");
}

/**
 * Reads an index.
 *
 * @returns the keys in each shard, by the shard's file name, in the index's order
 * @throws FileFormatError if it is no index or names a file that does not stand beside it; ArgumentError if it cannot
 *   be opened
 */
export async function readShardIndex(
  file: string,
  ...rest: Rest<{ signal?: AbortSignal }>
): Promise<Map<string, string[]>> {
  const { signal } = READ_SHARD_INDEX.read(rest);
  READ_SHARD_INDEX.check(file);
  return readShards(file, signal);
}

/** @internal What `readShardIndex` does. */
export async function readShards(file: string, signal?: AbortSignal): Promise<Map<string, string[]>> {
  const map = await readWeightMap(file, signal);
  const shards = new Map<string, string[]>();
  for (const [key, shard] of Object.entries(map)) {
    if (typeof shard !== "string" || shard !== path.basename(shard) || !shard.endsWith(".safetensors"))
      fail(file, `it names ${describe(shard)}, which is no safetensors file beside it`);
    const keys = shards.get(shard);
    if (keys === undefined) shards.set(shard, [key]);
    else keys.push(key);
  }
  return shards;
}

async function readWeightMap(file: string, signal: AbortSignal | undefined): Promise<object> {
  const { handle, size } = await openForReading(file);
  let text: string;
  try {
    if (size > MAX_INDEX_BYTES)
      fail(file, `it has ${size} bytes, more than the ${MAX_INDEX_BYTES} that are read`);
    text = new TextDecoder().decode(await readExactly(handle, file, 0, size, signal));
  } finally {
    await handle.close();
  }
  let index: unknown;
  try {
    index = JSON.parse(text);
  } catch (error) {
    fail(file, "it is no JSON", error);
  }
  const map = typeof index === "object" && index !== null ? Reflect.get(index, "weight_map") : undefined;
  if (typeof map !== "object" || map === null || Array.isArray(map)) fail(file, 'it has no "weight_map"');
  return map;
}

function fail(file: string, message: string, cause?: unknown): never {
  const text = `${file}: ${message}, so it is no index of safetensors files. Fetch or copy it again.`;
  throw new FileFormatError(text, { file, operation: "load", cause });
}
