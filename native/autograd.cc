// Gradients: backward, grad, the modes, and the properties autograd adds to a tensor.
#include <ATen/ATen.h>
#include <ATen/ThreadLocalState.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include "args.h"
#include "autocast.h"
#include "functions.h"

namespace torchts {

namespace {

using torch::autograd::variable_list;

struct Request {
  variable_list outputs, gradients, inputs;
  bool retain, create, allowUnused;
};

// buffer = [outputs n, handles..., gradients n, handles or 0..., inputs n, handles...]
Request readRequest(const Args<4>& args) {
  State& state = *args.state;
  size_t position = 0;
  Request request;
  request.outputs = readHandles(state, position);
  request.gradients = readHandles(state, position);
  request.inputs = readHandles(state, position);
  request.retain = args.boolean(0);
  request.create = args.boolean(1);
  request.allowUnused = args.boolean(2);
  return request;
}

void runBackward(Request& request) {
  torch::autograd::backward(request.outputs, request.gradients, request.retain, request.create, request.inputs);
}

// Where CUDA's threads may come upon JavaScript callbacks, this thread must be free to run them; inside a callback that
// another thread waits for, the pass is that thread's.
void runPass(const Args<4>& args, const std::function<void()>& pass) {
  if (args.boolean(3) || args.state->bridge.serving()) {
    args.state->bridge.serve(pass);
  } else {
    pass();
  }
}

// backward(retain, create, allowUnused, serve)
napi_value backward(napi_env env, napi_callback_info info) {
  Args<4> args(env, info);
  Request request = readRequest(args);
  runPass(args, [&] { runBackward(request); });
  return nullptr;
}

napi_value backwardAsync(napi_env env, napi_callback_info info) {
  Args<4> args(env, info);
  auto request = std::make_shared<Request>(readRequest(args));
  auto task = std::make_unique<Task>();
  Task* raw = task.get();
  // Grad mode, autocast and friends are per thread: the background thread takes over the caller's.
  task->run = [request, local = at::ThreadLocalState()] {
    at::ThreadLocalStateGuard guard(local);
    const ForgottenWeights forgotten;
    runBackward(*request);
    *request = Request();
  };
  task->succeed = [raw](napi_env e) {
    napi_value undefined;
    napi_get_undefined(e, &undefined);
    napi_resolve_deferred(e, raw->deferred, undefined);
  };
  return args.state->background().submit(std::move(task));
}

// grad(retain, create, allowUnused, serve) -> number of gradients, their handles (0: unused) in buffer[0...].
napi_value grad(napi_env env, napi_callback_info info) {
  Args<4> args(env, info);
  Request request = readRequest(args);
  variable_list gradients;
  runPass(args, [&] {
    gradients = torch::autograd::grad(request.outputs, request.inputs, request.gradients, request.retain,
                                      request.create, request.allowUnused);
  });
  State& state = *args.state;
  if (gradients.size() > state.capacity) throw std::runtime_error("too many gradients");
  for (size_t i = 0; i < gradients.size(); ++i) {
    state.buffer[i] = gradients[i].defined() ? state.tensors.add(gradients[i]) : 0;
  }
  return makeNumber(env, static_cast<double>(gradients.size()));
}

// Not Tensor::grad(), which prints a warning for tensors that are no leaves.
at::Tensor gradOf(const at::Tensor& t) { return t.unsafeGetTensorImpl()->grad(); }

napi_value getGrad(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  at::Tensor gradient = gradOf(args.tensor(0));
  return makeNumber(env, gradient.defined() ? args.state->tensors.add(std::move(gradient)) : 0);
}

napi_value setGrad(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  at::Tensor t = args.tensor(0);
  const double handle = args.number(1);
  if (handle == 0) {
    t.mutable_grad() = at::Tensor();
    return nullptr;
  }
  const at::Tensor& gradient = args.tensor(1);
  TORCH_CHECK(gradient.sizes() == t.sizes(), "the gradient has shape ", gradient.sizes(), ", the tensor ", t.sizes());
  TORCH_CHECK(gradient.scalar_type() == t.scalar_type(), "the gradient is ", gradient.scalar_type(), ", the tensor ",
              t.scalar_type());
  TORCH_CHECK(gradient.device() == t.device(), "the gradient is on ", gradient.device(), ", the tensor on ",
              t.device());
  t.mutable_grad() = gradient;
  return nullptr;
}

napi_value hasGrad(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  return makeBool(env, gradOf(args.tensor(0)).defined());
}

napi_value setRequiresGrad(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  at::Tensor t = args.tensor(0);
  t.requires_grad_(args.boolean(1));
  return nullptr;
}

// data(handle, other): `tensor.data = other`, as PyTorch's modules do when they move.
napi_value setData(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  at::Tensor t = args.tensor(0);
  t.set_data(args.tensor(1));
  return nullptr;
}

napi_value gradFn(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const auto& fn = args.tensor(0).grad_fn();
  if (fn) return makeText(env, fn->name());
  napi_value null;
  napi_get_null(env, &null);
  return null;
}

napi_value version(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  return makeNumber(env, static_cast<double>(args.tensor(0)._version()));
}

napi_value gradEnabled(napi_env env, napi_callback_info) { return makeBool(env, at::GradMode::is_enabled()); }

napi_value setGradEnabled(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const bool before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(args.boolean(0));
  return makeBool(env, before);
}

napi_value inferenceEnabled(napi_env env, napi_callback_info) {
  return makeBool(env, c10::InferenceMode::is_enabled());
}

// Guards restore what was there before, so they are strictly nested: enter pushes, leave pops.
napi_value enterInference(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  args.state->inference.push_back(std::make_unique<c10::InferenceMode>(args.boolean(0)));
  return nullptr;
}

napi_value leaveInference(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  if (!args.state->inference.empty()) args.state->inference.pop_back();
  return nullptr;
}

}  // namespace

std::vector<at::Tensor> readHandles(State& state, size_t& position) {
  const double n = state.buffer[position++];
  if (!(n >= 0 && n < static_cast<double>(state.capacity - position))) throw std::invalid_argument("a bad list");
  std::vector<at::Tensor> tensors;
  for (size_t i = 0; i < static_cast<size_t>(n); ++i) {
    const double handle = state.buffer[position++];
    tensors.push_back(handle == 0 ? at::Tensor() : state.tensors.get(handle));
  }
  return tensors;
}

void addAutograd(Properties& properties) {
  properties.push_back(method<backward>("backward"));
  properties.push_back(method<backwardAsync>("backwardAsync"));
  properties.push_back(method<grad>("grad"));
  properties.push_back(method<getGrad>("getGrad"));
  properties.push_back(method<setGrad>("setGrad"));
  properties.push_back(method<hasGrad>("hasGrad"));
  properties.push_back(method<setRequiresGrad>("setRequiresGrad"));
  properties.push_back(method<setData>("setData"));
  properties.push_back(method<gradFn>("gradFn"));
  properties.push_back(method<version>("version"));
  properties.push_back(method<gradEnabled>("gradEnabled"));
  properties.push_back(method<setGradEnabled>("setGradEnabled"));
  properties.push_back(method<inferenceEnabled>("inferenceEnabled"));
  properties.push_back(method<enterInference>("enterInference"));
  properties.push_back(method<leaveInference>("leaveInference"));
}

}  // namespace torchts
