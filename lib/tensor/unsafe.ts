/**
 * Operators that trust their arguments: a wrong one crashes or corrupts the process instead of throwing, in every
 * binding of libtorch. Found by scripts/fuzz-ops.ts. `ops.unsafe` calls them; nothing else does.
 *
 * All are halves of operators that check for them: autograd and the quantized modules call them with arguments
 * they made themselves.
 */

const UNCHECKED_GRADIENT =
  "gradient kernel that does not check its arguments against each other; use autograd";
const UNCHECKED_CELL =
  "part of a recurrent network that does not check how many states and weights it is given";

/** Reason for each unsafe operator, by its name without `aten::`. */
export const unsafeOperators: Readonly<Record<string, string>> = {
  batch_norm_backward: UNCHECKED_GRADIENT,
  embedding_backward: UNCHECKED_GRADIENT,
  embedding_dense_backward: UNCHECKED_GRADIENT,
  embedding_sparse_backward: UNCHECKED_GRADIENT,
  fractional_max_pool2d_backward: UNCHECKED_GRADIENT,
  fractional_max_pool3d_backward: UNCHECKED_GRADIENT,
  mkldnn_rnn_layer: UNCHECKED_CELL,
  mkldnn_rnn_layer_backward: UNCHECKED_GRADIENT,
  native_batch_norm_backward: UNCHECKED_GRADIENT,
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

/** Why an operator (`aten::add` or `aten::add.out`) is unsafe; undefined when it is not. */
export function reasonUnsafe(name: string): string | undefined {
  const plain = /^aten::([^.]+)/.exec(name)?.[1] ?? "";
  return Object.hasOwn(unsafeOperators, plain) ? unsafeOperators[plain] : undefined;
}
