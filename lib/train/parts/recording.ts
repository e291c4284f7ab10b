/** What is kept of a run; the files are `recorder.ts`. */
import { boolean, integerFrom, numberAbove, optionsOf, signature } from "../../edge/index.ts";
import type { PartMaker, RunPart } from "../part.ts";

/** How often a checkpoint is written within an epoch; whichever is due first. */
export interface CheckpointSettings {
  /** Optimizer steps from one to the next. */
  steps?: number;
  /** Minutes from one to the next. */
  minutes?: number;
}

/** Options of what is kept of a run. */
export interface RecordingOptions {
  /**
   * Write `last.pth` within an epoch as well, every so many steps or minutes; a resumed run goes on there, to the bit. Default:
   * after each epoch only.
   */
  checkpointEvery?: CheckpointSettings;
  /** Put the best epoch's weights into the model at the end. Default false: those of the last epoch. */
  restoreBest?: boolean;
}

const EVERY = signature<CheckpointSettings>("train.fit checkpointEvery", {
  options: { steps: integerFrom(1), minutes: numberAbove(0) },
});

/** The recorder of the run. */
export const recording: PartMaker<RecordingOptions, { recorder: RunPart }> = {
  options: { checkpointEvery: optionsOf(EVERY), restoreBest: boolean },
  mayChange: ["checkpointEvery", "restoreBest"],
  make: (_, made) => [made.recorder],
};
