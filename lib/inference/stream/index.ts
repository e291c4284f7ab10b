/**
 * `models.stream`: masks of frames as they come, with a bound on how late they may be.
 *
 * Where frames come from is in frames.ts, which of them are taken in arrivals.ts. A forward runs on the calling thread
 * and holds it up for as long as it takes; between frames the event loop goes on. A worker thread keeps it free.
 */

import {
  abortSignal,
  boolean,
  either,
  type Kinds,
  kind,
  listOf,
  number,
  oneOf,
  plainObject,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { count, moduleKind, pairKind } from "../../models/option-kinds.ts";
import { originOf } from "../../models/origin.ts";
import type { SegmentationOutputs } from "../../models/segmentation/base.ts";
import { segmentationLogits } from "../../models/segmentation/outputs.ts";
import { abortError, throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { deviceKind } from "../../tensor/argument-kinds.ts";
import { chooseDevice } from "../../tensor/device.ts";
import {
  type Device,
  type DeviceChoice,
  fromTypedArray,
  inferenceMode,
  scope,
  Tensor,
  tensor,
  torch,
} from "../../tensor/index.ts";
import { type MaskOverlayOptions, maskOverlay, readImage, transforms } from "../../vision/index.ts";
import { moveForInference } from "../claims.ts";
import { checkFinite } from "../inside/non-finite.ts";
import { FusedConv2d } from "../optimize/fused-conv.ts";
import { optimizeForInference } from "../optimize/index.ts";
import { breathe, deviceOf } from "../running.ts";
import type { PixelModel } from "../sliding-window.ts";
import { InTurn, Newest } from "./arrivals.ts";
import type { RawFrame } from "./frames.ts";

export {
  type RawFrame,
  type RawVideoOptions,
  rawVideoFrames,
  type VideoOptions,
  videoFrames,
} from "./frames.ts";

/** A frame: raw pixels, the path of an image, or uint8 (3, H, W); raw pixels alone where `frameSize` is given. */
export type Frame = RawFrame | Uint8Array | string | Tensor;

/** Options of {@link stream}. */
export interface StreamOptions {
  /** Height and width of the network's input, or both in one number, in pixels. Default: the frame's own. */
  size?: number | readonly [height: number, width: number];
  /** Height and width of frames given as bytes alone. */
  frameSize?: readonly [height: number, width: number];
  /** Default: where the model is. */
  device?: DeviceChoice;
  /** What the frames are normalised with. Default: as the published weights want it, else ImageNet's. */
  mean?: readonly number[];
  std?: readonly number[];
  /** "binary" for one output, else "multiclass"; by the network's outputs if not given. */
  kind?: "binary" | "multiclass";
  /** Above which probability a pixel is in a mask of `binary`. Default 0.5. */
  threshold?: number;
  /**
   * What becomes of frames that come while another is being worked on. "drop" (default): the newest wait, the others are
   * left out; "wait": all are taken, in order, the source waits. Files want "wait", cameras "drop".
   */
  onLate?: "drop" | "wait";
  /** How many frames may wait with "drop". Default 1. */
  maxQueue?: number;
  /** Draw the mask over the frame: true, or how. Default false. */
  overlay?: boolean | MaskOverlayOptions;
  /** Whether an optimised copy of the network is run, see optimizeForInference. Default true. */
  optimize?: boolean;
  /** Dtype of the optimised copy. */
  dtype?: "float32" | "bfloat16" | "float16";
  signal?: AbortSignal;
}

/** Where the time of one frame went, in milliseconds. */
export interface FrameTimings {
  /** From its arrival until work on it began. */
  waitMs: number;
  /** Reading, resizing and normalising. */
  preprocessMs: number;
  inferMs: number;
  /** The mask at the frame's size, and the overlay. */
  postMs: number;
  /** From its arrival until its mask. */
  totalMs: number;
}

/** What a network sees in one frame. */
export interface FrameResult {
  /** Number of the frame in its source, from 0; numbers are missing where frames were left out. */
  index: number;
  /** Seconds, where the source knows it. */
  time?: number;
  /** The file, for frames given as paths. */
  path?: string;
  /** Pixels of frame and mask. */
  width: number;
  height: number;
  /** Class numbers row by row; of `binary` 0 and 1. */
  mask: Uint8Array;
  /** rgb24 as a frame's, where `overlay` asks for it. */
  overlay?: Uint8Array;
  timings: FrameTimings;
  /** Frames left out so far. */
  dropped: number;
}

/** Figures of a stream so far. */
export interface StreamStats {
  /** Frames that have masks. */
  frames: number;
  dropped: number;
  seconds: number;
  /** Masks a second, from the first frame taken to the last mask. */
  fps: number;
  /** From arrival to mask, in milliseconds; null before the first. */
  latency: { p50: number; p95: number } | null;
}

const OPERATION = "models.stream";

const edges = kind<number | readonly [number, number]>(
  "whole pixels, one number or [height, width]",
  (v) => count.accepts(v) || pairKind.accepts(v),
);
const statistics = listOf(number);
const OPTIONS: Kinds<StreamOptions> = {
  size: edges,
  frameSize: pairKind,
  device: deviceKind,
  mean: statistics,
  std: statistics,
  kind: kind(
    '"binary" or "multiclass" (a frame has one mask, for several use models.segment)',
    (v) => v === "binary" || v === "multiclass",
  ),
  threshold: kind("a number above 0 and below 1", (v) => typeof v === "number" && v > 0 && v < 1),
  onLate: oneOf("drop", "wait"),
  maxQueue: count,
  overlay: either(boolean, plainObject<MaskOverlayOptions>("how to draw the mask, as an object")),
  optimize: boolean,
  dtype: oneOf("float32", "bfloat16", "float16"),
  signal: abortSignal,
};
const TAKES = signature<StreamOptions>(OPERATION, { takes: { model: moduleKind }, options: OPTIONS });
const MADE = signature("models.MaskStream", {
  takes: {
    model: moduleKind,
    options: plainObject("the options of models.stream"),
    from: plainObject("device, mean and std"),
  },
});
const RUN = signature("models.MaskStream.run", {
  takes: { source: kind("a source of frames, such as models.videoFrames gives", isIterable) },
});
const STATS = signature("models.MaskStream.stats");

function isIterable(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value)
  );
}
/** How many latencies the figures are of, the last ones. */
const LATENCIES = 10_000;

/** Masks of frames, in the order in which they were taken. Made by {@link stream}. */
export class MaskStream {
  readonly #model: PixelModel;
  readonly #options: StreamOptions;
  readonly #mean: readonly number[];
  readonly #std: readonly number[];
  readonly #device: Device;
  readonly #latencies: number[] = [];
  #frames = 0;
  #dropped = 0;
  #started: number | null = null;
  #ended = 0;

  /** `model` is on `device`. */
  constructor(
    model: PixelModel,
    options: StreamOptions,
    from: { device: Device; mean: readonly number[]; std: readonly number[] },
    ...rest: []
  ) {
    MADE.read(rest);
    MADE.check(model, options, from);
    TAKES.named(options);
    this.#model = model;
    this.#options = options;
    this.#device = from.device;
    this.#mean = from.mean;
    this.#std = from.std;
  }

  /**
   * Takes frames and gives their masks. Stopping early ends the source: a program that makes the frames ends too.
   *
   * @throws what the source throws, after the masks of the frames before; ArgumentError and ShapeError for frames that
   *   are none or that the network cannot take; AbortError when the signal says so
   */
  run(
    source: AsyncIterable<Frame> | Iterable<Frame>,
    ...rest: []
  ): AsyncGenerator<FrameResult, void, undefined> {
    RUN.read(rest);
    RUN.check(source);
    return this.#run(source);
  }

  async *#run(source: AsyncIterable<Frame> | Iterable<Frame>): AsyncGenerator<FrameResult, void, undefined> {
    const { onLate = "drop", maxQueue = 1, signal } = this.#options;
    const arrivals = onLate === "drop" ? new Newest(source, maxQueue) : new InTurn(source);
    const droppedBefore = this.#dropped;
    try {
      for (;;) {
        throwIfAborted(signal, OPERATION);
        const arrival = await untilAborted(arrivals.take(), signal);
        if (arrival === null) return;
        this.#started ??= arrival.at;
        const result = await this.#one(arrival.item, arrival.index, arrival.at);
        this.#dropped = droppedBefore + arrivals.dropped;
        this.#frames++;
        this.#ended = performance.now();
        this.#latencies.push(result.timings.totalMs);
        if (this.#latencies.length > LATENCIES) this.#latencies.shift();
        yield { ...result, dropped: this.#dropped };
        await breathe();
      }
    } finally {
      this.#dropped = droppedBefore + arrivals.dropped;
      const closed = arrivals.close();
      // A source that is stuck must not keep a caller who gave up.
      if (signal?.aborted) closed.catch(() => {});
      else await closed;
    }
  }

  /** Figures of all frames so far. */
  stats(...rest: []): StreamStats {
    STATS.read(rest);
    const seconds = this.#started === null ? 0 : Math.max(0, this.#ended - this.#started) / 1000;
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
    return {
      frames: this.#frames,
      dropped: this.#dropped,
      seconds,
      fps: seconds > 0 ? this.#frames / seconds : 0,
      latency: sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) },
    };
  }

  #one(frame: Frame, index: number, at: number): Promise<Omit<FrameResult, "dropped">> {
    return scope(async () => {
      const started = performance.now();
      const image = await this.#read(frame, index); // (3, H, W)
      const [height, width] = image.shape.slice(-2) as [number, number];
      const input = inferenceMode(() => this.#prepared(image));
      const prepared = performance.now();
      const logits = this.#logits(input);
      // On a GPU the work is only done when something waits for it.
      if (logits.device !== "cpu") await logits.select(3, 0).select(2, 0).cpu().dataAsync();
      checkFinite(`${OPERATION}: frame ${index}`, this.#model, input, logits);
      const inferred = performance.now();
      const mask = inferenceMode(() => this.#mask(logits, [height, width], index)); // (H, W) uint8
      const overlay = this.#overlay(image, mask);
      const bytes = mask.data() as Uint8Array; // of uint8
      const ended = performance.now();
      return {
        index,
        ...(typeof frame === "string" ? { path: frame } : {}),
        ...(isRaw(frame) && frame.time !== undefined ? { time: frame.time } : {}),
        width,
        height,
        mask: bytes,
        ...(overlay === null ? {} : { overlay }),
        timings: {
          waitMs: started - at,
          preprocessMs: prepared - started,
          inferMs: inferred - prepared,
          postMs: ended - inferred,
          totalMs: ended - at,
        },
      };
    });
  }

  #logits(input: Tensor): Tensor {
    const model = this.#model;
    // An optimised network has no modes of its own.
    const forward = (): Tensor | SegmentationOutputs => model.forward(input);
    return inferenceMode(() => segmentationLogits(inEvalMode(model, forward)).float());
  }

  async #read(frame: Frame, index: number): Promise<Tensor> {
    if (typeof frame === "string") return readImage(frame, { signal: this.#options.signal });
    if (frame instanceof Tensor) {
      if (frame.ndim === 3 && frame.shape[0] === 3 && frame.dtype === "uint8") return frame;
      throw new ShapeError(
        `${OPERATION}: expected frame ${index} as uint8 (3, H, W), got ${frame.dtype} [${frame.shape}]`,
        { operation: OPERATION },
      );
    }
    const { data, width, height } = this.#raw(frame, index);
    if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
      throw new ShapeError(
        `${OPERATION}: expected width and height of frame ${index} in whole pixels from 1, got ${width} x ${height}`,
        { operation: OPERATION },
      );
    }
    if (data.length !== width * height * 3) {
      throw new ShapeError(
        `${OPERATION}: expected ${width * height * 3} bytes for frame ${index} of ${width} x ${height} pixels, got ` +
          `${data.length}`,
        { operation: OPERATION },
      );
    }
    return fromTypedArray(data, [height, width, 3]).permute([2, 0, 1]); // (H, W, 3) -> (3, H, W)
  }

  #raw(frame: RawFrame | Uint8Array, index: number): RawFrame {
    if (isRaw(frame)) return frame;
    const { frameSize } = this.#options;
    if (frame instanceof Uint8Array && frameSize !== undefined) {
      return { data: frame, height: frameSize[0], width: frameSize[1] };
    }
    throw new ArgumentError(
      `${OPERATION}: frame ${index} is neither { data, width, height } nor a path nor a tensor` +
        `${frame instanceof Uint8Array ? "; give frameSize for bytes alone" : ""}`,
      { operation: OPERATION },
    );
  }

  /** (3, H, W) uint8 -> (1, 3, h, w) */
  #prepared(image: Tensor): Tensor {
    const { size } = this.#options;
    let x = image.to(this.#device).float().unsqueeze(0);
    if (size !== undefined) {
      const wanted = typeof size === "number" ? [size, size] : [...size];
      const isSame = wanted[0] === x.shape[2] && wanted[1] === x.shape[3];
      if (!isSame) {
        x = nn.functional.interpolate(x, {
          size: wanted,
          mode: "bilinear",
          alignCorners: false,
          antialias: true,
        });
      }
    }
    const of = (values: readonly number[]): Tensor =>
      tensor([...values], { device: this.#device })
        .mul(255)
        .view([1, values.length, 1, 1]);
    return x.sub_(of(this.#mean)).div_(of(this.#std));
  }

  /** Logits (1, K, h, w) -> (H, W) uint8 */
  #mask(logits: Tensor, size: readonly [number, number], index: number): Tensor {
    const { threshold = 0.5 } = this.#options;
    const outputs = logits.shape[1] as number;
    const kind = this.#options.kind ?? (outputs === 1 ? "binary" : "multiclass");
    if (logits.ndim !== 4 || (kind === "binary" && outputs !== 1) || outputs > 256) {
      throw new ShapeError(
        `${OPERATION}: expected logits (1, K, h, w) for frame ${index}, K 1 for "binary" and up to 256 for "multiclass", ` +
          `got [${logits.shape}] for "${kind}"`,
        { operation: OPERATION },
      );
    }
    const fits = logits.shape[2] === size[0] && logits.shape[3] === size[1];
    const sized = fits
      ? logits
      : nn.functional.interpolate(logits, { size, mode: "bilinear", alignCorners: false });
    const plane = sized.select(0, 0); // (K, H, W)
    if (kind === "multiclass") return plane.argmax(0).to("uint8").cpu();
    return plane
      .select(0, 0)
      .gt(Math.log(threshold / (1 - threshold)))
      .to("uint8")
      .cpu();
  }

  #overlay(image: Tensor, mask: Tensor): Uint8Array | null {
    const { overlay = false } = this.#options;
    if (overlay === false) return null;
    const drawn = maskOverlay(image, mask, overlay === true ? {} : overlay);
    return torch.permute(drawn, [1, 2, 0]).data() as Uint8Array; // (3, H, W) -> (H, W, 3), of uint8
  }
}

function isRaw(frame: unknown): frame is RawFrame {
  return (
    typeof frame === "object" && frame !== null && "data" in frame && "width" in frame && "height" in frame
  );
}

/** What comes first: the value, or the signal's AbortError. */
async function untilAborted<T>(value: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return value;
  let onAbort: () => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(abortError(OPERATION, signal));
    signal.addEventListener("abort", onAbort);
  });
  value.catch(() => {}); // of a source that fails after it was given up
  try {
    return await Promise.race([value, stopped]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * A network made ready for frames of a video or a camera: bounded latency, masks at the frames' size, timings.
 *
 * An optimised copy of the network is run, unless it is one already or `optimize` is false.
 *
 * @throws DeviceError for a device that cannot be used, ArgumentError for options it does not know, and a network in
 *   training mode where a copy is to be optimised
 *
 * @example
 * const live = models.stream(model.eval(), { size: 256, onLate: "wait" });
 * for await (const { index, mask, timings } of live.run(models.videoFrames("colonoscopy.mp4"))) {
 *   console.log(index, timings.totalMs);
 * }
 * console.log(live.stats().fps);
 */
export function stream(model: PixelModel, ...rest: Rest<StreamOptions>): MaskStream {
  const options = TAKES.read(rest);
  TAKES.check(model);
  check(options);
  const { device, optimize = true, dtype } = options;
  if (device !== undefined) moveForInference(OPERATION, model, chooseDevice(device), deviceOf(model));
  const isReady = [...model.modules()].some((module) => module instanceof FusedConv2d);
  const meta = originOf(model)?.entry?.meta;
  const { mean = meta?.mean ?? transforms.IMAGENET_MEAN, std = meta?.std ?? transforms.IMAGENET_STD } =
    options;
  const own = [...model.parameters()][0]?.device ?? chooseDevice(device ?? "cpu");
  const network =
    optimize && !isReady ? optimizeForInference(model, dtype === undefined ? {} : { dtype }) : model;
  return new MaskStream(network, options, { device: own, mean, std });
}

function check({ optimize = true, dtype }: StreamOptions): void {
  if (optimize || dtype === undefined) return;
  throw TAKES.error("dtype belongs to the optimised copy; leave it out, or optimize: false.");
}
