#!/usr/bin/env bash
# The native code under sanitizers (Linux, gcc). Nothing that Node or libtorch do by themselves is looked at: both come
# without instrumentation.
#
#   scripts/sanitize.sh address [test files]   the addon and the library of native/vision under AddressSanitizer and UBSan,
#                                              preloaded into Node: by default test/native, test/tensor, the operators of
#                                              detection and every way of exit-trials.mjs
#   scripts/sanitize.sh thread                 ThreadSanitizer on scripts/sanitize/threads.cc: handle table, bridge, wire and
#                                              background thread, with Node-API's part played by the harness
#
# Exits 1 where a sanitizer or a test complains. Reports are printed and lie in build/sanitize/<kind>/reports.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
what=${1:-address}
shift || true
libtorch=$(node --import tsx -e 'import("./lib/native/libtorch/find.ts").then((m) => console.log(m.findLibtorch({ withHeaders: true }).root))')
reports=$root/build/sanitize/$what/reports
mkdir -p "$reports"
rm -f "$reports"/*

build() { # build <kind> <sanitizers> <cmake arguments...>
  local kind=$1 sanitizers=$2
  shift 2
  # -fno-sanitize=vptr: libtorch hides some of the type information that it would compare.
  cmake -S "$kind" -B "build/sanitize/$what/build" -DCMAKE_BUILD_TYPE=Release -DTORCHTS_LIBTORCH="$libtorch" \
    -DCMAKE_CXX_FLAGS="-fsanitize=$sanitizers -fno-sanitize=vptr -fno-omit-frame-pointer -g1" \
    -DCMAKE_MODULE_LINKER_FLAGS="-fsanitize=$sanitizers" "$@" >/dev/null
  cmake --build "build/sanitize/$what/build" --parallel "${JOBS:-2}"
}

complaints() { # prints what the sanitizers wrote; 1 where there is anything
  local file found=0
  for file in "$reports"/*; do
    # An allocation of petabytes that a test asks for is only remarked on.
    grep -qsE 'ERROR: |WARNING: ThreadSanitizer|runtime error: ' "$file" || continue
    echo "== $file"
    cat "$file"
    found=1
  done
  return $found
}

address() {
  build . address,undefined -DTORCHTS_WERROR=ON
  # Where node-gyp-build looks for the addon instead of in build/Release.
  export TORCHTS_PREBUILD=$root/build/sanitize/address
  export ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=1:allocator_may_return_null=1:allow_user_segv_handler=1:log_path=$reports/address
  export TORCHTS_SANITIZED=1
  export UBSAN_OPTIONS=print_stacktrace=1:log_path=$reports/undefined
  local preload
  preload="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)"
  npm run --silent build
  local bad=0
  if [ $# -gt 0 ]; then
    LD_PRELOAD=$preload npx vitest run --maxWorkers 1 --testTimeout 900000 --hookTimeout 900000 "$@" || bad=1
  else
    # Each way out once, without the test that starts them again by fours.
    LD_PRELOAD=$preload node scripts/exit-trials.mjs --trials 1 --jobs 1 || bad=1
    LD_PRELOAD=$preload npx vitest run --maxWorkers 1 --testTimeout 900000 --hookTimeout 900000 \
      --exclude test/native/leave.test.ts test/native test/tensor test/vision/boxes test/vision/ops || bad=1
  fi
  complaints || bad=1
  return $bad
}

thread() {
  build scripts/sanitize thread -DCMAKE_EXE_LINKER_FLAGS=-fsanitize=thread
  local bad=0
  # ThreadSanitizer's shadow needs the addresses that randomisation may take; a thread nobody waits for is no leak.
  TSAN_OPTIONS=second_deadlock_stack=1:report_thread_leaks=0:log_path=$reports/thread \
    setarch -R "build/sanitize/thread/build/threads" || bad=1
  complaints || bad=1
  return $bad
}

case $what in
  address) address "$@" ;;
  thread) thread ;;
  *)
    echo "scripts/sanitize.sh address [test files] | thread" >&2
    exit 2
    ;;
esac
