/**
 * What all detection networks share, whatever they are made of: training, inference and the command line know no more of one.
 * Imports no weights, so that any file of the floor can ask it.
 */

import { signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { noGrad, type Tensor } from "../../tensor/index.ts";
import type { Detections, DetectionTarget } from "../../vision/detection-sample.ts";
import { declare } from "../facts.ts";
import { type ModelOrigin, originOf } from "../origin.ts";

const EVALUATE = signature("models.detection.DetectionModule.evaluate");

/** Losses by name, each a scalar; their sum is what one trains. */
export type DetectionLosses = Record<string, Tensor>;

/**
 * A network that finds objects: images (C, H, W) in 0..1, each of its own size -> boxes, classes and scores of each image, with
 * masks where the network finds them. `L` are its losses.
 */
export abstract class DetectionModule<L extends DetectionLosses = DetectionLosses> extends nn.Module {
  static {
    declare(DetectionModule, { task: "detection" });
  }

  /** Whether it finds masks, and learns from them. */
  abstract readonly hasMasks: boolean;

  /** As torchvision: in training mode the losses of images with targets, in evaluation mode what is found. */
  abstract override forward(images: readonly Tensor[]): Detections[];
  abstract override forward(
    images: readonly Tensor[],
    targets: readonly DetectionTarget[] | null,
  ): Detections[] | L;

  /** The losses in either mode, those of a validation in evaluation mode. */
  abstract losses(images: readonly Tensor[], targets: readonly DetectionTarget[], ...rest: []): L;

  /** What is found, as in evaluation mode and without gradients, in either mode. */
  abstract detect(images: readonly Tensor[], ...rest: []): Detections[];

  /**
   * Losses and what is found in images, both in evaluation mode and without gradients: what a validation measures. A network whose
   * two share most of their work does it once.
   */
  evaluate(
    images: readonly Tensor[],
    targets: readonly DetectionTarget[],
    ...rest: []
  ): { losses: L; detections: Detections[] } {
    EVALUATE.read(rest);
    return noGrad(() =>
      inEvalMode(this, () => ({ losses: this.losses(images, targets), detections: this.detect(images) })),
    );
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }
}
