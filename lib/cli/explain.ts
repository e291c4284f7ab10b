/** `torchts explain`: where in an image a network looks, as a picture. */
import path from "node:path";
import { type Command, Option } from "commander";
import type { VisionTransformer } from "../models/index.ts";
import type { NumberScale } from "../models/number-scale.ts";
import { ArgumentError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import type { Tensor } from "../tensor/index.ts";
import { percent } from "../train/shown.ts";
import { untilInterrupted } from "./failure.ts";
import { checkModelFlags } from "./model-flags.ts";
import type { OpenedModel } from "./open-model.ts";
import { ProgressPrinter } from "./progress.ts";
import { downloadStatus } from "./run-options.ts";
import { measureText } from "./target-lines.ts";
import { count, device, oneOf, portion, refuseGiven, text } from "./values.ts";

type Method = "gradcam" | "occlusion" | "rollout";

/** The options as commander gives them. */
interface ExplainCliOptions {
  method?: Method;
  out: string;
  weights: string;
  target?: string;
  layer?: string;
  patch?: number;
  stride?: number;
  alpha: number;
  device: string;
  checkpoint: "best" | "last";
  json?: boolean;
}

/** Registers the subcommand. */
export function registerExplain(program: Command): void {
  program
    .command("explain")
    .description("show where in an image a network looks")
    .argument("<model>", "run folder that finetune wrote, a .pth in it, or name of a model (resnet18)")
    .argument("<image>", "image file")
    .requiredOption(
      "--out <file>",
      "picture to write, .png or .jpg: the image as the network sees it, and over it the map",
      text,
    )
    .addOption(
      new Option("--method <name>", "how (default: rollout for Vision Transformers, else gradcam)").choices([
        "gradcam",
        "occlusion",
        "rollout",
      ]),
    )
    .option("--weights <name or file>", "weights, for a model by name", text, "DEFAULT")
    .option(
      "--target <class>",
      "class, label, number or grade to explain, by name or number (default: the most probable)",
      text,
    )
    .option("--layer <path>", "layer of gradcam (default: the last map before the head)", text)
    .option("--patch <pixels>", "edge of what occlusion covers (default: an eighth of the image)", count)
    .option("--stride <pixels>", "step of occlusion (default: half the patch)", count)
    .option("--alpha <share>", "share of the map's colours, from 0 to 1", portion, 0.5)
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .addOption(oneOf("--checkpoint <which>", "whose weights, for a run", ["best", "last"], "best"))
    .option("--json", "a JSON object with the figures instead of text")
    .addHelpText(
      "after",
      `
Examples:
  $ torchts explain runs/first image.png --out why.png
  $ torchts explain runs/first image.png --method occlusion --target polyp --out why.png
  $ torchts explain vit_b_16 image.png --out why.png`,
    )
    .action(async (name: string, image: string, options: ExplainCliOptions, command: Command) => {
      await untilInterrupted((signal) => explain(name, image, options, command, signal));
    });
}

async function explain(
  name: string,
  image: string,
  options: ExplainCliOptions,
  command: Command,
  signal: AbortSignal,
): Promise<void> {
  if (![".png", ".jpg", ".jpeg"].includes(path.extname(options.out).toLowerCase())) {
    throw new ArgumentError(`explain: expected --out to end in .png, .jpg or .jpeg, got ${options.out}`);
  }
  const { models, overlay, readImage, tensor, transforms, writeImage } = await import("./library.ts");
  const { scaleOf } = await import("../models/number-scale.ts");
  const { openModel } = await import("./open-model.ts");
  const { requireDevice } = await import("./require-device.ts");
  await checkModelFlags(command, name, {
    ofRuns: ["checkpoint"],
    ofBuilders: ["weights"],
    task: "classification",
  });
  const { weights, checkpoint } = options;
  const device = options.device as "auto"; // what it may be is checked where it is used
  requireDevice(options.device);
  const printer = new ProgressPrinter({ json: options.json });
  const opened = await openModel(name, {
    operation: "explain",
    command,
    weights,
    device,
    checkpoint,
    signal,
    progress: ({ received, total }) => printer.status(downloadStatus(received, total)),
  }).finally(() => printer.clear());
  if (opened.note !== null) printer.warn(opened.note);
  const { model, preset, classes } = opened;
  if (opened.task === "segmentation") {
    throw new ArgumentError(
      `explain: ${name} finds the class of each pixel, and explain is for classifiers; see its masks with ` +
        `\`${ownCommand("segment", name, image, "--out", "found")}\`, or in a script explain a class with models.gradCam`,
    );
  }
  if (opened.task === "detection") {
    throw new ArgumentError(
      `explain: ${name} finds objects, and explain is for classifiers; see them with ` +
        `\`${ownCommand("detect", name, image, "--out", "found", "--draw")}\``,
    );
  }
  if (preset === null) {
    throw new ArgumentError(
      `explain: the run in ${name} was trained with a transform that cannot be written down; explain it in a script, ` +
        "with models.gradCam or models.occlusion on the transformed image",
    );
  }
  const { trainedFor } = opened;
  const names = trainedFor === "ordinal" ? (models.labelsOf(model) as readonly string[] | null) : classes;
  const target =
    options.target === undefined
      ? undefined
      : trainedFor === "ordinal"
        ? questionNumber(options.target, classes ?? [], names ?? [])
        : classNumber(options.target, names);
  const method = options.method ?? (model instanceof models.VisionTransformer ? "rollout" : "gradcam");
  if (method !== "occlusion") refuseGiven(command, ["patch", "stride"], `of occlusion, not of ${method}`);

  const figures = await tensor.scope(async () => {
    const input = preset.apply(await readImage(image, { ...opened.image, signal }));
    model.eval();
    const { heat, layer, shown } = await mapOf(method, opened, input, target, options, signal);
    const { mean, std } = preset.options;
    // Normalised back: (x + mean / std) / (1 / std).
    const back = [mean.map((value, i) => -value / (std[i] ?? 1)), std.map((value) => 1 / value)] as const;
    const picture = transforms.functional.normalize(input, ...back).clamp(0, 1);
    await writeImage(overlay(picture, heat.to("cpu"), { alpha: options.alpha }), options.out);
    const device = [...model.parameters()].map((parameter) => parameter.device)[0] ?? "cpu";
    const logits = tensor.noGrad(() => model.forward(input.unsqueeze(0).to(device)).double());
    const probabilities = tensor.noGrad(() =>
      trainedFor === "classification" ? logits.softmax(1) : logits.sigmoid(),
    );
    const predicted = Number(probabilities.argmax(1).item());
    const explained = shown ?? predicted;
    const written = { image, out: options.out, method, layer };
    if (trainedFor === "regression") {
      const { value, unit } = numberOf(scaleOf(model), Number(logits.index(0, explained).item()), explained);
      return { ...written, number: explained, value, unit };
    }
    const probability = Number(probabilities.index(0, explained).item());
    return { ...written, class: explained, probability, predicted };
  });
  const nameOf = (index: number): string => names?.[index] ?? String(index);
  if ("number" in figures) {
    const { number, value, unit, layer } = figures;
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ ...figures, name: nameOf(number) }, null, 2)}\n`);
      return;
    }
    const how = layer === null ? method : `${method} at ${layer}`;
    process.stdout.write(
      `${image}: ${nameOf(number)} ${measureText(value, unit)}, ${how}, written to ${options.out}\n`,
    );
    return;
  }
  if (options.json) {
    const labels = { label: nameOf(figures.class), predictedLabel: nameOf(figures.predicted) };
    process.stdout.write(`${JSON.stringify({ ...figures, ...labels }, null, 2)}\n`);
    return;
  }
  const how = figures.layer === null ? method : `${method} at ${figures.layer}`;
  process.stdout.write(
    `${image}: ${nameOf(figures.class)} ${percent(figures.probability)}, ${how}, written to ${options.out}\n`,
  );
}

/** The heat map, the layer it comes from, and the class it explains; null for a method that has none. */
async function mapOf(
  method: Method,
  { model }: OpenedModel,
  input: Tensor,
  target: number | undefined,
  options: ExplainCliOptions,
  signal: AbortSignal,
): Promise<{ heat: Tensor; layer: string | null; shown: number | null }> {
  const { models } = await import("./library.ts");
  if (options.layer !== undefined && method !== "gradcam") {
    throw new ArgumentError(`explain: --layer belongs to gradcam, not to ${method}`);
  }
  if (method === "rollout") {
    if (target !== undefined)
      throw new ArgumentError("explain: rollout explains no single class; leave --target out");
    // attentionRollout refuses any other network.
    const { heat } = models.attentionRollout(model as unknown as VisionTransformer, input);
    return { heat, layer: null, shown: null };
  }
  if (method === "gradcam") {
    const found = models.gradCam(model, input, { target, layer: options.layer });
    return { heat: found.heat, layer: found.layer, shown: found.target };
  }
  const { patch, stride } = options;
  const found = await models.occlusion(model, input, {
    target,
    patch,
    stride,
    signal,
    onProgress: ({ done, total }) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\r${done}/${total} places${done === total ? "\n" : ""}`);
    },
  });
  return { heat: found.heat, layer: null, shown: found.target };
}

/** An output of a network of numbers, in its unit. */
function numberOf(
  scale: NumberScale | null,
  output: number,
  at: number,
): { value: number; unit: string | null } {
  if (scale === null) return { value: output, unit: null };
  return {
    value: output * (scale.sd[at] as number) + (scale.mean[at] as number),
    unit: scale.units?.[at] ?? null,
  };
}

/** The output that asks whether a grade is reached, by the grade's name or the question's: `severe`, `above mild`, or its number. */
function questionNumber(text: string, grades: readonly string[], questions: readonly string[]): number {
  const grade = grades.indexOf(text);
  if (grade === 0) {
    throw new ArgumentError(
      `explain: ${JSON.stringify(text)} is the first grade, which every image reaches; explain what speaks for more: --target ` +
        `${JSON.stringify(questions[0])}`,
    );
  }
  return grade > 0 ? grade - 1 : classNumber(text, questions);
}

/** A class by its name or its number. */
function classNumber(text: string, classes: readonly string[] | null): number {
  const named = classes?.indexOf(text) ?? -1;
  if (named >= 0) return named;
  if (/^\d+$/.test(text)) return Number(text);
  const known =
    classes === null
      ? "this network's classes have no names"
      : `there are ${classes.slice(0, 20).join(", ")}`;
  throw new ArgumentError(`explain: no class is named ${JSON.stringify(text)}; ${known}. Or give its number`);
}
