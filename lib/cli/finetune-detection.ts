/** `torchts finetune` on images with boxes; where these are from is `box-data.ts`. */
import path from "node:path";
import type { Command } from "commander";
import { listed } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import type { Detector } from "../train/index.ts";
import {
  addBoxOptions,
  boxesAt,
  checkObjects,
  describeObjects,
  OF_BOXES,
  openBoxes,
  rootOf,
} from "./box-data.ts";
import { decodingGiven } from "./decoding-flags.ts";
import type { RateFinder } from "./find-lr.ts";
import type { Show } from "./finetune.ts";
import { describeDetectionReport, type ProgressPrinter } from "./progress.ts";
import { noteOf } from "./run-data.ts";
import { describeKeys, downloadStatus, type FinetuneOptions, runOptions } from "./run-options.ts";
import { trackers } from "./tracker-flags.ts";
import { text } from "./values.ts";

/** The network where none is named, and its backbone: small, and quick to train on a processor. */
const DEFAULT_MODEL = "fasterrcnn";
const DEFAULT_BACKBONE = "mobilenet_v2";
/** Networks over any backbone. */
const OVER_ANY: readonly string[] = ["fasterrcnn", "maskrcnn"];
/** Objects of an image that a network gives at most, where nobody says it. */
const USUAL_DETECTIONS = 100;

/** Options of detection that no other task has, by their names. */
export const OF_DETECTION = ["backbone", "backboneWeights", ...OF_BOXES] as const;

/** Adds them to a subcommand. */
export function addDetectionOptions(command: Command): Command {
  return addBoxOptions(command)
    .option(
      "--backbone <name>",
      `for boxes: network whose features ${OVER_ANY.join(" and ")} take (default: ${DEFAULT_BACKBONE})`,
      text,
    )
    .option("--backbone-weights <name|path>", "for boxes: weights of the backbone alone", text);
}

/** Trains a detection network on images with boxes. */
export async function finetuneDetection(
  folder: string,
  given: FinetuneOptions,
  printer: ProgressPrinter,
  signal: AbortSignal,
  finder: RateFinder,
  show: Show | null = null,
): Promise<void> {
  const { models, tensor, train } = await import("./library.ts");
  const model = given.model ?? DEFAULT_MODEL;
  const names: readonly string[] = models.list({ task: "detection" });
  if (!names.includes(model)) {
    if (models.has(model)) {
      throw new ArgumentError(
        `finetune: ${model} finds no boxes; give it as a backbone, --model ${DEFAULT_MODEL} --backbone ${model}, or another ` +
          `model: ${listed(names)}`,
        { operation: "finetune" },
      );
    }
    const { unknownModelError } = await import("./known-models.ts");
    throw unknownModelError("finetune", model, names, "detection");
  }
  if (given.backbone !== undefined && !OVER_ANY.includes(model)) {
    throw new ArgumentError(
      `finetune: ${model} has a backbone of its own; --backbone is for ${OVER_ANY.join(" and ")}`,
      { operation: "finetune" },
    );
  }
  const backbone = given.backbone ?? (OVER_ANY.includes(model) ? DEFAULT_BACKBONE : undefined);
  const options: FinetuneOptions = { ...given, task: "detection", model, backbone };
  const source = boxesAt(folder, options, true) ?? "voc"; // which says what it looked for
  const data = await openBoxes(source, folder, options, {
    split: { val: options.valSplit, seed: options.seed },
    image: decodingGiven(options),
    onError: options.onError,
    signal,
    masks: model.startsWith("maskrcnn"),
    operation: "finetune",
    model,
  });
  const goesOn = options.resume === true;
  if (!goesOn && show === null && source === "maps") {
    const on = {
      leftOut: (error: Error) => printer.on({ type: "skip", error }),
      progress: (done: number, total: number) => printer.status(`objects of ${done}/${total} images`),
    };
    const found = await checkObjects(data, on, signal);
    printer.result({ type: "objects", ...found }, describeObjects(found));
  }
  const settings = runOptions(options, (event) => printer.on(event), signal, {
    ...noteOf(rootOf(folder), data),
    source: path.resolve(folder),
  });
  tensor.manualSeed(options.seed);
  const { maxDetections = [] } = options;
  const most = Math.max(...maxDetections, 0);
  let network: Detector;
  if (goesOn) {
    // As it was built, weights and what is frozen among it; every value comes from its checkpoint.
    const before = await train.loadRun(options.out, { task: "detection", checkpoint: "last", device: "cpu" });
    const trained = new Set(before.config.trained);
    for (const [name, parameter] of before.model.namedParameters())
      parameter.requiresGrad = trained.has(name);
    network = before.model;
  } else {
    // What nobody asked for gives way to weights of the backbone.
    const isNone =
      show !== null || // what is shown is the same with any values
      options.weights === "none" ||
      (options.backboneWeights !== undefined && options.weights === "DEFAULT");
    const loaded = await train.loadForDetection(model, data, {
      weights: isNone ? null : options.weights,
      backboneWeights: show === null ? options.backboneWeights : undefined,
      backbone,
      strict: options.strict,
      minSize: options.imageSize,
      // A network that gives fewer than are counted would leave the rest missed.
      boxDetectionsPerImg: most > USUAL_DETECTIONS ? most : undefined,
      signal,
      progress: ({ received, total }) => printer.status(downloadStatus(received, total)),
    });
    network = loaded.model;
    if (show !== null) return show(network as never, data as never, settings);
    const name = backbone === undefined ? model : `${model} over ${backbone}`;
    const from = {
      whole: `weights ${options.weights}, ${loaded.freshHead ? "new head" : "the file's own head"}`,
      backbone: `weights ${options.backboneWeights ?? options.weights} for the backbone`,
      nothing: "fresh parameters",
    };
    printer.line(`${name}, ${from[loaded.pretrained]}`);
    for (const text of describeKeys(loaded)) printer.line(text);
    if (data.skipped.length > 0) printer.line(`left out ${data.skipped.length} boxes that cannot be used`);
  }
  if (options.unfreeze !== undefined) {
    const unfrozen = options.unfreeze.filter((part) => part !== "none");
    train.freezeAllBut(network, [...models.headPaths(network), ...unfrozen]);
  }

  const measures = { maxDetections: options.maxDetections, iouThresholds: options.iouThresholds };
  const result = await train.fit(network, data, {
    ...settings,
    parts: await trackers(options),
    ...(goesOn ? {} : measures),
    ...(await finder(network, data, options)),
  });
  const { best } = result;
  printer.result(
    { type: "result", out: result.outDir, best: printer.record(best), last: printer.record(result.last) },
    [
      ...(best === null ? [] : [`best: epoch ${best.epoch}, validation ${printer.figures(best)}`]),
      `saved to ${options.out}; try: ${ownCommand("detect", options.out)} <image>`,
    ],
  );
  if (data.test === null) return;
  const report = await train.evaluate(network, data.test, {
    classes: data.classes,
    ...measures,
    onError: options.onError,
    signal,
    onProgress: ({ step, steps }) => printer.status(`test ${step}/${steps ?? "?"}`),
  });
  printer.result({ type: "test", ...report }, [
    "test images, with the best epoch's weights:",
    ...describeDetectionReport(report),
  ]);
}
