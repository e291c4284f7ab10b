/** Says what the library's messages advise as it is written on the command line: `resume: true` as `--resume`. */
import type { Option } from "commander";
import { shellWord } from "../native/own-command.ts";

/** Options that the command line names otherwise than the library does. */
const OTHER_NAMES: Record<string, string> = { classes: "class" };

/** `window: [-160, 240]`, a range of values; a window of so many pixels is another option. */
const RANGE = /^\[(-?[\d.]+), (-?[\d.]+)\]$/;

/** A name and its value, or else a program's `{ ... }`, which stays as it is. */
const OPTION =
  /(?<=^|[\s(`])([a-z]\w*): (true|false|-?\d+(?:\.\d+)?|"[^"\n]*"|\["[^\]\n]*"\]|\[-?[\d.]+, -?[\d.]+\]|\{ [\d:, ]+ \}|\/[^\s/]+\/[a-z]*)|\{[^}]*\}/g;

/** What an operator was called with, which is no advice. */
const ARGUMENTS = /^ {2}arguments: /;

/** A message with the values of a command's options as its flags; what the command has no flag for stays as it is. */
export function asFlags(message: string, options: readonly Option[]): string {
  const translate = (line: string): string =>
    line.replace(OPTION, (said: string, name = "", value = "") => {
      const wanted = name === "window" && RANGE.test(value) ? "range" : (OTHER_NAMES[name] ?? name);
      const option = options.find((one) => one.attributeName() === wanted);
      return (option && flag(option, value)) ?? said;
    });
  return message
    .split("\n")
    .map((line) => (ARGUMENTS.test(line) ? line : translate(line)))
    .join("\n");
}

/** The flag for a value, undefined where none says it. */
function flag(option: Option, value: string): string | undefined {
  const { long, negate, required } = option;
  if (!required) return value === String(!negate) ? long : undefined;
  if (value === "true" || value === "false") return undefined;
  const range = RANGE.exec(value);
  if (range !== null)
    return option.attributeName() === "range" ? `${long}=${range[1]},${range[2]}` : undefined;
  const words = value.startsWith("[") ? [...value.matchAll(/"([^"]*)"/g)].map(([, word]) => word) : [value];
  return words.map((word) => `${long} ${shown(word ?? "")}`).join(" ");
}

/** A value as a shell takes it. */
function shown(value: string): string {
  if (/^\{ .* \}$/.test(value)) return shellWord(value.slice(2, -2).replaceAll(" ", ""));
  if (value.startsWith("/")) return shellWord(value.slice(1, value.lastIndexOf("/")));
  const word = value.replace(/^"(.*)"$/, "$1");
  return /^[\w.-]+$/.test(word) ? word : JSON.stringify(word);
}
