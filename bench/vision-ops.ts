/**
 * `npm run bench:vision-ops`: detection's operators beside torchvision's compiled ones.
 *
 *     npm run bench:vision-ops -- [--rounds N] [--threads 2] [--out file.json]
 *
 * nms of 1,000 and of 20,000 boxes, crowded (most go) and apart (most stay); roi_align of 1,000 RoIs, 256 channels, 7 x 7
 * bins of two samples a side, over a feature map of 200 x 272 at stride 4, forward and with its gradient. Each side runs
 * in a process of its own, on the same numbers (by seed), in turn; the ratios are of medians, of the time that passed and
 * of the processor's, which a loaded machine lengthens less.
 */

import { parseArgs } from "node:util";
import { compileLibrary, thisMachine, writeResults } from "./common.ts";
import { median } from "./report.ts";
import { findPython, type Side, startPythonScript, startTorchtsScript } from "./sides.ts";
import { CASES, type CaseTime } from "./vision-ops-cases.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    threads: { type: "string", default: "2" },
    out: { type: "string" },
  },
});

const threads = Number(options.threads);
const python = findPython();
if ("missing" in python) console.log(python.missing);

compileLibrary();
const sides: Side[] = [startTorchtsScript("vision-ops-worker.ts")];
if ("command" in python) sides.push(startPythonScript(python.command, "vision_ops.py"));
try {
  const versions = [];
  for (const side of sides) versions.push(await side.ask<string>({ do: "setup", threads }));
  const results = [];
  for (const name of CASES) {
    const times = new Map<string, CaseTime[]>(sides.map((side) => [side.name, []]));
    // The first round warms up.
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
    writeResults({ ...thisMachine(), threads, versions, results }, "vision-ops.json", options.out);
  }
} finally {
  for (const side of sides) side.close();
}
