// The handler at the process's end.
#include "leave.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <unordered_set>

#ifdef _WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

#include "args.h"
#include "functions.h"

#ifndef _MSC_VER
// libuv's, from Node itself: gives the terminal back its mode, as Node's own handler would. Null elsewhere.
extern "C" __attribute__((weak)) int uv_tty_reset_mode(void);
#endif

namespace torchts {

namespace {

std::atomic<bool> begun{false};
std::atomic<bool> handled{false};
// Where the system does not tell a handler the exit code, the one that JavaScript was told.
std::atomic<int> announced{0};

// Never destroyed: the handler may be the last to use it.
struct Environments {
  std::mutex mutex;
  std::unordered_set<State*> states;
};

Environments& environments() {
  static auto* made = new Environments();
  return *made;
}

/// When the work has been waited for long enough: counted from the first who asks.
std::chrono::steady_clock::time_point patienceEnds() {
  static const auto end = std::chrono::steady_clock::now() + kPatience;
  return end;
}

/// Whether nothing of ours runs any more. The process leaves on this thread.
bool settle() {
  const auto deadline = patienceEnds();
  Environments& known = environments();
  std::lock_guard<std::mutex> lock(known.mutex);
  // What waits for JavaScript waits for a thread that runs none any more.
  for (State* state : known.states) {
    if (state->working()) state->bridge.fail();
  }
  bool isIdle = true;
  for (State* state : known.states) {
    // `exit` came out of a callback: libtorch's frames lie below it and will never go on.
    if (state->bridge.serving() || state->inJavaScript > 0) return false;
    if (!state->stopWorkers(deadline)) isIdle = false;
  }
  return isIdle;
}

void leave(int code) {
  if (handled.exchange(true)) return;
  begun = true;
  try {
    if (settle()) return;
  } catch (...) {
    // No state to judge by: as where work goes on.
  }
  std::fflush(nullptr);
#ifndef _MSC_VER
  if (uv_tty_reset_mode != nullptr) uv_tty_reset_mode();
#endif
  _exit(code);
}

// leaving(code): `process` has emitted "exit". Handlers run last in, first out, and libtorch has registered some since
// the addon was loaded: so has each object that one of its functions keeps, when it was first called. The work is
// waited for here already, or it could call such a function between this handler's registration and its turn, and use
// the object after its end.
napi_value leaving(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  announced = static_cast<int>(args.number(0));
  begun = true;
  settle();
  watchExit();
  return nullptr;
}

}  // namespace

void watchExit() {
#ifdef __GLIBC__
  on_exit([](int code, void*) { leave(code); }, nullptr);
#else
  std::atexit([] { leave(announced); });
#endif
}

void enroll(State* state) {
  std::lock_guard<std::mutex> lock(environments().mutex);
  environments().states.insert(state);
}

void withdraw(State* state) {
  std::lock_guard<std::mutex> lock(environments().mutex);
  environments().states.erase(state);
}

bool isLeaving() { return begun; }

void addLeaving(Properties& properties) { properties.push_back(method<leaving>("leaving")); }

}  // namespace torchts
