/**
 * Files that are in the training and in the validation data: the figures of validation are then better than the network.
 *
 * Contents are compared, not names. The search goes on beside the run, which waits for it at its end alone. A file that cannot be
 * read is the loader's to tell.
 */
import { listed } from "../../../edge/index.ts";
import type { Guard } from "./guard.ts";
import { sameFiles } from "./same-files.ts";

const SHOWN = 3;

/** Speaks where files of the validation data are in the training data too. */
export const overlap: Guard<"overlap", { files: readonly { train: string; val: string }[] }> = {
  name: "overlap",
  watch({ train, val, options }, speak) {
    const [learned, held] = [filesOf(train), filesOf(val)];
    if (learned.length === 0 || held.length === 0) return null;
    let search: Promise<void> = Promise.resolve();
    let found: { train: string; val: string }[] = [];
    let isOver = false;
    let epoch = 0;

    const tell = (): void => {
      const files = found;
      if (files.length === 0) return;
      found = [];
      const shown = files.map((pair) =>
        pair.train === pair.val ? pair.val : `${pair.val} (as ${pair.train})`,
      );
      speak(
        epoch,
        `${files.length} of the ${held.length} files of the validation data ${files.length === 1 ? "is" : "are"} in the ` +
          `training data too: ${listed(shown, SHOWN)}. The network knows them by heart, so its figures of validation are too ` +
          "good. Take them out of one part; split: { val, groups } keeps what belongs together in one.",
        { files },
      );
    };

    return {
      start() {
        search = sameFiles(learned, held, () => isOver || options.signal?.aborted === true).then((pairs) => {
          found = pairs.map(([one, other]) => ({ train: one, val: other }));
        });
        search.catch(() => {}); // `end` throws it
      },
      afterStep(step) {
        epoch = step.epoch;
        tell();
      },
      async end() {
        await search;
        tell();
      },
      dispose() {
        isOver = true;
      },
    };
  },
};

/** The files that a data set lists, or that of a loader or of tiles, each once. */
function filesOf(source: unknown): string[] {
  if (typeof source !== "object" || source === null) return [];
  const { samples, dataset, source: inner } = source as Record<string, unknown>;
  if (!Array.isArray(samples)) return filesOf(dataset ?? inner);
  const paths = samples.map((sample: { path?: unknown } | null) => sample?.path);
  return [...new Set(paths.filter((path) => typeof path === "string"))];
}
