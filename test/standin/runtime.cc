// The stand-in's runtime: allocators, device guard, streams without a life of their own, generators, and the hooks
// through which libtorch asks for all that.
#include <ATen/core/Generator.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <ATen/ops/empty.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "standin.h"

namespace standin {

namespace {

thread_local c10::DeviceIndex device = 0;
thread_local int64_t waitedHere = 0;
std::atomic<int64_t> waited{0};
std::atomic<int64_t> eachWait{0};  // milliseconds
std::array<std::atomic<int64_t>, 4> copied{};

struct DeviceAllocator final : c10::DeviceAllocator {
  c10::DataPtr allocate(size_t bytes) override {
    const c10::DeviceIndex owner = device;
    void* pointer = take(bytes, owner);
    return {pointer, pointer, &give, {c10::DeviceType::CUDA, owner}};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &give; }
  void copy_data(void* to, const void* from, size_t bytes) const override {
    std::memcpy(bytesOf(to), bytesOf(from), bytes);
  }
  bool initialized() override { return true; }
  void emptyCache(c10::MempoolId_t) override {
    for (c10::DeviceIndex i = 0; i < kDevices; ++i) dropCache(i);
  }
  void recordStream(const c10::DataPtr&, c10::Stream) override {}
  c10::CachingDeviceAllocator::DeviceStats getDeviceStats(c10::DeviceIndex index) override {
    c10::CachingDeviceAllocator::DeviceStats stats;
    stats.allocated_bytes[0].current = used(index);
    stats.allocated_bytes[0].peak = peak(index);
    stats.reserved_bytes[0].current = reserved(index);
    stats.reserved_bytes[0].peak = reservedPeak(index);
    return stats;
  }
  void resetAccumulatedStats(c10::DeviceIndex) override {}
  void resetPeakStats(c10::DeviceIndex index) override { resetPeaks(index); }
  std::pair<size_t, size_t> getMemoryInfo(c10::DeviceIndex index) override {
    const int64_t total = limitOf(index);
    return {total - reserved(index), total};
  }
};

struct Pinned {
  std::mutex mutex;
  std::map<const char*, size_t> blocks;
};

Pinned& pinned() {
  static auto* all = new Pinned();
  return *all;
}

void unpin(void* pointer) {
  std::lock_guard<std::mutex> lock(pinned().mutex);
  pinned().blocks.erase(static_cast<char*>(pointer));
  std::free(pointer);
}

struct PinnedAllocator final : c10::Allocator {
  c10::DataPtr allocate(size_t bytes) override {
    const size_t size = (bytes + 64) / 64 * 64;
    void* pointer = std::aligned_alloc(64, size);
    std::memset(pointer, 0xFF, size);  // what has not arrived yet is seen
    std::lock_guard<std::mutex> lock(pinned().mutex);
    pinned().blocks[static_cast<char*>(pointer)] = size;
    return {pointer, pointer, &unpin, c10::DeviceType::CPU};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &unpin; }
  void copy_data(void* to, const void* from, size_t bytes) const override { default_copy_data(to, from, bytes); }
};

DeviceAllocator onDevice;
PinnedAllocator onHost;
REGISTER_ALLOCATOR(c10::DeviceType::CUDA, &onDevice);

struct Arrivals {
  std::mutex mutex;
  std::vector<std::pair<at::Tensor, at::Tensor>> waiting;  // to, from
};

Arrivals& arrivals() {
  static auto* all = new Arrivals();
  return *all;
}

// Work is done when it is asked for, so every stream is the default one and every event has happened.
struct Guard final : c10::impl::DeviceGuardImplInterface {
  c10::DeviceType type() const override { return c10::DeviceType::CUDA; }
  c10::Device exchangeDevice(c10::Device to) const override {
    const c10::Device before = getDevice();
    setDevice(to);
    return before;
  }
  c10::Device getDevice() const override { return {c10::DeviceType::CUDA, device}; }
  void setDevice(c10::Device to) const override { setCurrent(to.index()); }
  void uncheckedSetDevice(c10::Device to) const noexcept override {
    if (to.index() >= 0 && to.index() < kDevices) device = to.index();
  }
  c10::Stream getStream(c10::Device of) const override { return c10::Stream(c10::Stream::DEFAULT, named(of)); }
  c10::Stream getDefaultStream(c10::Device of) const override { return getStream(of); }
  c10::Stream getStreamFromGlobalPool(c10::Device of, bool) const override { return getStream(of); }
  c10::Stream getNewStream(c10::Device of, int) const override { return getStream(of); }
  c10::Stream exchangeStream(c10::Stream stream) const override { return getStream(stream.device()); }
  c10::DeviceIndex deviceCount() const noexcept override { return kDevices; }
  void record(void** event, const c10::Stream&, const c10::DeviceIndex, const c10::EventFlag) const override {
    static int happened;
    *event = &happened;
  }
  void block(void*, const c10::Stream&) const override {}
  bool queryEvent(void*) const override { return true; }
  bool queryStream(const c10::Stream&) const override { return true; }
  void synchronizeEvent(void*) const override { wait(); }
  void synchronizeStream(const c10::Stream&) const override { wait(); }
  void synchronizeDevice(const c10::DeviceIndex) const override { wait(); }
};
C10_REGISTER_GUARD_IMPL(CUDA, Guard);

}  // namespace

c10::DeviceIndex current() { return device; }

void setCurrent(c10::DeviceIndex index) {
  TORCH_CHECK(index < kDevices, "CUDA error: invalid device ordinal\nCUDA kernel errors might be asynchronously "
              "reported at some other API call, so the stacktrace below might be incorrect.");
  if (index >= 0) device = index;
}

c10::Device named(c10::Device given) {
  return {c10::DeviceType::CUDA, given.index() < 0 ? device : given.index()};
}

c10::Allocator* deviceAllocator() { return &onDevice; }

bool isPinned(const void* pointer) {
  const auto* at = static_cast<const char*>(pointer);
  std::lock_guard<std::mutex> lock(pinned().mutex);
  auto after = pinned().blocks.upper_bound(at);
  if (after == pinned().blocks.begin()) return false;
  --after;
  return at < after->first + after->second;
}

void arriveLater(at::Tensor to, at::Tensor from) {
  std::lock_guard<std::mutex> lock(arrivals().mutex);
  arrivals().waiting.emplace_back(std::move(to), std::move(from));
}

void wait() {
  ++waited;
  ++waitedHere;
  if (eachWait > 0) std::this_thread::sleep_for(std::chrono::milliseconds(eachWait));
  decltype(Arrivals::waiting) come;
  {
    std::lock_guard<std::mutex> lock(arrivals().mutex);
    come.swap(arrivals().waiting);
  }
  for (auto& [to, from] : come) to.copy_(from);
}

int64_t waits() { return waited; }

int64_t waitsHere() { return waitedHere; }

void count(Copy copy) { ++copied[static_cast<size_t>(copy)]; }

std::vector<int64_t> copies() { return {copied.begin(), copied.end()}; }

int64_t latency(int64_t milliseconds) { return eachWait.exchange(milliseconds); }

// ---- generators ----

uint64_t DeviceGenerator::next() {
  uint64_t mixed = seed_ * 0x9E3779B97F4A7C15u + offset_;
  offset_ += 4;
  mixed = (mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9u;
  return mixed ^ (mixed >> 29);
}

void DeviceGenerator::set_current_seed(uint64_t seed) {
  seed_ = seed;
  offset_ = 0;
}

uint64_t DeviceGenerator::seed() {
  set_current_seed(c10::detail::getNonDeterministicRandom());
  return seed_;
}

void DeviceGenerator::set_state(const c10::TensorImpl& state) {
  TORCH_CHECK(state.device().is_cpu() && state.dtype() == caffe2::TypeMeta::Make<uint8_t>(),
              "RNG state must be a torch.ByteTensor");
  TORCH_CHECK(state.numel() == 16, "RNG state is wrong size");
  const auto* from = static_cast<const char*>(state.data());
  std::memcpy(&seed_, from, 8);
  std::memcpy(&offset_, from + 8, 8);
}

c10::intrusive_ptr<c10::TensorImpl> DeviceGenerator::get_state() const {
  at::Tensor state = at::empty({16}, at::kByte);
  auto* to = static_cast<char*>(state.data_ptr());
  std::memcpy(to, &seed_, 8);
  std::memcpy(to + 8, &offset_, 8);
  return state.getIntrusivePtr();
}

DeviceGenerator* DeviceGenerator::clone_impl() const {
  auto* copy = new DeviceGenerator(device().index());
  copy->seed_ = seed_;
  copy->offset_ = offset_;
  return copy;
}

const at::Generator& defaultGenerator(c10::DeviceIndex index) {
  static const auto* all = [] {
    auto* made = new std::vector<at::Generator>();
    for (c10::DeviceIndex i = 0; i < kDevices; ++i) made->push_back(at::make_generator<DeviceGenerator>(i));
    return made;
  }();
  return (*all)[index < 0 ? current() : index];
}

}  // namespace standin

// ---- what libtorch asks ----

namespace at {

struct StandinHooks final : CUDAHooksInterface {
  explicit StandinHooks(CUDAHooksArgs) {}
  void init() const override {}
  bool isBuilt() const override { return true; }
  bool isAvailable() const override { return true; }
  bool hasCUDA() const override { return true; }
  bool hasPrimaryContext(DeviceIndex) const override { return true; }
  DeviceIndex deviceCount() const override { return standin::kDevices; }
  int getNumGPUs() const override { return standin::kDevices; }
  DeviceIndex current_device() const override { return standin::current(); }
  DeviceIndex getCurrentDevice() const override { return standin::current(); }
  void setCurrentDevice(DeviceIndex index) const override { standin::setCurrent(index); }
  DeviceIndex exchangeDevice(DeviceIndex index) const override {
    const DeviceIndex before = standin::current();
    standin::setCurrent(index);
    return before;
  }
  DeviceIndex maybeExchangeDevice(DeviceIndex index) const override { return exchangeDevice(index); }
  const Generator& getDefaultGenerator(DeviceIndex index) const override { return standin::defaultGenerator(index); }
  Generator getNewGenerator(DeviceIndex index) const override {
    return make_generator<standin::DeviceGenerator>(index < 0 ? standin::current() : index);
  }
  void deviceSynchronize(DeviceIndex) const override { standin::wait(); }
  Device getDeviceFromPtr(void* pointer) const override {
    const DeviceIndex owner = standin::ownerOf(pointer);
    TORCH_CHECK(owner >= 0, "The specified pointer resides on host memory and is not registered with any CUDA device.");
    return {DeviceType::CUDA, owner};
  }
  Allocator* getCUDADeviceAllocator() const override { return standin::deviceAllocator(); }
  Allocator* getPinnedMemoryAllocator() const override { return &standin::onHost; }
  bool isPinnedPtr(const void* pointer) const override { return standin::isPinned(pointer); }
};
C10_REGISTER_CLASS(CUDAHooksRegistry, CUDAHooks, StandinHooks);

}  // namespace at
