/** `torchts finetune` on images with boxes: COCO's annotations, or a folder as Pascal VOC's. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { listed } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import type { Detector } from "../train/index.ts";
import { percent } from "../train/shown.ts";
import { decodingGiven } from "./decoding-flags.ts";
import type { RateFinder } from "./find-lr.ts";
import type { datasets, models } from "./library.ts";
import type { ProgressPrinter } from "./progress.ts";
import { noteOf } from "./run-data.ts";
import { downloadStatus, type FinetuneOptions, runOptions } from "./run-options.ts";
import { text } from "./values.ts";

/** The network where none is named, and its backbone: small, and quick to train on a processor. */
const DEFAULT_MODEL = "fasterrcnn";
const DEFAULT_BACKBONE = "mobilenet_v2";
/** Networks over any backbone. */
const OVER_ANY: readonly string[] = ["fasterrcnn", "maskrcnn"];

/** Options of detection that no other task has, by their names. */
export const OF_DETECTION = ["backbone"] as const;

/** Adds them to a subcommand. */
export function addDetectionOptions(command: Command): Command {
  return command.option(
    "--backbone <name>",
    `for boxes: network whose features ${OVER_ANY.join(" and ")} take (default: ${DEFAULT_BACKBONE})`,
    text,
  );
}

/** How a path holds boxes: a file of COCO's annotations, a folder as Pascal VOC's; null where it holds none. */
export function boxesAt(folder: string): "coco" | "voc" | null {
  if (folder.endsWith(".json")) return "coco";
  if (!existsSync(folder)) return null;
  const isVoc = (dir: string): boolean => {
    if (existsSync(path.join(dir, "Annotations"))) return true;
    return existsSync(dir) && readdirSync(dir).some((name) => name.endsWith(".xml"));
  };
  return [folder, path.join(folder, "train")].some(isVoc) ? "voc" : null;
}

/** Trains a detection network on images with boxes. */
export async function finetuneDetection(
  folder: string,
  given: FinetuneOptions,
  printer: ProgressPrinter,
  signal: AbortSignal,
  finder: RateFinder,
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
  const data = await openBoxes(folder, options, signal);
  tensor.manualSeed(options.seed);
  const network = await build(models, options, data.classes, {
    signal,
    progress: ({ received, total }) => printer.status(downloadStatus(received, total)),
  });
  if (!options.resume) {
    const name = backbone === undefined ? model : `${model} over ${backbone}`;
    const from = options.weights === "none" ? "fresh parameters" : `weights ${options.weights}, new head`;
    printer.line(`${name}, ${from}`);
    if (data.skipped.length > 0) printer.line(`left out ${data.skipped.length} boxes that cannot be used`);
  }
  if (options.unfreeze !== undefined) {
    const unfrozen = options.unfreeze.filter((part) => part !== "none");
    train.freezeAllBut(network, [...models.headPaths(network), ...unfrozen]);
  }

  const result = await train.fit(network, data, {
    ...runOptions(options, (event) => printer.on(event), signal, noteOf(path.dirname(folder), data)),
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
    onError: options.onError,
    signal,
    onProgress: ({ step, steps }) => printer.status(`test ${step}/${steps ?? "?"}`),
  });
  const { mAP = Number.NaN, mAP50 = Number.NaN } = report.figures;
  printer.result({ type: "test", figures: report.figures }, [
    `test images, with the best epoch's weights: mAP ${percent(mAP)}, mAP50 ${percent(mAP50)}`,
  ]);
}

/** The images with their boxes, and masks where the network needs them. */
async function openBoxes(
  folder: string,
  options: FinetuneOptions,
  signal: AbortSignal,
): Promise<datasets.DetectionFiles> {
  const { datasets } = await import("./library.ts");
  const { seed, valSplit, onError } = options;
  const common = { split: { val: valSplit, seed }, image: decodingGiven(options), onError, signal };
  const needsMasks = options.model?.startsWith("maskrcnn") ?? false;
  if (boxesAt(folder) === "coco") {
    const imagesDir = path.resolve(path.dirname(folder), options.imagesDir ?? ".");
    return datasets.CocoDetection.open(folder, imagesDir, { ...common, masks: needsMasks });
  }
  if (needsMasks) {
    throw new ArgumentError(
      `finetune: ${options.model} learns from masks, and Pascal VOC's files have boxes alone; give --model ${DEFAULT_MODEL}`,
      { operation: "finetune" },
    );
  }
  return datasets.VocDetection.open(folder, common);
}

/** The network with a head for the classes: its own published weights, its backbone's, or those of a file. */
async function build(
  library: typeof models,
  { model: name, backbone, weights, strict, resume, imageSize }: FinetuneOptions,
  classes: readonly string[],
  fetching: models.FetchOptions,
): Promise<Detector> {
  const shape = {
    ...(backbone === undefined ? {} : { backbone }),
    ...(imageSize === undefined ? {} : { minSize: imageSize }),
    ...fetching,
  };
  const isNone = weights === "none" || resume === true;
  const isFile = !isNone && existsSync(weights);
  const hasOwn = library.weights(name as string).length > 0;
  const from = isNone
    ? {}
    : isFile
      ? { weights, strict, numClasses: classes.length + 1 }
      : hasOwn
        ? { weights }
        : { weightsBackbone: weights };
  const network: unknown = await library.get(name as string, { ...shape, ...from });
  return library.replaceHead(
    network as Parameters<typeof library.replaceHead>[0],
    classes,
  ) as unknown as Detector;
}
