/**
 * The geometric transforms as functions of samples: image, mask, boxes and keypoints moved together, by the arguments
 * of the functions of images beside. Masks take `maskFill` where there is no image.
 */

import type { Tensor } from "../../tensor/index.ts";
import type { Sample } from "../sample.ts";
import { checkSample } from "../sample.ts";
import type { AffineChange, AffineOptions } from "./affine.ts";
import { type Move, moveSample, type Size } from "./geometric.ts";
import type { PadOptions, ResizeOptions } from "./geometry.ts";
import type { SamplingOptions } from "./grid.ts";
import * as moves from "./moves.ts";
import { type Corners, perspectiveCoefficients } from "./warp.ts";

function moved<S extends Sample>(sample: S, operation: string, plan: (size: Size) => Move): S {
  checkSample(sample, operation);
  return moveSample(sample, plan(sample.image.shape.slice(-2) as [number, number]), operation);
}

/** {@link functional} for samples; results may hold views of the argument's tensors, which stay the caller's. */
export const sampleFunctional = {
  /** To [height, width], or to a shorter edge of `size`. */
  resize: <S extends Sample>(sample: S, size: number | readonly number[], options: ResizeOptions = {}): S =>
    moved(sample, "resize", (from) => moves.resizing(from, size, options)),

  /** Cuts out a rectangle, which may reach beyond the image. */
  crop: <S extends Sample>(
    sample: S,
    top: number,
    left: number,
    height: number,
    width: number,
    options: moves.MaskFill = {},
  ): S => moved(sample, "crop", () => moves.cropping({ top, left, height, width }, options.maskFill)),

  /** Cuts out the middle, padding smaller images. */
  centerCrop: <S extends Sample>(
    sample: S,
    size: number | readonly number[],
    options: moves.MaskFill = {},
  ): S => moved(sample, "centerCrop", (from) => moves.centerCropping(from, size, options.maskFill)),

  /** Cuts out a rectangle and resizes it to [height, width]. */
  resizedCrop: <S extends Sample>(
    sample: S,
    box: moves.Box,
    size: Size,
    options: Omit<ResizeOptions, "maxSize"> = {},
  ): S => moved(sample, "resizedCrop", () => moves.resizedCropping(box, size, options)),

  /** Mirrors left and right. */
  hflip: <S extends Sample>(sample: S): S => moved(sample, "hflip", ([, width]) => moves.mirroringX(width)),

  /** Mirrors top and bottom. */
  vflip: <S extends Sample>(sample: S): S => moved(sample, "vflip", ([height]) => moves.mirroringY(height)),

  /** Adds a border; boxes and keypoints go with a constant one only (ArgumentError). */
  pad: <S extends Sample>(
    sample: S,
    padding: number | readonly number[],
    options: PadOptions & moves.MaskFill = {},
  ): S => moved(sample, "pad", (size) => moves.padding(size, padding, options)),

  /** Rotates counter-clockwise by degrees. */
  rotate: <S extends Sample>(
    sample: S,
    angle: number,
    options: AffineOptions & moves.MaskFill & { expand?: boolean } = {},
  ): S => moved(sample, "rotate", (size) => moves.rotating(size, angle, options)),

  /** Rotates clockwise, shears, scales and translates. */
  affine: <S extends Sample>(sample: S, by: AffineChange, options: AffineOptions & moves.MaskFill = {}): S =>
    moved(sample, "affine", (size) => moves.affineMoving(size, by, options)),

  /** Seen so that `startpoints` come to lie on `endpoints`. */
  perspective: <S extends Sample>(
    sample: S,
    startpoints: Corners,
    endpoints: Corners,
    options: SamplingOptions & moves.MaskFill = {},
  ): S =>
    moved(sample, "perspective", (size) =>
      moves.warping(size, perspectiveCoefficients(startpoints, endpoints), options),
    ),

  /** Deforms by a displacement (1, H, W, 2) in fractions of half the width and height. */
  elastic: <S extends Sample>(
    sample: S,
    displacement: Tensor,
    options: SamplingOptions & moves.MaskFill = {},
  ): S => moved(sample, "elastic", (size) => moves.deforming(size, displacement, options)),

  /** Stretches along x and y about the middle. */
  stretch: <S extends Sample>(
    sample: S,
    factors: readonly [number, number],
    options: Omit<AffineOptions, "center"> & moves.MaskFill = {},
  ): S => moved(sample, "stretch", (size) => moves.stretching(size, factors, options)),
} as const;
