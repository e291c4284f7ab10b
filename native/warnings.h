// libtorch's warnings, which it would print: they become `process.emitWarning` instead, each text once.
#pragma once

#include <napi.h>

#include <string>
#include <vector>

namespace torchts {

/// Catches the warnings of the calling thread from here on.
void catchWarnings();

/// Whether the calling thread has caught warnings that were not taken yet.
bool warningsCaught();

/// The warnings the calling thread caught; they are the caller's now.
std::vector<std::string> takeWarnings();

/// Hands warnings to `process.emitWarning`; call on the environment's thread with no exception pending.
void emitWarnings(napi_env env, const std::vector<std::string>& warnings);

}  // namespace torchts
