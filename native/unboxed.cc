// One template over C++ signatures, and the table of those that are worth it.
#include "unboxed.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/Tensor.h>
#include <c10/core/SymIntArrayRef.h>
#include <c10/util/SmallVector.h>

#include <tuple>
#include <utility>

namespace torchts {

namespace {

bool isPlain(const at::Tensor& tensor) {
  return !tensor.defined() || tensor.unsafeGetTensorImpl()->autograd_meta() == nullptr;
}

// How an argument of a C++ type is read, held during the call and passed on.
template <typename T>
struct Held;

template <typename T, Kind kind_>
struct Plain {
  static constexpr Kind kind = kind_;
  static constexpr bool optional = false;
  T value;
  T get() const { return value; }
  bool plain() const { return true; }
};

template <>
struct Held<bool> : Plain<bool, Kind::Bool> {
  void read(const c10::IValue& v) { value = v.toBool(); }
};
template <>
struct Held<int64_t> : Plain<int64_t, Kind::Int> {
  void read(const c10::IValue& v) { value = v.toInt(); }
};
template <>
struct Held<c10::SymInt> : Plain<int64_t, Kind::Int> {
  void read(const c10::IValue& v) { value = v.toInt(); }
};
template <>
struct Held<std::optional<at::ScalarType>> : Plain<std::optional<at::ScalarType>, Kind::DType> {
  static constexpr bool optional = true;
  void read(const c10::IValue& v) { value = v.isNone() ? std::nullopt : std::optional(v.toScalarType()); }
};

// A copy of the handle's tensor: a hook that runs during the call may make the table grow.
template <>
struct Held<const at::Tensor&> {
  static constexpr Kind kind = Kind::Tensor;
  static constexpr bool optional = false;
  at::Tensor value;
  void read(c10::IValue v) { value = std::move(v).toTensor(); }
  const at::Tensor& get() const { return value; }
  bool plain() const { return isPlain(value); }
};
template <>
struct Held<const std::optional<at::Tensor>&> {
  static constexpr Kind kind = Kind::Tensor;
  static constexpr bool optional = true;
  std::optional<at::Tensor> value;
  void read(c10::IValue v) {
    if (!v.isNone()) value = std::move(v).toTensor();
  }
  const std::optional<at::Tensor>& get() const { return value; }
  bool plain() const { return !value || isPlain(*value); }
};

// Lists are read straight from the buffer.
template <typename Element>
struct HeldList {
  static constexpr Kind kind = Kind::IntList;
  c10::SmallVector<Element, 6> value;
  bool given = true;
  bool plain() const { return true; }
  void read(const c10::IValue& v) {
    given = !v.isNone();
    if (!given) return;
    for (const int64_t item : v.toIntVector()) value.emplace_back(item);
  }
};
template <>
struct Held<c10::SymIntArrayRef> : HeldList<c10::SymInt> {
  static constexpr bool optional = false;
  c10::SymIntArrayRef get() const { return c10::SymIntArrayRef(value.data(), value.size()); }
};
template <>
struct Held<at::OptionalIntArrayRef> : HeldList<int64_t> {
  static constexpr bool optional = true;
  at::OptionalIntArrayRef get() const {
    return given ? at::OptionalIntArrayRef(at::IntArrayRef(value.data(), value.size())) : std::nullopt;
  }
};

template <typename Holder>
void readInto(Holder& holder, const Slot& slot, Reader& reader, bool given) {
  if (!given) {
    if (!slot.hasDefault && !slot.optional) throw std::invalid_argument("too few arguments");
    holder.read(slot.fallback);
  } else if constexpr (Holder::kind == Kind::IntList) {
    if (!reader.readInts(holder.value)) holder.read(reader.read(slot));
  } else {
    holder.read(reader.read(slot));
  }
}

template <typename Signature>
struct Way;

template <typename... Arguments>
struct Way<at::Tensor(Arguments...)> {
  static bool matches(const Plan& plan) {
    if (!plan.singleTensor || plan.arguments.size() != sizeof...(Arguments)) return false;
    size_t i = 0;
    const auto same = [&](Kind kind, bool optional) {
      const Slot& slot = plan.arguments[i++];
      return slot.kind == kind && slot.optional == optional;
    };
    if (!(same(Held<Arguments>::kind, Held<Arguments>::optional) && ...)) return false;
    try {
      plan.op.typed<at::Tensor(Arguments...)>();
      return true;
    } catch (const c10::Error&) {
      return false;
    }
  }

  static at::Tensor call(const Plan& plan, Reader& reader, size_t given) {
    return run(plan, reader, given, std::index_sequence_for<Arguments...>());
  }

  template <size_t... I>
  static at::Tensor run(const Plan& plan, Reader& reader, size_t given, std::index_sequence<I...>) {
    std::tuple<Held<Arguments>...> held;
    (readInto(std::get<I>(held), plan.arguments[I], reader, I < given), ...);
    const auto op = plan.op.typed<at::Tensor(Arguments...)>();
    if (plan.mayPassAutograd && (std::get<I>(held).plain() && ...)) {
      at::AutoDispatchBelowAutograd guard;
      return op.call(std::get<I>(held).get()...);
    }
    return op.call(std::get<I>(held).get()...);
  }
};

template <typename... Signatures>
Unboxed choose(const Plan& plan) {
  Unboxed found = nullptr;
  ((found == nullptr && Way<Signatures>::matches(plan) ? found = &Way<Signatures>::call : found), ...);
  return found;
}

using T = const at::Tensor&;
using MaybeT = const std::optional<at::Tensor>&;
using Ints = c10::SymIntArrayRef;

}  // namespace

Unboxed unboxedFor(const Plan& plan) {
  return choose<at::Tensor(T), at::Tensor(T, T), at::Tensor(T, T, T), at::Tensor(T, T, MaybeT),
                at::Tensor(T, int64_t, int64_t), at::Tensor(T, int64_t, std::optional<at::ScalarType>),
                at::Tensor(T, Ints), at::Tensor(T, at::OptionalIntArrayRef, bool, std::optional<at::ScalarType>),
                at::Tensor(T, T, MaybeT, Ints, Ints, Ints, c10::SymInt)>(plan);
}

}  // namespace torchts
