/** Tiles of slides as classification data: a grid over each, those with tissue, with the class of the slide. */

import type { SampleContext } from "../../data/dataset.ts";
import { Limit } from "../../data/index.ts";
import {
  either,
  integer,
  integerFrom,
  type Kinds,
  kind,
  listOf,
  numberAbove,
  numberFrom,
  oneOf,
  optionsOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { openSlide, type Slide } from "../slides/slide.ts";
import { tissueOf } from "../slides/tissue.ts";
import { ClassificationTrainPreset, ImageClassificationPreset } from "../transforms/presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { CLASSES, type ClassEntry, ClassParts, ClassSplit } from "./class-parts.ts";
import type { ClassificationData } from "./classification.ts";
import { madeParts, partsTakes } from "./file-parts.ts";
import { type SplitSettings, splitTakes } from "./file-split.ts";
import { named } from "./inside.ts";
import { type FileOptions, fileKinds } from "./kinds.ts";
import { labelClasses } from "./label-classes.ts";
import { type OwnTransforms, PARTS, type Part, type PartSets, transformPixels } from "./parts.ts";
import { starts } from "./segmentation-tiles.ts";
import { type SplitOptions, splitKind, stratifiedGroupedSplit } from "./split.ts";
import { divideVolumes } from "./volume-samples.ts";

/** A slide of a list. */
export interface SlideEntry {
  /** The file; relative to the option `root`. */
  path: string;
  /** Class of the slide, and so of its tiles. */
  label: string | number;
  /** Patient, of whom nothing may be in two parts. Default: the slide alone. */
  group?: string;
  part?: Part;
}

/** Options of {@link SlideTiles.open}. */
export interface SlideTilesOptions extends Omit<FileOptions, "image"> {
  /** Folder that paths are relative to. Default: the current one. */
  root?: string;
  /** Edge of a tile, or height and width, in pixels of the level. */
  size: number | readonly [height: number, width: number];
  /** Pixels that neighbouring tiles share. Default 0. */
  overlap?: number;
  /** Which level tiles are cut from. Default 0, the largest. */
  level?: number;
  /** In place of `level`: micrometres of a pixel; each slide needs a level that is within a tenth of it. */
  mpp?: number;
  /** Share of a tile, 0 to 1, that is tissue (`medical.tissueMask`); 0 takes all tiles. Default 0.5. */
  tissue?: number;
  /** Names of the classes in their order; labels that are numbers are their positions. Default: the labels, sorted. */
  classes?: readonly string[];
  /** Shares to set aside, by groups, where the slides have no parts. */
  split?: SplitOptions;
}

/** A tile of a slide and the index of its class. `path` names both: `case1.svs#1[512,0]`, the level and the place in it. */
export interface SlideTile extends ClassEntry {
  file: string;
  /** Which of the slides. */
  slide: number;
  level: number;
  /** Left and upper edge in pixels of the level. */
  x: number;
  y: number;
}

const OPERATION = "datasets.SlideTiles.open";
const isEdge = integerFrom(1);
const ENTRY: Kinds<SlideEntry> = {
  path: string,
  label: either(string, integer),
  group: string,
  part: oneOf(...PARTS),
};
const { image: _, ...FILES } = fileKinds(OPERATION);
const OPEN = signature<SlideTilesOptions>(OPERATION, {
  takes: {
    entries: listOf(
      optionsOf(
        signature<SlideEntry>("datasets.SlideTiles: a slide", {
          options: ENTRY,
          required: ["path", "label"],
        }),
      ),
    ),
  },
  options: {
    ...FILES,
    root: string,
    size: either(isEdge, kind<readonly [number, number]>("[height, width]", listOf(isEdge, 2).accepts)),
    overlap: integerFrom(0),
    level: integerFrom(0),
    mpp: numberAbove(0),
    tissue: numberFrom(0, 1),
    classes: listOf(string),
    split: splitKind(OPERATION),
  },
  required: ["size"],
  advice: {
    tileSize: "it is called size",
    magnification: "give mpp or level",
    groups: "the entries have a group",
  },
});
const SPLIT = splitTakes("SlideTilesSplit", {
  samples: kind(
    "a list of tiles with path, slide, x and y",
    (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Number.isInteger(s.x)),
  ),
  classes: listOf(string),
  slides: kind("a list of slides", Array.isArray),
  size: kind<readonly [number, number]>("[height, width]", listOf(isEdge, 2).accepts),
});

/** One part of {@link SlideTiles}. */
export class SlideTilesSplit extends ClassSplit<SlideTile, SlideTilesSplit> {
  readonly slides: readonly Slide[];
  /** Height and width of a tile before its transform. */
  readonly size: readonly [number, number];

  /** Data makes its parts itself; see {@link SlideTiles.open}. */
  constructor(
    samples: readonly SlideTile[],
    classes: readonly string[],
    slides: readonly Slide[],
    size: readonly [number, number],
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, classes, slides, size, transform);
    super(samples, { classes, task: CLASSES }, transform, options);
    this.slides = slides;
    this.size = size;
  }

  protected override get kindName(): string {
    return "SlideTilesSplit";
  }

  protected override async imageOf(
    { path, slide, level, x, y }: SlideTile,
    { rng, signal }: Partial<SampleContext>,
  ): Promise<Tensor> {
    const [height, width] = this.size;
    const source = this.slides[slide] as Slide;
    const { downsample } = source.levels[level] as Slide["levels"][number];
    const place = { x: Math.round(x * downsample), y: Math.round(y * downsample) };
    const pixels = await source._pixels({ ...place, width, height, level, signal });
    return scope(() => transformPixels("SlideTiles", path, this.transform, pixels, rng));
  }

  protected override like(samples: readonly SlideTile[], transform: TransformLike): SlideTilesSplit {
    return new SlideTilesSplit(samples, this.classes, this.slides, this.size, transform, this.settings);
  }
}

const TAKES = partsTakes("SlideTiles", SlideTilesSplit);

/**
 * Tiles of slides, with the class of their slide: a grid over one level, of which tiles with tissue are kept. The last tile of a row or
 * column moves inwards where it would reach over the border. Tiles of a slide, and slides of a group, stay in one part.
 *
 * @example
 * const data = await datasets.SlideTiles.open(
 *   [{ path: "1.svs", label: "normal", group: "p1" }, { path: "2.svs", label: "tumour", group: "p2" }],
 *   { size: 256, mpp: 0.5 },
 * );
 */
export class SlideTiles extends ClassParts<SlideTilesSplit, SlideTiles> implements ClassificationData {
  /** Use {@link SlideTiles.open}, which finds the tiles. */
  constructor(root: string, parts: PartSets<SlideTilesSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    super(root, parts, ownTransforms, () => new ImageClassificationPreset({ cropSize: 224 }));
  }

  /**
   * Opens slides and finds their tiles: directories are read, and of each slide a small level for its tissue. Throws FileFormatError
   * naming a slide that cannot be read, DatasetError where a level is missing or no tile is left, ArgumentError for options that
   * contradict each other.
   */
  static async open(entries: readonly SlideEntry[], ...rest: Rest<SlideTilesOptions>): Promise<SlideTiles> {
    const options = OPEN.read(rest);
    OPEN.check(entries);
    const { root = ".", onError, signal } = options;
    const refuse = (text: string): never => {
      throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
    };
    if (entries.length === 0) refuse("the list of slides is empty");
    if (options.level !== undefined && options.mpp !== undefined) refuse("give level or mpp, not both");
    const size = typeof options.size === "number" ? ([options.size, options.size] as const) : options.size;
    if ((options.overlap ?? 0) >= Math.min(...size))
      refuse(`overlap is less than a tile's edge, got ${options.overlap}`);
    const limit = new Limit(2);
    const found = await Promise.all(
      entries.map(({ path }) =>
        limit.run(async () => {
          throwIfAborted(signal, OPERATION);
          const slide = await openSlide(named(root, path), { signal });
          return { slide, tiles: await tilesOf(slide, size, options) };
        }),
      ),
    );
    const { classes, numberOf } = labelClasses(
      OPERATION,
      entries.map(({ label }) => label),
      options.classes,
    );
    const samples = found.flatMap(({ slide: { path: file }, tiles }, at) => {
      const { label, group = file } = entries[at] as SlideEntry;
      return tiles.map(({ level, x, y }) => ({
        path: `${file}#${level}[${x},${y}]`,
        file,
        slide: at,
        entry: at,
        level,
        x,
        y,
        label: numberOf(label),
        group,
      }));
    });
    if (samples.length === 0) {
      throw new DatasetError(
        `${OPERATION}: no tile has a share of ${options.tissue ?? HALF} of tissue; lower tissue`,
        {
          operation: OPERATION,
        },
      );
    }
    const slides = found.map(({ slide }) => slide);
    const parts = divideVolumes(OPERATION, { entries, samples }, () =>
      stratifiedGroupedSplit(samples, options.split ?? {}),
    );
    const plain = (list: typeof samples) => list.map(({ entry: _entry, ...tile }): SlideTile => tile);
    return new SlideTiles(
      root,
      ...madeParts({ train: plain(parts.train), val: plain(parts.val), test: plain(parts.test) }, options, {
        split: (list, transform) => new SlideTilesSplit(list, classes, slides, size, transform, { onError }),
        train: () => new ClassificationTrainPreset({ cropSize: 224 }),
        val: () => new ImageClassificationPreset({ cropSize: 224 }),
      }),
    );
  }

  protected override get kindName(): string {
    return "SlideTiles";
  }

  protected override get subject(): string {
    return "SlideTiles.loader";
  }

  protected override of(parts: PartSets<SlideTilesSplit>): SlideTiles {
    return new SlideTiles(this.root, parts, this.ownTransforms);
  }
}

const HALF = 0.5;
/** By what share the pixels of a level may differ from those that are asked for. */
const NEAR = 0.1;

async function tilesOf(
  slide: Slide,
  [height, width]: readonly [number, number],
  options: SlideTilesOptions,
): Promise<Pick<SlideTile, "level" | "x" | "y">[]> {
  const { overlap = 0, tissue = HALF, signal } = options;
  const level = levelOf(slide, options);
  const facts = slide.levels[level] as Slide["levels"][number];
  const rows = starts(facts.height, height, height - overlap, "shift");
  const columns = starts(facts.width, width, width - overlap, "shift");
  const tiles = rows.flatMap((y) => columns.map((x) => ({ level, x, y })));
  if (tissue === 0) return tiles;
  const found = await tissueOf(slide, { signal });
  // Counts of everything above and to the left.
  const stride = found.width + 1;
  const sums = new Float64Array(stride * (found.height + 1));
  for (let y = 0; y < found.height; y++) {
    for (let x = 0, row = 0; x < found.width; x++) {
      row += found.data[y * found.width + x] as number;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] as number) + row;
    }
  }
  const [across, down] = [found.width / facts.width, found.height / facts.height];
  const edge = (at: number, scale: number, most: number) => Math.min(Math.round(at * scale), most);
  return tiles.filter(({ x, y }) => {
    const [left, top] = [edge(x, across, found.width - 1), edge(y, down, found.height - 1)];
    const right = Math.max(edge(x + width, across, found.width), left + 1);
    const bottom = Math.max(edge(y + height, down, found.height), top + 1);
    const at = (row: number, column: number) => sums[row * stride + column] as number;
    const count = at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
    return count >= tissue * (right - left) * (bottom - top);
  });
}

function levelOf(slide: Slide, { level = 0, mpp }: SlideTilesOptions): number {
  const refuse = (text: string): never => {
    throw new DatasetError(`${OPERATION}: ${slide.path} ${text}`, { file: slide.path, operation: OPERATION });
  };
  if (mpp === undefined) {
    const count = slide.levels.length;
    if (level >= count)
      refuse(`has no level ${level}: it has ${count === 1 ? "one, 0" : `the levels 0 to ${count - 1}`}`);
    return level;
  }
  if (slide.mpp === null) return refuse("does not say how large its pixels are; give level");
  const [first] = slide.mpp;
  const sizes = slide.levels.map(({ downsample }) => first * downsample);
  const near = sizes.findIndex((size) => Math.abs(size / mpp - 1) <= NEAR);
  if (near < 0)
    refuse(
      `has levels of ${sizes.map((size) => size.toPrecision(3)).join(", ")} micrometres a pixel, none near ${mpp}; give level`,
    );
  return near;
}
