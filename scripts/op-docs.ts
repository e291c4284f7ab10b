/** The sentence that says what an operator computes: from op-docs.txt, or by rule from another operator's. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { camelCase } from "../lib/tensor/names.ts";

const FILE = join(dirname(fileURLToPath(import.meta.url)), "op-docs.txt");

/** Sentences by operator name, as written in op-docs.txt. Throws for a line that is none and a name given twice. */
export function readSentences(): Map<string, string> {
  const sentences = new Map<string, string>();
  for (const line of readFileSync(FILE, "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [, name, text] = /^(\w+): (\S.*)$/.exec(line) ?? [];
    if (name === undefined || text === undefined)
      throw new Error(`op-docs.txt: "${line}" is no "name: sentence"`);
    if (sentences.has(name)) throw new Error(`op-docs.txt: ${name} stands there twice`);
    sentences.set(name, text);
  }
  return sentences;
}

function lowerFirst(sentence: string): string {
  // Names of people, acronyms and code keep their case.
  return /^([A-Z][a-z]|A )/.test(sentence) && !/^(NaN|Pearson|Kullback|Moore|Cholesky|Hurwitz)/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}

/** The sentence of an operator; undefined where neither the table nor a rule has one. */
export function sentenceOf(name: string, sentences: ReadonlyMap<string, string>): string | undefined {
  const own = sentences.get(name);
  if (own?.startsWith("=")) {
    const base = sentences.get(own.slice(1));
    return base === undefined ? undefined : `As \`${camelCase(own.slice(1))}\`: ${lowerFirst(base)}`;
  }
  if (own !== undefined) return own;
  const after = (suffix: string) =>
    name.endsWith(suffix) ? sentenceOf(name.slice(0, -suffix.length), sentences) : undefined;
  const inPlace = after("_");
  if (inPlace !== undefined) {
    const other = sentences.get(name.slice(0, -1));
    if (!other?.startsWith("=")) return `In place: ${lowerFirst(inPlace)}`;
    return `In place, as \`${camelCase(other.slice(1))}_\`: ${lowerFirst(sentences.get(other.slice(1)) as string)}`;
  }
  const copied = after("_copy");
  if (copied !== undefined)
    return `As \`${camelCase(name.slice(0, -5))}\`, but a copy that shares no memory.`;
  if (after("_backward") !== undefined)
    return `Gradient of \`${camelCase(name.slice(0, -9))}\`; autograd calls it.`;
  return name.startsWith("special_") ? sentenceOf(name.slice(8), sentences) : undefined;
}

/** The sentences of all operators. Throws naming those without one, and those of the table that are no operator. */
export function sentencesFor(names: readonly string[]): Map<string, string> {
  const sentences = readSentences();
  const known = new Set(names);
  const strangers = [...sentences.keys()].filter((name) => !known.has(name));
  if (strangers.length > 0) throw new Error(`op-docs.txt: no operator is named ${strangers.join(", ")}`);
  const found = new Map<string, string>();
  const missing: string[] = [];
  for (const name of names) {
    const sentence = sentenceOf(name, sentences);
    if (sentence === undefined) missing.push(name);
    else found.set(name, sentence);
  }
  if (missing.length > 0) throw new Error(`op-docs.txt: no sentence for ${missing.join(", ")}`);
  return found;
}
