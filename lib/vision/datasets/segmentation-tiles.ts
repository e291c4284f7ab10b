/**
 * Large images in tiles, for training. Where an image is only a little larger than the network's input, a random crop in
 * the transform does: it needs no list of tiles, and decodes each image once an epoch.
 */

import { type ContextRest, getTakes } from "../../data/dataset.ts";
import { checkIndex, type DataLoader, type Dataset, Limit } from "../../data/index.ts";
import { partLoaderTakes } from "../../data/loader-options.ts";
import {
  abortSignal,
  callable,
  either,
  instance,
  integerFrom,
  kind,
  listOf,
  numberFrom,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { full, scope, singleThreaded, type Tensor, zeros } from "../../tensor/index.ts";
import type { DecodingOptions } from "../image.ts";
import { imageSize } from "../image-size.ts";
import { SegmentationPreset, SegmentationTrainPreset } from "../transforms/segmentation-presets.ts";
import { applyToSample, type TransformLike } from "../transforms/transform.ts";
import {
  DEFAULT_TRANSFORMS,
  type DefaultTransforms,
  ownTransformsKind,
  partKind,
  partsKind,
  transformKind,
} from "./kinds.ts";
import {
  type OwnTransforms,
  type Part,
  type PartSets,
  shuffledByPart,
  transformed,
  withDefaults,
} from "./parts.ts";
import { SampleCache } from "./sample-cache.ts";
import {
  type SegmentationBatch,
  type SegmentationData,
  type SegmentationKind,
  type SegmentationLoaderOptions,
  type SegmentationSample,
  type SegmentationTaskFacts,
  segmentationLoader,
} from "./segmentation.ts";
import { type SegmentationFile, SegmentationFiles, SegmentationSplit } from "./segmentation-files.ts";

const OPERATION = "tiled";

/** Options of {@link tiled}. */
export interface TileOptions {
  /** Edge of a tile, or height and width, in pixels of the file. */
  size: number | readonly [number, number];
  /** Pixels that neighbouring tiles share. Default 0. */
  overlap?: number;
  /** Pixels from one tile to the next, instead of `overlap`. */
  stride?: number;
  /**
   * What the last tile of a row or column does where it would reach over the border: move inwards, or be padded, the image
   * with 0, the mask with the data's ignoreIndex or 0. Images smaller than a tile are always padded. Default "shift".
   */
  border?: "shift" | "pad";
  /**
   * Share of foreground, 0 to 1, that a tile needs to be trained on. Reads all masks of `train`; other parts keep all
   * their tiles. Default 0.
   */
  minForeground?: number;
  /** Bytes of decoded images that are kept for their next tiles. Default 512 MiB. */
  cacheBytes?: number;
  /** Images looked at, of all. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** Where a tile lies. */
export interface Tile {
  /** Position of the image in the part. */
  image: number;
  /** Left edge, pixels. */
  x: number;
  /** Upper edge, pixels. */
  y: number;
}

const sizeKind = listOf(integerFrom(1), 2);
// A pair, as the type says; listOf knows only lists.
const pairKind = kind<readonly [number, number]>(sizeKind.expected, sizeKind.accepts);

const TILED = signature<TileOptions>("datasets.tiled", {
  takes: {
    data: kind(
      "segmentation data of files, or one part of it",
      (v) => v instanceof SegmentationFiles || v instanceof SegmentationSplit,
    ),
  },
  options: {
    size: either(integerFrom(1), pairKind),
    overlap: integerFrom(0),
    stride: integerFrom(1),
    border: oneOf("shift", "pad"),
    minForeground: numberFrom(0, 1),
    cacheBytes: numberFrom(0),
    onProgress: callable(),
    signal: abortSignal,
  },
  required: ["size"],
  advice: { tileSize: "it is called size", padding: 'give border: "pad"' },
});
const TILES = signature("datasets.SegmentationTiles", {
  takes: {
    source: instance(SegmentationSplit),
    tiles: kind(
      "a list of tiles { image, x, y }",
      (v) => Array.isArray(v) && v.every((t) => [t?.image, t?.x, t?.y].every(Number.isInteger)),
    ),
    size: pairKind,
    transform: transformKind,
    cache: instance(SampleCache),
  },
});
const GET = getTakes("datasets.SegmentationTiles.get");
const WITH_TRANSFORM = signature("datasets.SegmentationTiles.withTransform", {
  takes: { transform: transformKind },
});

/** The tiles of one part, cut out and transformed one by one. */
export class SegmentationTiles implements Dataset<SegmentationSample> {
  readonly source: SegmentationSplit;
  readonly tiles: readonly Tile[];
  readonly task: SegmentationTaskFacts;
  /** Height and width of a tile before its transform. */
  readonly size: readonly [number, number];
  readonly transform: TransformLike;
  /** Decoded images that are kept. */
  readonly cache: SampleCache;

  /** Use {@link tiled}, which finds the tiles. */
  constructor(
    source: SegmentationSplit,
    tiles: readonly Tile[],
    size: readonly [number, number],
    transform: TransformLike,
    cache: SampleCache,
    ...rest: []
  ) {
    TILES.read(rest);
    TILES.check(source, tiles, size, transform, cache);
    this.source = source;
    this.task = source.task;
    this.tiles = tiles;
    this.size = size;
    this.transform = transform;
    this.cache = cache;
  }

  get length(): number {
    return this.tiles.length;
  }

  get onError(): "throw" | "skip" {
    return this.source.onError;
  }

  /** Reads, cuts out and transforms one tile; the caller owns both tensors. Throws as `SegmentationSplit.get` does. */
  async get(index: number, ...rest: ContextRest): Promise<SegmentationSample> {
    const context = GET.read(rest);
    checkIndex(index, this.length, "SegmentationTiles.get");
    const tile = this.tiles[index] as Tile;
    const { path } = this.source.samples[tile.image] as SegmentationFile;
    throwIfAborted(context.signal, "SegmentationTiles.get");
    const { image, mask } = await scope(async () => {
      // Reading is shared with other tiles of the image, so one reader's signal must not end it.
      const cut = await this.cache.use(
        tile.image,
        () => this.source.read(tile.image),
        (sample) => singleThreaded(() => this.#cut(sample, tile)),
      );
      return transformed("segmentation", path, () => applyToSample(this.transform, cut, context.rng));
    });
    return { image, mask, index, path };
  }

  #cut({ image, mask }: { image: Tensor; mask: Tensor }, { x, y }: Tile): { image: Tensor; mask: Tensor } {
    const fill = this.source.task.ignoreIndex ?? 0;
    return { image: cutOut(image, x, y, this.size, 0), mask: cutOut(mask, x, y, this.size, fill) };
  }

  /** The same tiles with another transform. */
  withTransform(transform: TransformLike, ...rest: []): SegmentationTiles {
    WITH_TRANSFORM.read(rest);
    WITH_TRANSFORM.check(transform);
    return new SegmentationTiles(this.source, this.tiles, this.size, transform, this.cache);
  }
}

const TAKES = signature("datasets.TiledSegmentation", {
  takes: { parts: partsKind(SegmentationTiles), ownTransforms: ownTransformsKind },
});
const WITH_DEFAULTS = signature<DefaultTransforms>("datasets.TiledSegmentation.withDefaultTransforms", {
  options: DEFAULT_TRANSFORMS,
});
const LOADER = partLoaderTakes("datasets.TiledSegmentation.loader", partKind);

/** Segmentation data whose samples are tiles; {@link tiled} makes it. */
export class TiledSegmentation implements SegmentationData {
  readonly task: SegmentationTaskFacts;
  readonly kind: SegmentationKind;
  readonly classes: readonly string[];
  readonly ignoreIndex: number | null;
  readonly train: SegmentationTiles;
  readonly val: SegmentationTiles | null;
  readonly test: SegmentationTiles | null;
  readonly onError: "throw" | "skip";
  /** Whether the transforms were given by the user; those that were not may be replaced by a model's own. */
  readonly ownTransforms: OwnTransforms;
  /** How images are decoded. */
  readonly decoding: DecodingOptions;

  /** Use {@link tiled}. */
  constructor(parts: PartSets<SegmentationTiles>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(parts, ownTransforms);
    const { task, onError, decoding } = parts.train.source;
    this.task = task;
    this.kind = task.kind;
    this.classes = task.classes;
    this.ignoreIndex = task.ignoreIndex;
    this.train = parts.train;
    this.val = parts.val;
    this.test = parts.test;
    this.onError = onError;
    this.decoding = decoding;
    this.ownTransforms = ownTransforms;
  }

  /** The same tiles; transforms that the user did not give are replaced, as by those of a model's weights. */
  withDefaultTransforms(...rest: Rest<DefaultTransforms>): TiledSegmentation {
    const transforms = WITH_DEFAULTS.read(rest);
    return new TiledSegmentation(withDefaults(this, this.ownTransforms, transforms), this.ownTransforms);
  }

  /** Batches of one part; training data is shuffled unless told otherwise. Throws DatasetError for a part that is empty. */
  loader(
    part: Part,
    ...rest: Rest<SegmentationLoaderOptions>
  ): DataLoader<SegmentationSample, SegmentationBatch> {
    const options = LOADER.read(rest);
    LOADER.check(part);
    const dataset = this[part];
    if (dataset === null) throw new DatasetError(`TiledSegmentation.loader: there is no ${part} part`);
    return segmentationLoader(dataset, shuffledByPart(part, options));
  }
}

/**
 * Cuts segmentation data, or one part of it, into tiles that cover every image. Only sizes are read now, and with
 * `minForeground` masks; the transforms apply to tiles. Where the data has none of its own, tiles keep their size: they are
 * mirrored at random and normalised.
 *
 * Throws ArgumentError for sizes that are none, DatasetError where no tile is left, FileFormatError naming a broken file.
 *
 * @example
 * const slides = await datasets.tiled(await SegmentationFolder.open("slides", { split: { val: 0.2 } }), {
 *   size: 512,
 *   overlap: 64,
 *   minForeground: 0.01,
 * });
 */
export async function tiled(data: SegmentationFiles, options: TileOptions): Promise<TiledSegmentation>;
export async function tiled(data: SegmentationSplit, options: TileOptions): Promise<SegmentationTiles>;
export async function tiled(
  data: SegmentationFiles | SegmentationSplit,
  ...given: Rest<TileOptions>
): Promise<TiledSegmentation | SegmentationTiles> {
  const options = TILED.read(given);
  TILED.check(data);
  if (!(data instanceof SegmentationFiles)) return tilesOf(data, options);
  const train = await tilesOf(data.train, options);
  const rest = { ...options, minForeground: 0 };
  // Where nobody said anything, tiles keep their size: the scale of a large image is part of what it shows.
  const own = data.ownTransforms;
  const { size } = train;
  const border = { ignoreIndex: data.ignoreIndex ?? 0 };
  const held = async (part: SegmentationSplit | null) => {
    if (part === null) return null;
    const tiles = await tilesOf(part, rest);
    return own.val ? tiles : tiles.withTransform(new SegmentationPreset({ resizeSize: null, ...border }));
  };
  const trained = { cropSize: size, baseSize: Math.min(...size), scale: [1, 1] as const, ...border };
  return new TiledSegmentation(
    {
      train: own.train ? train : train.withTransform(new SegmentationTrainPreset(trained)),
      val: await held(data.val),
      test: await held(data.test),
    },
    own,
  );
}

async function tilesOf(part: SegmentationSplit, options: TileOptions): Promise<SegmentationTiles> {
  const { border = "shift", minForeground = 0, cacheBytes = 2 ** 29, signal } = options;
  const refuse = (text: string): never => {
    throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
  };
  const size = typeof options.size === "number" ? ([options.size, options.size] as const) : options.size;
  const [height, width] = size;
  if (options.stride !== undefined && options.overlap !== undefined)
    refuse("give stride or overlap, not both");
  const { overlap = 0 } = options;
  if (overlap >= Math.min(height, width)) refuse(`overlap is less than a tile's edge, got ${overlap}`);

  const limit = new Limit(4);
  let done = 0;
  const found = await Promise.all(
    part.samples.map(({ path }, image) =>
      limit.run(async () => {
        throwIfAborted(signal, OPERATION);
        const { page, exif, maxPixels } = part.decoding;
        const extent = await imageSize(path, { page, exif, maxPixels, signal });
        const rows = starts(extent.height, height, options.stride ?? height - overlap, border);
        const columns = starts(extent.width, width, options.stride ?? width - overlap, border);
        const tiles = rows.flatMap((y) => columns.map((x): Tile => ({ image, x, y })));
        const kept =
          minForeground > 0 ? await withForeground(part, image, tiles, size, minForeground, signal) : tiles;
        options.onProgress?.(++done, part.length);
        return kept;
      }),
    ),
  );
  const tiles = found.flat();
  if (tiles.length === 0) {
    throw new DatasetError(
      `${OPERATION}: none of the tiles has a share of ${minForeground} of foreground; lower minForeground`,
    );
  }
  return new SegmentationTiles(part, tiles, size, part.transform, new SampleCache(cacheBytes));
}

/** Where tiles begin along one axis so that they cover it. */
export function starts(length: number, size: number, stride: number, border: "shift" | "pad"): number[] {
  if (length <= size) return [0];
  const count = Math.ceil((length - size) / stride) + 1;
  return Array.from({ length: count }, (_, i) =>
    border === "pad" ? i * stride : Math.min(i * stride, length - size),
  );
}

/** The tiles with at least a share of pixels that are neither background nor ignored. */
async function withForeground(
  part: SegmentationSplit,
  image: number,
  tiles: readonly Tile[],
  size: readonly [number, number],
  least: number,
  signal: AbortSignal | undefined,
): Promise<Tile[]> {
  const { ignoreIndex } = part.task;
  return scope(async () => {
    const { mask } = await part.read(image, signal);
    return singleThreaded(() => {
      const drawn = mask.ne(0);
      const counted = ignoreIndex === null ? drawn : drawn.logicalAnd(mask.ne(ignoreIndex));
      const any = counted.ndim === 3 ? counted.any(0) : counted; // (C, H, W) -> (H, W)
      return tiles.filter(({ x, y }) => {
        const part = any.narrow(0, y, Math.min(size[0], (any.shape[0] as number) - y));
        const tile = part.narrow(1, x, Math.min(size[1], (any.shape[1] as number) - x));
        return Number(tile.sum().item()) >= least * size[0] * size[1];
      });
    });
  });
}

/** A copy of a part of the last two axes, filled up where it reaches over the border. */
function cutOut(source: Tensor, x: number, y: number, size: readonly [number, number], fill: number): Tensor {
  const [height, width] = source.shape.slice(-2) as [number, number];
  const [rows, columns] = [Math.min(size[0], height - y), Math.min(size[1], width - x)];
  const part = source.narrow(-2, y, rows).narrow(-1, x, columns);
  if (rows === size[0] && columns === size[1]) return part.contiguous().clone();
  const shape = [...source.shape.slice(0, -2), ...size];
  const made =
    fill === 0 ? zeros(shape, { dtype: source.dtype }) : full(shape, fill, { dtype: source.dtype });
  made.narrow(-2, 0, rows).narrow(-1, 0, columns).copy_(part);
  return made;
}
