// Non-maximum suppression of ATen's operators, for devices without a kernel here.
//
// A box stays where no kept box before it overlaps with it too much. That is solved for a block of boxes by repeating
// "kept = not hit by a kept one" until nothing changes: after k rounds the first k are right, and the rounds it takes
// are the longest chain of boxes that hit each other, a handful. The host waits once for each two rounds.
#include "at_most.h"
#include "operators.h"

namespace vision {

namespace {

constexpr int64_t kBlock = 1024;

// (N, M) bool: which boxes (M, 5) with their areas overlap with which of (N, 5) by more than the threshold.
at::Tensor overlaps(const at::Tensor& a, const at::Tensor& b, double threshold) {
  const auto sides = [&](int64_t near) {
    const at::Tensor from = at::maximum(a.select(1, near).unsqueeze(1), b.select(1, near).unsqueeze(0));
    const at::Tensor to = at::minimum(a.select(1, near + 2).unsqueeze(1), b.select(1, near + 2).unsqueeze(0));
    return (to - from).clamp_min(0);
  };
  const at::Tensor both = sides(0).mul_(sides(1));
  const at::Tensor either = a.select(1, 4).unsqueeze(1) + b.select(1, 4).unsqueeze(0) - both;
  return (both / either).gt(threshold);
}

at::Tensor hit(const at::Tensor& over, const at::Tensor& kept) {
  return over.logical_and(kept.unsqueeze(1)).any(0);  // (N, M), (N) -> (M)
}

// Which boxes of a block stay, of those that are alive; `over` says which of them hit a later one.
at::Tensor settled(const at::Tensor& over, const at::Tensor& alive) {
  at::Tensor kept = alive;
  while (true) {
    const at::Tensor once = alive.logical_and(hit(over, kept).logical_not());
    const at::Tensor twice = alive.logical_and(hit(over, once).logical_not());
    if (at::equal(once, twice)) return twice;
    kept = twice;
  }
}

}  // namespace

at::Tensor nms_composed(const at::Tensor& boxes, const at::Tensor& scores, double double_threshold) {
  check_nms(boxes, scores);
  const int64_t n = boxes.size(0);
  if (n == 0) return at::empty({0}, boxes.options().dtype(at::kLong));
  const bool is_double = boxes.scalar_type() == at::kDouble;
  const double threshold = is_double ? double_threshold : at_most<float>(double_threshold);
  const at::Tensor order = std::get<1>(scores.sort(/*stable=*/true, /*dim=*/0, /*descending=*/true));
  const at::Tensor corners = (is_double ? boxes : boxes.to(at::kFloat)).index_select(0, order);
  const at::Tensor sizes = corners.narrow(1, 2, 2) - corners.narrow(1, 0, 2);
  const at::Tensor sorted = at::cat({corners, sizes.prod(1, /*keepdim=*/true)}, 1);  // (N, 5), the area last
  at::Tensor alive = at::ones({n}, boxes.options().dtype(at::kBool));
  for (int64_t from = 0; from < n; from += kBlock) {
    const int64_t count = std::min(kBlock, n - from);
    const at::Tensor block = sorted.narrow(0, from, count);
    const at::Tensor kept = settled(overlaps(block, block, threshold).triu(1), alive.narrow(0, from, count));
    alive.narrow(0, from, count).copy_(kept);
    const int64_t behind = from + count;
    if (behind == n) break;
    const at::Tensor gone = hit(overlaps(block, sorted.narrow(0, behind, n - behind), threshold), kept);
    alive.narrow(0, behind, n - behind).logical_and_(gone.logical_not_());
  }
  return order.index_select(0, alive.nonzero().squeeze(1));
}

}  // namespace vision
