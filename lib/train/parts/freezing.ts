/** What is trained, from which epoch on. */
import { either, instance, integerFrom, kind, optionsOf } from "../../edge/index.ts";
import { checkFreeze, FREEZE_SIGNATURE, type FreezeOptions, FreezeSpec } from "../freeze.ts";
import type { PartMaker, RunPart } from "../part.ts";
import type { AnyNetwork } from "../tasks/outputs.ts";
import { asRecord } from "./state.ts";

/** What is trained from an epoch on. */
export interface UnfreezeStep extends FreezeOptions {
  /** The first epoch that it holds for, from 2. */
  epoch: number;
}

/** Options of what is trained. */
export interface FreezingOptions {
  /**
   * What is trained, with rates and decay of its parts, as `train.freeze` takes it or has given it. Default: what requires a
   * gradient, with the run's rate and decay.
   */
  freeze?: FreezeOptions | FreezeSpec;
  /** What is trained from later epochs on; what was trained before and still is keeps its moments. */
  unfreeze?: readonly UnfreezeStep[];
}

interface Phase {
  epoch: number;
  options: FreezeOptions;
}

const isStep = (value: unknown): boolean => {
  if (value === null || typeof value !== "object") return false;
  const { epoch, ...rest } = value as UnfreezeStep;
  if (!integerFrom(2).accepts(epoch)) return false;
  FREEZE_SIGNATURE.named(rest); // throws itself, naming what is wrong
  checkFreeze(rest);
  return true;
};

/** What is trained over the epochs of a run: one specification, and those that follow it. */
export class Freezing implements RunPart {
  readonly name = "freezing";
  readonly #phases: readonly Phase[];
  readonly #model: AnyNetwork;
  #epoch = 0;
  /** What holds now. */
  spec: FreezeSpec;

  /** Sets what is trained in the first epoch. */
  constructor(model: AnyNetwork, first: FreezeOptions, later: readonly UnfreezeStep[]) {
    this.#model = model;
    const phases = later.map(({ epoch, ...options }) => ({ epoch, options }));
    this.#phases = [{ epoch: 1, options: first }, ...phases.sort((a, b) => a.epoch - b.epoch)];
    this.spec = this.#apply(1);
  }

  start(): void {
    this.#apply(this.#epoch + 1);
  }

  afterEpoch({ epoch }: { epoch: number }): void {
    this.#epoch = epoch;
    if (this.#phases.some((phase) => phase.epoch === epoch + 1)) this.#apply(epoch + 1);
  }

  state(): unknown {
    return { epoch: this.#epoch };
  }

  restore(state: unknown): void {
    this.#epoch = Number(asRecord(state).epoch);
  }

  #apply(epoch: number): FreezeSpec {
    const phase = this.#phases.findLast((one) => one.epoch <= epoch) as Phase; // the first is 1
    this.spec = new FreezeSpec(this.#model, phase.options);
    this.spec.apply();
    return this.spec;
  }
}

/** The options of a specification, or of what `train.freeze` gave. */
export function freezeOptions(given: FreezeOptions | FreezeSpec): FreezeOptions {
  return given instanceof FreezeSpec ? given.options : given;
}

/** What is trained, where the options say it. */
export const freezing: PartMaker<FreezingOptions, { freezing: Freezing | null }> = {
  options: {
    freeze: either(instance(FreezeSpec), optionsOf(FREEZE_SIGNATURE)),
    unfreeze: kind(
      "a list of { epoch, ... } with the epoch from 2 and options of train.freeze",
      (v) => Array.isArray(v) && v.every(isStep),
    ),
  },
  make: (_, made) => (made.freezing === null ? [] : [made.freezing]),
};
