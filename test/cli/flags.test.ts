// What the command line takes, of every command by reflection: unknown options, surplus arguments and wrong values are
// refused before anything runs.
import type { Argument, Command, CommanderError, Option } from "commander";
import { beforeEach, describe, expect, test } from "vitest";
import { makeProgram } from "../../lib/cli/program.ts";
import { cli } from "./run-cli.ts";

/** What became of a command line, without running what it asks for. */
interface Outcome {
  ran: boolean;
  code: number;
  message: string;
}

async function parse(words: readonly string[]): Promise<Outcome> {
  const outcome: Outcome = { ran: false, code: 0, message: "" };
  const program = makeProgram(words);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: (text) => (outcome.message += text) });
    if (command !== program) {
      command.action(() => {
        outcome.ran = true;
      });
    }
  }
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    outcome.code = (error as CommanderError).exitCode;
  }
  return outcome;
}

/** A command line that is right: a word for each required argument and option. */
function rightly(command: Command): string[] {
  const words = command.registeredArguments
    .filter(({ required }) => required)
    .map(({ argChoices }) => argChoices?.[0] ?? "given");
  const options = command.options
    .filter(({ mandatory }) => mandatory)
    .flatMap(({ long }) => [long ?? "", "x"]);
  return [command.name(), ...words, ...options];
}

const commands = makeProgram([]).commands;
const named = commands.map((command) => [command.name(), command] as const);
const valued = commands.flatMap((command) =>
  command.options
    .filter(({ required, optional, long }) => (required || optional) && long !== "--config")
    .map((option) => [`${command.name()} ${option.long}`, command, option] as const),
);
const isVariadic = (command: Command): boolean =>
  command.registeredArguments.some(({ variadic }: Argument) => variadic);

/** Options whose values are names and paths, of which the command line itself knows nothing. */
const FREE_TEXT = [
  "--against",
  "--backbone",
  "--backbone-weights",
  "--box-columns",
  "--by",
  "--class",
  "--csv",
  "--cuda",
  "--data",
  "--date-column",
  "--encoder",
  "--encoder-weights",
  "--external",
  "--features",
  "--freeze-until",
  "--from",
  "--grade-column",
  "--grades",
  "--group",
  "--group-column",
  "--html",
  "--id",
  "--image-column",
  "--images-dir",
  "--keep-columns",
  "--label",
  "--label-column",
  "--label-columns",
  "--label-list",
  "--layer",
  "--mask-column",
  "--mask-suffix",
  "--masks-dir",
  "--mlflow",
  "--model",
  "--none-label",
  "--only",
  "--out",
  "--pairs",
  "--positive",
  "--root",
  "--score",
  "--site-column",
  "--split-column",
  "--split-file",
  "--target",
  "--tensorboard",
  "--title",
  "--truth",
  "--unfreeze",
  "--units",
  "--val-annotations",
  "--val-images-dir",
  "--value-columns",
  "--version",
  "--weight-column",
  "--weights",
];

describe("every command", () => {
  test("is one of those that are documented, and takes what is right", async () => {
    expect(commands.map((command) => command.name()).sort()).toEqual([
      ...["compare", "complete", "completion", "config", "demo", "detect", "doctor", "evaluate", "explain"],
      ...["finetune", "inspect", "install", "metrics", "models", "predict", "preview", "report", "segment"],
    ]);
    for (const command of commands)
      expect(await parse(rightly(command))).toMatchObject({ ran: true, code: 0 });
  });

  test.each(named)("%s refuses an unknown option", async (_, command) => {
    const outcome = await parse([...rightly(command), "--surely-no-option"]);
    expect(outcome).toMatchObject({ ran: false, code: 2 });
    expect(outcome.message).toMatch(/unknown option '--surely-no-option'/);
  });

  test.each(named.filter(([, command]) => !isVariadic(command)))(
    "%s refuses a surplus argument",
    async (name, command) => {
      const optional = command.registeredArguments.filter(({ required }) => !required).map(() => "given");
      const outcome = await parse([...rightly(command), ...optional, "one-too-many"]);
      expect(outcome).toMatchObject({ ran: false, code: 2 });
      expect(outcome.message).toMatch(
        new RegExp(`too many arguments: ${name} takes .*; what is one-too-many\\?`),
      );
    },
  );

  test("has arguments without end in compare, complete, detect, predict, report and segment alone", () => {
    expect(
      commands
        .filter(isVariadic)
        .map((command) => command.name())
        .sort(),
    ).toEqual(["compare", "complete", "detect", "predict", "report", "segment"]);
  });

  test.each(valued)(
    "%s refuses an empty value and another option as its value",
    async (_, command, option) => {
      for (const value of ["", "--json"]) {
        const outcome = await parse([...rightly(command), `${option.long}=${value}`]);
        expect(outcome).toMatchObject({ ran: false, code: 2 });
        expect(outcome.message).toContain(option.long);
        expect(outcome.message).toMatch(/Expected|Allowed choices are|argument missing/);
      }
    },
  );

  test("refuses a word where an option takes a number, a choice or a device", async () => {
    const taken: string[] = [];
    for (const [, command, option] of valued) {
      const outcome = await parse([...rightly(command), `${option.long}=several`]);
      if (outcome.ran) taken.push((option as Option).long ?? "");
      else expect(outcome.message).toMatch(new RegExp(`${option.long}.*(Expected|Allowed choices are)`));
    }
    expect([...new Set(taken)].sort()).toEqual(FREE_TEXT);
  });
});

/** A line of an example as a shell divides it. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
}

/** The calls that the help of a command shows, without what a shell does with their output. */
function examplesOf(command: Command): string[] {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return [...help.matchAll(/^ {2}\$ \S+ (.*)$/gm)].map(
    ([, line]) => (line as string).split(/ [|>]/)[0] as string,
  );
}

const shown = makeProgram([]).commands.flatMap((command) =>
  examplesOf(command)
    // Of a file that is not here.
    .filter((line) => !line.includes("--config"))
    .map((line) => [line] as const),
);

test.each(shown)("the help's example %s is taken", async (line) => {
  const given = words(line);
  expect(await parse(given)).toMatchObject({ ran: true, code: 0, message: "" });
});

describe("the option that was meant", () => {
  test.each([
    ["finetune", "--learning-rate", "--lr"],
    ["finetune", "--batch_size", "--batch-size"],
    ["finetune", "--weight_decay", "--weight-decay"],
    ["finetune", "--pretrained", "--weights"],
    ["finetune", "--epoch", "--epochs"],
    ["finetune", "--output-dir", "--out"],
    ["finetune", "--no-stric", "--strict"],
    ["models", "--jsno", "--json"],
  ])("%s %s", async (name, wrong, meant) => {
    const command = commands.find((one) => one.name() === name) as Command;
    const { message } = await parse([...rightly(command), wrong]);
    expect(message).toMatch(new RegExp(`Did you mean .*${meant}`.replace("--strict", "--(no-)?strict")));
  });
});

describe("numbers", () => {
  test.each([
    ["finetune", "--epochs", ["0", "1.5", "0x10", " ", "1e400", "NaN", "1,5"], ["1", "12", "1e2"]],
    ["finetune", "--lr", ["0", "-1", "Infinity", "1e", "."], ["0.1", "1e-3", ".5"]],
    ["finetune", "--val-split", ["0", "1", "20%"], ["0.2"]],
    ["finetune", "--seed", ["-1", "0.5", ""], ["0", "7"]],
    ["segment", "--spacing", ["0", "1,2,3", "a,b", "0.5,"], ["0.5", "0.5,0.4"]],
    ["segment", "--device", ["gpu", "cuda:x", "CPU"], ["auto", "cpu", "cuda", "cuda:1"]],
    ["install", "--sha256", ["abc", "g".repeat(64)], ["a".repeat(64)]],
    ["explain", "--alpha", ["1.1", "-0.1"], ["0", "1"]],
  ])("%s %s", async (name, option, wrong, right) => {
    const command = commands.find((one) => one.name() === name) as Command;
    for (const value of wrong) {
      expect(await parse([...rightly(command), `${option}=${value}`]), value).toMatchObject({
        ran: false,
        code: 2,
      });
    }
    for (const value of right) {
      expect(await parse([...rightly(command), `${option}=${value}`]), value).toMatchObject({ ran: true });
    }
  });
});

describe("options that would do nothing here", () => {
  let refused: (words: string[]) => Promise<string>;
  beforeEach(() => {
    refused = async (words) => {
      const { code, stdout, stderr } = await cli(words);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      return stderr;
    };
  });

  test("of masks, for images in folders of classes", async () => {
    const words = ["finetune", "no-folder", "--kind", "binary", "--class", "a", "--encoder", "resnet18"];
    expect(await refused(words)).toMatch(/--encoder, --kind, --class: for masks, and no-folder is read as/);
  });

  test("of runs, for a model by name, and the other way round", async () => {
    expect(await refused(["inspect", "resnet18", "--checkpoint", "last"])).toMatch(
      /--checkpoint: .* for a run/,
    );
    expect(await refused(["inspect", "lib", "--as", "model", "--classes", "3"])).toMatch(
      /--classes: lib is no model's name/,
    );
    expect(await refused(["inspect", "lib", "--classes", "3"])).toMatch(/--classes: .* and lib is data/);
  });
});

test("one message on stderr, exit code 2, and nothing on stdout", async () => {
  const { code, stdout, stderr } = await cli(["predict", "run", "image.png", "--topp", "3"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    "error: unknown option '--topp'\n(Did you mean --top?)\n(add --help for what there is)\n",
  );
});
