/** Quantization: making, reading and using quantized tensors. */

import { dtype, f, form, literal, named, pos, type Recipe, type Table } from "../recipe.ts";

const real: Recipe = { t: [3, 4], dtype: "float32" };
const q = form("quint8", real);
const perChannel = form("qchannel", real);
const image = form("quint8", { t: [1, 2, 4, 4], dtype: "float32" });
const scales: Recipe = { t: [3], dtype: "float64", values: [0.1, 0.25, 0.5] };
const zeros: Recipe = { t: [3], dtype: "int64", values: [0, 3, -2] };

const single = (value: number): Recipe => ({ t: [1], dtype: "float32", values: [value] });
const whole = (value: number): Recipe => ({ t: [1], dtype: "int32", values: [value] });
const flag: Recipe = { t: [1], dtype: "int64", values: [1] };

export const quantized: Table = {
  quantize_per_tensor: [
    [real, 0.1, 10, dtype("quint8")],
    [real, 0.05, 0, dtype("qint8")],
    [real, 0.01, 5, dtype("qint32")],
    [
      real,
      { t: [], dtype: "float32", values: [0.125] },
      { t: [], dtype: "int64", values: [4] },
      dtype("quint8"),
    ],
  ],
  quantize_per_channel: [
    [real, scales, zeros, 0, dtype("qint8")],
    [{ t: [2, 3], dtype: "float32" }, scales, zeros, 1, dtype("qint32")],
  ],
  quantize_per_tensor_dynamic: [
    [real, dtype("quint8"), false],
    [real, dtype("qint8"), true],
  ],
  dequantize: [[q], [perChannel], [[q, q]]],
  int_repr: [[q], [perChannel], [form("qint8", real)]],
  q_scale: [[q]],
  q_zero_point: [[q]],
  q_per_channel_scales: [[perChannel]],
  q_per_channel_zero_points: [[perChannel]],
  q_per_channel_axis: [[perChannel]],
  empty_quantized: [[[2, 3], q]],
  quantized_batch_norm: [
    [
      image,
      { t: [2], dtype: "float32" },
      { t: [2], dtype: "float32" },
      { t: [2], dtype: "float32" },
      { t: [2], dtype: "float32", fill: "positive" },
      0.01,
      0.1,
      20,
    ],
  ],
  quantized_max_pool1d: [[form("quint8", { t: [2, 3, 6], dtype: "float32" }), 2]],
  quantized_max_pool2d: [
    [image, [2, 2]],
    [image, [3, 3], [1, 1], [1, 1]],
  ],
  quantized_max_pool3d: [[form("quint8", { t: [1, 2, 4, 4, 4], dtype: "float32" }), [2, 2, 2]]],
  fake_quantize_per_tensor_affine: [
    [f(3, 4), 0.1, 2, 0, 255],
    [f(3, 4), single(0.25), whole(3), -128, 127, named({}, "tensor_qparams")],
  ],
  fused_moving_avg_obs_fake_quant: [
    [real, flag, flag, single(-1), single(1), single(0.1), whole(2), 0.1, 0, 255, 0],
  ],
  choose_qparams_optimized: [[{ t: [8], dtype: "float32" }, 8, 200, 0.16, 8]],
  fbgemm_linear_quantize_weight: [[real]],
  fbgemm_pack_gemm_matrix_fp16: [[real]],
  fbgemm_pack_quantized_matrix: [[{ t: [4, 3], dtype: "int8" }]],
  prelu: [
    [f(2, 3, 4), f(3)],
    [f(5), f(1)],
  ],
  binomial: [[literal([3], [4, 9, 20]), { t: [3], fill: "unit" }]],
  poisson: [[pos(3, 4)], [pos(5), named({})]],
};
