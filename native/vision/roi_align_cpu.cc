// roi_align on the CPU: He et al. 2017, https://arxiv.org/abs/1703.06870, section 3.
//
// What is sampled is worked out once for all channels (samples.h). Threads then take planes of the feature map, one
// channel of one image each, and all RoIs over a plane while it is in the cache. In the gradient each plane is one
// thread's, so that sums do not depend on how many there are.
#include <ATen/Parallel.h>
#include <c10/util/irange.h>

#include <algorithm>
#include <vector>

#include "operators.h"
#include "samples.h"

namespace vision {

namespace {

constexpr int64_t kChunk = 4096;  // RoIs whose samples are kept at a time

// Columns that a RoI reads: a run of them, or, where a large RoI reads few, a list.
template <typename T>
struct Columns {
  int64_t count = 0;
  int32_t first = 0;
  std::vector<int32_t> list;    // empty where it is a run
  std::vector<int32_t> places;  // of each entry of the axis, among the columns

  void of(const Axis<T>& axis) {
    const int64_t span = axis.last - axis.first;
    first = axis.first;
    list.clear();
    places.resize(axis.index.size());
    if (span <= 32 || span <= 2 * static_cast<int64_t>(axis.index.size())) {
      count = span;
      for (const auto e : c10::irange(axis.index.size())) places[e] = axis.index[e] - axis.first;
      return;
    }
    list = axis.index;
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    count = static_cast<int64_t>(list.size());
    for (const auto e : c10::irange(axis.index.size())) {
      places[e] = static_cast<int32_t>(std::lower_bound(list.begin(), list.end(), axis.index[e]) - list.begin());
    }
  }
};

template <typename T>
struct Roi {
  Samples<T> samples;
  Columns<T> columns;
};

template <typename T>
std::vector<Roi<T>> sampled(const T* rois, int64_t count, const RoiAlignOptions& options, int64_t height,
                            int64_t width) {
  std::vector<Roi<T>> all(count);
  at::parallel_for(0, count, 64, [&](int64_t from, int64_t to) {
    for (int64_t r = from; r < to; r++) {
      all[r].samples.of(rois + r * 5, options, height, width);
      all[r].columns.of(all[r].samples.columns);
    }
  });
  return all;
}

// The RoIs of each image, in their order.
template <typename T>
std::vector<std::vector<int64_t>> by_image(const std::vector<Roi<T>>& rois, int64_t images) {
  std::vector<std::vector<int64_t>> lists(images);
  for (const auto r : c10::irange(rois.size())) lists[rois[r].samples.image].push_back(static_cast<int64_t>(r));
  return lists;
}

template <typename T>
int64_t widest(const std::vector<Roi<T>>& rois) {
  int64_t most = 0;
  for (const auto& roi : rois) most = std::max(most, roi.columns.count);
  return most;
}

// Weighted rows of a plane, added up over `count` columns. Up to four rows at a time, so that the sum stays in
// registers.
template <typename T>
void add_rows(T* __restrict sum, int64_t count, const T* __restrict plane, int64_t stride, const int32_t* index,
              const T* weight, int64_t rows) {
  bool fresh = true;
  while (rows > 0) {
    const int64_t now = std::min<int64_t>(rows, 4);
    const T* __restrict a = plane + index[0] * stride;
    const T* __restrict b = plane + index[now > 1 ? 1 : 0] * stride;
    const T* __restrict c = plane + index[now > 2 ? 2 : 0] * stride;
    const T* __restrict d = plane + index[now > 3 ? 3 : 0] * stride;
    const T wa = weight[0], wb = now > 1 ? weight[1] : 0, wc = now > 2 ? weight[2] : 0, wd = now > 3 ? weight[3] : 0;
    if (fresh) {
      if (now == 1) {
        for (int64_t x = 0; x < count; x++) sum[x] = wa * a[x];
      } else if (now == 2) {
        for (int64_t x = 0; x < count; x++) sum[x] = wa * a[x] + wb * b[x];
      } else if (now == 3) {
        for (int64_t x = 0; x < count; x++) sum[x] = wa * a[x] + wb * b[x] + wc * c[x];
      } else {
        for (int64_t x = 0; x < count; x++) sum[x] = wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x];
      }
    } else if (now == 4) {
      for (int64_t x = 0; x < count; x++) sum[x] += wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x];
    } else {
      for (int64_t k = 0; k < now; k++) {
        const T* __restrict row = plane + index[k] * stride;
        for (int64_t x = 0; x < count; x++) sum[x] += weight[k] * row[x];
      }
    }
    fresh = false;
    rows -= now;
    index += now;
    weight += now;
  }
  if (fresh) std::fill_n(sum, count, static_cast<T>(0));
}

// The same over columns that are no run.
template <typename T>
void add_rows_at(T* __restrict sum, const std::vector<int32_t>& columns, const T* __restrict plane, int64_t stride,
                 const int32_t* index, const T* weight, int64_t rows) {
  std::fill(sum, sum + columns.size(), static_cast<T>(0));
  for (int64_t k = 0; k < rows; k++) {
    const T* row = plane + index[k] * stride;
    for (const auto x : c10::irange(columns.size())) sum[x] += weight[k] * row[columns[x]];
  }
}

template <typename T>
void align_plane(const Roi<T>& roi, const T* plane, int64_t width, const RoiAlignOptions& options, T* line, T* out) {
  const auto& [samples, columns] = roi;
  const Axis<T>& rows = samples.rows;
  const int32_t* begin = samples.columns.begin.data();
  const int32_t* places = columns.places.data();
  const T* weights = samples.columns.weight.data();
  for (int64_t ph = 0; ph < options.height; ph++) {
    const int64_t from = rows.begin[ph];
    const int64_t count = rows.begin[ph + 1] - from;
    if (columns.list.empty()) {
      add_rows(line, columns.count, plane + columns.first, width, rows.index.data() + from, rows.weight.data() + from,
               count);
    } else {
      add_rows_at(line, columns.list, plane, width, rows.index.data() + from, rows.weight.data() + from, count);
    }
    for (int64_t pw = 0; pw < options.width; pw++) {
      T sum = 0;
      for (int32_t e = begin[pw]; e < begin[pw + 1]; e++) sum += weights[e] * line[places[e]];
      *out++ = sum * samples.share;
    }
  }
}

template <typename T>
void spread_plane(const Roi<T>& roi, const T* grad, int64_t width, const RoiAlignOptions& options, T* line, T* plane) {
  const auto& [samples, columns] = roi;
  const Axis<T>& rows = samples.rows;
  const int32_t* begin = samples.columns.begin.data();
  const int32_t* places = columns.places.data();
  const T* weights = samples.columns.weight.data();
  for (int64_t ph = 0; ph < options.height; ph++) {
    std::fill_n(line, columns.count, static_cast<T>(0));
    for (int64_t pw = 0; pw < options.width; pw++) {
      const T share = *grad++ * samples.share;
      for (int32_t e = begin[pw]; e < begin[pw + 1]; e++) line[places[e]] += weights[e] * share;
    }
    for (int32_t k = rows.begin[ph]; k < rows.begin[ph + 1]; k++) {
      const T weight = rows.weight[k];
      T* __restrict row = plane + rows.index[k] * width;
      const T* __restrict values = line;
      if (columns.list.empty()) {
        row += columns.first;
        for (int64_t x = 0; x < columns.count; x++) row[x] += weight * values[x];
      } else {
        for (int64_t x = 0; x < columns.count; x++) row[columns.list[x]] += weight * values[x];
      }
    }
  }
}

// Calls `each(roi, channel, line)` for every RoI over every plane; a plane's RoIs come in order and on one thread.
template <typename T, typename Each>
void over_planes(const T* rois, int64_t count, const RoiAlignOptions& options, at::IntArrayRef size, const Each& each) {
  const int64_t channels = size[1];
  for (int64_t from = 0; from < count; from += kChunk) {
    const int64_t now = std::min(kChunk, count - from);
    const auto all = sampled(rois + from * 5, now, options, size[2], size[3]);
    const auto lists = by_image(all, size[0]);
    const int64_t longest = widest(all);
    const int64_t grain = std::max<int64_t>(1, 256 / std::max<int64_t>(now, 1));
    at::parallel_for(0, size[0] * channels, grain, [&](int64_t first, int64_t last) {
      std::vector<T> line(longest);
      for (int64_t plane = first; plane < last; plane++) {
        for (const int64_t r : lists[plane / channels]) {
          if (!all[r].samples.empty()) each(all[r], from + r, plane, plane % channels, line.data());
        }
      }
    });
  }
}

template <typename T>
at::Tensor aligned(const at::Tensor& given, const at::Tensor& given_rois, const RoiAlignOptions& options) {
  const at::Tensor input = given.contiguous();
  const at::Tensor rois = given_rois.contiguous();
  const int64_t channels = input.size(1), height = input.size(2), width = input.size(3);
  at::Tensor output = at::zeros({rois.size(0), channels, options.height, options.width}, input.options());
  if (output.numel() == 0) return output;
  const T* planes = input.const_data_ptr<T>();
  T* out = output.mutable_data_ptr<T>();
  const int64_t bins = options.height * options.width;
  over_planes(rois.const_data_ptr<T>(), rois.size(0), options, input.sizes(),
              [&](const Roi<T>& roi, int64_t r, int64_t plane, int64_t channel, T* line) {
                align_plane(roi, planes + plane * height * width, width, options, line,
                            out + (r * channels + channel) * bins);
              });
  return output;
}

template <typename T>
at::Tensor spread(const at::Tensor& given, const at::Tensor& given_rois, at::IntArrayRef size,
                  const RoiAlignOptions& options) {
  const at::Tensor grad = given.contiguous();
  const at::Tensor rois = given_rois.contiguous();
  const int64_t channels = size[1], height = size[2], width = size[3];
  at::Tensor result = at::zeros(size, grad.options());
  if (grad.numel() == 0 || result.numel() == 0) return result;
  const T* from = grad.const_data_ptr<T>();
  T* planes = result.mutable_data_ptr<T>();
  const int64_t bins = options.height * options.width;
  over_planes(rois.const_data_ptr<T>(), rois.size(0), options, size,
              [&](const Roi<T>& roi, int64_t r, int64_t plane, int64_t channel, T* line) {
                spread_plane(roi, from + (r * channels + channel) * bins, width, options, line,
                             planes + plane * height * width);
              });
  return result;
}

}  // namespace

at::Tensor roi_align_cpu(const at::Tensor& input, const at::Tensor& rois, const RoiAlignOptions& options) {
  check_roi_align(input, rois, options);
  check_roi_values("roiAlign", rois, input.size(0));
  if (input.scalar_type() == at::kDouble) return aligned<double>(input, rois, options);
  if (input.scalar_type() == at::kFloat) return aligned<float>(input, rois, options);
  return aligned<float>(input.to(at::kFloat), rois.to(at::kFloat), options).to(input.scalar_type());
}

at::Tensor roi_align_backward_cpu(const at::Tensor& grad, const at::Tensor& rois, at::IntArrayRef size,
                                  const RoiAlignOptions& options) {
  check_roi_align_backward(grad, rois, size, options);
  check_roi_values("roiAlign's gradient", rois, size[0]);
  if (grad.scalar_type() == at::kDouble) return spread<double>(grad, rois, size, options);
  if (grad.scalar_type() == at::kFloat) return spread<float>(grad, rois, size, options);
  return spread<float>(grad.to(at::kFloat), rois.to(at::kFloat), size, options).to(grad.scalar_type());
}

}  // namespace vision
