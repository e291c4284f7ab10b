/**
 * Tries CUDA devices with a few small kernels, for `torchts doctor`: whether there is code for a card shows only when
 * one is run. In a process of its own, since a broken driver may end or stop it.
 */
import { spawn } from "node:child_process";
import { extname } from "node:path";
import type { CudaTrial, DeviceTrial } from "../native/cuda/check.ts";
import type { Tensor } from "../tensor/index.ts";

const TIMEOUT_MS = 120_000;

type Library = typeof import("../tensor/index.ts");

const holds = (tensor: Tensor, wanted: number): boolean =>
  [...(tensor.data() as Float32Array)].every((value) => value === wanted);

/** Small whole numbers, so that every device gives them exactly, whatever it multiplies with. */
const STEPS: readonly (readonly [what: string, run: (torch: Library, device: string) => boolean])[] = [
  [
    "a kernel",
    ({ ones }, device) => {
      const sum = ones([64], { device: device as "cuda" }).add(2);
      return holds(sum, 3);
    },
  ],
  [
    "a matrix product",
    ({ ones }, device) => {
      const square = ones([8, 8], { device: device as "cuda" });
      return holds(square.matmul(square), 8);
    },
  ],
  [
    "a convolution",
    ({ ones, torch }, device) => {
      const images = ones([1, 2, 6, 6], { device: device as "cuda" });
      const kernels = ones([3, 2, 3, 3], { device: device as "cuda" });
      return holds(torch.conv2d(images, kernels), 18);
    },
  ],
];

/** libtorch's own text of a failure. */
function words(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

/** Tries one device, `cuda:0`; any that libtorch knows will do. */
export function tryDevice(library: Library, device: string): DeviceTrial {
  for (const [failed, run] of STEPS) {
    try {
      if (!library.scope(() => run(library, device))) return { device, failed, said: null };
    } catch (error) {
      return { device, failed, said: words(error) };
    }
  }
  return { device, failed: null, said: null };
}

/** Tries every CUDA device that libtorch sees. */
export function tryCuda(library: Library): CudaTrial {
  const count = library.cuda.deviceCount();
  const devices = Array.from({ length: count }, (_, i) => tryDevice(library, `cuda:${i}`));
  let refused: string | null = null;
  if (count === 0) {
    try {
      library.ones([1], { device: "cuda" }).dispose();
    } catch (error) {
      refused = words(error);
    }
  }
  return { devices, refused, broken: null };
}

/** Marks the line with the answer among what libraries print. */
const MARK = "torchts-cuda-trial ";

/** Prints what the devices made of it, for {@link trialApart}. */
export async function reportTrial(): Promise<void> {
  const trial = tryCuda(await import("../tensor/index.ts"));
  process.stdout.write(`\n${MARK}${JSON.stringify(trial)}\n`);
}

const nothing = (broken: string): CudaTrial => ({ devices: [], refused: null, broken });

/** This file; where the command line is joined to a few files, it stays one of its own. */
const SELF = new URL(`./cuda-trial${extname(import.meta.url)}`, import.meta.url).href;

/** Tries the devices in a process of its own; says so where that ended without an answer. */
export async function trialApart(): Promise<CudaTrial> {
  const script = "import(process.argv[1]).then(({ reportTrial }) => reportTrial())";
  const child = spawn(process.execPath, ["-e", script, SELF], {
    env: { ...process.env, NODE_OPTIONS: "", ELECTRON_RUN_AS_NODE: "1" },
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let complained = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complained = (complained + text).slice(-2000);
  });
  return new Promise((fulfil) => {
    child.on("error", (error) => fulfil(nothing(error.message)));
    child.on("close", (code, signal) => {
      const line = printed.split("\n").find((text) => text.startsWith(MARK));
      if (line !== undefined) return fulfil(JSON.parse(line.slice(MARK.length)) as CudaTrial);
      const last = complained.trim().split("\n").at(-1) ?? "";
      const end =
        signal === "SIGKILL"
          ? `it gave no answer in ${TIMEOUT_MS / 1000} s`
          : `the process that tried was ended by ${signal ?? `exit code ${code}`}`;
      fulfil(nothing(last === "" ? end : `${end}: ${last}`));
    });
  });
}
