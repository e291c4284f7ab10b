// Turns schemas into plans and describes them to JavaScript. Knows nothing of values or of Node-API.
#include "plan.h"

#include <ATen/core/jit_type.h>

#include <mutex>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

namespace torchts {

namespace {

Kind elementListKind(const c10::TypePtr& element) {
  bool optional = false;
  switch (kindOf(element, optional)) {
    case Kind::Tensor:
      return optional ? Kind::OptionalTensorList : Kind::TensorList;
    case Kind::Int:
      return Kind::IntList;
    case Kind::Float:
      return Kind::FloatList;
    case Kind::Bool:
      return Kind::BoolList;
    case Kind::Scalar:
      return Kind::ScalarList;
    case Kind::String:
      return Kind::StringList;
    case Kind::Complex:
      return Kind::ComplexList;
    case Kind::Device:
      return Kind::DeviceList;
    default:
      return Kind::Unsupported;
  }
}

// The dispatcher registers operators of libraries loaded later too, so a miss rebuilds the index once.
struct Index {
  std::mutex mutex;
  std::unordered_map<std::string, std::vector<std::string>> overloads;

  void rebuild() {
    overloads.clear();
    for (const auto& name : c10::Dispatcher::singleton().getAllOpNames()) {
      if (c10::Dispatcher::singleton().findSchema(name)) overloads[name.name].push_back(name.overload_name);
    }
  }
};

Index& index() {
  static Index instance;
  return instance;
}

void writeString(std::ostringstream& out, const std::string& text) {
  out << '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out << '\\' << c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out << ' ';
    } else {
      out << c;
    }
  }
  out << '"';
}

}  // namespace

namespace {

// The slot where `X.Scalar` takes a number and `X.Tensor` a tensor, all else being equal; 0 when there is none.
size_t scalarSlotOf(const c10::FunctionSchema& scalar, const c10::FunctionSchema& tensor) {
  const auto& a = scalar.arguments();
  const auto& b = tensor.arguments();
  if (a.size() != b.size() || scalar.returns().size() != tensor.returns().size()) return 0;
  size_t slot = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    bool optionalA = false, optionalB = false;
    const Kind kindA = kindOf(a[i].real_type(), optionalA);
    const Kind kindB = kindOf(b[i].real_type(), optionalB);
    if (optionalA != optionalB) return 0;
    if (kindA == kindB) continue;
    if (slot != 0 || i == 0 || kindA != Kind::Scalar || kindB != Kind::Tensor) return 0;
    slot = i;
  }
  return slot;
}

}  // namespace

Kind kindOf(const c10::TypePtr& type, bool& optional) {
  switch (type->kind()) {
    case c10::TypeKind::TensorType:
      return Kind::Tensor;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
      return Kind::Int;
    case c10::TypeKind::FloatType:
    case c10::TypeKind::SymFloatType:
      return Kind::Float;
    case c10::TypeKind::BoolType:
    case c10::TypeKind::SymBoolType:
      return Kind::Bool;
    case c10::TypeKind::NumberType:
      return Kind::Scalar;
    case c10::TypeKind::ComplexType:
      return Kind::Complex;
    case c10::TypeKind::StringType:
      return Kind::String;
    case c10::TypeKind::ScalarTypeType:
      return Kind::DType;
    case c10::TypeKind::DeviceObjType:
      return Kind::Device;
    case c10::TypeKind::LayoutType:
      return Kind::Layout;
    case c10::TypeKind::MemoryFormatType:
      return Kind::MemoryFormat;
    case c10::TypeKind::GeneratorType:
      return Kind::Generator;
    case c10::TypeKind::OptionalType: {
      optional = true;
      bool nested = false;
      return kindOf(type->expectRef<c10::OptionalType>().getElementType(), nested);
    }
    case c10::TypeKind::ListType:
      return elementListKind(type->expectRef<c10::ListType>().getElementType());
    default:
      return Kind::Unsupported;
  }
}

Plan::Plan(const c10::OperatorHandle& handle) : op(handle) {
  const c10::FunctionSchema& schema = op.schema();
  for (const c10::Argument& argument : schema.arguments()) {
    Slot slot;
    // real_type(): with type() a dtype, layout or memory format would look like an integer.
    slot.kind = kindOf(argument.real_type(), slot.optional);
    slot.hasDefault = argument.default_value().has_value();
    if (slot.hasDefault) slot.fallback = *argument.default_value();
    if (slot.kind == Kind::Unsupported && !(slot.optional || slot.hasDefault)) supported = false;
    arguments.push_back(std::move(slot));
  }
  if (schema.is_vararg() || schema.is_varret()) supported = false;
  for (const c10::Argument& result : schema.returns()) {
    int alias = -1;
    if (result.alias_info() != nullptr && result.alias_info()->isWrite()) {
      for (size_t i = 0; i < schema.arguments().size(); ++i) {
        const c10::AliasInfo* info = schema.arguments()[i].alias_info();
        if (info != nullptr && info->isWrite() && info->beforeSets() == result.alias_info()->beforeSets()) {
          alias = static_cast<int>(i);
        }
      }
    }
    aliases.push_back(alias);
  }
  // The kernel of `pow_` for numbers multiplies, the one for tensors calls powf: other last bits, and slower.
  static const std::unordered_set<std::string> differently = {"aten::pow_"};
  if (schema.overload_name() == "Scalar" && differently.count(schema.name()) == 0 && !arguments.empty() &&
      arguments[0].kind == Kind::Tensor) {
    auto sibling = c10::Dispatcher::singleton().findSchema({schema.name(), "Tensor"});
    if (sibling) scalarSlot = scalarSlotOf(schema, sibling->schema());
    if (scalarSlot != 0) tensorSibling = sibling;
  }
  bool shares = false;
  for (const auto& argument : schema.arguments()) shares = shares || argument.alias_info() != nullptr;
  mayPassAutograd = op.hasKernelForDispatchKey(c10::DispatchKey::Autograd) ||
                    (!shares && op.hasKernelForDispatchKey(c10::DispatchKey::CompositeImplicitAutograd));
  bool optional = false;
  singleTensor = schema.returns().size() == 1 && aliases[0] < 0 &&
                 kindOf(schema.returns()[0].real_type(), optional) == Kind::Tensor && !optional;
}

// A copy: another thread's miss may rebuild the index at any time.
std::vector<std::string> overloadsOf(const std::string& name) {
  Index& idx = index();
  std::lock_guard<std::mutex> lock(idx.mutex);
  auto found = idx.overloads.find(name);
  if (found == idx.overloads.end()) {
    idx.rebuild();
    found = idx.overloads.find(name);
  }
  return found == idx.overloads.end() ? std::vector<std::string>() : found->second;
}

std::vector<std::string> allOperators() {
  std::vector<std::string> names;
  for (const auto& name : c10::Dispatcher::singleton().getAllOpNames()) {
    if (!c10::Dispatcher::singleton().findSchema(name)) continue;
    names.push_back(name.overload_name.empty() ? name.name : name.name + "." + name.overload_name);
  }
  return names;
}

std::string describe(const Plan& plan, size_t planIndex) {
  const c10::FunctionSchema& schema = plan.op.schema();
  std::ostringstream out;
  out << "{\"plan\":" << planIndex << ",\"name\":";
  writeString(out, schema.name());
  out << ",\"overload\":";
  writeString(out, schema.overload_name());
  std::ostringstream text;
  text << schema;
  out << ",\"schema\":";
  writeString(out, text.str());
  out << ",\"supported\":" << (plan.supported ? "true" : "false") << ",\"args\":[";
  for (size_t i = 0; i < plan.arguments.size(); ++i) {
    const c10::Argument& argument = schema.arguments()[i];
    const Slot& slot = plan.arguments[i];
    if (i > 0) out << ',';
    out << "{\"name\":";
    writeString(out, argument.name());
    out << ",\"kind\":" << static_cast<int>(slot.kind) << ",\"size\":" << argument.N().value_or(0)
        << ",\"optional\":" << (slot.optional ? "true" : "false")
        << ",\"hasDefault\":" << (slot.hasDefault ? "true" : "false")
        << ",\"kwargOnly\":" << (argument.kwarg_only() ? "true" : "false")
        << ",\"write\":" << (argument.alias_info() != nullptr && argument.alias_info()->isWrite() ? "true" : "false")
        << '}';
  }
  out << "],\"returns\":[";
  for (size_t i = 0; i < plan.aliases.size(); ++i) {
    const c10::Argument& result = schema.returns()[i];
    bool optional = false;
    Kind kind = kindOf(result.real_type(), optional);
    if (kind == Kind::Unsupported) kind = Kind::Other;
    if (i > 0) out << ',';
    out << "{\"name\":";
    writeString(out, result.name());
    out << ",\"kind\":" << static_cast<int>(kind) << ",\"alias\":" << plan.aliases[i] << '}';
  }
  out << "]}";
  return out.str();
}

}  // namespace torchts
