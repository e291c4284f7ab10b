// What the operators take, refused with what was expected and what came. A wrong value is an index error here, which is
// an ArgumentError above.
#include <c10/util/irange.h>

#include <cmath>

#include "operators.h"

namespace vision {

namespace {

// More samples than this along one axis of a bin are a mistake, and would keep the process for hours.
constexpr int64_t kMostSamples = 1 << 14;
constexpr int64_t kLargestOutput = 1 << 14;

void check_floating(const char* name, const char* what, const at::Tensor& t) {
  TORCH_CHECK_TYPE(at::isFloatingType(t.scalar_type()), name, ": expected ", what, " of a floating dtype, got ",
                   t.scalar_type());
}

void check_same(const char* name, const char* first, const at::Tensor& a, const char* second, const at::Tensor& b) {
  TORCH_CHECK_TYPE(a.scalar_type() == b.scalar_type(), name, ": expected ", first, " and ", second,
                   " of one dtype, got ", a.scalar_type(), " and ", b.scalar_type());
  TORCH_CHECK(a.device() == b.device(), name, ": Expected all tensors to be on the same device, but ", first, " is on ",
              a.device(), " and ", second, " on ", b.device());
}

void check_rois(const char* name, const at::Tensor& rois) {
  TORCH_CHECK(rois.dim() == 2 && rois.size(1) == 5, name,
              ": expected rois (R, 5) of image, x1, y1, x2, y2, got a tensor of shape ", rois.sizes());
}

void check_output(const char* name, int64_t height, int64_t width) {
  TORCH_CHECK_INDEX(height >= 1 && width >= 1 && height <= kLargestOutput && width <= kLargestOutput, name,
                    ": expected an output size between 1 and ", kLargestOutput, ", got ", height, " x ", width);
}

void check_scale(const char* name, double scale) {
  TORCH_CHECK_INDEX(std::isfinite(scale) && scale > 0, name, ": expected a spatial scale above 0, got ", scale);
}

void check_input(const char* name, const at::Tensor& input, const at::Tensor& rois) {
  TORCH_CHECK(input.dim() == 4, name, ": expected input (N, C, H, W), got a tensor of shape ", input.sizes());
  check_rois(name, rois);
  check_floating(name, "input", input);
  check_same(name, "input", input, "rois", rois);
}

void check_gradient(const char* name, const at::Tensor& grad, const at::Tensor& rois, at::IntArrayRef size,
                    int64_t height, int64_t width) {
  check_rois(name, rois);
  check_floating(name, "the gradient", grad);
  check_same(name, "the gradient", grad, "rois", rois);
  for (const int64_t extent : size) {
    TORCH_CHECK_INDEX(extent >= 0, name, ": expected sizes of at least 0, got ", size);
  }
  const std::vector<int64_t> expected{rois.size(0), size[1], height, width};
  TORCH_CHECK(grad.sizes() == at::IntArrayRef(expected), name, ": expected a gradient of shape ",
              at::IntArrayRef(expected), ", got ", grad.sizes());
}

void check_options(const char* name, const RoiAlignOptions& options) {
  check_output(name, options.height, options.width);
  check_scale(name, options.scale);
  TORCH_CHECK_INDEX(options.ratio <= kMostSamples, name, ": expected a sampling ratio of at most ", kMostSamples,
                    ", got ", options.ratio);
}

}  // namespace

void check_nms(const at::Tensor& boxes, const at::Tensor& scores) {
  TORCH_CHECK(boxes.dim() == 2 && boxes.size(1) == 4,
              "nms: expected boxes (N, 4) of x1, y1, x2, y2, got a tensor of shape ", boxes.sizes());
  TORCH_CHECK(scores.dim() == 1 && scores.size(0) == boxes.size(0), "nms: expected scores (", boxes.size(0),
              "), one for each box, got a tensor of shape ", scores.sizes());
  check_floating("nms", "boxes", boxes);
  check_same("nms", "boxes", boxes, "scores", scores);
}

void check_roi_align(const at::Tensor& input, const at::Tensor& rois, const RoiAlignOptions& options) {
  check_input("roiAlign", input, rois);
  check_options("roiAlign", options);
}

void check_roi_align_backward(const at::Tensor& grad, const at::Tensor& rois, at::IntArrayRef size,
                              const RoiAlignOptions& options) {
  check_options("roiAlign's gradient", options);
  check_gradient("roiAlign's gradient", grad, rois, size, options.height, options.width);
}

void check_roi_pool(const at::Tensor& input, const at::Tensor& rois, const RoiPoolOptions& options) {
  check_input("roiPool", input, rois);
  check_output("roiPool", options.height, options.width);
  check_scale("roiPool", options.scale);
  TORCH_CHECK_INDEX(input.size(2) * input.size(3) < INT32_MAX, "roiPool: expected fewer than 2^31 pixels, got ",
                    input.size(2), " x ", input.size(3));
}

void check_roi_pool_backward(const at::Tensor& grad, const at::Tensor& rois, const at::Tensor& argmax,
                             at::IntArrayRef size, const RoiPoolOptions& options) {
  check_output("roiPool's gradient", options.height, options.width);
  check_gradient("roiPool's gradient", grad, rois, size, options.height, options.width);
  TORCH_CHECK(argmax.scalar_type() == at::kInt && argmax.sizes() == grad.sizes(),
              "roiPool's gradient: expected places of type int and shape ", grad.sizes(), ", got ",
              argmax.scalar_type(), " and ", argmax.sizes());
}

void check_roi_values(const char* name, const at::Tensor& rois, int64_t images) {
  const at::Tensor values = rois.to(at::kDouble).contiguous();
  const double* row = values.const_data_ptr<double>();
  for (const auto r : c10::irange(values.size(0))) {
    for (const auto i : c10::irange(5)) {
      TORCH_CHECK_INDEX(std::isfinite(row[i]), name, ": roi ", r, " is not finite: [", row[0], ", ", row[1], ", ",
                        row[2], ", ", row[3], ", ", row[4], "]");
    }
    TORCH_CHECK_INDEX(row[0] >= 0 && row[0] < static_cast<double>(images), name, ": roi ", r, " is of image ", row[0],
                      ", and the batch has images 0 to ", images - 1);
    row += 5;
  }
}

}  // namespace vision
