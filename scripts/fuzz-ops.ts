/**
 * Calls random operators and functions with random arguments, valid and not, to show that no call from JavaScript
 * brings the process down, hangs or leaks. Run: npm run fuzz:ops -- [--seed 0] [--count 200000] [--only 123]
 *
 * The calls run in a child process under a limit of memory. Each is a function of the seed and its number alone, so
 * a crash or a hang is replayed with --only. `--operators <pattern>` takes the operators whose names match instead,
 * through ops.unsafe, so that those ops.call refuses can be measured.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ops } from "../lib/tensor/index.ts";
import { fuzzOnce, type Progress, runChild, targetsOf, type Work } from "./fuzz/child.ts";

/** A call that takes longer, in processor time where the system tells it, is a hang. */
export const HANG_MS = 20_000;

/** Without processor time a call has so many times as long: it may be waiting for a lock, or for other programs. */
const STARVED = 6;

/** Resident memory may grow by so much when the same calls are made three times more. */
export const GROWTH_MIB = 64;

/** What a run found. */
export interface Report {
  calls: number;
  /** Calls that libtorch carried out. */
  ran: number;
  /** Calls that threw what is no TorchtsError. */
  untyped: string[];
  /** Calls that ended or stopped the process. */
  crashes: string[];
  /** Most live tensors found between two calls, beyond those there were at the start. */
  leaked: number;
  /** Resident memory in MiB as the last child had it; see Progress. */
  rss: [number, number];
}

/** What to run. */
export interface FuzzOptions {
  seed: number;
  from?: number;
  count: number;
  hangMs?: number;
  only?: string;
  /** Leave an operator out once it has crashed. */
  learn?: boolean;
}

/** Runs the calls in child processes, a new one after each crash. */
export async function fuzz(wanted: FuzzOptions): Promise<Report> {
  const { seed, from = 0, count, hangMs = HANG_MS } = wanted;
  const to = from + count;
  const report: Report = { calls: count, ran: 0, untyped: [], crashes: [], leaked: 0, rss: [0, 0] };
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-fuzz-"));
  const work: Work = { seed, from, to, log: path.join(folder, "log"), only: wanted.only, without: [] };
  while (work.from < to) {
    const { how, complaints, progress } = await runWork(work, hangMs);
    if (progress !== undefined) {
      report.ran += progress.ran;
      report.untyped.push(...progress.untyped);
      report.leaked = Math.max(report.leaked, progress.leaked);
      report.rss = progress.rss;
    }
    if (how === "exit 0") break;
    const replay = `--seed ${seed} --only ${progress?.number}${wanted.only ? ` --operators "${wanted.only}"` : ""}`;
    report.crashes.push(
      `${how} in ${progress?.call ?? "an unknown call"}\n    replay: npm run fuzz:ops -- ${replay}\n    ${complaints}`,
    );
    if (progress === undefined || report.crashes.length >= 200) break;
    if (wanted.learn) work.without?.push(progress.call.split(/[.(]/)[0] as string);
    work.from = progress.number + 1;
    rmSync(work.log, { force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  return report;
}

interface Ended {
  /** `exit 0`, `SIGSEGV`, `hang` */
  how: string;
  /** The last lines on standard error. */
  complaints: string;
  progress: Progress | undefined;
}

async function runWork(work: Work, hangMs: number): Promise<Ended> {
  const node = [
    process.execPath,
    "--import",
    "tsx",
    fileURLToPath(import.meta.url),
    "--child",
    JSON.stringify(work),
  ];
  const run = spawn(node[0] as string, node.slice(1));
  let out = "";
  let complaints = "";
  run.stdout.on("data", (text) => {
    out += text;
  });
  run.stderr.on("data", (text) => {
    complaints = (complaints + text).slice(-2000);
  });
  let seen = "";
  let hung = false;
  let since = Date.now();
  let cpuSince = 0;
  const watch = setInterval(() => {
    const now = readText(work.log);
    const cpu = cpuMs(run.pid);
    if (now !== seen) {
      seen = now;
      since = Date.now();
      cpuSince = cpu;
    } else if (cpu - cpuSince > hangMs || Date.now() - since > STARVED * hangMs) {
      hung = true;
      run.kill("SIGKILL");
    }
  }, 1000);
  const ended = await new Promise<string>((resolve) => {
    run.on("close", (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  clearInterval(watch);
  const how = hung ? "hang" : ended;
  const text = how === "exit 0" ? (out.trim().split("\n").at(-1) as string) : readText(work.log);
  return { how, complaints: complaints.trim().split("\n").slice(-3).join(" | "), progress: parse(text) };
}

// A machine with much other work gives the child little time: a hang is counted in what it got.
function cpuMs(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

function parse(text: string): Progress | undefined {
  try {
    return JSON.parse(text) as Progress;
  } catch {
    return undefined;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").split("\n")[0]?.trim() ?? "";
  } catch {
    return "";
  }
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

function print(seed: number, report: Report): boolean {
  const growth = report.rss[1] - report.rss[0];
  console.log(
    `seed ${seed}: ${report.calls} calls, ${report.ran} carried out, the others refused; ` +
      `${report.leaked} tensors left behind, ` +
      `resident memory ${report.rss[0]} MiB, ${report.rss[1]} MiB when the last calls were made again`,
  );
  for (const text of report.untyped) console.log(`no TorchtsError: ${text}`);
  for (const text of report.crashes) console.log(`crash: ${text}`);
  if (growth > GROWTH_MIB)
    console.log(`leak: resident memory grew by ${growth} MiB, more than ${GROWTH_MIB}`);
  if (report.leaked > 0) console.log(`leak: ${report.leaked} tensors are still alive between calls`);
  return report.crashes.length + report.untyped.length + report.leaked === 0 && growth <= GROWTH_MIB;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const seed = Number(option("seed") ?? 0);
  const only = option("operators");
  const single = option("only");
  if (process.argv[2] === "--child") {
    await runChild(JSON.parse(process.argv[3] as string) as Work);
  } else if (single !== undefined) {
    const call = only === undefined ? undefined : ops.unsafe;
    console.log(fuzzOnce(targetsOf({ only }), seed, Number(single), console.log, call) ?? "carried out");
  } else {
    const count = Number(option("count") ?? 200_000);
    const from = Number(option("from") ?? 0);
    const report = await fuzz({ seed, from, count, only, learn: process.argv.includes("--learn") });
    process.exitCode = print(seed, report) ? 0 : 1;
  }
}
