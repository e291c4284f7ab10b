// Node-API's part for the harness: an environment with an event loop, and the JavaScript that it runs.
#pragma once

#include <node_api.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace torchts {
struct State;
}

/// The number of the function that `javascript` stands for.
constexpr double kCallback = 1;

/// One environment. Its thread is the one that made it and turns its loop; what it holds belongs to that thread, save
/// the queue.
struct napi_env__ {
  /// What `setCallback` would be given: called with the number and the count of handles in the buffer.
  std::function<double(double id, double count)> javascript;
  torchts::State* state = nullptr;
  int settled = 0;
  int rejected = 0;

  /// Runs what is queued until `enough`.
  void loop(const std::function<bool()>& enough);
  void post(std::function<void()> work);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
};
