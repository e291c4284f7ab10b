// Exceptions to JavaScript errors.
#include "errors.h"

#include <c10/util/Exception.h>

#include <atomic>
#include <new>
#include <string>

#include "state.h"

namespace torchts {

namespace {

napi_value make(napi_env env, const char* kind, const std::string& message) {
  napi_value text = nullptr, error = nullptr, kindValue = nullptr;
  napi_create_string_utf8(env, message.c_str(), message.size(), &text);
  napi_create_error(env, nullptr, text, &error);
  napi_create_string_utf8(env, kind, NAPI_AUTO_LENGTH, &kindValue);
  napi_set_named_property(env, error, "kind", kindValue);
  return error;
}

std::atomic<bool> traces{false};

/// What the exception says, with the C++ stack where that was asked for.
const char* said(const c10::Error& error) { return traces ? error.what() : error.what_without_backtrace(); }

/// What JavaScript threw in a callback, as it threw it.
napi_value thrownValue(napi_env env, const std::exception& failure) {
  State* state = stateOf(env);
  napi_value error = nullptr;
  if (state->thrown == nullptr || napi_get_reference_value(env, state->thrown, &error) != napi_ok || error == nullptr) {
    return make(env, "torch", failure.what());
  }
  napi_delete_reference(env, state->thrown);
  state->thrown = nullptr;
  return error;
}

}  // namespace

bool showsTraces() { return traces; }

void showTraces(bool show) { traces = show; }

napi_value errorValue(napi_env env, std::exception_ptr pointer) {
  try {
    std::rethrow_exception(pointer);
  } catch (const JavaScriptFailed& error) {
    return thrownValue(env, error);
  } catch (const FreedHandle& error) {
    return make(env, "freed", error.what());
  } catch (const c10::OutOfMemoryError& error) {
    return make(env, "oom", said(error));
  } catch (const c10::IndexError& error) {
    return make(env, "index", said(error));
  } catch (const c10::TypeError& error) {
    return make(env, "type", said(error));
  } catch (const c10::ValueError& error) {
    return make(env, "value", said(error));
  } catch (const c10::NotImplementedError& error) {
    return make(env, "notImplemented", said(error));
  } catch (const c10::Error& error) {
    return make(env, "torch", said(error));
  } catch (const std::bad_alloc& error) {
    return make(env, "oom", error.what());
  } catch (const std::invalid_argument& error) {
    return make(env, "argument", error.what());
  } catch (const std::exception& error) {
    return make(env, "torch", error.what());
  } catch (...) {
    return make(env, "torch", "an unknown C++ exception");
  }
}

}  // namespace torchts
