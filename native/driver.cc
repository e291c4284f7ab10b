// The driver's C interface, of which only functions and numbers that never change are used: no CUDA header here, and
// the structure of the runtime's properties differs between releases. Indices are the runtime's, as
// CUDA_VISIBLE_DEVICES is the driver's own.
#include "driver.h"

#include <stdexcept>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#define TORCHTS_DRIVER_CALL __stdcall
#else
#include <dlfcn.h>
#define TORCHTS_DRIVER_CALL
#endif

namespace torchts {

namespace {

#ifdef _WIN32
constexpr const char* kLibrary = "nvcuda.dll";
void* openLibrary() { return reinterpret_cast<void*>(LoadLibraryA(kLibrary)); }
void* symbolOf(void* library, const char* name) {
  return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(library), name));
}
#else
constexpr const char* kLibrary = "libcuda.so.1";
void* openLibrary() { return dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL); }
void* symbolOf(void* library, const char* name) { return dlsym(library, name); }
#endif

template <typename... A>
using Function = int(TORCHTS_DRIVER_CALL*)(A...);

template <typename F>
F functionOf(void* library, const char* name) {
  void* found = symbolOf(library, name);
  if (found == nullptr) throw std::runtime_error(std::string("the NVIDIA driver (") + kLibrary + ") has no " + name);
  return reinterpret_cast<F>(found);
}

void check(int code, const char* name) {
  if (code == 0) return;
  throw std::runtime_error(std::string("the NVIDIA driver's ") + name + " failed with code " + std::to_string(code));
}

// Numbers of CUdevice_attribute, https://docs.nvidia.com/cuda/cuda-driver-api/group__CUDA__TYPES.html
constexpr std::pair<const char*, int> kAttributes[] = {
    {"major", 75},
    {"minor", 76},
    {"multiProcessorCount", 16},
    {"maxThreadsPerMultiProcessor", 39},
    {"warpSize", 10},
    {"regsPerMultiprocessor", 82},
    {"sharedMemoryPerBlock", 8},
    {"sharedMemoryPerMultiprocessor", 81},
    {"sharedMemoryPerBlockOptin", 97},
    {"l2CacheSize", 38},
    {"clockRate", 13},
    {"memoryClockRate", 36},
    {"memoryBusWidth", 37},
    {"isIntegrated", 18},
    {"isMultiGpuBoard", 84},
};

}  // namespace

DriverFacts driverFacts(int index) {
  static void* const library = openLibrary();
  if (library == nullptr) throw std::runtime_error(std::string("there is no NVIDIA driver (") + kLibrary + ")");
  const auto init = functionOf<Function<unsigned>>(library, "cuInit");
  const auto get = functionOf<Function<int*, int>>(library, "cuDeviceGet");
  const auto nameOf = functionOf<Function<char*, int, int>>(library, "cuDeviceGetName");
  const auto attribute = functionOf<Function<int*, int, int>>(library, "cuDeviceGetAttribute");
  const auto memory = functionOf<Function<size_t*, int>>(library, "cuDeviceTotalMem_v2");
  check(init(0), "cuInit");
  int device = 0;
  check(get(&device, index), "cuDeviceGet");
  char name[256] = {0};
  check(nameOf(name, static_cast<int>(sizeof name) - 1, device), "cuDeviceGetName");
  DriverFacts facts{name, {}};
  size_t bytes = 0;
  check(memory(&bytes, device), "cuDeviceTotalMem");
  facts.numbers.emplace_back("totalMemory", static_cast<int64_t>(bytes));
  for (const auto& [key, number] : kAttributes) {
    int value = 0;
    check(attribute(&value, number, device), "cuDeviceGetAttribute");
    facts.numbers.emplace_back(key, value);
  }
  return facts;
}

}  // namespace torchts
