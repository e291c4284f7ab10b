// roi_pool on the CPU: Girshick 2015, https://arxiv.org/abs/1504.08083, section 2.1. The largest value of each bin, and
// which pixel of its plane it came from (-1 where a bin holds none).
#include <ATen/Parallel.h>
#include <c10/util/irange.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "operators.h"

namespace vision {

namespace {

// The pixels [from, to) of each bin along one axis.
struct Span {
  int64_t from;
  int64_t to;
};

template <typename T>
void bins_of(T near, T far, T scale, int64_t bins, int64_t pixels, Span* spans) {
  const auto rounded = [scale](T at) {
    return static_cast<int64_t>(std::min<T>(std::max<T>(std::round(at * scale), -1e9), 1e9));
  };
  const int64_t start = rounded(near);
  const int64_t length = std::max<int64_t>(rounded(far) - start + 1, 1);
  const T bin = static_cast<T>(length) / static_cast<T>(bins);
  for (int64_t b = 0; b < bins; b++) {
    const int64_t from = static_cast<int64_t>(std::floor(static_cast<T>(b) * bin)) + start;
    const int64_t to = static_cast<int64_t>(std::ceil(static_cast<T>(b + 1) * bin)) + start;
    spans[b] = {std::clamp<int64_t>(from, 0, pixels), std::clamp<int64_t>(to, 0, pixels)};
  }
}

template <typename T>
void pool_plane(const T* plane, int64_t width, const Span* rows, int64_t height_out, const Span* columns,
                int64_t width_out, T* out, int32_t* places) {
  for (int64_t ph = 0; ph < height_out; ph++) {
    for (int64_t pw = 0; pw < width_out; pw++) {
      const auto [top, bottom] = rows[ph];
      const auto [left, right] = columns[pw];
      const bool empty = bottom <= top || right <= left;
      T largest = empty ? static_cast<T>(0) : std::numeric_limits<T>::lowest();
      int64_t place = -1;
      for (int64_t y = top; y < bottom; y++) {
        for (int64_t x = left; x < right; x++) {
          const T value = plane[y * width + x];
          if (value > largest) {
            largest = value;
            place = y * width + x;
          }
        }
      }
      *out++ = largest;
      *places++ = static_cast<int32_t>(place);
    }
  }
}

template <typename T>
std::tuple<at::Tensor, at::Tensor> pooled(const at::Tensor& given, const at::Tensor& given_rois,
                                          const RoiPoolOptions& options) {
  const at::Tensor input = given.contiguous();
  const at::Tensor rois = given_rois.contiguous();
  const int64_t count = rois.size(0), channels = input.size(1), height = input.size(2), width = input.size(3);
  const std::vector<int64_t> shape{count, channels, options.height, options.width};
  at::Tensor output = at::zeros(shape, input.options());
  at::Tensor argmax = at::full(shape, -1, input.options().dtype(at::kInt));
  if (output.numel() == 0) return {output, argmax};
  const T* planes = input.const_data_ptr<T>();
  const T* boxes = rois.const_data_ptr<T>();
  T* out = output.mutable_data_ptr<T>();
  int32_t* places = argmax.mutable_data_ptr<int32_t>();
  const int64_t bins = options.height * options.width;
  at::parallel_for(0, count * channels, std::max<int64_t>(1, 4096 / bins), [&](int64_t from, int64_t to) {
    std::vector<Span> rows(options.height), columns(options.width);
    int64_t known = -1;
    for (int64_t i = from; i < to; i++) {
      const int64_t r = i / channels;
      const T* roi = boxes + r * 5;
      if (r != known) {
        known = r;
        bins_of(roi[2], roi[4], static_cast<T>(options.scale), options.height, height, rows.data());
        bins_of(roi[1], roi[3], static_cast<T>(options.scale), options.width, width, columns.data());
      }
      const int64_t plane = static_cast<int64_t>(roi[0]) * channels + i % channels;
      pool_plane(planes + plane * height * width, width, rows.data(), options.height, columns.data(), options.width,
                 out + i * bins, places + i * bins);
    }
  });
  return {output, argmax};
}

template <typename T>
at::Tensor unpooled(const at::Tensor& given, const at::Tensor& given_rois, const at::Tensor& given_places,
                    at::IntArrayRef size, const RoiPoolOptions& options) {
  const at::Tensor grad = given.contiguous();
  const at::Tensor rois = given_rois.contiguous();
  const at::Tensor argmax = given_places.contiguous();
  at::Tensor result = at::zeros(size, grad.options());
  if (grad.numel() == 0 || result.numel() == 0) return result;
  const int64_t count = rois.size(0), channels = size[1], pixels = size[2] * size[3];
  const T* boxes = rois.const_data_ptr<T>();
  const T* from = grad.const_data_ptr<T>();
  const int32_t* places = argmax.const_data_ptr<int32_t>();
  T* to = result.mutable_data_ptr<T>();
  const int64_t bins = options.height * options.width;
  // A channel is one thread's: sums do not depend on how many there are.
  at::parallel_for(0, channels, 1, [&](int64_t first, int64_t last) {
    for (int64_t c = first; c < last; c++) {
      for (int64_t r = 0; r < count; r++) {
        T* plane = to + (static_cast<int64_t>(boxes[r * 5]) * channels + c) * pixels;
        const int64_t at = (r * channels + c) * bins;
        for (int64_t b = 0; b < bins; b++) {
          const int32_t place = places[at + b];
          if (place >= 0 && place < pixels) plane[place] += from[at + b];
        }
      }
    }
  });
  return result;
}

}  // namespace

std::tuple<at::Tensor, at::Tensor> roi_pool_cpu(const at::Tensor& input, const at::Tensor& rois,
                                                const RoiPoolOptions& options) {
  check_roi_pool(input, rois, options);
  check_roi_values("roiPool", rois, input.size(0));
  if (input.scalar_type() == at::kDouble) return pooled<double>(input, rois, options);
  if (input.scalar_type() == at::kFloat) return pooled<float>(input, rois, options);
  const auto [output, argmax] = pooled<float>(input.to(at::kFloat), rois.to(at::kFloat), options);
  return {output.to(input.scalar_type()), argmax};
}

at::Tensor roi_pool_backward_cpu(const at::Tensor& grad, const at::Tensor& rois, const at::Tensor& argmax,
                                 at::IntArrayRef size, const RoiPoolOptions& options) {
  check_roi_pool_backward(grad, rois, argmax, size, options);
  check_roi_values("roiPool's gradient", rois, size[0]);
  if (grad.scalar_type() == at::kDouble) return unpooled<double>(grad, rois, argmax, size, options);
  if (grad.scalar_type() == at::kFloat) return unpooled<float>(grad, rois, argmax, size, options);
  return unpooled<float>(grad.to(at::kFloat), rois.to(at::kFloat), argmax, size, options).to(grad.scalar_type());
}

}  // namespace vision
