/** Tells `onEvent` of steps and epochs. */
import type { EpochEvent, StepEvent } from "../events.ts";
import type { EpochContext, PartMaker, RunPart, StepContext } from "../part.ts";
import type { TaskReport } from "../tasks/task.ts";

type Told = StepEvent | EpochEvent<TaskReport>;

/** Tells what happens; every run has it, the last of its parts. */
class Telling implements RunPart {
  readonly name = "telling";
  readonly #emit: (event: Told) => void;
  readonly #stepsPerEpoch: number | null;
  #epoch = 0;
  #started = performance.now();
  #samples = 0;
  /** Of the batches of a step. */
  #losses: [loss: number, samples: number][] = [];
  readonly #remarked = new Set<string>();

  constructor(emit: (event: Told) => void, stepsPerEpoch: number | null) {
    this.#emit = emit;
    this.#stepsPerEpoch = stepsPerEpoch;
  }

  start(): void {
    this.#started = performance.now();
  }

  afterBackward(step: StepContext): void {
    if (step.epoch !== this.#epoch) {
      this.#epoch = step.epoch;
      this.#samples = 0;
    }
    const { samples } = step;
    this.#samples += samples;
    step.whenRead((loss) => void this.#losses.push([loss, samples]));
  }

  afterStep(step: StepContext): void {
    const { run, epoch } = step;
    const event = {
      type: "step",
      epoch,
      epochs: run.epochs,
      step: step.stepOfEpoch + 1,
      stepsPerEpoch: this.#stepsPerEpoch,
      globalStep: step.step + 1,
      lr: step.lr,
      samplesPerSecond: (1000 * this.#samples) / (performance.now() - this.#started),
    } as const;
    step.whenRead(() => {
      const all = this.#losses.reduce((sum, [, samples]) => sum + samples, 0);
      // A step over one batch has that batch's loss, not a quotient that rounds.
      const loss =
        this.#losses.length === 1
          ? (this.#losses[0]?.[0] as number)
          : this.#losses.reduce((sum, [value, samples]) => sum + value * samples, 0) / all;
      this.#losses = [];
      this.#emit({ ...event, loss });
    });
  }

  afterEpoch({ run, record, report, isBest }: EpochContext): void {
    this.#emit({ type: "epoch", epochs: run.epochs, record, report, isBest });
    this.#started = performance.now();
    for (const remark of report?.remarks ?? []) {
      if (this.#remarked.has(remark)) continue;
      this.#remarked.add(remark);
      run.notice("figures", remark);
    }
  }
}

/** Events of the run. */
export const telling: PartMaker<object, { emit: (event: Told) => void; stepsPerEpoch: number | null }> = {
  options: {},
  make: (_, { emit, stepsPerEpoch }) => [new Telling(emit, stepsPerEpoch)],
};
