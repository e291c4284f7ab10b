/**
 * Compares every public operator with Python's PyTorch, live:
 *
 *     npm run conformance [-- --only add,mm] [--out FOLDER] [--chunk 60]
 *
 * `TORCHTS_PYTHON` names the Python. Operators go in chunks, each in child processes of its own, so that a call that
 * ends a process costs that call only. Writes docs/conformance.md (--out: elsewhere) and conformance.json beside
 * the progress lines, and exits 1 on a mismatch, on an operator that has neither a valid case nor a reason in
 * not-compared.ts, and on a call of the table that PyTorch refuses.
 */

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Case } from "../../test/conformance/case.ts";
import { casesOf, comparedOperators } from "../../test/conformance/cases.ts";
import { findPython } from "../../test/helpers/python.ts";
import type { Verdict } from "./child.ts";
import { summarize, writeReport } from "./report.ts";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
// glibc fills fresh memory with these: a value that PyTorch never set differs between the two sides in every run.
const FILL = { reference: "85", ours: "170" };
// A single call of a tiny tensor that takes longer than this hangs.
const SILENCE_MS = 60_000;

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

function linesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}

/** Runs a program until it ends or is silent for too long; says how it ended. */
function runChild(command: string, args: string[], file: string, fill: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, OMP_NUM_THREADS: "1", MALLOC_PERTURB_: fill };
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaints = (complaints + text).slice(-600);
    });
    let seen = -1;
    const watch = setInterval(() => {
      const now = linesOf(file).length;
      if (now === seen) child.kill("SIGKILL");
      seen = now;
    }, SILENCE_MS);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(watch);
      resolve(
        code === 0 ? "done" : `${signal ?? `exit ${code}`} ${complaints.trim().split("\n").at(-1) ?? ""}`,
      );
    });
  });
}

/**
 * Runs a program over all cases, again after each case that ends it: `lost` gives the line for such a case.
 * @returns one line per case.
 */
async function overAll(
  cases: readonly Case[],
  file: string,
  fill: string,
  start: (from: number) => [string, string[]],
  lost: (test: Case, how: string) => object,
): Promise<string[]> {
  for (;;) {
    const done = linesOf(file).length;
    if (done >= cases.length) return linesOf(file);
    const how = await runChild(...start(done), file, fill);
    const lines = linesOf(file);
    if (lines.length >= cases.length) return lines;
    if (how === "done") throw new Error(`${file} has ${lines.length} lines for ${cases.length} cases`);
    // What was written of an unfinished line goes too.
    const culprit = cases[lines.length] as Case;
    lines.push(JSON.stringify(lost(culprit, how)));
    writeFileSync(file, `${lines.join("\n")}\n`);
  }
}

async function runChunk(python: string, folder: string, ops: readonly string[]): Promise<Verdict[]> {
  const cases = ops.flatMap(casesOf);
  const casesFile = path.join(folder, "cases.json");
  const answers = path.join(folder, "answers.jsonl");
  const verdicts = path.join(folder, "verdicts.jsonl");
  for (const file of [answers, verdicts]) rmSync(file, { force: true });
  writeFileSync(casesFile, JSON.stringify(cases));
  await overAll(
    cases,
    answers,
    FILL.reference,
    (from) => [python, [path.join(here, "reference.py"), casesFile, answers, String(from)]],
    (test, how) => ({ id: test.id, error: `the call ends Python: ${how}` }),
  );
  const lines = await overAll(
    cases,
    verdicts,
    FILL.ours,
    (from) => [
      process.execPath,
      ["--import", "tsx", path.join(here, "child.ts"), casesFile, answers, verdicts, String(from)],
    ],
    ({ id, op, dtype }, how): Verdict => ({
      id,
      op,
      dtype,
      verdict: "mismatch",
      gradients: false,
      what: `the call ends the process: ${how}`,
    }),
  );
  return lines.map((line) => JSON.parse(line) as Verdict);
}

async function main(): Promise<number> {
  const python = findPython();
  if (python === undefined) {
    console.error(
      "npm run conformance needs a Python with torch: TORCHTS_PYTHON=/path/to/python npm run conformance",
    );
    return 1;
  }
  const only = option("only")?.split(",");
  const operators = only ?? comparedOperators();
  const size = Number(option("chunk") ?? 60);
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-conformance-"));
  const verdicts: Verdict[] = [];
  const started = Date.now();
  try {
    for (let at = 0; at < operators.length; at += size) {
      const chunk = operators.slice(at, at + size);
      const found = await runChunk(python, folder, chunk);
      verdicts.push(...found);
      const compared = found.filter((v) => v.verdict !== "invalid");
      const wrong = compared.filter((v) => v.verdict === "mismatch");
      const seconds = ((Date.now() - started) / 1000).toFixed(0);
      console.log(
        `${at + chunk.length}/${operators.length} operators to ${chunk.at(-1)}: ${compared.length} cases, ` +
          `${wrong.length} mismatches (${seconds} s)`,
      );
      for (const v of wrong.slice(0, 20)) console.log(`  ${v.id}: ${v.what}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const summary = summarize(operators, verdicts);
  writeReport(summary, verdicts, { only: only !== undefined, out: option("out"), root });
  console.log(
    `${summary.covered} of ${summary.operators} operators compared, ${summary.cases} cases ` +
      `(${summary.gradients} with gradients, ${summary.equal} equal to the bit), ${summary.mismatches} mismatches`,
  );
  for (const op of summary.uncovered) console.log(`no valid case: ${op}`);
  for (const call of summary.neverValid) console.log(`a call of the table that PyTorch refuses: ${call}`);
  return summary.mismatches + summary.uncovered.length + summary.neverValid.length > 0 ? 1 : 0;
}

process.exitCode = await main();
