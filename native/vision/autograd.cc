#include "autograd.h"

#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/custom_function.h>

namespace vision {

namespace {

using at::Tensor;
using c10::SymInt;
using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// ---- the operators again, through the dispatcher ----

template <typename Signature>
c10::TypedOperatorHandle<Signature> handle(const char* name) {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

Tensor nms(const Tensor& boxes, const Tensor& scores, double threshold) {
  static const auto op = handle<Tensor(const Tensor&, const Tensor&, double)>("torchvision::nms");
  return op.call(boxes, scores, threshold);
}

Tensor roi_align(const Tensor& input, const Tensor& rois, double scale, SymInt height, SymInt width, int64_t ratio,
                 bool aligned) {
  static const auto op =
      handle<Tensor(const Tensor&, const Tensor&, double, SymInt, SymInt, int64_t, bool)>("torchvision::roi_align");
  return op.call(input, rois, scale, std::move(height), std::move(width), ratio, aligned);
}

Tensor roi_align_backward(const Tensor& grad, const Tensor& rois, double scale, SymInt height, SymInt width, SymInt n,
                          SymInt c, SymInt h, SymInt w, int64_t ratio, bool aligned) {
  static const auto op = handle<Tensor(const Tensor&, const Tensor&, double, SymInt, SymInt, SymInt, SymInt, SymInt,
                                       SymInt, int64_t, bool)>("torchvision::_roi_align_backward");
  return op.call(grad, rois, scale, std::move(height), std::move(width), std::move(n), std::move(c), std::move(h),
                 std::move(w), ratio, aligned);
}

std::tuple<Tensor, Tensor> roi_pool(const Tensor& input, const Tensor& rois, double scale, SymInt height,
                                    SymInt width) {
  static const auto op =
      handle<std::tuple<Tensor, Tensor>(const Tensor&, const Tensor&, double, SymInt, SymInt)>("torchvision::roi_pool");
  return op.call(input, rois, scale, std::move(height), std::move(width));
}

Tensor roi_pool_backward(const Tensor& grad, const Tensor& rois, const Tensor& argmax, double scale, SymInt height,
                         SymInt width, SymInt n, SymInt c, SymInt h, SymInt w) {
  static const auto op = handle<Tensor(const Tensor&, const Tensor&, const Tensor&, double, SymInt, SymInt, SymInt,
                                       SymInt, SymInt, SymInt)>("torchvision::_roi_pool_backward");
  return op.call(grad, rois, argmax, scale, std::move(height), std::move(width), std::move(n), std::move(c),
                 std::move(h), std::move(w));
}

// ---- gradients ----

// Sizes that a backward pass needs of its forward one.
struct Sizes {
  double scale;
  int64_t height, width;
  std::vector<int64_t> input;

  void keep(AutogradContext* ctx) const {
    ctx->saved_data["scale"] = scale;
    ctx->saved_data["output"] = std::vector<int64_t>{height, width};
    ctx->saved_data["input"] = input;
  }
  static Sizes of(AutogradContext* ctx) {
    const auto output = ctx->saved_data["output"].toIntVector();
    return {ctx->saved_data["scale"].toDouble(), output.at(0), output.at(1), ctx->saved_data["input"].toIntVector()};
  }
};

variable_list only_first(Tensor gradient, size_t inputs) {
  variable_list gradients(inputs);
  gradients[0] = std::move(gradient);
  return gradients;
}

// It is linear in its input, so that the gradient of its gradient is the operator itself.
struct RoiAlignBackward : torch::autograd::Function<RoiAlignBackward> {
  static Variable forward(AutogradContext* ctx, const Variable& grad, const Variable& rois, double scale,
                          int64_t height, int64_t width, const std::vector<int64_t>& size, int64_t ratio,
                          bool aligned) {
    ctx->save_for_backward({rois});
    Sizes{scale, height, width, size}.keep(ctx);
    ctx->saved_data["ratio"] = ratio;
    ctx->saved_data["aligned"] = aligned;
    const at::AutoDispatchBelowADInplaceOrView below;
    return roi_align_backward(grad, rois, scale, height, width, size.at(0), size.at(1), size.at(2), size.at(3), ratio,
                              aligned);
  }
  static variable_list backward(AutogradContext* ctx, const variable_list& gradients) {
    const Sizes sizes = Sizes::of(ctx);
    const Tensor rois = ctx->get_saved_variables().at(0);
    return only_first(roi_align(gradients.at(0), rois, sizes.scale, sizes.height, sizes.width,
                                ctx->saved_data["ratio"].toInt(), ctx->saved_data["aligned"].toBool()),
                      8);
  }
};

struct RoiAlign : torch::autograd::Function<RoiAlign> {
  static Variable forward(AutogradContext* ctx, const Variable& input, const Variable& rois, double scale,
                          int64_t height, int64_t width, int64_t ratio, bool aligned) {
    ctx->save_for_backward({rois});
    Sizes{scale, height, width, input.sizes().vec()}.keep(ctx);
    ctx->saved_data["ratio"] = ratio;
    ctx->saved_data["aligned"] = aligned;
    const at::AutoDispatchBelowADInplaceOrView below;
    return roi_align(input, rois, scale, height, width, ratio, aligned);
  }
  static variable_list backward(AutogradContext* ctx, const variable_list& gradients) {
    const Sizes sizes = Sizes::of(ctx);
    const Tensor rois = ctx->get_saved_variables().at(0);
    const auto& size = sizes.input;
    return only_first(roi_align_backward(gradients.at(0), rois, sizes.scale, sizes.height, sizes.width, size.at(0),
                                         size.at(1), size.at(2), size.at(3), ctx->saved_data["ratio"].toInt(),
                                         ctx->saved_data["aligned"].toBool()),
                      7);
  }
};

struct RoiPool : torch::autograd::Function<RoiPool> {
  static variable_list forward(AutogradContext* ctx, const Variable& input, const Variable& rois, double scale,
                               int64_t height, int64_t width) {
    Sizes{scale, height, width, input.sizes().vec()}.keep(ctx);
    const at::AutoDispatchBelowADInplaceOrView below;
    auto [output, argmax] = roi_pool(input, rois, scale, height, width);
    ctx->save_for_backward({rois, argmax});
    ctx->mark_non_differentiable({argmax});
    return {output, argmax};
  }
  static variable_list backward(AutogradContext* ctx, const variable_list& gradients) {
    const Sizes sizes = Sizes::of(ctx);
    const auto saved = ctx->get_saved_variables();
    const auto& size = sizes.input;
    return only_first(roi_pool_backward(gradients.at(0), saved.at(0), saved.at(1), sizes.scale, sizes.height,
                                        sizes.width, size.at(0), size.at(1), size.at(2), size.at(3)),
                      5);
  }
};

struct RoiPoolBackward : torch::autograd::Function<RoiPoolBackward> {
  static Variable forward(AutogradContext* ctx, const Variable& grad, const Variable& rois, const Variable& argmax,
                          double scale, int64_t height, int64_t width, const std::vector<int64_t>& size) {
    const at::AutoDispatchBelowADInplaceOrView below;
    return roi_pool_backward(grad, rois, argmax, scale, height, width, size.at(0), size.at(1), size.at(2), size.at(3));
  }
  static variable_list backward(AutogradContext*, const variable_list&) {
    TORCH_CHECK_NOT_IMPLEMENTED(false, "roiPool: there is no second derivative");
    return {};
  }
};

std::vector<int64_t> whole(const SymInt& n, const SymInt& c, const SymInt& h, const SymInt& w) {
  return {n.expect_int(), c.expect_int(), h.expect_int(), w.expect_int()};
}

Tensor roi_align_autograd(const Tensor& input, const Tensor& rois, double scale, SymInt height, SymInt width,
                          int64_t ratio, bool aligned) {
  TORCH_CHECK(input.dim() == 4, "roiAlign: expected input (N, C, H, W), got a tensor of shape ", input.sizes());
  return RoiAlign::apply(input, rois, scale, height.expect_int(), width.expect_int(), ratio, aligned);
}

Tensor roi_align_backward_autograd(const Tensor& grad, const Tensor& rois, double scale, SymInt height, SymInt width,
                                   SymInt n, SymInt c, SymInt h, SymInt w, int64_t ratio, bool aligned) {
  return RoiAlignBackward::apply(grad, rois, scale, height.expect_int(), width.expect_int(), whole(n, c, h, w), ratio,
                                 aligned);
}

std::tuple<Tensor, Tensor> roi_pool_autograd(const Tensor& input, const Tensor& rois, double scale, SymInt height,
                                             SymInt width) {
  TORCH_CHECK(input.dim() == 4, "roiPool: expected input (N, C, H, W), got a tensor of shape ", input.sizes());
  const auto both = RoiPool::apply(input, rois, scale, height.expect_int(), width.expect_int());
  return {both.at(0), both.at(1)};
}

Tensor roi_pool_backward_autograd(const Tensor& grad, const Tensor& rois, const Tensor& argmax, double scale,
                                  SymInt height, SymInt width, SymInt n, SymInt c, SymInt h, SymInt w) {
  return RoiPoolBackward::apply(grad, rois, argmax, scale, height.expect_int(), width.expect_int(), whole(n, c, h, w));
}

// ---- autocast ----

template <c10::DispatchKey key, c10::DeviceType device>
struct Autocast {
  static Tensor cast(const Tensor& t) { return at::autocast::cached_cast(at::kFloat, t, device); }
  static Tensor nms(const Tensor& boxes, const Tensor& scores, double threshold) {
    const c10::impl::ExcludeDispatchKeyGuard without(key);
    return vision::nms(cast(boxes), cast(scores), threshold);
  }
  static Tensor roi_align(const Tensor& input, const Tensor& rois, double scale, SymInt height, SymInt width,
                          int64_t ratio, bool aligned) {
    const c10::impl::ExcludeDispatchKeyGuard without(key);
    return vision::roi_align(cast(input), cast(rois), scale, std::move(height), std::move(width), ratio, aligned)
        .to(input.scalar_type());
  }
  static std::tuple<Tensor, Tensor> roi_pool(const Tensor& input, const Tensor& rois, double scale, SymInt height,
                                             SymInt width) {
    const c10::impl::ExcludeDispatchKeyGuard without(key);
    auto [output, argmax] = vision::roi_pool(cast(input), cast(rois), scale, std::move(height), std::move(width));
    return {output.to(input.scalar_type()), argmax};
  }
  static void add_to(torch::Library& library) {
    library.impl("nms", torch::dispatch(key, nms));
    library.impl("roi_align", torch::dispatch(key, roi_align));
    library.impl("roi_pool", torch::dispatch(key, roi_pool));
  }
};

}  // namespace

void register_autograd(torch::Library& library) {
  const auto key = c10::DispatchKey::Autograd;
  library.impl("roi_align", torch::dispatch(key, roi_align_autograd));
  library.impl("_roi_align_backward", torch::dispatch(key, roi_align_backward_autograd));
  library.impl("roi_pool", torch::dispatch(key, roi_pool_autograd));
  library.impl("_roi_pool_backward", torch::dispatch(key, roi_pool_backward_autograd));
}

void register_autocast(torch::Library& library) {
  Autocast<c10::DispatchKey::AutocastCPU, c10::kCPU>::add_to(library);
  Autocast<c10::DispatchKey::AutocastCUDA, c10::kCUDA>::add_to(library);
  Autocast<c10::DispatchKey::AutocastMPS, c10::kMPS>::add_to(library);
}

}  // namespace vision
