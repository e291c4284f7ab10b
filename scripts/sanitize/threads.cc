// The threads' meeting places in native/, worked hard: handle tables of several environments over the same tensors,
// callbacks from many threads over the bridge while their owners die and the buffer grows, passes that are served,
// nested and cut off, the background thread, values through the wire. ThreadSanitizer looks for races; this for wrong
// values.
#include <ATen/Functions.h>
#include <ATen/Parallel.h>

#include <atomic>
#include <cstdio>
#include <random>
#include <string>

#include "node-api.h"
#include "state.h"
#include "warnings.h"
#include "wire.h"

namespace torchts {

State* stateOf(napi_env env) { return env->state; }

bool isLeaving() { return false; }
int setTeam(int count) { return count; }

// As addon.cc does it, with memory of its own.
void State::grow(size_t doubles) {
  const size_t wanted = std::max(doubles, capacity * 2);
  auto* grown = new double[wanted]();
  if (buffer != nullptr) std::copy(buffer, buffer + capacity, grown);
  delete[] buffer;
  buffer = grown;
  capacity = wanted;
}

Worker& State::background() {
  if (!worker) worker = std::make_unique<Worker>(env);
  return *worker;
}

namespace {

int wrong = 0;

void expect(bool isRight, const char* what) {
  if (isRight) return;
  ++wrong;
  std::printf("wrong: %s\n", what);
}

at::Tensor filled(double value) { return at::full({4}, value); }

/// An environment with its state, as addon.cc makes one.
struct Environment {
  Environment() : state(&env) {
    env.state = &state;
    state.grow(64);
    napi_value function;
    napi_create_double(&env, kCallback, &function);
    napi_create_reference(&env, function, 1, &state.callback);
    state.bridge.open();
    catchWarnings();
  }

  napi_env__ env;
  State state;
};

std::vector<std::thread> started(int count, const std::function<void(int)>& body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(body, i);
  return threads;
}

void join(std::vector<std::thread>& threads) {
  for (std::thread& thread : threads) thread.join();
}

// Tables belong to a thread each; the tensors in them are the same.
void handles() {
  const at::Tensor shared = filled(1);
  auto threads = started(4, [&](int seed) {
    std::mt19937 random(seed);
    HandleTable table;
    std::vector<double> live;
    for (int i = 0; i < 20000; ++i) {
      if (live.empty() || random() % 2 == 0) {
        live.push_back(table.add(shared));
        table.setExternal(live.back(), 16);
        continue;
      }
      std::swap(live[random() % live.size()], live.back());
      const double handle = live.back();
      live.pop_back();
      expect(table.get(handle).is_same(shared), "a handle leads to its tensor");
      expect(table.release(handle) == 16, "the bytes V8 was told about");
      expect(table.release(handle) == 0, "a stale handle frees nothing");
      try {
        table.get(handle);
        expect(false, "a stale handle is recognised");
      } catch (const FreedHandle&) {
      }
    }
    expect(table.live() == live.size(), "as many live as were kept");
    if (seed % 2 == 0) table.clear();
  });
  join(threads);
  expect(shared.use_count() == 1, "every table let go");
}

/// JavaScript that answers each tensor with twice its values. It may call the addon `meanwhile`, which uses the buffer.
double twice(State& state, double count, const std::function<void()>& meanwhile) {
  const std::vector<double> given(state.buffer, state.buffer + static_cast<size_t>(count));
  meanwhile();
  for (size_t i = 0; i < given.size(); ++i) {
    const at::Tensor result = at::mul(state.tensors.get(given[i]), 2);
    state.tensors.release(given[i]);
    state.buffer[i] = state.tensors.add(result);
  }
  return count;
}

/// What JavaScript's side does now and then: asks whose graphs are gone, and needs a larger buffer.
void housekeeping(State& state) {
  {
    std::lock_guard<std::mutex> lock(state.releasedMutex);
    state.released.clear();
  }
  if (state.capacity < 1 << 20) state.grow(state.capacity + 1);
}

void calls(State& state, int number, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    const Callback callback(&state, number);
    std::vector<at::Tensor> results;
    callback.call({filled(i), filled(number)}, &results);
    expect(results.size() == 2 && results[0][0].item<double>() == 2.0 * i, "a callback's results");
  }
}

void bridged() {
  Environment made;
  int count = 0;
  made.env.javascript = [&](double, double tensors) {
    return twice(made.state, tensors, [&] {
      if (++count % 64 == 0) housekeeping(made.state);
    });
  };
  std::atomic<int> done{0};
  auto threads = started(4, [&](int number) {
    calls(made.state, number, 500);
    ++done;
  });
  made.env.loop([&] { return done == 4; });
  join(threads);
  expect(made.state.tensors.live() == 0, "no handle is left of the calls");
  made.state.bridge.close();
}

// A pass on a thread of its own, whose hooks run passes themselves.
void served() {
  Environment made;
  int depth = 0;
  int refused = 0;
  made.env.javascript = [&](double, double tensors) {
    expect(made.state.bridge.serving(), "the bridge says that it serves");
    return twice(made.state, tensors, [&] {
      housekeeping(made.state);
      if (depth == 2) return;
      ++depth;
      try {
        made.state.bridge.serve([&, number = depth] { calls(made.state, number, 5); });
      } catch (const c10::Error&) {
        ++refused;  // a callback of another thread waits for a pass of its own
      }
      --depth;
    });
  };
  for (int i = 0; i < 10; ++i) {
    made.state.bridge.serve([&] {
      auto threads = started(3, [&](int number) { calls(made.state, number, 5); });
      join(threads);
      TORCH_WARN("a warning of the pass");
    });
  }
  expect(refused < 10 * 3 * 5, "passes inside callbacks are served");
  expect(!made.state.bridge.serving(), "and that it does no more");
  bool failed = false;
  try {
    made.state.bridge.serve([] { throw std::runtime_error("of the pass"); });
  } catch (const std::runtime_error&) {
    failed = true;
  }
  expect(failed, "what a pass throws arrives");
  made.state.bridge.close();
}

// The environment goes while threads wait for it.
void closed() {
  for (int i = 0; i < 20; ++i) {
    Environment made;
    made.env.javascript = [&](double, double tensors) { return twice(made.state, tensors, [] {}); };
    std::atomic<int> refused{0};
    auto threads = started(3, [&](int number) {
      try {
        for (;;) calls(made.state, number, 1);
      } catch (const std::runtime_error&) {
        ++refused;
      }
    });
    std::atomic<bool> told{false};
    std::thread teller([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(i));
      if (i % 2 == 0) made.state.bridge.fail();
      told = true;
    });
    made.env.loop([&] { return told.load(); });
    made.state.bridge.open();
    made.state.bridge.close();
    join(threads);
    teller.join();
    expect(refused == 3, "whoever waits is refused");
    made.env.loop([turns = 0]() mutable { return ++turns > 3; });  // what was queued finds it closed
  }
}

void submit(Environment& made, int milliseconds, std::atomic<int>& ran, bool fails) {
  auto task = std::make_unique<Task>();
  Task* raw = task.get();
  task->run = [milliseconds, fails, &ran] {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    TORCH_WARN("a warning of the task");
    ++ran;
    if (fails) throw std::runtime_error("of the task");
  };
  task->succeed = [raw](napi_env env) { napi_resolve_deferred(env, raw->deferred, nullptr); };
  made.state.background().submit(std::move(task));
}

void worked() {
  Environment made;
  std::atomic<int> ran{0};
  for (int i = 0; i < 300; ++i) submit(made, 0, ran, i % 3 == 0);
  made.env.loop([&] { return made.env.settled + made.env.rejected == 300; });
  expect(made.env.rejected == 100, "tasks that fail are rejected");
  for (int i = 0; i < 20; ++i) submit(made, 1, ran, false);
  made.state.worker.reset();
  expect(ran < 320, "stopping drops what is queued");
  const int settled = made.env.settled;
  made.env.loop([turns = 0]() mutable { return ++turns > 30; });
  expect(made.env.settled == settled, "nothing is settled after");
  // A task that takes longer than anybody waits; its thread ends by itself.
  submit(made, 100, ran, false);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds(10);
  expect(!made.state.worker->stop(soon), "the task goes on");
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  made.state.worker.release();  // has to stay, as worker.h says
  made.state.bridge.close();
}

/// What the writer leaves, read as the kind.
c10::IValue through(State& state, const c10::IValue& value, Kind kind) {
  Writer(state).write(value);
  if (value.isTensor()) state.buffer[0] = static_cast<double>(static_cast<uint8_t>(Tag::Number));
  Slot slot;
  slot.kind = kind;
  return Reader(state, 0).read(slot);
}

void wired() {
  const at::Tensor shared = filled(3);
  auto threads = started(4, [&](int number) {
    Environment made;
    State& state = made.state;
    for (int64_t i = 0; i < 300; ++i) {
      const int64_t big = (int64_t{1} << 60) + i * (number + 1);
      expect(through(state, big, Kind::Int).toInt() == big, "an integer beyond 2^53");
      expect(through(state, i / 8.0, Kind::Float).toDouble() == i / 8.0, "a number");
      expect(through(state, i % 2 == 0, Kind::Bool).toBool() == (i % 2 == 0), "a boolean");
      const std::string text(static_cast<size_t>(i), 'x');
      expect(through(state, text, Kind::String).toStringRef() == text, "a text that makes the buffer grow");
      const c10::complex<double> complex(static_cast<double>(i), -1);
      expect(through(state, complex, Kind::Complex).toComplexDouble() == complex, "a complex number");
      expect(through(state, shared, Kind::Tensor).toTensor().is_same(shared), "a tensor");
      expect(state.tensors.live() == 1, "one handle");
      state.tensors.release(state.buffer[1]);
      Slot slot;
      for (const double cell : {-1.0, 300.0, 1e300, std::nan("")}) {
        state.buffer[0] = cell;
        bool isRefused = false;
        try {
          slot.kind = Kind::Int;
          slot.optional = true;
          Reader(state, 0).read(slot);
        } catch (const std::invalid_argument&) {
          isRefused = true;
        }
        expect(isRefused, "a cell that is no tag is refused");
      }
    }
    state.bridge.close();
  });
  join(threads);
  expect(shared.use_count() == 1, "no tensor is held");
}

}  // namespace
}  // namespace torchts

int main() {
  at::set_num_threads(1);  // libtorch's own threads come without instrumentation
  const std::pair<const char*, void (*)()> parts[] = {
      {"handle tables", torchts::handles},        {"callbacks over the bridge", torchts::bridged},
      {"served passes", torchts::served},         {"a bridge that closes", torchts::closed},
      {"the background thread", torchts::worked}, {"the wire", torchts::wired},
  };
  for (const auto& [name, part] : parts) {
    part();
    std::printf("%s\n", name);
    std::fflush(stdout);
  }
  return torchts::wrong == 0 ? 0 : 1;
}
