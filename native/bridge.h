// The way from the autograd graph into JavaScript: hooks, custom functions, packed saved tensors.
//
// Problem: autograd runs a node where it likes (the calling thread, the background thread, a CUDA device's thread),
// JavaScript runs on its own thread only, and nodes die anywhere, the collector included.
// Rule: JavaScript is entered through `run` alone; what dies leaves its number in `State::released`.
// Resolution: work from another thread is queued, and its thread waits. The environment's thread does the work when
// its event loop turns or, while it waits for a backward pass itself, inside `serve`. A backward pass that the work
// asks for goes back to the thread that waits for it: autograd takes it there for a pass within a pass, where another
// thread's would wait for a device's thread that waits for JavaScript.
#pragma once

#include <napi.h>

#include <ATen/core/Tensor.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace torchts {

struct State;

/// JavaScript threw; the value is in `State::thrown`.
struct JavaScriptFailed : std::runtime_error {
  JavaScriptFailed() : std::runtime_error("a JavaScript callback threw") {}
};

class Bridge {
 public:
  explicit Bridge(napi_env env) : env_(env), thread_(std::this_thread::get_id()) {}
  /// Environment's thread; before the first callback is registered.
  void open();
  /// Runs `work` on the environment's thread and waits; throws what it throws.
  void run(const std::function<void()>& work);
  /// Environment's thread: runs `body` on another one and does the work that comes from it meanwhile. The other one is
  /// the thread that waits for the work being done, where that came from one, else a thread of its own. Throws where
  /// two threads' callbacks would each wait for a pass of their own.
  void serve(const std::function<void()>& body);
  /// Whether the work being done came from another thread.
  bool serving() const { return serving_ != nullptr; }
  /// Fails everything that waits; nothing is run after. Any thread; lets go of nothing of JavaScript's.
  void fail();
  /// Environment's thread: the same, and for good.
  void close();

 private:
  struct Request;
  struct Errand;
  void drain(std::unique_lock<std::mutex>& lock);
  void drainUntil(const bool& done, std::unique_lock<std::mutex>& lock);

  napi_env env_;
  std::thread::id thread_;
  napi_threadsafe_function wake_ = nullptr;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Request*> queue_;
  Request* serving_ = nullptr;  // what is being done, the innermost
  bool closed_ = false;
};

/// Calls JavaScript's `id` with the tensors, on its thread; `results`, where given, takes the tensors it answers with.
double callBack(State& state, double id, const std::vector<at::Tensor>& tensors, std::vector<at::Tensor>* results);

/// The number of something JavaScript keeps for a graph; given back when the last owner dies, on any thread.
struct Callback {
  Callback(State* owner, double number) : state(owner), id(number) {}
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;
  ~Callback();

  double call(const std::vector<at::Tensor>& tensors, std::vector<at::Tensor>* results) const {
    return callBack(*state, id, tensors, results);
  }

  State* state;
  double id;
};

}  // namespace torchts
