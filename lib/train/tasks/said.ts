/** What data says of its task. */
import { ArgumentError } from "../../native/errors.ts";

/**
 * What data says of its task; undefined where it says nothing.
 *
 * @throws ArgumentError for facts of masks beside the data, where nobody would read them
 */
export function saidTask(data: unknown, operation = "train.fit"): unknown {
  const { task, kind, ignoreIndex } = (data ?? {}) as Record<string, unknown>;
  if (task === undefined && (kind !== undefined || ignoreIndex !== undefined)) {
    throw new ArgumentError(
      `${operation}: the data has \`${kind === undefined ? "ignoreIndex" : "kind"}\`, but no \`task\` that it is of; write ` +
        `task: { name: "segmentation", kind: ${JSON.stringify(kind ?? "binary")}${ignoreIndex === undefined ? "" : `, ignoreIndex: ${JSON.stringify(ignoreIndex)}`} }.`,
      { operation },
    );
  }
  return task;
}

/** Names of what data, or its task, is about: of classes, labels and grades, of numbers their own; undefined where none are said. */
export function namesIn(said: unknown): readonly string[] | undefined {
  const { classes, names, task } = (said ?? {}) as Partial<
    Record<"classes" | "names", readonly string[]> & { task: unknown }
  >;
  return classes ?? names ?? (typeof task === "object" && task !== null ? namesIn(task) : undefined);
}
