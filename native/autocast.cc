// The state of autocast; the dispatcher's own keys do the choosing.
#include "autocast.h"

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/DeviceGuard.h>

#include "args.h"

namespace torchts {

namespace {

// What a region found, for its end.
struct Region {
  c10::DeviceType device;
  bool enabled;
  at::ScalarType dtype;
  bool cache;
};

thread_local std::vector<Region> regions;

// Sets the dtype. Weights that were converted to another would be taken for the new one's.
void setDtype(c10::DeviceType type, at::ScalarType dtype) {
  if (at::autocast::get_autocast_dtype(type) != dtype) at::autocast::clear_cache();
  at::autocast::set_autocast_dtype(type, dtype);
}

c10::DeviceType deviceType(double code) {
  const auto type = static_cast<c10::DeviceType>(static_cast<int8_t>(code));
  TORCH_CHECK(at::autocast::is_autocast_available(type), "autocast knows no device of type ",
              c10::DeviceTypeName(type));
  return type;
}

napi_value autocastEnabled(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  return makeBool(env, at::autocast::is_autocast_enabled(deviceType(args.number(0))));
}

napi_value autocastDtype(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  return makeNumber(env, static_cast<double>(at::autocast::get_autocast_dtype(deviceType(args.number(0)))));
}

napi_value autocastCacheEnabled(napi_env env, napi_callback_info) {
  return makeBool(env, at::autocast::is_autocast_cache_enabled());
}

// enterAutocast(device type, enabled, dtype, cache): regions are strictly nested, leaveAutocast() ends the innermost.
napi_value enterAutocast(napi_env env, napi_callback_info info) {
  Args<4> args(env, info);
  const auto type = deviceType(args.number(0));
  const bool enabled = args.boolean(1);
  const auto dtype = static_cast<at::ScalarType>(static_cast<int8_t>(args.number(2)));
  const bool cache = args.boolean(3);
  regions.push_back({type, at::autocast::is_autocast_enabled(type), at::autocast::get_autocast_dtype(type),
                     at::autocast::is_autocast_cache_enabled()});
  at::autocast::increment_nesting();
  at::autocast::set_autocast_enabled(type, enabled);
  setDtype(type, dtype);
  at::autocast::set_autocast_cache_enabled(cache);
  return nullptr;
}

napi_value leaveAutocast(napi_env, napi_callback_info) {
  if (regions.empty()) return nullptr;
  const Region before = regions.back();
  regions.pop_back();
  // Converted weights are valid until somebody may change the weights: as in PyTorch, until the outermost region ends.
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(before.device, before.enabled);
  setDtype(before.device, before.dtype);
  at::autocast::set_autocast_cache_enabled(before.cache);
  return nullptr;
}

napi_value clearAutocastCache(napi_env, napi_callback_info) {
  at::autocast::clear_cache();
  return nullptr;
}

// cudaHasBfloat16(index): whether the card computes in it, where older ones only emulate it.
napi_value cudaHasBfloat16(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  if (!at::globalContext().hasCUDA()) return makeBool(env, false);
  const c10::DeviceGuard guard({c10::kCUDA, static_cast<c10::DeviceIndex>(args.number(0))});
  return makeBool(env, at::detail::getCUDAHooks().supportsBFloat16ConvolutionWithCuDNNv8());
}

}  // namespace

ForgottenWeights::~ForgottenWeights() {
  for (const auto type : at::autocast::_AUTOCAST_SUPPORTED_DEVICES) {
    if (!at::autocast::is_autocast_enabled(type)) continue;
    at::autocast::clear_cache();
    break;
  }
}

void addAutocast(Properties& properties) {
  properties.push_back(method<autocastEnabled>("autocastEnabled"));
  properties.push_back(method<autocastDtype>("autocastDtype"));
  properties.push_back(method<autocastCacheEnabled>("autocastCacheEnabled"));
  properties.push_back(method<enterAutocast>("enterAutocast"));
  properties.push_back(method<leaveAutocast>("leaveAutocast"));
  properties.push_back(method<clearAutocastCache>("clearAutocastCache"));
  properties.push_back(method<cudaHasBfloat16>("cudaHasBfloat16"));
}

}  // namespace torchts
