/** Small pictures of samples as they stand in a page: the network's input again as an image, and maps over it. */
import path from "node:path";
import { freeBatch, Rng } from "../../data/index.ts";
import { gradCam } from "../../inference/inside/grad-cam.ts";
import { select } from "../../metrics/predictions/figures.ts";
import { TorchtsError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { resizeHeat } from "../../vision/heatmap.ts";
import { encodePixels } from "../../vision/image.ts";
import { overlay, type TransformLike } from "../../vision/index.ts";
import type { LoadedRun } from "../load-run.ts";
import type { Classifier } from "../options.ts";
import { type AnySample, type SampleFacts, shownAgain, tileOf, transformOf } from "../preview/tile.ts";
import type { ClassEvidence } from "./evidence/classes.ts";
import type { Picture } from "./facts.ts";
import type { MeasuredData } from "./predictions.ts";

/** Longer edge of a picture, pixels. */
const EDGE = 176;
const QUALITY = 76;

/** A sample of images, as data sets give it. */
interface Sampled {
  image: Tensor;
  label?: unknown;
}

/** A data set whose samples have files. */
export interface WithPaths {
  readonly length: number;
  readonly paths?: readonly string[];
  get(index: number, context?: object): Promise<Sampled>;
}

/** Whether samples can be read one by one, with their files. */
export function isReadable(source: unknown): source is WithPaths {
  const { get, length } = (source ?? {}) as Partial<WithPaths>;
  return typeof get === "function" && typeof length === "number";
}

/** An image uint8 or floating in [0, 1], (3, H, W) or (1, H, W), as a `data:` address of a small JPEG. */
export async function addressOf(image: Tensor): Promise<string> {
  const { data, width, height } = scope(() => {
    const floating = image.dtype === "uint8" ? image.float().div(255) : image.float();
    const [, h = 1, w = 1] = floating.shape;
    const factor = EDGE / Math.max(h, w);
    const size: [number, number] = [Math.max(1, Math.round(h * factor)), Math.max(1, Math.round(w * factor))];
    const channels = Array.from({ length: floating.shape[0] as number }, (_, k) =>
      resizeHeat(floating.select(0, k), size),
    );
    const three = channels.length === 1 ? [channels[0], channels[0], channels[0]] : channels.slice(0, 3);
    const bytes = three.map((one) =>
      (one as Tensor).mul(255).round().clamp(0, 255).to("uint8").cpu().contiguous().bytes(),
    );
    const interleaved = new Uint8Array(size[0] * size[1] * 3);
    for (const [k, plane] of bytes.entries())
      for (let i = 0; i < plane.length; i++) interleaved[3 * i + k] = plane[i] as number;
    return { data: interleaved, height: size[0], width: size[1] };
  });
  const jpeg = await encodePixels(data, { width, height, channels: 3 }, "jpeg", QUALITY);
  return `data:image/jpeg;base64,${jpeg.toString("base64")}`;
}

/** What a picture is called. */
export function titleOf(file: string, place: number, files: boolean): string {
  return files ? path.basename(file) : `image ${place + 1}`;
}

/** The worst mistakes of classes: those called wrong with the greatest loss, each with its Grad-CAM where the network has one. */
export async function worstMistakes(
  evidence: ClassEvidence,
  source: unknown,
  run: LoadedRun,
  { most, files, signal }: { most: number; files: boolean; signal?: AbortSignal },
): Promise<Picture[] | null> {
  if (!isReadable(source) || !Array.isArray(source.paths)) return null;
  const { table } = evidence;
  const { probabilities, classes, labels } = table;
  if (probabilities === null) return null;
  const positions = new Map(source.paths.map((file, at) => [file, at]));
  const of = (row: number, k: number): number => probabilities[row * classes.length + k] as number;
  // Of grades the called one is the median.
  const { called } = select(
    table,
    Int32Array.from(labels, (_, row) => row),
    0.5,
  );
  const wrong = Array.from(called)
    .flatMap((k, row) => (k === labels[row] ? [] : [row]))
    .sort((a, b) => of(a, labels[a] as number) - of(b, labels[b] as number))
    .slice(0, most);
  const pictures: Picture[] = [];
  for (const row of wrong) {
    signal?.throwIfAborted();
    const position = positions.get(table.ids[row] as string);
    if (position === undefined) continue;
    const [truth, said] = [labels[row] as number, called[row] as number];
    pictures.push(
      // The outputs of a network of grades are no classes.
      await picturedWith(source, position, run, table.isOrdered ? null : said, {
        file: table.ids[row] as string,
        row,
        files,
        signal,
        alt: `Image of class ${classes[truth]} that was called ${classes[said]}`,
        lines: [
          `is ${classes[truth]} (${of(row, truth).toFixed(3)})`,
          `called ${classes[said]} (${of(row, said).toFixed(3)})`,
        ],
      }),
    );
  }
  return pictures;
}

/** A sample as a picture, with the Grad-CAM of an output where one is asked for and the network has it. */
export async function picturedWith(
  source: WithPaths,
  position: number,
  run: LoadedRun,
  output: number | null,
  told: Pick<Picture, "alt" | "lines"> & { file: string; row: number; files: boolean; signal?: AbortSignal },
): Promise<Picture> {
  const { file, row, files, signal, alt, lines } = told;
  const { image } = await source.get(position, { signal });
  try {
    const shown = shownAgain(image, transformOf(source) ?? run.transform);
    const map = output === null ? null : explained(run.model, image, shown, output);
    const images = [await addressOf(shown), ...(map === null ? [] : [await addressOf(map)])];
    shown.dispose();
    map?.dispose();
    return { images, alt, title: titleOf(file, row, files), lines };
  } finally {
    image.dispose();
  }
}

/** Grad-CAM over an image; null of a network that has no map for it. */
function explained(model: unknown, input: Tensor, shown: Tensor, target: number): Tensor | null {
  try {
    return scope(() => {
      const own = [...(model as Classifier).parameters()][0]?.device ?? "cpu";
      const { heat } = gradCam(model as never, input.to(own), { target });
      return overlay(shown, heat.to("cpu"), { alpha: 0.45 });
    });
  } catch (error) {
    if (error instanceof TorchtsError) return null;
    throw error;
  }
}

/** Training images after their random transforms, with their masks or boxes drawn in. */
export async function augmentedSamples(
  source: unknown,
  transform: TransformLike | null,
  { most, facts, seed, signal }: { most: number; facts: SampleFacts; seed: number; signal?: AbortSignal },
): Promise<Picture[] | null> {
  if (!isReadable(source) || source.length === 0) return null;
  const able = source as WithPaths & Pick<MeasuredData, "withTransform">;
  const from =
    transform !== null && able.withTransform !== undefined
      ? (able.withTransform(transform) as unknown as WithPaths)
      : source;
  const pictures: Picture[] = [];
  const count = Math.min(most, source.length);
  for (let i = 0; i < count; i++) {
    signal?.throwIfAborted();
    const at = Math.floor((i * source.length) / count);
    const sample = (await from.get(at, { rng: Rng.derive(seed, i), signal })) as AnySample;
    try {
      const { image, text } = tileOf(sample, transform ?? transformOf(source), facts, EDGE);
      pictures.push({
        images: [await addressOf(image)],
        alt: `Training image${text === "" ? "" : `, ${text}`}, augmented`,
        title: "",
        lines: text === "" ? [] : [text],
      });
      image.dispose();
    } finally {
      freeBatch(sample);
    }
  }
  return pictures;
}
