// Operators of the stand-in: every one runs the CPU's kernel on the bytes behind its arguments. Written out are only
// those that make, alias or copy memory; all others go through `onBytes`, which knows them by their schemas.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/EmptyTensor.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/view_native.h>
#include <c10/core/DeviceGuard.h>
#include <torch/library.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "standin.h"

namespace standin {

namespace {

using c10::IValue;
using Names = std::unordered_set<std::string>;
constexpr auto kCuda = c10::DeviceType::CUDA;

at::IntArrayRef sizesOf(c10::SymIntArrayRef sizes) { return C10_AS_INTARRAYREF_SLOW(sizes); }

/// The same elements as a tensor of the host's; the tensor itself where it is one.
at::Tensor hostSide(const at::Tensor& t) {
  if (!t.defined() || !t.is_cuda()) return t;
  const auto options = at::TensorOptions().dtype(t.dtype()).device(at::kCPU);
  at::Tensor same = t.numel() == 0 ? at::empty_strided(t.sizes(), t.strides(), options)
                                   : at::from_blob(bytesOf(t.data_ptr()), t.sizes(), t.strides(), options);
  if (t.is_conj()) same = same.conj();
  if (t.is_neg()) same = same._neg_view();
  return same;
}

std::atomic<bool> hasDouble{true};

void refuseDouble(at::ScalarType dtype) {
  TORCH_CHECK_TYPE(hasDouble || dtype != at::kDouble, "stand-in: this device has no float64");
}

at::Tensor emptyStridedAt(c10::Device device, const at::Tensor& like) {
  refuseDouble(like.scalar_type());
  const c10::DeviceGuard guard(device);
  return at::detail::empty_strided_generic(like.sizes(), like.strides(), deviceAllocator(),
                                           c10::DispatchKeySet(c10::DispatchKey::CUDA), like.scalar_type());
}

/// A result that the host computed, as a tensor of the device.
at::Tensor deviceSide(const at::Tensor& t, c10::Device device) {
  if (!t.defined()) return t;
  const at::Tensor plain = t.is_non_overlapping_and_dense() ? t : t.contiguous();
  at::Tensor made = emptyStridedAt(device, plain);
  if (plain.numel() > 0) hostSide(made).copy_(plain);
  return made;
}

// ---- making, aliasing, copying ----

at::Tensor empty(c10::SymIntArrayRef size, std::optional<at::ScalarType> dtype, std::optional<at::Layout>,
                 std::optional<at::Device> device, std::optional<bool>, std::optional<at::MemoryFormat> format) {
  refuseDouble(dtype.value_or(at::get_default_dtype_as_scalartype()));
  const c10::DeviceGuard guard(named(device.value_or(c10::Device(kCuda))));
  return at::detail::empty_generic(sizesOf(size), deviceAllocator(), c10::DispatchKeySet(c10::DispatchKey::CUDA),
                                   dtype.value_or(at::get_default_dtype_as_scalartype()), format);
}

at::Tensor emptyStrided(c10::SymIntArrayRef size, c10::SymIntArrayRef stride, std::optional<at::ScalarType> dtype,
                        std::optional<at::Layout>, std::optional<at::Device> device, std::optional<bool>) {
  refuseDouble(dtype.value_or(at::get_default_dtype_as_scalartype()));
  const c10::DeviceGuard guard(named(device.value_or(c10::Device(kCuda))));
  return at::detail::empty_strided_generic(sizesOf(size), sizesOf(stride), deviceAllocator(),
                                           c10::DispatchKeySet(c10::DispatchKey::CUDA),
                                           dtype.value_or(at::get_default_dtype_as_scalartype()));
}

/// Elements without a count: what kernels do themselves.
void put(const at::Tensor& to, const at::Tensor& from) {
  if (to.numel() == 0) return;
  at::Tensor target = hostSide(to);
  target.copy_(hostSide(from));
}

at::Tensor& copy(at::Tensor& to, const at::Tensor& from, bool nonBlocking) {
  const at::AutoDispatchBelowAutograd below;
  if (to.numel() == 0) return to;
  const bool toHost = !to.is_cuda();
  if (toHost || !from.is_cuda()) {
    // Only pinned memory is copied behind the host's back, and only where the bytes are copied as they are.
    const bool isLate = nonBlocking && isPinned(toHost ? to.data_ptr() : from.data_ptr()) &&
                        (!toHost || (to.scalar_type() == from.scalar_type() && to.is_contiguous()));
    count(toHost ? (isLate ? Copy::kDownLate : Copy::kDown) : (isLate ? Copy::kUpLate : Copy::kUp));
    if (isLate && toHost) {
      arriveLater(to, hostSide(from).clone());
      return to;
    }
    if (!isLate) wait();
  }
  put(to, from);
  return to;
}

at::Tensor copyFrom(const at::Tensor& from, const at::Tensor& to, bool nonBlocking) {
  at::Tensor target = to;
  return copy(target, from, nonBlocking);
}

const at::Tensor& resize(const at::Tensor& t, c10::SymIntArrayRef size, std::optional<at::MemoryFormat> format) {
  auto* impl = t.unsafeGetTensorImpl();
  impl->set_sizes_contiguous(sizesOf(size));
  if (format && *format != at::MemoryFormat::Preserve) impl->empty_tensor_restride(*format);
  auto* storage = impl->unsafe_storage().unsafeGetStorageImpl();
  const size_t needed = (impl->storage_offset() + impl->numel()) * impl->itemsize();
  if (storage->nbytes() >= needed) return t;
  const c10::DeviceGuard guard(t.device());
  c10::DataPtr larger = deviceAllocator()->allocate(needed);
  if (storage->nbytes() > 0) deviceAllocator()->copy_data(larger.get(), storage->data(), storage->nbytes());
  storage->set_data_ptr_noswap(std::move(larger));
  storage->set_nbytes(needed);
  return t;
}

at::Tensor copyFromAndResize(const at::Tensor& from, const at::Tensor& to) {
  if (to.sizes() != from.sizes()) resize(to, from.sym_sizes(), std::nullopt);
  return copyFrom(from, to, false);
}

at::Scalar item(const at::Tensor& t) {
  const at::AutoDispatchBelowAutograd below;
  count(Copy::kDown);
  wait();
  return hostSide(t).item();
}

at::Tensor& setStorage(at::Tensor& t, at::Storage source, c10::SymInt offset, c10::SymIntArrayRef size,
                       c10::SymIntArrayRef stride) {
  auto* impl = t.unsafeGetTensorImpl();
  impl->set_storage_keep_dtype(std::move(source));
  impl->set_storage_offset(offset.expect_int());
  if (stride.empty() && !size.empty()) {
    impl->set_sizes_contiguous(sizesOf(size));
  } else {
    impl->set_sizes_and_strides(sizesOf(size), sizesOf(stride));
  }
  return t;
}

at::Tensor& setTensor(at::Tensor& t, const at::Tensor& source) {
  if (t.unsafeGetTensorImpl() == source.unsafeGetTensorImpl()) return t;
  return setStorage(t, source.storage(), source.sym_storage_offset(), source.sym_sizes(), source.sym_strides());
}

at::Tensor asStrided(const at::Tensor& t, c10::SymIntArrayRef size, c10::SymIntArrayRef stride,
                     std::optional<c10::SymInt> offset) {
  std::optional<int64_t> from;
  if (offset) from = offset->expect_int();
  return at::native::as_strided_tensorimpl(t, sizesOf(size), sizesOf(stride), from);
}

at::Tensor view(const at::Tensor& t, c10::SymIntArrayRef size) { return at::native::view(t, sizesOf(size)); }

at::Tensor reshapeAlias(const at::Tensor& t, c10::SymIntArrayRef size, c10::SymIntArrayRef stride) {
  return at::native::_reshape_alias(t, sizesOf(size), sizesOf(stride));
}

// ---- all other operators ----

// They take a CPU tensor beside a device's: indices, and what is copied.
const Names kMixes = {"aten::index",       "aten::_index_put_impl_", "aten::index_put_", "aten::index_put",
                      "aten::_unsafe_index", "aten::_unsafe_index_put", "aten::copy_"};
// They read their scalars on the device, where a CPU tensor of no dimension is not to be had either.
const Names kFused = {"aten::_fused_adam_", "aten::_fused_adamw_", "aten::_fused_sgd_", "aten::_fused_adagrad_"};
// They cannot say how large their result is before the device has run.
const Names kWaits = {"aten::nonzero", "aten::masked_select", "aten::bincount",           "aten::_unique2",
                      "aten::equal",   "aten::unique_dim",    "aten::unique_consecutive", "aten::repeat_interleave"};
// CUDA's kernels that add in the order in which their threads come, by the names they give in the refusal.
const std::unordered_map<std::string, const char*> kUnordered = {
    {"aten::adaptive_avg_pool2d_backward", "adaptive_avg_pool2d_backward_cuda"},
    {"aten::_adaptive_avg_pool2d_backward", "adaptive_avg_pool2d_backward_cuda"},
    {"aten::adaptive_max_pool2d_backward", "adaptive_max_pool2d_backward_cuda"},
    {"aten::grid_sampler_2d_backward", "grid_sampler_2d_backward_cuda"},
    {"aten::nll_loss2d_forward", "nll_loss2d_forward_out_cuda_template"},
    {"aten::reflection_pad2d_backward", "reflection_pad2d_backward_cuda"},
    {"aten::replication_pad2d_backward", "replication_pad2d_backward_cuda"},
    {"aten::upsample_bicubic2d_backward", "upsample_bicubic2d_backward_out_cuda"},
    {"aten::upsample_bilinear2d_backward", "upsample_bilinear2d_backward_out_cuda"},
};

struct Call {
  const c10::FunctionSchema& schema;
  std::vector<IValue> given;
  c10::Device home;  // where the results go
};

void eachTensor(const IValue& value, const std::function<void(const at::Tensor&)>& fn) {
  if (value.isTensor()) {
    if (value.toTensor().defined()) fn(value.toTensor());
  } else if (value.isTensorList()) {
    for (const at::Tensor& t : value.toTensorVector()) {
      if (t.defined()) fn(t);
    }
  } else if (value.isOptionalTensorList()) {
    for (const auto& t : value.toOptionalTensorVector()) {
      if (t.has_value() && t->defined()) fn(*t);
    }
  }
}

IValue eachReplaced(const IValue& value, const std::function<at::Tensor(const at::Tensor&)>& fn) {
  if (value.isTensor()) return fn(value.toTensor());
  if (value.isTensorList()) {
    c10::List<at::Tensor> list;
    for (const at::Tensor& t : value.toTensorVector()) list.push_back(fn(t));
    return list;
  }
  if (value.isOptionalTensorList()) {
    c10::List<std::optional<at::Tensor>> list;
    for (const auto& t : value.toOptionalTensorVector()) {
      list.push_back(t.has_value() ? std::optional<at::Tensor>(fn(*t)) : std::nullopt);
    }
    return list;
  }
  return value;
}

c10::Device homeOf(const std::vector<IValue>& given) {
  std::optional<c10::Device> home;
  for (const IValue& value : given) {
    eachTensor(value, [&](const at::Tensor& t) {
      if (!home && t.is_cuda()) home = t.device();
    });
  }
  for (const IValue& value : given) {
    if (!home && value.isDevice() && value.toDevice().is_cuda()) home = named(value.toDevice());
  }
  return home.value_or(named(c10::Device(kCuda)));
}

// As CUDA's kernels: tensors of two devices are refused, save scalars of the CPU that are only read.
void refuseOtherDevices(const Call& call) {
  const std::string& name = call.schema.name();
  if (kMixes.count(name) > 0) return;
  const bool noScalars = kFused.count(name) > 0;
  for (size_t i = 0; i < call.given.size(); ++i) {
    const auto* alias = call.schema.arguments()[i].alias_info();
    const bool isWritten = alias != nullptr && alias->isWrite();
    eachTensor(call.given[i], [&](const at::Tensor& t) {
      if (t.device() == call.home) return;
      if (t.is_cpu() && t.dim() == 0 && !isWritten && !noScalars) return;
      TORCH_CHECK(false, "Expected all tensors to be on the same device, but found at least two devices, ", call.home,
                  " and ", t.device(), "! (when checking argument for argument ", call.schema.arguments()[i].name(),
                  " in method ", name, ")");
    });
  }
}

// Indices that the CPU has are brought to the device, and a mask is counted before its result can be made.
void countIndices(const Call& call) {
  if (kMixes.count(call.schema.name()) == 0) return;
  // A number written where a mask holds is filled in.
  const bool isPut = call.schema.name().find("index_put") != std::string::npos;
  const bool isNumber = isPut && call.given[2].toTensor().is_cpu() && call.given[2].toTensor().numel() == 1;
  for (const IValue& value : call.given) {
    if (!value.isOptionalTensorList() && !value.isTensorList()) continue;
    eachTensor(value, [&](const at::Tensor& t) {
      const bool isMask = t.scalar_type() == at::kBool || t.scalar_type() == at::kByte;
      if (!t.is_cuda()) count(Copy::kUp);
      if (!t.is_cuda() || (isMask && !isNumber)) wait();
      if (isNumber && !isMask) wait();  // the number is brought to the device
    });
  }
}

bool isOut(const c10::Argument& argument) {
  return argument.is_out() || (argument.kwarg_only() && argument.alias_info() != nullptr && argument.alias_info()->isWrite());
}

/// The host's view `seen` of the bytes behind `base`, as a view of `base` itself.
at::Tensor viewOf(const at::Tensor& base, const at::Tensor& seen) {
  at::Tensor made = at::detail::make_tensor<c10::TensorImpl>(c10::TensorImpl::VIEW, c10::Storage(base.storage()),
                                                             base.key_set(), seen.dtype());
  auto* impl = made.unsafeGetTensorImpl();
  if (seen.numel() > 0) {
    const auto* start = static_cast<const char*>(bytesOf(base.storage().data()));
    impl->set_storage_offset((static_cast<const char*>(seen.data_ptr()) - start) / static_cast<int64_t>(seen.itemsize()));
  }
  impl->set_sizes_and_strides(seen.sizes(), seen.strides());
  return made;
}

// A result is an argument that was written, a view of one, or new memory of the device.
IValue resultOf(const Call& call, size_t place, const IValue& computed) {
  const auto* alias = call.schema.returns()[place].alias_info();
  if (alias == nullptr) {
    return eachReplaced(computed, [&](const at::Tensor& t) { return deviceSide(t, call.home); });
  }
  for (size_t i = 0; i < call.given.size(); ++i) {
    const auto* own = call.schema.arguments()[i].alias_info();
    if (own == nullptr || own->beforeSets() != alias->beforeSets()) continue;
    if (alias->isWrite()) return call.given[i];
    const at::Tensor base = call.given[i].toTensor();
    return eachReplaced(computed, [&](const at::Tensor& t) { return viewOf(base, t); });
  }
  return computed;
}

void run(const c10::OperatorHandle& op, const Call& call, torch::jit::Stack* stack) {
  const auto& arguments = call.schema.arguments();
  torch::jit::Stack own;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const IValue& value = call.given[i];
    if (value.isDevice()) {
      own.emplace_back(c10::Device(at::kCPU));
    } else if (isOut(arguments[i])) {
      // May be resized, which somebody else's bytes cannot.
      own.push_back(eachReplaced(value, [](const at::Tensor& t) { return t.defined() ? hostSide(t).clone() : t; }));
    } else {
      own.push_back(eachReplaced(value, hostSide));
    }
  }
  std::vector<std::pair<at::Tensor, at::Tensor>> outs;  // given, computed
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!isOut(arguments[i])) continue;
    std::vector<at::Tensor> to, from;
    eachTensor(call.given[i], [&](const at::Tensor& t) { to.push_back(t); });
    eachTensor(own[i], [&](const at::Tensor& t) { from.push_back(t); });
    for (size_t k = 0; k < to.size(); ++k) outs.emplace_back(to[k], from[k]);
  }
  {
    const at::AutoDispatchBelowAutograd below;
    op.callBoxed(&own);
    for (auto& [to, from] : outs) {
      if (to.sizes() != from.sizes()) resize(to, from.sym_sizes(), std::nullopt);
      put(to, from);
    }
  }
  for (size_t i = 0; i < call.schema.returns().size(); ++i) stack->push_back(resultOf(call, i, own[i]));
}

// The CPU's generator draws in place of the device's, from a seed that the device's gives.
void runDrawing(const c10::OperatorHandle& op, Call& call, torch::jit::Stack* stack) {
  static std::mutex one;
  at::Generator own = defaultGenerator(call.home.index());
  bool takesGenerator = false;
  for (size_t i = 0; i < call.given.size(); ++i) {
    if (call.schema.arguments()[i].name() != "generator") continue;
    takesGenerator = true;
    if (call.given[i].isGenerator()) own = call.given[i].toGenerator();
    TORCH_CHECK(own.device().is_cuda(), "Expected a 'cuda' device type for generator but found '", own.device().type(), "'");
    TORCH_CHECK(own.device() == call.home, "Expected a generator of ", call.home, " but found one of ", own.device());
    std::lock_guard<std::mutex> lock(own.mutex());
    call.given[i] = at::detail::createCPUGenerator(own.get<DeviceGenerator>()->next());
  }
  if (takesGenerator) return run(op, call, stack);
  std::lock_guard<std::mutex> lock(one);
  at::Generator shared = at::detail::getDefaultCPUGenerator();
  const at::Tensor before = shared.get_state();
  shared.set_current_seed(own.get<DeviceGenerator>()->next());
  try {
    run(op, call, stack);
  } catch (...) {
    shared.set_state(before);
    throw;
  }
  shared.set_state(before);
}

void onBytes(const c10::OperatorHandle& op, c10::DispatchKeySet, torch::jit::Stack* stack) {
  const auto& schema = op.schema();
  const size_t count = schema.arguments().size();
  Call call{schema, {stack->end() - static_cast<std::ptrdiff_t>(count), stack->end()}, c10::Device(kCuda, 0)};
  call.home = homeOf(call.given);
  refuseOtherDevices(call);
  const auto unordered = kUnordered.find(schema.name());
  if (unordered != kUnordered.end()) at::globalContext().alertNotDeterministic(unordered->second);
  if (kWaits.count(schema.name()) > 0) wait();
  countIndices(call);
  const c10::DeviceGuard guard(call.home);
  torch::jit::drop(*stack, count);
  if (op.hasTag(at::Tag::nondeterministic_seeded)) {
    runDrawing(op, call, stack);
  } else {
    run(op, call, stack);
  }
}

// A CPU kernel is given a device's tensor, which is what the unreachable pages are there for.
void touch(const at::Tensor& t) { *static_cast<volatile char*>(t.data_ptr()); }

}  // namespace

}  // namespace standin

TORCH_LIBRARY_IMPL(_, CUDA, m) { m.fallback(torch::CppFunction::makeFromBoxedFunction<&standin::onBytes>()); }

TORCH_LIBRARY_IMPL(aten, CUDA, m) {
  m.impl("empty.memory_format", TORCH_FN(standin::empty));
  m.impl("empty_strided", TORCH_FN(standin::emptyStrided));
  m.impl("copy_", TORCH_FN(standin::copy));
  m.impl("_copy_from", TORCH_FN(standin::copyFrom));
  m.impl("_copy_from_and_resize", TORCH_FN(standin::copyFromAndResize));
  m.impl("_local_scalar_dense", TORCH_FN(standin::item));
  m.impl("resize_", TORCH_FN(standin::resize));
  m.impl("set_.source_Storage_storage_offset", TORCH_FN(standin::setStorage));
  m.impl("set_.source_Tensor", TORCH_FN(standin::setTensor));
  m.impl("as_strided", TORCH_FN(standin::asStrided));
  m.impl("view", TORCH_FN(standin::view));
  m.impl("_reshape_alias", TORCH_FN(standin::reshapeAlias));
  // Composed of others for every device; in one piece they are cuDNN's here.
  for (const char* whole : {"convolution", "convolution_backward"}) {
    m.impl(whole, torch::CppFunction::makeFromBoxedFunction<&standin::onBytes>());
  }
}

TORCH_LIBRARY(standin, m) {
  m.def("limit(int device, int bytes) -> int", [](int64_t device, int64_t bytes) { return standin::limit(device, bytes); });
  m.def("used(int device) -> int", [](int64_t device) { return standin::used(device); });
  m.def("peak(int device) -> int", [](int64_t device) { return standin::peak(device); });
  m.def("waits() -> int", [] { return standin::waits(); });
  m.def("waits_here() -> int", [] { return standin::waitsHere(); });
  m.def("copies() -> int[]", [] { return standin::copies(); });
  m.def("double(bool has) -> bool", [](bool has) { return standin::hasDouble.exchange(has); });
  m.def("latency(int milliseconds) -> int", [](int64_t milliseconds) { return standin::latency(milliseconds); });
  m.def("touch(Tensor t) -> ()", standin::touch);
}
