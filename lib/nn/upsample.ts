/** Upsample: resizing as a layer. */
import { type Rest, type Signature, signature } from "../edge/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import {
  type InterpolateMode,
  interpolate,
  RESIZE_KINDS,
  type ResizeFactor,
  type ResizeSize,
} from "./functional/resize.ts";
import { Module } from "./module.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of `Upsample`: a size or a factor, for all spatial dimensions or for each. */
export interface UpsampleOptions {
  size?: ResizeSize;
  scaleFactor?: ResizeFactor;
  mode?: InterpolateMode;
  /** Let the corner pixels' centres coincide; for the linear and cubic modes. */
  alignCorners?: boolean | null;
  recomputeScaleFactor?: boolean | null;
}

const TAKES = signature<UpsampleOptions>("nn.Upsample", {
  options: RESIZE_KINDS,
  positional: ["size", "scaleFactor", "mode", "alignCorners", "recomputeScaleFactor"],
});

/** Resizes the spatial dimensions of (N, C, ...). */
export class Upsample extends Module {
  readonly size: number | readonly number[] | null;
  readonly scale_factor: number | readonly number[] | null;
  readonly mode: InterpolateMode;
  readonly align_corners: boolean | null;
  readonly recompute_scale_factor: boolean | null;

  static {
    markLayer(Upsample);
  }

  /** Throws ArgumentError unless exactly one of `size` and `scaleFactor` is given. */
  constructor(
    ...rest: Rest<
      UpsampleOptions,
      [
        size: ResizeSize,
        scaleFactor: ResizeFactor,
        mode: InterpolateMode,
        alignCorners: boolean | null,
        recomputeScaleFactor: boolean | null,
      ]
    >
  ) {
    const options = TAKES.read(rest);
    super();
    if (((options.size ?? null) === null) === ((options.scaleFactor ?? null) === null)) {
      throw signature(`nn.${new.target.name}`).error(
        "give either size or scaleFactor, not both and not neither.",
      );
    }
    this.size = options.size ?? null;
    this.scale_factor = options.scaleFactor ?? null;
    this.mode = options.mode ?? "nearest";
    this.align_corners = options.alignCorners ?? null;
    this.recompute_scale_factor = options.recomputeScaleFactor ?? null;
  }

  override forward(input: Tensor): Tensor {
    return interpolate(input, {
      size: this.size,
      scaleFactor: this.scale_factor,
      mode: this.mode,
      alignCorners: this.align_corners,
      recomputeScaleFactor: this.recompute_scale_factor,
    });
  }

  override extraRepr(): string {
    const factor = this.scale_factor;
    let what = `size=${repr(this.size)}`;
    if (typeof factor === "number") what = `scale_factor=${reprFloat(factor)}`;
    else if (factor !== null) what = `scale_factor=(${factor.map(reprFloat).join(", ")})`;
    return `${what}, mode=${repr(this.mode)}`;
  }
}

/** A size or a factor, for both spatial dimensions or for each. */
export type Upsample2dOptions = Pick<UpsampleOptions, "size" | "scaleFactor">;

type Upsample2dArguments = Rest<Upsample2dOptions, [size: ResizeSize, scaleFactor: ResizeFactor]>;

function upsample2dTakes(name: string): Signature<Upsample2dOptions> {
  const { size, scaleFactor } = RESIZE_KINDS;
  return signature<Upsample2dOptions>(name, {
    options: { size, scaleFactor },
    positional: ["size", "scaleFactor"],
  });
}

const NEAREST_2D = upsample2dTakes("nn.UpsamplingNearest2d");
const BILINEAR_2D = upsample2dTakes("nn.UpsamplingBilinear2d");

/** `Upsample` of (N, C, H, W) in mode `"nearest"`; PyTorch keeps it for older networks. */
export class UpsamplingNearest2d extends Upsample {
  static {
    markLayer(UpsamplingNearest2d);
  }

  /** Throws ArgumentError unless exactly one of `size` and `scaleFactor` is given. */
  constructor(...rest: Upsample2dArguments) {
    super({ ...NEAREST_2D.read(rest), mode: "nearest" });
  }
}

/** `Upsample` of (N, C, H, W) in mode `"bilinear"` with aligned corners; PyTorch keeps it for older networks. */
export class UpsamplingBilinear2d extends Upsample {
  static {
    markLayer(UpsamplingBilinear2d);
  }

  /** Throws ArgumentError unless exactly one of `size` and `scaleFactor` is given. */
  constructor(...rest: Upsample2dArguments) {
    super({ ...BILINEAR_2D.read(rest), mode: "bilinear", alignCorners: true });
  }
}
