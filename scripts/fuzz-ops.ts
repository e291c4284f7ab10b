/**
 * Calls random public operators with random small arguments, valid and not, to show that no call from JavaScript
 * can bring the process down. Run: npx tsx scripts/fuzz-ops.ts [--seed 0] [--count 20000] [--only 123]
 *
 * The calls run in a child process. Each is a function of the seed and its number alone, so a crash or a hang is
 * replayed with --only. What crashes inside libtorch itself, in Python's torch too, stands in SKIPPED with the reason.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { TorchtsError } from "../lib/native/errors.ts";
import { functionNames } from "../lib/tensor/generated/names.gen.ts";
import {
  Complex,
  type DType,
  describeArgument,
  Generator,
  manualSeed,
  ops,
  setNumThreads,
  syncScope,
  type Tensor,
  tensor,
} from "../lib/tensor/index.ts";
import {
  type ArgumentSpec,
  KIND,
  type Overload,
  readOverloads,
  reasonLeftOut,
} from "../lib/tensor/schema.ts";

/**
 * Operators that are not called, each with its reason. Those that ops.unsafe alone calls are left out too.
 * The crashes named here are PyTorch's own, for arguments that make no sense.
 */
export const SKIPPED: Record<string, string> = {
  from_file: "opens files by name",
  lstm: "reads two states from a list of fewer",
  native_group_norm: "divides by a number of groups of zero",
  range: "divides by a step that is zero as an integer",
  matrix_power: "takes for ever for the least of integers",
  choose_qparams_optimized: "takes for ever for infinite ratios",
  adaptive_max_pool2d: "takes for ever for outputs of 2^53 rows of nothing",
};

/** A random number generator whose stream depends on its seed only (mulberry32). */
function generatorOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function choose<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

const DTYPES: readonly DType[] = [
  "float32",
  "float32",
  "float32",
  "float64",
  "int64",
  "int64",
  "bool",
  "int32",
  "uint8",
  "float16",
  "bfloat16",
  "complex64",
  "int8",
];
const SHAPES: readonly (readonly number[])[] = [
  [],
  [1],
  [3],
  [4],
  [0],
  [2, 3],
  [3, 3],
  [3, 4],
  [0, 3],
  [1, 3, 4],
  [2, 3, 4],
  [2, 3, 4, 4],
  [1, 4, 6, 6],
  [2, 2, 3, 4, 4],
];

function randomTensor(random: Random): Tensor {
  const shape = choose(random, SHAPES);
  const dtype = choose(random, DTYPES);
  const count = shape.reduce((a, b) => a * b, 1);
  const low = random() < 0.5 ? 0 : -3;
  const values = Array.from({ length: count }, () =>
    dtype.startsWith("float") || dtype === "bfloat16" ? random() * 6 - 3 : low + Math.floor(random() * 6),
  );
  let made = tensor(values).reshape([...shape]);
  if (dtype !== "float32") made = made.to(dtype);
  const form = random();
  if (form < 0.1 && shape.length >= 2) made = made.transpose(0, 1);
  else if (form < 0.15) made = made.to("meta");
  else if (form < 0.18 && shape.length >= 2) made = made.toSparse() as Tensor;
  else if (form < 0.21) made = made.expand([2, ...shape]);
  if (random() < 0.1 && ["float32", "float64"].includes(dtype)) made.requiresGrad_();
  return made;
}

const INTS = [0, 1, -1, 2, 3, 4, -2, 5, 7, -7, 100, 1, 2, 0];
const HUGE = [2n ** 62n, -(2n ** 63n), 2n ** 63n - 1n, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER];
const FLOATS = [0, 1, 0.5, -1, 1e-5, 2.5, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e300, 0.1];
const STRINGS = [
  "mean",
  "none",
  "",
  "floor",
  "trunc",
  "reflect",
  "constant",
  "ij",
  "é🙂",
  "sum",
  "same",
  "valid",
  "r",
];
const FORMATS = ["contiguous", "channels_last", "preserve", "channels_last_3d"];

function randomInt(random: Random): number | bigint {
  return random() < 0.03 ? choose(random, HUGE) : choose(random, INTS);
}

function list<T>(random: Random, length: number, item: () => T): T[] {
  const n = length > 0 && random() < 0.85 ? length : Math.floor(random() * 5);
  return Array.from({ length: n }, item);
}

function randomValue(random: Random, spec: ArgumentSpec): unknown {
  if (random() < 0.02)
    return choose(random, [null, "x", -1, true, [], [1, [2]], new Complex(1, 2), {}, () => 1]);
  if (spec.optional && random() < 0.2) return null;
  switch (spec.kind) {
    case KIND.tensor:
      return randomTensor(random);
    case KIND.int:
      return randomInt(random);
    case KIND.float:
      return choose(random, FLOATS);
    case KIND.bool:
      return random() < 0.5;
    case KIND.scalar:
      return choose<unknown>(random, [...FLOATS, ...INTS, true, 3n, new Complex(1, -1)]);
    case KIND.complex:
      return new Complex(random(), random());
    case KIND.string:
      return choose(random, STRINGS);
    case KIND.dtype:
      return choose(random, DTYPES);
    case KIND.device:
      return choose(random, ["cpu", "cpu", "meta", "cuda", "cpu:3"]);
    case KIND.layout:
      return choose(random, ["strided", "strided", "sparse_coo", "sparse_csr", "mkldnn"]);
    case KIND.memoryFormat:
      return choose(random, FORMATS);
    case KIND.generator:
      return new Generator();
    case KIND.tensorList:
      return list(random, 0, () => randomTensor(random));
    case KIND.optionalTensorList:
      return list(random, 0, () => (random() < 0.3 ? null : randomTensor(random)));
    case KIND.intList:
      return random() < 0.1 ? choose(random, INTS) : list(random, spec.size, () => randomInt(random));
    case KIND.floatList:
      return list(random, spec.size, () => choose(random, FLOATS));
    case KIND.boolList:
      return list(random, spec.size, () => random() < 0.5);
    case KIND.scalarList:
      return list(random, spec.size, () => choose(random, FLOATS));
    default:
      return null;
  }
}

/** Every overload of the public operators that plain calls can reach. */
export function fuzzedOverloads(): Overload[] {
  return functionNames
    .filter((name) => SKIPPED[name] === undefined && ops.unsafeOperators[name] === undefined)
    .flatMap((name) => readOverloads(`aten::${name}`))
    .filter((overload) => reasonLeftOut(overload) === undefined);
}

interface Outcome {
  call: string;
  error: unknown;
}

/** The call of a number: what was called and what it threw. `announce` hears of it before it runs. */
export function fuzzOnce(
  overloads: readonly Overload[],
  seed: number,
  number: number,
  announce: (call: string) => void,
): Outcome {
  const random = generatorOf(seed * 1_000_003 + number);
  const overload = choose(random, overloads);
  let call = overload.name;
  let error: unknown;
  manualSeed(number);
  try {
    syncScope(
      "fuzz",
      () => {
        const positional: unknown[] = [];
        const named: Record<string, unknown> = {};
        // Tensors of one call often share a shape: without that, most calls fail on shapes and show little.
        const shared = random() < 0.6 ? randomTensor(random) : undefined;
        for (const spec of overload.args) {
          const given = !spec.hasDefault || random() < 0.4;
          if (!given) continue;
          let value: unknown = randomValue(random, spec);
          if (shared !== undefined && spec.kind === KIND.tensor && random() < 0.7) value = shared.clone();
          if (spec.kwargOnly || spec.hasDefault) named[spec.name] = value;
          else positional.push(value);
        }
        call = `${number}: ${overload.name}(${[...positional, named].map((v) => describe(v)).join(", ")})`;
        announce(call);
        const result = ops.call(overload.name, ...positional, named);
        for (const t of Array.isArray(result) ? result : [result]) {
          if (isReadable(t)) t.dataSync();
        }
      },
      undefined,
      undefined,
    );
  } catch (caught) {
    error = caught;
  }
  return { call, error };
}

function isReadable(value: unknown): value is Tensor {
  const t = value as Tensor | null;
  return (
    typeof t === "object" &&
    t !== null &&
    "_handle" in t &&
    t.device === "cpu" &&
    t.layout === "strided" &&
    t.numel() < 1e6 &&
    !t.dtype.startsWith("q")
  );
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return describeArgument(value);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype) return describeArgument(value);
  return `{ ${Object.entries(value)
    .map(([k, v]) => `${k}: ${describe(v)}`)
    .join(", ")} }`;
}

const LINE = 1000;

/** Runs calls `from` to `to`; the last line of the log is the call in progress. */
function child(seed: number, from: number, to: number, logFile: string): void {
  setNumThreads(1);
  const overloads = fuzzedOverloads();
  const log = openSync(logFile, "w");
  let ran = 0;
  const untyped: string[] = [];
  for (let number = from; number < to; number++) {
    const { call, error } = fuzzOnce(overloads, seed, number, (text) => {
      writeSync(log, `${text.slice(0, LINE).padEnd(LINE)}\n${ran}\n`, 0);
    });
    if (error === undefined) ran++;
    else if (!(error instanceof TorchtsError)) untyped.push(`${call}\n    ${String(error)}`);
    // Two lines of fixed place: the call in progress, and what was carried out until now.
    writeSync(log, `${`after ${number}`.padEnd(LINE)}\n${ran}\n`, 0);
  }
  process.stdout.write(`${JSON.stringify({ ran, untyped })}\n`);
}

interface Report {
  calls: number;
  /** Calls that libtorch carried out. */
  ran: number;
  /** Calls that threw what is no TorchtsError. */
  untyped: string[];
  /** Calls that ended or stopped the process. */
  crashes: string[];
}

/** Runs the calls in child processes. A call that takes longer than `hangMs` counts as a crash. */
export async function fuzz(seed: number, from: number, to: number, hangMs = 20_000): Promise<Report> {
  const report: Report = { calls: to - from, ran: 0, untyped: [], crashes: [] };
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-fuzz-"));
  const log = path.join(folder, "log");
  let next = from;
  while (next < to) {
    const args = [
      "--import",
      "tsx",
      fileURLToPath(import.meta.url),
      "--child",
      String(seed),
      String(next),
      String(to),
      log,
    ];
    const run = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let complaints = "";
    run.stdout.on("data", (text) => {
      out += text;
    });
    run.stderr.on("data", (text) => {
      complaints = (complaints + text).slice(-2000);
    });
    let seen = "";
    const watch = setInterval(() => {
      const now = readLog(log);
      if (now !== "" && now === seen) run.kill("SIGKILL");
      seen = now;
    }, hangMs);
    const ended = await new Promise<string>((resolve) => {
      run.on("close", (code, signal) => resolve(signal ?? `exit ${code}`));
    });
    clearInterval(watch);
    const last = readLog(log, 0);
    const ranBefore = readLog(log, 1);
    if (ended === "exit 0") {
      const done = JSON.parse(out.trim().split("\n").at(-1) as string) as { ran: number; untyped: string[] };
      report.ran += done.ran;
      report.untyped.push(...done.untyped);
      break;
    }
    const number = Number.parseInt(last, 10);
    report.ran += Number(ranBefore);
    report.crashes.push(`${ended} in ${last}\n    ${complaints.trim().split("\n").slice(-3).join(" | ")}`);
    if (Number.isNaN(number)) break;
    next = number + 1;
    rmSync(log, { force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  return report;
}

function readLog(file: string, line = 0): string {
  try {
    return readFileSync(file, "utf8").split("\n")[line]?.trim() ?? "";
  } catch {
    return "";
  }
}

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "--child") {
    const [seed, from, to] = process.argv.slice(3, 6).map(Number) as [number, number, number];
    child(seed, from, to, process.argv[6] as string);
  } else if (process.argv.includes("--only")) {
    const { call, error } = fuzzOnce(fuzzedOverloads(), option("seed", 0), option("only", 0), console.log);
    console.log(call, error ?? "ran");
  } else {
    const seed = option("seed", 0);
    const from = option("from", 0);
    const report = await fuzz(seed, from, from + option("count", 20_000));
    console.log(`seed ${seed}: ${report.calls} calls, ${report.ran} carried out, the others refused`);
    for (const text of report.untyped) console.log(`no TorchtsError: ${text}`);
    for (const text of report.crashes) console.log(`crash: ${text}`);
    process.exitCode = report.crashes.length + report.untyped.length > 0 ? 1 : 0;
  }
}
