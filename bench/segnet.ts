/**
 * `npm run bench:segnet`: frames per second of SegNet and of a U-Net over MobileNet V2 at 256 x 256, batch 1, beside
 * Python's PyTorch; and from the bytes of a frame to those of its mask, through `models.stream`.
 *
 *     npm run bench:segnet -- [--rounds N] [--threads 2] [--size 256] [--device cpu|cuda] [--frames 20, 0: no stream] [--out file.json]
 *
 * Ours is the network as it is and `models.optimizeForInference` of it; Python's is what one writes (`eval`, `no_grad`)
 * and what an expert writes (normalisation folded by `fuse_conv_bn_eval`, channels-last, `inference_mode`); both also in
 * bfloat16, on CUDA float16. Each side runs in a process of its own, with the same weights, in turn; the ratios are of
 * medians, of the time that passed and of the processor's. SegNet in Python is another implementation
 * (scripts/fixtures/segmentation.py's, with `nn.MaxUnpool2d`); the U-Net is the same layers written in Python over
 * torchvision's encoder.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type * as Torchts from "../lib/index.ts";
import { compileLibrary, thisMachine, writeResults } from "./common.ts";
import { median } from "./report.ts";
import { findPython, type Side, startPythonScript, startTorchtsScript } from "./sides.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    threads: { type: "string", default: "2" },
    size: { type: "string", default: "256" },
    device: { type: "string", default: "cpu" },
    frames: { type: "string", default: "20" },
    out: { type: "string" },
  },
});

const { device } = options;
const size = Number(options.size);
const half = device === "cpu" ? "bfloat16" : "float16";
const NETWORKS = ["segnet", "dynamic_unet"] as const;
const OURS = ["eager", "optimised", `optimised ${half}`];
const THEIRS = ["eager", "expert", `expert ${half}`];
/**
 * SegNet on endoscopy video in a clinic: frames per second, and milliseconds until a frame's mask is seen. Wang et al.
 * 2018, https://doi.org/10.1038/s41551-018-0301-3
 */
const PUBLISHED = { fps: 25, latencyMs: 76.8 };

/** Milliseconds of one frame: that passed, and of all threads' work, which a loaded machine lengthens less. */
interface FrameTime {
  ms: number;
  cpuMs: number;
}

/** Times of one network by "torchts eager" and so on. */
type Times = Record<string, FrameTime[]>;

async function measure(
  name: string,
  torchts: Side,
  python: Side | undefined,
  weights: string,
): Promise<Times> {
  await torchts.ask({ do: "prepare", name, size, weights, half });
  await python?.ask({ do: "prepare", name, size, weights, half });
  const times: Times = {};
  // The first round packs weights and warms up.
  for (let round = -1; round < Number(options.rounds); round++) {
    const step = async (side: Side, mode: string): Promise<void> => {
      const time = await side.ask<FrameTime>({ do: "frame", mode });
      const key = `${side.name} ${mode}`;
      if (round >= 0) times[key] = [...(times[key] ?? []), time];
    };
    for (const [i, mode] of OURS.entries()) {
      await step(torchts, mode);
      const theirs = THEIRS[i];
      if (python !== undefined && theirs !== undefined) await step(python, theirs);
    }
  }
  return times;
}

/** How far each mode's logits are from Python's eager ones, of the largest; and the share of equal classes. */
async function compare(torchts: Side, python: Side | undefined): Promise<unknown> {
  if (python === undefined) return null;
  const reference = await python.ask<string>({ do: "outputs" });
  return torchts.ask({ do: "compare", reference });
}

/** Frames through `models.stream`: how many a second, and milliseconds from a frame's bytes to its mask's. */
async function streamed(torchts: Side, dtype: string): Promise<object> {
  const found = await torchts.ask<{ fps: number; timings: { totalMs: number; inferMs: number }[] }>({
    do: "stream",
    frames: Number(options.frames),
    size,
    dtype,
  });
  const latencies = found.timings.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
  const inferMs = median(found.timings.map((timings) => timings.inferMs));
  const latencyMs = median(latencies);
  const p95 = latencies[Math.ceil(0.95 * latencies.length) - 1];
  console.log(
    `  stream, ${dtype}: ${found.fps.toFixed(1)} frames a second, ${latencyMs.toFixed(1)} ms from frame to mask ` +
      `(95 %: ${p95?.toFixed(1)}); published: ${PUBLISHED.fps} and ${PUBLISHED.latencyMs}`,
  );
  return { dtype, frames: latencies.length, fps: found.fps, latencyMs, p95, inferMs };
}

async function main(): Promise<void> {
  compileLibrary();
  const torchtsModule = new URL("../dist/node/index.js", import.meta.url).href;
  const { manualSeed, models, nn, noGrad, io } = (await import(torchtsModule)) as typeof Torchts;
  const folder = mkdtempSync(path.join(os.tmpdir(), "torchts-segnet-"));
  const found = findPython();
  if ("missing" in found) console.log(`torchts alone: ${found.missing}`);
  const results = [];
  let versions: unknown;
  try {
    for (const name of NETWORKS) {
      manualSeed(0);
      const model =
        name === "segnet"
          ? await models.segnet({ numClasses: 2 })
          : await models.dynamic_unet({ numClasses: 2, encoder: "mobilenet_v2" });
      // Statistics as training leaves them: folding fresh ones would change nothing.
      noGrad(() => {
        for (const layer of model.modules()) {
          if (!(layer instanceof nn.BatchNorm2d)) continue;
          layer.running_mean?.normal_(0, 0.5);
          layer.running_var?.uniform_(0.5, 2);
          layer.weight?.uniform_(0.5, 1.5);
          layer.bias?.normal_(0, 0.3);
        }
      });
      const weights = path.join(folder, `${name}.safetensors`);
      const state = model.stateDict();
      await io.saveSafetensors(state, weights);
      writeFileSync(path.join(folder, `${name}.json`), JSON.stringify([...state.keys()])); // the file sorts its tensors
      const torchts = startTorchtsScript("segnet-worker.ts");
      const python = "command" in found ? startPythonScript(found.command, "segnet.py") : undefined;
      try {
        const threads = Number(options.threads);
        versions = {
          node: await torchts.ask({ do: "setup", threads, device }),
          torch: await python?.ask({ do: "setup", threads, device }),
        };
        const times = await measure(name, torchts, python, weights);
        const rows = report(name, times, await compare(torchts, python));
        results.push({
          ...rows,
          stream:
            Number(options.frames) === 0
              ? []
              : [await streamed(torchts, "float32"), await streamed(torchts, half)],
        });
      } finally {
        torchts.close();
        python?.close();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { rounds, threads } = options;
  const machine = { ...thisMachine(), load: os.loadavg() };
  const settings = { rounds, threads, size: options.size, device };
  const document = {
    date: new Date().toISOString(),
    machine,
    ...settings,
    versions,
    published: PUBLISHED,
    results,
  };
  writeResults(document, "segnet.json", options.out);
}

function report(name: string, times: Times, agreement: unknown): object {
  const of = (mode: string, what: keyof FrameTime): number[] => (times[mode] ?? []).map((time) => time[what]);
  const reference = "python eager" in times ? "python eager" : "torchts eager";
  console.log(`\n${name}, ${options.size} x ${options.size}, batch 1, ${device}, ${options.threads} threads`);
  console.log("                                  median ms     fps  times eager   CPU ms  times eager");
  const rows = Object.keys(times).map((mode) => {
    const [ms, cpuMs] = [median(of(mode, "ms")), median(of(mode, "cpuMs"))];
    const faster = median(of(reference, "ms")) / ms;
    const lessWork = median(of(reference, "cpuMs")) / cpuMs;
    const cells = [
      ms.toFixed(1).padStart(11),
      (1000 / ms).toFixed(2).padStart(7),
      faster.toFixed(2).padStart(12),
    ];
    cells.push(cpuMs.toFixed(1).padStart(8), lessWork.toFixed(2).padStart(12));
    console.log(`  ${mode.padEnd(28)} ${cells.join(" ")}`);
    const best = Math.min(...of(mode, "ms"));
    return { mode, ms, best, fps: 1000 / ms, timesReference: faster, cpuMs, cpuTimesReference: lessWork };
  });
  console.log(`  ${JSON.stringify(agreement)}`);
  return { name, reference, rows, agreement };
}

await main();
