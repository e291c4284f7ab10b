// What one JavaScript environment (the main thread or a worker thread) owns.
//
// Arguments and results travel through one buffer of doubles that both sides see: JavaScript writes a call's
// arguments into it, native code reads them without any Node-API call per value. See wire.h for its layout.
#pragma once

#include <napi.h>

#include <ATen/core/Generator.h>
#include <ATen/core/stack.h>
#include <c10/core/InferenceMode.h>

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "bridge.h"
#include "handles.h"
#include "plan.h"
#include "worker.h"

namespace torchts {

struct State {
  explicit State(napi_env environment) : env(environment), bridge(environment) {}

  napi_env env;
  HandleTable tensors;
  std::vector<std::unique_ptr<Plan>> plans;
  std::vector<at::Generator> generators;
  std::vector<size_t> unusedGenerators;
  std::vector<std::unique_ptr<c10::InferenceMode>> inference;
  torch::jit::Stack stack;
  std::unique_ptr<Worker> worker;
  std::vector<std::unique_ptr<Worker>> loneWorkers;
  std::mutex workersMutex;  // they are begun on the environment's thread; the process's end asks from another
  std::unordered_set<std::string> warned;

  Bridge bridge;
  napi_ref callback = nullptr;  // JavaScript's end of the bridge
  napi_ref thrown = nullptr;    // what it threw last
  int inJavaScript = 0;         // callbacks that libtorch waits for on this thread
  std::mutex releasedMutex;
  std::vector<double> released;  // callbacks whose graphs are gone
  bool gone = false;             // the environment is: nobody asks for them any more

  double* buffer = nullptr;
  size_t capacity = 0;
  napi_ref bufferRef = nullptr;

  std::unique_ptr<Worker> waiter;

  /// Makes the shared buffer hold at least `doubles`, keeping its contents.
  void grow(size_t doubles);
  Worker& background();
  /// The one that waits for devices and does nothing else, so that nothing waits behind it.
  Worker& waiting();
  /// The one of the threads without a team that has the least to do.
  Worker& withoutTeam();
  /// The background threads there are; they stay until the environment is withdrawn from `leave.h`.
  std::vector<Worker*> workers();
  /// Whether a background thread has something to do.
  bool working();
  /// Stops every background thread. False where the work of one goes on.
  bool stopWorkers(std::chrono::steady_clock::time_point deadline);
};

State* stateOf(napi_env env);

}  // namespace torchts
