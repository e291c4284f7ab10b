/**
 * `npm run bench`: torchts and Python's PyTorch side by side, each in a process of its own, in turn.
 *
 *     npm run bench -- [--quick] [--only dispatch|models] [--filter text] [--rounds N] [--device cpu|cuda] [--out file.json]
 *
 * Dispatch runs on one thread, networks on two (--threads). Each figure is the median of the rounds; in each
 * round the sides follow each other, so that a slow moment of the machine meets both. Where no Python has torch,
 * torchts is measured alone and the table says so.
 */

import { parseArgs } from "node:util";
import { OPERATORS, workloads } from "./cases.ts";
import { compileLibrary, thisMachine, writeResults } from "./common.ts";
import { type CaseResult, meanRatio, median, table } from "./report.ts";
import { findPython, type Side, startPython, startTorchts } from "./sides.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    filter: { type: "string", default: "" },
    rounds: { type: "string" },
    threads: { type: "string", default: "2" },
    device: { type: "string" },
    out: { type: "string" },
  },
});

/** The sides of one section; fresh processes, so that peak memory is the section's own. */
interface Pair {
  torchts: Side;
  python: Side | undefined;
}

/** What one section of the bench found. */
interface Section {
  title: string;
  unit: string;
  device: string;
  threads: number;
  results: CaseResult[];
  /** Peak resident set of each process in MiB. */
  peakRssMb: { torchts: number; python?: number };
}

const python = findPython();
const chosen = (name: string): boolean => name.includes(options.filter);
const MODES = ["default", "expert"] as const;

async function withSides<T>(work: (pair: Pair) => Promise<T>): Promise<T> {
  const torchts = startTorchts();
  const side = "command" in python ? startPython(python.command) : undefined;
  try {
    return await work({ torchts, python: side });
  } finally {
    torchts.close();
    side?.close();
  }
}

async function setup({ torchts, python }: Pair, threads: number, device: string): Promise<void> {
  await torchts.ask({ do: "setup", threads, device });
  await python?.ask({ do: "setup", threads, device });
}

async function peakMemory({ torchts, python }: Pair): Promise<Section["peakRssMb"]> {
  return {
    torchts: await torchts.ask<number>({ do: "memory" }),
    python: await python?.ask<number>({ do: "memory" }),
  };
}

/** Cost of one small operator's call, in nanoseconds. */
function dispatch(device: string): Promise<Section> {
  const rounds = Number(options.rounds ?? (options.quick ? 11 : 41));
  const calls = options.quick ? 1_000 : 2_000;
  return withSides(async (pair) => {
    await setup(pair, 1, device);
    const results: CaseResult[] = [];
    for (const name of OPERATORS.filter(chosen)) {
      const request = { do: "operator", name, calls };
      const times = { torchts: [] as number[], default: [] as number[], expert: [] as number[] };
      for (let round = -1; round < rounds; round++) {
        const ours = await pair.torchts.ask<number>({ ...request, mode: "default" });
        if (round >= 0) times.torchts.push(ours); // the round before is the warm-up
        for (const mode of MODES) {
          const theirs = await pair.python?.ask<number>({ ...request, mode });
          if (round >= 0 && theirs !== undefined) times[mode].push(theirs);
        }
      }
      results.push(summarise(name, times));
    }
    const peakRssMb = await peakMemory(pair);
    return { title: "operator, 2x2", unit: "ns", device, threads: 1, results, peakRssMb };
  });
}

/** Time of a network's step, in milliseconds. */
async function networks(device: string): Promise<Section[]> {
  const threads = Number(options.threads);
  const sections: Section[] = [];
  for (const workload of workloads(options.quick, device).filter(({ name }) => chosen(name))) {
    const { name, ...what } = workload;
    sections.push(
      await withSides(async (pair) => {
        await setup(pair, threads, device);
        await pair.torchts.ask({ do: "workload", ...what, mode: "default" });
        const times = { torchts: [] as number[], default: [] as number[], expert: [] as number[] };
        const training = what.kind === "train";
        const rounds = Number(options.rounds ?? (options.quick ? 3 : training ? 7 : 21));
        const count = training ? 1 : 3;
        for (const mode of MODES) {
          // Python has one network at a time in memory; torchts is measured beside each of its two modes.
          await pair.python?.ask({ do: "workload", ...what, mode });
          for (let round = 0; round < rounds; round++) {
            times.torchts.push(...(await pair.torchts.ask<number[]>({ do: "step", count })));
            times[mode].push(...((await pair.python?.ask<number[]>({ do: "step", count })) ?? []));
          }
        }
        const peakRssMb = await peakMemory(pair);
        return { title: "step", unit: "ms", device, threads, results: [summarise(name, times)], peakRssMb };
      }),
    );
  }
  return sections;
}

function summarise(
  name: string,
  times: { torchts: number[]; default: number[]; expert: number[] },
): CaseResult {
  const { default: plain, expert } = times;
  const best = (values: number[]): number | undefined =>
    values.length > 0 ? Math.min(...values) : undefined;
  return {
    name,
    torchts: median(times.torchts),
    python: plain.length > 0 ? median(plain) : undefined,
    pythonExpert: expert.length > 0 ? median(expert) : undefined,
    best: { torchts: Math.min(...times.torchts), python: best(plain), pythonExpert: best(expert) },
  };
}

function memoryTable(sections: readonly Section[]): string {
  const rows = sections.map((section) => {
    const label = section.results.length === 1 ? section.results[0]?.name : section.title;
    const { torchts, python } = section.peakRssMb;
    const theirs = python === undefined ? "-" : python.toFixed(0);
    return `  ${label?.padEnd(40)} ${torchts.toFixed(0).padStart(6)}  ${theirs.padStart(6)}`;
  });
  return ["peak resident set, MiB                    torchts  Python", ...rows].join("\n");
}

async function main(): Promise<void> {
  compileLibrary();
  const hello = await withSides(async ({ torchts, python }) => ({
    torchts: await torchts.ask<{ node: string; cuda: string | null }>({ do: "hello" }),
    python: await python?.ask<{ torch: string; python: string; cuda: string | null }>({ do: "hello" }),
  }));
  if ("missing" in python) console.log(`torchts alone: ${python.missing}`);
  const bothCuda = hello.torchts.cuda !== null && (hello.python === undefined || hello.python.cuda !== null);
  const devices = options.device ? [options.device] : bothCuda ? ["cpu", "cuda"] : ["cpu"];

  const sections: Section[] = [];
  for (const device of devices) {
    if (options.only !== "models") {
      const section = await dispatch(device);
      sections.push(section);
      console.log(`\n${table(`${section.title}, ${device}`, section.unit, section.results)}`);
    }
    if (options.only !== "dispatch") {
      const measured = await networks(device);
      sections.push(...measured);
      const results = measured.flatMap((section) => section.results);
      console.log(`\n${table(`step, ${device}, ${options.threads} threads`, "ms", results)}`);
    }
  }
  console.log(`\n${memoryTable(sections)}`);

  const ofDispatch = sections
    .filter((section) => section.unit === "ns")
    .flatMap((section) => section.results);
  const report = {
    date: new Date().toISOString(),
    machine: thisMachine(),
    versions: hello,
    quick: options.quick,
    dispatchGeometricMean: {
      median: meanRatio(ofDispatch, "python", "median"),
      best: meanRatio(ofDispatch, "python", "best"),
    },
    sections,
  };
  writeResults(report, "latest.json", options.out);
}

await main();
