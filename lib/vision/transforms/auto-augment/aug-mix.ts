/** AugMix: an image mixed with changed copies of itself. Equal to torchvision's for the chains and weights drawn. */
import type { Rng } from "../../../data/index.ts";
import { boolean, integerFrom, kind, numberAbove, type Rest, signature } from "../../../edge/index.ts";
import { ArgumentError } from "../../../native/errors.ts";
import { scope, type Tensor, tensor } from "../../../tensor/index.ts";
import type { Sample } from "../../sample.ts";
import { CheckedTransform, checkDraw } from "../checked.ts";
import { checkImage, checkRange } from "../checks.ts";
import type { Size } from "../geometric.ts";
import type { Fill } from "../geometry.ts";
import type { GridInterpolation } from "../grid.ts";
import { needRng } from "../transform.ts";
import { dirichlet } from "./dirichlet.ts";
import { AUGMENT_SAMPLING, type AugmentSampling, type AugmentStep, stepImage } from "./ops.ts";
import { AUG_MIX, AUG_MIX_PART } from "./spaces.ts";
import { drawnOp, drawnStep } from "./transforms.ts";

/** Options of {@link AugMix}. */
export interface AugMixOptions extends Omit<AugmentSampling, "maskFill"> {
  /** How strong the changes are, 1 to 10. Default 3. */
  severity?: number;
  /** Chains of changes. Default 3. */
  mixtureWidth?: number;
  /** Changes of a chain; -1 draws 1 to 3 for each. Default -1. */
  chainDepth?: number;
  /** Of the distributions of the weights, above 0. Default 1. */
  alpha?: number;
  /** Whether brightness, contrast, color and sharpness are among the changes. Default true. */
  allOps?: boolean;
  /** Default "bilinear". */
  interpolation?: GridInterpolation;
}

/** What {@link AugMix} draws for an image. */
export interface AugMixDraw {
  /** The share of the image itself, then that of each chain; they sum to 1. */
  weights: number[];
  /** The changes of each chain. */
  chains: AugmentStep[][];
}

const { maskFill: _, ...SAMPLING } = AUGMENT_SAMPLING;
const AUG_MIX_TAKES = signature<AugMixOptions>("transforms.AugMix", {
  options: {
    severity: integerFrom(1),
    mixtureWidth: integerFrom(1),
    chainDepth: kind(
      "an integer of at least 1, or -1",
      (v) => Number.isSafeInteger(v) && (v === -1 || (v as number) > 0),
    ),
    alpha: numberAbove(0),
    allOps: boolean,
    ...SAMPLING,
  },
  positional: ["severity", "mixtureWidth", "chainDepth", "alpha", "allOps", "interpolation", "fill"],
});
const BINS = 10;

/**
 * Mixes the image with chains of changes of it, by random weights (Hendrycks et al. 2019, https://arxiv.org/abs/1912.02781).
 *
 * Of a sample it takes the image alone and labels: what is mixed from moved images has no mask, boxes or keypoints.
 */
export class AugMix extends CheckedTransform {
  readonly severity: number;
  readonly mixtureWidth: number;
  readonly chainDepth: number;
  readonly alpha: number;
  readonly allOps: boolean;
  readonly interpolation: GridInterpolation;
  readonly fill: Fill | null;

  /** Throws ArgumentError for a severity that is none. */
  constructor(
    ...rest: Rest<
      AugMixOptions,
      [
        severity: number,
        mixtureWidth: number,
        chainDepth: number,
        alpha: number,
        allOps: boolean,
        interpolation: GridInterpolation,
        fill: Fill | null,
      ]
    >
  ) {
    super();
    const options = AUG_MIX_TAKES.read(rest);
    this.severity = options.severity ?? 3;
    this.mixtureWidth = options.mixtureWidth ?? 3;
    this.chainDepth = options.chainDepth ?? -1;
    this.alpha = options.alpha ?? 1;
    this.allOps = options.allOps ?? true;
    this.interpolation = options.interpolation ?? "bilinear";
    this.fill = options.fill ?? null;
    checkRange(this.severity, 1, BINS, "severity", "AugMix");
  }

  /** Weights and chains for an image of [height, width]. */
  getParams(size: Size, rng: Rng, ...rest: []): AugMixDraw {
    checkDraw(this, rest, { size, rng });
    return { weights: this.#weights(rng), chains: this.#chains(size, rng) };
  }

  #weights(rng: Rng): number[] {
    const [own, changed] = dirichlet(2, this.alpha, rng) as [number, number];
    return [own, ...dirichlet(this.mixtureWidth, this.alpha, rng).map((share) => share * changed)];
  }

  #chains(size: Size, rng: Rng): AugmentStep[][] {
    const space = this.allOps ? AUG_MIX : AUG_MIX_PART;
    const bin = (): number => rng.int(0, this.severity);
    return Array.from({ length: this.mixtureWidth }, () =>
      Array.from({ length: this.chainDepth > 0 ? this.chainDepth : rng.int(1, 4) }, () =>
        drawnStep(space, drawnOp(space, rng), bin, BINS, size, rng),
      ),
    );
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    checkImage(image, "AugMix");
    const size = image.shape.slice(-2) as [number, number];
    // A batch has weights for each image, and the chains in common.
    const rows = Array.from({ length: image.ndim === 4 ? (image.shape[0] as number) : 1 }, () =>
      this.#weights(random),
    );
    const chains = this.#chains(size, random);
    return scope(() => {
      const shares = tensor(rows, { dtype: "float32", device: image.device });
      const share = (at: number): Tensor =>
        image.ndim === 4 ? shares.select(1, at).view([-1, 1, 1, 1]) : shares.select(1, at).view([1, 1, 1]);
      const mixed = chains.reduce((sum, steps, at) => {
        const changed = steps.reduce((held, step) => stepImage(held, step, this), image);
        return sum.add(share(at + 1).mul(changed));
      }, share(0).mul(image));
      return mixed.to(image.dtype);
    });
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const { mask, masks, boxes, keypoints } = sample;
    const parts = Object.entries({ mask, masks, boxes, keypoints }).filter(([, part]) => part !== undefined);
    if (parts.length > 0) {
      throw new ArgumentError(
        `AugMix: expected a sample of an image alone, got one with ${parts.map(([name]) => name).join(", ")}: what is mixed ` +
          "from moved images has none; use RandAugment or TrivialAugmentWide, which move them along",
        { operation: "AugMix" },
      );
    }
    return super.changeSample(sample, rng);
  }
}
