/** Gamma correction: `gain * value ** gamma` of values from 0 to 1, as torchvision's `adjust_gamma`. */
import { number, numberFrom, type Rest, signature } from "../../edge/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { CheckedTransform } from "./checked.ts";
import { checkImage } from "./checks.ts";
import { convertImageDtype } from "./color.ts";

/** Options of {@link AdjustGamma}; plain JSON. */
export interface AdjustGammaOptions {
  /** Above 1 dark parts become darker, below 1 lighter. */
  gamma: number;
  /** Default 1. */
  gain?: number;
}

const TAKES = signature<AdjustGammaOptions>("transforms.AdjustGamma", {
  options: { gamma: numberFrom(0), gain: number },
  required: ["gamma"],
});

/** Changes the gamma of images of uint8, or of floating values in [0, 1]; masks, boxes and keypoints stay. */
export class AdjustGamma extends CheckedTransform {
  readonly options: Required<AdjustGammaOptions>;

  /** Throws ArgumentError for a gamma below 0. */
  constructor(...rest: Rest<AdjustGammaOptions>) {
    super();
    const { gamma, gain = 1 } = TAKES.read(rest);
    this.options = { gamma, gain };
  }

  protected override change(image: Tensor): Tensor {
    checkImage(image, "AdjustGamma");
    const { gamma, gain } = this.options;
    return scope(() => {
      const values = convertImageDtype(image, "float32");
      return convertImageDtype(values.pow(gamma).mul(gain).clamp(0, 1), image.dtype);
    });
  }
}
