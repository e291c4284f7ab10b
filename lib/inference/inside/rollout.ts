/**
 * Attention rollout: how much of each patch reaches the class token through all blocks of a Vision Transformer.
 *
 * "Quantifying Attention Flow in Transformers", https://arxiv.org/abs/2005.00928.
 */

import { oneOf, type Rest, signature } from "../../edge/index.ts";
import { VisionTransformer } from "../../models/classification/vit.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { eye, keep, noGrad, scope, type Tensor } from "../../tensor/index.ts";
import { resizeHeat } from "../../vision/heatmap.ts";
import { run, watch } from "./layers.ts";
import { checkFinite } from "./non-finite.ts";
import { asBatch, type Explanation, scaleToRange } from "./score.ts";

/** Options of {@link attentionRollout}. */
export interface RolloutOptions {
  /** How the heads of a block become one: "mean" (default, the paper's), "max" or "min". */
  heads?: "mean" | "max" | "min";
}

const TAKES = signature<RolloutOptions>("models.attentionRollout", {
  takes: { model: moduleKind, image: tensorKind },
  options: { heads: oneOf("mean", "max", "min") },
});

/** What {@link attentionRollout} gives: `raw` (h, w) is the class token's attention to each patch. */
export interface Rollout extends Explanation {
  /** (L, L) with L = 1 + h w: rows sum to one; the first row and column are the class token's. */
  attention: Tensor;
}

/**
 * Attention rollout of a Vision Transformer: the blocks' attentions, their heads' mean, each with half an identity
 * for the residual connection, multiplied from first to last. `heat` is `raw` resized bilinearly and scaled from its
 * smallest to its largest value. It tells where the network looked, not for which class.
 *
 * Runs in evaluation mode, without gradients, and puts the mode back.
 *
 *     const { heat } = models.attentionRollout(vit, image);
 *
 * @throws ArgumentError for a network that is no VisionTransformer; ShapeError for an image of another size
 */
export function attentionRollout(
  model: VisionTransformer,
  image: Tensor,
  ...rest: Rest<RolloutOptions>
): Rollout {
  const operation = TAKES.name;
  const { heads = "mean" } = TAKES.read(rest);
  TAKES.check(model, image);
  if (!(model instanceof VisionTransformer)) {
    throw new ArgumentError(
      `${operation}: expected a VisionTransformer (vit_b_16 and its kin), got ${(model as nn.Module)?.constructor?.name}; ` +
        "models.gradCam and models.occlusion explain convolutional networks",
      { operation },
    );
  }
  return inEvalMode(model, () =>
    scope(() =>
      noGrad(() => {
        const batch = asBatch(operation, model, image);
        const attention = rollOut(model, batch, heads);
        checkFinite(operation, model, batch, attention);
        const side = model.image_size / model.patch_size;
        const raw = attention.select(0, 0).slice(0, 1).clone().view([side, side]); // (1 + h w) -> (h w) -> (h, w)
        const [height, width] = batch.shape.slice(2) as [number, number];
        return { heat: scaleToRange(resizeHeat(raw, [height, width])), raw, attention };
      }),
    ),
  );
}

/** The product of all blocks' attentions: (L, L). */
function rollOut(model: VisionTransformer, batch: Tensor, heads: "mean" | "max" | "min"): Tensor {
  let rolled: Tensor | undefined;
  const attentions = [...model.encoder.modules()].filter((module) => module instanceof nn.MultiheadAttention);
  try {
    watch(
      attentions.flatMap((attention) => [
        // The blocks ask for no weights; asked for them, they come for each head.
        () =>
          attention.registerForwardPreHook((_, [query, key, value, given]) => [
            query,
            key,
            value,
            { ...given, needWeights: true, averageAttnWeights: false },
          ]),
        () =>
          attention.registerForwardHook((_, __, [, weights]) => {
            if (weights === null) return;
            const before = rolled;
            rolled = keep(scope(() => step(weights.select(0, 0).float(), before, heads)));
            before?.dispose();
          }),
      ]),
      () => run(model, batch),
    );
    if (rolled === undefined)
      throw new ArgumentError("models.attentionRollout: the network has no attention");
    return rolled.clone();
  } finally {
    rolled?.dispose();
  }
}

/** One block further: weights (heads, L, L) of the block, and what came before it (L, L). */
function step(weights: Tensor, before: Tensor | undefined, heads: "mean" | "max" | "min"): Tensor {
  let fused = weights.mean([0]);
  if (heads === "max") fused = weights.amax([0]);
  if (heads === "min") fused = weights.amin([0]);
  const identity = eye(weights.shape[1] as number).to(weights.device);
  const mixed = fused.add(identity).mul(0.5); // half of each: the block's output is attention plus input
  const flow = mixed.div(mixed.sum([1], true));
  return before === undefined ? flow : flow.matmul(before);
}
