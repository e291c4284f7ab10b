// The flags of finetune that say what is trained and how it is stepped: as the options of train.fit, and what excludes what.
import { Command } from "commander";
import { expect, test } from "vitest";
import { addTrainingFlags, type TrainingFlags, trainingOptions } from "../../lib/cli/training-flags.ts";
import { ArgumentError } from "../../lib/native/errors.ts";

function parsed(...argv: string[]): TrainingFlags {
  const command = addTrainingFlags(new Command()).exitOverride();
  command.configureOutput({ writeErr: () => {} });
  return command.parse(argv, { from: "user" }).opts();
}

test.each([
  [[], {}],
  [["--depth", "2"], { freeze: { depth: 2 } }],
  [["--depth", "all", "--layer-decay", "0.5"], { freeze: { depth: "all", layerDecay: 0.5 } }],
  [["--freeze-until", "layer3"], { freeze: { until: "layer3" } }],
  [["--ema", "0.99", "--accumulate", "4"], { ema: 0.99, accumulate: 4 }],
  [["--gradient-clip", "1"], { gradientClip: 1 }],
  [["--adaptive-clip", "0.02"], { gradientClip: { adaptive: 0.02 } }],
  [["--find-lr"], {}],
  [["--checkpoint-steps", "50"], { checkpointEvery: { steps: 50 } }],
  [["--checkpoint-minutes", "2.5"], { checkpointEvery: { minutes: 2.5 } }],
  [["--search-depth", "--search-seeds", "3"], {}],
])("%j", (argv, expected) => {
  expect(trainingOptions(parsed(...argv))).toEqual(expected);
});

test.each([
  [["--depth", "2", "--freeze-until", "layer3"], /--depth and --freeze-until each say what is trained/],
  [["--depth", "2", "--search-depth"], /--depth and --search-depth each say/],
  [["--find-lr", "--search-depth"], /give one, and its result by --lr or --depth/],
  [["--gradient-clip", "1", "--adaptive-clip", "0.01"], /two ways of one thing/],
  [["--search-seeds", "3"], /--search-seeds would do nothing/],
])("%j is refused", (argv, message) => {
  expect(() => trainingOptions(parsed(...argv))).toThrow(message);
  expect(() => trainingOptions(parsed(...argv))).toThrow(ArgumentError);
});

test("--unfreeze beside them is refused", () => {
  expect(() => trainingOptions({ ...parsed("--depth", "1"), unfreeze: ["layer4"] })).toThrow(
    /--depth and --unfreeze/,
  );
  const decayed = { ...parsed("--layer-decay", "0.5"), unfreeze: ["layer4"] };
  expect(() => trainingOptions(decayed)).toThrow(/--layer-decay goes with/);
});

test.each([
  [["--depth", "-1"], /whole number from 0/],
  [["--ema", "1"], /from 0 to below 1/],
  [["--layer-decay", "0"], /above 0/],
  [["--accumulate", "0"], /whole number from 1/],
])("%j is no value", (argv, message) => {
  expect(() => parsed(...argv)).toThrow(message);
});
