// Ends processes in the middle of work, many times over, and counts how they end.
//
//   node scripts/exit-trials.mjs [--trials N] [--node <binary>]... [--way <name>]... [--package <folder>] [--jobs N]
//
// --trials is per way and Node (default 20); --package is a built checkout (default: this one). A trial is good where the
// exit code is the one asked for, no signal ended the process, and standard output is whole. Exits 1 where a trial was not good.
import { spawn, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WAYS } from "./exit-ways.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "20" },
    node: { type: "string", multiple: true, default: [process.execPath] },
    way: { type: "string", multiple: true, default: Object.keys(WAYS) },
    package: { type: "string", default: join(here, "..") },
    jobs: { type: "string", default: String(Math.max(1, cpus().length >> 1)) },
  },
});

/** Longest a process may live after it has said that it leaves, milliseconds: else it hangs. */
const LONGEST_MS = 120_000;

/** One trial: undefined where it was good, else what was wrong. */
function trial(node, way) {
  const { code: expected, interrupted = false, lines } = WAYS[way];
  const child = spawn(
    node,
    [join(here, "exit-ways.mjs"), way, join(values.package, "dist", "node", "index.js")],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_OPTIONS: "", OMP_NUM_THREADS: "1" },
    },
  );
  let out = "";
  let complaints = "";
  let left = 0;
  let timer;
  let interrupting;
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
    if (left > 0 || !out.includes("leaving\n")) return;
    left = Date.now();
    // Two that come at once count as one.
    if (interrupted) interrupting = setInterval(() => child.kill("SIGINT"), 15);
    timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaints += text;
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      clearInterval(interrupting);
      const written = out.split("\n").filter((line) => line.startsWith("line ")).length;
      if (signal !== null) resolve(signal);
      else if (code !== expected)
        resolve(`exit ${code}: ${complaints.trim().split("\n").at(-1)?.slice(0, 200)}`);
      else if (written !== lines) resolve(`${written} of ${lines} lines`);
      else resolve(undefined);
    });
  });
}

async function trials(node, way, count) {
  const outcomes = new Map();
  let started = 0;
  const lane = async () => {
    while (started++ < count) {
      const outcome = (await trial(node, way)) ?? "good";
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, lane));
  return outcomes;
}

let bad = 0;
for (const node of values.node) {
  const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
  for (const way of values.way) {
    const outcomes = await trials(node, way, Number(values.trials));
    const told = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(", ");
    bad += Number(values.trials) - (outcomes.get("good") ?? 0);
    console.log(`${version.padEnd(9)} ${way.padEnd(14)} ${told}`);
  }
}
if (bad > 0) process.exitCode = 1;
