/** Options that belong to a model by name, or to a run: what belongs to the other is refused, not passed over. */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { models } from "./library.ts";
import { refuseGiven } from "./values.ts";

/**
 * Ends the command where options were given that `name`, a builder of `models` or else a run, has no use for.
 *
 * @param task what the command is for, where not all models would do
 * @throws ArgumentError for a name that is neither
 */
export async function checkModelFlags(
  command: Command,
  name: string,
  {
    ofRuns,
    ofBuilders,
    task,
  }: { ofRuns: readonly string[]; ofBuilders: readonly string[]; task?: models.ModelTask },
): Promise<void> {
  const { models } = await import("./library.ts");
  if (models.has(name)) {
    refuseGiven(command, ofRuns, `${name} is a model by name, and this is for a run`);
    return;
  }
  if (!existsSync(name)) {
    const { neitherRunNorModel } = await import("./known-models.ts");
    throw neitherRunNorModel(command.name(), name, models.list({ task }), task);
  }
  refuseGiven(command, ofBuilders, `${name} is no model's name, and a run has its own`);
}
