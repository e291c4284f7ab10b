/** A configuration file to begin with: every option of a command with what it says, or those that a run was made with. */
import type { Command, Option } from "commander";
import { CONFIG } from "./read.ts";

/** Options of one call rather than of what it makes. */
const OF_THE_CALL = ["resume", "overwrite", "json", "device"];

/** What a file may say, in order: arguments, then options. */
function optionsOf(command: Command): Option[] {
  return command.options.filter(({ long }) => long !== CONFIG);
}

/** The head of a file, which editors and people read. */
function head(command: Command, origin: string): string[] {
  const name = command.name();
  return [
    `# yaml-language-server: $schema=./${name}.schema.json`,
    `# ${origin} Paths are as on the command line; what the command line says counts before this file.`,
    `command: ${name}`,
    "",
  ];
}

/** All options, each as a comment with its standard value. */
export function templateOf(command: Command): string {
  const lines = head(command, `Options of torchts ${command.name()}; take the # from those that you set.`);
  for (const argument of command.registeredArguments) {
    lines.push(...comment(argument.description), `# ${argument.name()}: `, "");
  }
  for (const option of optionsOf(command)) {
    lines.push(...comment(option.description), `# ${option.attributeName()}: ${example(option)}`, "");
  }
  return `${lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd()}\n`;
}

/** What a run was made with. */
export async function fileOf(
  command: Command,
  run: string,
  values: Readonly<Record<string, unknown>>,
  operands: Readonly<Record<string, string>>,
): Promise<string> {
  const { stringify } = await import("yaml");
  const said: Record<string, unknown> = { ...operands };
  for (const option of optionsOf(command)) {
    const name = option.attributeName();
    const value = values[name];
    if (value === undefined || value === null || OF_THE_CALL.includes(name)) continue;
    const usual = option.negate ? true : option.defaultValue;
    if (JSON.stringify(value) !== JSON.stringify(usual)) said[name] = value;
  }
  return `${head(command, `What the run in ${run} was made with.`).join("\n")}${stringify(said)}`;
}

function example({ argChoices, defaultValue, required, optional, negate }: Option): string {
  if (negate) return "false";
  if (!required && !optional) return "true";
  if (defaultValue !== undefined) return JSON.stringify(defaultValue);
  return argChoices?.[0] ?? "";
}

/** A description as comments of at most 100 characters. */
function comment(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) as string;
    if (last !== "" && last.length + word.length > 97) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => `# ${line}`);
}
