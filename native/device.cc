// Devices, threads and random generators. CUDA is reached through libtorch's hooks: no CUDA header here.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/Generator.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <ATen/ops/empty.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/version.h>

#include "args.h"
#include "functions.h"

#ifndef _MSC_VER
// From the OpenMP runtime that libtorch brings along; null where it was built without one.
extern "C" __attribute__((weak)) void omp_set_num_threads(int count);
#endif

namespace torchts {

namespace {

napi_value cudaAvailable(napi_env env, napi_callback_info) {
  return makeBool(env, at::globalContext().hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0);
}

napi_value cudaDeviceCount(napi_env env, napi_callback_info) {
  return makeNumber(env, at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0);
}

c10::DeviceIndex cudaIndex(double index) {
  at::globalContext().lazyInitDevice(at::kCUDA);  // throws, in libtorch's words, what is missing
  TORCH_CHECK(index >= 0 && index < at::detail::getCUDAHooks().deviceCount(), "there is no device cuda:", index);
  return static_cast<c10::DeviceIndex>(index);
}

napi_value cudaSynchronize(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  at::detail::getCUDAHooks().deviceSynchronize(cudaIndex(args.number(0)));
  return nullptr;
}

napi_value threads(napi_env env, napi_callback_info) { return makeNumber(env, at::get_num_threads()); }

napi_value setThreads(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const double n = args.number(0);
  TORCH_CHECK(n >= 1 && n <= 4096, "the number of threads must be from 1 to 4096, not ", n);
  at::set_num_threads(static_cast<int>(n));
  return nullptr;
}

napi_value setThreadTeam(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  const double n = args.number(0);
  TORCH_CHECK(n >= 1 && n <= 4096, "the number of threads must be from 1 to 4096, not ", n);
  return makeNumber(env, setTeam(static_cast<int>(n)));
}

uint64_t seedOf(napi_env env, napi_value value) {
  napi_valuetype type;
  napi_typeof(env, value, &type);
  if (type == napi_bigint) {
    bool lossless;
    int64_t seed;
    napi_get_value_bigint_int64(env, value, &seed, &lossless);
    return static_cast<uint64_t>(seed);
  }
  int64_t seed;
  if (napi_get_value_int64(env, value, &seed) != napi_ok) throw std::invalid_argument("the seed must be an integer");
  return static_cast<uint64_t>(seed);
}

// manualSeed(seed): the default generators of every device, as torch.manual_seed.
napi_value manualSeed(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  at::manual_seed(seedOf(env, args.values[0]));
  return nullptr;
}

at::Generator& generatorAt(const Args<2>& args) {
  const double id = args.number(0);
  if (!(id >= 0 && id < static_cast<double>(args.state->generators.size()))) args.fail(0, "a generator");
  at::Generator& found = args.state->generators[static_cast<size_t>(id)];
  if (!found.defined()) args.fail(0, "a generator");
  return found;
}

struct OwnedGenerator {
  State* state;
  size_t id;
};

// A Mersenne twister's state, which V8 does not see.
constexpr int64_t kGeneratorBytes = 5000;

void generatorCollected(node_api_basic_env env, void* data, void*) {
  auto* owned = static_cast<OwnedGenerator*>(data);
  State& state = *owned->state;
  if (owned->id < state.generators.size()) {
    state.generators[owned->id] = at::Generator();
    state.unusedGenerators.push_back(owned->id);
  }
  int64_t total;
  napi_adjust_external_memory(env, -kGeneratorBytes, &total);
  delete owned;
}

// generator(deviceType, index, isDefault, owner) -> id, free again once `owner` is unreachable. Device types as in c10.
napi_value generator(napi_env env, napi_callback_info info) {
  Args<4> args(env, info);
  const bool isDefault = args.boolean(2);
  at::Generator made;
  const auto type = static_cast<c10::DeviceType>(static_cast<int8_t>(args.number(0)));
  if (type == c10::DeviceType::CPU) {
    made = isDefault ? at::detail::getDefaultCPUGenerator() : at::detail::createCPUGenerator();
  } else if (type == c10::DeviceType::CUDA) {
    const auto index = cudaIndex(args.number(1));
    made = isDefault ? at::detail::getCUDAHooks().getDefaultGenerator(index)
                     : at::detail::getCUDAHooks().getNewGenerator(index);
  } else {
    TORCH_CHECK(c10::impl::hasDeviceGuardImpl(type), "PyTorch is not linked with support for ",
                c10::DeviceTypeName(type, true), " devices");
    const auto& hooks = at::globalContext().getAcceleratorHooksInterface(type);
    const auto index = static_cast<c10::DeviceIndex>(args.number(1));
    made = isDefault ? hooks.getDefaultGenerator(index) : hooks.getNewGenerator(index);
  }
  auto& generators = args.state->generators;
  auto& unused = args.state->unusedGenerators;
  size_t id = generators.size();
  if (unused.empty()) {
    generators.push_back(std::move(made));
  } else {
    id = unused.back();
    unused.pop_back();
    generators[id] = std::move(made);
  }
  // The id lives as long as the JavaScript object that holds it.
  auto* owned = new OwnedGenerator{args.state, id};
  if (napi_add_finalizer(env, args.values[3], owned, generatorCollected, nullptr, nullptr) != napi_ok) {
    delete owned;
    unused.push_back(id);
    args.fail(3, "an object");
  }
  int64_t total;
  napi_adjust_external_memory(env, kGeneratorBytes, &total);
  return makeNumber(env, static_cast<double>(id));
}

napi_value generatorSeed(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  at::Generator& gen = generatorAt(args);
  std::lock_guard<std::mutex> lock(gen.mutex());
  gen.set_current_seed(seedOf(env, args.values[1]));
  return nullptr;
}

napi_value generatorGetSeed(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  napi_value seed;
  napi_create_bigint_uint64(env, generatorAt(args).current_seed(), &seed);
  return seed;
}

napi_value generatorState(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  at::Generator& gen = generatorAt(args);
  std::lock_guard<std::mutex> lock(gen.mutex());
  return makeNumber(env, args.state->tensors.add(gen.get_state()));
}

napi_value setGeneratorState(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  at::Generator& gen = generatorAt(args);
  const at::Tensor& saved = args.tensor(1);
  std::lock_guard<std::mutex> lock(gen.mutex());
  gen.set_state(saved);
  return nullptr;
}

// setting(name) and setSetting(name, value): libtorch's switches of the whole process.
struct Setting {
  const char* name;
  bool (*get)();
  void (*set)(bool);
};

const Setting kSettings[] = {
    {"deterministic", [] { return at::globalContext().deterministicAlgorithms(); },
     [](bool on) {
       at::globalContext().setDeterministicAlgorithms(on, at::globalContext().deterministicAlgorithmsWarnOnly());
     }},
    {"deterministicWarnOnly", [] { return at::globalContext().deterministicAlgorithmsWarnOnly(); },
     [](bool on) {
       at::globalContext().setDeterministicAlgorithms(at::globalContext().deterministicAlgorithms(), on);
     }},
    {"deterministicFill", [] { return at::globalContext().deterministicFillUninitializedMemory(); },
     [](bool on) { at::globalContext().setDeterministicFillUninitializedMemory(on); }},
    {"cudnnDeterministic", [] { return at::globalContext().deterministicCuDNN(); },
     [](bool on) { at::globalContext().setDeterministicCuDNN(on); }},
    {"cudnnBenchmark", [] { return at::globalContext().benchmarkCuDNN(); },
     [](bool on) { at::globalContext().setBenchmarkCuDNN(on); }},
    {"cudnnEnabled", [] { return at::globalContext().userEnabledCuDNN(); },
     [](bool on) { at::globalContext().setUserEnabledCuDNN(on); }},
    {"cudnnAllowTf32", [] { return at::globalContext().allowTF32CuDNN(); },
     [](bool on) { at::globalContext().setAllowTF32CuDNN(on); }},
    {"matmulAllowTf32", [] { return at::globalContext().allowTF32CuBLAS(); },
     [](bool on) { at::globalContext().setAllowTF32CuBLAS(on); }},
    {"cppTraces", showsTraces, showTraces},
};

const Setting& settingNamed(const std::string& name) {
  for (const Setting& setting : kSettings) {
    if (name == setting.name) return setting;
  }
  throw std::invalid_argument("there is no setting " + name);
}

napi_value setting(napi_env env, napi_callback_info info) {
  Args<1> args(env, info);
  return makeBool(env, settingNamed(args.text(0)).get());
}

napi_value setSetting(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  settingNamed(args.text(0)).set(args.boolean(1));
  return nullptr;
}

napi_value build(napi_env env, napi_callback_info) {
  napi_value result;
  napi_create_object(env, &result);
  napi_set_named_property(env, result, "compiledFor", makeText(env, TORCH_VERSION));
  napi_set_named_property(env, result, "parallel", makeText(env, at::get_parallel_info()));
  napi_set_named_property(env, result, "cpuCapability", makeText(env, at::get_cpu_capability()));
#ifdef NAPI_EXPERIMENTAL
  napi_set_named_property(env, result, "finalizersRunInLoops", makeBool(env, true));
#else
  napi_set_named_property(env, result, "finalizersRunInLoops", makeBool(env, false));
#endif
  return result;
}

}  // namespace

void addDevices(Properties& properties) {
  properties.push_back(method<cudaAvailable>("cudaAvailable"));
  properties.push_back(method<cudaDeviceCount>("cudaDeviceCount"));
  properties.push_back(method<cudaSynchronize>("cudaSynchronize"));
  properties.push_back(method<threads>("threads"));
  properties.push_back(method<setThreads>("setThreads"));
  properties.push_back(method<setThreadTeam>("setThreadTeam"));
  properties.push_back(method<manualSeed>("manualSeed"));
  properties.push_back(method<generator>("generator"));
  properties.push_back(method<generatorSeed>("generatorSeed"));
  properties.push_back(method<generatorGetSeed>("generatorGetSeed"));
  properties.push_back(method<generatorState>("generatorState"));
  properties.push_back(method<setGeneratorState>("setGeneratorState"));
  properties.push_back(method<setting>("setting"));
  properties.push_back(method<setSetting>("setSetting"));
  properties.push_back(method<build>("build"));
}

int setTeam(int count) {
  const int before = at::get_num_threads();  // ATen sets up each thread at its first question; ours must come after
#ifndef _MSC_VER
  if (omp_set_num_threads != nullptr) omp_set_num_threads(count);
#endif
  return before;
}

}  // namespace torchts
