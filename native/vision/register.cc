// Registers the operators as the library is opened.
//
// Where somebody else has registered torchvision's names, nothing is registered, and what was wrong is told by
// `torchts::vision_operators`: an exception here, as the library is opened, would end the process.
#include <torch/library.h>

#include <exception>
#include <string>

#include "autograd.h"
#include "operators.h"

namespace vision {

namespace {

using at::Tensor;

using Pair = std::tuple<Tensor, Tensor>;

template <auto kernel>
Tensor roi_align(const Tensor& input, const Tensor& rois, double scale, int64_t height, int64_t width, int64_t ratio,
                 bool aligned) {
  return kernel(input, rois, RoiAlignOptions{scale, height, width, ratio, aligned});
}

template <auto kernel>
Tensor roi_align_backward(const Tensor& grad, const Tensor& rois, double scale, int64_t height, int64_t width,
                          int64_t n, int64_t c, int64_t h, int64_t w, int64_t ratio, bool aligned) {
  return kernel(grad, rois, {n, c, h, w}, RoiAlignOptions{scale, height, width, ratio, aligned});
}

template <auto kernel>
Pair roi_pool(const Tensor& input, const Tensor& rois, double scale, int64_t height, int64_t width) {
  return kernel(input, rois, RoiPoolOptions{scale, height, width});
}

template <auto kernel>
Tensor roi_pool_backward(const Tensor& grad, const Tensor& rois, const Tensor& argmax, double scale, int64_t height,
                         int64_t width, int64_t n, int64_t c, int64_t h, int64_t w) {
  return kernel(grad, rois, argmax, {n, c, h, w}, RoiPoolOptions{scale, height, width});
}

constexpr const char* kNms = "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor";
constexpr const char* kRoiAlign =
    "roi_align(Tensor input, Tensor rois, float spatial_scale, SymInt pooled_height, SymInt pooled_width, "
    "int sampling_ratio, bool aligned) -> Tensor";
constexpr const char* kRoiAlignBackward =
    "_roi_align_backward(Tensor grad, Tensor rois, float spatial_scale, SymInt pooled_height, SymInt pooled_width, "
    "SymInt batch_size, SymInt channels, SymInt height, SymInt width, int sampling_ratio, bool aligned) -> Tensor";
constexpr const char* kRoiPool =
    "roi_pool(Tensor input, Tensor rois, float spatial_scale, SymInt pooled_height, SymInt pooled_width) -> "
    "(Tensor, Tensor)";
constexpr const char* kRoiPoolBackward =
    "_roi_pool_backward(Tensor grad, Tensor rois, Tensor argmax, float spatial_scale, SymInt pooled_height, "
    "SymInt pooled_width, SymInt batch_size, SymInt channels, SymInt height, SymInt width) -> Tensor";

void define(torch::Library& library) {
  for (const char* schema : {kNms, kRoiAlign, kRoiAlignBackward, kRoiPool, kRoiPoolBackward}) library.def(schema);
}

void implement_cpu(torch::Library& library) {
  const auto key = c10::DispatchKey::CPU;
  library.impl("nms", torch::dispatch(key, nms_cpu));
  library.impl("roi_align", torch::dispatch(key, roi_align<roi_align_cpu>));
  library.impl("_roi_align_backward", torch::dispatch(key, roi_align_backward<roi_align_backward_cpu>));
  library.impl("roi_pool", torch::dispatch(key, roi_pool<roi_pool_cpu>));
  library.impl("_roi_pool_backward", torch::dispatch(key, roi_pool_backward<roi_pool_backward_cpu>));
}

void implement_composed(torch::Library& library) {
  const auto key = c10::DispatchKey::CompositeExplicitAutograd;
  library.impl("nms", torch::dispatch(key, nms_composed));
  library.impl("roi_align", torch::dispatch(key, roi_align<roi_align_composed>));
  library.impl("_roi_align_backward", torch::dispatch(key, roi_align_backward<roi_align_backward_composed>));
  library.impl("roi_pool", torch::dispatch(key, roi_pool<roi_pool_composed>));
  library.impl("_roi_pool_backward", torch::dispatch(key, roi_pool_backward<roi_pool_backward_composed>));
}

// The same operators on any device, the CPU among them, by the composed kernels: for tests.
void define_composed(torch::Library& library) {
  for (const char* schema : {kNms, kRoiAlign, kRoiAlignBackward, kRoiPool, kRoiPoolBackward}) {
    library.def(("composed_" + std::string(schema)).c_str());
  }
  const auto key = c10::DispatchKey::CompositeExplicitAutograd;
  library.impl("composed_nms", torch::dispatch(key, nms_composed));
  library.impl("composed_roi_align", torch::dispatch(key, roi_align<roi_align_composed>));
  library.impl("composed__roi_align_backward", torch::dispatch(key, roi_align_backward<roi_align_backward_composed>));
  library.impl("composed_roi_pool", torch::dispatch(key, roi_pool<roi_pool_composed>));
  library.impl("composed__roi_pool_backward", torch::dispatch(key, roi_pool_backward<roi_pool_backward_composed>));
}

// Static objects, which take back what they registered when they go, would do so after the dispatcher has gone.
struct Registered {
  std::string problem;

  Registered() {
    try {
      auto own = std::make_unique<torch::Library>(torch::Library::FRAGMENT, "torchvision", std::nullopt, __FILE__, 0);
      define(*own);
      implement_cpu(*own);
      implement_composed(*own);
      register_autograd(*own);
      register_autocast(*own);
      own.release();
    } catch (const std::exception& error) {
      problem = error.what();
    }
    try {
      auto about = std::make_unique<torch::Library>(torch::Library::FRAGMENT, "torchts", std::nullopt, __FILE__, 0);
      about->def("vision_operators() -> str", [said = problem]() { return said; });
      if (problem.empty()) define_composed(*about);
      about.release();
    } catch (const std::exception&) {
      // Another library has the name: whoever asks finds operators that are not these.
    }
  }
};

const Registered registered;

}  // namespace

}  // namespace vision
