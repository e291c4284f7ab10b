/** `torchts segment`: masks of images and videos, by a run or a network of `models`; what is written is segment-files.ts's. */
import path from "node:path";
import type { Command } from "commander";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import { namedOnce } from "../train/named-once.ts";
import type { DecodingOptions } from "../vision/index.ts";
import { untilInterrupted } from "./failure.ts";
import type { models, train, transforms } from "./library.ts";
import { checkModelFlags } from "./model-flags.ts";
import { type NamedSource, namedSources } from "./named-sources.ts";
import { makeFolder } from "./out-folder.ts";
import { ProgressPrinter } from "./progress.ts";
import { downloadStatus } from "./run-options.ts";
import { count, device, oneOf, positive, refuseGiven, share, spacing, text } from "./values.ts";

/** The options as commander gives them. */
export interface SegmentCliOptions {
  out: string;
  weights: string;
  checkpoint: "best" | "last";
  device: string;
  window?: number;
  overlap: number;
  flips: "none" | "h" | "v" | "hv";
  threshold: number;
  size?: number;
  fps?: number;
  polygons: "geojson" | "coco" | "none";
  probabilities?: boolean;
  spacing?: [number, number];
  onError: "throw" | "skip";
  json?: boolean;
}

/** Options that the other kind of source has no use for. */
const OF_VIDEOS = ["size", "fps"];
const OF_IMAGES = ["window", "overlap", "flips", "polygons", "probabilities", "spacing"];
const VIDEOS = [".mp4", ".m4v", ".mov", ".mkv", ".avi", ".webm", ".mpg", ".mpeg", ".wmv"];

/** Registers the subcommand. */
export function registerSegment(program: Command): void {
  program
    .command("segment")
    .description("masks of images and videos, with overlays, outlines and measurements")
    .argument(
      "<model>",
      "run folder that finetune wrote, a .pth in it, or name of a model (deeplabv3_resnet50)",
    )
    .argument(
      "<source...>",
      'image files, folders of images, patterns ("scans/*.png"), videos (read by ffmpeg)',
    )
    .requiredOption("--out <folder>", "where everything is written; made where it is missing", text)
    .option("--weights <name or file>", "weights, for a model by name", text, "DEFAULT")
    .addOption(oneOf("--checkpoint <which>", "whose weights, for a run", ["best", "last"], "best"))
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .option("--window <pixels>", "go over images in windows of this edge (default: as a whole)", count)
    .option("--overlap <share>", "of a window that it has in common with the next", share, 0.25)
    .addOption(oneOf("--flips <which>", "mirror images to average", ["none", "h", "v", "hv"], "none"))
    .option(
      "--threshold <p>",
      "probability from which a pixel is in a mask, where there are one or several masks",
      share,
      0.5,
    )
    .option(
      "--size <pixels>",
      "edge of a video's frames in the network (default: what it was trained with)",
      count,
    )
    .option("--fps <n>", "frames of a video to take in a second (default: all)", positive)
    .addOption(oneOf("--polygons <format>", "outlines of regions", ["geojson", "coco", "none"], "geojson"))
    .option("--probabilities", "write the probabilities of each class as pictures as well")
    .option(
      "--spacing <mm>",
      "distance between pixels, for measurements in millimetres (default: pixels)",
      spacing,
    )
    .addOption(
      oneOf("--on-error <what>", "what an unreadable image or video does", ["throw", "skip"], "throw"),
    )
    .option("--json", "one JSON object a line for each image, and for each video its figures")
    .addHelpText(
      "after",
      `
For each image a.png it writes a.mask.png (class numbers, with a palette), a.overlay.png, a.geojson and a.csv, the
regions' measurements; for each video a folder with the masks and overlays of its frames, and frames.csv, its timings.

With --on-error skip what cannot be read is told on stderr, and the last line counts it; with --json it has a line with
its error, and the last line is {"segmented": 5, "skipped": 1}. The exit code is 1 only where nothing was segmented.

Examples:
  $ torchts segment runs/polyps frame.png --out found
  $ torchts segment runs/nuclei slides/ --out found --window 256 --overlap 0.5 --flips hv --polygons coco
  $ torchts segment runs/bones xray.png --out found --spacing 0.14
  $ torchts segment deeplabv3_resnet50 street.jpg --out found --probabilities
  $ torchts segment runs/polyps colonoscopy.mp4 --out found --size 256 --fps 5`,
    )
    .action(async (model: string, sources: string[], options: SegmentCliOptions, command: Command) => {
      await untilInterrupted(
        (signal) => segment(model, sources, options, command, signal),
        () => `stopped; what was finished is in ${options.out}`,
      );
    });
}

/** What to segment, and what its files are called. */
export interface Source extends NamedSource {
  isVideo: boolean;
}

/** A network that segments, with what its images go through. */
export interface OpenedSegmenter {
  model: train.Segmenter;
  classes: readonly string[] | undefined;
  kind: models.SegmentationKind | undefined;
  /** How images are decoded. */
  image: DecodingOptions;
  /** Mean, standard deviation and size of what the network was trained with, where they are known. */
  preset: transforms.SegmentationPreset | null;
  segment(image: string, options: models.SegmentOptions): Promise<models.Segmentation>;
}

/** What the sources have in common. */
export interface Job {
  opened: OpenedSegmenter;
  options: SegmentCliOptions;
  printer: ProgressPrinter;
  signal: AbortSignal;
  /** Does the work on one source; null where it cannot be read and such sources are skipped. */
  attempt<T>(source: Source, work: () => Promise<T>): Promise<T | null>;
}

async function segment(
  name: string,
  sources: string[],
  options: SegmentCliOptions,
  command: Command,
  signal: AbortSignal,
): Promise<void> {
  const { requireDevice } = await import("./require-device.ts");
  const found = await sourcesOf(sources, signal);
  if (!found.some(({ isVideo }) => isVideo)) refuseGiven(command, OF_VIDEOS, "no source is a video");
  if (found.every(({ isVideo }) => isVideo)) refuseGiven(command, OF_IMAGES, "every source is a video");
  if (options.window === undefined) refuseGiven(command, ["overlap"], "windows overlap; give --window too");
  const flags = { ofRuns: ["checkpoint"], ofBuilders: ["weights"], task: "segmentation" } as const;
  await checkModelFlags(command, name, flags);
  requireDevice(options.device);
  const printer = new ProgressPrinter({ json: options.json });
  const opened = await open(name, options, command, printer, signal).finally(() => printer.clear());
  await makeFolder(options.out, "segment");
  const done = { segmented: 0, skipped: 0 };
  const attempt = async <T>({ file, isVideo }: Source, work: () => Promise<T>): Promise<T | null> => {
    try {
      const result = await work();
      done.segmented++;
      return result;
    } catch (error) {
      // Other errors would repeat with every source.
      if (options.onError === "throw" || !(error instanceof FileFormatError)) throw error;
      done.skipped++;
      printer.warn(`left out: ${namedOnce(error.message)}`);
      printer.result({ [isVideo ? "video" : "image"]: file, error: error.message }, []);
      return null;
    }
  };
  const job: Job = { opened, options, printer, signal, attempt };
  const { segmentImages, segmentVideo } = await import("./segment-files.ts");
  try {
    const images = found.filter(({ isVideo }) => !isVideo);
    if (images.length > 0) await segmentImages(job, images);
    for (const video of found) {
      if (video.isVideo) await attempt(video, () => segmentVideo(job, video));
    }
    if (options.onError === "skip") {
      printer.result(done, [`${done.segmented} segmented, ${done.skipped} left out`]);
    }
  } finally {
    printer.clear();
  }
  if (done.segmented === 0) {
    throw new FileFormatError(
      `segment: nothing was segmented: ${done.skipped === 1 ? "the only file could not" : `none of the ${done.skipped} files could`} be read`,
      { operation: "segment" },
    );
  }
}

async function sourcesOf(given: readonly string[], signal: AbortSignal): Promise<Source[]> {
  const { datasets } = await import("./library.ts");
  const extensions = [...datasets.IMAGE_EXTENSIONS, ...VIDEOS];
  const found = await namedSources(given, {
    operation: "segment",
    what: "image or video",
    extensions,
    signal,
  });
  return found.map((source) => ({
    ...source,
    isVideo: VIDEOS.includes(path.extname(source.file).toLowerCase()),
  }));
}

async function open(
  name: string,
  options: SegmentCliOptions,
  command: Command,
  printer: ProgressPrinter,
  signal: AbortSignal,
): Promise<OpenedSegmenter> {
  const { models, transforms } = await import("./library.ts");
  const { openModel } = await import("./open-model.ts");
  const { openRun } = await import("./open-run.ts");
  const device = options.device as "auto"; // or a device by name, which was tried
  const { weights, checkpoint } = options;
  const of = { operation: "segment", command, checkpoint, device, task: "segmentation" } as const;
  if (models.has(name)) {
    const task = models.taskOf(name);
    if (task !== "segmentation") {
      const gives =
        task === "detection"
          ? `finds objects, as \`${ownCommand("detect", name)}\` does`
          : `gives classes of images, as \`${ownCommand("predict", name)}\` does`;
      throw new ArgumentError(
        `segment: ${name} ${gives}; ` +
          `\`${ownCommand("models", "--task", "segmentation")}\` lists the models for masks`,
        { operation: "segment" },
      );
    }
    const progress: models.FetchOptions["progress"] = ({ received, total }) =>
      printer.status(downloadStatus(received, total));
    const opened = await openModel(name, { ...of, weights, signal, progress });
    if (opened.note !== null) printer.warn(opened.note);
    const model = opened.model as unknown as train.Segmenter; // its name is one of those networks'
    model.eval();
    const preset = models.originOf(model)?.entry?.transforms();
    return {
      model,
      classes: opened.classes ?? undefined,
      kind: undefined,
      image: {},
      preset: preset instanceof transforms.SegmentationPreset ? preset : null,
      segment: (image, more) =>
        models.segment(model, image, { classes: opened.classes ?? undefined, ...more }),
    };
  }
  const run = await openRun(name, of);
  if (run.task !== "segmentation") {
    throw new ArgumentError(
      `segment: the run in ${name} is of ${run.task}; use \`${ownCommand(run.task === "detection" ? "detect" : "predict", name)}\` for its images`,
      { operation: "segment" },
    );
  }
  return {
    model: run.model as unknown as train.Segmenter, // of a run of segmentation
    classes: run.classes,
    kind: run.config.kind,
    image: run.config.image ?? {},
    preset: run.transform instanceof transforms.SegmentationPreset ? run.transform : null,
    segment: (image, more) => run.segment(image, more),
  };
}
