// What is asked of the driver's library: name, size and attributes of a device. The stand-in bears the driver's soname, so
// that whoever opens the driver by its name afterwards has these.
#include <cstddef>
#include <cstdio>
#include <unordered_map>

#include "memory.h"

namespace {

constexpr int kInvalidValue = 1;
constexpr int kInvalidDevice = 101;
bool isReady = false;

// By CUdevice_attribute; device `n` is of capability 8.n.
const std::unordered_map<int, int> kAttributes = {
    {75, 8},     {16, 108}, {39, 2048}, {10, 32},      {82, 65536}, {8, 49152},    {81, 167936},
    {97, 166912}, {38, 41943040}, {13, 1410000}, {36, 1215000}, {37, 5120}, {18, 0}, {84, 0},
};

}  // namespace

extern "C" {

int cuInit(unsigned) {
  isReady = true;
  return 0;
}

int cuDeviceGet(int* device, int index) {
  if (!isReady) return 3;
  if (index < 0 || index >= standin::kDevices) return kInvalidDevice;
  *device = index + 40;  // no index
  return 0;
}

int cuDeviceGetName(char* name, int length, int device) {
  if (device < 40) return kInvalidDevice;
  std::snprintf(name, static_cast<size_t>(length), "Stand-in %d", device - 40);
  return 0;
}

int cuDeviceTotalMem_v2(size_t* bytes, int device) {
  if (device < 40) return kInvalidDevice;
  *bytes = static_cast<size_t>(standin::limitOf(static_cast<c10::DeviceIndex>(device - 40)));
  return 0;
}

int cuDeviceGetAttribute(int* value, int attribute, int device) {
  if (device < 40) return kInvalidDevice;
  if (attribute == 76) {
    *value = device - 40;
    return 0;
  }
  const auto found = kAttributes.find(attribute);
  if (found == kAttributes.end()) return kInvalidValue;
  *value = found->second;
  return 0;
}
}
