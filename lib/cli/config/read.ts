/**
 * Configuration files: options of a command as YAML or JSON, `--config run.yaml`. They become the words that the command line
 * would have had, so that a value in a file is read, refused and kept as its flag is.
 */
import { readFile } from "node:fs/promises";
import type { Command, Option } from "commander";
import type { Node, Pair, Scalar } from "yaml";
import { listed, nearestName } from "../../edge/index.ts";
import { ArgumentError, FileFormatError } from "../../native/errors.ts";
import { inFiles } from "./described.ts";

/** The option by which a command takes a file. */
export const CONFIG = "--config";

/** Larger files hold something else. */
const MOST_BYTES = 1_000_000;

/** Words in the place of a file, and where each option in them came from. */
export interface Expanded {
  words: string[];
  /** `epochs` to `run.yaml, line 3`. */
  origins: ReadonlyMap<string, string>;
}

/** A value of a file: the text of one, of several, or of several by name. */
type Value = string | readonly string[] | ReadonlyMap<string, string>;

interface Entry {
  name: string;
  value: Value;
  line: number;
}

/** Whether a command takes a file: every one with options does, where it says so. */
export function takesConfig(command: Command): boolean {
  return command.options.some(({ long }) => long === CONFIG);
}

/**
 * The words of a command line with those of the file that `--config` names. What the command line says counts before it.
 *
 * @param words those after `torchts`
 * @param make makes a program that has parsed nothing yet
 * @throws FileFormatError with a line for a file that is no such file, ArgumentError for names that are no options
 */
export async function withConfig(words: readonly string[], make: () => Command): Promise<Expanded> {
  const nothing = { words: [...words], origins: new Map<string, string>() };
  const end = words.indexOf("--");
  const flags = end < 0 ? words : words.slice(0, end);
  if (!flags.some((word) => word === CONFIG || word.startsWith(`${CONFIG}=`))) return nothing;
  const program = make();
  const command = program.commands.find((one) => one.name() === flags.find((word) => !word.startsWith("-")));
  if (command === undefined || !takesConfig(command)) return nothing; // refused as any unknown option
  const at = words.indexOf(command.name());
  const rest = words.slice(at + 1);
  // A program of its own, in which reading the words leaves nothing behind.
  const { operands } = command.parseOptions(rest);
  const file = command.getOptionValue("config") as string | undefined;
  if (file === undefined) return nothing;
  const isGiven = (option: Option) => command.getOptionValueSource(option.attributeName()) === "cli";

  const own = [...words.slice(0, at + 1)];
  const origins = new Map<string, string>();
  const operandsOfFile = new Map<string, readonly string[]>();
  const ofFile: string[] = [];
  for (const entry of await entriesOf(file, command)) {
    const { name, value, line } = entry;
    const refuse = (text: string): never => {
      throw new ArgumentError(`${command.name()}: ${file}, line ${line}: ${text}`, {
        operation: command.name(),
        file,
      });
    };
    const argument = command.registeredArguments.find((one) => one.name() === name);
    if (argument !== undefined) {
      if (typeof value !== "string" && !(Array.isArray(value) && argument.variadic)) {
        refuse(`${name} is ${argument.variadic ? "a text or a list of texts" : "a text"}`);
      }
      operandsOfFile.set(name, typeof value === "string" ? [value] : (value as readonly string[]));
      continue;
    }
    const options = command.options.filter((one) => one.attributeName() === name);
    if (options.length === 0) refuse(unknown(name, command));
    if (options.some(({ long }) => long === CONFIG)) refuse("a file names no other file");
    origins.set(name, `${file}, line ${line}`);
    if (options.some(isGiven)) continue;
    ofFile.push(...wordsOf(options, value, refuse));
  }
  const positional = operands.length > 0 ? [] : operandWords(command, operandsOfFile, file);
  return { words: [...own, ...ofFile, ...withoutConfig(rest), ...positional], origins };
}

/** The words of an option, or of it and its `--no-` form. */
function wordsOf(options: readonly Option[], value: Value, refuse: (text: string) => never): string[] {
  const plain = options.find(({ negate }) => !negate);
  const negated = options.find(({ negate }) => negate);
  if (value === "true" || value === "false") {
    const isFlag = plain === undefined || (!plain.required && !plain.optional);
    if (value === "false" && negated !== undefined) return [negated.long as string];
    if (isFlag) return value === "true" && plain !== undefined ? [plain.long as string] : [];
  }
  if (plain === undefined) return refuse(`${negated?.attributeName()} is true or false`);
  const { long, required, optional } = plain as Option & { long: string };
  const name = plain.attributeName();
  if (!required && !optional) return refuse(`${name} is true or false`);
  const { repeated = false, between } = inFiles(plain);
  if (typeof value === "string") return [`${long}=${value}`];
  if (Array.isArray(value)) {
    if (value.length === 0) return refuse(`${name} is an empty list; leave it out`);
    return repeated ? value.map((word) => `${long}=${word}`) : [`${long}=${value.join(",")}`];
  }
  if (between === undefined) return refuse(`${name} is no object of values`);
  const pairs = [...(value as ReadonlyMap<string, string>)].map((pair) => pair.join(between));
  if (pairs.length === 0) return refuse(`${name} is an empty object; leave it out`);
  return repeated ? pairs.map((pair) => `${long}=${pair}`) : [`${long}=${pairs.join(",")}`];
}

/** The words of the command line without the file's. */
function withoutConfig(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "--") return [...kept, ...words.slice(at)];
    if (word === CONFIG) at++;
    else if (!word.startsWith(`${CONFIG}=`)) kept.push(word);
  }
  return kept;
}

/** The arguments that the file gives, in the command's order; later ones without an earlier one are refused. */
function operandWords(
  command: Command,
  given: ReadonlyMap<string, readonly string[]>,
  file: string,
): string[] {
  const names = command.registeredArguments.map((argument) => argument.name());
  const last = names.findLastIndex((name) => given.has(name));
  const words = names.slice(0, last + 1).flatMap((name) => {
    const own = given.get(name);
    if (own !== undefined) return own;
    throw new ArgumentError(
      `${command.name()}: ${file} gives ${names[last]} and not ${name}, which stands before it.`,
      {
        operation: command.name(),
        file,
      },
    );
  });
  // A name may begin with a dash.
  return words.some((word) => word.startsWith("-")) ? ["--", ...words] : words;
}

/** Names that a file may have for a command: its arguments and the values of its options. */
export function namesOf(command: Command): string[] {
  const options = command.options.map((option) => option.attributeName());
  return [...new Set([...command.registeredArguments.map((argument) => argument.name()), ...options])];
}

function unknown(name: string, command: Command): string {
  const near = nearestName(name, namesOf(command));
  return `${command.name()} has no option ${name}${near === null ? "" : `. Did you mean ${near}?`}`;
}

/** The name as its option has it: `batch-size`, `--batch-size` and `batchSize` are one. */
function attributeNamed(name: string, command: Command): string {
  const bare = name.replace(/^--/, "");
  const named = command.options.find(({ long, negate }) => long === `--${bare}` && !negate);
  return named?.attributeName() ?? name;
}

/** What a file says, name by name. */
async function entriesOf(file: string, command: Command): Promise<Entry[]> {
  const operation = command.name();
  const refuse: (text: string, line?: number) => never = (text, line) => {
    const where = line === undefined ? file : `${file}, line ${line}`;
    throw new FileFormatError(`${operation}: ${where}: ${text}`, { file, operation });
  };
  let text: string;
  try {
    const bytes = await readFile(file);
    if (bytes.length > MOST_BYTES) refuse(`${bytes.length} bytes are too many for a configuration file`);
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof FileFormatError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return refuse("it is not text in UTF-8");
    throw new ArgumentError(
      `${operation}: cannot read the configuration file ${file}: ${(cause as Error).message}`,
      { operation, file, cause },
    );
  }
  const { parseDocument, isMap, isSeq, isScalar, LineCounter } = await import("yaml");
  const lines = new LineCounter();
  const lineOf = (node: unknown) => {
    const [start] = (node as Partial<Node> | null)?.range ?? [];
    return start === undefined ? undefined : lines.linePos(start).line;
  };
  // Of this schema every value is the text that stands there: 0001 stays what it is.
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) refuse(fault.message.split("\n")[0] as string, lines.linePos(fault.pos[0]).line);
  const { contents } = document;
  if (contents === null) return refuse("it is empty");
  if (!isMap(contents)) {
    return refuse(`expected options by name, as "epochs: 10", got ${isSeq(contents) ? "a list" : "a text"}`);
  }

  const scalar = (node: unknown, name: string): string => {
    if (!isScalar(node)) return refuse(`${name}: expected a text or a number`, lineOf(node));
    const { value, type } = node as Scalar;
    const said = typeof value === "string" ? value : "";
    if (said !== "" && !(type === "PLAIN" && ["~", "null"].includes(said))) return said;
    if (said === "" && (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE")) return said;
    return refuse(`${name} has no value; give one, or leave it out`, lineOf(node));
  };
  const entries: Entry[] = [];
  for (const { key, value } of contents.items as Pair<unknown, unknown>[]) {
    const said = scalar(key, "a name");
    const line = lineOf(key) ?? 1;
    if (said === "$schema") continue;
    if (said === "command") {
      const named = scalar(value, said);
      if (named !== operation) refuse(`it is a file for ${named}, and the command is ${operation}`, line);
      continue;
    }
    const name = attributeNamed(said, command);
    const node = value ?? null;
    const read = (): Value => {
      if (isSeq(node)) return node.items.map((item) => scalar(item, said));
      if (!isMap(node)) return scalar(node, said);
      return new Map(node.items.map((pair) => [scalar(pair.key, said), scalar(pair.value, said)]));
    };
    if (node === null) refuse(`${said} has no value; give one, or leave it out`, line);
    const twice = entries.find((entry) => entry.name === name);
    if (twice !== undefined) refuse(`${said} stands in line ${twice.line} already`, line);
    entries.push({ name, value: read(), line });
  }
  if (entries.length === 0) refuse(`it has no options; there are ${listed(namesOf(command))}`);
  return entries;
}
