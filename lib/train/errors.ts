/** Errors that only training can throw. */
import { type ErrorDetails, TorchtsError } from "../native/errors.ts";

/** The loss became NaN or infinite; the model was not stepped with it. */
export class NonFiniteLossError extends TorchtsError {
  /** Epoch and step within it, from 1. */
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  readonly lr: number;

  constructor(at: { epoch: number; step: number; loss: number; lr: number }, details: ErrorDetails = {}) {
    super(
      `train.fit: the loss is ${at.loss} at step ${at.step} of epoch ${at.epoch} (learning rate ${at.lr}). ` +
        "Try a learning rate ten times smaller, a warmup (warmup: 0.1), gradientClip: 1, or look for images " +
        "or labels that are not finite.",
      { operation: "train.fit", ...details },
      "ERR_TORCHTS_NON_FINITE_LOSS",
    );
    this.epoch = at.epoch;
    this.step = at.step;
    this.loss = at.loss;
    this.lr = at.lr;
  }
}
