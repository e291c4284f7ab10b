/** How the images of a run are decoded: as its data says, in the run and in whatever it predicts later. */
import { describe } from "../edge/index.ts";
import { inputChannels } from "../models/adapt-input.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import type { DecodingOptions } from "../vision/index.ts";
import type { RunOptions } from "./options.ts";
import type { RunConfig } from "./run-folder.ts";
import { type FitData, hasTransforms } from "./source.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";

/**
 * How data decodes its images; null where it does not say.
 *
 * @throws ArgumentError where a resumed run decoded them otherwise, and where they have other channels than the network
 *   takes and the transforms are not the caller's
 */
export function decodingOf(
  model: AnyNetwork,
  data: FitData,
  options: RunOptions,
  saved: RunConfig | null,
): DecodingOptions | null {
  const { decoding } = data as { decoding?: DecodingOptions };
  if (decoding === undefined) return null;
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
  };
  // Older files do not say.
  if (saved?.image !== undefined && written(saved.image) !== written(decoding)) {
    refuse(
      `the run in ${options.out} decoded its images with ${describe(saved.image)}, the data with ${describe(decoding)}. ` +
        "Open the data with `image` as then.",
    );
  }
  const isOwn = hasTransforms(data) && data.ownTransforms.train && data.ownTransforms.val;
  const channels = inputChannels(model as Module);
  if (isOwn || options.transforms !== undefined || decoding.mode === "unchanged") return decoding;
  if (channels === 1 && decoding.mode !== "L") {
    refuse(
      'the network takes images of one channel, the data gives three; open it with image: { mode: "L" }',
    );
  }
  if (channels !== null && channels > 1 && decoding.mode === "L") {
    refuse(
      `the network takes images of ${channels} channels, the data gives one; open it with image: { mode: "RGB" }, which ` +
        "repeats gray, or change the network: models.adaptInput(model, 1)",
    );
  }
  return decoding;
}

function written(decoding: DecodingOptions): string {
  const entries = Object.entries(decoding).filter(([, value]) => value !== undefined);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
