// What NVIDIA's driver says of a device. Its library is opened by name when it is first asked.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace torchts {

struct DriverFacts {
  std::string name;
  /// By the names that JavaScript has for them.
  std::vector<std::pair<const char*, int64_t>> numbers;
};

/// Of the device that CUDA gives this index. Throws std::runtime_error where there is no driver or it does not answer.
DriverFacts driverFacts(int index);

}  // namespace torchts
