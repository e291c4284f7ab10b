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
  make(facts: TaskFacts, measures: Measures, operation: string): AnyTask;
}

/** The first that knows the data has it. */
const TASKS: readonly TaskMaker[] = [
  {
    knows: ({ kind }) => kind !== undefined,
    make: (facts, measures, operation) => new SegmentationTask(facts, measures, operation),
  },
  { knows: () => true, make: (facts, measures) => new ClassificationTask(facts, measures) },
];

/** The task that data is for; `operation` is named in errors. */
export function taskOf(facts: TaskFacts, operation: string, measures: Measures = {}): AnyTask {
  const maker = TASKS.find(({ knows }) => knows(facts));
  if (maker === undefined) throw new ArgumentError(`${operation}: no task knows such data.`, { operation });
  return maker.make(facts, measures, operation);
}
