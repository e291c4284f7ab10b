// The background thread: runs tasks, settles their promises on the environment's thread.
#include "worker.h"

#include "errors.h"
#include "functions.h"
#include "leave.h"

namespace torchts {

Worker::Worker(napi_env env, bool alone) : env_(env), alone_(alone) {
  napi_value name;
  napi_create_string_utf8(env, "torchts", NAPI_AUTO_LENGTH, &name);
  napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr, this, &Worker::settle, &done_);
  // Idle, it must not keep the process alive.
  napi_unref_threadsafe_function(env, done_);
  thread_ = std::thread([this] { loop(); });
}

Worker::~Worker() { stop(); }

void Worker::stop() { stop(std::chrono::steady_clock::time_point::max()); }

bool Worker::stop(std::chrono::steady_clock::time_point deadline) {
  std::deque<std::unique_ptr<Task>> dropped;  // destroyed after the lock is gone
  {
    std::unique_lock<std::mutex> lock(mutex_);
    stopping_ = true;
    dropped.swap(queue_);
    wake_.notify_all();
    const auto isIdle = [this] { return !busy_; };
    // Not wait_until(max): it overflows where clocks are converted.
    if (deadline == deadline.max()) {
      idle_.wait(lock, isIdle);
    } else if (!idle_.wait_until(lock, deadline, isIdle)) {
      abandoned_ = true;
      return false;
    }
  }
  {
    // The process's end may ask while the environment ends too.
    std::lock_guard<std::mutex> lock(joining_);
    if (thread_.joinable()) thread_.join();
  }
  // Where the process leaves, JavaScript's side may be gone, or be about to go by itself.
  if (done_ != nullptr && !isLeaving()) napi_release_threadsafe_function(done_, napi_tsfn_abort);
  done_ = nullptr;
  return true;
}

bool Worker::busy() {
  std::lock_guard<std::mutex> lock(mutex_);
  return busy_ || !queue_.empty();
}

napi_value Worker::submit(std::unique_ptr<Task> task) {
  napi_value promise;
  napi_create_promise(env_, &task->deferred, &promise);
  if (pending_++ == 0) napi_ref_threadsafe_function(env_, done_);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(task));
  }
  wake_.notify_one();
  return promise;
}

void Worker::loop() {
  catchWarnings();
  if (alone_) setTeam(1);
  for (;;) {
    std::unique_ptr<Task> task;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      task = std::move(queue_.front());
      queue_.pop_front();
      busy_ = true;
    }
    try {
      task->run();
    } catch (...) {
      task->error = std::current_exception();
    }
    task->warnings = takeWarnings();
    {
      std::lock_guard<std::mutex> lock(mutex_);
      busy_ = false;
      idle_.notify_all();
      if (abandoned_) return;
    }
    // Whoever stops this thread joins it before the function goes.
    Task* raw = task.release();
    if (napi_call_threadsafe_function(done_, raw, napi_tsfn_blocking) != napi_ok) delete raw;
  }
}

void Worker::settle(napi_env env, napi_value, void* context, void* data) {
  std::unique_ptr<Task> task(static_cast<Task*>(data));
  if (env == nullptr) return;  // the environment is going away
  auto* self = static_cast<Worker*>(context);
  if (--self->pending_ == 0) napi_unref_threadsafe_function(env, self->done_);
  if (task->settled) task->settled(env);
  emitWarnings(env, task->warnings);
  if (task->error) {
    napi_reject_deferred(env, task->deferred, errorValue(env, task->error));
    return;
  }
  try {
    // `succeed` settles the promise itself, since it knows the value.
    task->succeed(env);
  } catch (...) {
    napi_reject_deferred(env, task->deferred, errorValue(env, std::current_exception()));
  }
}

}  // namespace torchts
