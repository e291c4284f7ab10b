/** Flags of `torchts finetune` that say what is trained and how it is stepped. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { ArgumentError } from "../native/errors.ts";
import type { FitOptions, Precision } from "../train/index.ts";
import type { transforms } from "../vision/index.ts";
import { describedAs } from "./config/described.ts";
import { count, positive, text, whole } from "./values.ts";

/** The options as commander gives them. */
export interface TrainingFlags {
  depth?: number | "all";
  freezeUntil?: string;
  layerDecay?: number;
  searchDepth?: boolean;
  searchSeeds?: number;
  findLr?: boolean;
  ema?: number;
  accumulate?: number;
  gradientClip?: number;
  precision?: Precision;
  adaptiveClip?: number;
  checkpointSteps?: number;
  checkpointMinutes?: number;
  mixup?: number;
  cutmix?: number;
  loss?: "focal";
  classWeights?: "balanced" | number[] | Record<string, number>;
  augment?: transforms.AutoAugmentName;
}

/** A number from 0 to below 1. */
function decay(given: string): number {
  const value = Number(given);
  if (given.trim() !== "" && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a number from 0 to below 1.");
}

/** `balanced`, `0.5,1,2` in the order of the classes, or `benign=1,malignant=3`. */
function weights(given: string): "balanced" | number[] | Record<string, number> {
  if (given === "balanced") return given;
  const entries = given.split(",").map((part) => {
    const at = part.lastIndexOf("=");
    return [part.slice(0, Math.max(0, at)).trim(), part.slice(at + 1).trim()] as const;
  });
  const isNamed = entries.every(([name]) => name !== "");
  const isRight =
    (isNamed || entries.every(([name]) => name === "")) &&
    entries.every(([, value]) => /^(\d+\.?\d*|\.\d+)$/.test(value));
  if (!isRight) {
    throw new InvalidArgumentError(
      "Expected balanced, a number from 0 for each class, as 0.5,1,2, or by name, as benign=1,malignant=3.",
    );
  }
  const numbers = entries.map(([name, value]) => [name, Number(value)] as const);
  return isNamed ? Object.fromEntries(numbers) : numbers.map(([, value]) => value);
}
const WEIGHT = { type: "number", minimum: 0 };
describedAs(weights, {
  schema: {
    anyOf: [
      { type: "array", items: WEIGHT },
      { type: "object", additionalProperties: WEIGHT },
      { type: "string" },
    ],
  },
  between: "=",
});

/** A number above 0, at most 1. */
function factor(given: string): number {
  const value = positive(given);
  if (value <= 1) return value;
  throw new InvalidArgumentError("Expected a number above 0, at most 1.");
}

/** Adds the flags to a command. */
export function addTrainingFlags(command: Command): Command {
  return command
    .option(
      "--depth <n>",
      "train the last n stages and the head: 0 the head alone, all everything",
      describedAs((given: string) => (given === "all" ? "all" : whole(given)), {
        schema: { anyOf: [{ type: "integer", minimum: 0 }, { const: "all" }] },
      }),
    )
    .option("--freeze-until <stage>", "freeze this stage and all before it, as layer3", text)
    .option("--layer-decay <x>", "factor of the learning rate from each stage to the one before it", factor)
    .option("--search-depth", "try every depth first, print the table, and train with the one it recommends")
    .option("--search-seeds <n>", "seeds of each depth in that search (default: 1)", count)
    .option(
      "--find-lr",
      "test learning rates first, print the curve, and train with what it suggests, or with --lr",
    )
    .option("--ema <decay>", "keep an average of the weights, as 0.999: it is measured and kept", decay)
    .option("--accumulate <n>", "batches whose gradients make one step", count)
    .option("--gradient-clip <norm>", "longest norm of all gradients", positive)
    .addOption(
      new Option(
        "--precision <name>",
        "in which dtype to compute; auto: 16 bits on CUDA devices (default: float32)",
      ).choices(["float32", "bfloat16", "float16", "auto"]),
    )
    .option(
      "--adaptive-clip <x>",
      "longest gradient of each unit, as a share of its weights, as 0.01",
      positive,
    )
    .option("--mixup <alpha>", "mix each image and its label with another of its batch, as 0.2", positive)
    .option("--cutmix <alpha>", "put a rectangle of another image of the batch into each, as 1", positive)
    .addOption(
      new Option("--loss <name>", "loss (default: cross entropy, for masks with soft Dice)").choices([
        "focal",
      ]),
    )
    .option(
      "--class-weights <list>",
      "weights of the classes in the loss: 0.5,1,2 or benign=1,malignant=3 or balanced",
      weights,
    )
    .addOption(
      new Option("--augment <name>", "automatic augmentation of the training images; not for masks").choices([
        "randaugment",
        "trivialaugment",
        "augmix",
        "imagenet",
        "cifar10",
        "svhn",
      ]),
    )
    .option("--checkpoint-steps <n>", "save within an epoch too, every so many steps", count)
    .option("--checkpoint-minutes <n>", "save within an epoch too, every so many minutes", positive);
}

/**
 * What of the flags goes to `train.fit`.
 *
 * @throws ArgumentError for flags that exclude each other
 */
export function trainingOptions(
  flags: TrainingFlags & { unfreeze?: string[]; balance?: boolean },
): Pick<
  FitOptions,
  | "freeze"
  | "ema"
  | "accumulate"
  | "gradientClip"
  | "precision"
  | "checkpointEvery"
  | "mixup"
  | "cutmix"
  | "loss"
  | "classWeights"
> {
  const ways = [
    ["--depth", flags.depth],
    ["--freeze-until", flags.freezeUntil],
    ["--unfreeze", flags.unfreeze],
    ["--search-depth", flags.searchDepth],
  ].filter(([, value]) => value !== undefined && value !== false);
  if (ways.length > 1) {
    throw new ArgumentError(
      `finetune: ${ways.map(([flag]) => flag).join(" and ")} each say what is trained; give one`,
      {
        operation: "finetune",
      },
    );
  }
  if (flags.searchSeeds !== undefined && !flags.searchDepth) {
    throw new ArgumentError("finetune: --search-seeds would do nothing: it is of --search-depth", {
      operation: "finetune",
    });
  }
  if (flags.findLr && flags.searchDepth) {
    throw new ArgumentError(
      "finetune: --find-lr and --search-depth each decide something that the other needs; give one, and its result by " +
        "--lr or --depth to a second call",
      { operation: "finetune" },
    );
  }
  if (flags.searchDepth && (flags.mixup ?? flags.cutmix) !== undefined) {
    throw new ArgumentError(
      "finetune: --mixup and --cutmix do not go with --search-depth, which computes the frozen layers of each image once",
      { operation: "finetune" },
    );
  }
  if (flags.balance && flags.classWeights !== undefined) {
    throw new ArgumentError("finetune: --balance and --class-weights each weigh the classes; give one", {
      operation: "finetune",
    });
  }
  const { depth, freezeUntil: until, layerDecay } = flags;
  const hasFreeze = depth !== undefined || until !== undefined || layerDecay !== undefined;
  if (layerDecay !== undefined && flags.unfreeze !== undefined) {
    throw new ArgumentError(
      "finetune: --layer-decay goes with --depth and --freeze-until, not with --unfreeze",
      {
        operation: "finetune",
      },
    );
  }
  const { checkpointSteps: steps, checkpointMinutes: minutes, ema, accumulate, adaptiveClip } = flags;
  if (adaptiveClip !== undefined && flags.gradientClip !== undefined) {
    throw new ArgumentError(
      "finetune: --gradient-clip and --adaptive-clip are two ways of one thing; give one",
      {
        operation: "finetune",
      },
    );
  }
  const gradientClip = adaptiveClip === undefined ? flags.gradientClip : { adaptive: adaptiveClip };
  const given = {
    ...(hasFreeze ? { freeze: { depth, until, layerDecay } } : {}),
    ema,
    accumulate,
    gradientClip,
    precision: flags.precision,
    mixup: flags.mixup,
    cutmix: flags.cutmix,
    loss: flags.loss,
    classWeights: flags.balance ? ("balanced" as const) : flags.classWeights,
    ...(steps === undefined && minutes === undefined ? {} : { checkpointEvery: { steps, minutes } }),
  };
  return JSON.parse(JSON.stringify(given)) as typeof given; // without what was not given
}
