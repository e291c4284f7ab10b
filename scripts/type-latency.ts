/**
 * How long `tsc` needs for a ten-line script that uses torchts, and how large the declarations are: what an editor
 * has to read before it can help. Run by `npm run types:latency`; writes bench/results/types.json.
 *
 *     npx tsx scripts/type-latency.ts [--runs 5] [--out bench/results/types.json] [--tsc other/typescript/bin/tsc]
 *
 * The declarations are built afresh with the package's own settings, so that an old dist/ cannot be measured. An
 * empty script is timed beside it: the difference is what the package costs.
 */

import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tidyDeclarations } from "./declarations.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const ownCompiler = join(root, "node_modules", "typescript", "bin", "tsc");

const SCRIPT = `import { cat, linalg, manualSeed, nn, optim, randn, scope, type Tensor } from "torchts";

manualSeed(0);
const model = new nn.Sequential(new nn.Linear(4, 8), new nn.ReLU(), new nn.Linear(8, 2));
const optimizer = new optim.AdamW(model.parameters(), { lr: 1e-3 });
const x: Tensor = cat([randn([2, 4]), randn([2, 4])], { dim: 0 });
const { values, indices } = x.add(1).sum({ dim: 1, keepdim: true }).sort({ dim: 0 });
const loss = scope(() => nn.functional.mseLoss(model.forward(x), randn([4, 2])));
loss.backward();
export const all = [optimizer, values, indices, linalg.norm(x)];
`;

/** What one compilation took, as `tsc --extendedDiagnostics` says it. */
interface Timing {
  /** Wall clock of the process, in ms. */
  wall: number;
  /** Checking alone, in ms. */
  check: number;
  /** Everything `tsc` counts, in ms. */
  total: number;
  /** Peak memory of the compiler, in MB. */
  memory: number;
  types: number;
}

function run(tsc: string, args: string[], cwd: string): string {
  const result = spawnSync(process.execPath, [tsc, ...args], { cwd, encoding: "utf8" });
  if (result.status === 0) return result.stdout;
  throw new Error(`tsc ${args.join(" ")} ended with ${result.status}:\n${result.stdout}${result.stderr}`);
}

function diagnostic(output: string, name: string): number {
  const match = new RegExp(`^${name}:\\s+([\\d.]+)(K|s|ms)?\\s*$`, "m").exec(output);
  if (match === null) throw new Error(`tsc --extendedDiagnostics said no "${name}":\n${output}`);
  const value = Number(match[1]);
  if (match[2] === "s") return value * 1000;
  return match[2] === "K" ? value / 1024 : value;
}

function compile(tsc: string, folder: string): Timing {
  const started = performance.now();
  const output = run(tsc, ["--noEmit", "--extendedDiagnostics", "-p", "."], folder);
  const wall = performance.now() - started;
  return {
    wall,
    check: diagnostic(output, "Check time"),
    total: diagnostic(output, "Total time"),
    memory: diagnostic(output, "Memory used"),
    types: diagnostic(output, "Types"),
  };
}

/** Each number by itself, at a place in its order: 0 the least, 0.5 the median. */
function quantile(timings: Timing[], at: number): Timing {
  const place = Math.floor((timings.length - 1) * at);
  const pickAt = (pick: (t: Timing) => number) =>
    Math.round((timings.map(pick).sort((a, b) => a - b)[place] as number) * 10) / 10;
  return {
    wall: pickAt((t) => t.wall),
    check: pickAt((t) => t.check),
    total: pickAt((t) => t.total),
    memory: pickAt((t) => t.memory),
    types: pickAt((t) => t.types),
  };
}

function declarations(folder: string): { path: string; bytes: number }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".d.ts"))
    .map((path) => ({ path, bytes: statSync(join(folder, path)).size }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** A project of one script beside an installed package of declarations. */
function project(folder: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "script.ts"), script);
  const compilerOptions = {
    target: "ES2023",
    lib: ["ES2023", "ESNext.Disposable"],
    module: "NodeNext",
    moduleResolution: "NodeNext",
    strict: true,
    skipLibCheck: true,
    types: ["node"],
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["script.ts"] }, null, 2),
  );
  return folder;
}

function measure(temporary: string, runs: number, tsc: string): Record<string, unknown> {
  const installed = join(temporary, "node_modules", "torchts");
  run(
    ownCompiler,
    ["-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", join(installed, "dist")],
    root,
  );
  tidyDeclarations(join(installed, "dist"));
  writeFileSync(join(installed, "package.json"), readFileSync(join(root, "package.json")));
  symlinkSync(join(root, "node_modules", "@types"), join(temporary, "node_modules", "@types"), "junction");
  const needed = "undici-types"; // by @types/node
  symlinkSync(join(root, "node_modules", needed), join(temporary, "node_modules", needed), "junction");
  writeFileSync(join(temporary, "package.json"), JSON.stringify({ type: "module" }));
  const withPackage = project(join(temporary, "with"), SCRIPT);
  const without = project(join(temporary, "without"), "export const all = [];\n");

  const timings = { script: [] as Timing[], empty: [] as Timing[] };
  for (let i = 0; i <= runs; i++) {
    const pair = [compile(tsc, withPackage), compile(tsc, without)] as const;
    if (i === 0) continue; // files come from the disk the first time
    timings.script.push(pair[0]);
    timings.empty.push(pair[1]);
  }

  const files = declarations(join(installed, "dist"));
  return {
    typescript: run(tsc, ["--version"], root).trim().replace("Version ", ""),
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    runs,
    declarations: {
      files: files.length,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      largest: files.slice(0, 5),
    },
    units: "ms, wall of the whole process, the others as tsc counts them; memory in MB",
    script: { median: quantile(timings.script, 0.5), best: quantile(timings.script, 0) },
    empty: { median: quantile(timings.empty, 0.5), best: quantile(timings.empty, 0) },
  };
}

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    out: { type: "string", default: join(root, "bench", "results", "types.json") },
    tsc: { type: "string", default: ownCompiler },
  },
});
const temporary = mkdtempSync(join(tmpdir(), "torchts-types-"));
try {
  const report = measure(temporary, Number(options.runs), options.tsc);
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  console.log(JSON.stringify(report, null, 2));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
