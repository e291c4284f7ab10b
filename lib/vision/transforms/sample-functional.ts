/**
 * The geometric transforms as functions of samples: image, mask, boxes and keypoints moved together, by the arguments
 * of the functions of images beside. Masks take `maskFill` where there is no image.
 */

import {
  type AnyKind,
  integer,
  type Kinds,
  number,
  plainObject,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { enter, sampleKind, sizeKind, tensorKind } from "../arguments.ts";
import { checkSample, type Sample } from "../sample.ts";
import {
  AFFINE_KINDS,
  type AffineChange,
  type AffineOptions,
  checkAffineChange,
  factorsKind,
  ROTATE_KINDS,
  type RotateOptions,
} from "./affine.ts";
import { BOX } from "./box.ts";
import { sizePair } from "./checks.ts";
import { type Move, moveSample, type Size } from "./geometric.ts";
import {
  type Fill,
  type Interpolation,
  PAD_KINDS,
  type PaddingMode,
  type PadOptions,
  paddingKind,
  RESIZE_KINDS,
  RESIZED_CROP_KINDS,
  type ResizedCropOptions,
  type ResizeOptions,
} from "./geometry.ts";
import { type GridInterpolation, SAMPLING, type SamplingOptions } from "./grid.ts";
import * as moves from "./moves.ts";
import { type Corners, cornersKind, perspectiveCoefficients } from "./warp.ts";

type MaskFill = moves.MaskFill;

function takes<O extends object = Record<never, never>>(
  name: string,
  required: Readonly<Record<string, AnyKind>>,
  options?: Kinds<O>,
  positional: readonly (keyof O & string)[] = [],
): Signature<O> {
  return signature<O>(`transforms.sampleFunctional.${name}`, {
    takes: { sample: sampleKind, ...required },
    positional,
    ...(options === undefined ? {} : { options }),
  });
}

const TAKES = {
  resize: takes<ResizeOptions>("resize", { size: sizeKind }, RESIZE_KINDS, [
    "interpolation",
    "maxSize",
    "antialias",
  ]),
  crop: takes<MaskFill>(
    "crop",
    { top: integer, left: integer, height: integer, width: integer },
    moves.MASK_FILL,
  ),
  centerCrop: takes<MaskFill>("centerCrop", { size: sizeKind }, moves.MASK_FILL),
  resizedCrop: takes<ResizedCropOptions>("resizedCrop", { box: BOX, size: sizeKind }, RESIZED_CROP_KINDS, [
    "interpolation",
    "antialias",
  ]),
  hflip: takes("hflip", {}),
  vflip: takes("vflip", {}),
  pad: takes<PadOptions & MaskFill>("pad", { padding: paddingKind }, { ...PAD_KINDS, ...moves.MASK_FILL }, [
    "fill",
    "paddingMode",
  ]),
  rotate: takes<RotateOptions & MaskFill>(
    "rotate",
    { angle: number },
    { ...ROTATE_KINDS, ...moves.MASK_FILL },
    ["interpolation", "expand", "center", "fill"],
  ),
  affine: takes<AffineOptions & MaskFill>(
    "affine",
    { by: plainObject("an object of angle, translate, scale and shear") },
    { ...AFFINE_KINDS, ...moves.MASK_FILL },
  ),
  perspective: takes<SamplingOptions & MaskFill>(
    "perspective",
    { startpoints: cornersKind, endpoints: cornersKind },
    { ...SAMPLING, ...moves.MASK_FILL },
    ["interpolation", "fill"],
  ),
  elastic: takes<SamplingOptions & MaskFill>(
    "elastic",
    { displacement: tensorKind },
    { ...SAMPLING, ...moves.MASK_FILL },
    ["interpolation", "fill"],
  ),
  stretch: takes<SamplingOptions & MaskFill>(
    "stretch",
    { factors: factorsKind },
    { ...SAMPLING, ...moves.MASK_FILL },
    ["interpolation", "fill"],
  ),
};

type SamplingRest = Rest<SamplingOptions & MaskFill, [interpolation: GridInterpolation, fill: Fill | null]>;

function moved<S extends Sample>(sample: S, operation: string, plan: (size: Size) => Move): S {
  checkSample(sample, operation);
  return moveSample(sample, plan(sample.image.shape.slice(-2) as [number, number]), operation);
}

/** {@link functional} for samples; results may hold views of the argument's tensors, which stay the caller's. */
export const sampleFunctional = {
  /** To [height, width], or to a shorter edge of `size`. */
  resize: <S extends Sample>(
    sample: S,
    size: number | readonly number[],
    ...rest: Rest<ResizeOptions, [interpolation: Interpolation, maxSize: number, antialias: boolean]>
  ): S => {
    const options = enter(TAKES.resize, rest, sample, size);
    return moved(sample, "resize", (from) => moves.resizing(from, size, options));
  },

  /** Cuts out a rectangle, which may reach beyond the image. */
  crop: <S extends Sample>(
    sample: S,
    top: number,
    left: number,
    height: number,
    width: number,
    ...rest: Rest<MaskFill>
  ): S => {
    const { maskFill } = enter(TAKES.crop, rest, sample, top, left, height, width);
    return moved(sample, "crop", () => moves.cropping({ top, left, height, width }, maskFill));
  },

  /** Cuts out the middle, padding smaller images. */
  centerCrop: <S extends Sample>(sample: S, size: number | readonly number[], ...rest: Rest<MaskFill>): S => {
    const { maskFill } = enter(TAKES.centerCrop, rest, sample, size);
    return moved(sample, "centerCrop", (from) => moves.centerCropping(from, size, maskFill));
  },

  /** Cuts out a rectangle and resizes it to [height, width]. */
  resizedCrop: <S extends Sample>(
    sample: S,
    box: moves.Box,
    size: number | readonly number[],
    ...rest: Rest<ResizedCropOptions, [interpolation: Interpolation, antialias: boolean]>
  ): S => {
    const options = enter(TAKES.resizedCrop, rest, sample, box, size);
    const pair = sizePair(size, "resizedCrop");
    return moved(sample, "resizedCrop", () => moves.resizedCropping(box, pair, options));
  },

  /** Mirrors left and right. */
  hflip: <S extends Sample>(sample: S, ...rest: []): S => {
    enter(TAKES.hflip, rest, sample);
    return moved(sample, "hflip", ([, width]) => moves.mirroringX(width));
  },

  /** Mirrors top and bottom. */
  vflip: <S extends Sample>(sample: S, ...rest: []): S => {
    enter(TAKES.vflip, rest, sample);
    return moved(sample, "vflip", ([height]) => moves.mirroringY(height));
  },

  /** Adds a border; boxes and keypoints go with a constant one only (ArgumentError). */
  pad: <S extends Sample>(
    sample: S,
    padding: number | readonly number[],
    ...rest: Rest<PadOptions & MaskFill, [fill: Fill, paddingMode: PaddingMode]>
  ): S => {
    const options = enter(TAKES.pad, rest, sample, padding);
    return moved(sample, "pad", (size) => moves.padding(size, padding, options));
  },

  /** Rotates counter-clockwise by degrees. */
  rotate: <S extends Sample>(
    sample: S,
    angle: number,
    ...rest: Rest<
      RotateOptions & MaskFill,
      [interpolation: GridInterpolation, expand: boolean, center: readonly [number, number], fill: Fill]
    >
  ): S => {
    const options = enter(TAKES.rotate, rest, sample, angle);
    return moved(sample, "rotate", (size) => moves.rotating(size, angle, options));
  },

  /** Rotates clockwise, shears, scales and translates. */
  affine: <S extends Sample>(sample: S, by: AffineChange, ...rest: Rest<AffineOptions & MaskFill>): S => {
    const options = enter(TAKES.affine, rest, sample, by);
    checkAffineChange(by);
    return moved(sample, "affine", (size) => moves.affineMoving(size, by, options));
  },

  /** Seen so that `startpoints` come to lie on `endpoints`. */
  perspective: <S extends Sample>(
    sample: S,
    startpoints: Corners,
    endpoints: Corners,
    ...rest: SamplingRest
  ): S => {
    const options = enter(TAKES.perspective, rest, sample, startpoints, endpoints);
    return moved(sample, "perspective", (size) =>
      moves.warping(size, perspectiveCoefficients(startpoints, endpoints), options),
    );
  },

  /** Deforms by a displacement (1, H, W, 2) in fractions of half the width and height. */
  elastic: <S extends Sample>(sample: S, displacement: Tensor, ...rest: SamplingRest): S => {
    const options = enter(TAKES.elastic, rest, sample, displacement);
    return moved(sample, "elastic", (size) => moves.deforming(size, displacement, options));
  },

  /** Stretches along x and y about the middle. */
  stretch: <S extends Sample>(sample: S, factors: readonly [number, number], ...rest: SamplingRest): S => {
    const options = enter(TAKES.stretch, rest, sample, factors);
    return moved(sample, "stretch", (size) => moves.stretching(size, factors, options));
  },
} as const;
