/**
 * The process that trains, and is killed: a small network on a folder of images, with every part of a run switched on.
 *
 *     tsx scripts/kill-runs/child.ts <folder of images> <run folder> <plan as JSON>
 *
 * Goes on where the run folder holds a checkpoint, else begins anew. Tells each event as a line of JSON, and leaves the network as
 * the run ended with it in `<run folder>.final.pth`.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import {
  datasets,
  io,
  keep,
  manualSeed,
  nn,
  noGrad,
  optim,
  randnLike,
  type Tensor,
  train,
  transforms,
} from "torchts";
import type { Plan } from "./plan.ts";

const EDGE = 24;

/** Convolutions with BatchNorm, and dropout before the head: (N, 3, H, W) -> (N, 2). */
class Net extends nn.Module {
  conv1 = new nn.Conv2d(3, 8, 3, { padding: 1, bias: false });
  bn1 = new nn.BatchNorm2d(8);
  conv2 = new nn.Conv2d(8, 12, 3, { stride: 2, padding: 1, bias: false });
  bn2 = new nn.BatchNorm2d(12);
  drop = new nn.Dropout({ p: 0.3 });
  fc = new nn.Linear(12, 2);

  override forward(x: Tensor): Tensor {
    let y = this.bn1.forward(this.conv1.forward(x)).relu();
    y = this.bn2.forward(this.conv2.forward(y)).relu();
    return this.fc.forward(this.drop.forward(y.mean([2, 3])));
  }
}

/** A part with a state: noise on the images, and a running mean of the head's gradient that is added to it. */
function drift(): train.RunPart {
  let mean: Tensor | null = null;
  let batches = 0;
  const become = (next: Tensor | null): void => {
    mean?.dispose();
    mean = next;
  };
  return {
    name: "drift",
    transformBatch(batch) {
      const { images, labels } = batch as train.LabelledBatch;
      return { images: images.add(randnLike(images).mul(0.05)), labels };
    },
    afterBackward({ run }) {
      const grad = (run.model as Net).fc.weight.grad as Tensor; // the head is trained
      noGrad(() => {
        become(keep(mean === null ? grad.clone() : mean.mul(0.9).add(grad.mul(0.1))));
        grad.add_(mean as Tensor);
      });
      batches++;
    },
    state: () => ({ batches, mean }),
    restore(state) {
      const saved = state as { batches: number; mean: Tensor | null };
      batches = saved.batches;
      become(saved.mean === null ? null : keep(saved.mean.clone()));
    },
    dispose: () => become(null),
  };
}

/** A metric of one's own, whose state is in checkpoints within an epoch: the mean of the largest logit. */
class Largest implements train.Metric {
  readonly better = "higher";
  #sum = 0;
  #count = 0;
  async update(logits: Tensor): Promise<void> {
    this.#count += logits.shape[0] ?? 0;
    this.#sum += Number(await logits.amax(1).sum().itemAsync());
  }
  compute = (): number => this.#sum / this.#count;
  reset = (): void => {
    this.#sum = this.#count = 0;
  };
  state = (): unknown => ({ sum: this.#sum, count: this.#count });
  merge = (state: unknown): void => {
    const { sum, count } = state as { sum: number; count: number };
    this.#sum += sum;
    this.#count += count;
  };
}

/** A warmup and a cosine as schedulers that carry state. */
function warmedUp(optimizer: optim.AnyOptimizer, { totalSteps }: train.SchedulePlan) {
  const { LinearLR, CosineAnnealingLR, SequentialLR } = optim.lrScheduler;
  const warmup = Math.floor(totalSteps / 5);
  const schedulers = [
    new LinearLR(optimizer, { startFactor: 0.1, totalIters: warmup }),
    new CosineAnnealingLR(optimizer, { tMax: totalSteps - warmup }),
  ];
  const scheduler = new SequentialLR(optimizer, { schedulers, milestones: [warmup] });
  return { scheduler, interval: "step" as const };
}

const [images, out, text] = process.argv.slice(2) as [string, string, string];
const plan = JSON.parse(text) as Plan;
const data = await datasets.ImageFolder.open(images, { split: { val: 0.25, seed: 0 } });
manualSeed(plan.seed);
const model = new Net();
const resume = existsSync(path.join(out, "last.pth"));
await train.fit(model, data, {
  epochs: plan.epochs,
  batchSize: 4,
  optimizer: plan.optimizer,
  lr: 0.02,
  scheduler: plan.scheduler === "own" ? warmedUp : plan.scheduler,
  ...(plan.scheduler !== "own" && { warmup: 0.2 }),
  transforms: {
    train: new transforms.ClassificationTrainPreset({ cropSize: EDGE, rotation: 20, colorJitter: 0.2 }),
    val: new transforms.ImageClassificationPreset({ cropSize: EDGE, resizeSize: EDGE }),
  },
  device: "cpu",
  seed: plan.seed,
  ...(plan.freezes && { freeze: { only: ["conv2", "bn2", "fc"] }, unfreeze: [{ epoch: 3 }] }),
  accumulate: plan.accumulate,
  gradientClip: 0.5,
  ema: plan.ema,
  patience: plan.epochs,
  monitor: "val.loss",
  restoreBest: true,
  checkpointEvery: { steps: plan.every },
  parts: [drift()],
  metrics: { largest: new Largest() },
  out,
  ...(resume ? { resume: true } : { overwrite: true }),
  onEvent: train.progress({ json: true }),
});
await io.save(model.stateDict(), `${out}.final.pth`);
