// Configuration files: what stands in one is what its flag would have said, and is refused with its line where it would be.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Command, CommanderError } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withConfig } from "../../lib/cli/config/read.ts";
import { schemaOf } from "../../lib/cli/config/schema.ts";
import { fileOf, templateOf } from "../../lib/cli/config/template.ts";
import { makeProgram } from "../../lib/cli/program.ts";
import { cli } from "./run-cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string | Uint8Array, name = "run.yaml"): Promise<string> {
  const made = path.join(folder, name);
  await writeFile(made, text);
  return made;
}

/** What a command line makes of the options, and of the arguments; or the message that refuses it. */
async function parsed(
  words: readonly string[],
): Promise<{ values: Record<string, unknown>; operands: unknown[]; message: string; code: number }> {
  const found = { values: {}, operands: [] as unknown[], message: "", code: 0 };
  const program = makeProgram(words);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: (text) => (found.message += text) });
    if (command === program) continue;
    command.action((...given: unknown[]) => {
      const own = given.at(-1) as Command;
      found.values = own.opts();
      found.operands = own.processedArgs;
    });
  }
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    found.message += (error as Error).message;
    found.code = (error as CommanderError).exitCode ?? -1;
  }
  return found;
}

describe("a file", () => {
  test("says what flags say, of every kind", async () => {
    const yaml = await file(`
folder: ./images
epochs: 12            # a number
batch-size: 16        # as the flag is called
--lr: 1e-3
task: segmentation
strict: false         # --no-strict
exif: true            # not --no-exif
balance: true
overwrite: false
unfreeze: [layer4, layer3]
class:
  - "01"
  - 02
  - "no"
values: { 255: 0, 0: 1 }
range: [-160, 240]
out: 2024
`);
    const flags = await parsed([
      ...["finetune", "./images", "--epochs", "12", "--batch-size", "16", "--lr", "1e-3"],
      ...[
        "--task",
        "segmentation",
        "--no-strict",
        "--balance",
        "--unfreeze",
        "layer4",
        "--unfreeze",
        "layer3",
      ],
      ...["--class", "01", "--class", "02", "--class", "no", "--values", "255:0,0:1"],
      ...["--range=-160,240", "--out", "2024"],
    ]);
    const read = await parsed(["finetune", "--config", yaml]);
    expect(read.message).toBe("");
    expect(read).toEqual(flags);
    expect(read.values).toMatchObject({ class: ["01", "02", "no"], strict: false, exif: true, lr: 0.001 });
  });

  test("may be JSON, and have objects whose pairs are words of their own", async () => {
    const json = await file(
      JSON.stringify({
        $schema: "./metrics.schema.json",
        command: "metrics",
        file: "test.csv",
        probability: { benign: "p0", "malignant tumour": "p1" },
        group: false,
        by: ["sex", "age:40,60"],
      }),
      "run.json",
    );
    expect(await parsed(["metrics", `--config=${json}`])).toMatchObject({
      operands: ["test.csv"],
      values: {
        probability: { benign: "p0", "malignant tumour": "p1" },
        group: false,
        by: ["sex", "age:40,60"],
      },
    });
  });

  test("counts after the command line, option by option and of arguments as a whole", async () => {
    const yaml = await file(
      "folder: a\nepochs: 5\nlr: 0.1\nunfreeze: [layer4]\nstrict: false\nsearchDepth: true\n",
    );
    const { values, operands, message } = await parsed([
      ...["finetune", "b", "--epochs=7", "--config", yaml, "--unfreeze", "layer2"],
    ]);
    expect(message).toBe("");
    expect(operands).toEqual(["b"]);
    expect(values).toMatchObject({ epochs: 7, lr: 0.1, unfreeze: ["layer2"], strict: false });
  });

  test("gives arguments without end, and names that begin with a dash", async () => {
    const yaml = await file("model: runs/x\nimage: [-a.png, b.png]\n");
    expect((await parsed(["predict", "--config", yaml])).operands).toEqual(["runs/x", ["-a.png", "b.png"]]);
  });

  test.each([
    ["epochs: several\n", /--epochs <n>.*Expected a whole number from 1[\s\S]*run\.yaml, line 1/, 2],
    ["lr: 1\nepoch: 3\n", /line 2: finetune has no option epoch\. Did you mean epochs\?/, -1],
    ["task: clasification\n", /Allowed choices are classification[\s\S]*run\.yaml, line 1/, 2],
    ["epochs: 3\nepochs: 4\n", /line 2: .*unique/, -1],
    ["batchSize: 3\nbatch-size: 4\n", /line 2: batch-size stands in line 1 already/, -1],
    ["epochs: [3\n", /run\.yaml, line \d: /, -1],
    ["epochs:\n", /line 1: epochs has no value; give one, or leave it out/, -1],
    ["epochs: ~\n", /epochs has no value/, -1],
    ["- epochs\n", /expected options by name, as "epochs: 10", got a list/, -1],
    ["", /it is empty/, -1],
    ["balance: perhaps\n", /line 1: balance is true or false/, -1],
    ["unfreeze: []\n", /unfreeze is an empty list; leave it out/, -1],
    ["epochs: { a: 1 }\n", /epochs is no object of values/, -1],
    ["epochs: [[1]]\n", /epochs: expected a text or a number/, -1],
    ["command: evaluate\nepochs: 3\n", /a file for evaluate, and the command is finetune/, -1],
    ["config: other.yaml\n", /a file names no other file/, -1],
    ["folder: [a, b]\n", /folder is a text/, -1],
    [Uint8Array.of(0x65, 0xff, 0xfe), /not text in UTF-8/, -1],
  ])("is refused: %j", async (text, expected, code) => {
    const found = await parsed(["finetune", "--config", await file(text)]);
    expect(found.message).toMatch(expected);
    expect(found.code).toBe(code);
  });

  test("that is not there is refused, and one without the argument before another", async () => {
    expect((await parsed(["finetune", "--config", "no.yaml"])).message).toMatch(
      /cannot read the configuration file no\.yaml/,
    );
    expect((await parsed(["predict", "--config", await file("image: a.png\n")])).message).toMatch(
      /gives image and not model, which stands before it/,
    );
  });

  test("of a command that takes none is an unknown option", async () => {
    const yaml = await file("json: true\n");
    expect((await parsed(["doctor", "--config", yaml])).message).toMatch(/unknown option '--config'/);
  });

  test("leaves words after -- alone", async () => {
    const words = ["predict", "runs/x", "--", "--config", "a.png"];
    expect((await withConfig(words, () => makeProgram(words))).words).toEqual(words);
  });
});

const others = makeProgram([]).commands.filter((command) =>
  command.options.some(({ long }) => long === "--config"),
);

describe.each(others.map((command) => [command.name(), command] as const))("files for %s", (_, command) => {
  test("begin with every option as a comment, which is taken once its value is there", async () => {
    const text = templateOf(command);
    expect((await parsed([command.name(), "--config", await file(text)])).message).toMatch(
      /it has no options|missing required argument/,
    );
    for (const name of Object.keys((schemaOf(command) as { properties: object }).properties)) {
      if (name !== "$schema") expect(text).toMatch(new RegExp(`^(# )?${name}: ?`, "m"));
    }
  });

  test("have a schema of every option, with its choices, numbers and standard value", () => {
    const { properties } = schemaOf(command) as { properties: Record<string, Record<string, unknown>> };
    for (const option of command.options) {
      if (option.long === "--config") continue;
      const own = properties[option.attributeName()];
      expect(own?.description).toBeTypeOf("string");
      if (option.argChoices) expect(own).toMatchObject({ enum: option.argChoices });
    }
  });
});

test("a run's own options make a file that says the same", async () => {
  const words = ["finetune", "./images", "--epochs", "2", "--class-weights", "a=1,b=2.5", "--range=0,9"];
  const { values } = await parsed([...words, "--no-exif", "--out", "runs/x", "--json"]);
  const command = makeProgram([]).commands.find((one) => one.name() === "finetune") as Command;
  const text = await fileOf(command, "runs/x", JSON.parse(JSON.stringify(values)), { folder: "./images" });
  const again = await parsed(["finetune", "--config", await file(text)]);
  expect(again.message).toBe("");
  expect(again.values).toEqual({ ...values, json: undefined });
  expect(again.operands).toEqual(["./images"]);
});

test("torchts config prints both, and is refused where a run is not finetune's", async () => {
  const { code, stdout } = await cli(["config", "finetune", "--schema"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    additionalProperties: false,
    properties: {
      epochs: { type: "integer", minimum: 1, default: 3 },
      task: { enum: expect.arrayContaining(["segmentation"]) },
      unfreeze: { anyOf: [{ type: ["string", "number"] }, { type: "array" }] },
    },
  });
  const template = await cli(["config", "evaluate"]);
  expect(template.stdout).toMatch(/^# yaml-language-server: \$schema=\.\/evaluate\.schema\.json\n/);
  await writeFile(path.join(folder, "config.json"), "{}");
  const refused = await cli(["config", "finetune", "--from", folder]);
  expect(refused.code).not.toBe(0);
  expect(refused.stdout).toBe("");
  expect(await readFile(path.join(folder, "config.json"), "utf8")).toBe("{}");
});
