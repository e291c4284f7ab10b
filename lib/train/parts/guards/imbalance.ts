/** Classes of which one is much rarer than another: a loss that weighs all samples alike learns to leave it out. */
import { classCounts } from "../../source.ts";
import type { Guard } from "./guard.ts";

/** How many times as frequent as the rarest the most frequent class may be. */
const MOST = 10;

/** What is rare in each task, and how one judges then. Other tasks have no classes of which one is true. */
const TASKS: Readonly<Record<string, { rare: string; judge: string }>> = {
  classification: { rare: "class", judge: "val.balancedAccuracy or val.auc" },
  ordinal: { rare: "grade", judge: "val.kappa" },
};

/** Speaks where training data lists its labels and they are far from balanced, with the default loss and no weights. */
export const imbalance: Guard<"imbalance", { counts: Readonly<Record<string, number>> }> = {
  name: "imbalance",
  watch({ task, options, classes, train }, speak) {
    const words = TASKS[task.name];
    const isWeighed = options.loss !== undefined || options.classWeights !== undefined;
    if (words === undefined || isWeighed) return null;
    const counts = classCounts(train, classes);
    // A label that is no class ends the run at its batch.
    if (counts === null || counts.length !== classes.length) return null;
    const most = counts.indexOf(Math.max(...counts));
    const least = counts.indexOf(Math.min(...counts));
    if ((counts[most] as number) <= MOST * (counts[least] as number)) return null;
    return {
      start() {
        const of = (at: number): string =>
          `"${classes[at]}" with ${counts[at] === 0 ? "no" : counts[at]} samples`;
        const fix =
          counts[least] === 0
            ? `Leave the ${words.rare} out, or look for its images.`
            : `Give classWeights: "balanced", and judge by ${words.judge} rather than by accuracy.`;
        speak(
          0,
          `the training data is far from balanced: ${of(most)}, ${of(least)}. The loss weighs all samples alike, so the network ` +
            `does well by never giving the rare ${words.rare}. ${fix}`,
          { counts: Object.fromEntries(classes.map((name, at) => [name, counts[at] as number])) },
        );
      },
    };
  },
};
