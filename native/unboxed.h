// Calls of a few common C++ signatures without a stack of boxed values: lists above all cost three allocations each on
// their way through one. Chosen by signature, never by name.
#pragma once

#include "wire.h"

namespace torchts {

/// The direct way to call the plan's operator; null where its signature is none of the common ones.
Unboxed unboxedFor(const Plan& plan);

}  // namespace torchts
