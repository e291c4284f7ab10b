/** Reads the values of command-line options; a bad one is refused by name before anything runs. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { describedAs, type JsonSchema } from "./config/described.ts";

// Which devices there are is asked once the library is loaded.
const DEVICE = /^(auto|(cpu|cuda|mps)(:\d{1,2})?)$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text is, NaN where it is none: `Number("")` is 0 and `Number("0x10")` 16. */
function numberOf(text: string): number {
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}

/** A reader of numbers that are as `expected` says. */
function numbers(
  expected: string,
  accepts: (value: number) => boolean,
  schema: JsonSchema = {},
): (text: string) => number {
  const reader = (text: string): number => {
    const value = numberOf(text);
    if (!accepts(value)) throw new InvalidArgumentError(`Expected ${expected}.`);
    return value;
  };
  return describedAs(reader, { schema: { type: "number", ...schema } });
}

/** A whole number from 1. */
export const count = numbers("a whole number from 1", (n) => Number.isSafeInteger(n) && n >= 1, {
  type: "integer",
  minimum: 1,
});

/** A whole number from 0. */
export const whole = numbers("a whole number from 0", (n) => Number.isSafeInteger(n) && n >= 0, {
  type: "integer",
  minimum: 0,
});

/** A number above 0. */
export const positive = numbers("a number above 0", (n) => Number.isFinite(n) && n > 0, {
  exclusiveMinimum: 0,
});

/** A number from 0. */
export const nonNegative = numbers("a number from 0", (n) => Number.isFinite(n) && n >= 0, { minimum: 0 });

/** Any number. */
export const finite = numbers("a number", Number.isFinite);

/** A share, above 0 and below 1. */
export const share = numbers("a share above 0 and below 1", (n) => n > 0 && n < 1, {
  exclusiveMinimum: 0,
  exclusiveMaximum: 1,
});

/** A number from 0 to 1, both included. */
export const portion = numbers("a number from 0 to 1", (n) => n >= 0 && n <= 1, { minimum: 0, maximum: 1 });

/** `0.5` or `0.5,0.4`: millimetres between pixel centres, along a column and along a row. */
export function spacing(text: string): [number, number] {
  const values = text.split(",").map(numberOf);
  const [row, column = row] = values;
  if (values.length > 2 || row === undefined || column === undefined || !(row > 0 && column > 0)) {
    throw new InvalidArgumentError("Expected one or two numbers above 0, as 0.5 or 0.5,0.4.");
  }
  return [row, column];
}
describedAs(spacing, {
  schema: {
    anyOf: [
      { type: "number", exclusiveMinimum: 0 },
      { type: "array", items: { type: "number", exclusiveMinimum: 0 }, minItems: 1, maxItems: 2 },
      { type: "string" },
    ],
  },
});

/** A name or a path. What looks like a flag is one whose own value was forgotten. */
export function text(given: string): string {
  if (given.trim() === "") throw new InvalidArgumentError("Expected a text that is not empty.");
  if (given.startsWith("--")) {
    throw new InvalidArgumentError(
      `Expected its value, not another option; for a file of that name give ./${given}.`,
    );
  }
  return given;
}

/** A regular expression as its source, which a run can keep. */
export function expression(given: string): string {
  try {
    new RegExp(text(given), "u");
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    throw new InvalidArgumentError(`Expected a regular expression: ${(error as Error).message}.`);
  }
  return given;
}

/** What stands between values of a table: one character, a tab as `tab` too. */
export function separator(given: string): string {
  const meant = given === "tab" ? "\t" : given;
  if (meant.length === 1 && !'"\r\n'.includes(meant)) return meant;
  throw new InvalidArgumentError("Expected one character, or tab.");
}

/** A device by name, or `auto`. */
export function device(name: string): string {
  if (!DEVICE.test(name)) throw new InvalidArgumentError("Expected auto, cpu, or a device such as cuda:0.");
  return name;
}

/** SHA-256 as hexadecimal digits. */
export function sha256(hex: string): string {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new InvalidArgumentError("Expected 64 hexadecimal digits.");
  return hex;
}

/** Gathers an option that may be given several times. */
export function list(given: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text(given)];
}
const WORD = { type: ["string", "number"] };
describedAs(list, { schema: { anyOf: [WORD, { type: "array", items: WORD, minItems: 1 }] }, repeated: true });

/** Ends the command where options were given that would do nothing; `names` as commander names their values. */
export function refuseGiven(command: Command, names: readonly string[], why: string): void {
  const given = command.options.filter(
    (option) =>
      names.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === "cli",
  );
  if (given.length === 0) return;
  const flags = given.map(({ long }) => long).join(", ");
  command.error(`error: ${flags}: ${why}`, { code: "torchts.optionWithoutEffect" });
}

/** An option that takes one of a few words, and is not there where it is not given. */
export function choice(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices(words);
}

/** An option that takes one of a few words. */
export function oneOf(flags: string, description: string, words: string[], standard: string): Option {
  return new Option(flags, description).choices(words).default(standard);
}
