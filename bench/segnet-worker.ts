/** The torchts side of `npm run bench:segnet`: the same requests and answers as python/segnet.py, over IPC. */

import process from "node:process";
import type * as Torchts from "../lib/index.ts";

const torchts = (await import(new URL("../dist/node/index.js", import.meta.url).href)) as typeof Torchts;
const { inferenceMode, io, manualSeed, models, noGrad, randn, scope } = torchts;

type Network = Torchts.models.PixelModel;
type Half = "bfloat16" | "float16";
interface Prepare {
  name: string;
  size: number;
  weights: string;
  /** The dtype of half the width that the device is fast in. */
  half: Half;
}
type Request =
  | { do: "setup"; threads: number; device: Torchts.Device }
  | ({ do: "prepare" } & Prepare)
  | { do: "frame"; mode: string }
  | { do: "stream"; frames: number; size: number; dtype: "float32" | Half }
  | { do: "compare"; reference: string };

let device: Torchts.Device = "cpu";
let modes: Record<string, Network> = {};
let frame: Torchts.Tensor | undefined;

async function prepare({ name, size, weights, half }: Prepare): Promise<void> {
  const eager =
    name === "segnet"
      ? await models.segnet({ numClasses: 2 })
      : await models.dynamic_unet({ numClasses: 2, encoder: "mobilenet_v2" });
  eager.loadStateDict(await io.loadStateDict(weights));
  eager.eval().to(device);
  modes = {
    eager,
    optimised: models.optimizeForInference(eager),
    [`optimised ${half}`]: models.optimizeForInference(eager, { dtype: half }),
  };
  manualSeed(1);
  frame = torchts.keep(scope(() => randn([1, 3, size, size]).to(device)));
}

function synchronize(): void {
  if (device !== "cpu") torchts.cuda.synchronize();
}

function run(mode: string): Torchts.Tensor {
  const network = modes[mode];
  if (network === undefined || frame === undefined) throw new Error(`nothing is prepared for ${mode}`);
  const x = frame;
  // Both networks give a tensor.
  const logits = (): Torchts.Tensor => network.forward(x) as Torchts.Tensor;
  return mode === "eager" ? noGrad(logits) : inferenceMode(logits);
}

/** Frames of bytes through `models.stream`, one after the other: from the bytes of a frame to those of its mask. */
async function stream(frames: number, size: number, dtype: "float32" | Half): Promise<unknown> {
  const { eager } = modes;
  if (eager === undefined) throw new Error("nothing is prepared");
  const live = models.stream(eager, { onLate: "wait", frameSize: [size, size], dtype });
  const data = Uint8Array.from({ length: size * size * 3 }, (_, i) => (i * 97) % 256);
  for await (const _ of live.run([data, data])); // packs weights, chooses kernels
  const timings: Torchts.models.FrameTimings[] = [];
  const started = performance.now();
  for await (const found of live.run(new Array(frames).fill(data))) timings.push(found.timings);
  const seconds = (performance.now() - started) / 1000;
  return { fps: frames / seconds, timings };
}

/** Compares with logits as float32 in a file, Python's. */
async function compare(reference: string): Promise<unknown> {
  const theirs = (await io.loadStateDict(reference)).get("logits") as Torchts.Tensor;
  return scope(() => {
    const largest = Number(theirs.abs().max().item());
    const rows = Object.keys(modes).map((mode) => {
      const logits = run(mode).cpu();
      const off = logits.sub(theirs).abs().div(largest);
      return [
        mode,
        {
          largestDifference: Number(off.max().item()),
          medianDifference: Number(off.median().item()),
          sameClass: Number(logits.argmax(1).eq(theirs.argmax(1)).double().mean().item()),
        },
      ];
    });
    return Object.fromEntries(rows);
  });
}

async function answer(request: Request): Promise<unknown> {
  switch (request.do) {
    case "setup":
      torchts.setNumThreads(request.threads);
      device = request.device;
      return process.version;
    case "prepare":
      return (await prepare(request)) ?? null;
    case "frame": {
      synchronize();
      const before = process.cpuUsage();
      const started = process.hrtime.bigint();
      scope(() => void run(request.mode));
      synchronize();
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const { user, system } = process.cpuUsage(before);
      return { ms, cpuMs: (user + system) / 1000 };
    }
    case "stream":
      return stream(request.frames, request.size, request.dtype);
    case "compare":
      return compare(request.reference);
  }
}

process.on("message", (request: Request) => {
  answer(request).then(
    (ok) => process.send?.({ ok }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : error }),
  );
});
