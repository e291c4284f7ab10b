/**
 * What the NVIDIA driver says about itself and its cards, without CUDA's libraries: through `nvidia-smi`, else through
 * the files of its kernel module. For detail only: which devices can be used, libtorch says.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../libtorch/home.ts";

/** One card. */
export interface CudaCard {
  name: string;
  /** Null where it is not told, as of a card whose memory is divided among instances. */
  memoryMiB: number | null;
  /** `8.6`; null where it is not known. */
  computeCapability: string | null;
  /** Instances of a card that is divided (MIG), `3g.20gb`. */
  instances: string[];
}

/** The NVIDIA driver of this machine. */
export interface CudaDriver {
  /** Driver version, `570.86.10`; null where it does not say. */
  version: string | null;
  /** Newest CUDA version it runs, `12.8`, or the oldest it surely does; null where that is not known. */
  cudaVersion: string | null;
  cards: CudaCard[];
  /** What `nvidia-smi` said where it failed, or that it is not there; null where it answered. */
  complaint: string | null;
}

/** Where to look; a test gives others. */
export interface DriverPlaces {
  env?: Env;
  /** Folder of the kernel module's files. */
  kernel?: string;
}

const TIMEOUT_MS = 20_000;
const KERNEL = "/proc/driver/nvidia";

/** What windows and WSL have `nvidia-smi` in beside the folders of PATH. */
function commands(env: Env): string[] {
  const beside =
    process.platform === "win32"
      ? [join(env.ProgramFiles ?? "C:\\Program Files", "NVIDIA Corporation", "NVSMI", "nvidia-smi.exe")]
      : ["/usr/lib/wsl/lib/nvidia-smi"];
  return ["nvidia-smi", ...beside];
}

/** Answer of `nvidia-smi`: what it printed, or why it gave nothing; null where there is none. */
function nvidiaSmi(args: readonly string[], env: Env): { text: string } | { complaint: string } | null {
  for (const command of commands(env)) {
    const run = spawnSync(command, args, {
      encoding: "utf8",
      env: env as NodeJS.ProcessEnv,
      timeout: TIMEOUT_MS,
      windowsHide: true,
    });
    const { code } = (run.error ?? {}) as NodeJS.ErrnoException;
    if (code === "ENOENT") continue;
    if (code === "ETIMEDOUT") return { complaint: `nvidia-smi gave no answer in ${TIMEOUT_MS / 1000} s` };
    if (run.error) return { complaint: `nvidia-smi: ${run.error.message}` };
    if (run.status === 0) return { text: run.stdout };
    const said = (run.stdout.trim() || run.stderr.trim()).split(/\r?\n/)[0] ?? "";
    return { complaint: said || `nvidia-smi ended with ${run.signal ?? run.status}` };
  }
  return null;
}

const FIELDS = ["driver_version", "name", "memory.total", "compute_cap"];

/** Rows of cells; drivers before 470 do not know `compute_cap` and refuse the whole question. */
function askCards(env: Env): { rows: string[][] } | { complaint: string } | null {
  const ask = (fields: readonly string[]) =>
    nvidiaSmi([`--query-gpu=${fields.join(",")}`, "--format=csv,noheader,nounits"], env);
  let answer = ask(FIELDS);
  if (answer !== null && "complaint" in answer && /not a valid field/i.test(answer.complaint)) {
    answer = ask(FIELDS.slice(0, 3));
  }
  if (answer === null || "complaint" in answer) return answer;
  const lines = answer.text.trim().split(/\r?\n/);
  // It ends with success and a sentence where it finds none.
  const rows = lines.map((line) => line.split(",").map((cell) => cell.trim()));
  return { rows: rows.filter((row) => row.length >= 3) };
}

/** `40960`; null for `[N/A]`, `[Insufficient Permissions]` and the like. */
function amount(cell: string | undefined): number | null {
  return cell !== undefined && /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : null;
}

/** Instances by card, from `nvidia-smi -L`: lines below a card's that begin with MIG. */
function instancesOf(list: string): string[][] {
  const found: string[][] = [];
  for (const line of list.split(/\r?\n/)) {
    if (/^GPU \d+:/.test(line)) found.push([]);
    const instance = /^\s+MIG (\S+)/.exec(line)?.[1];
    if (instance !== undefined) found.at(-1)?.push(instance);
  }
  return found;
}

/** The NVIDIA driver; null where there is none. */
export function cudaDriver({ env = process.env, kernel = KERNEL }: DriverPlaces = {}): CudaDriver | null {
  const answer = askCards(env);
  if (answer === null || "complaint" in answer) {
    const complaint = answer === null ? "nvidia-smi is not there" : answer.complaint;
    return kernelDriver(kernel, complaint) ?? (answer === null ? null : unanswered(complaint));
  }
  const version = answer.rows[0]?.[0] ?? null;
  const page = nvidiaSmi([], env);
  const stated = page !== null && "text" in page ? page.text : "";
  const cudaVersion = /CUDA (?:UMD )?Version:\s*(\d+\.\d+)/.exec(stated)?.[1] ?? oldestCuda(version);
  const list = nvidiaSmi(["-L"], env);
  const instances = list !== null && "text" in list ? instancesOf(list.text) : [];
  const cards = answer.rows.map(([, name = "", memory, capability], i) => ({
    name,
    memoryMiB: amount(memory),
    computeCapability: amount(capability) === null ? null : (capability ?? null),
    instances: instances[i] ?? [],
  }));
  const complaint = cards.length === 0 ? "nvidia-smi finds no card" : null;
  return { version, cudaVersion, cards, complaint };
}

function unanswered(complaint: string): CudaDriver {
  return { version: null, cudaVersion: null, cards: [], complaint };
}

/** The driver by its kernel module's files, which a container has though `nvidia-smi` was not given to it. */
function kernelDriver(kernel: string, complaint: string): CudaDriver | null {
  const version = /Kernel Module\s+(?:for \S+\s+)?(\d+(?:\.\d+)+)/.exec(
    readText(join(kernel, "version")) ?? "",
  )?.[1];
  if (version === undefined) return null;
  const names: string[] = [];
  for (const card of entriesOf(join(kernel, "gpus"))) {
    const model = /^Model:\s*(.+)$/m.exec(readText(join(kernel, "gpus", card, "information")) ?? "")?.[1];
    names.push(model?.trim() ?? "a card");
  }
  const cards = names.map((name) => ({ name, memoryMiB: null, computeCapability: null, instances: [] }));
  return { version, cudaVersion: oldestCuda(version), cards, complaint };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** First driver of each CUDA that libtorch is built with, by NVIDIA's table of minor version compatibility. */
const FIRST_DRIVERS = [
  [580, "13.0"],
  [525, "12.0"],
  [450, "11.0"],
] as const;

function oldestCuda(version: string | null): string | null {
  const major = Number.parseInt(version ?? "", 10);
  return FIRST_DRIVERS.find(([first]) => major >= first)?.[1] ?? null;
}
