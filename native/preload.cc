// Opens libtorch's shared libraries before the addon that needs them is loaded.
//
// The addon has no rpath, and LD_LIBRARY_PATH has no effect in a running process: but a needed library whose
// soname is already mapped is not searched for again. This module depends on nothing but Node-API and the
// system's loader. It also says which libtorch its sibling was compiled against (both come out of one build),
// so that a libtorch that does not fit is refused before anything of it is mapped.
//
// exports: open(path: string): string | null   null when opened, else the system loader's message
//          torchVersion: string                libtorch the addon beside was compiled against
#include <node_api.h>

#include <string>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#else
#include <dlfcn.h>
#endif

#ifndef TORCHTS_TORCH_VERSION
#error "TORCHTS_TORCH_VERSION is defined by CMakeLists.txt"
#endif

namespace {

// Empty when the library is open. It stays open as long as the process lives: kernels register themselves with
// libtorch's dispatcher from it and must not go away.
std::string open_library(const std::string& path) {
#ifdef _WIN32
  const int wide = MultiByteToWideChar(CP_UTF8, 0, path.c_str(), -1, nullptr, 0);
  std::wstring name(static_cast<size_t>(wide > 0 ? wide : 1), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, path.c_str(), -1, name.data(), wide);
  // A library's own folder is searched for what it needs only when its path is absolute.
  const bool absolute = path.find('\\') != std::string::npos;
  const DWORD flags = absolute ? LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS : 0;
  if (LoadLibraryExW(name.c_str(), nullptr, flags) != nullptr) return {};
  const DWORD code = GetLastError();
  char text[512] = {0};
  FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, code, 0, text, sizeof(text),
                 nullptr);
  return path + ": " + text + "(error " + std::to_string(code) + ")";
#else
  // Local, as Python does it: the addon resolves against the libraries it names, and libtorch's bundled copies of
  // common libraries stay out of the way of those that other addons (sharp's libvips, say) bring along.
  if (dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) != nullptr) return {};
  const char* message = dlerror();
  return message != nullptr ? message : path + ": dlopen failed";
#endif
}

napi_value open(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  size_t length = 0;
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count < 1 ||
      napi_get_value_string_utf8(env, argument, nullptr, 0, &length) != napi_ok) {
    napi_throw_type_error(env, nullptr, "open(path): path is a string");
    return nullptr;
  }
  std::string path(length + 1, '\0');
  napi_get_value_string_utf8(env, argument, path.data(), path.size(), &length);
  path.resize(length);

  const std::string error = open_library(path);
  napi_value result = nullptr;
  if (error.empty()) {
    napi_get_null(env, &result);
  } else {
    napi_create_string_utf8(env, error.c_str(), error.size(), &result);
  }
  return result;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  napi_value version;
  if (napi_create_function(env, "open", NAPI_AUTO_LENGTH, open, nullptr, &function) == napi_ok) {
    napi_set_named_property(env, exports, "open", function);
  }
  if (napi_create_string_utf8(env, TORCHTS_TORCH_VERSION, NAPI_AUTO_LENGTH, &version) == napi_ok) {
    napi_set_named_property(env, exports, "torchVersion", version);
  }
  return exports;
}
