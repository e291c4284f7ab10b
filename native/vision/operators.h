// The operators of detection: what each file of this folder offers to register.cc.
//
// Schemas are torchvision's, so that a program finds the operators under the names that torchvision's own library would
// give them. Boxes are x1, y1, x2, y2; RoIs (R, 5) are the image's index in the batch and a box.
#pragma once

#include <ATen/ATen.h>

#include <tuple>

namespace vision {

// What roi_align and its gradient share.
struct RoiAlignOptions {
  double scale;  // pixels of the feature map per pixel of the boxes
  int64_t height;
  int64_t width;
  int64_t ratio;  // samples of a bin along each axis; 0 and less: as many as it has pixels
  bool aligned;  // whether coordinates name pixel centres, half a pixel off
};

struct RoiPoolOptions {
  double scale;
  int64_t height;
  int64_t width;
};

// ---- checks.cc: every kernel calls them first ----

void check_nms(const at::Tensor& boxes, const at::Tensor& scores);
void check_roi_align(const at::Tensor& input, const at::Tensor& rois, const RoiAlignOptions& options);
void check_roi_align_backward(const at::Tensor& grad, const at::Tensor& rois, at::IntArrayRef size,
                              const RoiAlignOptions& options);
void check_roi_pool(const at::Tensor& input, const at::Tensor& rois, const RoiPoolOptions& options);
void check_roi_pool_backward(const at::Tensor& grad, const at::Tensor& rois, const at::Tensor& argmax,
                             at::IntArrayRef size, const RoiPoolOptions& options);
// Of RoIs on the CPU: numbers that are finite, images that are there.
void check_roi_values(const char* name, const at::Tensor& rois, int64_t images);

// ---- nms_cpu.cc, roi_align_cpu.cc, roi_pool_cpu.cc ----

at::Tensor nms_cpu(const at::Tensor& boxes, const at::Tensor& scores, double threshold);
at::Tensor roi_align_cpu(const at::Tensor& input, const at::Tensor& rois, const RoiAlignOptions& options);
at::Tensor roi_align_backward_cpu(const at::Tensor& grad, const at::Tensor& rois, at::IntArrayRef size,
                                  const RoiAlignOptions& options);
std::tuple<at::Tensor, at::Tensor> roi_pool_cpu(const at::Tensor& input, const at::Tensor& rois,
                                                const RoiPoolOptions& options);
at::Tensor roi_pool_backward_cpu(const at::Tensor& grad, const at::Tensor& rois, const at::Tensor& argmax,
                                 at::IntArrayRef size, const RoiPoolOptions& options);

// ---- composed_*.cc: for devices without kernels here, of ATen's operators; nothing is copied to the host but sizes
// ----

at::Tensor nms_composed(const at::Tensor& boxes, const at::Tensor& scores, double threshold);
at::Tensor roi_align_composed(const at::Tensor& input, const at::Tensor& rois, const RoiAlignOptions& options);
at::Tensor roi_align_backward_composed(const at::Tensor& grad, const at::Tensor& rois, at::IntArrayRef size,
                                       const RoiAlignOptions& options);
std::tuple<at::Tensor, at::Tensor> roi_pool_composed(const at::Tensor& input, const at::Tensor& rois,
                                                     const RoiPoolOptions& options);
at::Tensor roi_pool_backward_composed(const at::Tensor& grad, const at::Tensor& rois, const at::Tensor& argmax,
                                      at::IntArrayRef size, const RoiPoolOptions& options);

}  // namespace vision
