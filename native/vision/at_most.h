#pragma once

#include <cmath>
#include <limits>

namespace vision {

// The largest T that is not above a threshold: a quotient of T is above one exactly where it is above the other.
template <typename T>
T at_most(double threshold) {
  const T rounded = static_cast<T>(threshold);
  if (static_cast<double>(rounded) <= threshold || std::isnan(threshold)) return rounded;
  return std::nextafter(rounded, -std::numeric_limits<T>::infinity());
}

}  // namespace vision
