/** Masks and boxes that a run of `torchts finetune` was trained on, opened again as they were opened then. */

import type { RunConfig } from "../train/index.ts";
import { BOX_DATA, type BoxDataOptions, boxesAt, forSource, openBoxes } from "./box-data.ts";
import type { datasets } from "./library.ts";
import { type MaskOptions, OF_MASKS, openMasks } from "./mask-data.ts";
import { notedOf, notesOf, splitIn } from "./run-data.ts";
import { OF_FACTS } from "./table-data.ts";

/** The options that say what the masks of a run are. */
export function maskOptionsOf({ notes, kind, classes, ignoreIndex }: RunConfig): MaskOptions {
  const noted = notedOf([...OF_MASKS, ...OF_FACTS], notesOf(notes).command) as MaskOptions; // as finetune wrote them
  return { ...noted, kind, class: classes, ignore: noted.ignore ?? ignoreIndex ?? undefined };
}

/** How the images of a run on masks are decoded. */
export function maskDecodingOf({ model, image }: RunConfig): NonNullable<RunConfig["image"]> {
  return { mode: model.options?.inChannels === 1 ? "L" : "RGB", ...image };
}

/** The options that say what the boxes of a run are. */
export function boxOptionsOf({ notes, classes }: RunConfig): BoxDataOptions {
  return {
    ...(notedOf([...BOX_DATA, ...OF_FACTS], notesOf(notes).command) as BoxDataOptions),
    class: classes,
  }; // as finetune wrote them
}

/** Masks or boxes below a folder, or of a file, with the parts of the run; throws what opening them throws. */
export async function openAsTrained(
  from: string,
  config: RunConfig,
  { signal, operation }: { signal: AbortSignal; operation: string },
): Promise<datasets.SegmentationFiles | datasets.DetectionFiles> {
  const split = splitIn(notesOf(config.notes).command) ?? undefined;
  const more = { onError: "throw", signal, ...(split && { split }) } as const;
  if (config.kind !== undefined) {
    return openMasks(from, maskOptionsOf(config), { ...more, image: maskDecodingOf(config) });
  }
  const noted = boxOptionsOf(config);
  const source = boxesAt(from, noted, true) ?? "voc"; // which says what it looked for
  const { architecture } = config.model;
  return openBoxes(source, from, forSource(source, noted), {
    ...more,
    image: config.image,
    masks: architecture?.startsWith("maskrcnn") === true,
    operation,
    model: architecture ?? "the network",
  });
}
