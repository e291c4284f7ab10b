// What CUDA and libtorch say where a device cannot be used: each text becomes an error that names the cause and what to do.
// The errors are CUDA's own (scripts/fixtures/cuda_errors.py); the words around them are those of c10/cuda, as PyTorch 2.4
// to 2.13 write them.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DeviceError, OperatorError, OutOfMemoryError, type TorchtsError } from "../../../lib/index.ts";
import { cudaCause } from "../../../lib/native/cuda/causes.ts";
import { type CudaPresence, explainDevice, whyNoCuda } from "../../../lib/native/cuda/presence.ts";
import { rethrow } from "../../../lib/tensor/failures.ts";
import { fixturePath } from "../../helpers/index.ts";

const ERRORS = JSON.parse(readFileSync(fixturePath("cuda_errors.json"), "utf8")) as [
  code: number,
  name: string,
  text: string,
][];

/** What the translation makes of a text that the addon throws. */
function translated(text: string, args: Record<string, unknown> = {}, kind = "torch"): TorchtsError {
  try {
    rethrow(Object.assign(new Error(text), { kind }), "to", args);
  } catch (error) {
    return error as TorchtsError;
  }
}

/** C10_CUDA_CHECK of 2.13, and of releases before 2.9. */
const FORMS: readonly ((code: number, name: string, text: string) => string)[] = [
  (_code, name, text) =>
    `CUDA error: ${text}\nSearch for \`${name}' in https://docs.nvidia.com/cuda/cuda-runtime-api/` +
    "group__CUDART__TYPES.html for more information.\nFor more detailed error information, run with " +
    "CUDA_LOG_FILE=stderr\nCompile with `TORCH_USE_CUDA_DSA` to enable device-side assertions.\n",
  (_code, _name, text) =>
    `CUDA error: ${text}\nCUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace ` +
    "below might be incorrect.\nFor debugging consider passing CUDA_LAUNCH_BLOCKING=1\nCompile with " +
    "`TORCH_USE_CUDA_DSA` to enable device-side assertions.\n",
  (_code, _name, text) => `CUDA driver error: ${text}`,
];

/** cudaGetDeviceCount gives its error's number. */
const counting = (code: number, text: string): string =>
  "Unexpected error from cudaGetDeviceCount(). Did you run some cuda functions before calling NumCudaDevices() that " +
  `might have already set an error? Error ${code}: ${text}`;

/** Of build, driver or device; all others are a program's, or memory that ran out. */
const OF_A_DEVICE = new Set([
  3, 34, 35, 36, 46, 98, 100, 101, 102, 103, 127, 200, 209, 214, 216, 218, 220, 221, 222, 223, 226, 227, 300,
  302, 303, 304, 714, 802, 803, 804, 805, 806, 807, 808, 809, 810, 919, 999,
]);
const OUT_OF_MEMORY = 2;

describe("every error of CUDA", () => {
  test.each(ERRORS)("%i %s: %s", (code, name, text) => {
    const Kind =
      code === OUT_OF_MEMORY ? OutOfMemoryError : OF_A_DEVICE.has(code) ? DeviceError : OperatorError;
    for (const form of FORMS) {
      const error = translated(form(code, name, text));
      expect(error).toBeInstanceOf(Kind);
      expect(error.constructor).toBe(Kind);
      expect(error.message).toContain(text.replace(/\.$/, ""));
      if (code === OUT_OF_MEMORY) continue;
      expect(error.message).not.toMatch(/TORCH_USE_CUDA_DSA|Device-side assertions|CUDA_LOG_FILE|Search for/);
    }
    if (!OF_A_DEVICE.has(code)) return;
    for (const message of [...FORMS.map((form) => form(code, name, text)), counting(code, text)]) {
      const error = translated(message);
      expect(error).toBeInstanceOf(DeviceError);
      // what is wrong, CUDA's own words, and what to do
      expect(error.message).toMatch(/^to: .+\(CUDA says: .+\)\. .+\.$/);
    }
  });

  test("the cause is told by CUDA's number and by its name as well, in other words", () => {
    expect(cudaCause(counting(804, "words of a later release"))?.id).toBe("driver-compat");
    expect(
      cudaCause("CUDA error: other words\nSearch for `cudaErrorDevicesUnavailable' in https://x")?.id,
    ).toBe("device-busy");
  });
});

/** Texts of libtorch's own: the text, what is at fault, what to do. */
const TEXTS: [string, RegExp, RegExp][] = [
  [
    "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU and installed a driver from http://www.nvidia.com/Download/index.aspx",
    /there is no NVIDIA driver/,
    /Install NVIDIA's driver; a container/,
  ],
  [
    "The NVIDIA driver on your system is too old (found version 11040). Please update your GPU driver by downloading and installing a new version from the URL: http://www.nvidia.com/Download/index.aspx Alternatively, go to: https://pytorch.org to install a PyTorch version that has been compiled with your version of the CUDA driver.",
    /driver is too old for this libtorch: it runs CUDA up to 11\.4/,
    /Update the driver, or .*torchts install --cuda/,
  ],
  [
    "CUDA driver initialization failed, you might not have a CUDA gpu.",
    /NVIDIA driver could not be started/,
    /nvidia-smi/,
  ],
  [
    "CUDA unknown error - this may be due to an incorrectly set up environment, e.g. changing env variable CUDA_VISIBLE_DEVICES after program start. Setting the available devices to be zero.",
    /NVIDIA driver could not be started/,
    /modprobe nvidia_uvm.*CUDA_VISIBLE_DEVICES/,
  ],
  ["No CUDA GPUs are available", /no CUDA device/, /nvidia-smi.*--gpus all/],
  [
    "CUDA error (46): all CUDA-capable devices are busy or unavailable",
    /taken by another process/,
    /nvidia-smi/,
  ],
  ["cuDNN error: CUDNN_STATUS_NOT_INITIALIZED", /could not be started on the device/, /memory is used up/],
  [
    "CUDA error: CUBLAS_STATUS_NOT_INITIALIZED when calling `cublasCreate(handle)`",
    /could not be started on the device/,
    /memory is used up/,
  ],
  [
    "CUDA error: CUBLAS_STATUS_ARCH_MISMATCH when calling `cublasSgemm(...)`",
    /no code for the card/,
    /install --cuda/,
  ],
  ["nvrtc: error: invalid value for --gpu-architecture (-arch)", /no code for the card/, /install --cuda/],
  [
    "cuDNN version incompatibility: PyTorch was compiled  against (9, 1, 0) but found runtime version (8, 9, 2). PyTorch already comes bundled with cuDNN.",
    /another version of it is in the way/,
    /LD_LIBRARY_PATH/,
  ],
];

test.each(TEXTS)("libtorch's text: %s", (text, problem, advice) => {
  const error = translated(text);
  expect(error).toBeInstanceOf(DeviceError);
  expect(error.message).toMatch(problem);
  expect(error.message).toMatch(advice);
  expect(error.operation).toBe("to");
  expect((error.cause as Error).message).toBe(text);
});

test("memory that ran out in a library of CUDA's is memory that ran out", () => {
  const text = "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`";
  expect(translated(text)).toBeInstanceOf(OutOfMemoryError);
});

test("a kernel that refused a value: how to find it, and that the process is done", () => {
  const error = translated(FORMS[0]?.(710, "cudaErrorAssert", "device-side assert triggered") ?? "");
  expect(error).toBeInstanceOf(OperatorError);
  expect(error.message).toMatch(
    /label or an index beyond[\s\S]*start the process again[\s\S]*CUDA_LAUNCH_BLOCKING/,
  );
});

test("failures of a device leave texts alone that only mention one", () => {
  const texts = [
    "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!",
  ];
  for (const text of texts) expect(cudaCause(text)).toBeNull();
});

// ---- what is missing

const HERE: CudaPresence = {
  libtorch: "2.13.0 (cu126)",
  withCuda: true,
  ignored: false,
  driverProblem: null,
  devices: 0,
  visible: undefined,
};
const NO_LIBRARY = "libcuda.so.1: cannot open shared object file";

describe("libtorch's words for a CUDA that is not there say neither why nor what to do", () => {
  const VAGUE = [
    "PyTorch is not linked with support for cuda devices",
    "Could not run 'aten::empty_strided' with arguments from the 'CUDA' backend. This could be because the operator doesn't exist",
    "CUDA is not available",
    "Cannot access accelerator device when none is available.",
    "Cannot initialize CUDA without ATen_cuda library. PyTorch splits its backend into two shared libraries",
  ];
  const STATES: [string, Partial<CudaPresence>, RegExp][] = [
    [
      "a build for the CPU beside a driver",
      { withCuda: false, libtorch: "2.13.0 (cpu)" },
      /^libtorch 2\.13\.0 \(cpu\) is a build for the CPU\. `\S+torchts install --cuda` puts one for CUDA/,
    ],
    [
      "a build for the CPU and no driver",
      { withCuda: false, libtorch: "2.13.0 (cpu)", driverProblem: NO_LIBRARY },
      /build for the CPU, and there is no NVIDIA driver \(libcuda.*\)\. Install the driver, then `\S+torchts install --cuda`/,
    ],
    [
      "a build for CUDA and no driver",
      { driverProblem: NO_LIBRARY },
      /^libtorch 2\.13\.0 \(cu126\) is for CUDA, but there is no NVIDIA driver: libcuda.*\. Install NVIDIA's driver/,
    ],
    ["CUDA left out on purpose", { ignored: true }, /TORCHTS_NO_CUDA is set\. Unset TORCHTS_NO_CUDA/],
    [
      "every device hidden",
      { visible: "" },
      /CUDA_VISIBLE_DEVICES is "", which hides every CUDA device\. Unset it/,
    ],
    [
      "devices that are not there named",
      { visible: "7" },
      /CUDA_VISIBLE_DEVICES is "7", which may name none/,
    ],
    ["driver and build and no device", {}, /sees no CUDA device\. `\S+torchts doctor`/],
  ];
  test.each(STATES)("%s", (_name, state, wanted) => {
    for (const text of VAGUE) {
      const explained = explainDevice(text, "cuda:0", () => ({ ...HERE, ...state }));
      expect(explained?.text).toMatch(wanted);
      expect(explained?.cause.missing).not.toBe("program");
    }
  });

  test("where there is a device, nothing is missing", () => {
    expect(whyNoCuda({ ...HERE, devices: 1 })).toBeNull();
    for (const text of VAGUE) expect(explainDevice(text, null, () => ({ ...HERE, devices: 2 }))).toBeNull();
  });
});

test("a device beyond those that are there: how many there are, and which", () => {
  const texts = [
    FORMS[0]?.(101, "cudaErrorInvalidDevice", "invalid device ordinal") ?? "",
    "there is no device cuda:7",
    "Invalid device argument 7: did you call init?",
    "Device index value 7 is out of index range [0, 2)",
    'Expected device >= 0 && device < num_gpus INTERNAL ASSERT FAILED at "CUDAContext.cpp":50, please report a bug to PyTorch. device=7, num_gpus=2',
  ];
  for (const text of texts) {
    const two = explainDevice(text, "cuda:7", () => ({ ...HERE, devices: 2 }));
    expect(two?.text).toMatch(/^there is no cuda:7: libtorch sees 2, cuda:0 to cuda:1.*Name one of these/);
    const one = explainDevice(text, "cuda:7", () => ({ ...HERE, devices: 1, visible: "3" }));
    expect(one?.text).toMatch(/libtorch sees one, cuda:0 \(CUDA_VISIBLE_DEVICES is "3"\)/);
    const none = explainDevice(text, "cuda:7", () => ({ ...HERE, visible: "" }));
    expect(none?.cause.id).toBe("device-hidden");
  }
});

test("devices that a variable hides are hidden, whatever CUDA says of it", () => {
  for (const text of ["No CUDA GPUs are available", counting(100, "no CUDA-capable device is detected")]) {
    const explained = explainDevice(text, "cuda", () => ({ ...HERE, visible: "" }));
    expect(explained?.cause).toMatchObject({ id: "device-hidden", missing: "device" });
  }
});

test("a driver that fails is that, though devices are named as well", () => {
  const explained = explainDevice(counting(999, "unknown error"), "cuda", () => ({ ...HERE, visible: "0" }));
  expect(explained?.cause).toMatchObject({ id: "driver-failed", missing: "driver" });
});

test.each(["mps", "xpu"])("a kind of device that this libtorch was not built for: %s", (kind) => {
  const error = translated(`PyTorch is not linked with support for ${kind} devices`, { device: kind });
  expect(error).toBeInstanceOf(DeviceError);
  expect(error.message).toMatch(new RegExp(`does not support ${kind}: .*Use cpu or cuda`));
});
