// Calling operators: resolve a name to plans, then run plans over the shared buffer.
#include <ATen/ScalarOps.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <cmath>
#include <limits>

#include "args.h"
#include "functions.h"
#include "unboxed.h"
#include "wire.h"

namespace torchts {

namespace {

// resolve(name) -> JSON of all overloads, each with the index of its plan.
napi_value resolve(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const std::string name = args.text(0);
  std::string json = "[";
  for (const std::string& overload : overloadsOf(name)) {
    auto op = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!op) continue;
    auto& plans = args.state->plans;
    plans.push_back(std::make_unique<Plan>(*op));
    plans.back()->unboxed = unboxedFor(*plans.back());
    if (json.size() > 1) json += ',';
    json += describe(*plans.back(), plans.size() - 1);
  }
  return makeText(env, json + "]");
}

napi_value operators(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const auto names = allOperators();
  napi_value list;
  napi_create_array_with_length(env, names.size(), &list);
  for (size_t i = 0; i < names.size(); ++i) {
    napi_set_element(env, list, static_cast<uint32_t>(i), makeText(env, names[i]));
  }
  return list;
}

// The stack is the environment's own and reused: a nested call (an operator that calls back) would find it in
// use, so it is taken out of the state for the duration.
struct StackLease {
  explicit StackLease(State& owner) : state(owner), stack(std::move(owner.stack)) { stack.clear(); }
  ~StackLease() {
    stack.clear();
    state.stack = std::move(stack);
  }
  State& state;
  torch::jit::Stack stack;
};

// A number beside a float tensor: libtorch would wrap it as a float64 tensor and convert that to the tensor's type
// in a second allocation, which takes longer than the operation. Wrapped in the tensor's type at once, the sibling
// overload gives the same values: common type, rounding and gradients are those of a wrapped number either way.
bool withScalarAsTensor(const Plan& plan, torch::jit::Stack& stack) {
  const at::Tensor& self = stack[0].toTensor();
  const auto dtype = self.scalar_type();
  if (dtype != at::kFloat && dtype != at::kDouble) return false;
  if (!self.device().is_cpu() || self.layout() != at::kStrided) return false;
  c10::IValue& slot = stack[plan.scalarSlot];
  if (!slot.isDouble() && !slot.isInt()) return false;
  const double value = slot.isDouble() ? slot.toDouble() : static_cast<double>(slot.toInt());
  // Beyond float32 the conversion overflows to infinity, which the checked constructor would refuse.
  if (dtype == at::kFloat && std::isfinite(value) && std::abs(value) > std::numeric_limits<float>::max()) return false;
  at::Tensor wrapped = at::detail::scalar_tensor_static(at::Scalar(value), dtype, at::kCPU);
  wrapped.unsafeGetTensorImpl()->set_wrapped_number(true);
  slot = std::move(wrapped);
  return true;
}

// Whether autograd could have anything to do with these arguments: a tensor without its metadata requires no gradient,
// is no view that autograd follows and carries no tangent.
bool concernsAutograd(const at::Tensor& tensor) {
  return tensor.defined() && tensor.unsafeGetTensorImpl()->autograd_meta() != nullptr;
}

bool concernsAutograd(const torch::jit::Stack& stack) {
  for (const c10::IValue& value : stack) {
    if (value.isTensor()) {
      if (concernsAutograd(value.toTensor())) return true;
    } else if (value.isList()) {
      for (const c10::IValue& element : value.toListRef()) {
        if (element.isNone()) continue;
        if (!element.isTensor()) break;
        if (concernsAutograd(element.toTensor())) return true;
      }
    }
  }
  return false;
}

// call(): buffer = [plan, number of arguments given, arguments...]. Returns the handle of a single new tensor;
// else undefined when the results are in the buffer, or true when the buffer had to be replaced for them.
// Results that are arguments (in-place, out) are not repeated.
napi_value call(napi_env env, napi_callback_info info) {
  void* data = nullptr;
  size_t count = 0;
  napi_get_cb_info(env, info, &count, nullptr, nullptr, &data);
  State& state = *static_cast<State*>(data);
  const double planIndex = state.buffer[0];
  if (!(planIndex >= 0) || planIndex >= static_cast<double>(state.plans.size())) {
    throw std::invalid_argument("no such plan");
  }
  const Plan& plan = *state.plans[static_cast<size_t>(planIndex)];
  if (!plan.supported) throw std::invalid_argument("an argument of this operator has no JavaScript form");
  const double given = state.buffer[1];
  const size_t slots = plan.arguments.size();

  Reader reader(state, 2);
  if (plan.unboxed != nullptr) {
    at::Tensor result = plan.unboxed(plan, reader, static_cast<size_t>(given));
    return makeNumber(env, result.defined() ? state.tensors.add(std::move(result)) : 0);
  }
  StackLease lease(state);
  for (size_t i = 0; i < slots; ++i) {
    const Slot& slot = plan.arguments[i];
    if (static_cast<double>(i) < given) {
      lease.stack.push_back(reader.read(slot));
    } else if (slot.hasDefault) {
      lease.stack.push_back(slot.fallback);
    } else if (slot.optional) {
      lease.stack.emplace_back();
    } else {
      throw std::invalid_argument("too few arguments");
    }
  }
  const bool viaSibling = plan.scalarSlot != 0 && withScalarAsTensor(plan, lease.stack);
  const c10::OperatorHandle& op = viaSibling ? *plan.tensorSibling : plan.op;
  if (plan.mayPassAutograd && !concernsAutograd(lease.stack)) {
    at::AutoDispatchBelowAutograd guard;
    op.callBoxed(&lease.stack);
  } else {
    op.callBoxed(&lease.stack);
  }

  if (plan.singleTensor) {
    at::Tensor result = std::move(lease.stack.back()).toTensor();
    return makeNumber(env, result.defined() ? state.tensors.add(std::move(result)) : 0);
  }
  Writer writer(state);
  const size_t results = plan.aliases.size();
  if (lease.stack.size() < results) throw std::runtime_error("the operator returned too few values");
  for (size_t i = 0; i < results; ++i) {
    if (plan.aliases[i] < 0) writer.write(lease.stack[lease.stack.size() - results + i]);
  }
  return writer.grew() ? makeBool(env, true) : nullptr;
}

// buffer() -> the shared Float64Array; grow(n) makes it hold at least n doubles and returns it.
napi_value bufferValue(napi_env env, State& state) {
  napi_value array, view;
  napi_get_reference_value(env, state.bufferRef, &array);
  napi_create_typedarray(env, napi_float64_array, state.capacity, array, 0, &view);
  return view;
}

napi_value buffer(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  return bufferValue(env, *args.state);
}

napi_value grow(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const double wanted = args.number(0);
  if (!(wanted >= 0 && wanted <= 1e8)) args.fail(0, "a sensible size");
  if (wanted > static_cast<double>(args.state->capacity)) args.state->grow(static_cast<size_t>(wanted));
  return bufferValue(env, *args.state);
}

}  // namespace

void addDispatch(Properties& properties) {
  properties.push_back(method<resolve>("resolve"));
  properties.push_back(method<operators>("operators"));
  properties.push_back(method<call>("call"));
  properties.push_back(method<buffer>("buffer"));
  properties.push_back(method<grow>("grow"));
}

}  // namespace torchts
