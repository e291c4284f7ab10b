/**
 * The tasks there are, and which one data is for.
 *
 * Data carries its task: as the name of one of these with its facts, or as an object of the user's own. Data that says nothing
 * has labels of classes.
 */
import { type Kind, type Kinds, kind, nearestName } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import type { DetectionMeasures } from "../detection-metrics.ts";
import { type ClassificationMeasures, classification } from "./classification.ts";
import { detection } from "./detection.ts";
import { multilabel } from "./multilabel.ts";
import { ordinal } from "./ordinal.ts";
import { regression } from "./regression.ts";
import { segmentation } from "./segmentation.ts";
import type { AnyTask, OwnTask, Task, TaskDefinition, TaskReport } from "./task.ts";

/** By the name that data says, and run folders too. */
const TASKS = {
  classification,
  segmentation,
  detection,
  multilabel,
  regression,
  ordinal,
};

/** Name of a task that the library knows. */
export type TaskName = keyof typeof TASKS;

/** Types of a task by name, as its definition has them. */
type TypesOf<N extends TaskName> = (typeof TASKS)[N] extends TaskDefinition<infer T> ? T : never;

/** What data says of its task: its name, and the facts that it takes. */
export type TaskSpec<N extends TaskName = TaskName> = {
  [K in N]: { readonly name: K } & TypesOf<K>["facts"];
}[N];

/** Data that a task of the library takes. */
export type TaskData<N extends TaskName = TaskName> = { [K in N]: TypesOf<K>["data"] }[N];

/** The task that data carries, in types; data that says none is of classification. */
type NameOf<D> = D extends { readonly task: { readonly name: infer N extends TaskName } }
  ? N
  : D extends { readonly task: unknown }
    ? never
    : "classification";

/** The report that data's task gives. */
export type ReportOf<D> = D extends { readonly task: OwnTask<infer R> }
  ? R
  : [NameOf<D>] extends [never]
    ? TaskReport
    : TypesOf<NameOf<D>>["report"];

/** The report of any task of the library. */
export type AnyReport = { [N in TaskName]: TypesOf<N>["report"] }[TaskName];

/** The networks that data's task trains; of a task of the user's own any. */
export type NetworkOf<D> = [NameOf<D>] extends [never] ? Module : TypesOf<NameOf<D>>["network"];

/** The batches that data's task takes. */
export type BatchOf<D> = D extends { readonly task: Task<infer B, infer _> }
  ? B
  : [NameOf<D>] extends [never]
    ? unknown
    : TypesOf<NameOf<D>>["batch"];

/** What can be measured beside the usual with data's task. */
export type MeasuresOf<D> = [NameOf<D>] extends [never] ? unknown : TypesOf<NameOf<D>>["measures"];

/** What all tasks measure beside the usual. */
export type Measures = { [N in TaskName]: (measures: TypesOf<N>["measures"]) => void }[TaskName] extends (
  measures: infer All,
) => void
  ? All
  : never;

/** The kinds of all tasks' measures, by name. */
export const MEASURES = Object.assign(
  {},
  ...Object.values(TASKS).map(({ measures }) => measures as Kinds<object>),
) as Kinds<Measures>; // those of each

/** The measures of a run: those that its validations take beside the usual, as the tasks' `ofRuns` name them. */
export type RunMeasures = DetectionMeasures & Pick<ClassificationMeasures, "topK">;

/** Options of `fit` that one task alone has, of all of them. */
export type TaskOptions = Partial<
  { [N in TaskName]: (options: OptionsOf<N>) => void }[TaskName] extends (options: infer All) => void
    ? All
    : never
>;

type OptionsOf<N extends TaskName> = TypesOf<N> extends { options: infer O } ? O : unknown;

/** The kinds of those options, by name. */
export const TASK_OPTIONS = Object.assign(
  {},
  ...Object.values(TASKS).map((definition) => (definition as { options?: object }).options),
) as Kinds<TaskOptions>; // those of each

/** Options that one task has, each with the name of it. */
const OF_TASKS = Object.entries(TASKS).flatMap(([task, definition]) =>
  Object.keys((definition as { options?: object }).options ?? {}).map((option) => [option, task] as const),
);

/** Tasks' measures of runs, each with the name of its task. */
const OF_RUNS = Object.entries(TASKS).flatMap(([task, { ofRuns = [] }]) =>
  (ofRuns as readonly string[]).map((measure) => [measure, task] as const),
);

/** The kinds of the measures of runs, by name. */
export const RUN_MEASURES = Object.fromEntries(
  OF_RUNS.map(([measure]) => [measure, MEASURES[measure as keyof Measures]]),
) as unknown as Kinds<RunMeasures>; // those that it names

/** The measures of runs among other values: the options of a call, or those that a run folder keeps. */
export function runMeasuresIn(values: object): RunMeasures {
  const given = new Map(Object.entries(values));
  return Object.fromEntries(
    OF_RUNS.flatMap(([measure]) => (given.get(measure) === undefined ? [] : [[measure, given.get(measure)]])),
  );
}

/** Refuses measures of runs, and options, that are other tasks'. Throws ArgumentError. */
export function checkOwned(task: AnyTask, values: object, operation: string): void {
  const given = new Map(Object.entries(values));
  const odd = [...OF_RUNS, ...OF_TASKS].filter(
    ([name, owner]) => given.get(name) !== undefined && owner !== task.name,
  );
  const owner = odd[0]?.[1];
  if (owner === undefined) return;
  const names = odd.flatMap(([name, other]) => (other === owner ? [name] : []));
  throw new ArgumentError(
    `${operation}: ${names.join(" and ")} would do nothing: ${names.length === 1 ? "it is" : "they are"} of ${owner}.`,
    { operation },
  );
}

/** A task as an option; `taskOf` looks into it. */
export const taskKind: Kind<TaskSpec | OwnTask> = kind(
  "the name of a task with its facts, or a task of your own",
  (v) => typeof v === "object" && v !== null,
);

/** Names of the measures that tasks other than `task` take, with the name of theirs. */
export function measuresOfOthers(task: AnyTask): [measure: string, task: string][] {
  const own = Object.keys((TASKS as Record<string, { measures: object }>)[task.name]?.measures ?? {});
  return Object.entries(TASKS).flatMap(([name, { measures }]) =>
    Object.keys(measures).flatMap((measure) =>
      own.includes(measure) ? [] : [[measure, name] as [string, string]],
    ),
  );
}

/** Whether a name is that of a task that the library knows. */
export function isTaskName(name: string): name is TaskName {
  return Object.hasOwn(TASKS, name);
}

/** The facts of a task among other values, as `config.json` has them. */
export function factsOf(name: TaskName, values: object): Record<string, unknown> {
  const given = new Map(Object.entries(values));
  return Object.fromEntries(
    TASKS[name].facts.flatMap((fact) => (given.has(fact) ? [[fact, given.get(fact)]] : [])),
  );
}

/** Names of all facts that a task of the library may have. */
export const FACTS: readonly string[] = Object.values(TASKS).flatMap(({ facts }) => facts);

/** Whether something is a task of the user's own. */
function isTask(value: object): value is AnyTask {
  return ["loader", "forward", "metric", "criterion"].every(
    (name) => typeof (value as never)[name] === "function",
  );
}

/**
 * The task of data.
 *
 * @param said what the data carries, or a call says in its place; undefined for classification
 * @param classes names of the classes, where they are known
 * @throws ArgumentError for a task that there is not, and facts that it cannot have
 */
export function taskOf(
  said: unknown,
  classes: readonly string[] | undefined,
  operation: string,
  measures: Partial<Measures> = {},
): AnyTask {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation });
  };
  const spec: unknown = said ?? { name: "classification" };
  const names = Object.keys(TASKS);
  const expected = `\`task\` is { name: ${names.map((name) => `"${name}"`).join(" or ")}, ... } or a task of your own`;
  if (typeof spec !== "object") return refuse(`${expected}, got ${JSON.stringify(spec)}.`);
  if (isTask(spec as object)) return spec as AnyTask; // as just seen
  const { name, ...facts } = spec as { name?: unknown };
  if (typeof name !== "string" || !Object.hasOwn(TASKS, name)) {
    return refuse(`${expected}, got the name ${JSON.stringify(name)}.`);
  }
  const definition = TASKS[name as TaskName] as unknown as TaskDefinition<{
    facts: object;
    measures: object;
    report: TaskReport;
    network: never;
    data: unknown;
    batch: unknown;
  }>;
  const odd = Object.keys(facts).find((fact) => !definition.facts.includes(fact) && fact !== "classes");
  if (odd !== undefined) {
    const near = nearestName(odd, definition.facts);
    refuse(
      `\`task\` of ${name} has no \`${odd}\`; it takes ${definition.facts.join(", ") || "its name alone"}` +
        `${near === null ? "" : `. Did you mean ${near}?`}`,
    );
  }
  const own: Record<string, unknown> = {};
  for (const [measure, value] of Object.entries(measures)) {
    if (value !== undefined && Object.hasOwn(definition.measures, measure)) own[measure] = value;
  }
  const named = classes ?? (facts as { classes?: readonly string[] }).classes;
  return definition.make({ ...facts, classes: named }, own, operation);
}
