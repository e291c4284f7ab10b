// What the library's messages advise, as flags of a command.
import { Option } from "commander";
import { expect, test } from "vitest";
import { asFlags } from "../../lib/cli/as-flags.ts";

const options = [
  "--resume",
  "--no-strict",
  "--ignore <value>",
  "--kind <name>",
  "--class <name>",
  "--values <map>",
  "--pairs <regex>",
].map((flags) => new Option(flags));

test.each([
  ["go on with it (resume: true), or not", "go on with it (--resume), or not"],
  ["load with strict: false", "load with --no-strict"],
  ["nothing, as ignore: 255", "nothing, as --ignore 255"],
  ["ignore: 255.", "--ignore 255."],
  ['kind: "multilabel" says otherwise', "--kind multilabel says otherwise"],
  ['as classes: ["background", "optic disc"]', 'as --class background --class "optic disc"'],
  ["as values: { 0: 0, 255: 1 }, or", "as --values 0:0,255:1, or"],
  ["give pairs: /\\d+/ to pair", "give --pairs '\\d+' to pair"],
])("%s", (said, told) => {
  expect(asFlags(said, options)).toBe(told);
});

test.each([
  ["a program", "train.fit(model, data, { out, resume: true })"],
  ["no such flag", "threshold: 128"],
  ["a value that the flag does not say", "resume: false, strict: true, ignore: true"],
  ["what an operator was called with", 'to: no such device\n  arguments: kind: "cuda:0", ignore: 255'],
  ["a part of another word", "data.ignore: 3"],
])("%s stays as it is", (_, said) => {
  expect(asFlags(said, options)).toBe(said);
});
