/** The learning rate of each step, as a part of the run. */
import type { EpochContext, PartMaker, RunPart, StepContext } from "../part.ts";
import type { Schedule } from "../recipe.ts";
import { numberOrNull } from "./state.ts";

/** Sets the rate before each optimizer step; every run has it. */
export class Scheduling implements RunPart {
  readonly name = "schedule";
  readonly #schedule: Schedule;
  #step = 0;
  #epoch = 0;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    this.#schedule.beforeStep(step.step);
    await next();
  }

  afterStep({ step }: StepContext): void {
    this.#schedule.afterStep();
    this.#step = step + 1;
  }

  afterEpoch({ epoch, record }: EpochContext): void {
    this.#schedule.afterEpoch(record);
    this.#epoch = epoch;
  }

  dispose(): void {
    this.#schedule.end();
  }

  state(): unknown {
    const { epochs, stepsPerEpoch } = this.#schedule.plan;
    return { epoch: this.#epoch, step: this.#step, epochs, stepsPerEpoch, scheduler: this.#schedule.state() };
  }

  restore(state: unknown): void {
    const saved = (state instanceof Map ? Object.fromEntries(state) : state) as Record<string, unknown>; // as `state` gave it
    this.#epoch = Number(saved.epoch);
    this.#step = Number(saved.step);
    if (saved.scheduler === null || saved.scheduler === undefined) return;
    const length = numberOrNull(saved.stepsPerEpoch);
    const plan = saved.epochs === undefined ? null : { epochs: Number(saved.epochs), stepsPerEpoch: length };
    this.#schedule.restore(saved.scheduler, plan, { epoch: this.#epoch, step: this.#step });
  }
}

/** The schedule that the options ask for, which `setup.ts` makes with the optimizer. */
export const schedule: PartMaker<object, { schedule: Schedule }> = {
  options: {},
  make: (_, made) => [new Scheduling(made.schedule)],
};
