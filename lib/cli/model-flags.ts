/** Options that belong to a model by name, or to a run: what belongs to the other is refused, not passed over. */
import type { Command } from "commander";
import { refuseGiven } from "./values.ts";

/** Ends the command where options were given that `name`, a builder of `models` or else a run, has no use for. */
export async function checkModelFlags(
  command: Command,
  name: string,
  { ofRuns, ofBuilders }: { ofRuns: readonly string[]; ofBuilders: readonly string[] },
): Promise<void> {
  const { models } = await import("./library.ts");
  if (models.has(name)) refuseGiven(command, ofRuns, `${name} is a model by name, and this is for a run`);
  else refuseGiven(command, ofBuilders, `${name} is no model's name, and a run has its own`);
}
