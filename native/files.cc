// Stretches of an open file, read straight into the memory of tensors on a background thread.
#ifndef _WIN32
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif

#include <ATen/core/Tensor.h>

#include "args.h"
#include "functions.h"

namespace torchts {

#ifdef _WIN32

void addFiles(Properties&) {}

#else

namespace {

struct Piece {
  at::Tensor tensor;
  size_t offset;  // into the tensor
  int64_t position;
  size_t length;
};

// Whether the file goes on to the piece's end.
bool fill(int descriptor, const Piece& piece) {
  auto* const to = static_cast<char*>(piece.tensor.mutable_data_ptr()) + piece.offset;
  size_t done = 0;
  while (done < piece.length) {
    const auto got = pread(descriptor, to + done, piece.length - done, piece.position + static_cast<off_t>(done));
    if (got == 0) return false;
    if (got < 0 && errno != EINTR) throw std::runtime_error(std::strerror(errno));
    if (got > 0) done += static_cast<size_t>(got);
  }
  return true;
}

// readInto(descriptor, Float64Array of handle, offset, position, length ...) -> Promise of the first piece that the
// file is too short for, or -1. The file stays open until then.
napi_value readInto(napi_env env, napi_callback_info info) {
  Args<2> args(env, info);
  napi_typedarray_type type;
  size_t count = 0, start = 0;
  void* data = nullptr;
  napi_value array;
  if (napi_get_typedarray_info(env, args.values[1], &type, &count, &data, &array, &start) != napi_ok ||
      type != napi_float64_array || count % 4 != 0)
    args.fail(1, "an array of pieces");
  const auto* const numbers = static_cast<const double*>(data);
  std::vector<Piece> pieces;
  for (size_t i = 0; i < count; i += 4) {
    const at::Tensor& tensor = args.state->tensors.get(numbers[i]);
    TORCH_CHECK(tensor.device().is_cpu() && tensor.is_contiguous(), "a file is read into dense memory of the CPU");
    const double offset = numbers[i + 1], position = numbers[i + 2], length = numbers[i + 3];
    const bool fits = offset >= 0 && length >= 0 && offset + length <= static_cast<double>(tensor.nbytes()) &&
                      position >= 0 && position + length <= 9007199254740992.0;
    TORCH_CHECK(fits, "a piece of ", length, " bytes does not fit");
    pieces.push_back(
        {tensor, static_cast<size_t>(offset), static_cast<int64_t>(position), static_cast<size_t>(length)});
  }
  auto task = std::make_unique<Task>();
  Task* raw = task.get();
  auto missing = std::make_shared<double>(-1);
  task->run = [descriptor = static_cast<int>(args.number(0)), pieces = std::move(pieces), missing] {
    for (size_t i = 0; i < pieces.size(); ++i) {
      if (fill(descriptor, pieces[i])) continue;
      *missing = static_cast<double>(i);
      return;
    }
  };
  task->succeed = [missing, raw](napi_env e) { napi_resolve_deferred(e, raw->deferred, makeNumber(e, *missing)); };
  return args.state->withoutTeam().submit(std::move(task));
}

}  // namespace

void addFiles(Properties& properties) { properties.push_back(method<readInto>("readInto")); }

#endif

}  // namespace torchts
