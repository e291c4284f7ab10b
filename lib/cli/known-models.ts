/** What is said of a name that no model has: which ones are near, and where all of them are listed. */
import { didYouMean, nearestNames } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import type { models } from "./library.ts";

/** Where all names of a task's models are found. */
function listing(task: models.ModelTask | undefined): string {
  const command = task === undefined ? ownCommand("models") : ownCommand("models", "--task", task);
  return `\`${command}\` lists the models.`;
}

/**
 * The error for a name that is no model's.
 *
 * @param known the names that would do
 * @param task what they are for, where not all models would do
 */
export function unknownModelError(
  operation: string,
  name: string,
  known: readonly string[],
  task?: models.ModelTask,
): ArgumentError {
  const meant = didYouMean(nearestNames(name, known));
  const of = task === undefined ? "model" : `model for ${task}`;
  return new ArgumentError(`${operation}: there is no ${of} named ${name}${meant || "."} ${listing(task)}`, {
    operation,
  });
}

/** The error for a name that is neither a model's nor a run's folder. */
export function neitherRunNorModel(
  operation: string,
  name: string,
  known: readonly string[],
  task?: models.ModelTask,
): ArgumentError {
  const meant = didYouMean(nearestNames(name, known));
  return new ArgumentError(
    `${operation}: ${name} is neither a run's folder nor a model's name${meant || "."} A run's folder is what ` +
      `\`${ownCommand("finetune")}\` writes; ${listing(task)}`,
    { operation, file: name },
  );
}
