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
  [["--precision", "bfloat16"], { precision: "bfloat16" }],
  [["--adaptive-clip", "0.02"], { gradientClip: { adaptive: 0.02 } }],
  [["--find-lr"], {}],
  [["--checkpoint-steps", "50"], { checkpointEvery: { steps: 50 } }],
  [["--checkpoint-minutes", "2.5"], { checkpointEvery: { minutes: 2.5 } }],
  [["--search-depth", "--search-seeds", "3"], {}],
  [["--mixup", "0.2", "--cutmix", "1"], { mixup: 0.2, cutmix: 1 }],
  [["--loss", "focal", "--class-weights", "0.5,1,2"], { loss: "focal", classWeights: [0.5, 1, 2] }],
  [["--class-weights", "benign=1,a=b=3.5"], { classWeights: { benign: 1, "a=b": 3.5 } }],
  [["--class-weights", "balanced"], { classWeights: "balanced" }],
  [["--augment", "randaugment"], {}],
])("%j", (argv, expected) => {
  expect(trainingOptions(parsed(...argv))).toEqual(expected);
});

test.each([
  [["--depth", "2", "--freeze-until", "layer3"], /--depth and --freeze-until each say what is trained/],
  [["--depth", "2", "--search-depth"], /--depth and --search-depth each say/],
  [["--find-lr", "--search-depth"], /give one, and its result by --lr or --depth/],
  [["--gradient-clip", "1", "--adaptive-clip", "0.01"], /two ways of one thing/],
  [["--search-seeds", "3"], /--search-seeds would do nothing/],
  [["--search-depth", "--mixup", "1"], /--mixup and --cutmix do not go with --search-depth/],
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
  [["--mixup", "0"], /above 0/],
  [["--class-weights", "1,b=2"], /Expected balanced/],
  [["--class-weights", "1,-2"], /Expected balanced/],
  [["--loss", "dice"], /focal/],
  [["--augment", "cutout"], /randaugment/],
])("%j is no value", (argv, message) => {
  expect(() => parsed(...argv)).toThrow(message);
});

test("--balance beside --class-weights is refused, alone it balances", () => {
  const balanced = { ...parsed(), balance: true };
  expect(trainingOptions(balanced)).toEqual({ classWeights: "balanced" });
  expect(() => trainingOptions({ ...balanced, classWeights: [1, 2] })).toThrow(/each weigh the classes/);
});
