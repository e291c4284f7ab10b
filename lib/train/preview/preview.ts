/** What training will see: samples of the first epochs after their random transforms, with masks and boxes drawn in. */

import path from "node:path";
import { type Dataset, freeBatch, Rng } from "../../data/index.ts";
import { rngOfSample } from "../../data/rng.ts";
import { integerFrom, kind, type Rest, signature, string } from "../../edge/index.ts";
import { deviceOf } from "../../inference/running.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { keep, scope, Tensor } from "../../tensor/index.ts";
import { type DetectionTarget, imageGrid, type TransformLike, writeImage } from "../../vision/index.ts";
import { type RunOptions, readFitOptions } from "../options.ts";
import { omit, optionsOfRuns } from "../options-of-runs.ts";
import { mixing } from "../parts/mixing.ts";
import { checkIdleOptions } from "../run-data.ts";
import { RunRandom } from "../run-random.ts";
import { openTraining, taskOfRun } from "../setup.ts";
import { type FitData, isDataset } from "../source.ts";
import type { NetworkOf } from "../tasks/index.ts";
import type { AnyNetwork } from "../tasks/outputs.ts";
import { previewPage } from "./page.ts";
import { type AnySample, type SampleFacts, tileOf, transformOf } from "./tile.ts";

const OPERATION = "train.preview";

interface Own {
  /** Samples that are shown, the first of the first epoch. Default 6. */
  samples?: number;
  /** Epochs whose random transforms of each sample are shown. Default 4. */
  draws?: number;
  /** Longest edge of a picture, pixels. Default 192. */
  edge?: number;
}

/**
 * Options of {@link preview}: its own, and those of `fit`, of which `seed`, `batchSize`, `sampler`, `batchSampler`, `imageSize`,
 * `transforms`, `mixup`, `cutmix` and the like decide what is seen; the rest is taken and changes nothing, so that one recipe serves both.
 */
export interface PreviewOptions extends Own, Partial<RunOptions> {}

/** A sample: not augmented where the data can say how, then as each epoch sees it. */
export interface PreviewRow {
  /** Name of its file, "" where it has none. */
  readonly name: string;
  /** Its file, null where it has none. */
  readonly path: string | null;
  /** What it is: class, labels, numbers with their units, count of objects. */
  readonly text: string;
  /** uint8 (3, h, w), one for each column. */
  readonly images: readonly Tensor[];
}

/** An image of the first batch as the network gets it, and what it is then. */
export interface PreviewImage {
  readonly image: Tensor;
  readonly text: string;
}

const OWN_NAMES = ["samples", "draws", "edge"] as const;
const PREVIEW = signature<Own>(OPERATION, {
  takes: {
    model: moduleKind,
    data: kind("data with classes and train", (v) => typeof v === "object" && v !== null),
  },
  options: { samples: integerFrom(1), draws: integerFrom(1), edge: integerFrom(16) },
});
const SAVE = signature(`${OPERATION}: save`, { takes: { file: string } });

/** Of the run, not of what it sees. */
const NOT_SEEN = [
  "out",
  "resume",
  "overwrite",
  "onEvent",
  "classWeights",
  "loss",
  "metrics",
  "monitor",
  "parts",
];

/** What training will see; made by {@link preview}. Its images are freed by {@link dispose}, or with the scope they were made in. */
export class Preview {
  /** What each image of a row is: "not augmented", "epoch 1", ... */
  readonly columns: readonly string[];
  readonly rows: readonly PreviewRow[];
  /** Of batches that are mixed (`mixup`, `cutmix`) the first one, as the network gets it; else empty. */
  readonly mixed: readonly PreviewImage[];
  /** What has to be known to read the pictures. */
  readonly notes: readonly string[];
  /** Name of the task. */
  readonly task: string;
  readonly seed: number;
  readonly #edge: number;

  /** @internal */
  constructor(
    found: Pick<Preview, "columns" | "rows" | "mixed" | "notes" | "task" | "seed"> & { edge: number },
  ) {
    this.columns = found.columns;
    this.rows = found.rows;
    this.mixed = found.mixed;
    this.notes = found.notes;
    this.task = found.task;
    this.seed = found.seed;
    this.#edge = found.edge;
  }

  /**
   * All pictures as one, a sample in a row, with captions; below them the mixed batch. Each pixel of small images is as many as
   * `edge` has room for. uint8 (3, H, W), the caller's.
   */
  grid(...rest: []): Tensor {
    if (rest.length > 0) SAVE.read(rest);
    const tiles = this.rows.flatMap(({ images, text, name }) =>
      images.map((image, k) => ({
        image,
        text: k === 0 ? [text, name].join(" ").trim() : (this.columns[k] as string),
      })),
    );
    const all = [...tiles, ...this.mixed];
    const largest = Math.max(1, ...all.flatMap(({ image }) => image.shape.slice(1)));
    const zoom = Math.max(1, Math.floor(this.#edge / largest));
    return imageGrid(
      all.map(({ image }) => image),
      { columns: this.columns.length, padding: 4, zoom, captions: all.map(({ text }) => text) },
    );
  }

  /**
   * Writes a picture (.png, .jpg) or a page of its own (.html); the file appears whole or not at all.
   *
   * @throws ArgumentError for another ending
   */
  async save(file: string, ...rest: []): Promise<void> {
    SAVE.read(rest);
    SAVE.check(file);
    const ending = path.extname(file).toLowerCase();
    if (ending === ".html" || ending === ".htm") {
      const html = await previewPage(this);
      await writeAtomically(file, async (handle) => {
        await handle.writeFile(html);
      });
      return;
    }
    if (![".png", ".jpg", ".jpeg"].includes(ending)) {
      throw new ArgumentError(`${OPERATION}: expected a file ending in .png, .jpg or .html, got ${file}`, {
        operation: OPERATION,
        file,
      });
    }
    const grid = this.grid();
    try {
      await writeImage(grid, file);
    } finally {
      grid.dispose();
    }
  }

  /** Frees the images. */
  dispose(...rest: []): void {
    if (rest.length > 0) SAVE.read(rest);
    for (const image of [
      ...this.rows.flatMap(({ images }) => images),
      ...this.mixed.map(({ image: one }) => one),
    ])
      image.dispose();
  }

  /** The samples in lines. */
  toString(): string {
    return [
      ...this.rows.map(({ name, text }) => [name, text].filter((one) => one !== "").join(": ")),
      ...this.notes,
    ].join("\n");
  }
}

/**
 * Shows what {@link fit} with the same network, data and options sees: the first samples of its first epoch, each as the random
 * transforms make it in the first epochs, and, where batches are mixed, the first batch. Nothing is trained and nothing written.
 *
 * The samples and the random numbers are those of the run: same `seed`, same pictures. Normalised values are shown as an image again by
 * the mean and deviation that the transform names.
 *
 * @param model the network that is to be trained, whose weights say the transforms that nobody chose; it is left as it is
 * @param data as for `fit`
 * @throws ArgumentError for options that do not fit, and what `fit` refuses; DatasetError for data without images; AbortError when
 *   `signal` says so
 *
 * @example
 * const seen = await train.preview(model, data, { seed: 0, mixup: 0.2 });
 * await seen.save("preview.png");
 */
export async function preview<const D extends FitData>(
  model: NetworkOf<D>,
  data: D,
  options?: PreviewOptions,
): Promise<Preview>;
export async function preview(
  model: AnyNetwork,
  data: FitData,
  ...rest: Rest<PreviewOptions>
): Promise<Preview> {
  const { own, ofRuns } = optionsOfRuns(PREVIEW, rest, OWN_NAMES, []);
  PREVIEW.check(model, data);
  const { draws = 4, samples = 6, edge = 192 } = own;
  const seen = omit(ofRuns, NOT_SEEN) as RunOptions;
  const options = readFitOptions(model, data, [{ ...seen, epochs: seen.epochs ?? 1 }]);
  checkIdleOptions(data, options);
  const { signal, seed = 0 } = options;
  throwIfAborted(signal, OPERATION);
  const { task, classes } = taskOfRun(model, data, options);
  const { train, prepared, transforms } = openTraining(model, data, task, { ...options, seed });
  const source: unknown = prepared.train;
  const transform = transforms.train ?? transformOf(source);
  const facts = factsOf(task.name, classes, data);
  const notes = new Set<string>();
  const changing = (ofRuns.parts ?? []).filter((part) => part.transformBatch !== undefined);
  if (changing.length > 0)
    notes.add(`not shown: what ${changing.map(({ name }) => name).join(", ")} makes of batches`);
  const made: Tensor[] = [];
  const first: unknown[] = [];
  const tile = (sample: AnySample): PreviewImage => {
    const { image, text, note } = tileOf(sample, transform, facts, edge);
    made.push(keep(image));
    if (note !== null) notes.add(note);
    return { image, text };
  };

  try {
    train.loader.setEpoch?.(0);
    const indices: number[] = [];
    const batches = train.pass(0);
    try {
      for (let count = 0; count < samples; ) {
        const next = await batches.next();
        if (next.done) break;
        first.push(next.value);
        const added = scope(() => imagesIn(next.value).length);
        if (added === 0) throw noImages();
        indices.push(...((next.value as { indices?: readonly number[] }).indices ?? []));
        count += added;
      }
    } finally {
      await batches.return?.();
    }
    const shown = scope(() =>
      first
        .flatMap(samplesIn)
        .slice(0, samples)
        .map((sample) => ({ ...tile(sample), path: sample.path ?? null })),
    );
    const again = isDataset(source) && indices.length >= shown.length ? source : null;
    if (again === null && own.draws !== undefined && own.draws > 1) {
      throw PREVIEW.error(
        "`draws` would show nothing more: the loader is your own, and gives no sample again; leave it out.",
      );
    }
    const later = again === null ? [] : Array.from({ length: draws - 1 }, (_, epoch) => epoch + 1);
    const plain = again === null ? null : notAugmented(prepared, again);
    const drawn = async (from: Dataset<unknown>, index: number, epoch: number): Promise<Tensor> => {
      throwIfAborted(signal, OPERATION);
      const sample = (await from.get(index, { rng: rngOfSample(seed, epoch, index), signal })) as AnySample;
      try {
        return tile(sample).image;
      } finally {
        freeBatch(sample);
      }
    };
    const rows: PreviewRow[] = [];
    for (const [at, { image, text, path: file }] of shown.entries()) {
      const index = indices[at] as number;
      const images = plain === null ? [image] : [await drawn(plain, index, 0), image];
      for (const epoch of later) images.push(await drawn(again as Dataset<unknown>, index, epoch));
      rows.push({ name: file === null ? "" : path.basename(file), path: file, text, images });
    }
    const columns = [
      ...(plain === null ? [] : ["not augmented"]),
      ...[0, ...later].map((epoch) => `epoch ${epoch + 1}`),
    ];
    const mixers = mixing.make(options, { watched: { task, classes } });
    const mixed: PreviewImage[] = [];
    if (mixers.length > 0 && first.length > 0) {
      const random = new RunRandom(deviceOf(model));
      try {
        random.seed(Rng.derive(seed, 1).nextUint32()); // as `fit` begins its first epoch
        scope(() => {
          const batch = random.within(() =>
            mixers.reduce<unknown>((one, part) => part.transformBatch?.(one, undefined as never), first[0]),
          );
          for (const sample of samplesIn(batch).slice(0, samples)) mixed.push(tile(sample));
        });
      } finally {
        random.dispose();
      }
    }
    return new Preview({ columns, rows, mixed, notes: [...notes], task: task.name, seed, edge });
  } catch (error) {
    for (const image of made) image.dispose();
    throw error;
  } finally {
    for (const batch of first) train.release(batch);
  }
}

function noImages(): DatasetError {
  return new DatasetError(
    `${OPERATION}: the batches hold no images { images }, (N, C, H, W) or a list of (C, H, W), so there is nothing to show`,
    { operation: OPERATION },
  );
}

/** The images of a batch, as parts of it; none where it has no images. */
function imagesIn(batch: unknown): readonly Tensor[] {
  const { images } = (batch ?? {}) as { images?: Tensor | readonly Tensor[] };
  if (Array.isArray(images)) return images;
  if (!(images instanceof Tensor) || images.ndim !== 4) return [];
  return Array.from({ length: images.shape[0] as number }, (_, i) => images.select(0, i));
}

/** The samples of a batch of any task, as parts of it. */
function samplesIn(batch: unknown): AnySample[] {
  const { labels, targets, masks, paths } = (batch ?? {}) as {
    labels?: Tensor;
    targets?: Tensor | readonly DetectionTarget[];
    masks?: Tensor;
    paths?: readonly string[];
  };
  const numbers = (one: Tensor | undefined): unknown[] | undefined =>
    one?.cpu().toArray() as unknown[] | undefined;
  const [ofClasses, ofTargets] = [numbers(labels), targets instanceof Tensor ? numbers(targets) : undefined];
  return imagesIn(batch).map((image, i) => ({
    image,
    ...(paths?.[i] !== undefined && { path: paths[i] }),
    ...(ofClasses !== undefined && { label: labelOf(ofClasses[i]) }),
    ...(ofTargets !== undefined && { targets: ofTargets[i] as number[] }),
    ...(Array.isArray(targets) && { target: targets[i] as DetectionTarget }),
    ...(masks instanceof Tensor && { mask: masks.select(0, i) }),
  }));
}

function labelOf(value: unknown): number | readonly number[] {
  return Array.isArray(value) ? (value as number[]) : Number(value);
}

/** The training part with the transform that draws nothing; null where the data has none. */
function notAugmented<T>(data: unknown, train: T): T | null {
  const { valTransform } = (data ?? {}) as { valTransform?: TransformLike };
  const { withTransform } = train as { withTransform?: (transform: TransformLike) => T };
  if (valTransform === undefined || withTransform === undefined) return null;
  return withTransform.call(train, valTransform);
}

function factsOf(name: string, classes: readonly string[], data: FitData): SampleFacts {
  const { kind: of, ignoreIndex, units } = (data.task ?? {}) as Record<string, never>;
  return { task: name, classes, kind: of, ignoreIndex, units };
}
