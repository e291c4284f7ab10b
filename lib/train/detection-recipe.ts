/**
 * How torchvision's references train detection networks, as options of `fit`:
 * https://github.com/pytorch/vision/tree/main/references/detection
 */
import { integerFrom, kind, numberAbove, oneOf, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { FitOptions } from "./options.ts";
import { isDataset, isLoader } from "./source.ts";

/** The recipes there are, each for a kind of network. */
export type DetectionRecipeName = "rcnn";

/** Options of {@link detectionRecipe}. */
export interface DetectionRecipeOptions {
  /** "rcnn", default: Faster and Mask R-CNN. */
  name?: DetectionRecipeName;
  /** Default 26; of other numbers the rate drops at the same shares of the run. */
  epochs?: number;
  /** Images of a step. Default 2. */
  batchSize?: number;
  /** Default as the recipe has it for so many images: 0.02 for 16. */
  lr?: number;
}

/** The options of `fit` that a recipe says; spread among one's own. */
export interface DetectionRecipe
  extends Required<
    Pick<FitOptions, "epochs" | "lr" | "batchSize" | "momentum" | "weightDecay" | "aspectRatioGroups">
  > {
  optimizer: "sgd";
  scheduler: { name: "multistep"; milestones: number[]; gamma: number };
  warmup: { length: number; kind: "linear"; from: number };
}

/** What a recipe says of a run, of its own length and batch. */
interface Settings {
  epochs: number;
  milestones: readonly number[];
  /** Of a step over `images`. */
  lr: number;
  images: number;
}

const RECIPES: Readonly<Record<DetectionRecipeName, Settings>> = {
  rcnn: { epochs: 26, milestones: [16, 22], lr: 0.02, images: 16 },
};

/** Steps of the warmup, which ends with the first epoch at the latest, and the share of the rate that it begins with. */
const WARMUP = { steps: 1000, from: 1e-3 };

const TAKES = signature<DetectionRecipeOptions>("train.detectionRecipe", {
  takes: {
    data: kind(
      "data of detection, with train",
      (v) => typeof v === "object" && v !== null && "train" in v && (isDataset(v.train) || isLoader(v.train)),
    ),
  },
  options: {
    name: oneOf(...(Object.keys(RECIPES) as DetectionRecipeName[])),
    epochs: integerFrom(1),
    batchSize: integerFrom(1),
    lr: numberAbove(0),
  },
});

/**
 * The recipe of torchvision's references for detection: SGD with momentum 0.9 and weight decay 1e-4, a rate of 0.02 for 16 images and
 * of other batches in proportion, divided by ten after 16 and 22 of 26 epochs, a linear warmup over the first 1000 steps of the first
 * epoch, and batches of images of like aspect ratio. Mirrored images, its augmentation, are what `fit` takes by itself.
 *
 * @param data what is trained on: the warmup depends on how many steps an epoch has
 * @throws ArgumentError where the data is a loader without a length
 *
 * @example
 * await train.fit(model, data, { ...train.detectionRecipe(data), out: "runs/cells" });
 * await train.fit(model, data, { ...train.detectionRecipe(data, { epochs: 13, batchSize: 4 }), aspectRatioGroups: undefined });
 */
export function detectionRecipe(
  data: { readonly train: unknown },
  ...rest: Rest<DetectionRecipeOptions>
): DetectionRecipe {
  const { name = "rcnn", batchSize = 2, ...options } = TAKES.read(rest);
  TAKES.check(data);
  const recipe = RECIPES[name];
  const { epochs = recipe.epochs, lr = (recipe.lr * batchSize) / recipe.images } = options;
  const length = (data.train as { length?: number }).length;
  if (length === undefined) {
    throw new ArgumentError(
      `${TAKES.name}: the training loader does not say its length, which the warmup depends on.`,
      {
        operation: TAKES.name,
      },
    );
  }
  const steps = isDataset(data.train) ? Math.floor(length / batchSize) : length;
  const shares = recipe.milestones.map((milestone) => Math.round((milestone * epochs) / recipe.epochs));
  return {
    epochs,
    lr,
    batchSize,
    optimizer: "sgd",
    momentum: 0.9,
    weightDecay: 1e-4,
    scheduler: { name: "multistep", milestones: shares.filter((milestone) => milestone >= 1), gamma: 0.1 },
    warmup: { length: Math.max(0, Math.min(WARMUP.steps, steps - 1)), kind: "linear", from: WARMUP.from },
    aspectRatioGroups: 3,
  };
}
