/**
 * Reproducible results: the switches of libtorch that choose between fast and repeatable algorithms. They hold for the
 * whole process, worker threads included.
 */

import { boolean, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";

interface DeterminismOptions {
  warnOnly?: boolean;
}

const USE = signature<DeterminismOptions>("useDeterministicAlgorithms", {
  takes: { on: boolean },
  options: { warnOnly: boolean },
});
const ARE_ENABLED = signature("areDeterministicAlgorithmsEnabled");
const WARN_ONLY = signature("isDeterministicAlgorithmsWarnOnly");
const SHOW_STACKS = signature("showCppStacks", { takes: { on: boolean } });

/**
 * Makes operators use algorithms that give the same result each time, as `torch.use_deterministic_algorithms`. Those that
 * have none fail with an OperatorError or, with `warnOnly`, warn. Memory from `empty` is filled with a fixed value
 * meanwhile. On CUDA, cuBLAS also needs `CUBLAS_WORKSPACE_CONFIG=:4096:8` in the environment of the process.
 */
export function useDeterministicAlgorithms(on: boolean, ...rest: Rest<DeterminismOptions>): void {
  const { warnOnly = false } = USE.read(rest);
  USE.check(on);
  native().setSetting("deterministicWarnOnly", warnOnly);
  native().setSetting("deterministic", on);
}

/** Whether `useDeterministicAlgorithms(true)` holds. */
export function areDeterministicAlgorithmsEnabled(...rest: []): boolean {
  ARE_ENABLED.read(rest);
  return native().setting("deterministic");
}

/** Whether operators without a deterministic algorithm only warn. */
export function isDeterministicAlgorithmsWarnOnly(...rest: []): boolean {
  WARN_ONLY.read(rest);
  return native().setting("deterministicWarnOnly");
}

/** Whether errors of operators carry libtorch's C++ stack; off by default. the environment variable
 * `TORCH_SHOW_CPP_STACKTRACES=1` switches it on, as in PyTorch. */
export function showCppStacks(on: boolean, ...rest: []): void {
  SHOW_STACKS.read(rest);
  SHOW_STACKS.check(on);
  native().setSetting("cppTraces", on);
}
