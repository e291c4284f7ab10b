// Nodes of the autograd graph that JavaScript takes part in.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/saved_variable_hooks.h>
#include <torch/csrc/autograd/variable.h>

#include "args.h"
#include "functions.h"

namespace torchts {

namespace {

using torch::autograd::Node;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

// A shared_ptr up to libtorch 2.12, an intrusive one from 2.13 on.
using NodePtr = std::decay_t<decltype(std::declval<at::Tensor>().grad_fn())>;

template <typename T, typename P = NodePtr, typename... A>
P makeNode(A&&... arguments) {
  if constexpr (std::is_same_v<P, std::shared_ptr<Node>>) {
    return std::make_shared<T>(std::forward<A>(arguments)...);
  } else {
    return c10::make_intrusive<T>(std::forward<A>(arguments)...);
  }
}

// The backward of a function written in JavaScript: gradients and saved tensors in, gradients out.
struct JavaScriptNode : Node {
  JavaScriptNode(State* state, double id, std::string label) : callback(state, id), label_(std::move(label)) {}

  variable_list apply(variable_list&& gradients) override {
    variable_list given = std::move(gradients);
    for (const SavedVariable& variable : saved) given.push_back(variable.unpack(getptr()));
    variable_list results;
    callback.call(given, &results);
    TORCH_CHECK(results.size() == num_outputs(), label_, " gave ", results.size(), " gradients for ", num_outputs(),
                " inputs");
    return results;
  }

  void release_variables() override {
    for (SavedVariable& variable : saved) variable.reset_data();
  }

  std::string name() const override { return label_; }

  Callback callback;
  std::vector<SavedVariable> saved;

 private:
  std::string label_;
};

// attach(id, name): buffer = [inputs n, handles..., outputs n, handles..., saved n, handles...]. Makes the outputs
// results of a JavaScriptNode over the inputs; buffer[i] becomes the handle that stands for output i from here on: 0
// where it is the same, else a new one (an output that is an input or a view gets a tensor of its own on that memory).
napi_value attach(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  State& state = *args.state;
  size_t position = 0;
  const auto list = [&] { return readHandles(state, position); };
  const variable_list inputs = list();
  variable_list outputs = list();
  const variable_list originals = outputs;
  const variable_list saved = list();
  auto pointer = makeNode<JavaScriptNode>(&state, args.number(0), args.text(1));
  auto& node = static_cast<JavaScriptNode&>(*pointer);
  node.set_next_edges(torch::autograd::collect_next_edges(inputs));
  for (at::Tensor& output : outputs) {
    const auto* view = torch::autograd::impl::get_view_autograd_meta(output);
    if (output.requires_grad() || (view != nullptr && view->has_bw_view())) output = output.detach();
    for (const at::Tensor& input : inputs) {
      if (output.is_same(input)) output = output.detach();
    }
    torch::autograd::set_history(output, pointer);
  }
  for (const at::Tensor& tensor : saved) {
    size_t i = 0;
    while (i < originals.size() && !originals[i].is_same(tensor)) ++i;
    const bool isOutput = i < outputs.size();
    node.saved.emplace_back(isOutput ? outputs[i] : tensor, isOutput);
  }
  for (size_t i = 0; i < outputs.size(); ++i) {
    state.buffer[i] = outputs[i].is_same(originals[i]) ? 0 : state.tensors.add(outputs[i]);
  }
  return nullptr;
}

// setCallback(fn): the function through which every callback of this environment goes.
napi_value setCallback(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  if (args.state->callback != nullptr) return nullptr;
  if (napi_create_reference(env, args.values[0], 1, &args.state->callback) != napi_ok) args.fail(0, "a function");
  args.state->bridge.open();
  return nullptr;
}

// released() -> how many numbers stand in the buffer whose graphs are gone; to be called until 0.
napi_value released(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  State& state = *args.state;
  std::lock_guard<std::mutex> lock(state.releasedMutex);
  const size_t n = std::min(state.released.size(), state.capacity);
  for (size_t i = 0; i < n; ++i) {
    state.buffer[i] = state.released.back();
    state.released.pop_back();
  }
  return makeNumber(env, static_cast<double>(n));
}

// registerHook(handle, id) -> the hook's position, for removeHook(handle, position).
napi_value registerHook(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  const auto callback = std::make_shared<Callback>(args.state, args.number(1));
  const unsigned position = args.tensor(0).register_hook([callback](const at::Tensor& gradient) -> at::Tensor {
    variable_list results;
    callback->call({gradient}, &results);
    return results.empty() ? at::Tensor() : results[0];  // undefined: as it was
  });
  return makeNumber(env, position);
}

napi_value removeHook(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  args.tensor(0).remove_hook(static_cast<unsigned>(args.number(1)));
  return nullptr;
}

struct AfterAccumulation : torch::autograd::PostAccumulateGradHook {
  AfterAccumulation(State* state, double id) : callback(state, id) {}
  void operator()(const at::Tensor& tensor) override { callback.call({tensor}, nullptr); }
  Callback callback;
};

// setAccumulationHook(handle, id): called when a leaf's gradient has been accumulated; 0 takes it off.
napi_value setAccumulationHook(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  const at::Tensor& tensor = args.tensor(0);
  TORCH_CHECK(tensor.requires_grad() && tensor.is_leaf(), "only a leaf that requires gradients accumulates them");
  const double id = args.number(1);
  torch::autograd::impl::set_post_acc_grad_hooks(
      tensor, id == 0 ? nullptr : std::make_unique<AfterAccumulation>(args.state, id));
  return nullptr;
}

// ---- the engine: libtorch's own, with places for JavaScript where Python has its own -----------------------------

// The environment whose thread this is, and its packing callbacks, the innermost last.
thread_local State* here = nullptr;
thread_local std::vector<double> packers;

std::mutex anomalyMutex;
std::string lastAnomaly;

struct PackedTensor : torch::autograd::SavedVariableHooks {
  explicit PackedTensor(double packer) : packer_(packer), state_(here) {}
  // The packer answers with the number under which it keeps the tensor and will be asked for it.
  void call_pack_hook(const at::Tensor& tensor) override {
    // Detached: an output that is kept with its graph would keep the graph, which keeps it.
    const double key = callBack(*state_, packer_, {tensor.detach()}, nullptr);
    packed_ = std::make_unique<Callback>(state_, key);
  }
  at::Tensor call_unpack_hook() override {
    variable_list results;
    packed_->call({}, &results);
    TORCH_CHECK(results.size() == 1 && results[0].defined(), "the unpack hook of a saved tensor gave no tensor");
    return results[0];
  }

 private:
  double packer_;
  State* state_;
  std::unique_ptr<Callback> packed_;
};

struct Metadata : torch::autograd::AnomalyMetadata {
  void store_stack() override {
    if (here == nullptr) return;
    napi_value error, text, stack;
    napi_create_string_utf8(here->env, "", 0, &text);
    if (napi_create_error(here->env, nullptr, text, &error) != napi_ok ||
        napi_get_named_property(here->env, error, "stack", &stack) != napi_ok) {
      return;
    }
    size_t length = 0;
    napi_get_value_string_utf8(here->env, stack, nullptr, 0, &length);
    stack_.resize(length);
    napi_get_value_string_utf8(here->env, stack, stack_.data(), length + 1, &length);
  }
  void print_stack(const std::string& node) override {
    std::lock_guard<std::mutex> lock(anomalyMutex);
    lastAnomaly = node + "\n" + stack_;
  }

 private:
  std::string stack_;
};

struct Engine : torch::autograd::Engine {
  std::unique_ptr<torch::autograd::AnomalyMetadata> make_anomaly_metadata() override {
    return std::make_unique<Metadata>();
  }
  std::unique_ptr<torch::autograd::SavedVariableHooks> get_default_saved_variable_hooks() override {
    if (packers.empty()) return nullptr;
    return std::make_unique<PackedTensor>(packers.back());
  }
};

torch::autograd::Engine& engine() {
  static auto* made = new Engine();  // its threads live as long as the process
  return *made;
}

napi_value pushPacker(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  packers.push_back(args.number(0));
  return nullptr;
}

napi_value popPacker(napi_env env, napi_callback_info) {
  if (!packers.empty()) packers.pop_back();
  return nullptr;
}

// setAnomaly(on, checkNan) -> whether it was on; of the whole process.
napi_value setAnomaly(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  const bool before = torch::autograd::AnomalyMode::is_enabled();
  torch::autograd::AnomalyMode::set_enabled(args.boolean(0), args.boolean(1));
  return makeBool(env, before);
}

// anomaly() -> the node that failed last and, after a line break, the stack of the call that made it; then forgotten.
napi_value anomaly(napi_env env, napi_callback_info) {
  std::lock_guard<std::mutex> lock(anomalyMutex);
  napi_value text = makeText(env, lastAnomaly);
  lastAnomaly.clear();
  return text;
}

}  // namespace

void enterThread(State* state) {
  here = state;
  torch::autograd::set_default_engine_stub(engine);
}

void leaveThread() {
  here = nullptr;
  packers.clear();
}

void addGraph(Properties& properties) {
  properties.push_back(method<attach>("attach"));
  properties.push_back(method<setCallback>("setCallback"));
  properties.push_back(method<released>("released"));
  properties.push_back(method<registerHook>("registerHook"));
  properties.push_back(method<removeHook>("removeHook"));
  properties.push_back(method<setAccumulationHook>("setAccumulationHook"));
  properties.push_back(method<pushPacker>("pushPacker"));
  properties.push_back(method<popPacker>("popPacker"));
  properties.push_back(method<setAnomaly>("setAnomaly"));
  properties.push_back(method<anomaly>("anomaly"));
}

}  // namespace torchts
