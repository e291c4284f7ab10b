// Operators of our own on pixels, where a chain of libtorch's takes several passes over memory.
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>
#include <torch/library.h>

#include <algorithm>
#include <cstdint>

namespace torchts {

namespace {

// Elements that are worth a thread.
constexpr int64_t kGrain = 1 << 16;

// Of each pixel of a uint8 image (..., C, H, W) the value that `table` (C, 256) has for it in its channel, float32.
// What a chain of elementwise operators would make of the 256 values, a table says in one pass.
at::Tensor lookUp(const at::Tensor& image, const at::Tensor& table) {
  TORCH_CHECK(image.device().is_cpu() && table.device().is_cpu(), "look_up: expected tensors on the CPU");
  TORCH_CHECK(image.layout() == at::kStrided && image.scalar_type() == at::kByte,
              "look_up: expected a uint8 image, got ", image.scalar_type());
  TORCH_CHECK(image.dim() >= 3, "look_up: expected an image (..., C, H, W), got ", image.sizes());
  const int64_t channels = image.size(-3);
  TORCH_CHECK(table.layout() == at::kStrided && table.scalar_type() == at::kFloat && table.dim() == 2 &&
                  table.size(0) == channels && table.size(1) == 256,
              "look_up: expected a float32 table (", channels, ", 256), got ", table.scalar_type(), " ", table.sizes());
  auto out = at::empty_like(image, image.options().dtype(at::kFloat));
  if (image.numel() == 0) return out;

  const auto values = table.contiguous();
  const int64_t height = image.size(-2);
  const int64_t width = image.size(-1);
  const auto* const from = image.const_data_ptr<uint8_t>();
  const auto* const all = values.const_data_ptr<float>();
  auto* const to = out.mutable_data_ptr<float>();
  const int64_t rows = image.numel() / width;  // of all channels
  const auto offset = [](const at::Tensor& tensor, int64_t row) {
    int64_t sum = 0;
    for (int64_t dim = tensor.dim() - 2; dim >= 0; dim--) {
      sum += row % tensor.size(dim) * tensor.stride(dim);
      row /= tensor.size(dim);
    }
    return sum;
  };
  at::parallel_for(0, rows, std::max<int64_t>(1, kGrain / width), [&](int64_t begin, int64_t end) {
    const int64_t step = image.stride(-1);
    const int64_t outStep = out.stride(-1);
    for (int64_t row = begin; row < end; row++) {
      const uint8_t* const in = from + offset(image, row);
      float* const made = to + offset(out, row);
      const float* const channel = all + row / height % channels * 256;
      if (step == 1 && outStep == 1) {
        for (int64_t x = 0; x < width; x++) made[x] = channel[in[x]];
      } else {
        for (int64_t x = 0; x < width; x++) made[x * outStep] = channel[in[x * step]];
      }
    }
  });
  return out;
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(torchts, library) { library.def("look_up(Tensor image, Tensor table) -> Tensor"); }
TORCH_LIBRARY_IMPL(torchts, CPU, library) { library.impl("look_up", TORCH_FN(lookUp)); }

}  // namespace torchts
