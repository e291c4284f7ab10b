/** What may stand at the end of a command line: commands, flags, choices, names of networks. Paths are the shell's to complete. */
import type { Command, Option } from "commander";

/** One of them, and what it is. */
export interface Candidate {
  value: string;
  description: string;
}

/** Names that only the library knows. */
export interface Names {
  models(): Promise<readonly string[]>;
}

/** Values of these are networks. */
const NETWORKS = new Set(["--model", "--encoder", "--backbone"]);
/** A first argument that may be a network, by its name in the usage. */
const NETWORK_ARGUMENT = new Set(["model", "model-or-data"]);

/**
 * What the last word may become; nothing where it is a path, a number or a text.
 *
 * @param words those after the program's name, the last one as far as it is written, perhaps empty
 */
export async function candidates(
  program: Command,
  words: readonly string[],
  names: Names,
): Promise<Candidate[]> {
  const given = joined(words);
  const last = given.at(-1) ?? "";
  const before = given.slice(0, -1);
  const starting = (all: readonly Candidate[]) => all.filter(({ value }) => value.startsWith(last));
  const name = before.find((word) => !word.startsWith("-"));
  const command = program.commands.find((one) => one.name() === name);
  if (before.includes("--") || (name !== undefined && command === undefined)) return [];
  if (command === undefined) {
    if (last.startsWith("-")) return starting(flagsOf(program, before));
    const { commands } = program;
    return starting(
      commands
        .filter((one) => !hidden(one))
        .map((one) => ({ value: one.name(), description: one.description() })),
    );
  }

  const equals = last.startsWith("--") ? last.indexOf("=") : -1;
  if (equals > 0) {
    const values = await valuesOf(optionOf(command, last.slice(0, equals)), names);
    return starting(
      values.map((value) => ({ ...value, value: `${last.slice(0, equals + 1)}${value.value}` })),
    );
  }
  const open = optionOf(command, before.at(-1) ?? "");
  if (open !== undefined && takesValue(open)) return starting(await valuesOf(open, names));
  if (last.startsWith("-")) return starting(flagsOf(command, before));
  return starting(await operands(command, before, names));
}

/** Shells divide at `=`, where one word is meant. */
function joined(words: readonly string[]): string[] {
  const whole: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "=" && whole.at(-1)?.startsWith("--")) {
      whole[whole.length - 1] += `=${words[++at] ?? ""}`;
    } else whole.push(word);
  }
  return whole;
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** commander keeps it to itself. */
function hidden(command: Command): boolean {
  return (command as unknown as { _hidden?: boolean })._hidden === true;
}

function optionOf(command: Command, word: string): Option | undefined {
  return command.options.find(({ long, short }) => word !== "" && (word === long || word === short));
}

/** The flags of a command that were not given yet, or may be given again. */
function flagsOf(command: Command, before: readonly string[]): Candidate[] {
  const flags = command.options.flatMap(({ long, description, parseArg, variadic }) => {
    const isRepeated = variadic || parseArg?.name === "list";
    return long && (isRepeated || !before.includes(long)) ? [{ value: long, description }] : [];
  });
  return [...flags, { value: "--help", description: "display help for command" }];
}

async function valuesOf(option: Option | undefined, names: Names): Promise<Candidate[]> {
  if (option?.argChoices !== undefined) return option.argChoices.map(plain);
  if (option?.long === "--device") return ["auto", "cpu", "cuda:0"].map(plain);
  return NETWORKS.has(option?.long ?? "") ? (await names.models()).map(plain) : [];
}

/** What the next argument may be. */
async function operands(command: Command, before: readonly string[], names: Names): Promise<Candidate[]> {
  const own = before.slice(before.indexOf(command.name()) + 1);
  let count = 0;
  for (let at = 0; at < own.length; at++) {
    const option = optionOf(command, own[at] as string);
    if (option !== undefined) at += takesValue(option) ? 1 : 0;
    else if (!(own[at] as string).startsWith("-")) count++;
  }
  const { registeredArguments } = command;
  const argument = registeredArguments[Math.min(count, registeredArguments.length - 1)];
  if (argument === undefined || (count >= registeredArguments.length && !argument.variadic)) return [];
  if (argument.argChoices !== undefined) return argument.argChoices.map(plain);
  return NETWORK_ARGUMENT.has(argument.name()) ? (await names.models()).map(plain) : [];
}

function plain(value: string): Candidate {
  return { value, description: "" };
}
