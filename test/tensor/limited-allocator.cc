// An allocator that runs out, as a GPU's does: it throws what CUDA's allocator throws, with its figures.
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>
#include <torch/library.h>

#include <atomic>

namespace {

std::atomic<int64_t> limit{0};
std::atomic<int64_t> held{0};

struct Block {
  void* data;
  int64_t bytes;
};

void release(void* context) {
  auto* block = static_cast<Block*>(context);
  held -= block->bytes;
  std::free(block->data);
  delete block;
}

struct Limited : c10::Allocator {
  c10::DataPtr allocate(size_t bytes) override {
    const auto wanted = static_cast<int64_t>(bytes);
    TORCH_CHECK_WITH(OutOfMemoryError, held + wanted <= limit, "CUDA out of memory. Tried to allocate ", wanted,
                     " bytes. The device has a total capacity of ", limit.load(), " bytes of which ",
                     limit - held, " are free.");
    auto* block = new Block{std::aligned_alloc(64, (bytes + 127) / 64 * 64), wanted};
    held += wanted;
    return {block->data, block, &release, c10::Device(c10::DeviceType::CPU)};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &release; }
  void copy_data(void* to, const void* from, size_t bytes) const override { default_copy_data(to, from, bytes); }
};

Limited limited;
c10::Allocator* before = nullptr;

// 0 puts the usual allocator back.
int64_t limit_memory(int64_t bytes) {
  if (before == nullptr) before = c10::GetCPUAllocator();
  limit = bytes;
  c10::SetCPUAllocator(bytes == 0 ? before : &limited, 10);
  return held;
}

}  // namespace

TORCH_LIBRARY(torchts_memory, m) {
  m.def("limit(int bytes) -> int");
  m.impl("limit", c10::DispatchKey::CompositeExplicitAutograd, torch::dispatch(c10::DispatchKey::CompositeExplicitAutograd, TORCH_FN(limit_memory)));
}
