/** Files: `.pth` in both containers, safetensors, .npy, .npz; downloads and their cache. */

export { cacheDir, type DownloadWeightsOptions, downloadWeights, weightsDir } from "./cache.ts";
export type { FileFormat } from "./checkpoint.ts";
export type { DownloadOptions, DownloadProgress, DownloadResult } from "./download.ts";
export { download, isOffline, sha256File } from "./download.ts";
export type {
  LoadNpzOptions,
  LoadOptions,
  LoadStateDictOptions,
  ReadOptions,
  StateDictReport,
} from "./load.ts";
export { load, loadMetadata, loadNpy, loadNpz, loadStateDict } from "./load.ts";
export { float, tuple } from "./pickle-writer.ts";
export { Placeholder } from "./placeholder.ts";
export { safetensors } from "./safetensors.ts";
export type { SafetensorsOptions, SaveOptions, StateDictLike } from "./save.ts";
export { save, saveNpy, saveSafetensors, saveStateDict } from "./save.ts";
export { isShardIndex, readShardIndex } from "./sharded.ts";
