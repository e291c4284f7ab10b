// Reads arguments from and writes results to the shared buffer.
#include "wire.h"

#include <ATen/core/List.h>

#include <cstring>
#include <stdexcept>

namespace torchts {

[[noreturn]] void unexpected() { throw std::invalid_argument("an argument does not have the kind its slot takes"); }

int64_t toInt(double value) {
  if (!(value >= -9007199254740992.0 && value <= 9007199254740992.0)) unexpected();
  return static_cast<int64_t>(value);
}

namespace {

uint8_t toByte(double cell) {
  if (!(cell >= 0 && cell <= 255)) unexpected();
  return static_cast<uint8_t>(cell);
}

Tag toTag(double cell) { return static_cast<Tag>(toByte(cell)); }

}  // namespace

double Reader::next() {
  if (position_ >= state_.capacity) unexpected();
  return state_.buffer[position_++];
}

size_t Reader::count() {
  const double n = next();
  if (!(n >= 0) || n > static_cast<double>(state_.capacity - position_)) unexpected();
  return static_cast<size_t>(n);
}

int64_t Reader::bits() {
  const double cell = next();
  int64_t value;
  std::memcpy(&value, &cell, sizeof value);
  return value;
}

std::string Reader::readText() {
  const size_t n = count();
  std::string text(n, '\0');
  for (char& c : text) c = static_cast<char>(toByte(next()));
  return text;
}

at::Scalar Reader::readScalar(Tag tag) {
  switch (tag) {
    case Tag::Number:
      return at::Scalar(toInt(next()));
    case Tag::Int64:
      return at::Scalar(bits());
    case Tag::Float:
      return at::Scalar(next());
    case Tag::Bool:
      return at::Scalar(next() != 0);
    case Tag::Complex: {
      const double re = next();
      return at::Scalar(c10::complex<double>(re, next()));
    }
    default:
      unexpected();
  }
}

c10::IValue Reader::read(const Slot& slot) {
  const auto tag = toTag(next());
  if (tag == Tag::Default) {
    if (slot.hasDefault) return slot.fallback;
    if (slot.optional) return c10::IValue();
    unexpected();
  }
  if (tag == Tag::None) {
    if (!slot.optional) unexpected();
    return c10::IValue();
  }
  return readValue(slot.kind, tag);
}

c10::IValue Reader::readValue(Kind kind, Tag tag) {
  switch (kind) {
    case Kind::Tensor:
      if (tag != Tag::Number) unexpected();
      return c10::IValue(state_.tensors.get(next()));
    case Kind::Int:
      if (tag == Tag::Int64) return c10::IValue(bits());
      if (tag != Tag::Number) unexpected();
      return c10::IValue(toInt(next()));
    case Kind::Float:
      if (tag != Tag::Number && tag != Tag::Float) unexpected();
      return c10::IValue(next());
    case Kind::Bool:
      if (tag != Tag::Number && tag != Tag::Bool) unexpected();
      return c10::IValue(next() != 0);
    case Kind::Scalar:
      return c10::IValue(readScalar(tag));
    case Kind::Complex:
      return c10::IValue(readScalar(tag).toComplexDouble());
    case Kind::String:
      if (tag != Tag::String) unexpected();
      return c10::IValue(readText());
    case Kind::DType: {
      const int64_t code = toInt(next());
      if (code < 0 || code >= static_cast<int64_t>(c10::ScalarType::NumOptions)) unexpected();
      return c10::IValue(code);
    }
    case Kind::Layout: {
      const int64_t code = toInt(next());
      if (code < 0 || code >= static_cast<int64_t>(c10::Layout::NumOptions)) unexpected();
      return c10::IValue(code);
    }
    case Kind::MemoryFormat: {
      const int64_t code = toInt(next());
      if (code < 0 || code >= static_cast<int64_t>(c10::MemoryFormat::NumOptions)) unexpected();
      return c10::IValue(code);
    }
    case Kind::Device: {
      if (tag != Tag::Device) unexpected();
      const int64_t type = toInt(next());
      const int64_t index = toInt(next());
      if (type < 0 || type >= static_cast<int64_t>(c10::COMPILE_TIME_MAX_DEVICE_TYPES) || index < -1 || index > 127)
        unexpected();
      return c10::IValue(c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index)));
    }
    case Kind::Generator: {
      const auto index = static_cast<size_t>(toInt(next()));
      if (index >= state_.generators.size() || !state_.generators[index].defined()) unexpected();
      return c10::IValue(state_.generators[index]);
    }
    default:
      return readList(kind, tag);
  }
}

c10::IValue Reader::readList(Kind kind, Tag tag) {
  if (tag != Tag::List && tag != Tag::Int64List) unexpected();
  const size_t n = count();
  switch (kind) {
    case Kind::TensorList: {
      c10::List<at::Tensor> list;
      list.reserve(n);
      for (size_t i = 0; i < n; ++i) list.push_back(state_.tensors.get(next()));
      return c10::IValue(std::move(list));
    }
    case Kind::OptionalTensorList: {
      c10::List<std::optional<at::Tensor>> list;
      list.reserve(n);
      for (size_t i = 0; i < n; ++i) {
        const double handle = next();
        list.push_back(handle == 0 ? std::nullopt : std::optional<at::Tensor>(state_.tensors.get(handle)));
      }
      return c10::IValue(std::move(list));
    }
    case Kind::IntList: {
      c10::List<int64_t> list;
      list.reserve(n);
      for (size_t i = 0; i < n; ++i) list.push_back(tag == Tag::Int64List ? bits() : toInt(next()));
      return c10::IValue(std::move(list));
    }
    case Kind::FloatList: {
      std::vector<double> list(n);
      for (auto& item : list) item = next();
      return c10::IValue(std::move(list));
    }
    case Kind::BoolList: {
      c10::List<bool> list;
      for (size_t i = 0; i < n; ++i) list.push_back(next() != 0);
      return c10::IValue(std::move(list));
    }
    case Kind::ScalarList: {
      c10::impl::GenericList list(c10::NumberType::get());
      for (size_t i = 0; i < n; ++i) {
        list.push_back(c10::IValue(readScalar(toTag(next()))));
      }
      return c10::IValue(std::move(list));
    }
    case Kind::ComplexList: {
      c10::List<c10::complex<double>> list;
      for (size_t i = 0; i < n; ++i) {
        list.push_back(readScalar(toTag(next())).toComplexDouble());
      }
      return c10::IValue(std::move(list));
    }
    case Kind::StringList: {
      c10::List<std::string> list;
      for (size_t i = 0; i < n; ++i) {
        next();  // the element's own tag
        list.push_back(readText());
      }
      return c10::IValue(std::move(list));
    }
    default:
      unexpected();
  }
}

void Writer::put(double cell) {
  if (position_ >= state_.capacity) {
    state_.grow(state_.capacity * 2);
    grew_ = true;
  }
  state_.buffer[position_++] = cell;
}

void Writer::putInt(int64_t value) {
  if (value >= -9007199254740992 && value <= 9007199254740992) {
    put(Tag::Number);
    put(static_cast<double>(value));
    return;
  }
  double cell;
  std::memcpy(&cell, &value, sizeof cell);
  put(Tag::Int64);
  put(cell);
}

void Writer::putText(const std::string& text) {
  put(Tag::String);
  put(static_cast<double>(text.size()));
  for (const char c : text) put(static_cast<double>(static_cast<unsigned char>(c)));
}

void Writer::write(const c10::IValue& value) {
  if (value.isTensor()) {
    put(Tag::Tensor);
    const at::Tensor& tensor = value.toTensor();
    put(tensor.defined() ? state_.tensors.add(tensor) : 0);
  } else if (value.isInt()) {
    putInt(value.toInt());
  } else if (value.isDouble()) {
    put(Tag::Float);
    put(value.toDouble());
  } else if (value.isBool()) {
    put(Tag::Bool);
    put(value.toBool() ? 1 : 0);
  } else if (value.isComplexDouble()) {
    const auto number = value.toComplexDouble();
    put(Tag::Complex);
    put(number.real());
    put(number.imag());
  } else if (value.isString()) {
    putText(value.toStringRef());
  } else if (value.isDevice()) {
    putText(value.toDevice().str());
  } else if (value.isSymInt()) {
    putInt(value.toSymInt().guard_int(__FILE__, __LINE__));
  } else if (value.isList()) {
    const auto list = value.toList();
    put(Tag::List);
    put(static_cast<double>(list.size()));
    for (size_t i = 0; i < list.size(); ++i) write(list.get(i));
  } else if (value.isTuple()) {
    const auto& elements = value.toTupleRef().elements();
    put(Tag::List);
    put(static_cast<double>(elements.size()));
    for (const auto& element : elements) write(element);
  } else if (value.isNone()) {
    put(Tag::None);
  } else {
    throw std::invalid_argument("the operator returns a " + value.tagKind() + ", which has no JavaScript form");
  }
}

}  // namespace torchts
