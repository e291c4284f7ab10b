// A library that registers torchvision's operators, or one of them where the environment has TORCHTS_TEST_PARTIAL, for
// foreign-library.test.ts: kernels that tell whose they are.
#include <ATen/core/Tensor.h>
#include <ATen/ops/full.h>
#include <torch/library.h>

#include <cstdlib>
#include <tuple>

namespace {

at::Tensor nms(const at::Tensor& boxes, const at::Tensor&, double) {
  return at::full({1}, 42, boxes.options().dtype(at::kLong));
}

at::Tensor roi_align(const at::Tensor& input, const at::Tensor& rois, double, int64_t height, int64_t width, int64_t,
                     bool) {
  return at::full({rois.size(0), input.size(1), height, width}, 42, input.options());
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(torchvision, library) {
  library.def("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor", nms);
  if (std::getenv("TORCHTS_TEST_PARTIAL") != nullptr) return;
  library.def(
      "roi_align(Tensor input, Tensor rois, float spatial_scale, SymInt pooled_height, SymInt pooled_width, "
      "int sampling_ratio, bool aligned) -> Tensor");
  library.impl("roi_align", roi_align);
  library.def("_roi_align_backward(Tensor grad) -> Tensor");
  library.def("roi_pool(Tensor input, Tensor rois) -> (Tensor, Tensor)");
  library.def("_roi_pool_backward(Tensor grad) -> Tensor");
}
