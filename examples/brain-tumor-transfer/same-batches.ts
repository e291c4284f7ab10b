/**
 * MobileNet V2 through `train.fit` and through a plain PyTorch loop, on the same batches, from the same values: whether
 * both languages take the same steps, which runs with order, crops and flips of their own cannot show.
 *
 * The batches are made once, by the library's loaders and transforms; same_batches.py reads them. compare.ts
 * --same-batches calls this.
 */

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  datasets,
  defaultGenerator,
  getRngState,
  io,
  keep,
  manualSeed,
  models,
  setNumThreads,
  type Tensor,
  train,
  transforms,
} from "torchts";
import { loadedFrom } from "../../lib/native/loader.ts";

/** What is compared: 50 batches of the 800 images, twice. */
const EPOCHS = 2;
const BATCH_SIZE = 16;
const LR = 3e-4;
const WEIGHT_DECAY = 0.01;
const SEED = 0;
/** With another build of PyTorch, this many first losses are compared, within this relative error. */
const FIRST_STEPS = 3;
const FIRST_STEPS_RTOL = 1e-4;

export interface SameBatchesOptions {
  /** Folder with train/ and test/, a folder per class in each. */
  images: string;
  /** File of MobileNet V2. */
  weights: string;
  python: string;
  threads: number;
  /** Edge of the images, pixels. */
  size: number;
  cropScale: readonly [number, number];
  /** Python's loop takes `AdamW(foreach=True)`, which rounds otherwise, instead of `fused=True`. */
  foreach: boolean;
}

const FIGURES = ["trainLoss", "valLoss", "accuracy", "auc"] as const;
type Figures = Record<(typeof FIGURES)[number], number | null>;

/** What one side came to. */
interface Side {
  losses: number[];
  epochs: Figures[];
}

/** What same_batches.py prints. */
interface PythonSide extends Side {
  torch: string;
  /** Of the trained network's values, running statistics included. */
  state: { values: number; differing: number; greatest: number };
}

/** A batch of a loader. */
interface Batch {
  images: Tensor;
  labels: Tensor;
}

/** Batches that are there already, as `train.fit` takes them. */
function given(batches: readonly Batch[]) {
  return {
    length: batches.length,
    async *[Symbol.asyncIterator]() {
      yield* batches;
    },
  };
}

async function all(loader: AsyncIterable<Batch>): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const { images, labels } of loader) batches.push({ images, labels });
  return batches;
}

/** Trains here, and leaves in `folder` what same_batches.py needs for the same. */
async function trainHere(options: SameBatchesOptions, folder: string): Promise<Side> {
  setNumThreads(options.threads);
  manualSeed(SEED);
  const { size: cropSize, cropScale } = options;
  const data = await datasets.ImageFolder.open(options.images, {
    trainTransform: new transforms.ClassificationTrainPreset({ cropSize, scale: [...cropScale], hflip: 0.5 }),
    valTransform: new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
  });
  const parts = {
    train: await all(data.loader("train", { batchSize: BATCH_SIZE, seed: SEED })),
    val: await all(data.loader("test", { batchSize: BATCH_SIZE })),
  };
  const model = await models.mobilenet_v2({ weights: options.weights });
  models.replaceHead(model, data.classes.length);
  await io.saveSafetensors(model.stateDict(), path.join(folder, "before.safetensors"));

  const written = new Map<string, Tensor>();
  for (const [name, batches] of Object.entries(parts)) {
    for (const [i, { images, labels }] of batches.entries()) {
      written.set(`${name}.images.${i}`, images).set(`${name}.labels.${i}`, labels);
    }
  }
  // What the run's generator is at the beginning of each epoch, for dropout.
  let drawsFirst = true;
  let epoch = 0;
  const hook = model.registerForwardPreHook(() => {
    if (drawsFirst) written.set(`generator.${epoch}`, keep(getRngState(defaultGenerator("cpu"))));
    drawsFirst = false;
  });
  const losses: number[] = [];
  const { history } = await train.fit(
    model,
    { train: given(parts.train), val: given(parts.val), classes: data.classes },
    {
      epochs: EPOCHS,
      optimizer: "adamw",
      lr: LR,
      weightDecay: WEIGHT_DECAY,
      scheduler: "cosine",
      seed: SEED,
      device: "cpu",
      onEvent: (event) => {
        if (event.type === "step") losses.push(event.loss);
        if (event.type !== "epoch") return;
        epoch = event.record.epoch;
        drawsFirst = true;
      },
    },
  );
  hook.remove();

  await io.saveSafetensors(written, path.join(folder, "batches.safetensors"));
  await io.saveSafetensors(model.stateDict(), path.join(folder, "after.safetensors"));
  const recipe = {
    epochs: EPOCHS,
    lr: LR,
    weightDecay: WEIGHT_DECAY,
    classes: data.classes.length,
    batches: { train: parts.train.length, val: parts.val.length },
  };
  writeFileSync(path.join(folder, "recipe.json"), JSON.stringify(recipe));
  const epochs = history.map(({ trainLoss, valLoss, valAccuracy, valAuc }) => ({
    trainLoss,
    valLoss,
    accuracy: valAccuracy,
    auc: valAuc,
  }));
  return { losses, epochs };
}

async function trainInPython(options: SameBatchesOptions, folder: string): Promise<PythonSide> {
  const script = fileURLToPath(new URL("same_batches.py", import.meta.url));
  const args = [script, "--record", folder, "--threads", String(options.threads)];
  if (options.foreach) args.push("--foreach");
  const { stdout } = await promisify(execFile)(options.python, args, { maxBuffer: 1 << 26 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as PythonSide;
}

/** Lines of two columns; a star where they differ. */
function columns(
  rows: readonly (readonly [name: string, here: number | null, there: number | null])[],
): string {
  return rows
    .map(([name, here, there]) =>
      `${name.padEnd(22)}${String(here).padEnd(28)}${String(there).padEnd(28)}${here === there ? "" : "*"}`.trimEnd(),
    )
    .join("\n");
}

/** Whether two builds are the same: release and flavour, as in `2.13.0+cpu`. */
function isSameBuild(python: string): boolean {
  const { version, flavour } = loadedFrom().libtorch;
  const [release, local = "cpu"] = python.split("+");
  return release === version && local === flavour;
}

/**
 * Trains on both sides and prints both columns; true where they are equal. Of the same build of PyTorch every bit must be
 * the same; of another one only the first losses are compared, within a tolerance, and the text says so.
 */
export async function sameBatches(options: SameBatchesOptions): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), "same-batches-"));
  try {
    const here = await trainHere(options, folder);
    const python = await trainInPython(options, folder);
    const { version, flavour } = loadedFrom().libtorch;
    const steps = here.losses.map(
      (loss, i) => [`loss of step ${i + 1}`, loss, python.losses[i] ?? null] as const,
    );
    const figures = here.epochs.flatMap((epoch, i) =>
      FIGURES.map(
        (name) => [`epoch ${i + 1} ${name}`, epoch[name], python.epochs[i]?.[name] ?? null] as const,
      ),
    );
    const rows = [...steps, ...figures];
    console.log(
      `MobileNet V2, ${EPOCHS} epochs of ${here.losses.length / EPOCHS} batches of ${BATCH_SIZE}, ` +
        `${options.size} x ${options.size}, threads: ${options.threads}`,
    );
    console.log(
      `${"".padEnd(22)}${`fit, libtorch ${version}+${flavour}`.padEnd(28)}PyTorch ${python.torch}, AdamW(${options.foreach ? "foreach" : "fused"}=True)`,
    );
    console.log(columns(rows));

    const differing = rows.filter(([, a, b]) => a !== b);
    const first = steps.find(([, a, b]) => a !== b);
    const { values, differing: changed, greatest } = python.state;
    console.log(
      `\n${differing.length} of ${rows.length} losses and figures differ${first ? `, first the ${first[0]}` : ""}`,
    );
    console.log(`${changed} of the trained network's ${values} values differ, by at most ${greatest}`);
    if (isSameBuild(python.torch)) return differing.length === 0 && changed === 0;

    console.log(
      `Python's PyTorch is another build, whose rounding may be another: compared are the losses of the first ` +
        `${FIRST_STEPS} steps, within ${FIRST_STEPS_RTOL} of each.`,
    );
    return steps
      .slice(0, FIRST_STEPS)
      .every(([, a, b]) => b !== null && Math.abs(a - b) <= FIRST_STEPS_RTOL * Math.abs(b));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
