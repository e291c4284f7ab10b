// Exceptions to JavaScript errors.
#include "errors.h"

#include <c10/util/Exception.h>

#include <new>
#include <string>

#include "handles.h"

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

}  // namespace

napi_value errorValue(napi_env env, std::exception_ptr pointer) {
  try {
    std::rethrow_exception(pointer);
  } catch (const FreedHandle& error) {
    return make(env, "freed", error.what());
  } catch (const c10::OutOfMemoryError& error) {
    return make(env, "oom", error.what_without_backtrace());
  } catch (const c10::IndexError& error) {
    return make(env, "index", error.what_without_backtrace());
  } catch (const c10::TypeError& error) {
    return make(env, "type", error.what_without_backtrace());
  } catch (const c10::ValueError& error) {
    return make(env, "value", error.what_without_backtrace());
  } catch (const c10::NotImplementedError& error) {
    return make(env, "notImplemented", error.what_without_backtrace());
  } catch (const c10::Error& error) {
    return make(env, "torch", error.what_without_backtrace());
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
