// Pixels on the way from a decoder to a batch: an operator where a chain of libtorch's takes several passes over
// memory, and the usual chain of a data set's transforms as one task of a background thread.
#include <ATen/Parallel.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/from_blob.h>
#include <torch/library.h>

#include <algorithm>
#include <cstdint>

#include "args.h"
#include "functions.h"

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

// What becomes of an image (C, H, W), in the order of lib/vision/transforms/steps.ts.
enum class Step { Crop = 1, Resize = 2, FlipX = 3, FlipY = 4, Contiguous = 5, LookUp = 6 };

// A crop is a view whose rows lie apart, which libtorch's kernel for bytes would walk element by element.
at::Tensor dense(const at::Tensor& batch) {
  if (batch.is_contiguous() || batch.is_contiguous(at::MemoryFormat::ChannelsLast)) return batch;
  return batch.contiguous(batch.stride(1) == 1 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
}

// The operators that the transforms call one by one, on the same values in the same layouts.
at::Tensor changed(const at::Tensor& pixels, const std::vector<double>& steps, const at::Tensor& table) {
  at::Tensor image = pixels.permute({2, 0, 1});
  size_t at = 0;
  const auto next = [&] {
    TORCH_CHECK(at < steps.size(), "a step lacks its numbers");
    const double value = steps[at++];
    TORCH_CHECK(value >= 0 && value < 2147483648.0, "a step has the number ", value);
    return static_cast<int64_t>(value);
  };
  while (at < steps.size()) {
    switch (static_cast<Step>(next())) {
      case Step::Crop: {
        const int64_t top = next(), left = next(), height = next(), width = next();
        image = image.narrow(1, top, height).narrow(2, left, width);
        break;
      }
      case Step::Resize: {
        const int64_t height = next(), width = next();
        image = at::_upsample_bilinear2d_aa(dense(image.unsqueeze(0)), {height, width}, false).squeeze(0);
        break;
      }
      case Step::FlipX:
        image = image.flip({-1});
        break;
      case Step::FlipY:
        image = image.flip({-2});
        break;
      case Step::Contiguous:
        image = image.contiguous();
        break;
      case Step::LookUp:
        image = lookUp(image, table);
        break;
      default:
        TORCH_CHECK(false, "no such step");
    }
  }
  // What was decoded is not ours.
  return image.is_alias_of(pixels) ? image.clone() : image;
}

// changePixels(uint8Array, height, width, channels, float64Array of steps, table or 0) -> Promise<handle>. The pixels
// (H, W, C) are read on another thread meanwhile, so nobody may change them.
napi_value changePixels(napi_env env, napi_callback_info info) {
  Args<6> args(env, info);
  const auto bytesOf = [&](size_t i, napi_typedarray_type wanted, void** data) {
    napi_typedarray_type type;
    size_t length = 0, offset = 0;
    napi_value array;
    if (napi_get_typedarray_info(env, args.values[i], &type, &length, data, &array, &offset) != napi_ok ||
        type != wanted)
      args.fail(i, "an array of bytes, or of steps");
    return length;
  };
  void* bytes = nullptr;
  const size_t length = bytesOf(0, napi_uint8_array, &bytes);
  const std::vector<int64_t> shape{static_cast<int64_t>(args.number(1)), static_cast<int64_t>(args.number(2)),
                                   static_cast<int64_t>(args.number(3))};
  void* given = nullptr;
  const size_t count = bytesOf(4, napi_float64_array, &given);
  std::vector<double> steps(static_cast<double*>(given), static_cast<double*>(given) + count);
  const double handle = args.number(5);
  auto table = handle == 0 ? at::Tensor() : args.state->tensors.get(handle);
  for (const int64_t size : shape) TORCH_CHECK(size > 0, "an image has a size");
  TORCH_CHECK(args.number(1) * args.number(2) * args.number(3) == static_cast<double>(length), "the image has ", length,
              " bytes");

  napi_ref held;
  napi_create_reference(env, args.values[0], 1, &held);
  auto task = std::make_unique<Task>();
  Task* raw = task.get();
  auto made = std::make_shared<at::Tensor>();
  task->run = [made, bytes, shape, steps = std::move(steps), table = std::move(table)] {
    // No graph, and no inference tensors either: what comes out may be trained on.
    at::AutoDispatchBelowADInplaceOrView below;
    *made = changed(at::from_blob(bytes, shape, at::kByte), steps, table);
  };
  task->settled = [held](napi_env e) { napi_delete_reference(e, held); };
  task->succeed = [made, raw, state = args.state](napi_env e) {
    napi_resolve_deferred(e, raw->deferred, makeNumber(e, state->tensors.add(std::move(*made))));
  };
  return args.state->withoutTeam().submit(std::move(task));
}

}  // namespace

void addPixels(Properties& properties) { properties.push_back(method<changePixels>("changePixels")); }

TORCH_LIBRARY_FRAGMENT(torchts, library) { library.def("look_up(Tensor image, Tensor table) -> Tensor"); }
TORCH_LIBRARY_IMPL(torchts, CPU, library) { library.impl("look_up", TORCH_FN(lookUp)); }

}  // namespace torchts
