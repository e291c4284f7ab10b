/** A training sample as a picture: the network's input as an image again, with its mask or its boxes drawn in, and what it is. */

import * as nn from "../../nn/index.ts";
import { scope, Tensor, tensor } from "../../tensor/index.ts";
import {
  type Color,
  type DetectionTarget,
  drawBoxes,
  maskOverlay,
  maskPalette,
  type TransformLike,
  transforms,
} from "../../vision/index.ts";

/** What the data says of its samples, as its task's facts. */
export interface SampleFacts {
  /** Name of the task; of a task of the user's own null. */
  readonly task: string | null;
  readonly classes: readonly string[];
  /** Of masks: `binary`, `multiclass` or `multilabel`. */
  readonly kind?: string;
  readonly ignoreIndex?: number | null;
  /** Of numbers. */
  readonly units?: readonly (string | null | undefined)[];
}

/** A sample of any task, as data sets give it or a batch holds it. */
export interface AnySample {
  image: Tensor;
  /** Index of a class, or the share of each. */
  label?: number | readonly number[];
  targets?: readonly number[];
  mask?: Tensor;
  target?: DetectionTarget;
  path?: string;
}

/** A picture of a sample; the caller owns the image. */
export interface Tile {
  /** uint8 (3, h, w). */
  image: Tensor;
  /** What the sample is, in words; "" where nothing is to be said. */
  text: string;
  /** How its values became pixels, where they are neither in [0, 1] nor normalised by a mean that the transform names. */
  note: string | null;
}

type Size = [height: number, width: number];

/** Share of a mask's colour. */
const ALPHA = 0.45;

/** What a transform normalises with, as its options or its steps say it; null where they do not. */
function normalisationOf(
  transform: TransformLike | null,
): { mean: readonly number[]; std: readonly number[] } | null {
  if (transform instanceof transforms.Compose) {
    return transform.transforms.map(normalisationOf).findLast((one) => one !== null) ?? null;
  }
  if (transform instanceof transforms.Normalize) return transform;
  const { mean, std } =
    (transform as { options?: { mean?: number[]; std?: number[] } } | null)?.options ?? {};
  return mean === undefined || std === undefined ? null : { mean, std };
}

/** How values of a network's input are made pixels in [0, 1] again. */
function unitOf(input: Tensor, transform: TransformLike | null): { unit: Tensor; isStretched: boolean } {
  if (input.dtype === "uint8") return { unit: input.float().div(255), isStretched: false };
  const { mean, std } = normalisationOf(transform) ?? {};
  const channels = input.shape[0] as number;
  const values = input.detach().float();
  if (mean?.length === channels && std?.length === channels) {
    const of = (list: readonly number[]): Tensor => tensor([...list]).view([channels, 1, 1]);
    return { unit: values.mul(of(std)).add(of(mean)).clamp(0, 1), isStretched: false };
  }
  const [low, high] = [Number(values.min().item()), Number(values.max().item())];
  if (low >= 0 && high <= 1) return { unit: values, isStretched: false };
  return { unit: values.sub(low).div(high - low || 1), isStretched: true };
}

/** A network's input as an image in [0, 1]: by the mean and deviation that its transform names, else by its own range. */
export function shownAgain(input: Tensor, transform: TransformLike | null): Tensor {
  return scope(() => unitOf(input.cpu(), transform).unit);
}

/** The picture of a sample, its longer edge at most `edge` pixels. */
export function tileOf(
  sample: AnySample,
  transform: TransformLike | null,
  facts: SampleFacts,
  edge: number,
): Tile {
  let note: string | null = null;
  const image = scope(() => {
    const { unit, isStretched } = unitOf(sample.image.cpu(), transform);
    const channels = unit.shape[0] as number;
    const three = channels === 1 || channels === 3 ? unit : unit.slice(0, channels >> 1, (channels >> 1) + 1);
    if (three !== unit) note = `of ${channels} channels the one in the middle is shown`;
    else if (isStretched) note = "values are stretched from the least to the greatest of an image";
    const from = unit.shape.slice(1) as Size;
    const factor = Math.min(1, edge / Math.max(...from));
    const size = from.map((one) => Math.max(1, Math.round(one * factor))) as Size;
    const small = resized(three, size, "bilinear")
      .expand([3, ...size])
      .clamp(0, 1);
    return annotated(small, sample, from, facts);
  });
  return { image, text: textOf(sample, facts), note };
}

/** The image with the sample's mask, or its objects, at the image's size. */
function annotated(image: Tensor, { mask, target }: AnySample, from: Size, facts: SampleFacts): Tensor {
  const bytes = image.mul(255).round().to("uint8");
  const size = image.shape.slice(1) as Size;
  if (mask instanceof Tensor) {
    const isLayers = mask.ndim === 3;
    const small = resized((isLayers ? mask : mask.unsqueeze(0)).cpu().float(), size, "nearest");
    const drawn = isLayers ? small.gt(0.5) : small.select(0, 0).round().long();
    return maskOverlay(bytes, drawn, { alpha: ALPHA, ignoreIndex: facts.ignoreIndex ?? null });
  }
  if (target === undefined) return bytes;
  const { boxes, labels, masks } = target;
  const numbers = labels.cpu().toArray() as number[];
  if (numbers.length === 0) return bytes;
  const names = numbers.map((label) => facts.classes[label - 1] ?? `${label}`);
  // A class has its colour in every picture.
  const palette = maskPalette(Math.max(...numbers, facts.classes.length) + 1);
  const colors = numbers.map((label) => palette[label] as Color);
  const filled =
    masks === undefined
      ? bytes
      : maskOverlay(bytes, resized(masks.cpu().float(), size, "nearest").gt(0.5), {
          alpha: ALPHA,
          colors: [palette[0] as Color, ...colors],
        });
  const [down, across] = [size[0] / from[0], size[1] / from[1]];
  const corners = boxes.cpu().mul(tensor([across, down, across, down], { dtype: boxes.dtype as "float32" }));
  return drawBoxes(filled, corners, { labels: names, colors });
}

/** Planes (C, H, W) at another size. */
function resized(planes: Tensor, size: Size, mode: "bilinear" | "nearest"): Tensor {
  if (planes.shape[1] === size[0] && planes.shape[2] === size[1]) return planes;
  const antialias = mode === "bilinear" ? { antialias: true } : {};
  return nn.functional.interpolate(planes.unsqueeze(0), { size: [...size], mode, ...antialias }).select(0, 0);
}

/** What a sample is. */
function textOf({ label, targets, target }: AnySample, { task, classes, units }: SampleFacts): string {
  if (target !== undefined) {
    const count = target.boxes.shape[0] as number;
    return `${count} ${count === 1 ? "object" : "objects"}`;
  }
  if (targets !== undefined && task === "regression") {
    return targets
      .map(
        (value, k) =>
          `${classes[k]} ${Number.isNaN(value) ? "not known" : shown(value)}${units?.[k] ? ` ${units[k]}` : ""}`,
      )
      .join(", ");
  }
  if (targets !== undefined) {
    const of = (wanted: (value: number) => boolean): string[] =>
      classes.filter((_, k) => wanted(targets[k] as number));
    const [here, unknown] = [of((value) => value === 1), of(Number.isNaN)];
    const said = here.length === 0 ? "none" : here.join(", ");
    return unknown.length === 0 ? said : `${said}; not known: ${unknown.join(", ")}`;
  }
  if (typeof label === "number") return classes[label] ?? `${label}`;
  if (label === undefined) return "";
  return classes
    .flatMap((name, k) => ((label[k] ?? 0) > 0 ? [[label[k] as number, name] as const] : []))
    .sort(([a], [b]) => b - a)
    .map(([share, name]) => `${share.toFixed(2)} ${name}`)
    .join(", ");
}

function shown(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toPrecision(4);
}

/** The transform of a data set, where it names one. */
export function transformOf(source: unknown): TransformLike | null {
  return (source as { transform?: TransformLike } | null)?.transform ?? null;
}
