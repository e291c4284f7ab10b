/**
 * Kills runs of `train.fit` with SIGKILL at random moments, goes on with them until they end, and compares what they leave with
 * runs that nobody killed, bit by bit.
 *
 *     npx tsx scripts/kill-runs.ts [--kills 30] [--seed N]
 *
 * The run has every part switched on (averages, accumulation, clipping, checkpoints within an epoch, early stopping, unfreezing, a
 * schedule with warmup or with a state, a part and a metric of one's own); its options are drawn anew for each run. Moments are
 * drawn too: while the process starts, at any time, in a validation, while a file is written. Compared are `best.pth`, `last.pth`
 * with optimizer, averages and the parts' states, the history, `config.json`, the network as the run ended with it, and the loss
 * of every step that any of the processes told. Wall times are not, nor the receipt, which begins with each process.
 *
 * Prints the seed, each kill and where the run went on, and the verdict of each run; exits 1 where anything differs.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { type FSWatcher, mkdirSync, mkdtempSync, readdirSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generatePolypFolder } from "../lib/cli/polyps/folder.ts";
import { Rng } from "../lib/data/index.ts";
import { drawPlan, type Plan } from "./kill-runs/plan.ts";
import { compareRuns } from "./kill-runs/same.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "30" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const wanted = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isSafeInteger(wanted) || wanted < 1 || !Number.isSafeInteger(seed) || seed < 0) {
  console.error(
    `--kills is a whole number from 1, --seed one from 0, got ${values.kills} and ${values.seed}`,
  );
  process.exit(2);
}

const here = path.dirname(fileURLToPath(import.meta.url));
const root = mkdtempSync(path.join(tmpdir(), "torchts-kills-"));
const rng = new Rng(seed);

/** When a process is killed. */
type Moment =
  | { when: "start" | "time"; after: number }
  /** The how manieth batch of validation, or file that is written. */
  | { when: "validation" | "write"; count: number };

/** An event of a run, as far as it is looked at. */
interface Told {
  type: string;
  epoch?: number;
  step?: number;
  globalStep?: number;
  loss?: number;
  resumedEpochs?: number;
  resumedSteps?: number;
}

/** What became of one process. */
interface Outcome {
  killed: boolean;
  code: number | null;
  /** Where it was, in words. */
  place: string;
  start: Told | null;
  steps: { step: number; loss: number }[];
  /** Milliseconds until its run began, and from there to its end. */
  startup: number;
  training: number;
  complaints: string;
}

/** Trains in a process of its own, until its end or the moment. */
function train(images: string, out: string, plan: Plan, moment: Moment | null): Promise<Outcome> {
  mkdirSync(out, { recursive: true });
  const begun = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    [...process.execArgv, path.join(here, "kill-runs", "child.ts"), images, out, JSON.stringify(plan)],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, OMP_NUM_THREADS: "1" } },
  );
  const kill = (): void => void child.kill("SIGKILL");
  const outcome: Outcome = {
    killed: false,
    code: null,
    place: "before the run began",
    start: null,
    steps: [],
    startup: 0,
    training: 0,
    complaints: "",
  };
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  let left = moment !== null && "count" in moment ? moment.count : 0;
  const due = (): void => {
    if (--left === 0) kill();
  };
  if (moment?.when === "start") timer = setTimeout(kill, moment.after);
  if (moment?.when === "write") {
    const seen = new Set<string>();
    watcher = watch(out, (_, name) => {
      if (name === null || !/\.tmp-\d+-\d+$/.test(name) || seen.has(name)) return;
      seen.add(name);
      due();
    });
  }
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
    const event = JSON.parse(line) as Told;
    const { type, epoch, step, globalStep, loss } = event;
    if (type === "start") {
      outcome.start = event;
      outcome.startup = performance.now() - begun;
      outcome.place = "before its first step";
      if (moment?.when === "time") timer = setTimeout(kill, moment.after);
    }
    if (type === "step") {
      outcome.steps.push({ step: globalStep as number, loss: loss as number });
      outcome.place = `epoch ${epoch}, step ${step}`;
    }
    if (type === "validation") {
      outcome.place = `epoch ${epoch}, validation ${step}`;
      if (moment?.when === "validation") due();
    }
    if (type === "epoch" || type === "end") outcome.place = `after ${outcome.place}`;
  });
  (child.stderr as NodeJS.ReadableStream).on("data", (piece: Buffer) => {
    outcome.complaints += piece.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      watcher?.close();
      const unfinished = readdirSync(out).filter((name) => name.includes(".tmp-"));
      const writing = unfinished.map((name) => `, writing ${name.split(".tmp-")[0]}`).join("");
      const training = performance.now() - begun - outcome.startup;
      resolve({
        ...outcome,
        code,
        killed: signal === "SIGKILL",
        place: `${outcome.place}${writing}`,
        training,
      });
    });
  });
}

/** A moment that a run of this length may come to. */
function drawMoment({ startup, training }: Outcome): Moment {
  const moments = ["start", "time", "time", "time", "validation", "write", "write", "write"] as const;
  const when = moments[rng.int(0, moments.length)];
  if (when === "start") return { when, after: rng.uniform(0, startup) };
  if (when === "validation") return { when, count: rng.int(1, 6) };
  if (when === "write") return { when, count: rng.int(1, 16) };
  return { when: "time", after: rng.uniform(0, training / 2) };
}

/** Where a run goes on, in words. */
function goesOn({ start }: Outcome): string {
  if (start === null) return "was killed before that";
  const { resumedEpochs = 0, resumedSteps = 0 } = start;
  if (resumedEpochs + resumedSteps === 0) return "begins anew";
  return `goes on after epoch ${resumedEpochs}${resumedSteps > 0 ? ` and ${resumedSteps} steps` : ""}`;
}

/** The outcome, unless the process ended with an error, which ends this one too. */
function sound(outcome: Outcome): Outcome {
  if (outcome.killed || outcome.code === 0) return outcome;
  throw new Error(
    `the process that trains ended with ${outcome.code} at ${outcome.place}:\n${outcome.complaints}`,
  );
}

/** Trains as one run without a kill and as one with kills, of which so many are done; gives their number, and where the two differ. */
async function round(
  images: string,
  number: number,
  done: number,
): Promise<[kills: number, differences: string[]]> {
  const plan = drawPlan(rng);
  console.log(`run ${number}: ${JSON.stringify(plan)}`);
  const [whole, parts] = [path.join(root, `${number}-whole`), path.join(root, `${number}-parts`)];
  const reference = sound(await train(images, whole, plan, null));
  const losses = new Map(reference.steps.map(({ step, loss }) => [step, loss]));
  const differences: string[] = [];
  let kills = 0;
  for (;;) {
    const moment = done + kills < wanted ? drawMoment(reference) : null;
    const outcome = sound(await train(images, parts, plan, moment));
    if (kills > 0) console.log(`    ${goesOn(outcome)}`);
    for (const { step, loss } of outcome.steps) {
      const expected = losses.get(step);
      if (loss !== expected) differences.push(`the loss of step ${step}: ${expected}, then ${loss}`);
    }
    if (!outcome.killed) break;
    console.log(`  kill ${done + ++kills} (${moment?.when}): ${outcome.place}`);
  }
  const compared = await compareRuns(whole, parts);
  differences.push(...compared.differences);
  const what = `${compared.values} values, ${compared.tensors} of them tensors, and the losses of ${losses.size} steps`;
  console.log(
    differences.length === 0
      ? `  after ${kills} kills equal, bit by bit: ${what}`
      : `  after ${kills} kills ${differences.length} differ of ${what}:\n    ${differences.slice(0, 12).join("\n    ")}`,
  );
  return [kills, differences];
}

console.log(`seed ${seed}`);
try {
  await generatePolypFolder(path.join(root, "data"), { n: 48, size: 32, seed: 0 });
  const images = path.join(root, "data", "images");
  let kills = 0;
  let different = 0;
  let runs = 0;
  while (kills < wanted) {
    const [more, differences] = await round(images, ++runs, kills);
    kills += more;
    if (differences.length > 0) different++;
  }
  console.log(
    `${kills} kills in ${runs} runs, seed ${seed}: ${different === 0 ? "all equal" : `${different} differ`}`,
  );
  process.exitCode = different === 0 ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
