/**
 * Mixed precision: forward passes and losses under autocast, and with float16 a scaled loss.
 *
 * A step whose gradients overflowed because of the scale changes nothing but the scale. One whose gradients are not finite at a
 * scale of 1 would not be finite at any, so it is the guard's, which ends the run.
 */
import { GradScaler } from "../../optim/index.ts";
import { type AutocastDType, type Device, keep, noGrad, stack, type Tensor } from "../../tensor/index.ts";
import type { PartMaker, RunPart, StepContext } from "../part.ts";
import { type DecidedPrecision, inPrecision, type Precision, precisionKind } from "../precision.ts";
import type { Forwarded } from "../tasks/task.ts";
import { asRecord } from "./state.ts";

/** Options of mixed precision. */
export interface PrecisionOptions {
  /**
   * In which dtype operators compute that bear it, in training and validation; weights, losses and outputs stay float32. "float16"
   * scales the loss and leaves out steps that overflow, each with a notice. "auto" is "bfloat16" on CUDA devices that compute in it,
   * "float16" on older ones, "float32" elsewhere; what it came to is in the start event and is kept with the run. Between the
   * backward pass and the optimizer's step gradients of "float16" are scaled. Default "float32".
   */
  precision?: Precision;
}

/** Trains in 16 bits. */
export class MixedPrecision implements RunPart {
  readonly name = "precision";
  readonly #dtype: AutocastDType;
  readonly #device: Device;
  readonly #late: boolean;
  readonly #scaler: GradScaler | null;

  /** @param late whether numbers are read a step later, so that no step waits for its device */
  constructor(dtype: AutocastDType, device: Device, late: boolean) {
    this.#dtype = dtype;
    this.#device = device;
    this.#late = late;
    this.#scaler = dtype === "float16" ? new GradScaler() : null;
  }

  aroundForward(_: StepContext, next: () => Forwarded): Forwarded {
    return inPrecision(this.#dtype, this.#device, next);
  }

  aroundBackward(_: StepContext, loss: Tensor, next: (loss: Tensor) => Promise<void>): Promise<void> {
    return next(this.#scaler === null ? loss : this.#scaler.scale(loss));
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    const { optimizer } = step.run;
    const scaler = this.#scaler;
    const hasGradients = optimizer.paramGroups.some(({ params }) => params.some(({ grad }) => grad !== null));
    if (scaler === null || !hasGradients) return next();
    scaler.unscale_(optimizer);
    // There are gradients, so both are there.
    const [found, scale] = [scaler._foundInf(optimizer) as Tensor, scaler._scale as Tensor];
    const facts = noGrad(() => stack([found.gt(0).logicalAnd(scale.gt(1)).float(), scale]));
    const reading = facts.dataAsync();
    if (this.#late) {
      step.overflow = keep(facts.index(0).clone());
      step.whenRead(async () => this.#tell(step, await reading));
    } else {
      const [overflow = 0] = (await reading) as Float32Array;
      step.overflow = overflow !== 0;
      this.#tell(step, await reading);
    }
    try {
      await next();
    } finally {
      if (typeof step.overflow !== "boolean") step.overflow.dispose();
    }
    scaler.update();
  }

  #tell(step: StepContext, facts: ArrayLike<number | bigint>): void {
    const [overflow, scale] = [Number(facts[0]), Number(facts[1])];
    if (overflow === 0) return;
    step.run.notice(
      "overflow",
      `left out step ${step.step + 1}: gradients of float16 overflowed with the loss times ${scale}; it goes on with ${scale / 2}.`,
    );
  }

  state(): unknown {
    return { scaler: this.#scaler?.stateDict() ?? null };
  }

  restore(state: unknown): void {
    const { scaler } = asRecord(state);
    if (scaler !== null) this.#scaler?.loadStateDict(asRecord(scaler));
  }

  dispose(): void {
    this.#scaler?.dispose();
  }
}

/** Mixed precision, where it is not float32. */
export const mixedPrecision: PartMaker<
  PrecisionOptions,
  { precision: DecidedPrecision; device: Device; late: boolean }
> = {
  options: { precision: precisionKind },
  make: (_, { precision: { dtype }, device, late }) =>
    dtype === "float32" ? [] : [new MixedPrecision(dtype, device, late)],
};
