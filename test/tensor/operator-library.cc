// Operators for operator-library.test.ts: results by kind, an in-place one, one with overloads, one that throws.
#include <torch/library.h>
#include <ATen/ATen.h>

#include <string>
#include <tuple>
#include <vector>

namespace {

at::Tensor scaled_sum(const at::Tensor& a, const at::Tensor& b, double scale) { return (a + b) * scale; }

std::tuple<at::Tensor, int64_t> halve(const at::Tensor& x, int64_t times) {
  at::Tensor y = x;
  for (int64_t i = 0; i < times; i++) y = y / 2;
  return {y, times};
}

at::Tensor& double_(at::Tensor& x) { return x.mul_(2); }

std::string greet(std::string_view name) { return "hello " + std::string(name); }

at::Tensor total(at::TensorList list) {
  TORCH_CHECK(!list.empty(), "total needs at least one tensor");
  at::Tensor sum = list[0];
  for (size_t i = 1; i < list.size(); i++) sum = sum + list[i];
  return sum;
}

}  // namespace

TORCH_LIBRARY(torchts_test, library) {
  library.def("scaled_sum(Tensor a, Tensor b, *, float scale=1.0) -> Tensor", scaled_sum);
  library.def("halve(Tensor x, int times=1) -> (Tensor half, int times)", halve);
  library.def("double_(Tensor(a!) x) -> Tensor(a!)", double_);
  library.def("greet(str name) -> str", greet);
  library.def("total.list(Tensor[] list) -> Tensor", total);
}
