/** What of `torch.nn.functional` is in `nn.functional`: names counted, those missing with their reasons. */

import * as functional from "../lib/nn/functional/index.ts";
import { camelCase } from "../lib/tensor/names.ts";

/** Public functions of Python's torch.nn.functional 2.13, without the helpers of its own that it lets out. */
export const pythonFunctions: readonly string[] = (
  "adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool1d_with_indices " +
  "adaptive_max_pool2d adaptive_max_pool2d_with_indices adaptive_max_pool3d adaptive_max_pool3d_with_indices " +
  "affine_grid alpha_dropout avg_pool1d avg_pool2d avg_pool3d batch_norm bilinear binary_cross_entropy " +
  "binary_cross_entropy_with_logits celu celu_ channel_shuffle conv1d conv2d conv3d conv_tbc conv_transpose1d " +
  "conv_transpose2d conv_transpose3d cosine_embedding_loss cosine_similarity cross_entropy ctc_loss dropout dropout1d " +
  "dropout2d dropout3d elu elu_ embedding embedding_bag feature_alpha_dropout fold fractional_max_pool2d " +
  "fractional_max_pool2d_with_indices fractional_max_pool3d fractional_max_pool3d_with_indices gaussian_nll_loss gelu " +
  "glu grid_sample group_norm grouped_mm gumbel_softmax hardshrink hardsigmoid hardswish hardtanh hardtanh_ " +
  "hinge_embedding_loss huber_loss instance_norm interpolate kl_div l1_loss layer_norm leaky_relu leaky_relu_ linear " +
  "linear_cross_entropy local_response_norm log_softmax logsigmoid lp_pool1d lp_pool2d lp_pool3d margin_ranking_loss " +
  "max_pool1d max_pool1d_with_indices max_pool2d max_pool2d_with_indices max_pool3d max_pool3d_with_indices " +
  "max_unpool1d max_unpool2d max_unpool3d mish mse_loss multi_head_attention_forward multi_margin_loss " +
  "multilabel_margin_loss multilabel_soft_margin_loss native_channel_shuffle nll_loss normalize one_hot pad " +
  "pairwise_distance pdist pixel_shuffle pixel_unshuffle poisson_nll_loss prelu relu relu6 relu_ rms_norm rrelu rrelu_ " +
  "scaled_dot_product_attention scaled_grouped_mm scaled_mm selu selu_ sigmoid silu smooth_l1_loss soft_margin_loss " +
  "softmax softmin softplus softshrink softsign tanh tanhshrink threshold threshold_ triplet_margin_loss " +
  "triplet_margin_with_distance_loss unfold upsample upsample_bilinear upsample_nearest"
).split(" ");

/** Names it lets out that are no functions for tensors. */
export const pythonHelpers: readonly string[] = (
  "Optional assert_int_or_pair boolean_dispatch handle_torch_function has_torch_function has_torch_function_unary " +
  "has_torch_function_variadic"
).split(" ");

/** Functions that are not here, and why. */
export const missingFunctions: Readonly<Record<string, string>> = {
  multi_head_attention_forward:
    "`nn.MultiheadAttention` does its work; its 25 arguments are that module's state",
  scaled_grouped_mm:
    'float8 matrix products of recent GPUs; `ops.unsafe("aten::_scaled_grouped_mm_v2", ...)` reaches it',
  scaled_mm: 'float8 matrix products of recent GPUs; `ops.unsafe("aten::_scaled_mm_v2", ...)` reaches it',
};

/** How many there are, and the section of docs/operators.md. Throws where one is missing without a reason. */
export function functionalReport(): { covered: number; total: number; text: string } {
  const missing = pythonFunctions.filter((name) => !Object.hasOwn(functional, camelCase(name)));
  for (const name of missing) {
    if (!Object.hasOwn(missingFunctions, name)) throw new Error(`nn.functional has no ${camelCase(name)}`);
  }
  const covered = pythonFunctions.length - missing.length;
  const text = `${covered} of the ${pythonFunctions.length} functions of Python's \`torch.nn.functional\`, by the same names in camelCase: required tensors by
position, the rest by name. Missing:

| function | reason |
|---|---|
${missing.map((name) => `| \`${name}\` | ${missingFunctions[name]} |`).join("\n")}`;
  return { covered, total: pythonFunctions.length, text };
}
