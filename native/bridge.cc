// Work for the environment's thread, and calls of JavaScript from it.
#include "bridge.h"

#include <ATen/ThreadLocalState.h>

#include "state.h"
#include "warnings.h"

namespace torchts {

// What one thread does for another. Grad mode and friends are per thread: it takes over those of its sender.
struct Bridge::Errand {
  explicit Errand(const std::function<void()>& body) : work(&body) {}

  void run() {
    try {
      at::ThreadLocalStateGuard guard(local);
      (*work)();
    } catch (...) {
      error = std::current_exception();
    }
  }

  const std::function<void()>* work;
  at::ThreadLocalState local;
  std::exception_ptr error;
  bool done = false;
};

// Work for the environment's thread; what that asks of the thread that waits for it.
struct Bridge::Request : Errand {
  using Errand::Errand;
  const std::thread::id thread = std::this_thread::get_id();
  Request* outer = nullptr;  // what is interrupted by it
  Errand* back = nullptr;
  bool asks = false;  // for an errand that is not done
};

void Bridge::open() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (wake_ != nullptr || closed_) return;
  napi_value name;
  napi_create_string_utf8(env_, "torchts.autograd", NAPI_AUTO_LENGTH, &name);
  const auto turn = [](napi_env env, napi_value, void* context, void*) {
    auto* self = static_cast<Bridge*>(context);
    std::unique_lock<std::mutex> lock(self->mutex_);
    if (env != nullptr) self->drain(lock);
  };
  napi_create_threadsafe_function(env_, nullptr, nullptr, name, 0, 1, nullptr, nullptr, this, turn, &wake_);
  napi_unref_threadsafe_function(env_, wake_);
}

void Bridge::run(const std::function<void()>& work) {
  if (std::this_thread::get_id() == thread_) {
    work();
    return;
  }
  Request request(work);
  std::unique_lock<std::mutex> lock(mutex_);
  if (closed_) throw std::runtime_error("the thread of this JavaScript callback has ended");
  queue_.push_back(&request);
  changed_.notify_all();
  napi_call_threadsafe_function(wake_, nullptr, napi_tsfn_nonblocking);
  for (;;) {
    changed_.wait(lock, [&] { return request.done || request.back != nullptr; });
    if (request.back == nullptr) break;
    Errand& errand = *request.back;
    request.back = nullptr;
    lock.unlock();
    errand.run();
    lock.lock();
    errand.done = true;
    changed_.notify_all();
  }
  if (request.error) std::rethrow_exception(request.error);
}

void Bridge::drain(std::unique_lock<std::mutex>& lock) {
  while (!queue_.empty()) {
    Request* request = queue_.front();
    queue_.pop_front();
    request->outer = serving_;
    serving_ = request;
    lock.unlock();
    request->run();
    lock.lock();
    serving_ = request->outer;
    request->done = true;
    changed_.notify_all();
  }
}

void Bridge::drainUntil(const bool& done, std::unique_lock<std::mutex>& lock) {
  while (!done) {
    changed_.wait(lock, [&] { return done || !queue_.empty(); });
    drain(lock);
  }
}

void Bridge::serve(const std::function<void()>& body) {
  Errand errand(body);
  if (serving_ != nullptr) {
    Request& request = *serving_;
    // The other thread's pass may be over before this one, and then it cannot go on: its callback lies below on our
    // stack.
    for (const Request* below = request.outer; below != nullptr; below = below->outer) {
      TORCH_CHECK(
          !below->asks || below->thread == request.thread,
          "backward pass inside a callback, while a callback of another device's thread waits for one of its own");
    }
    std::unique_lock<std::mutex> lock(mutex_);
    request.asks = true;
    request.back = &errand;
    changed_.notify_all();
    drainUntil(errand.done, lock);
    request.asks = false;
  } else {
    std::vector<std::string> warnings;
    std::thread thread([&] {
      catchWarnings();
      errand.run();
      std::lock_guard<std::mutex> lock(mutex_);
      warnings = takeWarnings();
      errand.done = true;
      changed_.notify_all();
    });
    {
      std::unique_lock<std::mutex> lock(mutex_);
      drainUntil(errand.done, lock);
    }
    thread.join();
    emitWarnings(env_, warnings);
  }
  if (errand.error) std::rethrow_exception(errand.error);
}

void Bridge::fail() {
  std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  for (Request* request : queue_) {
    request->error = std::make_exception_ptr(std::runtime_error("the thread of this JavaScript callback has ended"));
    request->done = true;
  }
  queue_.clear();
  changed_.notify_all();
}

void Bridge::close() {
  fail();
  if (wake_ != nullptr) napi_release_threadsafe_function(wake_, napi_tsfn_abort);
  wake_ = nullptr;
}

Callback::~Callback() {
  std::lock_guard<std::mutex> lock(state->releasedMutex);
  if (!state->gone) state->released.push_back(id);
}

namespace {

// buffer = [handles...] both ways; the callee owns what it is given, the caller what it is given back.
double callJavaScript(State& state, double id, const std::vector<at::Tensor>& tensors,
                      std::vector<at::Tensor>* results) {
  napi_env env = state.env;
  if (tensors.size() > state.capacity || state.callback == nullptr) throw std::runtime_error("no JavaScript callback");
  for (size_t i = 0; i < tensors.size(); ++i)
    state.buffer[i] = tensors[i].defined() ? state.tensors.add(tensors[i]) : 0;
  napi_value function, receiver, arguments[2], returned;
  double value = 0;
  napi_get_reference_value(env, state.callback, &function);
  napi_get_undefined(env, &receiver);
  napi_create_double(env, id, &arguments[0]);
  napi_create_double(env, static_cast<double>(tensors.size()), &arguments[1]);
  ++state.inJavaScript;
  const napi_status called = napi_call_function(env, receiver, function, 2, arguments, &returned);
  --state.inJavaScript;
  if (called != napi_ok || napi_get_value_double(env, returned, &value) != napi_ok) {
    bool pending = false;
    napi_is_exception_pending(env, &pending);
    if (!pending) throw std::runtime_error("the thread of this JavaScript callback has ended");
    napi_value error;
    napi_get_and_clear_last_exception(env, &error);
    if (state.thrown != nullptr) napi_delete_reference(env, state.thrown);
    if (napi_create_reference(env, error, 1, &state.thrown) != napi_ok) state.thrown = nullptr;
    throw JavaScriptFailed();
  }
  for (double i = 0; results != nullptr && i < value; ++i) {
    const double handle = state.buffer[static_cast<size_t>(i)];
    results->push_back(handle == 0 ? at::Tensor() : state.tensors.get(handle));
    state.tensors.release(handle);
  }
  return value;
}

}  // namespace

double callBack(State& state, double id, const std::vector<at::Tensor>& tensors, std::vector<at::Tensor>* results) {
  double value = 0;
  state.bridge.run([&] {
    napi_handle_scope scope;
    if (napi_open_handle_scope(state.env, &scope) != napi_ok) throw std::runtime_error("JavaScript cannot run now");
    try {
      value = callJavaScript(state, id, tensors, results);
    } catch (...) {
      napi_close_handle_scope(state.env, scope);
      throw;
    }
    napi_close_handle_scope(state.env, scope);
  });
  return value;
}

}  // namespace torchts
