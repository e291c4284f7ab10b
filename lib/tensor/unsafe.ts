/**
 * Operators that trust their arguments: a wrong one crashes or corrupts the process instead of throwing, in every
 * binding of libtorch. Found by scripts/fuzz-ops.ts. `ops.unsafe` calls them; nothing else does.
 *
 * The public ones are halves of operators that check for them: autograd and the quantized modules call them with
 * arguments they made themselves. Private operators and libtorch's own namespaces are unsafe as a rule: 33 of the 477
 * names `aten::_...` crashed in 60,000 random calls, and a name that did not has not been shown to be safe. Where a
 * check of the arguments is enough the operator is not here but in guards.ts.
 */

const UNCHECKED_GRADIENT =
  "gradient kernel that does not check its arguments against each other; use autograd";
const UNCHECKED_CELL =
  "part of a recurrent network that does not check how many states and weights it is given";

/** Reason for each unsafe operator, by its name without `aten::`. */
export const unsafeOperators: Readonly<Record<string, string>> = {
  adaptive_max_pool2d_backward: UNCHECKED_GRADIENT,
  adaptive_max_pool3d_backward: UNCHECKED_GRADIENT,
  avg_pool2d_backward: UNCHECKED_GRADIENT,
  avg_pool3d_backward: UNCHECKED_GRADIENT,
  batch_norm_backward: UNCHECKED_GRADIENT,
  embedding_backward: UNCHECKED_GRADIENT,
  embedding_dense_backward: UNCHECKED_GRADIENT,
  embedding_sparse_backward: UNCHECKED_GRADIENT,
  fractional_max_pool2d_backward: UNCHECKED_GRADIENT,
  fractional_max_pool3d_backward: UNCHECKED_GRADIENT,
  gather_backward: UNCHECKED_GRADIENT,
  grid_sampler_2d_backward: UNCHECKED_GRADIENT,
  grid_sampler_3d_backward: UNCHECKED_GRADIENT,
  max_pool2d_with_indices_backward: UNCHECKED_GRADIENT,
  max_pool3d_with_indices_backward: UNCHECKED_GRADIENT,
  mkldnn_rnn_layer: UNCHECKED_CELL,
  mkldnn_rnn_layer_backward: UNCHECKED_GRADIENT,
  multi_margin_loss_backward: UNCHECKED_GRADIENT,
  native_batch_norm_backward: UNCHECKED_GRADIENT,
  native_layer_norm_backward: UNCHECKED_GRADIENT,
  native_group_norm_backward: UNCHECKED_GRADIENT,
  reflection_pad1d_backward: UNCHECKED_GRADIENT,
  reflection_pad2d_backward: UNCHECKED_GRADIENT,
  reflection_pad3d_backward: UNCHECKED_GRADIENT,
  replication_pad1d_backward: UNCHECKED_GRADIENT,
  replication_pad2d_backward: UNCHECKED_GRADIENT,
  replication_pad3d_backward: UNCHECKED_GRADIENT,
  smooth_l1_loss_backward: UNCHECKED_GRADIENT,
  quantized_gru_cell: UNCHECKED_CELL,
  quantized_lstm_cell: UNCHECKED_CELL,
  quantized_rnn_relu_cell: UNCHECKED_CELL,
  quantized_rnn_tanh_cell: UNCHECKED_CELL,
};

/**
 * Private operators (`aten::_name`) that `ops.call` takes: those that check their arguments, or that guards.ts
 * checks for. The library itself uses them. A name that ends in `*` stands for all that begin so.
 */
export const privateOperators: readonly string[] = [
  "_amp_foreach_non_finite_check_and_unscale_",
  "_amp_update_scale_",
  "_conj",
  "_foreach_*",
  "_fused_adagrad_",
  "_fused_adam_",
  "_fused_adamw_",
  "_fused_sgd_",
  "_neg_view",
  "_upsample_*",
];

/** libtorch's own namespaces beside `aten`. Those of libraries that a program loads itself are not among them. */
const PRIVATE_NAMESPACES = new Set([
  "_c10d_functional",
  "_c10d_functional_autograd",
  "_dtensor",
  "_quantized",
  "_test",
  "c10d",
  "inductor",
  "inductor_prims",
  "mkl",
  "mkldnn",
  "mkldnn_prepacked",
  "onednn",
  "prim",
  "prims",
  "profiler",
  "quantization",
  "quantized",
  "sparse",
  "static_runtime",
  "symm_mem",
]);

const PRIVATE =
  "private operator of libtorch: these trust their arguments, and random ones crashed one in fourteen of them";

function isTrusted(name: string): boolean {
  return privateOperators.some((known) =>
    known.endsWith("*") ? name.startsWith(known.slice(0, -1)) : name === known,
  );
}

/** Why an operator (`aten::add` or `aten::add.out`) is unsafe; undefined when it is not. */
export function reasonUnsafe(name: string): string | undefined {
  const [, namespace, plain] = /^([^:]*)::([^.]*)/.exec(name) ?? [];
  if (namespace === undefined || plain === undefined) return undefined;
  if (PRIVATE_NAMESPACES.has(namespace)) return PRIVATE;
  if (namespace !== "aten") return undefined;
  if (Object.hasOwn(unsafeOperators, plain)) return unsafeOperators[plain];
  return plain.startsWith("_") && !plain.startsWith("__") && !isTrusted(plain) ? PRIVATE : undefined;
}
