/** What the NVIDIA driver says about itself and its devices, through `nvidia-smi`, without CUDA's libraries. */
import { spawnSync } from "node:child_process";

/** The NVIDIA driver of this machine. */
export interface CudaDriver {
  /** Driver version, `570.86.10`. */
  version: string;
  /** Newest CUDA version it runs, `12.8`, or null where it does not say. */
  cudaVersion: string | null;
  devices: { name: string; memoryMiB: number }[];
}

const TIMEOUT_MS = 20_000;

function nvidiaSmi(args: readonly string[]): string | null {
  const run = spawnSync("nvidia-smi", args, { encoding: "utf8", timeout: TIMEOUT_MS, windowsHide: true });
  return run.error || run.status !== 0 ? null : run.stdout;
}

/** The NVIDIA driver, or null where there is none or it does not answer. */
export function cudaDriver(): CudaDriver | null {
  const list = nvidiaSmi(["--query-gpu=driver_version,name,memory.total", "--format=csv,noheader,nounits"]);
  if (list === null) return null;
  const rows = list
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map((cell) => cell.trim()));
  return {
    version: rows[0]?.[0] ?? "",
    cudaVersion: /CUDA (?:UMD )?Version:\s*(\d+\.\d+)/.exec(nvidiaSmi([]) ?? "")?.[1] ?? null,
    devices: rows.map(([, name = "", memory = "0"]) => ({ name, memoryMiB: Number(memory) })),
  };
}
