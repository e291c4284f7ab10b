/** How the masks of a run lay and what they meant, as its folder says. */
import type { RunConfig } from "../train/index.ts";
import type { datasets } from "./library.ts";
import { type MaskOptions, OF_MASKS } from "./mask-data.ts";
import { notesOf } from "./run-data.ts";

/** The options that finetune was called with, and how images are decoded for the run's network. */
export function masksOfRun(config: RunConfig): {
  masks: MaskOptions;
  image: datasets.SegmentationFileOptions["image"];
} {
  const { ignoreIndex, kind, model } = config;
  const { command } = notesOf(config.notes);
  const noted = Object.entries(command ?? {}).filter(([name]) =>
    (OF_MASKS as readonly string[]).includes(name),
  );
  const masks: MaskOptions = { ...Object.fromEntries(noted), kind, class: [...config.classes] };
  masks.ignore ??= ignoreIndex ?? undefined;
  const isGrey = model.options?.inChannels === 1;
  return { masks, image: { mode: isGrey ? "L" : "RGB", ...config.image } };
}
