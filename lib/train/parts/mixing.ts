/** MixUp and CutMix of the training batches. */
import { either, numberAbove, optionsOf, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { rand, scope, Tensor } from "../../tensor/index.ts";
import { transforms } from "../../vision/index.ts";
import type { PartMaker, RunPart } from "../part.ts";
import type { WatchedRun } from "./guards/guard.ts";

/** How batches are mixed. */
export interface MixSettings {
  /** Of the distribution Beta(alpha, alpha) that the shares are drawn from. */
  alpha: number;
}

/** Options of mixed batches. */
export interface MixingOptions {
  /**
   * Mix each training image and its label with another of its batch: `alpha`, or `{ alpha }`, as 0.2. Losses get the labels as
   * shares (N, classes), and the training figures count the class with the largest. With `cutmix` too, each batch is mixed in one
   * of the two ways, drawn with equal chances. Default: none.
   */
  mixup?: number | MixSettings;
  /**
   * Put a rectangle of another image of the batch into each training image: `alpha`, or `{ alpha }`, as 1. Labels are mixed by the
   * areas; of masks the rectangle comes along. Default: none.
   */
  cutmix?: number | MixSettings;
}

const alpha = numberAbove(0);
const settings = (name: string) =>
  either(
    alpha,
    optionsOf(signature<MixSettings>(`train.fit ${name}`, { options: { alpha }, required: ["alpha"] })),
  );

/** One of the ways of mixing, drawn anew for each batch from the run's generator. */
class Mixing implements RunPart {
  readonly name = "mixing";
  readonly #ways: readonly (transforms.MixUp | transforms.CutMix)[];

  constructor(ways: readonly (transforms.MixUp | transforms.CutMix)[]) {
    this.#ways = ways;
  }

  transformBatch(batch: unknown): unknown {
    const { images, labels, masks } = (batch ?? {}) as Partial<transforms.MixableBatch>;
    if (!(images instanceof Tensor) || (labels === undefined && masks === undefined)) {
      throw new ArgumentError(
        "train.fit: `mixup` and `cutmix` mix batches { images, labels } or { images, masks }; a task with others mixes them in a " +
          "part of your own.",
        { operation: "train.fit" },
      );
    }
    const isSecond = this.#ways.length > 1 && scope(() => Number(rand([1]).item())) >= 0.5;
    const way = this.#ways[isSecond ? 1 : 0] as transforms.MixUp | transforms.CutMix; // there is one at least
    return way.apply(batch as transforms.MixableBatch);
  }
}

function alphaOf(given: number | MixSettings): number {
  return typeof given === "number" ? given : given.alpha;
}

/** MixUp and CutMix, where they are asked for. */
export const mixing: PartMaker<MixingOptions, { watched: Pick<WatchedRun, "task" | "classes"> }> = {
  options: { mixup: settings("mixup"), cutmix: settings("cutmix") },
  make({ mixup, cutmix }, { watched: { task, classes } }) {
    for (const [name, given] of Object.entries({ mixup, cutmix })) {
      const why = task.unmixed?.[name as "mixup" | "cutmix"];
      if (given === undefined || why === undefined) continue;
      throw new ArgumentError(`train.fit: \`${name}\` is not for ${task.name}: ${why}.`, {
        operation: "train.fit",
      });
    }
    const numClasses = classes.length;
    const ways = [
      ...(mixup === undefined ? [] : [new transforms.MixUp({ alpha: alphaOf(mixup), numClasses })]),
      ...(cutmix === undefined ? [] : [new transforms.CutMix({ alpha: alphaOf(cutmix), numClasses })]),
    ];
    return ways.length === 0 ? [] : [new Mixing(ways)];
  },
};
