/**
 * Arguments that libtorch takes without a check and then crashes or hangs on, in every binding: each is refused here
 * with its reason. Found by scripts/fuzz-ops.ts; what no check of a few arguments makes safe stands in unsafe.ts.
 *
 * A check sees the arguments by their names in the schema, in camelCase; those left out are undefined. It gives the
 * reason to refuse the call, or undefined: it must never refuse what PyTorch carries out.
 */

import {
  atLeast,
  bags,
  byColumns,
  byRows,
  compressedIndices,
  denseSource,
  every,
  type Guard,
  kernelOfWeight,
  labelsInRange,
  ldlPivots,
  lists,
  lstm,
  matrixToPack,
  negatable,
  neverQuantized,
  noGradientOfNothing,
  notQuantized,
  observed,
  onePerChannel,
  onePivotPerRow,
  padding,
  padsApart,
  placesOfNothing,
  recurrent,
  sameLayout,
  sameLayouts,
  sameSizes,
  sizesOfInput,
  someElements,
  someTensors,
  sparseIndices,
  steps,
  threeSizes,
  weightWithRows,
  wholeStep,
  wholeZeroPoints,
  windowExtent,
  windowOf32Bits,
} from "./guard-checks.ts";
import { atMost, boundWithin64Bits, fewBins, polynomials } from "./guard-loops.ts";

export type { Call, Guard, NamedArguments } from "./guard-checks.ts";

/** Guard of each operator, or of one overload, that needs one, by its name without `aten::`. */
export const guards: Readonly<Record<string, Guard>> = {
  _conj: notQuantized,
  _foreach_copy: every(lists, sameLayouts),
  _foreach_copy_: every(lists, sameLayouts),
  _fused_adagrad_: sameSizes("grads", "stateSums", "stateSteps"),
  _fused_adam_: sameSizes("grads", "expAvgs", "expAvgSqs", "maxExpAvgSqs", "stateSteps"),
  _fused_adamw_: sameSizes("grads", "expAvgs", "expAvgSqs", "maxExpAvgSqs", "stateSteps"),
  _fused_moving_avg_obs_fq_helper: observed,
  _fused_sgd_: sameSizes("grads", "momentumBufferList"),
  _neg_view: notQuantized,
  adaptive_avg_pool1d: placesOfNothing,
  adaptive_avg_pool2d: placesOfNothing,
  adaptive_avg_pool3d: placesOfNothing,
  "adaptive_avg_pool3d.out": every(placesOfNothing, threeSizes),
  adaptive_max_pool1d: placesOfNothing,
  adaptive_max_pool2d: placesOfNothing,
  adaptive_max_pool3d: placesOfNothing,
  batch_norm_update_stats: onePerChannel,
  "cat.out": someTensors,
  choose_qparams_optimized: fewBins,
  col2im: padding,
  "concat.out": someTensors,
  "concatenate.out": someTensors,
  // As many tensors of as many dimensions each.
  combinations: atMost("r", 2 ** 13),
  copy: sameLayout,
  ctc_loss: labelsInRange,
  embedding_bag: bags,
  "empty.memory_format": someElements,
  fbgemm_linear_quantize_weight: matrixToPack,
  fbgemm_pack_gemm_matrix_fp16: matrixToPack,
  fbgemm_pack_quantized_matrix: matrixToPack,
  fused_moving_avg_obs_fake_quant: observed,
  gru: recurrent,
  im2col: padding,
  index_copy_: denseSource,
  linalg_ldl_solve: ldlPivots,
  linalg_matrix_power: negatable,
  lstm,
  lu_unpack: onePivotPerRow,
  max_pool1d: windowExtent,
  matrix_power: negatable,
  mkldnn_linear: weightWithRows,
  mkldnn_reorder_conv2d_weight: steps,
  mkldnn_reorder_conv3d_weight: steps,
  native_batch_norm: onePerChannel,
  native_group_norm: every(atLeast("group", 1), sizesOfInput),
  pdist: noGradientOfNothing,
  quantize_per_channel: wholeZeroPoints,
  quantized_max_pool1d: windowOf32Bits,
  quantized_max_pool2d: windowOf32Bits,
  quantized_max_pool3d: windowOf32Bits,
  random: boundWithin64Bits,
  random_: boundWithin64Bits,
  range: wholeStep,
  "reflection_pad1d.out": padsApart,
  "reflection_pad2d.out": padsApart,
  "reflection_pad3d.out": padsApart,
  "replication_pad1d.out": padsApart,
  "replication_pad2d.out": padsApart,
  "replication_pad3d.out": padsApart,
  rnn_relu: recurrent,
  rnn_tanh: recurrent,
  slow_conv3d: kernelOfWeight,
  slow_conv3d_forward: kernelOfWeight,
  slow_conv_dilated2d: kernelOfWeight,
  slow_conv_dilated3d: kernelOfWeight,
  slow_conv_transpose2d: kernelOfWeight,
  slow_conv_transpose3d: kernelOfWeight,
  sparse_bsc_tensor: byColumns("sparse_bsc"),
  sparse_bsr_tensor: byRows("sparse_bsr"),
  sparse_compressed_tensor: compressedIndices(({ layout }) => layout, "compressedIndices", "plainIndices"),
  sparse_coo_tensor: sparseIndices,
  sparse_csc_tensor: byColumns("sparse_csc"),
  sparse_csr_tensor: byRows("sparse_csr"),
  "tensor_split.sections": atMost("sections", 2 ** 24),
  thnn_conv2d: kernelOfWeight,
  to_mkldnn: someElements,
  "view.dtype": neverQuantized,
  "view_copy.dtype": neverQuantized,
  ...polynomials,
};

/** @internal The guard of an overload (`aten::lstm.input`), if it or its operator has one. */
export function guardOf(name: string): Guard | undefined {
  if (!name.startsWith("aten::")) return undefined;
  const plain = name.slice("aten::".length);
  // `view_copy.dtype_out` is `view_copy.dtype` with a tensor for its result.
  for (const key of [plain, plain.replace(/_out$/, ""), plain.split(".")[0] as string]) {
    if (Object.hasOwn(guards, key)) return guards[key];
  }
  return plain.startsWith("_foreach_") ? lists : undefined;
}
