// Non-maximum suppression on the CPU: by falling score, a box goes that overlaps with a kept one by more than a
// threshold (intersection over union).
//
// Boxes are taken in blocks. Within a block one decides after the other; then the kept ones of the block are held
// against all boxes behind it at once, by all threads, and those that are left move together. So each thread reads
// lines of numbers, and a box that has gone is not looked at again.
#include <ATen/Parallel.h>

#include <algorithm>
#include <type_traits>
#include <vector>

#include "at_most.h"
#include "operators.h"

namespace vision {

namespace {

constexpr int64_t kBlock = 128;
constexpr int64_t kGrain = 2048;  // boxes a thread is started for

template <typename T>
struct Boxes {
  std::vector<T> x1, y1, x2, y2, area;
  std::vector<int64_t> place;  // in what the caller gave

  explicit Boxes(int64_t n) : x1(n), y1(n), x2(n), y2(n), area(n), place(n) {}

  void move(int64_t to, int64_t from) {
    x1[to] = x1[from];
    y1[to] = y1[from];
    x2[to] = x2[from];
    y2[to] = y2[from];
    area[to] = area[from];
    place[to] = place[from];
  }
};

// As wide as what it is compared with, so that one vector holds both.
template <typename T>
using Flag = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;

// Marks the boxes [from, to) that overlap with box k. What is not a number is never larger, so that a box with NaN
// neither goes nor makes others go.
template <typename T>
void mark(const Boxes<T>& boxes, int64_t k, int64_t from, int64_t to, T threshold, Flag<T>* __restrict gone) {
  const T left = boxes.x1[k], top = boxes.y1[k], right = boxes.x2[k], bottom = boxes.y2[k], own = boxes.area[k];
  const T* __restrict x1 = boxes.x1.data();
  const T* __restrict y1 = boxes.y1.data();
  const T* __restrict x2 = boxes.x2.data();
  const T* __restrict y2 = boxes.y2.data();
  const T* __restrict area = boxes.area.data();
  for (int64_t j = from; j < to; j++) {
    const T l = left > x1[j] ? left : x1[j];
    const T t = top > y1[j] ? top : y1[j];
    const T r = right < x2[j] ? right : x2[j];
    const T b = bottom < y2[j] ? bottom : y2[j];
    const T w = r - l > 0 ? r - l : 0;
    const T h = b - t > 0 ? b - t : 0;
    const T both = w * h;
    gone[j] |= static_cast<Flag<T>>(both / (own + area[j] - both) > threshold);
  }
}

template <typename T>
at::Tensor kept(const at::Tensor& boxes, const at::Tensor& order, double double_threshold) {
  const int64_t n = boxes.size(0);
  const T threshold = at_most<T>(double_threshold);
  const T* given = boxes.const_data_ptr<T>();
  const int64_t* places = order.const_data_ptr<int64_t>();
  Boxes<T> sorted(n);
  for (int64_t i = 0; i < n; i++) {
    const T* box = given + places[i] * 4;
    sorted.x1[i] = box[0];
    sorted.y1[i] = box[1];
    sorted.x2[i] = box[2];
    sorted.y2[i] = box[3];
    sorted.area[i] = (box[2] - box[0]) * (box[3] - box[1]);
    sorted.place[i] = places[i];
  }

  std::vector<Flag<T>> gone(n, 0);
  int64_t found = 0;  // kept boxes lie in front; those still to decide are [found, end)
  int64_t end = n;
  while (found < end) {
    const int64_t first = found;
    const int64_t behind = std::min(found + kBlock, end);
    for (int64_t i = first; i < behind; i++) {
      if (gone[i]) continue;
      mark(sorted, i, i + 1, behind, threshold, gone.data());
    }
    int64_t last = first;
    for (int64_t i = first; i < behind; i++) {
      if (!gone[i]) sorted.move(last++, i);
    }
    at::parallel_for(behind, end, kGrain, [&](int64_t from, int64_t to) {
      for (int64_t k = first; k < last; k++) mark(sorted, k, from, to, threshold, gone.data());
    });
    int64_t left = last;
    for (int64_t j = behind; j < end; j++) {
      if (!gone[j]) sorted.move(left++, j);
    }
    std::fill(gone.begin() + first, gone.begin() + end, 0);
    found = last;
    end = left;
  }

  at::Tensor result = at::empty({found}, order.options());
  std::copy_n(sorted.place.begin(), found, result.mutable_data_ptr<int64_t>());
  return result;
}

}  // namespace

at::Tensor nms_cpu(const at::Tensor& boxes, const at::Tensor& scores, double threshold) {
  check_nms(boxes, scores);
  const at::Tensor order = std::get<1>(scores.sort(/*stable=*/true, /*dim=*/0, /*descending=*/true)).contiguous();
  if (boxes.scalar_type() == at::kDouble) return kept<double>(boxes.contiguous(), order, threshold);
  return kept<float>(boxes.to(at::kFloat).contiguous(), order, threshold);
}

}  // namespace vision
