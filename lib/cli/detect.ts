/** `torchts detect`: objects of images, by a run or a network of `models`; what is written is detect-files.ts's. */
import type { Command } from "commander";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import { namedOnce } from "../train/named-once.ts";
import type { DecodingOptions } from "../vision/index.ts";
import { type DecodingFlags, decodingGiven, NO_EXIF, PAGE, RANGE } from "./decoding-flags.ts";
import { untilInterrupted } from "./failure.ts";
import type { models } from "./library.ts";
import { checkModelFlags } from "./model-flags.ts";
import { type NamedSource, namedSources } from "./named-sources.ts";
import { ProgressPrinter } from "./progress.ts";
import { downloadStatus } from "./run-options.ts";
import { count, device, list, oneOf, portion, refuseGiven, share, spacing, text } from "./values.ts";

/** The options as commander gives them. */
export interface DetectCliOptions extends DecodingFlags {
  out?: string;
  format: "coco" | "geojson" | "csv" | "json";
  draw?: boolean;
  score: number;
  nms?: number;
  max?: number;
  only?: string[];
  window?: number;
  overlap: number;
  spacing?: [number, number];
  weights: string;
  checkpoint: "best" | "last";
  device: string;
  onError: "throw" | "skip";
  json?: boolean;
}

/** Registers the subcommand. */
export function registerDetect(program: Command): void {
  program
    .command("detect")
    .description("objects in images, with pictures, files of boxes and masks, and measurements")
    .argument(
      "<model>",
      "run folder of a detection network, a .pth in it, or name of a model (fasterrcnn_resnet50_fpn)",
    )
    .argument("<image...>", 'image files, folders of images, patterns ("scans/*.png")')
    .option(
      "--out <folder>",
      "where files are written; made where it is missing (default: nothing is written)",
      text,
    )
    .addOption(
      oneOf("--format <which>", "what is written of the objects", ["coco", "geojson", "csv", "json"], "coco"),
    )
    .option("--draw", "write each image with what was found as well")
    .option("--score <p>", "objects have a higher score", portion, 0.5)
    .option(
      "--nms <overlap>",
      "above which the less sure of two of a class goes (default: the network's)",
      portion,
    )
    .option("--max <n>", "most objects of an image, the surest (default: the network's)", count)
    .option("--only <class>", "keep objects of this class; may be given several times", list)
    .option("--window <pixels>", "go over images in windows of this edge (default: as a whole)", count)
    .option("--overlap <share>", "of a window that it has in common with the next", share, 0.25)
    .option(
      "--spacing <mm>",
      "distance between pixels, for measurements in millimetres (default: pixels)",
      spacing,
    )
    .option("--weights <name or file>", "weights, for a model by name", text, "DEFAULT")
    .addOption(oneOf("--checkpoint <which>", "whose weights, for a run", ["best", "last"], "best"))
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .option(...RANGE)
    .option(...PAGE)
    .option(...NO_EXIF)
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"))
    .option("--json", "one JSON object a line for each image: its objects, without masks")
    .addHelpText(
      "after",
      `
Of all images together it writes annotations.json (COCO, with scores), objects.csv or objects.json, with measurements of masks;
or with --format geojson an a.geojson for each image a.png. With --draw each has an a.found.png too.

With --on-error skip what cannot be read is told on stderr, and the last line counts it; with --json it has a line with
its error, and the last line is {"detected": 5, "skipped": 1}. The exit code is 1 only where no image could be read.

Examples:
  $ torchts detect runs/cells slide.png --score 0.7
  $ torchts detect runs/glomeruli tiles/ --out found --draw --format geojson --window 1024
  $ torchts detect runs/nuclei "slides/*.tif" --out found --format csv --spacing 0.0005
  $ torchts detect fasterrcnn_resnet50_fpn street.jpg --only person --only car --out found --draw`,
    )
    .action(async (model: string, images: string[], options: DetectCliOptions, command: Command) => {
      await untilInterrupted(
        (signal) => detect(model, images, options, command, signal),
        () => (options.out === undefined ? "stopped" : `stopped; what was finished is in ${options.out}`),
      );
    });
}

/** A network that finds objects, and how its images are read. */
export interface OpenedDetector {
  image: DecodingOptions;
  detect(image: string, options: models.LabelledDetectOptions<string>): Promise<models.FoundObjects>;
}

async function detect(
  name: string,
  words: string[],
  options: DetectCliOptions,
  command: Command,
  signal: AbortSignal,
): Promise<void> {
  const { out } = options;
  if (out === undefined) {
    refuseGiven(command, ["format", "draw", "spacing"], "nothing is written without --out; give it too");
  }
  if (options.format !== "csv") {
    refuseGiven(command, ["spacing"], "measurements are in tables; give --format csv too");
  }
  if (options.window === undefined) refuseGiven(command, ["overlap"], "windows overlap; give --window too");
  const { datasets } = await import("./library.ts");
  const { requireDevice } = await import("./require-device.ts");
  const operation = "detect";
  const what = { operation, what: "image", extensions: datasets.IMAGE_EXTENSIONS, signal };
  const sources = await namedSources(words, what);
  await checkModelFlags(command, name, {
    ofRuns: ["checkpoint"],
    ofBuilders: ["weights"],
    task: "detection",
  });
  requireDevice(options.device);
  const printer = new ProgressPrinter({ json: options.json });
  try {
    const opened = await open(name, options, command, printer, signal);
    const image = { ...opened.image, ...decodingGiven(options) };
    const { Writer } = await import("./detect-files.ts");
    const writer = out === undefined ? null : await Writer.open(out, options);
    const done = { detected: 0, skipped: 0 };
    try {
      for (const [i, source] of sources.entries()) {
        const { file } = source;
        const status = `image ${i + 1}/${sources.length}  ${file}`;
        printer.status(status);
        const onProgress: models.DetectOptions["onProgress"] = ({ done: n, total }) =>
          printer.status(total > 1 ? `${status}  ${n}/${total}` : status);
        const ask = { ...limitsOf(options), image, signal, onProgress };
        const found = await readable(() => opened.detect(file, ask), source, options, printer);
        if (found === null) {
          done.skipped++;
          continue;
        }
        done.detected++;
        const files = (await writer?.add(source, found, image)) ?? [];
        const { height, width } = found;
        const objects = found.objects.map(({ mask: _, ...object }) => object);
        printer.result({ image: file, height, width, objects, files }, [`${file}: ${summary(found)}`]);
      }
    } finally {
      // Of what was finished there is a file too where the rest was stopped.
      if (done.detected > 0) await writer?.finish();
    }
    if (options.onError === "skip") {
      printer.result(done, [`${done.detected} looked at, ${done.skipped} left out`]);
    }
    if (done.detected > 0) return;
    throw new FileFormatError("detect: nothing was looked at: no image could be read", { operation });
  } finally {
    printer.clear();
  }
}

/** What was found in an image; null where it cannot be read and such images are left out, which is told. */
async function readable(
  work: () => Promise<models.FoundObjects>,
  { file }: NamedSource,
  { onError }: DetectCliOptions,
  printer: ProgressPrinter,
): Promise<models.FoundObjects | null> {
  try {
    return await work();
  } catch (error) {
    // Other errors would repeat with every image.
    if (onError === "throw" || !(error instanceof FileFormatError)) throw error;
    printer.warn(`left out: ${namedOnce(error.message)}`);
    printer.result({ image: file, error: error.message }, []);
    return null;
  }
}

function limitsOf({
  score,
  nms,
  max,
  only,
  window,
  overlap,
}: DetectCliOptions): models.LabelledDetectOptions<string> {
  return {
    scoreThreshold: score,
    nmsThreshold: nms,
    maxDetections: max,
    only,
    window: window === undefined ? undefined : { size: window, overlap },
  };
}

/** `12 objects: red cell 9, white cell 3` */
function summary({ objects }: models.FoundObjects): string {
  const counts = new Map<string, number>();
  for (const { label } of objects) counts.set(label, (counts.get(label) ?? 0) + 1);
  const each = [...counts].sort(([, a], [, b]) => b - a).map(([label, n]) => `${label} ${n}`);
  if (each.length === 0) return "nothing found";
  return `${objects.length} object${objects.length === 1 ? "" : "s"}: ${each.join(", ")}`;
}

async function open(
  name: string,
  { weights, checkpoint, device: asked }: DetectCliOptions,
  command: Command,
  printer: ProgressPrinter,
  signal: AbortSignal,
): Promise<OpenedDetector> {
  const { models } = await import("./library.ts");
  const device = asked as "auto"; // or a device by name, which was tried
  const of = { operation: "detect", command, checkpoint, device, task: "detection" } as const;
  const other = (what: string, task: string): never => {
    const use = task === "segmentation" ? ownCommand("segment", name) : ownCommand("predict", name);
    throw new ArgumentError(`detect: ${what} is for ${task}; \`${use}\` is for its images`, {
      operation: "detect",
    });
  };
  if (models.has(name)) {
    const task = models.taskOf(name);
    if (task !== "detection") return other(name, task);
    const progress: models.FetchOptions["progress"] = ({ received, total }) =>
      printer.status(downloadStatus(received, total));
    const { openModel } = await import("./open-model.ts");
    const opened = await openModel(name, { ...of, weights, signal, progress });
    if (opened.note !== null) printer.warn(opened.note);
    const model = opened.model as unknown as models.DetectionNetwork; // its name is one of those networks'
    return { image: {}, detect: (file, more) => models.detect(model, file, more) };
  }
  const { openRun } = await import("./open-run.ts");
  const run = await openRun(name, of);
  if (run.task !== "detection") return other(`the run in ${name}`, run.task);
  return { image: run.config.image ?? {}, detect: (file, more) => run.detect(file, more) };
}
