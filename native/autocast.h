// Autocast: which dtype a thread's operators choose for themselves.
#pragma once

#include "functions.h"

namespace torchts {

void addAutocast(Properties& properties);

/// Forgets at its end what weights autocast converted, where it is on: for work whose region may have ended meanwhile.
struct ForgottenWeights {
  ForgottenWeights() = default;
  ForgottenWeights(const ForgottenWeights&) = delete;
  ForgottenWeights& operator=(const ForgottenWeights&) = delete;
  ~ForgottenWeights();
};

}  // namespace torchts
