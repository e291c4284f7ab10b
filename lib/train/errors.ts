/** Errors that only training can throw. */
import { listed } from "../edge/index.ts";
import { type ErrorDetails, TorchtsError } from "../native/errors.ts";
import type { GuardEvent } from "./events.ts";

/** Files that a text names. */
const SHOWN = 4;

/** Where a step became not finite. */
export interface StepPlace {
  /** Default: `train.fit`. */
  operation?: string;
  /** 0 outside of a run. */
  epoch: number;
  step: number;
  loss: number;
  lr: number;
  /** Files of the step's batch, where the loader says them. */
  files: readonly string[];
}

/**
 * The loss became NaN or infinite. The model was not stepped with it: parameters, buffers and optimizer are as they were
 * before that step.
 */
export class NonFiniteLossError extends TorchtsError {
  /** From 1; 0 in a loop of one's own. */
  readonly epoch: number;
  /** Step within the epoch, in a loop of one's own of the optimizer, from 1. */
  readonly step: number;
  readonly loss: number;
  readonly lr: number;
  /** Files of the batch, of a gradient over several batches those of all; none where the loader does not say them. */
  readonly files: readonly string[];

  readonly #what: string;

  constructor(at: StepPlace, details: ErrorDetails & { what?: string; left?: string } = {}) {
    const { what = `the loss is ${at.loss}`, left = "the network is as it was before that step" } = details;
    const { operation = "train.fit" } = at;
    const isRun = at.epoch > 0;
    super(
      `${operation}: ${what} at step ${at.step}${isRun ? ` of epoch ${at.epoch}` : ""} (learning rate ${at.lr}); ${left}. ` +
        `Try a learning rate ten times smaller, a warmup (${isRun ? "warmup: 0.1" : "optim.lrScheduler.LinearLR"}), ` +
        "gradientClip: 1, or look for images or labels that are not finite" +
        `${at.files.length === 0 ? "" : `; the batch is of ${listed(at.files, SHOWN)}`}.`,
      { operation, ...details },
      "ERR_TORCHTS_NON_FINITE_LOSS",
    );
    this.epoch = at.epoch;
    this.step = at.step;
    this.loss = at.loss;
    this.lr = at.lr;
    this.files = at.files;
    this.#what = what;
  }

  /**
   * @internal The same error where the weights themselves had overflowed before.
   *
   * @param epoch whose weights were put back, null where there were none to take
   */
  _withWeights(epoch: number | null): NonFiniteLossError {
    const left =
      epoch === null
        ? "weights had overflowed in an earlier step, and nothing was written to take good ones from (no `out`)"
        : `weights had overflowed in an earlier step; those of ${epoch === 0 ? "the beginning" : `epoch ${epoch}`} were put back`;
    return new NonFiniteLossError(this, { code: this.code, what: this.#what, left, cause: this });
  }
}

/** The loss was finite, but a gradient or a running statistic was not; as its parent otherwise. */
export class NonFiniteGradientError extends NonFiniteLossError {
  /** Path of the parameter or buffer. */
  readonly parameter: string;

  constructor(at: StepPlace, ruined: { what: "gradient" | "buffer"; name: string }) {
    const what = ruined.what === "gradient" ? "the gradient of" : "the buffer";
    super(at, {
      what: `${what} ${ruined.name} is not finite, though the loss is ${at.loss},`,
      code: "ERR_TORCHTS_NON_FINITE_GRADIENT",
    });
    this.parameter = ruined.name;
  }
}

/** A guard found what is likely a mistake, and `guards: "error"` asked for an end of the run. */
export class GuardError extends TorchtsError {
  /** Name of the guard. */
  readonly guard: GuardEvent["guard"];
  /** What it found, as `onEvent` would have been told. */
  readonly event: GuardEvent;

  constructor(event: GuardEvent) {
    super(`train.fit: ${event.text}`, { operation: "train.fit" }, "ERR_TORCHTS_GUARD");
    this.guard = event.guard;
    this.event = event;
  }
}
