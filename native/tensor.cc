// What a tensor is made from, what it is, and how its elements get out.
#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "args.h"
#include "functions.h"

namespace torchts {

namespace {

// info(handle): buffer = [dtype, device type, device index, requires grad, is leaf, layout, storage offset,
// dimensions, is conj or neg, sizes..., strides...]. Returns true when the buffer was replaced.
napi_value info(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  const at::Tensor& t = args.tensor(0);
  State& state = *args.state;
  const auto dims = static_cast<size_t>(t.dim());
  const bool grew = 9 + 2 * dims > state.capacity;
  if (grew) state.grow(9 + 2 * dims);
  double* out = state.buffer;
  const bool strided = t.layout() == at::kStrided;
  out[0] = static_cast<double>(static_cast<int>(t.scalar_type()));
  out[1] = static_cast<double>(static_cast<int>(t.device().type()));
  out[2] = t.device().index();
  out[3] = t.requires_grad() ? 1 : 0;
  out[4] = t.is_leaf() ? 1 : 0;
  out[5] = static_cast<double>(static_cast<int>(t.layout()));
  out[6] = strided ? static_cast<double>(t.storage_offset()) : 0;
  out[7] = static_cast<double>(dims);
  out[8] = t.is_conj() || t.is_neg() ? 1 : 0;
  for (size_t i = 0; i < dims; ++i) {
    out[9 + i] = static_cast<double>(t.size(static_cast<int64_t>(i)));
    out[9 + dims + i] = strided ? static_cast<double>(t.stride(static_cast<int64_t>(i))) : 0;
  }
  return grew ? makeBool(env, true) : nullptr;
}

// sizes(handle) -> the number of dimensions, sizes in buffer[0...]. The short form of info().
napi_value sizes(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  const at::Tensor& t = args.tensor(0);
  const auto shape = t.sizes();
  if (shape.size() > args.state->capacity) throw std::runtime_error("too many dimensions");
  for (size_t i = 0; i < shape.size(); ++i) args.state->buffer[i] = static_cast<double>(shape[i]);
  return makeNumber(env, static_cast<double>(shape.size()));
}

struct Bytes {
  void* data = nullptr;
  size_t length = 0;
};

Bytes bytesOf(napi_env env, napi_value value) {
  Bytes bytes;
  bool is = false;
  if (napi_is_typedarray(env, value, &is) == napi_ok && is) {
    napi_typedarray_type type;
    size_t elements;
    napi_value array;
    size_t offset;
    napi_get_typedarray_info(env, value, &type, &elements, &bytes.data, &array, &offset);
    static const size_t widths[] = {1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8, 2};
    const auto index = static_cast<size_t>(type);
    if (index >= sizeof widths / sizeof *widths) throw std::invalid_argument("an unknown typed array");
    bytes.length = elements * widths[index];
    return bytes;
  }
  throw std::invalid_argument("a typed array is needed");
}

std::vector<int64_t> shapeFromBuffer(const State& state, size_t dims) {
  if (dims > state.capacity || dims > 64) throw std::invalid_argument("at most 64 dimensions");
  std::vector<int64_t> shape(dims);
  for (size_t i = 0; i < dims; ++i) {
    const double size = state.buffer[i];
    if (!(size >= 0 && size <= 9007199254740992.0)) throw std::invalid_argument("a size must be a whole number from 0");
    shape[i] = static_cast<int64_t>(size);
  }
  return shape;
}

at::ScalarType scalarType(double code) {
  if (!(code >= 0 && code < static_cast<double>(at::ScalarType::NumOptions)))
    throw std::invalid_argument("no such dtype");
  return static_cast<at::ScalarType>(static_cast<int>(code));
}

// fromBytes(typedArray, dtype, dims) with the shape in buffer[0...] -> handle; copies.
napi_value fromBytes(napi_env env, napi_callback_info callbackInfo) {
  Args<3> args(env, callbackInfo);
  const Bytes bytes = bytesOf(env, args.values[0]);
  const auto shape = shapeFromBuffer(*args.state, static_cast<size_t>(args.number(2)));
  at::Tensor t = at::empty(shape, at::TensorOptions().dtype(scalarType(args.number(1))));
  if (t.nbytes() != bytes.length) {
    throw std::invalid_argument("the shape needs " + std::to_string(t.nbytes()) + " bytes, the array has " +
                                std::to_string(bytes.length));
  }
  if (bytes.length > 0) std::memcpy(t.data_ptr(), bytes.data, bytes.length);
  return makeNumber(env, args.state->tensors.add(std::move(t)));
}

at::Tensor readable(const at::Tensor& tensor) {
  at::NoGradGuard noGrad;
  at::Tensor t = tensor.detach();
  if (t.layout() != at::kStrided) t = t.to_dense();
  if (t.is_quantized()) t = t.int_repr();
  return t.resolve_conj().resolve_neg().to(at::kCPU).contiguous();
}

napi_value toArrayBuffer(napi_env env, const at::Tensor& t) {
  // Through JavaScript's constructor: napi_create_arraybuffer ends the process where memory is short.
  napi_value global, constructor, length, buffer;
  napi_get_global(env, &global);
  napi_get_named_property(env, global, "ArrayBuffer", &constructor);
  length = makeNumber(env, static_cast<double>(t.nbytes()));
  if (napi_new_instance(env, constructor, 1, &length, &buffer) != napi_ok) {
    bool pending = false;
    napi_value ignored;
    napi_is_exception_pending(env, &pending);
    if (pending) napi_get_and_clear_last_exception(env, &ignored);
    throw std::bad_alloc();
  }
  void* data = nullptr;
  size_t bytes = 0;
  if (napi_get_arraybuffer_info(env, buffer, &data, &bytes) != napi_ok || bytes != t.nbytes()) {
    throw std::runtime_error("no ArrayBuffer came from its constructor");
  }
  if (t.nbytes() > 0) std::memcpy(data, t.data_ptr(), t.nbytes());
  return buffer;
}

// read(handle) -> ArrayBuffer with a contiguous copy of the elements.
napi_value read(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  return toArrayBuffer(env, readable(args.tensor(0)));
}

// readAsync(handle) -> Promise<ArrayBuffer>; a device is waited for on the background thread.
napi_value readAsync(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  auto task = std::make_unique<Task>();
  auto tensor = std::make_shared<at::Tensor>(args.tensor(0));
  Task* raw = task.get();
  task->run = [tensor] { *tensor = readable(*tensor); };
  task->succeed = [tensor, raw](napi_env e) { napi_resolve_deferred(e, raw->deferred, toArrayBuffer(e, *tensor)); };
  return args.state->background().submit(std::move(task));
}

// A number, boolean, bigint beyond 2^53, or [re, im].
napi_value scalarValue(napi_env env, const at::Scalar& value) {
  if (value.isBoolean()) return makeBool(env, value.toBool());
  if (value.isComplex()) {
    const auto number = value.toComplexDouble();
    napi_value pair;
    napi_create_array_with_length(env, 2, &pair);
    napi_set_element(env, pair, 0, makeNumber(env, number.real()));
    napi_set_element(env, pair, 1, makeNumber(env, number.imag()));
    return pair;
  }
  if (value.isIntegral(false)) {
    if (value.type() == at::ScalarType::UInt64) {
      napi_value big;
      napi_create_bigint_uint64(env, value.toUInt64(), &big);
      return value.toUInt64() <= 9007199254740992ULL ? makeNumber(env, static_cast<double>(value.toUInt64())) : big;
    }
    const int64_t number = value.toLong();
    if (number >= -9007199254740992 && number <= 9007199254740992) return makeNumber(env, static_cast<double>(number));
    napi_value big;
    napi_create_bigint_int64(env, number, &big);
    return big;
  }
  return makeNumber(env, value.toDouble());
}

napi_value item(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  return scalarValue(env, args.tensor(0).item());
}

// itemAsync(handle) -> Promise of what `item` gives; the device is waited for on the background thread.
napi_value itemAsync(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  auto task = std::make_unique<Task>();
  Task* raw = task.get();
  auto value = std::make_shared<at::Scalar>();
  task->run = [tensor = args.tensor(0), value] { *value = tensor.item(); };
  task->succeed = [value, raw](napi_env e) { napi_resolve_deferred(e, raw->deferred, scalarValue(e, *value)); };
  return args.state->background().submit(std::move(task));
}

// alias(handle) -> a second handle to the same tensor.
napi_value alias(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  at::Tensor t = args.tensor(0);
  return makeNumber(env, args.state->tensors.add(std::move(t)));
}

void tellCollector(napi_env env, int64_t bytes) {
  int64_t total;
  if (bytes != 0) napi_adjust_external_memory(env, bytes, &total);
}

// free(n): frees the handles in buffer[0...n].
napi_value free(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  const double n = args.number(0);
  if (!(n >= 0 && n <= static_cast<double>(args.state->capacity))) args.fail(0, "a count within the buffer");
  int64_t external = 0;
  for (size_t i = 0; i < static_cast<size_t>(n); ++i) external += args.state->tensors.release(args.state->buffer[i]);
  tellCollector(env, -external);
  return nullptr;
}

struct Tracked {
  State* state;
  double handle;
};

// Runs while V8 collects: native code only, no JavaScript.
void collected(node_api_basic_env env, void* data, void*) {
  auto* tracked = static_cast<Tracked*>(data);
  const int64_t external = tracked->state->tensors.release(tracked->handle);
  int64_t total;
  if (external != 0) napi_adjust_external_memory(env, -external, &total);
  delete tracked;
}

// track(object, handle): the collector owns the tensor from here; frees it when `object` is unreachable.
// Returns the bytes V8 was told about.
napi_value track(napi_env env, napi_callback_info callbackInfo) {
  Args<2> args(env, callbackInfo);
  const double handle = args.number(1);
  const at::Tensor& t = args.state->tensors.get(handle);
  // What a tensor takes beside its elements: itself, its storage, the slot, the finalizer.
  int64_t bytes = 512;
  if (t.layout() == at::kStrided && t.has_storage()) {
    // An expanded view has more elements than memory, a small view less than its storage.
    bytes += static_cast<int64_t>(std::min<size_t>(t.nbytes(), t.storage().nbytes()));
  }
  auto* tracked = new Tracked{args.state, handle};
  if (napi_add_finalizer(env, args.values[0], tracked, collected, nullptr, nullptr) != napi_ok) {
    delete tracked;
    args.fail(0, "an object");
  }
  args.state->tensors.setExternal(handle, bytes);
  tellCollector(env, bytes);
  return makeNumber(env, static_cast<double>(bytes));
}

// stats(): [live tensors, then per device: "cpu", bytes of distinct storages].
napi_value stats(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  std::unordered_map<std::string, double> bytes;
  std::unordered_set<const void*> seen;
  args.state->tensors.each([&](double, const at::Tensor& t) {
    if (!t.has_storage() || !seen.insert(t.storage().unsafeGetStorageImpl()).second) return;
    bytes[t.device().str()] += static_cast<double>(t.storage().nbytes());
  });
  napi_value result, perDevice;
  napi_create_object(env, &result);
  napi_create_object(env, &perDevice);
  for (const auto& [device, total] : bytes)
    napi_set_named_property(env, perDevice, device.c_str(), makeNumber(env, total));
  napi_set_named_property(env, result, "liveTensors", makeNumber(env, static_cast<double>(args.state->tensors.live())));
  napi_set_named_property(env, result, "liveBytes", perDevice);
  return result;
}

// largest(n) -> how many handles stand in buffer[0...], those with most bytes of storage first.
napi_value largest(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  State& state = *args.state;
  const double wanted = args.number(0);
  if (!(wanted >= 0)) args.fail(0, "a count");
  std::vector<std::pair<size_t, double>> sizes;
  state.tensors.each([&](double handle, const at::Tensor& t) {
    sizes.emplace_back(t.has_storage() ? t.storage().nbytes() : 0, handle);
  });
  const size_t n = std::min({static_cast<size_t>(std::min(wanted, 1e6)), sizes.size(), state.capacity});
  std::partial_sort(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(n), sizes.end(), std::greater<>());
  for (size_t i = 0; i < n; ++i) state.buffer[i] = sizes[i].second;
  return makeNumber(env, static_cast<double>(n));
}

napi_value live(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  return makeNumber(env, static_cast<double>(args.state->tensors.live()));
}

// storageId(handle) -> a number equal for tensors that share memory; 0 without storage.
napi_value storageId(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  const at::Tensor& t = args.tensor(0);
  const void* storage = t.has_storage() ? t.storage().unsafeGetStorageImpl() : nullptr;
  return makeNumber(env, static_cast<double>(reinterpret_cast<uintptr_t>(storage)));
}

// storagePart(handle, offset, length) -> a 1-D uint8 tensor whose storage is these bytes of the tensor's storage and no
// more, and keeps that alive. Made larger, it moves to memory of its own.
napi_value storagePart(napi_env env, napi_callback_info callbackInfo) {
  Args<3> args(env, callbackInfo);
  const at::Tensor& whole = args.tensor(0);
  const double offset = args.number(1);
  const double length = args.number(2);
  TORCH_CHECK(whole.has_storage() && whole.device().is_cpu(), "a part is taken of a storage in the host's memory");
  const auto total = static_cast<double>(whole.storage().nbytes());
  if (!(offset >= 0 && length >= 0 && offset + length <= total)) {
    throw std::invalid_argument("a part must lie within its storage");
  }
  auto owner = std::make_unique<at::Storage>(whole.storage());
  void* start = static_cast<char*>(owner->mutable_data()) + static_cast<size_t>(offset);
  at::DataPtr data(start, owner.release(), [](void* held) { delete static_cast<at::Storage*>(held); }, whole.device());
  at::Storage part(c10::make_intrusive<at::StorageImpl>(at::StorageImpl::use_byte_size_t(), static_cast<size_t>(length),
                                                        std::move(data), c10::GetAllocator(c10::kCPU), true));
  at::Tensor t =
      at::empty({0}, at::TensorOptions().dtype(at::kByte)).set_(part, 0, {static_cast<int64_t>(length)}, {1});
  return makeNumber(env, args.state->tensors.add(std::move(t)));
}

// Tensors on their way from one environment to another, by number; whoever sent them owns them until they arrive.
struct Transit {
  std::mutex mutex;
  std::unordered_map<double, std::pair<State*, at::Tensor>> tensors;
  double next = 1;
};

Transit& transit() {
  static auto* made = new Transit();
  return *made;
}

// send(handle) -> number for `receive` in any environment of the process.
napi_value send(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  at::Tensor t = args.tensor(0);
  TORCH_CHECK(!t.requires_grad() || t.is_leaf(),
              "a tensor that requires gradients and is no leaf belongs to its thread: detach() it first");
  Transit& sent = transit();
  std::lock_guard<std::mutex> lock(sent.mutex);
  sent.tensors[sent.next] = {args.state, std::move(t)};
  return makeNumber(env, sent.next++);
}

// receive(number) -> handle, or 0 where there is none (any more).
napi_value receive(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  Transit& sent = transit();
  std::unique_lock<std::mutex> lock(sent.mutex);
  auto found = sent.tensors.extract(args.number(0));
  lock.unlock();
  return makeNumber(env, found.empty() ? 0 : args.state->tensors.add(std::move(found.mapped().second)));
}

// inTransit() -> how many tensors this environment has sent that nobody has received.
napi_value inTransit(napi_env env, napi_callback_info callbackInfo) {
  Args<1> args(env, callbackInfo);
  Transit& sent = transit();
  std::lock_guard<std::mutex> lock(sent.mutex);
  double count = 0;
  for (const auto& [number, entry] : sent.tensors) count += entry.first == args.state ? 1 : 0;
  return makeNumber(env, count);
}

}  // namespace

void forgetSent(State* state) {
  std::vector<at::Tensor> dying;  // destroyed after the lock is gone
  Transit& sent = transit();
  std::lock_guard<std::mutex> lock(sent.mutex);
  for (auto it = sent.tensors.begin(); it != sent.tensors.end();) {
    if (it->second.first != state) {
      ++it;
      continue;
    }
    dying.push_back(std::move(it->second.second));
    it = sent.tensors.erase(it);
  }
}

void addTensors(Properties& properties) {
  properties.push_back(method<info>("info"));
  properties.push_back(method<sizes>("sizes"));
  properties.push_back(method<fromBytes>("fromBytes"));
  properties.push_back(method<read>("read"));
  properties.push_back(method<readAsync>("readAsync"));
  properties.push_back(method<item>("item"));
  properties.push_back(method<itemAsync>("itemAsync"));
  properties.push_back(method<alias>("alias"));
  properties.push_back(method<send>("send"));
  properties.push_back(method<receive>("receive"));
  properties.push_back(method<inTransit>("inTransit"));
  properties.push_back(method<free>("free"));
  properties.push_back(method<track>("track"));
  properties.push_back(method<stats>("stats"));
  properties.push_back(method<largest>("largest"));
  properties.push_back(method<live>("live"));
  properties.push_back(method<storageId>("storageId"));
  properties.push_back(method<storagePart>("storagePart"));
}

}  // namespace torchts
