// A stand-in for CUDA under a libtorch that has none: what its parts know of each other. See README.md.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <c10/core/Allocator.h>

#include <vector>

#include "memory.h"

namespace standin {

/// The device that this thread works on, as cudaGetDevice has it.
c10::DeviceIndex current();
void setCurrent(c10::DeviceIndex index);
/// `given`, with the current device where it names none.
c10::Device named(c10::Device given);

// ---- runtime.cc ----

c10::Allocator* deviceAllocator();
bool isPinned(const void* pointer);
/// A copy to pinned memory that was asked not to block: it arrives when the host waits for the device, not before.
void arriveLater(at::Tensor to, at::Tensor from);
/// The host waits for the device: for a value, or for all work.
void wait();
/// How often it did since the process began.
int64_t waits();
/// How often the thread that asks did.
int64_t waitsHere();
/// Copies between host and device, up to the device and down from it: those that the host waits for, and those that it
/// does not, which takes pinned memory.
enum class Copy { kUp, kUpLate, kDown, kDownLate };
void count(Copy copy);
/// How many of each there were since the process began, in this order.
std::vector<int64_t> copies();
/// How long it takes each time; returns what it was.
int64_t latency(int64_t milliseconds);

/// A random generator of a device: a seed and how far its stream has been used, 16 bytes as Philox's state has.
struct DeviceGenerator final : c10::GeneratorImpl {
  explicit DeviceGenerator(c10::DeviceIndex device)
      : GeneratorImpl({c10::DeviceType::CUDA, device}, c10::DispatchKeySet(c10::DispatchKey::CUDA)) {}
  /// A seed for the CPU's generator that draws in this one's place; moves on.
  uint64_t next();

  void set_current_seed(uint64_t seed) override;
  void set_offset(uint64_t offset) override { offset_ = offset; }
  uint64_t get_offset() const override { return offset_; }
  uint64_t current_seed() const override { return seed_; }
  uint64_t seed() override;
  void set_state(const c10::TensorImpl& state) override;
  c10::intrusive_ptr<c10::TensorImpl> get_state() const override;
  DeviceGenerator* clone_impl() const override;

 private:
  uint64_t seed_ = c10::default_rng_seed_val;
  uint64_t offset_ = 0;
};

const at::Generator& defaultGenerator(c10::DeviceIndex device);

}  // namespace standin
