// The handle table: the only place where JavaScript's integers become tensors.
//
// A handle is `generation * 2^24 + slot`, exact in a double. Freeing a slot bumps its generation, so a stale
// handle is recognised and never reaches another tensor. A table belongs to one JavaScript environment and is
// touched on that environment's thread only; whoever calls `add` owns the handle until `release`.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace torchts {

struct FreedHandle : std::runtime_error {
  FreedHandle() : std::runtime_error("this tensor was freed") {}
};

class HandleTable {
 public:
  static constexpr double kSlots = 16777216.0;  // 2^24
  static constexpr uint32_t kMaxGeneration = 1u << 28;

  double add(at::Tensor tensor) {
    uint32_t index;
    if (free_ != kNone) {
      index = free_;
      free_ = slots_[index].next;
    } else {
      if (slots_.size() >= static_cast<size_t>(kSlots)) {
        throw std::runtime_error("more than 16,777,216 live tensors");
      }
      index = static_cast<uint32_t>(slots_.size());
      slots_.emplace_back();
    }
    Slot& slot = slots_[index];
    slot.tensor = std::move(tensor);
    slot.live = true;
    ++live_;
    return slot.generation * kSlots + index;
  }

  const at::Tensor& get(double handle) { return find(handle).tensor; }

  /// Remembers the bytes V8 was told about for this tensor, so that freeing it can take them back.
  void setExternal(double handle, int64_t bytes) { find(handle).external = bytes; }

  /// Frees the slot; a stale handle is ignored. Returns the bytes V8 was told about.
  int64_t release(double handle) {
    Slot* slot = lookup(handle);
    if (slot == nullptr) return 0;
    // Moved out first: the destructor may run a long chain of graph nodes and must find the table consistent.
    at::Tensor dying = std::move(slot->tensor);
    const int64_t external = slot->external;
    slot->tensor = at::Tensor();
    slot->external = 0;
    slot->live = false;
    --live_;
    if (++slot->generation < kMaxGeneration) {
      slot->next = free_;
      free_ = static_cast<uint32_t>(slot - slots_.data());
    }
    return external;
  }

  size_t live() const { return live_; }

  template <typename Visit>
  void each(Visit visit) const {
    for (size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].live) visit(slots_[i].generation * kSlots + static_cast<double>(i), slots_[i].tensor);
    }
  }

  void clear() {
    std::vector<Slot> dying;
    dying.swap(slots_);
    free_ = kNone;
    live_ = 0;
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  struct Slot {
    at::Tensor tensor;
    int64_t external = 0;
    uint32_t generation = 1;
    uint32_t next = kNone;
    bool live = false;
  };

  Slot* lookup(double handle) {
    if (!(handle >= kSlots) || handle >= kSlots * kMaxGeneration) return nullptr;
    const auto bits = static_cast<uint64_t>(handle);
    const auto index = static_cast<uint32_t>(bits & 0xFFFFFF);
    const auto generation = static_cast<uint32_t>(bits >> 24);
    if (index >= slots_.size()) return nullptr;
    Slot& slot = slots_[index];
    return slot.live && slot.generation == generation ? &slot : nullptr;
  }

  Slot& find(double handle) {
    Slot* slot = lookup(handle);
    if (slot == nullptr) throw FreedHandle();
    return *slot;
  }

  std::vector<Slot> slots_;
  uint32_t free_ = kNone;
  size_t live_ = 0;
};

}  // namespace torchts
