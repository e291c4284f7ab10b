// Elements on their way from a CUDA device: copied into pinned memory without waiting, and told of once they are there.
//
// A copy that the host waits for also waits for all work queued before it. Several landings share one wait: the event
// is recorded behind all of them.
#include <ATen/ATen.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "args.h"
#include "functions.h"

namespace torchts {

namespace {

// landing(handle) -> handle of a pinned tensor on the CPU, contiguous, whose elements arrive later: not to be read
// before `arrived` of the same device is settled.
napi_value landing(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  at::NoGradGuard noGrad;
  at::Tensor from = args.tensor(0).detach();
  if (from.layout() != at::kStrided) from = from.to_dense();
  if (from.is_quantized()) from = from.int_repr();
  from = from.resolve_conj().resolve_neg().contiguous();
  at::Tensor to = at::empty(from.sizes(), at::TensorOptions().dtype(from.scalar_type()).pinned_memory(true));
  to.copy_(from, true);
  return makeNumber(env, args.state->tensors.add(std::move(to)));
}

// arrived(index) -> Promise that settles once what was queued on cuda:index so far is done.
napi_value arrived(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const c10::Device device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(args.number(0)));
  const c10::DeviceGuard guard(device);
  const c10::impl::VirtualGuardImpl impl(device.type());
  auto event = std::make_shared<c10::Event>(device.type());
  event->record(impl.getStream(device));
  auto task = std::make_unique<Task>();
  Task* raw = task.get();
  task->run = [event] { event->synchronize(); };
  task->succeed = [raw](napi_env e) {
    napi_value nothing;
    napi_get_undefined(e, &nothing);
    napi_resolve_deferred(e, raw->deferred, nothing);
  };
  return args.state->waiting().submit(std::move(task));
}

// pinned(handle) -> Promise of the handle of a copy in pinned memory.
napi_value pinned(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  auto task = std::make_unique<Task>();
  Task* raw = task.get();
  State* state = args.state;
  auto tensor = std::make_shared<at::Tensor>(args.tensor(0));
  task->run = [tensor] {
    at::NoGradGuard noGrad;
    *tensor = tensor->pin_memory();
  };
  task->succeed = [tensor, raw, state](napi_env e) {
    napi_resolve_deferred(e, raw->deferred, makeNumber(e, state->tensors.add(std::move(*tensor))));
  };
  return state->withoutTeam().submit(std::move(task));
}

}  // namespace

void addArrivals(Properties& properties) {
  properties.push_back(method<landing>("landing"));
  properties.push_back(method<arrived>("arrived"));
  properties.push_back(method<pinned>("pinned"));
}

}  // namespace torchts
