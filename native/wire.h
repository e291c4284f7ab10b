// The layout of the shared buffer: how arguments come in and results go out.
//
// Each value is a tag followed by its payload, all doubles. Integers beyond 2^53 travel as their 64 bits in
// one cell. The tags are part of the contract with lib/tensor/wire.ts.
#pragma once

#include <ATen/core/ivalue.h>

#include "state.h"

namespace torchts {

enum class Tag : uint8_t {
  Default = 0,   // the schema's own default
  None = 1,
  Number = 2,    // one cell, read as the slot's kind asks (a tensor: its handle)
  Int64 = 3,     // one cell, the bits of an int64
  Bool = 4,      // one cell, 0 or 1
  Complex = 5,   // two cells
  List = 6,      // a count, then so many cells (tagged values for lists of scalars and of strings)
  String = 7,    // a count, then UTF-8 bytes
  Tensor = 8,    // results: a handle, 0 for an undefined tensor
  Float = 9,     // a double that stays floating point even when it is whole
  Int64List = 10,  // a count, then the bits of so many int64
  Device = 11,   // type and index (-1 for none)
};

[[noreturn]] void unexpected();

/// A whole number from a cell; throws where it is none.
int64_t toInt(double value);

/// Reads one argument; throws std::invalid_argument when the buffer does not hold what the slot takes.
class Reader {
 public:
  Reader(State& state, size_t start) : state_(state), position_(start) {}
  c10::IValue read(const Slot& slot);
  /// A list of integers beyond boxed values; false where something else stands in its place, which is still to be read.
  template <typename List>
  bool readInts(List& list);
  double next();
  size_t count();

 private:
  c10::IValue readValue(Kind kind, Tag tag);
  c10::IValue readList(Kind kind, Tag tag);
  at::Scalar readScalar(Tag tag);
  std::string readText();
  int64_t bits();

  State& state_;
  size_t position_;
};

template <typename List>
bool Reader::readInts(List& list) {
  if (position_ >= state_.capacity || state_.buffer[position_] != static_cast<double>(static_cast<uint8_t>(Tag::List)))
    return false;
  ++position_;
  const size_t n = count();
  for (size_t i = 0; i < n; ++i) list.emplace_back(toInt(next()));
  return true;
}

/// Writes results; the buffer grows when it must.
class Writer {
 public:
  explicit Writer(State& state) : state_(state) {}
  void write(const c10::IValue& value);
  bool grew() const { return grew_; }

 private:
  void put(double cell);
  void put(Tag tag) { put(static_cast<double>(static_cast<uint8_t>(tag))); }
  void putInt(int64_t value);
  void putText(const std::string& text);

  State& state_;
  size_t position_ = 0;
  bool grew_ = false;
};

}  // namespace torchts
