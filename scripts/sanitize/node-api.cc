// What of Node-API bridge, background thread, warnings and errors call, as Node does it: values live to the end of the
// process, and thread-safe functions keep Node's order and its rules on closing.
#include "node-api.h"

#include <chrono>
#include <cstdlib>
#include <cstring>

void napi_env__::post(std::function<void()> work) {
  std::lock_guard<std::mutex> lock(mutex_);
  queue_.push_back(std::move(work));
  changed_.notify_all();
}

void napi_env__::loop(const std::function<bool()>& enough) {
  while (!enough()) {
    std::function<void()> work;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      if (!changed_.wait_for(lock, std::chrono::milliseconds(5), [this] { return !queue_.empty(); })) continue;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

struct napi_value__ {
  double number;
};
struct napi_ref__ {
  napi_value value;
};
struct napi_handle_scope__ {};
struct napi_deferred__ {};

struct napi_threadsafe_function__ {
  napi_env env;
  napi_threadsafe_function_call_js call;
  void* context;
  std::mutex mutex;
  bool isClosing = false;
};

namespace {

napi_value valueOf(double number) { return new napi_value__{number}; }

}  // namespace

extern "C" {

napi_status napi_create_string_utf8(napi_env, const char*, size_t, napi_value* result) {
  *result = valueOf(0);
  return napi_ok;
}
napi_status napi_create_double(napi_env, double value, napi_value* result) {
  *result = valueOf(value);
  return napi_ok;
}
napi_status napi_get_value_double(napi_env, napi_value value, double* result) {
  *result = value->number;
  return napi_ok;
}
napi_status napi_get_undefined(napi_env, napi_value* result) {
  *result = valueOf(0);
  return napi_ok;
}
napi_status napi_get_global(napi_env, napi_value* result) {
  *result = valueOf(0);
  return napi_ok;
}
napi_status napi_get_named_property(napi_env, napi_value, const char*, napi_value* result) {
  *result = valueOf(0);
  return napi_ok;
}
napi_status napi_set_named_property(napi_env, napi_value, const char*, napi_value) { return napi_ok; }
napi_status napi_create_error(napi_env, napi_value, napi_value, napi_value* result) {
  *result = valueOf(0);
  return napi_ok;
}
napi_status napi_create_reference(napi_env, napi_value value, uint32_t, napi_ref* result) {
  *result = new napi_ref__{value};
  return napi_ok;
}
napi_status napi_get_reference_value(napi_env, napi_ref reference, napi_value* result) {
  *result = reference->value;
  return napi_ok;
}
napi_status napi_delete_reference(napi_env, napi_ref reference) {
  delete reference;
  return napi_ok;
}
napi_status napi_open_handle_scope(napi_env, napi_handle_scope* result) {
  *result = new napi_handle_scope__();
  return napi_ok;
}
napi_status napi_close_handle_scope(napi_env, napi_handle_scope scope) {
  delete scope;
  return napi_ok;
}
napi_status napi_is_exception_pending(napi_env, bool* result) {
  *result = false;
  return napi_ok;
}
napi_status napi_get_and_clear_last_exception(napi_env, napi_value* result) {
  *result = valueOf(0);
  return napi_ok;
}
/// The bridge's callback, or `process.emitWarning`.
napi_status napi_call_function(napi_env env, napi_value, napi_value function, size_t, const napi_value* values,
                               napi_value* result) {
  const bool isCallback = function->number == kCallback;
  *result = valueOf(isCallback ? env->javascript(values[0]->number, values[1]->number) : 0);
  return napi_ok;
}

napi_status napi_create_promise(napi_env, napi_deferred* deferred, napi_value* promise) {
  *deferred = new napi_deferred__();
  *promise = valueOf(0);
  return napi_ok;
}
napi_status napi_resolve_deferred(napi_env env, napi_deferred deferred, napi_value) {
  delete deferred;
  ++env->settled;
  return napi_ok;
}
napi_status napi_reject_deferred(napi_env env, napi_deferred deferred, napi_value) {
  delete deferred;
  ++env->rejected;
  return napi_ok;
}

napi_status napi_create_threadsafe_function(napi_env env, napi_value, napi_value, napi_value, size_t, size_t, void*,
                                            napi_finalize, void* context, napi_threadsafe_function_call_js call,
                                            napi_threadsafe_function* result) {
  auto* made = new napi_threadsafe_function__();
  made->env = env;
  made->call = call;
  made->context = context;
  *result = made;
  return napi_ok;
}
napi_status napi_call_threadsafe_function(napi_threadsafe_function function, void* data,
                                          napi_threadsafe_function_call_mode) {
  std::lock_guard<std::mutex> lock(function->mutex);
  if (function->isClosing) return napi_closing;
  function->env->post([function, data] {
    bool isClosing;
    {
      std::lock_guard<std::mutex> inner(function->mutex);
      isClosing = function->isClosing;
    }
    function->call(isClosing ? nullptr : function->env, nullptr, function->context, data);
  });
  return napi_ok;
}
napi_status napi_release_threadsafe_function(napi_threadsafe_function function, napi_threadsafe_function_release_mode) {
  std::lock_guard<std::mutex> lock(function->mutex);
  function->isClosing = true;
  return napi_ok;
}
napi_status napi_ref_threadsafe_function(napi_env, napi_threadsafe_function) { return napi_ok; }
napi_status napi_unref_threadsafe_function(napi_env, napi_threadsafe_function) { return napi_ok; }
}
