// Where roi_align samples: for each bin of a RoI along one axis, the pixels it reads and their weights.
//
// Samples lie on a grid, and bilinear weights are products of a row's and a column's; so the mean over a bin's samples
// is a sum over rows of sums over columns, and each axis is worked out by itself. Samples that read the same pixel are
// added up here, once for all channels.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "operators.h"

namespace vision {

template <typename T>
struct Axis {
  std::vector<int32_t> begin;  // (bins + 1): where each bin's entries start
  std::vector<int32_t> index;
  std::vector<T> weight;
  int64_t samples = 0;  // of a bin, those beyond the image among them
  int32_t first = 0;    // pixels [first, last) hold all that is read
  int32_t last = 0;

  bool empty() const { return index.empty(); }
};

// Coordinates are worked out in T and in one order of operations, because a sample just beyond the image counts
// nothing.
template <typename T>
void sample_axis(T start, T length, int64_t bins, int64_t ratio, int64_t pixels, Axis<T>& axis) {
  axis.begin.assign(bins + 1, 0);
  axis.index.clear();
  axis.weight.clear();
  axis.first = axis.last = 0;
  axis.samples = 0;
  const T bin = length / static_cast<T>(bins);
  if (!std::isfinite(start) || !std::isfinite(bin) || pixels == 0) return;
  const T count = ratio > 0 ? static_cast<T>(ratio) : std::ceil(bin);
  axis.samples = count > 0 ? static_cast<int64_t>(std::min<double>(count, 1e15)) : 0;
  if (axis.samples == 0) return;

  const double step = static_cast<double>(bin) / static_cast<double>(count);
  axis.first = static_cast<int32_t>(pixels);
  for (int64_t b = 0; b < bins; b++) {
    const int64_t from_entry = static_cast<int64_t>(axis.index.size());
    const auto add = [&](int64_t pixel, T weight) {
      const int64_t size = static_cast<int64_t>(axis.index.size());
      for (int64_t k = size - 1; k >= from_entry && k >= size - 2; k--) {
        if (axis.index[k] != pixel) continue;
        axis.weight[k] += weight;
        return;
      }
      axis.index.push_back(static_cast<int32_t>(pixel));
      axis.weight.push_back(weight);
      axis.first = std::min(axis.first, static_cast<int32_t>(pixel));
      axis.last = std::max(axis.last, static_cast<int32_t>(pixel) + 1);
    };
    // Only samples that may lie in the image are looked at: a RoI far larger than it has any number of others.
    const T origin = start + static_cast<T>(b) * bin;
    int64_t from = 0;
    int64_t to = axis.samples;
    if (step > 0) {
      const double low = (-1.0 - static_cast<double>(origin)) / step - 2.5;
      const double high = (static_cast<double>(pixels) - static_cast<double>(origin)) / step + 2.5;
      from = static_cast<int64_t>(std::min(std::max(low, 0.0), static_cast<double>(axis.samples)));
      to = static_cast<int64_t>(std::min(std::max(high, 0.0), static_cast<double>(axis.samples)));
    }
    for (int64_t i = from; i < to; i++) {
      T at = origin + static_cast<T>(static_cast<T>(i) + static_cast<T>(0.5)) * bin / count;
      if (!(at >= -1 && at <= static_cast<T>(pixels))) continue;
      if (at <= 0) at = 0;
      const int64_t low = static_cast<int64_t>(at);
      if (low >= pixels - 1) {
        add(pixels - 1, 1);
        continue;
      }
      const T far = at - static_cast<T>(low);
      add(low, static_cast<T>(1) - far);
      add(low + 1, far);
    }
    axis.begin[b + 1] = static_cast<int32_t>(axis.index.size());
  }
  if (axis.empty()) axis.first = axis.last = 0;
}

// One RoI: its image, and both axes.
template <typename T>
struct Samples {
  int64_t image = 0;
  Axis<T> rows;
  Axis<T> columns;
  T share = 0;  // of one sample in a bin's mean

  void of(const T* roi, const RoiAlignOptions& options, int64_t height, int64_t width) {
    const T scale = static_cast<T>(options.scale);
    const T offset = static_cast<T>(options.aligned ? 0.5 : 0.0);
    image = static_cast<int64_t>(roi[0]);
    const T left = roi[1] * scale - offset;
    const T top = roi[2] * scale - offset;
    T roi_width = roi[3] * scale - offset - left;
    T roi_height = roi[4] * scale - offset - top;
    if (!options.aligned) {
      roi_width = std::max(roi_width, static_cast<T>(1));
      roi_height = std::max(roi_height, static_cast<T>(1));
    }
    sample_axis(top, roi_height, options.height, options.ratio, height, rows);
    sample_axis(left, roi_width, options.width, options.ratio, width, columns);
    const double count = static_cast<double>(rows.samples) * static_cast<double>(columns.samples);
    share = static_cast<T>(1.0 / std::max(count, 1.0));
  }

  bool empty() const { return rows.empty() || columns.empty(); }
};

}  // namespace vision
