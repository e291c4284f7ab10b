/** The tasks there are, and which one data is for. */
import { ArgumentError } from "../../native/errors.ts";
import { type ClassificationMeasures, ClassificationTask } from "./classification.ts";
import { type SegmentationMeasures, SegmentationTask } from "./segmentation.ts";
import type { AnyTask, TaskFacts } from "./task.ts";

/** What reports measure beside the usual; each task takes its own. */
export interface Measures extends ClassificationMeasures, SegmentationMeasures {}

/** How a task is known, and made. */
interface TaskMaker {
  knows(facts: TaskFacts): boolean;
  make(facts: TaskFacts, measures: Measures): AnyTask;
}

/** The first that knows the data has it. */
const TASKS: readonly TaskMaker[] = [
  {
    knows: ({ kind }) => kind !== undefined,
    make: (facts, measures) => new SegmentationTask(facts, measures),
  },
  { knows: () => true, make: (facts, measures) => new ClassificationTask(facts, measures) },
];

/** The task that data is for. */
export function taskOf(facts: TaskFacts, measures: Measures = {}): AnyTask {
  const maker = TASKS.find(({ knows }) => knows(facts));
  if (maker === undefined) throw new ArgumentError("train: no task knows such data.", { operation: "train" });
  return maker.make(facts, measures);
}
