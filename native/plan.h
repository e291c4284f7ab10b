// Compiled plans: an operator's schema turned once into one argument kind per slot.
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <optional>
#include <string>
#include <vector>

namespace torchts {

/// What a slot takes. The numbers are part of the contract with lib/tensor/schema.ts.
enum class Kind : uint8_t {
  Unsupported = 0,
  Tensor = 1,
  Int = 2,
  Float = 3,
  Bool = 4,
  Scalar = 5,
  Complex = 6,
  String = 7,
  DType = 8,
  Device = 9,
  Layout = 10,
  MemoryFormat = 11,
  Generator = 12,
  TensorList = 13,
  OptionalTensorList = 14,
  IntList = 15,
  FloatList = 16,
  BoolList = 17,
  ScalarList = 18,
  StringList = 19,
  ComplexList = 20,
  DeviceList = 21,
  Other = 22,  // results only: encoded by what comes
};

struct Slot {
  Kind kind = Kind::Unsupported;
  bool optional = false;
  bool hasDefault = false;
  c10::IValue fallback;
};

class Reader;

struct Plan;
/// A direct way to call an operator of a common C++ signature: see unboxed.h.
using Unboxed = at::Tensor (*)(const Plan& plan, Reader& reader, size_t given);

struct Plan {
  explicit Plan(const c10::OperatorHandle& op);

  c10::OperatorHandle op;
  std::vector<Slot> arguments;
  // For each result the index of the argument it is (in-place and out), or -1 for a new value.
  std::vector<int> aliases;
  bool supported = true;
  bool singleTensor = false;
  // With nothing to record, autograd's kernels only pass a call on: those of the operator itself or, where it is made
  // of others and neither changes nor shares its arguments, theirs. Then they can be left out.
  bool mayPassAutograd = false;
  Unboxed unboxed = nullptr;
  // `mul.Scalar` has the sibling `mul.Tensor` that differs in one slot only: see withScalarAsTensor in dispatch.cc.
  std::optional<c10::OperatorHandle> tensorSibling;
  size_t scalarSlot = 0;
};

Kind kindOf(const c10::TypePtr& type, bool& optional);

/// The overload names of an operator such as "aten::add"; empty when there is none.
std::vector<std::string> overloadsOf(const std::string& name);

/// Every operator of the dispatcher as "name.overload" or "name".
std::vector<std::string> allOperators();

/// A schema as JSON for lib/tensor/schema.ts.
std::string describe(const Plan& plan, size_t index);

}  // namespace torchts
