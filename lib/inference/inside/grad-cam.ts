/**
 * Grad-CAM: which places of a convolutional map speak for a class.
 *
 * "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", https://arxiv.org/abs/1610.02391.
 */

import { integerFrom, type Rest, signature, string } from "../../edge/index.ts";
import { factsOf } from "../../models/facts.ts";
import { headsFor } from "../../models/head-paths.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import type { SegmentationOutputs } from "../../models/segmentation/base.ts";
import { segmentationLogits } from "../../models/segmentation/outputs.ts";
import { ArgumentError, AutogradError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { autograd, enableGrad, keep, noGrad, scope, Tensor } from "../../tensor/index.ts";
import { resizeHeat } from "../../vision/heatmap.ts";
import { enough, layerAt, run, watch } from "./layers.ts";
import { checkFinite } from "./non-finite.ts";
import { asBatch, type ClassExplanation, checkLogits, chooseTarget, scaleByLargest } from "./score.ts";

/** Options of {@link gradCam}. */
export interface GradCamOptions {
  /** Index of the class. Default: the one the network finds most probable. */
  target?: number;
  /**
   * Path of a layer that gives (N, C, h, w). Default: the block that the network declares, of a segmentation network the
   * encoder's last; else the last before the head that gives such a map.
   */
  layer?: string;
}

const TAKES = signature<GradCamOptions>("models.gradCam", {
  takes: { model: moduleKind, image: tensorKind },
  options: { target: integerFrom(0), layer: string },
});

/** What {@link gradCam} gives: `raw` is the class activation map at the layer's resolution, after the ReLU. */
export interface GradCam extends ClassExplanation {
  /** Path of the layer whose map was weighed. */
  layer: string;
}

/**
 * Grad-CAM: the maps of a layer, weighed by the mean gradient of the class's logit with respect to each, summed,
 * and cut off below zero; `heat` is that resized bilinearly and divided by its largest value (all zero where nothing
 * speaks for the class).
 *
 * A segmentation network's logit of a class is the mean over the pixels ("Towards Interpretable Semantic Segmentation
 * via Gradient-weighted Class Activation Mapping", https://arxiv.org/abs/2002.11434).
 *
 * Runs in evaluation mode and puts the mode back before it returns. Parameters need no gradient and get none.
 *
 *     const { heat, target } = models.gradCam(model, image); // image (3, H, W) as the network takes it
 *     await writeImage(overlay(picture, heat), "why.png");
 *
 * @throws ArgumentError for a layer or class that is not there, and for a network without a convolutional map (a
 *   Vision Transformer: `attentionRollout`); ShapeError for another shape of image or map; NonFiniteOutputError where
 *   the logits are not finite
 */
export function gradCam(model: nn.Module, image: Tensor, ...rest: Rest<GradCamOptions>): GradCam {
  const options = TAKES.read(rest);
  TAKES.check(model, image);
  const operation = TAKES.name;
  return inEvalMode(model, () =>
    scope(() => {
      const batch = asBatch(operation, model, image);
      const at = (path: string): Derived & { path: string } => {
        const layer = layerAt(operation, model, path);
        return { path, ...derive(operation, model, layer, batch, options.target) };
      };
      let found = at(options.layer ?? declaredBlock(operation, model) ?? lastMap(operation, model, batch));
      // The block's map of a small image may have one place, which says nothing: then the last one that has several.
      const isOnePlace = found.maps.shape[2] === 1 && found.maps.shape[3] === 1;
      if (options.layer === undefined && isOnePlace) found = at(lastMap(operation, model, batch));
      const { path, maps, gradient, target, score } = found;
      return noGrad(() => {
        const weights = gradient.mean([2, 3], true); // (1, C, h, w) -> (1, C, 1, 1)
        const raw = weights.mul(maps).sum(1).relu().select(0, 0).float(); // (1, C, h, w) -> (1, h, w) -> (h, w)
        const [height, width] = batch.shape.slice(2) as [number, number];
        const heat = scaleByLargest(resizeHeat(raw, [height, width]));
        return { heat, raw, target, score, layer: path };
      });
    }),
  );
}

/** A layer's output and the gradient of a class's logit with respect to it. */
interface Derived {
  maps: Tensor;
  gradient: Tensor;
  target: number;
  score: number;
}

/** Of a layer; inside a scope. */
function derive(
  operation: string,
  model: nn.Module,
  layer: nn.Module,
  batch: Tensor,
  asked: number | undefined,
): Derived {
  const isPixelwise = factsOf(model).task === "segmentation";
  let maps: Tensor | undefined;
  let output: unknown;
  try {
    return enableGrad(() => {
      watch(
        [
          () =>
            layer.registerForwardHook((_, __, given: unknown) => {
              checkMap(operation, layer, given);
              maps?.dispose();
              // The graph begins here, so nothing is recorded before. The network goes on with a copy, which layers
              // that work in place may change.
              maps = keep(given.detach().requiresGrad_(true));
              return maps.clone();
            }),
        ],
        () => {
          output = run(model, batch);
        },
      );
      if (maps === undefined) {
        throw new ArgumentError(
          `${operation}: the forward of ${model.constructor.name} did not run that layer`,
        );
      }
      const logits = checkLogits(operation, model, isPixelwise ? meanOfPixels(output) : output);
      checkFinite(operation, model, batch, logits.detach());
      const target = chooseTarget(operation, logits, asked);
      const score = logits.select(0, 0).select(0, target);
      if (!score.requiresGrad) throw unrelated(operation);
      const [gradient] = autograd.grad(score, maps, { allowUnused: true });
      if (gradient === null || gradient === undefined) throw unrelated(operation);
      return { maps: maps.detach(), gradient, target, score: Number(score.detach().item()) };
    });
  } finally {
    maps?.dispose();
  }
}

/** Logits of pixels (N, C, H, W) -> of images (N, C). */
function meanOfPixels(output: unknown): Tensor {
  return segmentationLogits(output as Tensor | SegmentationOutputs).mean([2, 3]); // what a network for segmentation gives
}

function unrelated(operation: string): AutogradError {
  return new AutogradError(
    `${operation}: the logit does not depend on that layer's output; take a layer on the way to the head`,
    { operation },
  );
}

function checkMap(operation: string, layer: nn.Module, output: unknown): asserts output is Tensor {
  if (output instanceof Tensor && output.ndim === 4) return;
  const got = output instanceof Tensor ? `[${output.shape}]` : typeof output;
  throw new ShapeError(
    `${operation}: expected a layer that gives a map (N, C, h, w), got ${got} from a ${layer.constructor.name}`,
    { operation },
  );
}

/** Layers that only gather or drop what others found. */
const PASSIVE = [
  nn.AdaptiveAvgPool2d,
  nn.AvgPool2d,
  nn.AdaptiveMaxPool2d,
  nn.Dropout,
  nn.Dropout2d,
  nn.AlphaDropout,
  nn.FeatureAlphaDropout,
  nn.Identity,
];

/** Path of the last layer before the head that gives a map with more than one place; inside a scope. */
function lastMap(operation: string, model: nn.Module, batch: Tensor): string {
  let last: string | undefined;
  const [path = ""] = headsFor(operation, model);
  const hooks = [...model.namedModules()].map(([own, module]) => () => {
    if (own === path) return module.registerForwardPreHook(enough);
    return module.registerForwardHook((_, __, output: unknown) => {
      if (!(output instanceof Tensor) || output.ndim !== 4 || PASSIVE.some((kind) => module instanceof kind))
        return;
      const [height, width] = output.shape.slice(2) as [number, number];
      if (own !== "" && height * width > 1) last = own;
    });
  });
  scope(() => noGrad(() => watch(hooks, () => run(model, batch))));
  return last ?? refuseNone(operation, model);
}

/** Path of the block that the network was declared to be looked at by; undefined where nothing was declared. */
function declaredBlock(operation: string, model: nn.Module): string | undefined {
  const { gradCam: block } = factsOf(model);
  if (block === null) return refuseNone(operation, model);
  return typeof block === "function" ? block(model) : block;
}

function refuseNone(operation: string, model: nn.Module): never {
  throw new ArgumentError(
    `${operation}: no layer of ${model.constructor.name} gives a map (N, C, h, w) before the head for this image. ` +
      "Vision Transformers are explained by models.attentionRollout, any network by models.occlusion",
    { operation },
  );
}
