/** The torchts side of `npm run bench:segnet`: the same requests and answers as python/segnet.py, over IPC. */

import process from "node:process";
import type * as Torchts from "../lib/index.ts";

const torchts = (await import(new URL("../dist/node/index.js", import.meta.url).href)) as typeof Torchts;
const { inferenceMode, io, manualSeed, models, noGrad, randn, scope } = torchts;

type Network = Torchts.nn.TensorModule;
type Request =
  | { do: "setup"; threads: number }
  | { do: "prepare"; name: string; size: number; weights: string }
  | { do: "frame"; mode: string }
  | { do: "compare"; reference: string };

let modes: Record<string, Network> = {};
let frame: Torchts.Tensor | undefined;

async function prepare({
  name,
  size,
  weights,
}: {
  name: string;
  size: number;
  weights: string;
}): Promise<void> {
  const options = { numClasses: 2, encoder: "mobilenet_v2" } as const;
  const eager = name === "segnet" ? await models.segnet(options) : await models.dynamic_unet(options);
  eager.loadStateDict(await io.loadStateDict(weights));
  eager.eval();
  modes = {
    eager,
    optimised: models.optimizeForInference(eager),
    "optimised bfloat16": models.optimizeForInference(eager, { dtype: "bfloat16" }),
  };
  manualSeed(1);
  frame = torchts.keep(randn([1, 3, size, size]));
}

function run(mode: string): Torchts.Tensor {
  const network = modes[mode];
  if (network === undefined || frame === undefined) throw new Error(`nothing is prepared for ${mode}`);
  const x = frame;
  return mode === "eager" ? noGrad(() => network.forward(x)) : inferenceMode(() => network.forward(x));
}

/** Compares with logits as float32 in a file, Python's. */
async function compare(reference: string): Promise<unknown> {
  const theirs = (await io.loadStateDict(reference)).get("logits") as Torchts.Tensor;
  return scope(() => {
    const largest = Number(theirs.abs().max().itemSync());
    const rows = Object.keys(modes).map((mode) => {
      const logits = run(mode);
      const off = logits.sub(theirs).abs().div(largest);
      return [
        mode,
        {
          largestDifference: Number(off.max().itemSync()),
          medianDifference: Number(off.median().itemSync()),
          sameClass: Number(logits.argmax(1).eq(theirs.argmax(1)).double().mean().itemSync()),
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
      return process.version;
    case "prepare":
      return (await prepare(request)) ?? null;
    case "frame": {
      const before = process.cpuUsage();
      const started = process.hrtime.bigint();
      scope(() => void run(request.mode));
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const { user, system } = process.cpuUsage(before);
      return { ms, cpuMs: (user + system) / 1000 };
    }
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
