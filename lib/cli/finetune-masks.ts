/** `torchts finetune` on images with masks. */

import { listed } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import { decodingGiven } from "./decoding-flags.ts";
import type { RateFinder } from "./find-lr.ts";
import type { Show } from "./finetune.ts";
import { checkMasks, describeMasks, openMasks } from "./mask-data.ts";
import { describeMaskReport, type ProgressPrinter } from "./progress.ts";
import { noteOf } from "./run-data.ts";
import { describeKeys, downloadStatus, type FinetuneOptions, runOptions } from "./run-options.ts";
import { trackers } from "./tracker-flags.ts";

/** The network where none is named, and its encoder: small, and quick to train on a processor. */
const DEFAULT_MODEL = "dynamic_unet";
const DEFAULT_ENCODER = "mobilenet_v2";

/** Trains a segmentation network on a folder of images and masks. */
export async function finetuneMasks(
  folder: string,
  given: FinetuneOptions,
  printer: ProgressPrinter,
  signal: AbortSignal,
  finder: RateFinder,
  show: Show | null = null,
): Promise<void> {
  const { models, tensor, train } = await import("./library.ts");
  const model = given.model ?? DEFAULT_MODEL;
  const encoder = given.encoder ?? (model === DEFAULT_MODEL ? DEFAULT_ENCODER : undefined);
  const options: FinetuneOptions = { ...given, task: "segmentation", model, encoder };

  const names = models.list({ task: "segmentation" }) as readonly string[];
  if (!names.includes(model)) {
    if (models.has(model)) {
      throw new ArgumentError(
        `finetune: ${model} finds the class of an image; for masks give it as an encoder, --model dynamic_unet --encoder ` +
          `${model}, or another model: ${listed(names)}`,
        { operation: "finetune" },
      );
    }
    const { unknownModelError } = await import("./known-models.ts");
    throw unknownModelError("finetune", model, names, "segmentation");
  }
  const data = await openMasks(folder, options, {
    split: { val: options.valSplit, seed: options.seed },
    image: decodingGiven(options),
    onError: options.onError,
    signal,
  });
  // A resumed run takes every value from its checkpoint, so the weights it began with are not needed.
  const goesOn = options.resume === true;
  if (!goesOn && show === null) {
    const on = {
      leftOut: (error: Error) => printer.on({ type: "skip", error }),
      progress: (done: number, total: number) => printer.status(`masks ${done}/${total}`),
    };
    const found = await checkMasks(data, on, signal);
    printer.result({ type: "masks", ...found }, describeMasks(found));
  }
  tensor.manualSeed(options.seed);
  const loaded = await train.loadForMasks(model, data, {
    // What is shown is the same with any values.
    weights: options.weights === "none" || goesOn || show !== null ? null : options.weights,
    encoderWeights: goesOn || show !== null ? undefined : options.encoderWeights,
    encoder,
    strict: options.strict,
    signal,
    progress: ({ received, total }) => printer.status(downloadStatus(received, total)),
  });
  const settings = {
    ...runOptions(options, (event) => printer.on(event), signal, noteOf(folder, data)),
    imageSize: goesOn ? undefined : options.imageSize,
  };
  if (show !== null) return show(loaded.model as never, data as never, settings);
  if (!goesOn) {
    const name = encoder === undefined ? model : `${model} over ${encoder}`;
    const from = {
      whole: `weights ${options.weights}, ${loaded.freshHead ? "new head" : "the file's own head"}`,
      encoder: `weights ${options.encoderWeights ?? options.weights} for the encoder`,
      nothing: "fresh parameters",
    };
    printer.line(`${name}, ${from[loaded.pretrained]}; ${data.kind} masks`);
    for (const text of describeKeys(loaded)) printer.line(text);
  }
  if (options.unfreeze !== undefined) {
    const unfrozen = options.unfreeze.filter((part) => part !== "none");
    train.freezeAllBut(loaded.model, [...models.headPaths(loaded.model), ...unfrozen]);
  }

  const result = await train.fit(loaded.model, data, {
    ...settings,
    parts: await trackers(options),
    ...(await finder(loaded.model, data, options)),
  });
  const { best } = result;
  const told = best === null ? [] : [`best: epoch ${best.epoch}, validation ${printer.figures(best)}`];
  printer.result(
    { type: "result", out: result.outDir, best: printer.record(best), last: printer.record(result.last) },
    [...told, `saved to ${options.out}; try: ${ownCommand("evaluate", options.out, folder)}`],
  );
  if (data.test === null) return;
  const run = await train.loadRun(options.out, { device: result.device });
  const report = await run.evaluate(
    run.transform === null ? data.test : data.test.withTransform(run.transform),
    {
      onError: options.onError,
      signal,
      onProgress: ({ step, steps }) => printer.status(`test ${step}/${steps ?? "?"}`),
    },
  );
  printer.result({ type: "test", report }, [
    "test images, with the best epoch's weights:",
    ...describeMaskReport(report),
  ]);
}
