/** `torchts finetune --find-lr`: the learning rate by a range test before the run. */
import type { FindLrOptions, FitData, FitOptions, LrCurve } from "../train/index.ts";
import type { ProgressPrinter } from "./progress.ts";
import type { FinetuneOptions } from "./run-options.ts";
import { trainingOptions } from "./training-flags.ts";

/** What of `fit`'s options the test decides. */
export type FoundRate = Pick<FitOptions, "lr" | "foundLr">;

/** Tests rates on a network and its data, where that was asked for. */
export type RateFinder = (model: unknown, data: unknown, options: FinetuneOptions) => Promise<FoundRate>;

/**
 * The finder of a call.
 *
 * @param isRateSaid whether the call says a rate: that is trained with then, and compared with what is found
 */
export function rateFinder(printer: ProgressPrinter, signal: AbortSignal, isRateSaid: boolean): RateFinder {
  return async (model, data, options) => {
    if (!options.findLr || options.resume) return {};
    const { train } = await import("./library.ts");
    const { ema, checkpointEvery, ...stepped } = trainingOptions(options);
    const test = train.findLr as (model: unknown, data: unknown, options: FindLrOptions) => Promise<LrCurve>;
    const found = await test(model, data as FitData, {
      ...stepped,
      batchSize: options.batchSize,
      optimizer: options.optimizer,
      weightDecay: options.weightDecay,
      labelSmoothing: options.labelSmoothing === 0 ? undefined : options.labelSmoothing,
      imageSize: options.task === "segmentation" ? options.imageSize : undefined,
      seed: options.seed,
      device: options.device as "auto", // or a device by name, which was tried
      onError: options.onError,
      signal,
      onProgress: ({ step, steps, lr, smoothed }) =>
        printer.status(`rates ${step}/${steps}: ${lr.toExponential(1)}, loss ${smoothed.toFixed(4)}`),
    });
    const { suggested } = found;
    const takes = suggested !== null && !isRateSaid ? suggested : options.lr;
    const shown = takes === undefined ? "the usual rate" : String(Number(takes.toPrecision(3)));
    printer.result({ type: "rates", ...found.toJSON() }, [
      ...String(found).split("\n"),
      `training with ${shown}${isRateSaid ? ", as --lr says" : ""}`,
      "",
    ]);
    return { lr: takes, foundLr: found };
  };
}
