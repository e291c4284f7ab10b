// The operators as the dispatcher calls them for tensors that want gradients, and under autocast.
#pragma once

#include <torch/library.h>

namespace vision {

void register_autograd(torch::Library& library);
// In float32, as torchvision does: half precision moves a sample by pixels.
void register_autocast(torch::Library& library);

}  // namespace vision
