/**
 * The usual chain of a data set's transforms (crop, resize, mirror, to float and normalise) done on another thread, in the
 * operators and so with the values that the transforms have one by one.
 *
 * On the JavaScript thread such a chain takes as long as all else that a sample needs there. What is drawn is drawn here,
 * in the order of `apply`, so that a seed gives the same images either way.
 */
import type { Rng } from "../../data/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { changePixels } from "../../tensor/pixels.ts";
import { toTensor } from "../image.ts";
import type { RawImage } from "../raw-image.ts";
import { normalizedFloat, normalizedTable } from "./color.ts";
import type { Move, Size } from "./geometric.ts";

/** Numbers of a step as native/pixels.cc has them. */
const [CROP, RESIZE, FLIP_X, FLIP_Y, CONTIGUOUS, LOOK_UP] = [1, 2, 3, 4, 5, 6] as const;

/** One step of a move: a rectangle within the image, another size (bilinear, with antialiasing), or mirrored. */
export type PixelStep =
  | { crop: { top: number; left: number; height: number; width: number } }
  | { resize: Size }
  | { flip: "x" | "y" };

/** A part of a chain: what plans a move of places, or the conversion to normalised float32. */
export type Stage =
  | { plan(size: Size, rng: Rng | undefined): Move | null }
  | { mean: readonly number[]; std: readonly number[]; contiguous: boolean };

/** What a chain makes of decoded pixels; undefined where they are not of 8 bits, before anything is drawn. */
export function throughStages(
  stages: readonly Stage[],
  image: RawImage,
  rng: Rng | undefined,
): Promise<Tensor> | Tensor | undefined {
  const { data, channels } = image;
  if (!(data instanceof Uint8Array)) return undefined;
  const counts = stages.flatMap((stage) => ("mean" in stage ? [stage.mean.length, stage.std.length] : []));
  if (counts.length > 2 || counts.some((count) => count !== channels && count !== 1)) return undefined;

  const steps: number[] = [];
  const done: Change[] = [];
  let table: Tensor | null = null;
  let size: Size = [image.height, image.width];
  for (const [at, stage] of stages.entries()) {
    if ("mean" in stage) {
      if (stage.contiguous) steps.push(CONTIGUOUS);
      steps.push(LOOK_UP);
      done.push(normalizing(stage));
      table = normalizedTable(channels, stage.mean, stage.std);
      continue;
    }
    const move = stage.plan(size, rng);
    if (move === null) continue;
    const written = table === null ? writtenSteps(move.steps, size) : null;
    done.push((held) => move.image(held));
    if (written === null) return byTensor(done, stages.slice(at + 1), rng, image);
    steps.push(...written.numbers);
    size = written.size;
  }
  return changePixels(data, [image.height, image.width, channels], steps, table);
}

/** The steps as numbers, and the size after them; null where one reaches beyond the image, or there are none to do it by. */
function writtenSteps(
  steps: readonly PixelStep[] | undefined,
  from: Size,
): { numbers: number[]; size: Size } | null {
  if (steps === undefined) return null;
  const numbers: number[] = [];
  let size = from;
  for (const step of steps) {
    if ("crop" in step) {
      const { top, left, height, width } = step.crop;
      const isInside = top >= 0 && left >= 0 && top + height <= size[0] && left + width <= size[1];
      if (!isInside || height < 1 || width < 1) return null;
      numbers.push(CROP, top, left, height, width);
      size = [height, width];
    } else if ("resize" in step) {
      if (step.resize[0] === size[0] && step.resize[1] === size[1]) continue;
      numbers.push(RESIZE, ...step.resize);
      size = step.resize;
    } else numbers.push(step.flip === "x" ? FLIP_X : FLIP_Y);
  }
  return { numbers, size };
}

type Change = (image: Tensor) => Tensor;

function normalizing({ mean, std, contiguous }: Extract<Stage, { mean: unknown }>): Change {
  return (image) => normalizedFloat(contiguous ? image.contiguous() : image, mean, std);
}

/** What was planned, and the rest of the stages, on this thread. */
function byTensor(
  planned: readonly Change[],
  rest: readonly Stage[],
  rng: Rng | undefined,
  pixels: RawImage,
): Tensor {
  return scope(() => {
    const begun = planned.reduce((image, change) => change(image), toTensor(pixels));
    return rest.reduce((image, stage) => {
      if ("mean" in stage) return normalizing(stage)(image);
      return stage.plan(image.shape.slice(-2) as [number, number], rng)?.image(image) ?? image;
    }, begun);
  });
}
