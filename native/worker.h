// A background thread of an environment, for work that must not block the event loop.
//
// Threads of our own, not libuv's pool: every thread that runs ATen kernels owns a team of OpenMP threads, and a pool
// would multiply the teams. One thread does all that a team helps with; those for pixels and files have no team. Tasks
// run in the order they were queued; `succeed` runs on the environment's thread.
#pragma once

#include <napi.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace torchts {

struct Task {
  std::function<void()> run;  // background thread; may throw
  std::function<void(napi_env)> succeed;  // environment's thread
  std::function<void(napi_env)> settled;  // environment's thread, before the promise, however it ended; may be empty
  std::exception_ptr error;
  std::vector<std::string> warnings;
  napi_deferred deferred = nullptr;
};

class Worker {
 public:
  /// @param alone whether its operators run on this thread alone, without a team
  explicit Worker(napi_env env, bool alone = false);
  ~Worker();
  /// Queues the task and returns the promise that settles with it.
  napi_value submit(std::unique_ptr<Task> task);
  /// Waits for the running task and drops the queued ones.
  void stop();
  /// Tasks that are queued or run; the environment's thread may ask.
  size_t pending() const { return pending_; }
  /// Whether a task is queued or runs; any thread may ask.
  bool busy();
  /// The same until `deadline`. False where the task goes on: its thread touches JavaScript no more, and this object
  /// has to stay.
  bool stop(std::chrono::steady_clock::time_point deadline);

 private:
  void loop();
  static void settle(napi_env env, napi_value callback, void* context, void* data);

  napi_env env_;
  const bool alone_;
  napi_threadsafe_function done_ = nullptr;
  size_t pending_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::deque<std::unique_ptr<Task>> queue_;
  bool stopping_ = false;
  bool busy_ = false;
  bool abandoned_ = false;  // nobody waits for the running task
  std::mutex joining_;
  std::thread thread_;
};

}  // namespace torchts
