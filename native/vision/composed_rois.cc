// roi_align and roi_pool of ATen's operators, for devices without kernels here.
//
// A bin of roi_align is a weighted sum of pixels, and a pixel's channels are a row of the feature map with channels
// last: that is libtorch's embedding bag, which reads the rows and adds them up without keeping them. Its gradient
// sorts what goes to one pixel before it adds, so that sums do not depend on the order of threads.
//
// The host cannot look at RoIs without waiting for the device: those that are not finite, or of an image that is not
// there, give zeros. It waits once, for the sizes of the RoIs, where the number of samples depends on them.
#include <c10/util/irange.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "operators.h"

namespace vision {

namespace {

constexpr int64_t kEntries = 1 << 22;       // pixels read by the RoIs of one pass
constexpr double kMostEntries = 1LL << 28;  // by one RoI

at::Tensor channels_last_rows(const at::Tensor& input) {
  return input.permute({0, 2, 3, 1}).reshape({-1, input.size(1)});  // (N, C, H, W) -> (N H W, C)
}

// (R, bins, 2 samples) each: places along the axis and their weights.
struct Axis {
  at::Tensor index;
  at::Tensor weight;
};

Axis axis_of(const at::Tensor& start, const at::Tensor& bin, const at::Tensor& count, int64_t bins, int64_t samples,
             int64_t pixels) {
  const auto options = start.options();
  const auto along = [](const at::Tensor& t) { return t.view({-1, 1, 1}); };
  const at::Tensor sample = at::arange(samples, options).view({1, 1, -1});
  const at::Tensor origin = along(start) + at::arange(bins, options).view({1, -1, 1}) * along(bin);
  const at::Tensor at = origin + (sample + 0.5) * along(bin) / along(count);
  const at::Tensor is_read = at.ge(-1).logical_and(at.le(pixels)).logical_and(sample.lt(along(count)));
  const at::Tensor inside = at::where(is_read, at, at::zeros({}, options)).clamp(0, pixels - 1);
  const at::Tensor low = inside.floor();
  const at::Tensor far = inside - low;
  const at::Tensor read = is_read.to(start.scalar_type());
  const at::Tensor index = at::stack({low, (low + 1).clamp_max(pixels - 1)}, 3).to(at::kLong);
  const at::Tensor weight = at::stack({(1 - far) * read, far * read}, 3);
  return {index.flatten(2), weight.flatten(2)};
}

// What some RoIs read: for each of their bins as many rows of the feature map, with weights.
struct Bags {
  at::Tensor index;   // (bins, K)
  at::Tensor weight;  // (bins, K)
};

// Starts and sizes of bins, and the number of their samples.
struct Grid {
  at::Tensor image, is_there, left, top, bin_width, bin_height, count_width, count_height;
};

Grid grid_of(const at::Tensor& rois, int64_t images, const RoiAlignOptions& options) {
  const double offset = options.aligned ? 0.5 : 0.0;
  const at::Tensor image = rois.select(1, 0);
  const at::Tensor is_there = image.ge(0).logical_and(image.lt(images));
  const at::Tensor at = rois.narrow(1, 1, 4) * options.scale - offset;
  at::Tensor width = at.select(1, 2) - at.select(1, 0);
  at::Tensor height = at.select(1, 3) - at.select(1, 1);
  if (!options.aligned) {
    width = width.clamp_min(1);
    height = height.clamp_min(1);
  }
  const at::Tensor bin_width = width / static_cast<double>(options.width);
  const at::Tensor bin_height = height / static_cast<double>(options.height);
  const auto count = [&](const at::Tensor& bin) {
    return options.ratio > 0 ? at::full_like(bin, options.ratio) : bin.ceil();
  };
  return {at::where(is_there, image, at::zeros({}, image.options())).to(at::kLong),
          is_there,
          at.select(1, 0),
          at.select(1, 1),
          bin_width,
          bin_height,
          count(bin_width),
          count(bin_height)};
}

Bags bags_of(const at::Tensor& rois, at::IntArrayRef size, int64_t samples_down, int64_t samples_across,
             const RoiAlignOptions& options) {
  const Grid grid = grid_of(rois, size[0], options);
  const int64_t height = size[2], width = size[3];
  const Axis rows = axis_of(grid.top, grid.bin_height, grid.count_height, options.height, samples_down, height);
  const Axis columns = axis_of(grid.left, grid.bin_width, grid.count_width, options.width, samples_across, width);
  const auto down = [](const at::Tensor& t) { return t.unsqueeze(2).unsqueeze(4); };    // (R, PH, 1, 2 S, 1)
  const auto across = [](const at::Tensor& t) { return t.unsqueeze(1).unsqueeze(3); };  // (R, 1, PW, 1, 2 S)
  const auto whole = [](const at::Tensor& t) { return t.view({-1, 1, 1, 1, 1}); };
  const at::Tensor place = down(rows.index) * width + across(columns.index) + whole(grid.image * (height * width));
  const at::Tensor samples = (grid.count_height * grid.count_width).clamp_min(1);
  const at::Tensor none = at::zeros({}, rois.options());
  const at::Tensor share = at::where(grid.is_there.logical_and(samples.isfinite()), samples.reciprocal(), none);
  const at::Tensor weight = down(rows.weight) * across(columns.weight) * whole(share);
  const int64_t entries = 4 * samples_down * samples_across;
  return {place.reshape({-1, entries}), weight.reshape({-1, entries})};
}

// RoIs of one pass, and the most samples that a bin of theirs has along each axis.
struct Pass {
  std::vector<int64_t> rois;
  int64_t down = 0;
  int64_t across = 0;
};

// Passes that read at most kEntries pixels each, RoIs of alike sizes together.
std::vector<Pass> passes_of(const std::vector<double>& down, const std::vector<double>& across, int64_t per_sample) {
  std::vector<int64_t> order(down.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int64_t a, int64_t b) { return down[a] * across[a] < down[b] * across[b]; });
  std::vector<Pass> passes;
  for (const int64_t r : order) {
    TORCH_CHECK_INDEX(down[r] * across[r] * static_cast<double>(per_sample) <= kMostEntries, "roi ", r,
                      " is so large that each of its bins has ", down[r], " x ", across[r],
                      " samples; clip the boxes to the image, or give a sampling ratio");
    const int64_t h = static_cast<int64_t>(down[r]), w = static_cast<int64_t>(across[r]);
    if (!passes.empty()) {
      Pass& last = passes.back();
      const int64_t highest = std::max(last.down, h), widest = std::max(last.across, w);
      const int64_t entries = static_cast<int64_t>(last.rois.size() + 1) * highest * widest * per_sample;
      if (entries <= kEntries) {
        last.rois.push_back(r);
        last.down = highest;
        last.across = widest;
        continue;
      }
    }
    passes.push_back({{r}, h, w});
  }
  return passes;
}

// Two columns of numbers on the host, those that are no numbers of samples as 0.
std::pair<std::vector<double>, std::vector<double>> counts_on_host(const at::Tensor& down, const at::Tensor& across) {
  const at::Tensor both = at::stack({down, across}).to(at::kCPU).to(at::kDouble).contiguous();
  const double* values = both.const_data_ptr<double>();
  const auto column = [&](int64_t at) {
    std::vector<double> counts(values + at * down.size(0), values + (at + 1) * down.size(0));
    for (double& count : counts) count = std::isfinite(count) && count > 0 ? count : 0;
    return counts;
  };
  return {column(0), column(1)};
}

at::Tensor index_of(const Pass& pass, const at::Tensor& like) {
  return at::tensor(pass.rois, at::TensorOptions().dtype(at::kLong)).to(like.device());
}

// Calls `each(which RoIs, their rows and weights)` for each pass that reads anything.
void over_passes(const at::Tensor& rois, at::IntArrayRef size, const RoiAlignOptions& options,
                 const std::function<void(const at::Tensor&, const Bags&)>& each) {
  if (size[0] * size[2] * size[3] == 0) return;
  const int64_t per_sample = 4 * options.height * options.width;
  if (options.ratio > 0) {
    const int64_t per_roi = per_sample * options.ratio * options.ratio;
    TORCH_CHECK_INDEX(static_cast<double>(per_roi) <= kMostEntries, "roiAlign: ", options.ratio, " x ", options.ratio,
                      " samples of each of ", options.height, " x ", options.width, " bins are too many");
    const int64_t most = std::max<int64_t>(1, kEntries / per_roi);
    for (int64_t from = 0; from < rois.size(0); from += most) {
      const int64_t count = std::min(most, rois.size(0) - from);
      const at::Tensor which = at::arange(from, from + count, rois.options().dtype(at::kLong));
      each(which, bags_of(rois.narrow(0, from, count), size, options.ratio, options.ratio, options));
    }
    return;
  }
  const Grid grid = grid_of(rois, size[0], options);
  const auto [down, across] = counts_on_host(grid.count_height, grid.count_width);
  for (const Pass& pass : passes_of(down, across, per_sample)) {
    if (pass.down * pass.across == 0) continue;
    const at::Tensor which = index_of(pass, rois);
    each(which, bags_of(rois.index_select(0, which), size, pass.down, pass.across, options));
  }
}

at::ScalarType computed_in(at::ScalarType dtype) { return dtype == at::kDouble ? at::kDouble : at::kFloat; }

}  // namespace

at::Tensor roi_align_composed(const at::Tensor& input, const at::Tensor& rois, const RoiAlignOptions& options) {
  check_roi_align(input, rois, options);
  const auto dtype = computed_in(input.scalar_type());
  const at::Tensor table = channels_last_rows(input.to(dtype));
  at::Tensor output = at::zeros({rois.size(0), options.height, options.width, input.size(1)}, table.options());
  if (output.numel() == 0) return output.permute({0, 3, 1, 2}).to(input.scalar_type());
  over_passes(rois.to(dtype), input.sizes(), options, [&](const at::Tensor& which, const Bags& bags) {
    const int64_t count = bags.index.size(0), entries = bags.index.size(1);
    const at::Tensor offsets = at::arange(0, count * entries, entries, bags.index.options());
    const at::Tensor sums = std::get<0>(at::_embedding_bag_forward_only(
        table, bags.index.flatten(), offsets, /*scale_grad_by_freq=*/false, /*mode=*/0, /*sparse=*/false,
        /*per_sample_weights=*/bags.weight.flatten()));
    output.index_copy_(0, which, sums.view({which.size(0), options.height, options.width, -1}));
  });
  return output.permute({0, 3, 1, 2}).contiguous().to(input.scalar_type());
}

at::Tensor roi_align_backward_composed(const at::Tensor& grad, const at::Tensor& rois, at::IntArrayRef size,
                                       const RoiAlignOptions& options) {
  check_roi_align_backward(grad, rois, size, options);
  const auto dtype = computed_in(grad.scalar_type());
  const int64_t pixels = size[0] * size[2] * size[3], channels = size[1];
  at::Tensor table = at::zeros({pixels, channels}, grad.options().dtype(dtype));
  if (grad.numel() > 0 && table.numel() > 0) {
    const at::Tensor given = grad.to(dtype).permute({0, 2, 3, 1});  // (R, PH, PW, C)
    over_passes(rois.to(dtype), size, options, [&](const at::Tensor& which, const Bags& bags) {
      const int64_t count = bags.index.size(0), entries = bags.index.size(1);
      const at::Tensor rows = given.index_select(0, which).reshape({count, channels});
      const at::Tensor bag = at::arange(count, bags.index.options());
      const at::Tensor of = bag.unsqueeze(1).expand({count, entries}).flatten();
      const at::Tensor sizes = at::full({count}, entries, bags.index.options());
      table.add_(at::_embedding_bag_dense_backward(rows, bags.index.flatten(), of, sizes, bag, pixels,
                                                   /*scale_grad_by_freq=*/false, /*mode=*/0, bags.weight.flatten()));
    });
  }
  return table.view({size[0], size[2], size[3], channels}).permute({0, 3, 1, 2}).contiguous().to(grad.scalar_type());
}

namespace {

// Halves away from zero, as C's round; ATen's rounds them to even.
at::Tensor rounded(const at::Tensor& t) {
  const at::Tensor whole = t.trunc();
  return whole + (t - whole).abs().ge(0.5).to(t.scalar_type()) * t.sign();
}

// (R, bins) each: the pixels [from, to) along one axis.
struct Spans {
  at::Tensor from;
  at::Tensor to;
};

Spans spans_of(const at::Tensor& near, const at::Tensor& far, double scale, int64_t bins, int64_t pixels) {
  const auto known = [](const at::Tensor& t) { return t.nan_to_num(0, 1e9, -1e9).clamp(-1e9, 1e9); };
  const at::Tensor start = rounded(known(near * scale));
  const at::Tensor bin = (rounded(known(far * scale)) - start + 1).clamp_min(1) / static_cast<double>(bins);
  const at::Tensor b = at::arange(bins, near.options()).unsqueeze(0);
  const at::Tensor from = (b * bin.unsqueeze(1)).floor() + start.unsqueeze(1);
  const at::Tensor to = ((b + 1) * bin.unsqueeze(1)).ceil() + start.unsqueeze(1);
  return {from.clamp(0, pixels).to(at::kLong), to.clamp(0, pixels).to(at::kLong)};
}

// The places (R, bins, most) of a span, its last one again where it is shorter.
at::Tensor places_of(const Spans& spans, int64_t most, int64_t pixels) {
  const at::Tensor i = at::arange(most, spans.from.options());
  const at::Tensor last = (spans.to - 1).clamp(0, pixels - 1);
  return at::minimum(spans.from.unsqueeze(2) + i, last.unsqueeze(2));
}

}  // namespace

std::tuple<at::Tensor, at::Tensor> roi_pool_composed(const at::Tensor& input, const at::Tensor& rois,
                                                     const RoiPoolOptions& options) {
  check_roi_pool(input, rois, options);
  const auto dtype = computed_in(input.scalar_type());
  const int64_t count = rois.size(0), channels = input.size(1), height = input.size(2), width = input.size(3);
  const std::vector<int64_t> shape{count, options.height, options.width, channels};
  const at::Tensor table = channels_last_rows(input.to(dtype));
  at::Tensor output = at::zeros(shape, table.options());
  at::Tensor argmax = at::full(shape, -1, input.options().dtype(at::kInt));
  const auto channels_first = [](const at::Tensor& t) { return t.permute({0, 3, 1, 2}).contiguous(); };
  if (output.numel() > 0 && table.numel() > 0) {
    const at::Tensor boxes = rois.to(dtype);
    const Spans rows = spans_of(boxes.select(1, 2), boxes.select(1, 4), options.scale, options.height, height);
    const Spans columns = spans_of(boxes.select(1, 1), boxes.select(1, 3), options.scale, options.width, width);
    const at::Tensor image = boxes.select(1, 0);
    const at::Tensor is_there =
        image.ge(0).logical_and(image.lt(input.size(0))).logical_and(boxes.isfinite().all(1)).view({-1, 1, 1});
    const at::Tensor offset =
        at::where(is_there.view({-1}), image, at::zeros({}, image.options())).to(at::kLong) * (height * width);
    const auto most = [](const Spans& spans) { return (spans.to - spans.from).amax(1); };
    const auto [down, across] = counts_on_host(most(rows), most(columns));
    for (const Pass& pass : passes_of(down, across, options.height * options.width * channels)) {
      if (pass.down * pass.across == 0) continue;
      const at::Tensor which = index_of(pass, rois);
      const auto some = [&](const Spans& spans) {
        return Spans{spans.from.index_select(0, which), spans.to.index_select(0, which)};
      };
      const Spans r = some(rows), c = some(columns);
      const at::Tensor y = places_of(r, pass.down, height).unsqueeze(2).unsqueeze(4);    // (R, PH, 1, S, 1)
      const at::Tensor x = places_of(c, pass.across, width).unsqueeze(1).unsqueeze(3);  // (R, 1, PW, 1, S)
      const at::Tensor place = (y * width + x).flatten(3);                               // (R, PH, PW, K)
      const at::Tensor row = place + offset.index_select(0, which).view({-1, 1, 1, 1});
      const at::Tensor values = table.index_select(0, row.flatten())
                                    .view({which.size(0), options.height, options.width, place.size(3), channels});
      const auto [largest, at] = values.max(3);
      const at::Tensor filled = r.to.gt(r.from).unsqueeze(2).logical_and(c.to.gt(c.from).unsqueeze(1));
      const at::Tensor holds = filled.logical_and(is_there.index_select(0, which)).unsqueeze(3);
      output.index_copy_(0, which, at::where(holds, largest, at::zeros({}, largest.options())));
      const at::Tensor chosen = place.gather(3, at).to(at::kInt);
      argmax.index_copy_(0, which, at::where(holds, chosen, at::full({}, -1, chosen.options())));
    }
  }
  return {channels_first(output).to(input.scalar_type()), channels_first(argmax)};
}

at::Tensor roi_pool_backward_composed(const at::Tensor& grad, const at::Tensor& rois, const at::Tensor& argmax,
                                      at::IntArrayRef size, const RoiPoolOptions& options) {
  check_roi_pool_backward(grad, rois, argmax, size, options);
  const auto dtype = computed_in(grad.scalar_type());
  const int64_t channels = size[1], pixels = size[2] * size[3];
  at::Tensor flat = at::zeros({size[0] * channels * pixels}, grad.options().dtype(dtype));
  if (grad.numel() > 0 && flat.numel() > 0) {
    const at::Tensor image = rois.select(1, 0);
    const at::Tensor is_there = image.ge(0).logical_and(image.lt(size[0]));
    const at::Tensor known = at::where(is_there, image, at::zeros({}, image.options())).to(at::kLong);
    const at::Tensor plane =
        (known.unsqueeze(1) * channels + at::arange(channels, known.options())).unsqueeze(2).unsqueeze(3);
    const at::Tensor holds = argmax.ge(0).logical_and(argmax.lt(pixels)).logical_and(is_there.view({-1, 1, 1, 1}));
    const at::Tensor place = plane * pixels + argmax.to(at::kLong).clamp(0, pixels - 1);
    // With `accumulate`, libtorch adds in a settled order.
    flat.index_put_({place.flatten()}, (grad.to(dtype) * holds.to(dtype)).flatten(), /*accumulate=*/true);
  }
  return flat.view(size).to(grad.scalar_type());
}

}  // namespace vision
