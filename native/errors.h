// How C++ exceptions become JavaScript errors: nothing is thrown across Node-API.
//
// The error carries `kind` (freed, oom, index, type, value, notImplemented, argument, torch); lib/tensor turns it
// into a typed class and adds the operator and the shapes.
#pragma once

#include <napi.h>

#include <exception>

#include "warnings.h"

namespace torchts {

/// The JavaScript error for an exception caught on any thread; call on the environment's thread.
napi_value errorValue(napi_env env, std::exception_ptr error);

/// Whether messages carry the C++ stack, in the whole process.
bool showsTraces();
void showTraces(bool show);

using Entry = napi_value (*)(napi_env, napi_callback_info);

/// A Node-API callback that turns every exception of `body` into a pending JavaScript exception.
template <Entry body>
napi_value guarded(napi_env env, napi_callback_info info) {
  try {
    napi_value result = body(env, info);
    if (warningsCaught()) emitWarnings(env, takeWarnings());
    return result;
  } catch (...) {
    if (warningsCaught()) emitWarnings(env, takeWarnings());
    bool pending = false;
    napi_is_exception_pending(env, &pending);
    if (!pending) napi_throw(env, errorValue(env, std::current_exception()));
    return nullptr;
  }
}

}  // namespace torchts
