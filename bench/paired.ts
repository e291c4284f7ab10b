/** Cases that both sides run in turn, each in a process of its own: times, and the ratios of their medians. */

import { parseArgs } from "node:util";
import { compileLibrary, thisMachine, writeResults } from "./common.ts";
import { median } from "./report.ts";
import { findPython, type Side, startPythonScript, startTorchtsScript } from "./sides.ts";

/** Time of one run: that passed, and of all threads' work. */
export interface CaseTime {
  ms: number;
  cpuMs: number;
}

/** What to measure. */
export interface Paired {
  /** Names that both workers know. */
  cases: readonly string[];
  /** Worker of torchts, a script beside this one. */
  torchts: string;
  /** Worker of Python, a script of the folder python/. */
  python: string;
  /** Rounds unless the command line says it; one more warms up. */
  rounds: number;
  /** Name of the results' file. */
  file: string;
}

/** Measures as the command line says, `[--rounds N] [--threads 2] [--out file.json]`, and prints a line for each case. */
export async function runPaired({ cases, rounds, file, ...scripts }: Paired): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      rounds: { type: "string", default: String(rounds) },
      threads: { type: "string", default: "2" },
      out: { type: "string" },
    },
  });
  const threads = Number(options.threads);
  const python = findPython();
  if ("missing" in python) console.log(python.missing);

  compileLibrary();
  const sides: Side[] = [startTorchtsScript(scripts.torchts)];
  if ("command" in python) sides.push(startPythonScript(python.command, scripts.python));
  try {
    const versions = [];
    for (const side of sides) versions.push(await side.ask<string>({ do: "setup", threads }));
    const results = [];
    for (const name of cases) {
      const times = new Map<string, CaseTime[]>(sides.map((side) => [side.name, []]));
      for (let round = -1; round < Number(options.rounds); round++) {
        for (const side of sides) {
          const time = await side.ask<CaseTime>({ do: "run", name });
          if (round >= 0) times.get(side.name)?.push(time);
        }
      }
      const found = Object.fromEntries(
        [...times].map(([side, all]) => [
          side,
          { ms: median(all.map(({ ms }) => ms)), cpuMs: median(all.map(({ cpuMs }) => cpuMs)) },
        ]),
      );
      const { torchts, python: theirs } = found;
      const ratio = (of: "ms" | "cpuMs"): number | undefined =>
        torchts && theirs && Number((torchts[of] / theirs[of]).toFixed(3));
      results.push({ name, ...found, ratio: ratio("ms"), cpuRatio: ratio("cpuMs") });
      const shown = [torchts, theirs].map((time) => (time === undefined ? "-" : `${time.ms.toFixed(2)} ms`));
      console.log(
        `${name.padEnd(34)} torchts ${shown[0]}, Python ${shown[1]}, ${ratio("ms")}x (processor's time ${ratio("cpuMs")}x)`,
      );
    }
    if (options.out !== undefined) {
      writeResults({ ...thisMachine(), threads, versions, results }, file, options.out);
    }
  } finally {
    for (const side of sides) side.close();
  }
}
