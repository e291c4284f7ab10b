/** Public operators that the suite does not compare, each with its reason. */

const CUDA = "has a kernel for CUDA only";
const CUDNN = "cuDNN's: CUDA only";
const MIOPEN = "MIOpen's: AMD GPUs only";
const MPS = "for Apple's GPUs only";
const ELSEWHERE = "a hook for backends outside libtorch";
const PACKED = "takes weights that another operator packed for the processor at hand";
const ONEDNN = "is refused by oneDNN: could not execute a primitive";
const NO_KERNEL = "has no kernel that the CPU can run";

/** Reasons by ATen name. */
export const notCompared: Readonly<Record<string, string>> = {
  batch_norm_backward_elemt: CUDA,
  batch_norm_backward_reduce: CUDA,
  batch_norm_elemt: CUDA,
  batch_norm_gather_stats: CUDA,
  batch_norm_gather_stats_with_counts: CUDA,
  batch_norm_stats: CUDA,
  conv_depthwise3d: CUDA,
  convolution_backward_overrideable: ELSEWHERE,
  convolution_overrideable: ELSEWHERE,
  cudnn_affine_grid_generator: CUDNN,
  cudnn_affine_grid_generator_backward: CUDNN,
  cudnn_batch_norm: CUDNN,
  cudnn_batch_norm_backward: CUDNN,
  cudnn_convolution: CUDNN,
  cudnn_convolution_add_relu: CUDNN,
  cudnn_convolution_relu: CUDNN,
  cudnn_convolution_transpose: CUDNN,
  cudnn_grid_sampler: CUDNN,
  cudnn_grid_sampler_backward: CUDNN,
  fbgemm_linear_fp16_weight: PACKED,
  fbgemm_linear_fp16_weight_fp32_activation: PACKED,
  fbgemm_linear_int8_weight: PACKED,
  fbgemm_linear_int8_weight_fp32_activation: PACKED,
  from_file: "reads a file by name; fromFile and mapFile have tests of their own",
  get_gradients: "asks for a context of distributed autograd",
  indices_copy: NO_KERNEL,
  linear_backward: MPS,
  lstm_mps_backward: MPS,
  matmul_backward: "has a kernel for nested tensors only",
  max_pool2d_backward: MPS,
  miopen_batch_norm: MIOPEN,
  miopen_batch_norm_backward: MIOPEN,
  miopen_convolution: MIOPEN,
  miopen_convolution_add_relu: MIOPEN,
  miopen_convolution_relu: MIOPEN,
  miopen_convolution_transpose: MIOPEN,
  miopen_ctc_loss: MIOPEN,
  miopen_depthwise_convolution: MIOPEN,
  miopen_rnn: MIOPEN,
  miopen_rnn_backward: MIOPEN,
  mkldnn_max_pool2d_backward: ONEDNN,
  mkldnn_max_pool3d_backward: ONEDNN,
  mkldnn_rnn_layer_backward:
    "takes the workspace that mkldnn_rnn_layer left; covered by the gradient of lstm",
  mps_convolution_backward: MPS,
  mps_convolution_transpose_backward: MPS,
  pin_memory: "needs an accelerator",
  qscheme: "returns a kind that has no JavaScript form",
  quantized_gru: PACKED,
  quantized_gru_cell: PACKED,
  quantized_lstm: PACKED,
  quantized_lstm_cell: PACKED,
  quantized_rnn_relu_cell: PACKED,
  quantized_rnn_tanh_cell: PACKED,
};
