/**
 * Calls that make sense, of operators that random arguments rarely get far into: those that read one argument as
 * places in another, and those whose arguments must fit each other. The fuzzer changes one or two of their arguments.
 */

import {
  arange,
  empty,
  isTensor,
  ones,
  ops,
  rand,
  randn,
  type Tensor,
  tensor,
  torch,
} from "../../lib/tensor/index.ts";
import { nonsense } from "./hostile.ts";
import { below, choose, chooseCall, type Random } from "./random.ts";
import { randomInt, randomTensor, withGradient } from "./values.ts";

const f = (...shape: number[]): Tensor => randn(shape);
const i = (...values: number[]): Tensor => tensor(values, { dtype: "int64" });
const square = (): Tensor => f(3, 3).matmul(f(3, 3)).add(torch.eye(3).mul(5));

type Template = readonly [name: string, args: () => unknown[]];

// biome-ignore format: one line per operator reads as a table
const TEMPLATES: readonly Template[] = [
  ["gather", () => [f(3, 4), 1, i(0, 1, 2, 3).reshape([2, 2])]],
  ["scatter", () => [f(3, 4), 1, i(0, 1, 2, 3).reshape([2, 2]), f(2, 2)]],
  ["scatter_", () => [f(3, 4), 0, i(0, 1, 2, 1).reshape([2, 2]), f(2, 2)]],
  ["scatter_add_", () => [f(3, 4), 1, i(0, 1, 2, 3).reshape([2, 2]), f(2, 2)]],
  ["scatter_reduce_", () => [f(3, 4), 1, i(0, 1, 2, 3).reshape([2, 2]), f(2, 2), "amax"]],
  ["index_select", () => [f(3, 4), 1, i(0, 3, 1)]],
  ["index_add_", () => [f(3, 4), 1, i(0, 3, 1), f(3, 3)]],
  ["index_copy_", () => [f(3, 4), 1, i(0, 3, 1), f(3, 3)]],
  ["index_fill_", () => [f(3, 4), 1, i(0, 3, 1), 2]],
  ["index_reduce_", () => [f(3, 4), 1, i(0, 3, 1), f(3, 3), "prod"]],
  ["index", () => [f(3, 4), [i(0, 2), i(1, 3)]]],
  ["index_put_", () => [f(3, 4), [i(0, 2), i(1, 3)], f(2)]],
  ["take", () => [f(3, 4), i(0, 11, 5)]],
  ["put_", () => [f(3, 4), i(0, 11, 5), f(3)]],
  ["take_along_dim", () => [f(3, 4), i(0, 1, 2).reshape([3, 1]), 1]],
  ["masked_scatter", () => [f(3, 4), tensor([true, false, true, false]), f(6)]],
  ["masked_select", () => [f(3, 4), tensor([true, false, true, false])]],
  ["repeat_interleave", () => [i(1, 2, 3)]],
  ["bincount", () => [i(1, 2, 3), f(3), 2]],
  ["histc", () => [f(10), 4, -1, 1]],
  ["histogram", () => [f(10), tensor([-1, 0, 1])]],
  ["searchsorted", () => [tensor([1, 2, 3]), f(4)]],
  ["bucketize", () => [f(4), tensor([1, 2, 3])]],
  ["embedding", () => [f(5, 3), i(0, 4, 2), -1, false, false]],
  ["embedding_renorm_", () => [f(5, 3), i(0, 4, 2), 1, 2]],
  ["embedding_bag", () => [f(5, 3), i(0, 4, 2, 1), i(0, 2), false, 0, false, null, false, -1]],
  ["embedding_bag", () => [f(5, 3), i(0, 4, 2, 1), i(0, 2, 4), false, 1, false, null, true, 1]],
  ["nll_loss", () => [f(3, 5), i(0, 4, 2), f(5), 1, -100]],
  ["nll_loss2d", () => [f(2, 5, 2, 2), i(0, 4, 2, 1, 0, 0, 1, 2).reshape([2, 2, 2]), f(5), 1, -100]],
  ["nll_loss_backward", () => [f(), f(3, 5), i(0, 4, 2), f(5), 1, -100, f()]],
  ["nll_loss2d_backward", () => [f(), f(2, 5, 2, 2), i(0, 4, 2, 1, 0, 0, 1, 2).reshape([2, 2, 2]), null, 1, -100, f()]],
  ["cross_entropy_loss", () => [f(3, 5), i(0, 4, 2), f(5), 1, -100, 0.1]],
  ["multi_margin_loss", () => [f(3, 5), i(0, 4, 2), 1, 1, f(5), 1]],
  ["multilabel_margin_loss", () => [f(2, 3), i(0, 2, -1, 1, -1, -1).reshape([2, 3]), 1]],
  ["multilabel_margin_loss_backward", () => [f(), f(2, 3), i(0, 2, -1, 1, -1, -1).reshape([2, 3]), 1, ones([2, 3])]],
  ["ctc_loss", () => [f(5, 2, 4).logSoftmax(2), i(1, 2, 3, 1).reshape([2, 2]), [5, 4], [2, 1], 0, 1, false]],
  ["ctc_loss", () => [f(5, 2, 4).logSoftmax(2), i(1, 2, 3), i(5, 4), i(2, 1), 0, 1, true]],
  ["grid_sampler_2d", () => [f(1, 2, 4, 4), rand([1, 3, 3, 2]), 0, 0, false]],
  ["grid_sampler_3d", () => [f(1, 2, 4, 4, 4), rand([1, 3, 3, 3, 3]), 0, 0, false]],
  ["max_pool1d_with_indices", () => [f(1, 2, 8), [2], [2], [0], [1], false]],
  ["max_pool2d_with_indices", () => [f(1, 2, 8, 8), [2, 2], [2, 2], [0, 0], [1, 1], false]],
  ["max_unpool2d", () => [f(1, 2, 2, 2), i(0, 3, 9, 15, 0, 3, 9, 15).reshape([1, 2, 2, 2]), [4, 4]]],
  ["max_unpool3d", () => [f(1, 1, 2, 2, 2), arange(8, { dtype: "int64" }).reshape([1, 1, 2, 2, 2]), [4, 4, 4], [2, 2, 2], [0, 0, 0]]],
  ["fractional_max_pool2d", () => [f(1, 2, 6, 6), [2, 2], [3, 3], rand([1, 2, 2])]],
  ["fractional_max_pool3d", () => [f(1, 2, 6, 6, 6), [2, 2, 2], [3, 3, 3], rand([1, 2, 3])]],
  ["im2col", () => [f(1, 2, 6, 6), [2, 2], [1, 1], [0, 0], [2, 2]]],
  ["col2im", () => [f(1, 8, 9), [6, 6], [2, 2], [1, 1], [0, 0], [2, 2]]],
  ["unfold", () => [f(3, 8), 1, 3, 2]],
  ["unfold_backward", () => [f(3, 3, 3), [3, 8], 1, 3, 2]],
  ["pixel_shuffle", () => [f(1, 4, 3, 3), 2]],
  ["channel_shuffle", () => [f(1, 4, 3, 3), 2]],
  ["reflection_pad2d", () => [f(1, 2, 4, 4), [1, 1, 2, 2]]],
  ["replication_pad3d", () => [f(1, 1, 3, 3, 3), [1, 1, 1, 1, 0, 0]]],
  ["constant_pad_nd", () => [f(2, 3), [1, -1, 2, 0], 1]],
  ["upsample_bilinear2d", () => [f(1, 2, 4, 4), [8, 8], false, null, null]],
  ["upsample_bilinear2d_backward", () => [f(1, 2, 8, 8), [8, 8], [1, 2, 4, 4], false, null, null]],
  ["upsample_bicubic2d", () => [f(1, 2, 4, 4), [8, 8], false, null, null]],
  ["upsample_nearest2d_backward", () => [f(1, 2, 8, 8), [8, 8], [1, 2, 4, 4], null, null]],
  ["upsample_trilinear3d", () => [f(1, 1, 2, 2, 2), [4, 4, 4], true, null, null, null]],
  ["conv2d", () => [f(1, 4, 6, 6), f(4, 2, 3, 3), f(4), [1, 1], [1, 1], [1, 1], 2]],
  ["conv1d", () => [f(1, 4, 6), f(4, 2, 3), f(4), [1], [1], [1], 2]],
  ["conv_transpose2d", () => [f(1, 4, 6, 6), f(4, 2, 3, 3), f(4), [2, 2], [1, 1], [1, 1], 2, [1, 1]]],
  ["convolution_backward", () => [f(1, 4, 6, 6), f(1, 4, 6, 6), f(4, 4, 3, 3), [4], [1, 1], [1, 1], [1, 1], false, [0, 0], 1, [true, true, true]]],
  ["slow_conv3d", () => [f(1, 2, 4, 4, 4), f(2, 2, 3, 3, 3), [3, 3, 3], f(2), [1, 1, 1], [1, 1, 1]]],
  ["slow_conv_dilated2d", () => [f(1, 2, 6, 6), f(2, 2, 3, 3), [3, 3], f(2), [1, 1], [1, 1], [2, 2]]],
  ["slow_conv_transpose2d", () => [f(1, 2, 4, 4), f(2, 2, 3, 3), [3, 3], f(2), [2, 2], [1, 1], [1, 1], [1, 1]]],
  ["mkldnn_convolution", () => [f(1, 4, 6, 6), f(4, 4, 3, 3), f(4), [1, 1], [1, 1], [1, 1], 1]],
  ["conv_tbc", () => [f(5, 2, 3), f(3, 3, 4), f(4), 1]],
  ["batch_norm", () => [f(2, 3, 4), f(3), f(3), f(3), ones([3]), true, 0.1, 1e-5, false]],
  ["native_batch_norm", () => [f(2, 3, 4), f(3), f(3), f(3), ones([3]), true, 0.1, 1e-5]],
  ["native_layer_norm", () => [f(2, 3, 4), [4], f(4), f(4), 1e-5]],
  ["native_group_norm", () => [f(2, 4, 3), f(4), f(4), 2, 4, 3, 2, 1e-5]],
  ["instance_norm", () => [f(2, 3, 4), f(3), f(3), f(3), ones([3]), true, 0.1, 1e-5, false]],
  ["rms_norm", () => [f(2, 4), [4], f(4), 1e-5]],
  ["lstm", () => [f(5, 2, 3), [f(1, 2, 4), f(1, 2, 4)], [f(16, 3), f(16, 4), f(16), f(16)], true, 1, 0, false, false, false]],
  ["gru", () => [f(5, 2, 3), f(1, 2, 4), [f(12, 3), f(12, 4), f(12), f(12)], true, 1, 0, false, false, false]],
  ["rnn_tanh", () => [f(5, 2, 3), f(2, 2, 4), [f(4, 3), f(4, 4), f(4), f(4), f(4, 3), f(4, 4), f(4), f(4)], true, 1, 0, false, true, false]],
  ["lstm.data", () => [f(5, 3), i(2, 2, 1), [f(1, 2, 4), f(1, 2, 4)], [f(16, 3), f(16, 4), f(16), f(16)], true, 1, 0, false, false]],
  ["gru.data", () => [f(5, 3), i(2, 2, 1), f(2, 2, 4), [f(12, 3), f(12, 4), f(12), f(12), f(12, 3), f(12, 4), f(12), f(12)], true, 1, 0, false, true]],
  ["lstm_cell", () => [f(2, 3), [f(2, 4), f(2, 4)], f(16, 3), f(16, 4), f(16), f(16)]],
  ["gru_cell", () => [f(2, 3), f(2, 4), f(12, 3), f(12, 4), f(12), f(12)]],
  ["scaled_dot_product_attention", () => [f(1, 2, 4, 8), f(1, 2, 4, 8), f(1, 2, 4, 8), f(4, 4), 0, false]],
  ["linalg_lu_solve", () => [square(), tensor([1, 2, 3], { dtype: "int32" }), f(3, 2)]],
  ["lu_unpack", () => [square(), tensor([1, 2, 3], { dtype: "int32" })]],
  ["lu_solve", () => [f(3, 2), square(), tensor([1, 2, 3], { dtype: "int32" })]],
  ["linalg_ldl_solve", () => [square(), tensor([1, 2, 3], { dtype: "int32" }), f(3, 2)]],
  ["ormqr", () => [f(4, 3), f(3), f(4, 2), true, false]],
  ["geqrf", () => [f(4, 3)]],
  ["linalg_householder_product", () => [f(4, 3), f(3)]],
  ["cholesky_solve", () => [f(3, 2), square(), false]],
  ["triangular_solve", () => [f(3, 2), square(), true, false, false]],
  ["linalg_solve_triangular", () => [square(), f(3, 2), { upper: true }]],
  ["linalg_lstsq", () => [f(4, 3), f(4, 2), null, { driver: "gelsd" }]],
  ["linalg_svd", () => [f(3, 4), false]],
  ["linalg_eigh", () => [square(), "U"]],
  ["linalg_qr", () => [f(3, 4), "reduced"]],
  ["addmm", () => [f(3, 2), f(3, 4), f(4, 2)]],
  ["addmv", () => [f(3), f(3, 4), f(4)]],
  ["baddbmm", () => [f(2, 3, 2), f(2, 3, 4), f(2, 4, 2)]],
  ["addbmm", () => [f(3, 2), f(2, 3, 4), f(2, 4, 2)]],
  ["addr", () => [f(3, 2), f(3), f(2)]],
  ["bilinear", () => [f(2, 3), f(2, 4), f(5, 3, 4), f(5)]],
  ["einsum", () => ["ij,jk->ik", [f(2, 3), f(3, 4)]]],
  ["tensordot", () => [f(2, 3, 4), f(4, 3, 2), [1, 2], [1, 0]]],
  ["sparse_coo_tensor", () => [i(0, 1, 2, 0).reshape([2, 2]), f(2), [3, 3]]],
  ["sparse_csr_tensor", () => [i(0, 1, 2), i(0, 1), f(2), [2, 2]]],
  ["sparse_bsr_tensor", () => [i(0, 1, 2), i(0, 1), f(2, 1, 1), [2, 2]]],
  ["sparse_compressed_tensor", () => [i(0, 1, 2), i(0, 1), f(2), [2, 2], { layout: "sparse_csr" }]],
  ["smm", () => [f(3, 3).toSparse(), f(3, 2)]],
  ["sspaddmm", () => [f(3, 2).toSparse(), f(3, 3).toSparse(), f(3, 2)]],
  ["hspmm", () => [f(3, 3).toSparse(), f(3, 2)]],
  ["sparse_mask", () => [f(3, 3), f(3, 3).toSparse()]],
  ["sparse_resize_", () => [f(3, 3).toSparse(), [4, 4], 2, 0]],
  ["sparse_resize_and_clear_", () => [f(3, 3).toSparse(), [4, 4], 2, 0]],
  ["sparse_sampled_addmm", () => [ops.call("aten::to_sparse_csr", f(3, 3)), f(3, 2), f(2, 3)]],
  ["segment_reduce", () => [f(5), "sum", { lengths: i(2, 3) }]],
  ["quantize_per_channel", () => [f(3, 4), rand([3]), i(0, 1, 2), 0, "qint8"]],
  ["fake_quantize_per_channel_affine", () => [f(3, 4), rand([3]), tensor([0, 1, 2], { dtype: "int32" }), 0, -128, 127]],
  ["fake_quantize_per_tensor_affine", () => [f(3, 4), 0.1, 0, -128, 127]],
  ["fused_moving_avg_obs_fake_quant", () => [f(3, 4), i(1), i(1), f(1), f(1), rand([1]), tensor([0], { dtype: "int32" }), 0.1, 0, 255, -1]],
  ["quantized_batch_norm", () => [torch.quantizePerTensor(f(1, 2, 3, 3), 0.1, 0, "quint8"), f(2), f(2), f(2), ones([2]), 1e-5, 0.1, 0]],
  ["quantized_max_pool2d", () => [torch.quantizePerTensor(f(1, 2, 4, 4), 0.1, 0, "quint8"), [2, 2], [2, 2], [0, 0], [1, 1], false]],
  ["fbgemm_linear_int8_weight", () => [f(2, 4), tensor([[1, 2, 3, 4]]).to("int8"), tensor([1]).to("uint8"), i(1), 0.1, 0, f(1)]],
  ["choose_qparams_optimized", () => [f(8), 8, 200, 0.16, 8]],
  ["value_selecting_reduction_backward", () => [f(3), 1, i(0, 1, 2), [3, 4], false]],
  ["trace_backward", () => [f(), [3, 3]]],
  ["masked_select_backward", () => [f(2), f(4), tensor([true, false, true, false])]],
  ["index_select_backward", () => [f(3, 3), [3, 4], 1, i(0, 3, 1)]],
  ["select_backward", () => [f(3), [3, 4], 1, 2]],
  ["slice_backward", () => [f(3, 2), [3, 4], 1, 0, 4, 2]],
  ["diagonal_backward", () => [f(3), [3, 4], 0, 0, 1]],
  ["as_strided", () => [f(12), [3, 2], [4, 1], 1]],
  ["as_strided_", () => [f(12), [3, 2], [4, 1], 1]],
  ["as_strided_scatter", () => [f(12), f(3, 2), [3, 2], [4, 1], 1]],
  ["set_", () => [f(3), f(4)]],
  ["set_.source_Tensor_storage_offset", () => [f(3), f(12), 0, [3, 2], [4, 1]]],
  ["resize_", () => [f(3), [4, 4]]],
  ["resize_as_", () => [f(3), f(4, 4)]],
  ["unsafe_split_with_sizes", () => [f(6), [2, 4], 0]],
  ["split_with_sizes_copy.out", () => [f(6), [2, 4], 0, { out: [empty([2]), empty([4])] }]],
  ["block_diag", () => [[f(2, 2), f(3, 1)]]],
  ["multinomial", () => [rand([3, 4]), 2, false]],
  ["poisson", () => [rand([3])]],
  ["binomial", () => [tensor([3, 4]), rand([2])]],
  ["cummax", () => [f(3, 4), 1]],
  ["cummaxmin_backward", () => [f(3, 4), f(3, 4), arange(12, { dtype: "int64" }).reshape([3, 4]).remainder(4), 1]],
  ["kthvalue", () => [f(3, 4), 2, 1, true]],
  ["topk", () => [f(3, 4), 2, 1, true, true]],
  ["sort", () => [f(3, 4), 1, true]],
  ["unique_dim", () => [i(1, 2, 1).reshape([3, 1]), 0]],
  ["combinations", () => [f(5), 2]],
  ["tril_indices", () => [3, 4, 0]],
  ["vander", () => [f(3), 3]],
  ["stft", () => [f(32), 8, 4, 8, rand([8]), false, true, true]],
  ["istft", () => [f(5, 9).to("complex64"), 8, 2, 8, ones([8])]],
  ["fft_irfft", () => [f(5).to("complex64"), 8, 0, "ortho"]],
  ["cdist", () => [f(3, 4), f(2, 4), 2, null]],
  ["pdist", () => [f(3, 4), 2]],
  ["pad_sequence", () => [[f(2, 3), f(4, 3)], true, 0]],
  ["rrelu_with_noise", () => [f(3), f(3), 0.1, 0.3, true]],
  ["glu_backward", () => [f(2), f(4), 0]],
  ["logit_backward", () => [f(4), rand([4]), 0.1]],
  ["log_sigmoid_backward", () => [f(3, 4), f(3, 4), f(3, 4)]],
  ["mkldnn_linear_backward_weights", () => [torch.toMkldnn(f(2, 4)), torch.toMkldnn(f(2, 3)), torch.toMkldnn(f(4, 3)), true]],
  ["mkldnn_linear", () => [torch.toMkldnn(f(2, 3)), torch.toMkldnn(f(4, 3)), torch.toMkldnn(f(4))]],
  ["mkldnn_max_pool2d", () => [torch.toMkldnn(f(1, 2, 4, 4)), [2, 2], [2, 2], [0, 0], [1, 1], false]],
  ["mkldnn_max_pool2d_backward", () => [torch.toMkldnn(f(1, 2, 2, 2)), torch.toMkldnn(f(1, 2, 2, 2)), torch.toMkldnn(f(1, 2, 4, 4)), [2, 2], [2, 2], [0, 0], [1, 1], false]],
  ["mkldnn_adaptive_avg_pool2d", () => [torch.toMkldnn(f(1, 2, 4, 4)), [2, 2]]],
  ["mkldnn_reorder_conv2d_weight", () => [torch.toMkldnn(f(4, 4, 3, 3)), [1, 1], [1, 1], [1, 1], 1, [1, 4, 6, 6]]],
  ["mkldnn_reorder_conv3d_weight", () => [torch.toMkldnn(f(4, 4, 3, 3, 3)), [1, 1, 1], [1, 1, 1], [1, 1, 1], 1, null]],
  ["masked_scatter_backward", () => [f(4), tensor([true, false, true, false]), [2]]],
  ["rrelu_with_noise_backward", () => [f(3), f(3), f(3), 0.1, 0.3, true, false]],
  ["cumprod_backward", () => [f(3, 4), f(3, 4), 1, f(3, 4)]],
  ["linear", () => [f(2, 3), f(4, 3), f(4)]],
  ["upsample_linear1d_backward", () => [f(1, 2, 8), [8], [1, 2, 4], false, null]],
  ["upsample_bicubic2d_backward", () => [f(1, 2, 8, 8), [8, 8], [1, 2, 4, 4], false, null, null]],
  ["upsample_nearest3d_backward", () => [f(1, 1, 4, 4, 4), [4, 4, 4], [1, 1, 2, 2, 2], null, null, null]],
  ["upsample_trilinear3d_backward", () => [f(1, 1, 4, 4, 4), [4, 4, 4], [1, 1, 2, 2, 2], false, null, null, null]],
  ["glu", () => [f(4), 0]],
  ["max_pool2d", () => [f(1, 2, 8, 8), [2, 2], [2, 2], [0, 0], [1, 1], false]],
  ["adaptive_max_pool2d", () => [f(1, 2, 4, 4), [2, 2]]],
  ["adaptive_avg_pool3d", () => [f(1, 2, 4, 4, 4), [2, 2, 2]]],
  ["avg_pool2d", () => [f(1, 2, 8, 8), [2, 2], [2, 2], [0, 0], false, true, null]],
  ["layer_norm", () => [f(2, 3, 4), [4], f(4), f(4), 1e-5, false]],
  ["group_norm", () => [f(2, 4, 3), 2, f(4), f(4), 1e-5, false]],
  ["dropout", () => [f(3, 4), 0.5, true]],
  ["native_dropout", () => [f(3, 4), 0.5, true]],
  ["roll", () => [f(3, 4), [1, 2], [0, 1]]],
  ["flip", () => [f(3, 4), [0, 1]]],
  ["rot90", () => [f(3, 4), 1, [0, 1]]],
  ["cat", () => [[f(2, 3), f(1, 3)], 0]],
  ["stack", () => [[f(2, 3), f(2, 3)], 0]],
  ["where.self", () => [tensor([true, false]), f(2), f(2)]],
  ["lerp.Tensor", () => [f(3), f(3), f(3)]],
  ["copy_", () => [f(3, 4), f(4)]],
  ["masked_fill_.Tensor", () => [f(4), tensor([true, false, true, false]), f()]],
  ["fill_diagonal_", () => [f(3, 3), 1, true]],
  ["select_scatter", () => [f(3, 4), f(4), 0, 1]],
  ["slice_scatter", () => [f(3, 4), f(3, 2), 1, 0, 4, 2]],
  ["diagonal_scatter", () => [f(3, 4), f(3), 0, 0, 1]],
  ["movedim.intlist", () => [f(2, 3, 4), [0, 1], [1, 0]]],
  ["permute", () => [f(2, 3, 4), [2, 0, 1]]],
  ["tile", () => [f(2, 3), [2, 1]]],
  ["repeat", () => [f(2, 3), [2, 1]]],
  ["view", () => [f(2, 3), [3, 2]]],
  ["view.dtype", () => [f(2, 3), "int32"]],
  ["var_mean.correction", () => [f(2, 3), [1], { correction: 1, keepdim: true }]],
  ["quantile", () => [f(5), tensor([0.1, 0.5])]],
  ["median.dim", () => [f(3, 4), 1, false]],
  ["mode", () => [i(1, 2, 2), 0]],
  ["unique_consecutive", () => [i(1, 1, 2), true, true, 0]],
  ["cross", () => [f(2, 3), f(2, 3), 1]],
  ["kron", () => [f(2, 2), f(3)]],
  ["triu_indices", () => [3, 4, 0]],
  ["logcumsumexp", () => [f(3, 4), 1]],
  ["renorm", () => [f(3, 4), 2, 0, 1]],
  ["linalg_matrix_exp", () => [square()]],
  ["linalg_inv_ex", () => [square()]],
  ["linalg_eig", () => [square()]],
  ["linalg_multi_dot", () => [[f(2, 3), f(3, 4), f(4, 2)]]],
  ["linalg_vander", () => [f(3), { N: 4 }]],
  ["linalg_norm", () => [f(3, 4), "fro", [0, 1]]],
  ["histogramdd", () => [f(5, 2), [3, 3]]],
  ["to_sparse", () => [f(3, 4), 1]],
  ["to_sparse_bsr", () => [f(4, 4), [2, 2], null]],
  ["sparse_coo_tensor.size", () => [[3, 3], { dtype: "float32", layout: "sparse_coo", device: "cpu" }]],
  ["prelu", () => [f(2, 3), f(3)]],
  ["threshold_backward", () => [f(3), f(3), 0]],
  ["_foreach_add_.List", () => [[f(2), f(3)], [f(2), f(3)]]],
  ["_foreach_addcdiv_.ScalarList", () => [[f(2), f(3)], [f(2), f(3)], [f(2), f(3)], [1, 2]]],
  ["_foreach_addcdiv_.Tensor", () => [[f(2), f(3)], [f(2), f(3)], [f(2), f(3)], f(2)]],
  ["_foreach_lerp_.List", () => [[f(2), f(3)], [f(2), f(3)], [f(2), f(3)]]],
  ["_foreach_norm.Scalar", () => [[f(2), f(3)], 2]],
  ["_foreach_copy_", () => [[f(2), f(3)], [f(2), f(3)]]],
  ["_foreach_pow.ScalarList", () => [[f(2), f(3)], [1, 2]]],
  ["_foreach_mul.Tensor", () => [[f(2), f(3)], f()]],
  ["_foreach_add.List_out", () => [[f(2), f(3)], [f(2), f(3)], { out: [f(2), f(3)] }]],
  ["_fused_sgd_", () => [[f(2), f(3)], [f(2), f(3)], [f(2), f(3)], { weightDecay: 0, momentum: 0.9, lr: 0.1, dampening: 0, nesterov: false, maximize: false, isFirstStep: false, gradScale: null, foundInf: null }]],
  ["_fused_adam_", () => [[f(2), f(3)], [f(2), f(3)], [f(2), f(3)], [rand([2]), rand([3])], [], [ones([]), ones([])], { lr: 0.1, beta1: 0.9, beta2: 0.99, weightDecay: 0, eps: 1e-8, amsgrad: false, maximize: false }]],
  ["_fused_adamw_", () => [[f(2), f(3)], [f(2), f(3)], [f(2), f(3)], [rand([2]), rand([3])], [rand([2]), rand([3])], [ones([]), ones([])], { lr: 0.1, beta1: 0.9, beta2: 0.99, weightDecay: 0, eps: 1e-8, amsgrad: true, maximize: false }]],
  ["_fused_adagrad_", () => [[f(2), f(3)], [f(2), f(3)], [rand([2]), rand([3])], [ones([]), ones([])], { lr: 0.1, lrDecay: 0, weightDecay: 0, eps: 1e-8, maximize: false }]],
  ["_amp_foreach_non_finite_check_and_unscale_", () => [[f(2), f(3)], f(1), f(1)]],
  ["_amp_update_scale_", () => [f(1), tensor([1], { dtype: "int32" }), f(1), 2, 0.5, 10]],
  ["_upsample_bilinear2d_aa", () => [f(1, 2, 8, 8), [4, 4], false, null, null]],
  ["_upsample_bicubic2d_aa_backward", () => [f(1, 2, 4, 4), [4, 4], [1, 2, 8, 8], false, null, null]],
  ["_upsample_nearest_exact2d", () => [f(1, 2, 8, 8), [4, 4], null, null]],
];

/** A call of a template with some arguments changed. */
export function templateCall(random: Random): { name: string; args: unknown[] } {
  const [name, make] = choose(random, TEMPLATES);
  const args = make();
  if (random() < 0.3) {
    for (let at = 0; at < args.length; at++) {
      const value = args[at];
      if (isTensor(value)) args[at] = withGradient(random, value);
    }
  }
  for (let changes = below(random, 3); changes > 0; changes--) {
    const at = below(random, args.length);
    args[at] = changed(random, args[at]);
  }
  return { name: `aten::${name}`, args };
}

const WILD = [-1, -2, 5, 100, 2 ** 20, 2 ** 40, -(2 ** 31), 2 ** 31, Number.MAX_SAFE_INTEGER];

function changed(random: Random, value: unknown): unknown {
  if (random() < 0.03) return nonsense(random);
  if (Array.isArray(value)) return changedList(random, value);
  if (typeof value === "number")
    return random() < 0.5 ? randomInt(random) : choose(random, [...WILD, 0, 0.5, Number.NaN]);
  if (typeof value === "boolean") return !value;
  if (typeof value !== "object") return choose(random, [null, "sum", "mean", 1]);
  if (value === null) return random() < 0.5 ? randomTensor(random) : choose(random, [1, 0.5, [1]]);
  if (!isTensor(value)) {
    const entries = Object.entries(value);
    const at = below(random, entries.length);
    return Object.fromEntries(entries.map(([k, v], n) => [k, n === at ? changed(random, v) : v]));
  }
  return changedTensor(random, value);
}

function changedList(random: Random, list: readonly unknown[]): unknown[] {
  if (!(Number(list.length) < 1e6)) return []; // a hostile one may claim any length
  const at = below(random, Math.max(1, list.length));
  return chooseCall<unknown[]>(random, [
    () => list.slice(0, -1),
    () => [...list, list[0]],
    () => [],
    () => list.map((v, n) => (n === at ? changed(random, v) : v)),
    () => list.map((v, n) => (n === at ? changed(random, v) : v)),
    () => list.map((v, n) => (n === at ? changed(random, v) : v)),
  ]);
}

function changedTensor(random: Random, t: Tensor): Tensor {
  return chooseCall<Tensor>(random, [
    () => randomTensor(random),
    () => t.detach().clone().reshape([-1]).fill_(choose(random, WILD)).reshape(t.shape),
    () => (t.numel() === 0 ? t : t.detach().clone().fill_(0).reshape([-1]).index(0)),
    () => (t.ndim === 0 ? t.reshape([1]) : t.slice({ dim: below(random, t.ndim), end: 1 })),
    () => (t.ndim === 0 ? t : t.slice({ dim: below(random, t.ndim), end: 0 })),
    () => torch.cat([t.reshape([-1]), t.reshape([-1])]),
    () => t.unsqueeze(0),
    () => t.expand([3, ...t.shape]),
    () =>
      t.to(choose(random, ["float64", "int64", "int32", "float16", "bool", "complex64", "uint8", "meta"])),
    () => (t.ndim >= 2 ? t.transpose(0, t.ndim - 1) : t),
    () => (t.ndim >= 1 ? t.slice({ dim: 0, step: 2 }) : t),
    () => {
      const wild = t.detach().clone();
      if (wild.numel() > 0) wild.reshape([-1]).slice({ dim: 0, end: 1 }).fill_(choose(random, WILD));
      return wild;
    },
  ]);
}
