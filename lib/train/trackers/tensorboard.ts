/** TensorBoard's event files: a writer of one's own, and the part of a run that writes its epochs and steps. */
import { boolean, integerFrom, noMore, number, type Rest, signature, string } from "../../edge/index.ts";
import { numbers, type Values, valuesKind } from "../../metrics/shared/values.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, scope, Tensor } from "../../tensor/index.ts";
import { encodePixels } from "../../vision/image.ts";
import { imageGrid } from "../../vision/index.ts";
import type { EpochContext, RunContext, RunPart, StepContext } from "../part.ts";
import { asRecord } from "../parts/state.ts";
import { scoresOf } from "../ranked-scores.ts";
import type { TaskReport } from "../tasks/task.ts";
import { EventFile } from "./event-file.ts";
import { histogramSummary, imageSummary, prCurveSummary, scalarSummary } from "./events.ts";

const SCALAR = signature("TensorBoardWriter.scalar", {
  takes: { tag: string, value: number, step: integerFrom(0) },
});
const IMAGE = signature("TensorBoardWriter.image", {
  takes: { tag: string, image: tensorKind, step: integerFrom(0) },
});
const HISTOGRAM = signature<{ bins?: number }>("TensorBoardWriter.histogram", {
  takes: { tag: string, values: valuesKind, step: integerFrom(0) },
  options: { bins: integerFrom(1) },
});
const PR_CURVE = signature<{ thresholds?: number }>("TensorBoardWriter.prCurve", {
  takes: { tag: string, scores: valuesKind, labels: valuesKind, step: integerFrom(0) },
  options: { thresholds: integerFrom(2) },
});
/** TensorBoard's own number of thresholds of a curve. */
const CURVE_THRESHOLDS = 127;

const NEW = signature("TensorBoardWriter", { takes: { dir: string } });

/**
 * Writes event files that TensorBoard opens: `tensorboard --logdir runs`.
 *
 * @example
 * const writer = new train.TensorBoardWriter("runs/tb");
 * await writer.scalar("val/auc", 0.91, 100);
 * await writer.prCurve("val/pr", scores, labels, 100);
 * await writer.close();
 */
export class TensorBoardWriter {
  readonly dir: string;
  readonly #events: EventFile;

  /** @param dir a folder, which is made where it is missing; each writer has a file of its own in it */
  constructor(dir: string, ...rest: []) {
    NEW.read(rest);
    NEW.check(dir);
    this.dir = dir;
    this.#events = new EventFile(dir);
  }

  /** A number at a step. */
  async scalar(tag: string, value: number, step: number, ...rest: []): Promise<void> {
    SCALAR.read(rest);
    SCALAR.check(tag, value, step);
    await this.#events.add(step, [scalarSummary(tag, value)]);
  }

  /** An image (3, H, W) or (1, H, W), uint8 or floating in [0, 1], as PNG. */
  async image(tag: string, image: Tensor, step: number, ...rest: []): Promise<void> {
    IMAGE.read(rest);
    IMAGE.check(tag, image, step);
    const grid = scope(() => {
      const tile = image.detach().cpu();
      return bytesOf(imageGrid(tile.unsqueeze(0), { padding: 0 }));
    });
    const { data, height, width } = grid;
    const png = await encodePixels(data, { width, height, channels: 3 }, "png");
    await this.#events.add(step, [imageSummary(tag, png, [height, width])]);
  }

  /**
   * How numbers are spread, in bins of one width. Default 30 bins.
   *
   * @throws ArgumentError for none, and what is not finite
   */
  async histogram(
    tag: string,
    values: Values,
    step: number,
    ...rest: Rest<{ bins?: number }>
  ): Promise<void> {
    const { bins = 30 } = HISTOGRAM.read(rest);
    HISTOGRAM.check(tag, values, step);
    await this.#events.add(step, [
      histogramSummary(tag, countedIn(numbers(HISTOGRAM, "values", values, { finite: true }), bins)),
    ]);
  }

  /**
   * A precision-recall curve, for the plugin of that name. Default 127 thresholds.
   *
   * @param scores (N) from 0 to 1
   * @param labels (N) 0 and 1
   * @throws ArgumentError for lists of several lengths, none, scores beyond 0 to 1
   */
  async prCurve(
    tag: string,
    scores: Values,
    labels: Values,
    step: number,
    ...rest: Rest<{ thresholds?: number }>
  ): Promise<void> {
    const { thresholds = CURVE_THRESHOLDS } = PR_CURVE.read(rest);
    PR_CURVE.check(tag, scores, labels, step);
    const given = numbers(PR_CURVE, "scores", scores);
    const truth = numbers(PR_CURVE, "labels", labels, { length: given.length });
    if (given.some((score) => score < 0 || score > 1)) throw PR_CURVE.error("scores lie between 0 and 1.");
    if (truth.some((label) => label !== 0 && label !== 1)) throw PR_CURVE.error("labels are 0 and 1.");
    await this.#events.add(step, [prCurveSummary(tag, given, truth, thresholds)]);
  }

  /** Writes what is held; a writer may be used again afterwards. */
  async close(...rest: []): Promise<void> {
    noMore("TensorBoardWriter.close", rest);
    await this.#events.flush();
  }
}

/** Numbers in bins of one width. */
function countedIn(values: Float64Array, bins: number) {
  let [low, high, sum, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
    squares += value * value;
  }
  const width = (high - low) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const at = Math.min(bins - 1, Math.floor((value - low) / width));
    counts[at] = (counts[at] as number) + 1;
  }
  // The first limit only says where the first bin begins.
  const limits = [
    low,
    ...counts.map((_, i) => (i === bins - 1 && high > low ? high : low + (i + 1) * width)),
  ];
  return { low, high, count: values.length, sum, squares, limits, counts: [0, ...counts] };
}

function bytesOf(image: Tensor): { data: Uint8Array; height: number; width: number } {
  const [, height = 1, width = 1] = image.shape;
  return { data: image.permute([1, 2, 0]).contiguous().bytes(), height, width };
}

/** Options of {@link tensorboard}. */
export interface TensorBoardOptions {
  /** Optimizer steps from one loss and rate that are written to the next; 0 for epochs alone. Default 10. */
  steps?: number;
  /** Whether the parameters' values are written as histograms after each epoch. Default false. */
  histograms?: boolean;
  /** So many images of each epoch's first batch, as the network gets them. Default 0. */
  images?: number;
}

const TENSORBOARD = signature<TensorBoardOptions>("train.tensorboard", {
  takes: { dir: string },
  options: { steps: integerFrom(0), histograms: boolean, images: integerFrom(0) },
  advice: { logDir: "it is the first argument", flushSecs: "it is written after each epoch" },
});

/**
 * A part of a run that writes what TensorBoard shows: losses and rates of steps, every figure of the epochs (`train/loss`, `val/auc`) at
 * the run's optimizer steps, and on request histograms of the parameters and images of batches; when the run ends the precision-recall
 * curves of the last validation of classes and labels (`val/CLASS`). A resumed run goes on where its
 * checkpoint was: what was written beyond it is void.
 *
 * @param dir folder of the event files
 *
 * @example
 * await train.fit(model, data, { epochs: 5, parts: [train.tensorboard("runs/tb", { histograms: true })] });
 */
export function tensorboard(dir: string, ...rest: Rest<TensorBoardOptions>): RunPart {
  const options = TENSORBOARD.read(rest);
  TENSORBOARD.check(dir);
  return new TensorBoardPart(dir, options);
}

class TensorBoardPart implements RunPart {
  readonly name = "tensorboard";
  readonly #options: Required<TensorBoardOptions>;
  readonly #dir: string;
  #writer: EventFile;
  /** Optimizer steps done. */
  #step = 0;
  #isResumed = false;
  #pictured = 0;
  /** Of the last validation. */
  #report: TaskReport | null = null;
  /** Of the epoch's first batch, until its step is over. */
  #images: { data: Uint8Array; height: number; width: number } | null = null;

  constructor(dir: string, { steps = 10, histograms = false, images = 0 }: TensorBoardOptions) {
    this.#dir = dir;
    this.#options = { steps, histograms, images };
    this.#writer = new EventFile(dir);
  }

  state(): unknown {
    return { step: this.#step };
  }

  restore(state: unknown): void {
    this.#step = Number(asRecord(state).step);
    this.#isResumed = true;
  }

  start(): void {
    if (!this.#isResumed) this.#step = 0;
    this.#isResumed = false;
    this.#writer = new EventFile(this.#dir);
    this.#pictured = 0;
    this.#report = null;
    this.#writer.begin(this.#step === 0 ? 0 : this.#step + 1);
  }

  transformBatch(batch: unknown, { epoch }: StepContext): unknown {
    if (this.#options.images === 0 || epoch === this.#pictured) return batch;
    this.#pictured = epoch;
    const { images } = (batch ?? {}) as { images?: unknown };
    if (images instanceof Tensor && images.ndim === 4 && [1, 3].includes(images.shape[1] as number))
      this.#images = scope(() => bytesOf(imageGrid(stretched(images.slice(0, 0, this.#options.images)))));
    return batch;
  }

  async afterStep(step: StepContext): Promise<void> {
    this.#step = step.step + 1;
    const at = this.#step;
    if (this.#images !== null) {
      const { data, height, width } = this.#images;
      this.#images = null;
      const png = await encodePixels(data, { width, height, channels: 3 }, "png");
      await this.#writer.add(at, [imageSummary("train/images", png, [height, width])]);
    }
    const { steps } = this.#options;
    if (steps === 0 || at % steps !== 0) return;
    const { lr } = step;
    step.whenRead((loss) =>
      this.#writer.add(at, [scalarSummary("step/loss", loss), scalarSummary("step/lr", lr)]),
    );
  }

  async afterEpoch({ run, record, step, report }: EpochContext): Promise<void> {
    if (report !== null) this.#report = report;
    const values = Object.entries(record.figures).flatMap(([name, value]) =>
      value === null ? [] : [scalarSummary(name.replace(".", "/"), value)],
    );
    const facts = [
      scalarSummary("epoch/number", record.epoch),
      scalarSummary("epoch/seconds", record.seconds),
    ];
    await this.#writer.add(step, [...values, ...facts]);
    if (this.#options.histograms) await this.#parameters(run, step);
    await this.#writer.flush();
  }

  async #parameters({ model }: RunContext, step: number): Promise<void> {
    for (const [name, parameter] of model.namedParameters()) {
      const values = noGrad(() =>
        scope(() => Float64Array.from(parameter.detach().cpu().double().contiguous().data() as Float64Array)),
      );
      if (values.length === 0 || !values.every(Number.isFinite)) continue;
      await this.#writer.add(step, [histogramSummary(`parameters/${name}`, countedIn(values, 30))]);
    }
  }

  async end(): Promise<void> {
    const curves = this.#report === null ? null : scoresOf(this.#report);
    for (const { name, scores, labels } of curves ?? []) {
      if (scores.length === 0 || !scores.every(Number.isFinite)) continue;
      const curve = prCurveSummary(`val/${name}`, scores, Float64Array.from(labels), CURVE_THRESHOLDS);
      await this.#writer.add(this.#step, [curve]);
    }
    await this.#writer.flush();
  }
}

/** Images each from their least to their greatest value, as normalised ones are beyond 0 to 1. */
function stretched(images: Tensor): Tensor {
  const flat = images.detach().cpu().float().flatten(1);
  const [low, high] = [flat.amin([1], true), flat.amax([1], true)];
  return flat.sub(low).div(high.sub(low).clamp(1e-12)).view(images.shape);
}
