/**
 * One training step, for a loop of one's own: the step of `fit` without the run around it.
 *
 * Order, epochs, schedule, files and what is told are the loop's.
 */
import {
  abortSignal,
  boolean,
  callable,
  describe,
  instance,
  integerFrom,
  kind,
  numberFrom,
  optionsOf,
  type Rest,
  signature,
  unchecked,
} from "../edge/index.ts";
import { claimForTraining } from "../inference/claims.ts";
import { deviceOf } from "../inference/running.ts";
import { labelsOf } from "../models/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { type AnyOptimizer, Optimizer } from "../optim/index.ts";
import { scope, Tensor } from "../tensor/index.ts";
import { NonFiniteLossError } from "./errors.ts";
import type { SaidOf } from "./evaluate.ts";
import { detached, tensorsIn, updateAll } from "./meter.ts";
import { type Metrics, metricsKind } from "./metric.ts";
import { type LossFunction, lossKind } from "./options.ts";
import { Parts, type RunContext, type RunPart } from "./part.ts";
import { Accumulation } from "./parts/accumulation.ts";
import { Clipping, clipKind, type GradientClip } from "./parts/clipping.ts";
import { StepGuard } from "./parts/guard.ts";
import { filesIn } from "./source.ts";
import {
  backwardBatch,
  currentRate,
  forwardBatch,
  type OpenStep,
  type Stepping,
  stepOptimizer,
} from "./step.ts";
import { type BatchOf, type NetworkOf, type TaskSpec, taskKind, taskOf } from "./tasks/index.ts";
import { checkNamedLoss, type NamedLoss } from "./tasks/named-loss.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { Criterion, Forwarded, OwnTask } from "./tasks/task.ts";
import { trainModeOf } from "./trainability.ts";
import { checkOptimizer } from "./trainees.ts";

const OPERATION = "train.trainStep";

/** Which of several batches this is, whose gradients make one optimizer step. */
export interface AccumulateSettings {
  /** Number of this batch among them, from 0. The first drops older gradients, the last steps. */
  at: number;
  /** How many there are; of what is left at the end of an epoch fewer. The step is over the mean of their losses. */
  of: number;
}

/** Options of every {@link trainStep}. */
export interface CommonStepOptions {
  /** Over parameters of the model. */
  optimizer: AnyOptimizer;
  /** Longest norm of all gradients together, or `{ adaptive: 0.01 }`: of each unit's, as a share of its weights'. Default: no limit. */
  gradientClip?: GradientClip;
  /** Add this batch's gradients to those before, and step with the last. Default: each batch is a step. */
  accumulate?: AccumulateSettings;
  /** Keep fully frozen modules, BatchNorm statistics included, in eval mode. Default true. */
  freezeBatchNorm?: boolean;
  /** Refuses to begin once it is raised, with an AbortError. */
  signal?: AbortSignal;
}

/** Options of {@link trainStep} with the loss of a task. */
export interface TrainStepOptions<T = undefined> extends CommonStepOptions {
  /** What the batch is of: `{ name: "segmentation", kind: "binary" }`, or a task of your own. Default: classification. */
  task?: T;
  /** Default that of the task: cross entropy; of segmentation cross entropy plus soft Dice. */
  loss?: LossFunction | { forward: LossFunction } | NamedLoss;
  /** Factor of the losses of auxiliary heads. Default as where the network comes from. */
  auxWeight?: number;
  /** Metrics that are shown the batch, with what the network gave before the step; `reset` and `compute` are the loop's. */
  metrics?: Metrics;
}

/** Options of {@link trainStep} with a loss over any batch. */
export interface LossStepOptions<Batch> extends CommonStepOptions {
  /**
   * The loss of a batch of any form, a tensor of one element; it runs the network itself, synchronously. The batch comes as it
   * was given, wherever its tensors are.
   */
  lossOf: (batch: Batch) => Tensor;
}

/** All that the options may be. */
type AnyStepOptions = TrainStepOptions<TaskSpec | OwnTask> & Partial<LossStepOptions<unknown>>;

const ACCUMULATE = signature<AccumulateSettings>(`${OPERATION} accumulate`, {
  options: { at: integerFrom(0), of: integerFrom(1) },
  required: ["at", "of"],
});

const STEP = signature<AnyStepOptions>(OPERATION, {
  takes: { model: moduleKind, batch: unchecked("a batch") },
  options: {
    optimizer: kind<AnyOptimizer>(
      "an optimizer, such as new optim.SGD(model.parameters())",
      instance(Optimizer).accepts,
    ),
    gradientClip: clipKind,
    accumulate: optionsOf(ACCUMULATE),
    freezeBatchNorm: boolean,
    signal: abortSignal,
    task: taskKind,
    loss: lossKind,
    auxWeight: numberFrom(0),
    metrics: metricsKind,
    lossOf: callable(),
  },
  required: ["optimizer"],
  advice: {
    criterion: "give it as loss",
    lossFn: "give it as loss",
    kind: 'it is of the task: task: { name: "segmentation", kind: "binary" }',
    scheduler: "the loop calls scheduler.step() itself",
    maxNorm: "give gradientClip",
    lr: "it is the optimizer's",
    device: "the step is taken where the model is: model.to(device)",
  },
});

/**
 * One training step: drops old gradients, runs the batch through the network, computes new ones, steps the optimizer.
 *
 * The network is in training mode for the forward pass alone, fully frozen modules in eval mode; every module's mode is as before
 * afterwards. The batch is moved to where the network is. The gradient is computed off the main thread. Whatever the step makes is
 * freed when it ends, but for the parameters' gradients and what the optimizer keeps; the batch stays the caller's
 * (`data.freeBatch`). Dropout draws from the process's generators.
 *
 * @param model maps (N, C, H, W) to logits (N, classes), of segmentation (N, outputs, H, W), with `lossOf` as that calls it
 * @param batch `{ images, labels }`, of segmentation `{ images, masks }`, with `lossOf` anything
 * @returns the loss of the batch, before the step
 * @throws ArgumentError for options that do not fit, an optimizer that trains nothing of the network, a loss that is no tensor of
 *   one element, and a network that is being trained by another step or run; ShapeError where the network has not one output per
 *   class; NonFiniteLossError for a loss, a gradient or a running statistic that is not finite: parameters, buffers and optimizer
 *   are as before the step then, and gradients are dropped; AbortError
 *
 * @example
 * for await (const batch of loader) {
 *   const loss = await train.trainStep(model, batch, { optimizer, gradientClip: 1 });
 * }
 *
 * @example
 * await train.trainStep(model, { images, masks }, { optimizer, task: { name: "segmentation", kind: "binary" } });
 *
 * @example
 * const lossOf = ({ noisy, clean }: Pair) => nn.functional.mseLoss(denoiser.forward(noisy), clean);
 * await train.trainStep(denoiser, pair, { optimizer, lossOf });
 */
export async function trainStep<const T extends TaskSpec | OwnTask | undefined = undefined>(
  model: NetworkOf<SaidOf<unknown, T>>,
  batch: BatchOf<SaidOf<unknown, T>>,
  options: TrainStepOptions<T>,
): Promise<number>;
export async function trainStep<Batch>(
  model: Module,
  batch: Batch,
  options: LossStepOptions<Batch>,
): Promise<number>;
export async function trainStep(
  model: AnyNetwork,
  batch: unknown,
  ...rest: Rest<AnyStepOptions>
): Promise<number> {
  const options = STEP.read(rest);
  STEP.check(model, batch);
  checkTogether(options);
  throwIfAborted(options.signal, OPERATION);
  const { optimizer, accumulate = { at: 0, of: 1 } } = options;
  checkOptimizer(model, optimizer, OPERATION);
  const { stepping, dispose } = makeStepping(model, options, accumulate);
  let release = (): void => {};
  try {
    release = claimForTraining(model, OPERATION);
    if (accumulate.at === 0) optimizer.zeroGrad();
    return await scope(() => step(stepping, batch, options, accumulate.at));
  } catch (error) {
    if (error instanceof NonFiniteLossError) optimizer.zeroGrad();
    throw error;
  } finally {
    dispose();
    release();
  }
}

/** Options that exclude each other, or that would do nothing beside another. */
function checkTogether(options: AnyStepOptions): void {
  const { lossOf, accumulate } = options;
  const names = ["task", "loss", "auxWeight", "metrics"] as const;
  const idle = names.filter((name) => options[name] !== undefined);
  if (lossOf !== undefined && idle.length > 0) {
    throw STEP.error(
      `${idle.join(" and ")} would do nothing: lossOf runs the network and computes the loss itself.`,
    );
  }
  if (accumulate !== undefined && accumulate.at >= accumulate.of) {
    throw STEP.error(
      `accumulate.at is the batch's number from 0, below accumulate.of (${accumulate.of}), got ${accumulate.at}.`,
    );
  }
}

/** What the step is made of; `dispose` frees it. */
function makeStepping(
  model: AnyNetwork,
  options: AnyStepOptions,
  { of }: AccumulateSettings,
): { stepping: Stepping; dispose: () => void } {
  const { optimizer, lossOf, gradientClip, auxWeight } = options;
  const device = deviceOf(model);
  // On the CPU a number is there once the step has computed it; of a device all are read together, at the end.
  const guard = new StepGuard(model, device !== "cpu" && optimizer.takesFoundInf, OPERATION);
  const own: RunPart[] = [
    ...(of > 1 ? [new Accumulation(of)] : []),
    ...(gradientClip === undefined ? [] : [new Clipping(gradientClip)]),
    guard,
  ];
  const parts = new Parts(own);
  const common = {
    model,
    optimizer,
    // Those of the process.
    random: { within: <R>(draw: () => R): R => draw() },
    parts,
    auxWeight,
    device,
    channelsLast: false,
  };
  if (lossOf !== undefined) {
    const forward = (given: unknown): Forwarded => {
      const loss = lossOf(given);
      return { input: loss, output: null, targets: null, loss, samples: 0 };
    };
    const stepping = { ...common, task: { forward }, criterion: NO_CRITERION };
    return { stepping, dispose: () => parts.dispose() };
  }
  const task = taskOf(options.task, labelsOf(model) ?? undefined, OPERATION);
  task.checkNetwork?.(model, OPERATION);
  if (options.metrics !== undefined && task.measuresTraining === false) {
    throw STEP.error(
      `metrics would do nothing: in training a network of ${task.name} gives its losses alone.`,
    );
  }
  checkNamedLoss(task, options.loss, OPERATION);
  const criterion = task.criterion({ loss: options.loss }, null, device);
  const dispose = (): void => {
    parts.dispose();
    criterion.dispose();
  };
  return { stepping: { ...common, task, criterion }, dispose };
}

const NO_CRITERION: Criterion = {
  loss: () => {
    throw new TypeError("lossOf computes the loss"); // nobody asks for it
  },
  dispose() {},
};

/** The step itself, in the scope that frees what it makes. */
async function step(
  stepping: Stepping,
  batch: unknown,
  options: AnyStepOptions,
  waiting: number,
): Promise<number> {
  const { freezeBatchNorm = true, metrics = {} } = options;
  const told: ((loss: number) => void | Promise<void>)[] = [];
  const open = openStep(stepping, options, waiting, filesIn(batch), (then) => told.push(then));
  const { task } = stepping;
  const checked: Stepping = {
    ...stepping,
    task: { forward: (given, pass) => withLoss(task.forward(given, pass)) },
  };
  const forwarded = inTrainMode(stepping.model, freezeBatchNorm, () =>
    forwardBatch(checked, batch, open, OPERATION),
  );
  await backwardBatch(stepping, forwarded, open);
  await stepOptimizer(stepping, open);
  const seen = [detached(forwarded.output), detached(forwarded.targets)] as const;
  let loss: unknown;
  try {
    const reading = (open.loss as Tensor).itemAsync(); // there is one, as checked
    [loss] = await Promise.all([reading, ...updateAll(Object.entries(metrics), seen, OPERATION)]);
  } finally {
    for (const one of tensorsIn(seen)) one.dispose();
  }
  for (const then of told) await then(Number(loss));
  return Number(loss);
}

function openStep(
  { model, optimizer, device }: Stepping,
  options: AnyStepOptions,
  waiting: number,
  files: readonly string[],
  whenRead: OpenStep["whenRead"],
): OpenStep {
  const run: RunContext = {
    model,
    optimizer,
    device,
    classes: [],
    epochs: 0,
    batchesPerEpoch: null,
    figures: [],
    out: null,
    signal: options.signal,
    notice() {},
  };
  return {
    run,
    epoch: 0,
    batch: optimizer.stepCount + 1,
    step: optimizer.stepCount,
    stepOfEpoch: optimizer.stepCount,
    waiting,
    isFlush: false,
    samples: 0,
    files,
    lr: currentRate(optimizer),
    loss: null,
    options: {},
    overflow: false,
    gradientNorm: null,
    whenRead,
    readAll: async () => {},
  };
}

/** @throws ArgumentError unless there is a loss to go down */
function withLoss(forwarded: Forwarded): Forwarded {
  const loss: unknown = forwarded.loss;
  if (loss instanceof Tensor && loss.numel() === 1 && loss.requiresGrad) return forwarded;
  const got = !(loss instanceof Tensor)
    ? describe(loss)
    : loss.numel() !== 1
      ? `one of shape [${loss.shape}]`
      : "one that depends on none";
  throw new ArgumentError(
    `${OPERATION}: the loss is a tensor of one element that depends on trainable parameters, got ${got}. ` +
      "Reduce it with mean() or sum(), and compute it from what the network gives, without detach() and noGrad.",
    { operation: OPERATION },
  );
}

/** Runs `forward` in training mode, and puts each module's mode back. */
function inTrainMode<R>(model: Module, freeze: boolean, forward: () => R): R {
  const before = [...model.modules()].map((module) => [module, module.training] as const);
  try {
    trainModeOf(model, { freeze });
    return forward();
  } finally {
    for (const [module, training] of before) module.training = training;
  }
}
