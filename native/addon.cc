// The addon's entry: makes the environment's state and exports the functions of the other files.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <ATen/Context.h>

#include "autocast.h"
#include "functions.h"
#include "leave.h"
#include "state.h"
#include "warnings.h"

namespace torchts {

State* stateOf(napi_env env) {
  void* data = nullptr;
  napi_get_instance_data(env, &data);
  return static_cast<State*>(data);
}

void State::grow(size_t doubles) {
  const size_t wanted = std::max(doubles, capacity * 2);
  napi_value array;
  void* data = nullptr;
  if (napi_create_arraybuffer(env, wanted * sizeof(double), &data, &array) != napi_ok) throw std::bad_alloc();
  if (buffer != nullptr) std::memcpy(data, buffer, capacity * sizeof(double));
  napi_ref reference;
  napi_create_reference(env, array, 1, &reference);
  if (bufferRef != nullptr) napi_delete_reference(env, bufferRef);
  bufferRef = reference;
  buffer = static_cast<double*>(data);
  capacity = wanted;
}

Worker& State::background() {
  std::lock_guard<std::mutex> lock(workersMutex);
  if (!worker) worker = std::make_unique<Worker>(env);
  return *worker;
}

Worker& State::waiting() {
  std::lock_guard<std::mutex> lock(workersMutex);
  if (!waiter) waiter = std::make_unique<Worker>(env, true);
  return *waiter;
}

Worker& State::withoutTeam() {
  // A quarter of the processors: decoding takes several times as long as what follows it.
  const size_t most = std::clamp(std::thread::hardware_concurrency() / 4, 1u, 4u);
  const auto less = [](const auto& a, const auto& b) { return a->pending() < b->pending(); };
  std::lock_guard<std::mutex> lock(workersMutex);
  const auto idlest = std::min_element(loneWorkers.begin(), loneWorkers.end(), less);
  const bool isEnough = loneWorkers.size() >= most || (idlest != loneWorkers.end() && (*idlest)->pending() == 0);
  if (isEnough) return **idlest;
  loneWorkers.push_back(std::make_unique<Worker>(env, true));
  return *loneWorkers.back();
}

std::vector<Worker*> State::workers() {
  std::lock_guard<std::mutex> lock(workersMutex);
  std::vector<Worker*> all;
  if (worker) all.push_back(worker.get());
  if (waiter) all.push_back(waiter.get());
  for (const auto& one : loneWorkers) all.push_back(one.get());
  return all;
}

bool State::working() {
  const auto all = workers();
  return std::any_of(all.begin(), all.end(), [](Worker* one) { return one->busy(); });
}

bool State::stopWorkers(std::chrono::steady_clock::time_point deadline) {
  bool isIdle = true;
  for (Worker* one : workers()) {
    if (!one->stop(deadline)) isIdle = false;
  }
  return isIdle;
}

namespace {

// glibc gives large freed blocks back to the system at once, and the next activation of that size faults every page
// in again: 8 % of a ResNet-18 training step. Blocks up to 32 MB (the most glibc allows) come from the heap instead,
// and 512 MB of freed heap are kept. Whoever tunes malloc by environment is left alone.
void keepFreedMemory() {
#ifdef __GLIBC__
  for (const char* name : {"GLIBC_TUNABLES", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "LD_PRELOAD"}) {
    if (std::getenv(name) != nullptr) return;
  }
  mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
  mallopt(M_TRIM_THRESHOLD, 512 * 1024 * 1024);
#endif
}

// The state itself outlives its environment: finalizers may still come, and they must find a table, if an empty
// one. What is heavy, tensors and the thread, goes here.
void cleanup(void* data) {
  auto* state = static_cast<State*>(data);
  leaveThread();
  forgetSent(state);
  state->bridge.close();
  if (isLeaving() && !state->stopWorkers(std::chrono::steady_clock::now() + kPatience)) {
    // The handler at the process's end sees to the rest; what the task works on stays.
    return;
  }
  withdraw(state);
  state->worker.reset();
  state->waiter.reset();
  state->loneWorkers.clear();
  state->inference.clear();
  state->tensors.clear();
  state->generators.clear();
  state->plans.clear();
  std::lock_guard<std::mutex> lock(state->releasedMutex);
  state->gone = true;
  state->capacity = 0;
}

}  // namespace

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  auto* state = new State(env);
  napi_set_instance_data(env, state, nullptr, nullptr);
  napi_add_env_cleanup_hook(env, cleanup, state);
  state->grow(4096);
  keepFreedMemory();
  // Operators on sparse tensors trust indices that nothing else has checked.
  at::globalContext().setCheckSparseTensorInvariants(true);
  catchWarnings();
  enterThread(state);
  enroll(state);
  static const bool watched = (watchExit(), true);
  (void)watched;
  Properties properties;
  addDispatch(properties);
  addTensors(properties);
  addAutograd(properties);
  addAutocast(properties);
  addGraph(properties);
  addDevices(properties);
  addAccelerators(properties);
  addArrivals(properties);
  addLeaving(properties);
  addPixels(properties);
  addFiles(properties);
  for (auto& property : properties) property.data = state;
  napi_define_properties(env, exports, properties.size(), properties.data());
  return exports;
}

}  // namespace torchts

using torchts::Init;
NODE_API_MODULE(torchts, Init)
