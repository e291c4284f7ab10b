/**
 * What CUDA and libtorch say where a device cannot be used, and what that means: the cause and what mends it.
 *
 * A failure reaches us as text only. Its words are libtorch's own (c10/cuda/CUDAFunctions.cpp, CUDAException.h,
 * ATen/cuda/Exceptions.h) around CUDA's (cudaGetErrorString), and newer releases add the error's name. Whether build,
 * driver or device is missing altogether is found out in presence.ts.
 */
import { ownCommand } from "../own-command.ts";

/** What a device failure comes from. */
export interface CudaCause {
  /** Stable name: `driver-old`, `device-busy`, ... */
  id: string;
  /**
   * What is missing or at fault; `program` where the device was there and what ran on it failed, which no other
   * driver, build or device would mend.
   */
  missing: "build" | "driver" | "device" | "program";
  /** One clause that says what is wrong. */
  problem: string;
  /** What to do, as a sentence without a full stop. */
  advice: string;
  /** CUDA's own words, where it said any. */
  said: string | null;
}

interface Known extends Omit<CudaCause, "said"> {
  /** CUDA's errors: code, name, text. */
  errors?: readonly (readonly [code: number, name: string, text: string])[];
  /** What libtorch, cuBLAS, cuDNN and NVRTC say of the same. */
  texts?: RegExp;
}

/** What to do where there is no driver. */
export const NEEDS_DRIVER =
  "install NVIDIA's driver; a container needs it from its host (`docker run --gpus all`, with the NVIDIA container toolkit)";
const WHO_USES = "`nvidia-smi` shows who uses it";

const KNOWN: readonly Known[] = [
  {
    id: "driver-old",
    missing: "driver",
    problem: "the NVIDIA driver is too old for this libtorch",
    get advice() {
      return `update the driver, or put a libtorch that suits it into the cache with \`${ownCommand("install", "--cuda")}\``;
    },
    errors: [
      [35, "cudaErrorInsufficientDriver", "CUDA driver version is insufficient for CUDA runtime version"],
      [36, "cudaErrorCallRequiresNewerDriver", "API call is not supported in the installed CUDA driver"],
      [222, "cudaErrorUnsupportedPtxVersion", "the provided PTX was compiled with an unsupported toolchain."],
    ],
    texts: /NVIDIA driver on your system is too old/,
  },
  {
    id: "driver-missing",
    missing: "driver",
    problem: "there is no NVIDIA driver",
    advice: NEEDS_DRIVER,
    texts: /Found no NVIDIA driver on your system/,
  },
  {
    id: "driver-stub",
    missing: "driver",
    problem: "the library of the NVIDIA driver that was found is a stub, which programs are only linked with",
    advice: "take the folder `stubs` of the CUDA toolkit out of LD_LIBRARY_PATH",
    errors: [[34, "cudaErrorStubLibrary", "CUDA driver is a stub library"]],
  },
  {
    id: "driver-mismatch",
    missing: "driver",
    problem: "the NVIDIA driver's library and its kernel module are of different versions",
    advice:
      "start the machine again after an update of the driver; in a container, start that again, and take the folder `compat` of CUDA out of LD_LIBRARY_PATH",
    errors: [
      [
        803,
        "cudaErrorSystemDriverMismatch",
        "system has unsupported display driver / cuda driver combination",
      ],
    ],
  },
  {
    id: "driver-compat",
    missing: "driver",
    problem:
      "a library of CUDA's forward compatibility stands in for the driver's own, and this card does not support that",
    advice:
      "take the folder `compat` of CUDA (in a container often /usr/local/cuda/compat) out of LD_LIBRARY_PATH, or update the driver of the machine",
    errors: [
      [804, "cudaErrorCompatNotSupportedOnDevice", "forward compatibility was attempted on non supported HW"],
    ],
  },
  {
    id: "driver-failed",
    missing: "driver",
    problem: "the NVIDIA driver could not be started",
    advice:
      "see whether `nvidia-smi` works; then start the machine again, or after it slept: `sudo rmmod nvidia_uvm && sudo modprobe nvidia_uvm`; a container needs the device files /dev/nvidia*, /dev/nvidia-uvm among them; CUDA_VISIBLE_DEVICES must name devices that are there",
    errors: [
      [3, "cudaErrorInitializationError", "initialization error"],
      [103, "cudaErrorSoftwareValidityNotEstablished", "integrity checks failed"],
      [127, "cudaErrorStartupFailure", "startup failure in cuda runtime"],
      [304, "cudaErrorOperatingSystem", "OS call failed or operation not supported on this OS"],
      [999, "cudaErrorUnknown", "unknown error"],
    ],
    texts: /CUDA driver initialization failed|CUDA unknown error/,
  },
  {
    id: "driver-fabric",
    missing: "driver",
    problem: "the cards' NVLink switches are not set up yet",
    advice:
      "start the service nvidia-fabricmanager, of the driver's own version (`sudo systemctl start nvidia-fabricmanager`), and try again",
    errors: [
      [802, "cudaErrorSystemNotReady", "system not yet initialized"],
      [
        919,
        "cudaErrorFabricNotReady",
        "GPU fabric is not ready within the probe wait budget; application may retry (see CUDA_FABRIC_INIT_TIMEOUT_MS)",
      ],
    ],
  },
  {
    id: "device-license",
    missing: "device",
    problem: "the virtual GPU has no licence",
    advice: "give it one (`nvidia-smi -q` shows its state), or ask whoever runs the virtual machine",
    errors: [[102, "cudaErrorDeviceNotLicensed", "device doesn't have valid Grid license"]],
  },
  {
    id: "device-none",
    missing: "device",
    problem: "there is no CUDA device",
    advice: "see what `nvidia-smi` finds; a container needs its devices given (`docker run --gpus all`)",
    errors: [[100, "cudaErrorNoDevice", "no CUDA-capable device is detected"]],
    texts: /No CUDA GPUs are available/,
  },
  {
    id: "device-index",
    missing: "device",
    problem: "there is no such device",
    advice: "name one that is there: cuda.deviceCount() counts them, from cuda:0 on",
    errors: [[101, "cudaErrorInvalidDevice", "invalid device ordinal"]],
    texts:
      /there is no device cuda:|Allocator not initialized for device|Invalid device (?:argument|index) -?\d+|device=-?\d+, num_gpus=\d+|Device index value -?\d+ is out of index range/,
  },
  {
    id: "device-busy",
    missing: "device",
    problem: "the device is taken by another process, or does not answer",
    advice: `${WHO_USES}; end that, take another device (CUDA_VISIBLE_DEVICES), or let several share it (\`nvidia-smi -c DEFAULT\`); with MIG switched on it needs an instance`,
    errors: [
      [46, "cudaErrorDevicesUnavailable", "CUDA-capable device(s) is/are busy or unavailable"],
      [216, "cudaErrorDeviceAlreadyInUse", "exclusive-thread device already in use by a different thread"],
    ],
    texts: /all CUDA-capable devices are busy or unavailable/,
  },
  {
    id: "device-shared",
    missing: "device",
    problem: "the service that lets processes share the device (MPS) does not answer or has no place left",
    advice:
      "start it again (`nvidia-cuda-mps-control -d`), or end it (`echo quit | nvidia-cuda-mps-control`) to use the device without it",
    errors: [
      [
        805,
        "cudaErrorMpsConnectionFailed",
        "MPS client failed to connect to the MPS control daemon or the MPS server",
      ],
      [
        806,
        "cudaErrorMpsRpcFailure",
        "the remote procedural call between the MPS server and the MPS client failed",
      ],
      [807, "cudaErrorMpsServerNotReady", "MPS server is not ready to accept new MPS client requests"],
      [
        808,
        "cudaErrorMpsMaxClientsReached",
        "the hardware resources required to create MPS client have been exhausted",
      ],
      [
        809,
        "cudaErrorMpsMaxConnectionsReached",
        "the hardware resources required to support device connections have been exhausted",
      ],
      [810, "cudaErrorMpsClientTerminated", "the MPS client has been terminated by the server"],
    ],
  },
  {
    id: "device-defect",
    missing: "device",
    problem: "the device reports a fault of its hardware",
    advice:
      "start the machine again; if it comes back, `nvidia-smi -q` and the system's log (Xid) tell the card's state",
    errors: [
      [214, "cudaErrorECCUncorrectable", "uncorrectable ECC error encountered"],
      [220, "cudaErrorNvlinkUncorrectable", "uncorrectable NVLink error detected during the execution"],
      [226, "cudaErrorContained", "Invalid access of peer GPU memory over nvlink or a hardware error"],
      [714, "cudaErrorHardwareStackError", "hardware stack error"],
    ],
  },
  {
    id: "build-card",
    missing: "build",
    problem:
      "this libtorch holds no code for the card: the card is older or newer than what it was built for",
    get advice() {
      const [install, doctor] = [ownCommand("install", "--cuda"), ownCommand("doctor")];
      return `\`${install}\` puts one for this card and driver into the cache; \`${doctor}\` tells which there are`;
    },
    errors: [
      [98, "cudaErrorInvalidDeviceFunction", "invalid device function"],
      [200, "cudaErrorInvalidKernelImage", "device kernel image is invalid"],
      [209, "cudaErrorNoKernelImageForDevice", "no kernel image is available for execution on the device"],
      [218, "cudaErrorInvalidPtx", "a PTX JIT compilation failed"],
      [221, "cudaErrorJitCompilerNotFound", "PTX JIT compiler library not found"],
      [223, "cudaErrorJitCompilationDisabled", "PTX JIT compilation was disabled"],
      [227, "cudaErrorInsufficientLoaderVersion", "Loader version is insufficient for fatbin"],
      [300, "cudaErrorInvalidSource", "device kernel image is invalid"],
    ],
    texts: /STATUS_ARCH_MISMATCH|invalid value for --gpu-architecture/,
  },
  {
    id: "build-libraries",
    missing: "build",
    problem: "a library of CUDA that belongs to libtorch is missing, or another version of it is in the way",
    get advice() {
      const install = ownCommand("install", "--cuda", "--force");
      return `\`${install}\` puts libtorch and its libraries into the cache anew; take other folders of CUDA and cuDNN out of LD_LIBRARY_PATH`;
    },
    errors: [
      [302, "cudaErrorSharedObjectSymbolNotFound", "shared object symbol not found"],
      [303, "cudaErrorSharedObjectInitFailed", "shared object initialization failed"],
    ],
    texts:
      /cuDNN version incompatibility|(?:CUDNN|CUBLAS)_STATUS_(?:SUB)?LIBRARY_(?:VERSION_MISMATCH|LOADING_FAILED)|CUDNN_STATUS_(?:SUB)?LIBRARY_|CUDNN_STATUS_VERSION_MISMATCH/,
  },
  {
    id: "device-start",
    missing: "device",
    problem: "a library of CUDA could not be started on the device",
    advice: `most often its memory is used up: ${WHO_USES}, and smaller batches need less`,
    texts: /(?:CUDNN|CUBLAS|CUSOLVER|CUSPARSE|CUFFT)_STATUS_NOT_INITIALIZED|CUFFT_SETUP_FAILED/,
  },
  {
    id: "program-assert",
    missing: "program",
    problem:
      "a kernel found a value that it cannot take: most often a label or an index beyond the classes or rows",
    advice:
      "every further call on the device fails, so start the process again; the same step on the CPU, or with the variable CUDA_LAUNCH_BLOCKING=1, names the operator",
    errors: [[710, "cudaErrorAssert", "device-side assert triggered"]],
  },
  {
    id: "program-crash",
    missing: "program",
    problem: "a kernel crashed on the device",
    advice:
      "every further call on the device fails, so start the process again; with the variable CUDA_LAUNCH_BLOCKING=1 the error comes from the operator at fault, the same step on the CPU checks its arguments",
    errors: [
      [53, "cudaErrorPriorLaunchFailure", "unspecified launch failure in prior launch"],
      [700, "cudaErrorIllegalAddress", "an illegal memory access was encountered"],
      [702, "cudaErrorLaunchTimeout", "the launch timed out and was terminated"],
      [709, "cudaErrorContextIsDestroyed", "context is destroyed"],
      [715, "cudaErrorIllegalInstruction", "an illegal instruction was encountered"],
      [716, "cudaErrorMisalignedAddress", "misaligned address"],
      [717, "cudaErrorInvalidAddressSpace", "operation not supported on global/shared address space"],
      [718, "cudaErrorInvalidPc", "invalid program counter"],
      [719, "cudaErrorLaunchFailure", "unspecified launch failure"],
    ],
  },
];

const BY_NUMBER = new Map<number, Known>();
const BY_WORDS = new Map<string, Known>();
for (const known of KNOWN) {
  for (const [code, name, text] of known.errors ?? []) {
    BY_NUMBER.set(code, known);
    BY_WORDS.set(name, known);
    BY_WORDS.set(text, known);
  }
}

/** `CUDA error: text`, `CUDA driver error: text`, and of older releases `CUDA error (46): text`. */
const ERROR = /CUDA (?:driver )?error(?: \((\d+)\))?: ([^\n]+)/;
/** Of cudaGetDeviceCount, which gives its number. */
const COUNTING = /cudaGetDeviceCount[\s\S]*?Error (\d+): ([^\n]+)/;
const NAME = /\bcudaError[A-Z]\w+/;

/** What CUDA itself said in a text: `46: CUDA-capable device(s) is/are busy or unavailable`; null where it is not CUDA's. */
export function cudaWords(text: string): { code: number | null; words: string } | null {
  const match = COUNTING.exec(text) ?? ERROR.exec(text);
  if (match === null) return null;
  const code = match[1] === undefined ? null : Number(match[1]);
  return { code, words: (match[2] ?? "").trim() };
}

function knownCause(text: string, said: ReturnType<typeof cudaWords>): Known | undefined {
  const byText = KNOWN.find(({ texts }) => texts?.test(text));
  if (byText !== undefined || said === null) return byText;
  const name = NAME.exec(text)?.[0] ?? "";
  return (
    (said.code === null ? undefined : BY_NUMBER.get(said.code)) ??
    BY_WORDS.get(name) ??
    BY_WORDS.get(said.words)
  );
}

/** The cause behind a text of libtorch's; null for texts that tell of no device's failure. */
export function cudaCause(text: string): CudaCause | null {
  const said = cudaWords(text);
  const known = knownCause(text, said);
  if (known === undefined) return null;
  const { id, missing, advice } = known;
  return { id, missing, advice, problem: detailed(known, text), said: said?.words ?? null };
}

/** `12040` as CUDA counts versions to `12.4`. */
function versionOf(number: string): string {
  return `${Math.floor(Number(number) / 1000)}.${Math.floor((Number(number) % 1000) / 10)}`;
}

function detailed({ id, problem }: Known, text: string): string {
  const found = id === "driver-old" ? /found version (\d+)/.exec(text)?.[1] : undefined;
  return found === undefined ? problem : `${problem}: it runs CUDA up to ${versionOf(found)}`;
}

/** libtorch's text without advice for those who compile libtorch, and without links to lists of errors. */
export function withoutDevelopersAdvice(text: string): string {
  return text
    .split("\n")
    .filter(
      (line) =>
        !/TORCH_USE_CUDA_DSA|^Device-side assertion|^Search for `cuda|run with CUDA_LOG_FILE|stacktrace below might be incorrect|^For debugging consider passing CUDA_LAUNCH_BLOCKING/.test(
          line,
        ),
    )
    .join("\n")
    .trim();
}
