// Reading the few plain arguments of functions that do not go through the shared buffer.
#pragma once

#include <napi.h>

#include <stdexcept>
#include <string>

#include "errors.h"
#include "state.h"

namespace torchts {

/// The arguments of one call, with the environment's state.
template <size_t N>
struct Args {
  Args(napi_env environment, napi_callback_info info) : env(environment) {
    size_t count = N;
    void* data = nullptr;
    napi_get_cb_info(env, info, &count, values, nullptr, &data);
    state = stateOf(env);
  }

  double number(size_t i) const {
    double value;
    if (napi_get_value_double(env, values[i], &value) != napi_ok) fail(i, "a number");
    return value;
  }

  bool boolean(size_t i) const {
    bool value;
    if (napi_get_value_bool(env, values[i], &value) != napi_ok) fail(i, "a boolean");
    return value;
  }

  std::string text(size_t i) const {
    size_t length;
    if (napi_get_value_string_utf8(env, values[i], nullptr, 0, &length) != napi_ok) fail(i, "a string");
    std::string value(length, '\0');
    napi_get_value_string_utf8(env, values[i], value.data(), length + 1, &length);
    return value;
  }

  const at::Tensor& tensor(size_t i) const { return state->tensors.get(number(i)); }

  [[noreturn]] void fail(size_t i, const char* expected) const {
    throw std::invalid_argument("native argument " + std::to_string(i) + " must be " + expected);
  }

  napi_env env;
  State* state;
  napi_value values[N] = {};
};

inline napi_value makeNumber(napi_env env, double value) {
  napi_value result;
  napi_create_double(env, value, &result);
  return result;
}

inline napi_value makeBool(napi_env env, bool value) {
  napi_value result;
  napi_get_boolean(env, value, &result);
  return result;
}

inline napi_value makeText(napi_env env, const std::string& value) {
  napi_value result;
  napi_create_string_utf8(env, value.data(), value.size(), &result);
  return result;
}

template <Entry body>
napi_property_descriptor method(const char* name) {
  return {name, nullptr, guarded<body>, nullptr, nullptr, nullptr, napi_enumerable, nullptr};
}

}  // namespace torchts
