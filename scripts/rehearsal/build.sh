#!/usr/bin/env bash
# Builds the CUDA runtime without a GPU: scripts/rehearsal/build.sh <torch folder of a CUDA build> <output folder>
# Prints the path of the library, which LD_PRELOAD takes. Needs a C++ compiler, nm, and the headers of the CUDA runtime,
# which PyTorch's packages bring along.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
torch=$1
mkdir -p "$2" && cd "$2"
headers=$(find "$torch/.." /usr/local/cuda*/ -name cuda_runtime_api.h -printf '%h\n' 2>/dev/null | head -1)
if [ -z "$headers" ]; then
  echo "no cuda_runtime_api.h beside $torch: is it a CUDA build of PyTorch 2.11 to 2.14?" >&2
  exit 1
fi

# PyTorch's packages lack the compiler's own headers, of which only the markers matter here.
mkdir -p crt
for name in common_functions device_functions host_config host_runtime math_functions; do : > "crt/$name.h"; done
{
  echo '#pragma once'
  for mark in host device global shared constant managed device_builtin cudart_builtin device_builtin_texture_type \
    device_builtin_surface_type; do echo "#define __${mark}__"; done
  echo '#define __align__(n) __attribute__((aligned(n)))'
  echo '#define __builtin_align__(n) __attribute__((aligned(n)))'
  echo '#define __forceinline__ inline'
  echo '#define __specialization_static static'
  echo '#define CUDARTAPI'
  echo '#define CUDARTAPI_CDECL'
  echo '#define CUDART_CB'
} > crt/host_defines.h

c++ -std=c++17 -O1 -fPIC -w -fvisibility=hidden -I. -isystem "$headers" -c "$here/runtime.cc" -o runtime.o

# Everything else that libtorch wants of CUDA's libraries.
wanted() {
  nm -D --undefined-only "$torch"/lib/lib*cuda*.so "$torch"/lib/libcaffe2_nvrtc.so 2>/dev/null | awk '{print $2}' |
    sed 's/@.*//' | grep -E '^(__cuda|cuda|cublas|cudnn|cusolver|cusparse|cufft|curand|cufile|nccl|nvrtc|cu[A-Z])' | sort -u
}
nm --defined-only runtime.o | awk '{print $3}' | sort -u > defined
wanted | comm -23 - defined | while read -r name; do echo "long $name(void) { return 0; }"; done > others.c
cc -c -fPIC -w others.c -o others.o
c++ -shared -o libtorchts_rehearsal.so runtime.o others.o

# libtorch opens the driver by its name.
cc -c -fPIC -w -x c - -o driver.o << 'C'
int cuInit(unsigned flags) { return 0; }
int cuDriverGetVersion(int *version) { *version = 13000; return 0; }
int cuDevicePrimaryCtxGetState(int device, unsigned *flags, int *active) { *flags = 0; *active = 1; return 0; }
int cuCtxGetCurrent(void **context) { *context = (void *)0x10; return 0; }
C
nm -D --undefined-only "$torch"/lib/libcaffe2_nvrtc.so | awk '{print $2}' | sed 's/@.*//' | grep -E '^cu[A-Z]' | sort -u |
  grep -vxE 'cuInit|cuDriverGetVersion|cuDevicePrimaryCtxGetState|cuCtxGetCurrent' |
  while read -r name; do echo "int $name(void) { return 0; }"; done > driver-others.c
cc -c -fPIC -w driver-others.c -o driver-others.o
cc -shared -Wl,-soname,libcuda.so.1 -o libcuda.so.1 driver.o driver-others.o
echo "$PWD/libtorchts_rehearsal.so"
