// The background thread: runs tasks, settles their promises on the environment's thread.
#include "worker.h"

#include "errors.h"

namespace torchts {

Worker::Worker(napi_env env) : env_(env) {
  napi_value name;
  napi_create_string_utf8(env, "torchts", NAPI_AUTO_LENGTH, &name);
  napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr, this, &Worker::settle, &done_);
  // Idle, it must not keep the process alive.
  napi_unref_threadsafe_function(env, done_);
  thread_ = std::thread([this] { loop(); });
}

Worker::~Worker() { stop(); }

void Worker::stop() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
    queue_.clear();
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (done_ != nullptr) napi_release_threadsafe_function(done_, napi_tsfn_abort);
  done_ = nullptr;
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
  for (;;) {
    std::unique_ptr<Task> task;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    try {
      task->run();
    } catch (...) {
      task->error = std::current_exception();
    }
    task->warnings = takeWarnings();
    Task* raw = task.release();
    if (napi_call_threadsafe_function(done_, raw, napi_tsfn_blocking) != napi_ok) delete raw;
  }
}

void Worker::settle(napi_env env, napi_value, void* context, void* data) {
  std::unique_ptr<Task> task(static_cast<Task*>(data));
  if (env == nullptr) return;  // the environment is going away
  auto* self = static_cast<Worker*>(context);
  if (--self->pending_ == 0) napi_unref_threadsafe_function(env, self->done_);
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
