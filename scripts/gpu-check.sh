#!/usr/bin/env bash
# Builds the addon against the libtorch of this machine's Python (torch 2.11 to 2.14, any CUDA), runs the GPU tests and
# the benchmarks, and writes their results as JSON. Without a GPU it says so and ends with 0 after the build check.
#
#   scripts/gpu-check.sh [--rehearse] [folder for results, default bench/results]
#
# --rehearse: the same on a machine without a GPU, over a CUDA runtime that does nothing (scripts/rehearsal/) and a CUDA
# build of PyTorch. Allocator, streams, engine threads and errors are the real ones, so crashes, hangs and what the scripts
# themselves do wrong are seen; kernels compute nothing, so wrong values are expected and the benchmarks time nothing. Ends
# with 0 where every step and every test file came to its end. Results go to a folder of their own by default.
#
# Needs no network: node_modules may be carried along from another machine, and CMake is called directly.
#   NODE=<node binary>  PYTHON=<python with torch>  (default: node, python3)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rehearse=0
if [ "${1:-}" = --rehearse ]; then rehearse=1; shift; fi
usual=bench/results
if [ $rehearse = 1 ]; then usual=.cache/rehearsal/results; fi
results=$(mkdir -p "${1:-$usual}" && cd "${1:-$usual}" && pwd)
node=${NODE:-node}
python=${PYTHON:-${TORCHTS_PYTHON:-python3}}

echo "== node $("$node" --version), $("$python" --version 2>&1)"
found=$("$python" -c '
import importlib.util, os, re
root = importlib.util.find_spec("torch").submodule_search_locations[0]
version = re.search(r"__version__ = .([^\"\x27]+)", open(os.path.join(root, "version.py")).read()).group(1)
print(root, version)') || { echo "== $python has no torch: set PYTHON to one that has torch 2.11 to 2.14" >&2; exit 1; }
read -r torch_root torch_version <<< "$found"
echo "== libtorch $torch_version in $torch_root"
export TORCHTS_LIBTORCH=$torch_root TORCHTS_PYTHON=$python TORCHTS_HOME=${TORCHTS_HOME:-$PWD/.cache/gpu-check}

echo "== build"
build_started=$SECONDS
cached=$(sed -n 's/^TORCHTS_LIBTORCH:PATH=//p' build/CMakeCache.txt 2>/dev/null || true)
home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' build/CMakeCache.txt 2>/dev/null || true)
if [ "$cached" != "$torch_root" ] || [ "$home" != "$PWD" ]; then rm -rf build; fi
cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DTORCHTS_LIBTORCH:PATH="$torch_root" \
  -DNODE_API_HEADERS="$PWD/node_modules/node-api-headers/include"
cmake --build build --parallel "$(nproc 2>/dev/null || echo 2)"
echo "== built in $((SECONDS - build_started)) s"

if [ -f node_modules/typescript/bin/tsc ]; then
  "$node" node_modules/typescript/bin/tsc -p tsconfig.build.json || echo "== dist/ was compiled with type errors"
  "$node" scripts/bundle.mjs
fi
# the loader refuses a libtorch that the addon was not compiled for, so that this shows they fit
"$node" --import tsx --input-type=module -e '
const { ops, tensor } = await import("./lib/index.ts");
const sum = tensor([[1, 2], [3, 4]]).sum().itemSync();
if (sum !== 10) throw new Error(`sum is ${sum}`);
console.log("== the addon loads and adds");'

if [ $rehearse = 1 ]; then
  runtime=$(scripts/rehearsal/build.sh "$torch_root" .cache/rehearsal/runtime)
  export LD_PRELOAD=$runtime LD_LIBRARY_PATH=${runtime%/*}${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  echo "== a rehearsal: what computes on a device gives wrong values"
fi
has_gpu=$("$node" --import tsx --input-type=module -e '
const { cuda } = await import("./lib/index.ts");
process.stdout.write(cuda.isAvailable() ? String(cuda.deviceCount()) : "0");')
"$node" --import tsx lib/cli/main.ts doctor --json > "$results/doctor.json" || true
if [ "$has_gpu" = 0 ]; then
  echo "== no GPU that libtorch $torch_version can use: the build check passed, the GPU tests were not run"
  exit 0
fi
echo "== $has_gpu GPU(s)"

status=0
bench_options=() segnet_options=(--rounds 51 --frames 200)
if [ $rehearse = 1 ]; then bench_options=(--quick) segnet_options=(--rounds 3 --frames 0); fi # values that are no masks
echo "== GPU tests"
TORCHTS_GPU=1 "$node" node_modules/vitest/vitest.mjs run test/gpu \
  --reporter=default --reporter=json --outputFile.json="$results/gpu-tests.json" || status=1
if [ $rehearse = 1 ]; then
  # Values are wrong, so tests fail; a process that died or hung left tests without an outcome.
  status=0
  "$node" scripts/rehearsal/outcomes.mjs "$results/gpu-tests.json" || status=1
fi
echo "== bench"
"$node" --import tsx bench/run.ts --device cuda "${bench_options[@]}" --out "$results/gpu-$torch_version.json" || status=1
echo "== segmentation at 512 x 512: frames per second and latency, beside the published 25 and 76.8 ms"
"$node" --import tsx bench/segnet.ts --device cuda --size 512 "${segnet_options[@]}" \
  --out "$results/gpu-segnet-$torch_version.json" || status=1
echo "== results in $results"
exit $status
