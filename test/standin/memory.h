// Memory of the stand-in's devices; see memory.cc.
#pragma once

#include <c10/core/Device.h>

#include <cstddef>
#include <cstdint>

namespace standin {

constexpr int kDevices = 2;

/// Takes memory of a device, filled with NaNs. Throws c10::OutOfMemoryError beyond the device's limit.
void* take(size_t bytes, c10::DeviceIndex device);
/// Gives it back; aborts for anything that was not taken.
void give(void* pointer);
/// Whose memory it is; -1 for the host's.
c10::DeviceIndex ownerOf(const void* pointer);
/// Where the bytes behind a device's pointer are, which the host may touch. Null for a null pointer.
void* bytesOf(const void* pointer);
int64_t used(c10::DeviceIndex device);
int64_t peak(c10::DeviceIndex device);
/// In use and kept for use, and the most of it.
int64_t reserved(c10::DeviceIndex device);
int64_t reservedPeak(c10::DeviceIndex device);
/// Nothing is kept for use any more.
void dropCache(c10::DeviceIndex device);
/// Peaks are what is there now.
void resetPeaks(c10::DeviceIndex device);
int64_t limitOf(c10::DeviceIndex device);
/// The most that may be in use at a time; returns what it was.
int64_t limit(c10::DeviceIndex device, int64_t bytes);

}  // namespace standin
