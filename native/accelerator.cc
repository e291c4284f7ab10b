// Devices as they are used: the current one, what its allocator has, what it is, and switches of its libraries. All of
// it through interfaces of libtorch that every build has: no CUDA header here.
#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "args.h"
#include "driver.h"
#include "functions.h"

namespace torchts {

namespace {

constexpr auto kCuda = c10::DeviceType::CUDA;

c10::DeviceIndex indexOf(double index) {
  at::globalContext().lazyInitDevice(at::kCUDA);  // throws, in libtorch's words, what is missing
  TORCH_CHECK(index >= 0 && index < at::detail::getCUDAHooks().deviceCount(), "there is no device cuda:", index);
  return static_cast<c10::DeviceIndex>(index);
}

// available(type) -> whether libtorch has devices of the type and sees one. Of types without a common interface, false.
napi_value available(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const auto type = static_cast<c10::DeviceType>(static_cast<int8_t>(args.number(0)));
  bool is = false;
  switch (type) {
    case c10::DeviceType::CPU:
    case c10::DeviceType::Meta:
      is = true;
      break;
    case c10::DeviceType::CUDA:
      is = at::globalContext().hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0;
      break;
    case c10::DeviceType::MPS:
      is = at::Context::hasMPS();
      break;
    case c10::DeviceType::XPU:
      is = at::Context::hasXPU();
      break;
    default:
      is = c10::impl::hasDeviceGuardImpl(type) && c10::impl::getDeviceGuardImpl(type)->deviceCount() > 0;
  }
  return makeBool(env, is);
}

// cudaCurrentDevice() -> index; of this thread.
napi_value cudaCurrentDevice(napi_env env, napi_callback_info) {
  indexOf(0);
  return makeNumber(env, c10::impl::VirtualGuardImpl(kCuda).getDevice().index());
}

// cudaExchangeDevice(index) -> the index before
napi_value cudaExchangeDevice(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const c10::Device to(kCuda, indexOf(args.number(0)));
  return makeNumber(env, c10::impl::VirtualGuardImpl(kCuda).exchangeDevice(to).index());
}

// Null where CUDA has not been used, as its allocator then holds nothing.
c10::DeviceAllocator* cudaAllocator() {
  if (!at::globalContext().hasCUDA() || at::detail::getCUDAHooks().deviceCount() == 0) return nullptr;
  auto* allocator = dynamic_cast<c10::DeviceAllocator*>(c10::GetAllocator(kCuda));
  return allocator != nullptr && allocator->initialized() ? allocator : nullptr;
}

napi_value cudaEmptyCache(napi_env, napi_callback_info) {
  if (auto* allocator = cudaAllocator()) allocator->emptyCache();
  return nullptr;
}

void put(napi_env env, napi_value object, const std::string& name, int64_t value) {
  napi_set_named_property(env, object, name.c_str(), makeNumber(env, static_cast<double>(value)));
}

void putStat(napi_env env, napi_value object, const std::string& name, const c10::CachingAllocator::Stat& stat) {
  put(env, object, name + ".current", stat.current);
  put(env, object, name + ".peak", stat.peak);
  put(env, object, name + ".allocated", stat.allocated);
  put(env, object, name + ".freed", stat.freed);
}

void putStats(napi_env env, napi_value object, const std::string& name, const c10::CachingAllocator::StatArray& stats) {
  static constexpr const char* kPools[] = {".all", ".smallPool", ".largePool"};
  for (size_t i = 0; i < stats.size() && i < std::size(kPools); ++i) putStat(env, object, name + kPools[i], stats[i]);
}

// cudaMemoryStats(index) -> numbers by name; none where CUDA has not been used.
napi_value cudaMemoryStats(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  napi_value result;
  napi_create_object(env, &result);
  auto* allocator = cudaAllocator();
  if (allocator == nullptr) return result;
  const auto stats = allocator->getDeviceStats(indexOf(args.number(0)));
  putStats(env, result, "allocation", stats.allocation);
  putStats(env, result, "segment", stats.segment);
  putStats(env, result, "active", stats.active);
  putStats(env, result, "inactiveSplit", stats.inactive_split);
  putStats(env, result, "allocatedBytes", stats.allocated_bytes);
  putStats(env, result, "reservedBytes", stats.reserved_bytes);
  putStats(env, result, "activeBytes", stats.active_bytes);
  putStats(env, result, "inactiveSplitBytes", stats.inactive_split_bytes);
  putStats(env, result, "requestedBytes", stats.requested_bytes);
  putStat(env, result, "oversizeAllocations", stats.oversize_allocations);
  putStat(env, result, "oversizeSegments", stats.oversize_segments);
  put(env, result, "numAllocRetries", stats.num_alloc_retries);
  put(env, result, "numOoms", stats.num_ooms);
  put(env, result, "numSyncAllStreams", stats.num_sync_all_streams);
  put(env, result, "numDeviceAlloc", stats.num_device_alloc);
  put(env, result, "numDeviceFree", stats.num_device_free);
  put(env, result, "maxSplitSize", stats.max_split_size);
  return result;
}

// cudaResetStats(index, peaks): the peaks, else what was added up.
napi_value cudaResetStats(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  const c10::DeviceIndex index = indexOf(args.number(0));
  auto* allocator = cudaAllocator();
  if (allocator == nullptr) return nullptr;
  if (args.boolean(1)) {
    allocator->resetPeakStats(index);
  } else {
    allocator->resetAccumulatedStats(index);
  }
  return nullptr;
}

// cudaMemoryInfo(index) -> [free, total] in bytes
napi_value cudaMemoryInfo(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const c10::DeviceIndex index = indexOf(args.number(0));
  auto* allocator = dynamic_cast<c10::DeviceAllocator*>(c10::GetAllocator(kCuda));
  TORCH_CHECK(allocator != nullptr, "this libtorch's allocator of CUDA does not tell its memory");
  const auto [free, total] = allocator->getMemoryInfo(index);
  napi_value pair;
  napi_create_array_with_length(env, 2, &pair);
  napi_set_element(env, pair, 0, makeNumber(env, static_cast<double>(free)));
  napi_set_element(env, pair, 1, makeNumber(env, static_cast<double>(total)));
  return pair;
}

// cudaProperties(index) -> name and numbers of the device
napi_value cudaProperties(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const DriverFacts facts = driverFacts(indexOf(args.number(0)));
  napi_value result;
  napi_create_object(env, &result);
  napi_set_named_property(env, result, "name", makeText(env, facts.name));
  for (const auto& [name, value] : facts.numbers) put(env, result, name, value);
  return result;
}

// cudnnVersion() -> number, 0 without cuDNN
napi_value cudnnVersion(napi_env env, napi_callback_info) {
  return makeNumber(env, at::Context::hasCuDNN() ? static_cast<double>(at::Context::versionRuntimeCuDNN()) : 0);
}

napi_value matmulPrecision(napi_env env, napi_callback_info) {
  switch (at::globalContext().float32MatmulPrecision()) {
    case at::Float32MatmulPrecision::HIGHEST:
      return makeText(env, "highest");
    case at::Float32MatmulPrecision::HIGH:
      return makeText(env, "high");
    default:
      return makeText(env, "medium");
  }
}

napi_value setMatmulPrecision(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  at::globalContext().setFloat32MatmulPrecision(args.text(0));
  return nullptr;
}

}  // namespace

void addAccelerators(Properties& properties) {
  properties.push_back(method<available>("available"));
  properties.push_back(method<cudaCurrentDevice>("cudaCurrentDevice"));
  properties.push_back(method<cudaExchangeDevice>("cudaExchangeDevice"));
  properties.push_back(method<cudaEmptyCache>("cudaEmptyCache"));
  properties.push_back(method<cudaMemoryStats>("cudaMemoryStats"));
  properties.push_back(method<cudaResetStats>("cudaResetStats"));
  properties.push_back(method<cudaMemoryInfo>("cudaMemoryInfo"));
  properties.push_back(method<cudaProperties>("cudaProperties"));
  properties.push_back(method<cudnnVersion>("cudnnVersion"));
  properties.push_back(method<matmulPrecision>("matmulPrecision"));
  properties.push_back(method<setMatmulPrecision>("setMatmulPrecision"));
}

}  // namespace torchts
