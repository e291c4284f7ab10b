// Warnings to JavaScript. Whoever crosses back to JavaScript hands over what its thread has caught.
#include "warnings.h"

#include <c10/util/Exception.h>

#include "state.h"

namespace torchts {

namespace {

thread_local std::vector<std::string> caught;

struct Catcher : c10::WarningHandler {
  void process(const c10::Warning& warning) override {
    if (caught.size() < 100) caught.push_back(warning.msg());
  }
};

}  // namespace

void catchWarnings() {
  static Catcher catcher;
  c10::WarningUtils::set_warning_handler(&catcher);
}

bool warningsCaught() { return !caught.empty(); }

std::vector<std::string> takeWarnings() {
  std::vector<std::string> taken;
  taken.swap(caught);
  return taken;
}

void emitWarnings(napi_env env, const std::vector<std::string>& warnings) {
  State* state = stateOf(env);
  for (const std::string& text : warnings) {
    if (state == nullptr || !state->warned.insert(text).second) continue;
    napi_value global = nullptr, process = nullptr, emit = nullptr, result = nullptr;
    napi_value arguments[2] = {nullptr, nullptr};
    const bool ready = napi_get_global(env, &global) == napi_ok &&
                       napi_get_named_property(env, global, "process", &process) == napi_ok &&
                       napi_get_named_property(env, process, "emitWarning", &emit) == napi_ok &&
                       napi_create_string_utf8(env, text.c_str(), text.size(), &arguments[0]) == napi_ok &&
                       napi_create_string_utf8(env, "TorchWarning", NAPI_AUTO_LENGTH, &arguments[1]) == napi_ok;
    if (ready) napi_call_function(env, process, emit, 2, arguments, &result);
    bool pending = false;
    napi_is_exception_pending(env, &pending);
    if (pending) napi_get_and_clear_last_exception(env, &result);
  }
}

}  // namespace torchts
