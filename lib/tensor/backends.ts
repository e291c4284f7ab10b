/**
 * Switches of the libraries behind the operators, as `torch.backends`, and how exact products of float32 matrices are. They
 * hold for the whole process, worker threads included, and can be set where the libraries are missing.
 */

import { oneOf, signature } from "../edge/index.ts";
import { native, type SettingName } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { describeArgument, typed } from "./failures.ts";

/** How exact products of float32 matrices are: `"high"` allows TF32, `"medium"` also bfloat16. */
export type Float32MatmulPrecision = "highest" | "high" | "medium";

const GET_PRECISION = signature("getFloat32MatmulPrecision");
const SET_PRECISION = signature("setFloat32MatmulPrecision", {
  takes: { precision: oneOf("highest", "high", "medium") },
});
const IS_AVAILABLE = signature("backends.cudnn.isAvailable");
const VERSION = signature("backends.cudnn.version");

/** Sets how exact products of float32 matrices are, as `torch.set_float32_matmul_precision`. Default `"highest"`. */
export function setFloat32MatmulPrecision(precision: Float32MatmulPrecision, ...rest: []): void {
  SET_PRECISION.read(rest);
  SET_PRECISION.check(precision);
  typed("setFloat32MatmulPrecision", () => native().setMatmulPrecision(precision));
}

/** How exact products of float32 matrices are, as `torch.get_float32_matmul_precision`. */
export function getFloat32MatmulPrecision(...rest: []): Float32MatmulPrecision {
  GET_PRECISION.read(rest);
  return typed("getFloat32MatmulPrecision", () => native().matmulPrecision());
}

function read(path: string, setting: SettingName): boolean {
  return typed(path, () => native().setting(setting));
}

function write(path: string, setting: SettingName, on: boolean): void {
  if (typeof on !== "boolean") {
    throw new ArgumentError(`${path}: expected true or false, got ${describeArgument(on)}`, {
      operation: path,
    });
  }
  typed(path, () => native().setSetting(setting, on));
}

/** Switches of libraries behind the operators, as `torch.backends`. */
export const backends = {
  cuda: {
    matmul: {
      /** Let products of float32 matrices round to TF32, 10 bits of mantissa: several times as fast since Ampere. Default false. */
      get allowTf32(): boolean {
        return read("backends.cuda.matmul.allowTf32", "matmulAllowTf32");
      },
      set allowTf32(on: boolean) {
        write("backends.cuda.matmul.allowTf32", "matmulAllowTf32", on);
      },
    },
  },
  cudnn: {
    /** Use cuDNN where it can be used. Default true. */
    get enabled(): boolean {
      return read("backends.cudnn.enabled", "cudnnEnabled");
    },
    set enabled(on: boolean) {
      write("backends.cudnn.enabled", "cudnnEnabled", on);
    },
    /** Let convolutions of float32 round to TF32. Default true. */
    get allowTf32(): boolean {
      return read("backends.cudnn.allowTf32", "cudnnAllowTf32");
    },
    set allowTf32(on: boolean) {
      write("backends.cudnn.allowTf32", "cudnnAllowTf32", on);
    },
    /** Try the convolution algorithms for each new shape and keep the fastest: for inputs of constant size. */
    get benchmark(): boolean {
      return read("backends.cudnn.benchmark", "cudnnBenchmark");
    },
    set benchmark(on: boolean) {
      write("backends.cudnn.benchmark", "cudnnBenchmark", on);
    },
    /** Use only convolution algorithms that give the same result each time. */
    get deterministic(): boolean {
      return read("backends.cudnn.deterministic", "cudnnDeterministic");
    },
    set deterministic(on: boolean) {
      write("backends.cudnn.deterministic", "cudnnDeterministic", on);
    },
    /** Whether this libtorch has cuDNN. */
    isAvailable(...rest: []): boolean {
      IS_AVAILABLE.read(rest);
      return native().cudnnVersion() > 0;
    },
    /** Version of cuDNN, 91002 for 9.10.2; null without it. */
    version(...rest: []): number | null {
      VERSION.read(rest);
      const version = native().cudnnVersion();
      return version > 0 ? version : null;
    },
  },
};
