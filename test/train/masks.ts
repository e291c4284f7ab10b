/** The images and masks of scripts/fixtures/train_tasks.py, made from its seed, and the moves of a network's values. */
import { nn, randint, randn, stack, type Tensor, type train, zeros } from "../../lib/index.ts";
import type { SegmentationKind } from "../../lib/vision/index.ts";

/** Constants of the fixture. */
export const IGNORE = 255;
export const STEPS = 5;
export const SIZE = [19, 22] as const;
export const WEIGHTS = [0.5, 1, 2];
export const LR = 0.05;
export const MOMENTUM = 0.9;
const BATCH = 2;
const SAMPLES = 8;

/** Batches that are given anew on each iteration; they stay the loader's. */
export class Batches<B> implements AsyncIterable<B> {
  readonly length: number;
  readonly #batches: readonly B[];

  constructor(batches: readonly B[]) {
    this.#batches = batches;
    this.length = batches.length;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<B> {
    yield* this.#batches;
  }
}

/** Images and masks, as `masks_of` of the fixture makes them; the generator must be at the fixture's seed. */
export function maskBatches(kind: SegmentationKind, classes: number, steps = STEPS): train.MaskBatch[] {
  const images = randn([steps, BATCH, 3, ...SIZE]);
  const isMultilabel = kind === "multilabel";
  const masks = isMultilabel
    ? randint(2, [steps, BATCH, classes, ...SIZE]).float()
    : randint(classes, [steps, BATCH, ...SIZE]);
  const ignored = isMultilabel ? masks.narrow(2, 1, 1) : masks;
  ignored.narrow(-2, 0, 3).fill_(IGNORE);
  return Array.from({ length: steps }, (_, i) => ({
    images: images.select(0, i),
    masks: masks.select(0, i),
  }));
}

/** A copy of a network's values, before it is trained. */
export function copyOf(model: nn.Module): Map<string, Tensor> {
  return new Map([...model.stateDict()].map(([key, value]) => [key, value.clone()]));
}

/** As `moved` of the fixture: a row for each floating value, the norm of its move and some elements'. */
export function moved(model: nn.Module, start: ReadonlyMap<string, Tensor>): Tensor {
  const rows = [...model.stateDict()]
    .filter(([, value]) => value.isFloatingPoint())
    .map(([key, value]) => {
      const move = value
        .detach()
        .sub(start.get(key) as Tensor)
        .flatten();
      const step = Math.max(1, Math.floor(move.numel() / SAMPLES));
      const row = zeros([SAMPLES + 1], { dtype: value.dtype });
      row.narrow(0, 0, 1).copy_(move.norm().reshape([1]));
      const count = Math.min(SAMPLES, Math.ceil(move.numel() / step));
      for (let i = 0; i < count; i++) row.narrow(0, i + 1, 1).copy_(move.narrow(0, i * step, 1));
      return row;
    });
  return stack(rows).float();
}

/** Switches dropout off, whose random numbers differ between the loops. */
export function withoutDropout<M extends nn.Module>(model: M): M {
  for (const module of model.modules()) if (module instanceof nn.Dropout) Reflect.set(module, "p", 0);
  return model;
}
