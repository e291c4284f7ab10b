// Memory of the stand-in's devices.
//
// A device's pointers lie in pages that nobody may touch, so a CPU kernel that is handed one ends the process with
// SIGSEGV, as it would read garbage or die beside a GPU. The bytes are at a constant distance from them.
#include <c10/util/Exception.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "memory.h"

namespace standin {

namespace {

constexpr size_t kMiB = 1 << 20;
/// Addresses of one device. Blocks are used again by size and never joined, so there are far more than memory.
constexpr size_t kSpan = size_t{1} << 38;
constexpr size_t kUsualLimit = 4096 * kMiB;
constexpr int kPoison = 0xFF;  // NaN as a float of any width

struct DeviceMemory {
  std::mutex mutex;
  std::unordered_map<size_t, size_t> taken;                // offset -> bytes
  std::unordered_map<size_t, std::vector<size_t>> unused;  // bytes -> offsets
  size_t top = 0;
  size_t used = 0;
  size_t peak = 0;
  size_t kept = 0;  // of what was given back
  size_t reservedPeak = 0;
  size_t limit = kUsualLimit;
};

DeviceMemory& memoryOf(c10::DeviceIndex device) {
  static auto* all = new DeviceMemory[kDevices];
  return all[device];
}

char* reserve(int protection) {
  void* at = mmap(nullptr, kDevices * kSpan, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  TORCH_CHECK(at != MAP_FAILED, "stand-in: no address space");
  return static_cast<char*>(at);
}

char* pointers() {
  static char* const start = reserve(PROT_NONE);
  return start;
}

char* bytes() {
  static char* const start = reserve(PROT_READ | PROT_WRITE);
  return start;
}

size_t rounded(size_t n) {
  const size_t unit = n < kMiB ? 512 : 2 * kMiB;
  return (n + unit - 1) / unit * unit;
}

}  // namespace

void* take(size_t n, c10::DeviceIndex device) {
  if (n == 0) return nullptr;
  DeviceMemory& memory = memoryOf(device);
  const size_t size = rounded(n);
  size_t offset;
  {
    std::lock_guard<std::mutex> lock(memory.mutex);
    TORCH_CHECK_WITH(OutOfMemoryError, memory.used + size <= memory.limit, "CUDA out of memory. Tried to allocate ",
                     n / kMiB, ".00 MiB. GPU ", int{device}, " has a total capacity of ", memory.limit / kMiB,
                     ".00 MiB of which ", (memory.limit - std::min(memory.used, memory.limit)) / kMiB,
                     ".00 MiB is free.");
    std::vector<size_t>& fitting = memory.unused[size];
    if (fitting.empty()) {
      offset = memory.top;
      memory.top += size;
      TORCH_CHECK(memory.top <= kSpan, "stand-in: no addresses left");
    } else {
      offset = fitting.back();
      fitting.pop_back();
    }
    memory.taken[offset] = size;
    memory.used += size;
    memory.peak = std::max(memory.peak, memory.used);
    memory.kept -= std::min(memory.kept, size);
    memory.reservedPeak = std::max(memory.reservedPeak, memory.used + memory.kept);
  }
  std::memset(bytes() + device * kSpan + offset, kPoison, n);
  return pointers() + device * kSpan + offset;
}

void give(void* pointer) {
  const c10::DeviceIndex device = ownerOf(pointer);
  if (device < 0) return;
  DeviceMemory& memory = memoryOf(device);
  const size_t offset = static_cast<char*>(pointer) - pointers() - device * kSpan;
  std::lock_guard<std::mutex> lock(memory.mutex);
  const auto found = memory.taken.find(offset);
  if (found == memory.taken.end()) {
    std::fprintf(stderr, "stand-in: memory is freed twice\n");
    std::abort();
  }
  const size_t size = found->second;
  char* at = bytes() + device * kSpan + offset;
  // Whole pages go back to the system; less is overwritten, so that who still reads it finds NaNs.
  if (size >= kMiB) {
    madvise(at, size, MADV_DONTNEED);
  } else {
    std::memset(at, kPoison, size);
  }
  memory.used -= size;
  memory.kept += size;
  memory.taken.erase(found);
  memory.unused[size].push_back(offset);
}

c10::DeviceIndex ownerOf(const void* pointer) {
  const auto* at = static_cast<const char*>(pointer);
  if (at < pointers() || at >= pointers() + kDevices * kSpan) return -1;
  return static_cast<c10::DeviceIndex>((at - pointers()) / kSpan);
}

void* bytesOf(const void* pointer) {
  if (pointer == nullptr) return nullptr;
  TORCH_CHECK(ownerOf(pointer) >= 0, "stand-in: a host's pointer where a device's is due");
  return bytes() + (static_cast<const char*>(pointer) - pointers());
}

int64_t used(c10::DeviceIndex device) { return static_cast<int64_t>(memoryOf(device).used); }

int64_t peak(c10::DeviceIndex device) { return static_cast<int64_t>(memoryOf(device).peak); }

int64_t reserved(c10::DeviceIndex device) {
  DeviceMemory& memory = memoryOf(device);
  std::lock_guard<std::mutex> lock(memory.mutex);
  return static_cast<int64_t>(memory.used + memory.kept);
}

int64_t reservedPeak(c10::DeviceIndex device) { return static_cast<int64_t>(memoryOf(device).reservedPeak); }

void dropCache(c10::DeviceIndex device) {
  DeviceMemory& memory = memoryOf(device);
  std::lock_guard<std::mutex> lock(memory.mutex);
  memory.kept = 0;
}

void resetPeaks(c10::DeviceIndex device) {
  DeviceMemory& memory = memoryOf(device);
  std::lock_guard<std::mutex> lock(memory.mutex);
  memory.peak = memory.used;
  memory.reservedPeak = memory.used + memory.kept;
}

int64_t limitOf(c10::DeviceIndex device) { return static_cast<int64_t>(memoryOf(device).limit); }

int64_t limit(c10::DeviceIndex device, int64_t most) {
  DeviceMemory& memory = memoryOf(device);
  std::lock_guard<std::mutex> lock(memory.mutex);
  const auto before = static_cast<int64_t>(memory.limit);
  memory.limit = static_cast<size_t>(most);
  return before;
}

}  // namespace standin
