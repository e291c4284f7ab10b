/** What every transform of the library checks of its calls: the image or sample, the generator, and that nothing is left over. */

import type { Rng } from "../../data/index.ts";
import { type AnyKind, integerFrom, listOf, number, signature } from "../../edge/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { imageSizeKind, rngKind, rngOrNone, sampleKind, tensorKind } from "../arguments.ts";
import { checkSample, type Sample } from "../sample.ts";
import { Transform } from "./transform.ts";

const APPLY = { image: tensorKind, rng: rngOrNone };
const APPLY_SAMPLE = { sample: sampleKind, rng: rngOrNone };
const DRAW = {
  size: imageSizeKind,
  shape: listOf(number),
  channels: integerFrom(1),
  boxes: listOf(listOf(number, 4)),
  rng: rngKind,
};

/** A transform of the library's own: `apply` and `applySample` check what they are given, then do what subclasses say. */
export abstract class CheckedTransform extends Transform {
  override apply(image: Tensor, rng?: Rng, ...rest: []): Tensor {
    checkCall(this, "apply", APPLY, [image, rng], rest);
    return this.change(image, rng);
  }

  override applySample<S extends Sample>(sample: S, rng?: Rng, ...rest: []): S {
    checkCall(this, "applySample", APPLY_SAMPLE, [sample, rng], rest);
    checkSample(sample, this.constructor.name);
    return this.changeSample(sample, rng);
  }

  /** The changed image. */
  protected abstract change(image: Tensor, rng: Rng | undefined): Tensor;

  /** The changed sample: the image alone, unless a transform says otherwise. */
  protected changeSample<S extends Sample>(sample: S, rng: Rng | undefined): S {
    return { ...sample, image: this.apply(sample.image, rng) };
  }
}

/** Checks what a transform's `getParams` was given, by name. @throws ArgumentError for other kinds and for surplus arguments */
export function checkDraw(
  transform: object,
  rest: readonly unknown[],
  given: Partial<Record<keyof typeof DRAW, unknown>>,
): void {
  const names = Object.keys(given) as (keyof typeof DRAW)[]; // of the names the type allows
  const takes = Object.fromEntries(names.map((name) => [name, DRAW[name]]));
  checkCall(transform, "getParams", takes, Object.values(given), rest);
}

function checkCall(
  transform: object,
  method: string,
  takes: Record<string, AnyKind>,
  given: readonly unknown[],
  rest: readonly unknown[],
): void {
  if (rest.length === 0 && Object.values(takes).every((kind, i) => kind.accepts(given[i]))) return;
  const refused = signature(`transforms.${transform.constructor.name}.${method}`, { takes });
  refused.read(rest);
  refused.check(...given);
}
