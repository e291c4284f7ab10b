/** `torchts config`: configuration files for other commands, and the schema by which editors complete them. */
import { Argument, type Command } from "commander";
import { isPlainObject } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { takesConfig } from "./config/read.ts";
import { schemaOf } from "./config/schema.ts";
import { fileOf, templateOf } from "./config/template.ts";
import { text } from "./values.ts";

/** Registers the subcommand; those that take files are registered before it. */
export function registerConfig(program: Command): void {
  const others = program.commands.filter(takesConfig);
  program
    .command("config")
    .description("print a configuration file for a command to begin with, or its schema for editors")
    .addArgument(
      new Argument("<command>", "the command that the file is for").choices(others.map((one) => one.name())),
    )
    .option("--schema", "print the JSON schema of its files instead")
    .option("--from <run>", "of finetune: the options that a run was made with", text)
    .addHelpText(
      "after",
      `
Editors complete and check the file where its schema lies beside it.

Examples:
  $ torchts config finetune > finetune.yaml
  $ torchts config finetune --schema > finetune.schema.json
  $ torchts finetune --config finetune.yaml --epochs 10
  $ torchts config finetune --from runs/first > again.yaml`,
    )
    .action(async (name: string, options: { schema?: boolean; from?: string }, command: Command) => {
      const meant = others.find((one) => one.name() === name) as Command; // one of the choices
      if (options.schema && options.from !== undefined) {
        command.error("error: --schema and --from print two things; give one");
      }
      if (options.schema) process.stdout.write(`${JSON.stringify(schemaOf(meant), null, 2)}\n`);
      else if (options.from === undefined) process.stdout.write(templateOf(meant));
      else process.stdout.write(await fileOfRun(meant, options.from));
    });
}

async function fileOfRun(command: Command, run: string): Promise<string> {
  const refuse: (text: string) => never = (text) => {
    throw new ArgumentError(`config: ${text}`, { operation: "config", file: run });
  };
  if (command.name() !== "finetune") refuse(`--from is of finetune, not of ${command.name()}`);
  const { readConfig } = await import("../train/run-folder.ts");
  const { notes } = await readConfig(run);
  const { command: values, data } = notes as { command?: unknown; data?: { folder?: unknown } };
  if (!isPlainObject(values)) refuse(`the run in ${run} was not started by torchts finetune`);
  const folder = data?.folder;
  return fileOf(
    command,
    run,
    values as Record<string, unknown>,
    typeof folder === "string" ? { folder } : {},
  );
}
