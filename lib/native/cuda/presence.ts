/**
 * Whether CUDA can be used here, and if not, which of build, driver and device is missing.
 *
 * A libtorch for CUDA is loaded without its CUDA part where no driver is (libtorch/preload.ts), so that libtorch's own
 * words are then those of a build for the CPU.
 */

import type { NativeAddon } from "../addon.ts";
import type { Env } from "../libtorch/home.ts";
import { cudaDriverLibrary, type Preload } from "../libtorch/preload.ts";
import type { Libtorch } from "../libtorch/probe.ts";
import { loadAddon, loadedFrom, loadPreload } from "../loader.ts";
import { ownCommand } from "../own-command.ts";
import { type CudaCause, cudaCause, cudaWords, NEEDS_DRIVER, withoutDevelopersAdvice } from "./causes.ts";

/** What is there of CUDA. */
export interface CudaPresence {
  /** The libtorch in use: `2.13.0 (cu126)`. */
  libtorch: string;
  /** Whether it has a part for CUDA. */
  withCuda: boolean;
  /** Whether TORCHTS_NO_CUDA keeps that part out. */
  ignored: boolean;
  /** Why the driver's library does not load; null where it does. */
  driverProblem: string | null;
  /** How many devices libtorch sees. */
  devices: number;
  /** CUDA_VISIBLE_DEVICES, which hides the others from CUDA; undefined where it is not set. */
  visible: string | undefined;
}

/** What is there for a libtorch; `devices` is for the caller to count. */
export function presenceFor(
  libtorch: Libtorch,
  preload: Preload,
  devices: number,
  env: Env = process.env,
): CudaPresence {
  return {
    libtorch: `${libtorch.version} (${libtorch.flavour})`,
    withCuda: libtorch.withCuda,
    ignored: Boolean(env.TORCHTS_NO_CUDA),
    driverProblem: preload.open(cudaDriverLibrary()),
    devices,
    visible: env.CUDA_VISIBLE_DEVICES,
  };
}

/** What is there for the libtorch that this process has loaded. */
export function cudaPresence(): CudaPresence {
  const { libtorch, files } = loadedFrom();
  const addon = loadAddon() as NativeAddon;
  return presenceFor(libtorch, loadPreload(files).preload, addon.cudaDeviceCount());
}

/** Why there is no CUDA device; null where there is one. */
export function whyNoCuda(presence: CudaPresence): CudaCause | null {
  const { libtorch, withCuda, ignored, driverProblem, devices, visible } = presence;
  if (devices > 0) return null;
  const because = (
    id: string,
    missing: CudaCause["missing"],
    problem: string,
    advice: string,
  ): CudaCause => ({
    id,
    missing,
    problem,
    advice,
    said: null,
  });
  if (!withCuda) {
    const none = driverProblem === null ? "" : `, and there is no NVIDIA driver (${driverProblem})`;
    const first = driverProblem === null ? "" : "install the driver, then ";
    return because(
      "build-cpu",
      "build",
      `libtorch ${libtorch} is a build for the CPU${none}`,
      `${first}\`${ownCommand("install", "--cuda")}\` puts one for CUDA into the cache; or compute on the CPU`,
    );
  }
  if (ignored) {
    return because(
      "build-ignored",
      "build",
      `the CUDA part of libtorch ${libtorch} is left out, as TORCHTS_NO_CUDA is set`,
      "unset TORCHTS_NO_CUDA",
    );
  }
  if (driverProblem !== null) {
    return because(
      "driver-missing",
      "driver",
      `libtorch ${libtorch} is for CUDA, but there is no NVIDIA driver: ${driverProblem}`,
      NEEDS_DRIVER,
    );
  }
  if (visible !== undefined) {
    const blank = visible.trim() === "";
    return because(
      "device-hidden",
      "device",
      `CUDA_VISIBLE_DEVICES is ${JSON.stringify(visible)}, which ${blank ? "hides every CUDA device" : "may name none that is there"}`,
      `unset it, or let it name a device (\`nvidia-smi -L\` lists them), before the process starts${
        blank ? "" : `; \`${ownCommand("doctor")}\` tries again and says more`
      }`,
    );
  }
  return because(
    "device-none",
    "device",
    `libtorch ${libtorch} sees no CUDA device`,
    `\`${ownCommand("doctor")}\` tries one and says why`,
  );
}

/** libtorch's words where CUDA is not there at all, which say neither why nor what to do. */
const VAGUE =
  /not linked with support for cuda devices|from the 'CUDA' backend|CUDA is not available|Cannot access accelerator device|without ATen_cuda library|requires CUDA\. PyTorch splits|pin_memory=True requires|backend\.? (?:is )?not (?:linked|available)/;

/** libtorch's words where a build has nothing for a kind of device. */
const NO_BACKEND =
  /not linked with support for (\w+) devices|from the '(\w+)' backend|grandfathered Caffe2 device type (\w+)/;

/** Why a build has nothing for a kind of device that libtorch knows by name. */
const OTHERS: Readonly<Record<string, string>> = {
  mps: "only a libtorch for macOS on Apple's processors has it",
  xpu: "only a libtorch built for Intel's graphics cards has it",
  hip: "AMD's cards are cuda devices of a libtorch built for ROCm",
  hpu: "it is part of Intel's package for Gaudi",
  xla: "it is part of PyTorch/XLA",
  ipu: "it was part of Graphcore's package",
  mtia: "it is part of a package of Meta's",
  maia: "it is part of a package of Microsoft's",
  ve: "it is part of a package of NEC's",
  fpga: "it would be part of its maker's package",
  privateuseone: "it stands for a device of somebody's own, whose library has to be opened first (ops.load)",
  vulkan: "only a libtorch built with it has it",
  lazy: "only Python starts what it runs on",
  mkldnn: "it is a layout of CPU tensors, no place",
  ideep: "it is a layout of CPU tensors, no place",
  opengl: "no libtorch has it any more",
  opencl: "no libtorch has it any more",
};

/** What to say of a failure, and whether a device is missing (`DeviceError`) or a program failed on one. */
export interface Explained {
  cause: CudaCause;
  /** In whole sentences. */
  text: string;
}

/**
 * Explains a text of libtorch's that tells of a missing or failing device; null for any other text.
 *
 * @param device the device that was named, `cuda:1`; null where it is not known
 * @param present asked only where the text calls for it
 */
export function explainDevice(
  text: string,
  device: string | null,
  present: () => CudaPresence = cudaPresence,
): Explained | null {
  const cause = causeOf(text, device, present);
  return cause === null ? null : { cause, text: sentences(cause) };
}

function causeOf(text: string, device: string | null, present: () => CudaPresence): CudaCause | null {
  const other = NO_BACKEND.exec(text)
    ?.slice(1)
    .find((name) => name !== undefined)
    ?.toLowerCase()
    .replace("privateuse1", "privateuseone");
  if (other !== undefined && Object.hasOwn(OTHERS, other)) {
    const problem = `this libtorch does not support ${other}: ${OTHERS[other]}`;
    return { id: "build-other", missing: "build", problem, advice: "use cpu or cuda", said: null };
  }
  if (VAGUE.test(text)) return whyNoCuda(present());
  const cause = cudaCause(text);
  if (cause === null) return plainCause(text);
  if (cause.id === "device-index") {
    const presence = present();
    const why = whyNoCuda(presence);
    return why === null
      ? { ...cause, ...whichDevices(device, text, presence) }
      : { ...why, said: cause.said };
  }
  if (cause.id === "device-none") {
    const presence = present();
    const why = presence.visible === undefined ? null : whyNoCuda(presence);
    return why === null ? cause : { ...why, said: cause.said };
  }
  return cause;
}

function whichDevices(
  device: string | null,
  text: string,
  { devices, visible }: CudaPresence,
): Pick<CudaCause, "problem" | "advice"> {
  const named = device ?? /there is no device (cuda:\d+)/.exec(text)?.[1] ?? "such device";
  const there = devices === 1 ? "one, cuda:0" : `${devices}, cuda:0 to cuda:${devices - 1}`;
  const shown = visible === undefined ? "" : ` (CUDA_VISIBLE_DEVICES is ${JSON.stringify(visible)})`;
  return {
    problem: `there is no ${named}: libtorch sees ${there}${shown}`,
    advice:
      devices === 1 ? "name that one; of cards with MIG a process sees one instance" : "name one of these",
  };
}

/** Any other failure that CUDA reports: its words, without advice for those who compile libtorch. */
function plainCause(text: string): CudaCause | null {
  const said = cudaWords(text);
  if (said === null || /out of memory/i.test(text)) return null;
  return {
    id: "program-other",
    missing: "program",
    problem: withoutDevelopersAdvice(text),
    advice: "",
    said: null,
  };
}

function sentences({ problem, advice, said }: CudaCause): string {
  const words = said === null ? "" : ` (CUDA says: ${said.replace(/\.$/, "")})`;
  const end = advice === "" ? "" : ` ${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
  return advice === "" ? problem : `${problem}${words}.${end}`;
}
