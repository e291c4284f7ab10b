/** Where PyTorch leaves what lay in memory: those values are not compared, because no two runs have them alike. */

/** Results of which only dtypes and shapes are compared: all, or those at these places. */
export const unspecified: Readonly<Record<string, "all" | number[]>> = {
  empty: "all",
  empty_like: "all",
  empty_permuted: "all",
  empty_quantized: "all",
  empty_strided: "all",
  new_empty: "all",
  new_empty_strided: "all",
  // Packed for the processor's instructions, with gaps.
  fbgemm_pack_gemm_matrix_fp16: "all",
  fbgemm_pack_quantized_matrix: "all",
  // The last result is oneDNN's workspace.
  mkldnn_rnn_layer: [3],
};

/** Operators that are not called for a batch of none: they grow a tensor, or leave a mean of nothing unwritten. */
export const neverEmpty: ReadonlySet<string> = new Set([
  "multi_margin_loss",
  "multilabel_margin_loss",
  "multilabel_margin_loss_forward",
  "resize",
  "resize_",
  "resize_as",
  "resize_as_",
]);

/** Operators whose result for a NaN is a variable that was never set. */
export const neverSpecial = /_polynomial_/;

/** Operators that are not called with transposed and stepped tensors. */
export const neverStrided: ReadonlySet<string> = new Set([
  // Reads a stepped bias as if its elements lay side by side.
  "mkldnn_linear",
  // Here indices are checked, as with PyTorch's check_invariants, which wants them contiguous.
  "sparse_bsc_tensor",
  "sparse_bsr_tensor",
  "sparse_compressed_tensor",
  "sparse_csc_tensor",
  "sparse_csr_tensor",
]);
