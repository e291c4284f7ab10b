/** What a transform is and how it is applied. The transforms themselves are in the files beside. */

import type { Rng } from "../../data/index.ts";
import { describe, isPromise, type Kind, kind, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { scope, Tensor } from "../../tensor/index.ts";
import { enter, isPlainFunction, rngOrNone, sampleKind, tensorKind } from "../arguments.ts";
import { checkSample, type Sample } from "../sample.ts";
import type { Stage } from "./steps.ts";

/** Changes an image (C, H, W) or a batch (N, C, H, W); random ones draw from the generator given. */
export abstract class Transform {
  /** Takes nothing; a subclass takes what it says itself. */
  constructor(...rest: []) {
    if (rest.length > 0) signature(`transforms.${new.target.name}`).read(rest);
  }

  /**
   * The changed image; the argument is left as it is and stays the caller's. Where nothing changes, the
   * result may be the argument itself or a view of it. Random transforms throw ArgumentError without `rng`.
   */
  abstract apply(image: Tensor, rng?: Rng): Tensor;

  /**
   * The changed sample; the argument and its tensors stay the caller's. Transforms of places move mask, boxes and
   * keypoints along with the image, drawing once for all; this one, of pixel values, changes the image alone.
   */
  applySample<S extends Sample>(sample: S, rng?: Rng, ...rest: []): S {
    enter(APPLY_SAMPLE, rest, sample, rng);
    checkSample(sample, this.constructor.name);
    return { ...sample, image: this.apply(sample.image, rng) };
  }

  /** @internal What `apply` does as stages of `steps.ts`; null where it is more than those. */
  _stages(): readonly Stage[] | null {
    return null;
  }

  /** Like PyTorch's repr. */
  toString(): string {
    const options = Object.entries(this)
      .filter(([, value]) => value !== undefined && typeof value !== "function")
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return `${this.constructor.name}(${options.join(", ")})`;
  }
}

/** A transform, or a function in its place. */
export type TransformLike = Transform | ((image: Tensor, rng?: Rng) => Tensor);

/** A transform, or a function in its place; classes are none. */
export const TRANSFORM: Kind<TransformLike> = kind(
  "a transform, such as new Resize(256), or a function of an image",
  (v) => v instanceof Transform || isPlainFunction(v),
);

const APPLY_SAMPLE = signature("transforms.Transform.applySample", {
  takes: { sample: sampleKind, rng: rngOrNone },
});
const APPLY_TRANSFORM = signature("transforms.applyTransform", {
  takes: { transform: TRANSFORM, image: tensorKind, rng: rngOrNone },
});
const APPLY_TO_SAMPLE = signature("transforms.applyToSample", {
  takes: { transform: TRANSFORM, sample: sampleKind, rng: rngOrNone },
});

/** Applies a transform or a function; temporaries are freed. Throws ArgumentError where it gives no tensor. */
export function applyTransform(transform: TransformLike, image: Tensor, rng?: Rng, ...rest: []): Tensor {
  enter(APPLY_TRANSFORM, rest, transform, image, rng);
  return scope(() => {
    const changed = transform instanceof Transform ? transform.apply(image, rng) : transform(image, rng);
    return checkImageOf(changed, transform);
  });
}

/**
 * Applies a transform to a sample; temporaries are freed. A function changes the image alone: one that moves pixels must
 * be a {@link Transform} with an `applySample` of its own. Throws ShapeError where image and mask no longer fit, or an image with boxes or keypoints has
 * another size of a function,
 * ArgumentError where it gives no tensor.
 */
export function applyToSample<S extends Sample>(
  transform: TransformLike,
  sample: S,
  rng?: Rng,
  ...rest: []
): S {
  enter(APPLY_TO_SAMPLE, rest, transform, sample, rng);
  return scope(() => {
    const changed =
      transform instanceof Transform
        ? transform.applySample(sample, rng)
        : { ...sample, image: checkImageOf(transform(sample.image, rng), transform) };
    checkSample(changed, nameOf(transform));
    if (!(transform instanceof Transform)) checkUnmoved(sample, changed, nameOf(transform));
    return changed;
  });
}

/** Boxes and points would stay where they were in an image of another size. */
function checkUnmoved({ image, boxes, keypoints }: Sample, changed: Sample, name: string): void {
  const [before, after] = [image.shape.slice(-2), changed.image.shape.slice(-2)];
  if ((boxes === undefined && keypoints === undefined) || before.join() === after.join()) return;
  throw new ShapeError(
    `${name}: a function made an image of ${before.join(" x ")} pixels one of ${after.join(" x ")}, and its ` +
      `${boxes === undefined ? "points" : "boxes"} stayed; use a Transform, which moves them too`,
    { operation: name },
  );
}

function nameOf(transform: TransformLike): string {
  return transform instanceof Transform ? transform.constructor.name : transform.name || "transform";
}

function checkImageOf(changed: unknown, transform: TransformLike): Tensor {
  if (changed instanceof Tensor) return changed;
  const later = isPromise(changed) ? "; a transform gives its image at once, without await" : "";
  throw new ArgumentError(
    `${nameOf(transform)}: expected it to give an image, got ${describe(changed)}${later}`,
    {
      operation: nameOf(transform),
    },
  );
}

/**
 * The transforms of a list, for the constructor `name`.
 *
 * @throws ArgumentError for what is no list, and for classes, promises and other things in it that transform nothing
 */
export function transformList(name: string, given: unknown): readonly TransformLike[] {
  const refuse = (text: string): never => {
    throw new ArgumentError(`transforms.${name}: ${text}`, { operation: `transforms.${name}` });
  };
  if (TRANSFORM.accepts(given)) refuse(`expected a list of transforms, got one; write new ${name}([...])`);
  if (!Array.isArray(given)) return refuse(`expected a list of transforms, got ${describe(given)}`);
  for (const [at, one] of given.entries()) {
    if (TRANSFORM.accepts(one)) continue;
    if (typeof one !== "function") {
      refuse(`each of transforms must be ${TRANSFORM.expected}, got ${describe(one)} at position ${at}`);
    }
    refuse(`expected transforms, got the class ${one.name} at position ${at}; write new ${one.name}(...)`);
  }
  return [...given];
}

/** The generator, or ArgumentError where a random transform was called without one. */
export function needRng(rng: Rng | undefined, transform: Transform): Rng {
  if (rng !== undefined) return rng;
  const { name } = transform.constructor;
  throw new ArgumentError(
    `${name}: a random transform needs a generator; call apply(image, new Rng(seed)), or read through a DataLoader`,
    { operation: name },
  );
}
