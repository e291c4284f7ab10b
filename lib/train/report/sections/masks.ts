/** Every figure of the masks that were found, and how they are spread over the images. */
import {
  count,
  details,
  figure,
  figureOf,
  forestChart,
  histogramChart,
  markup,
  table,
  withInterval,
} from "../../../report/index.ts";
import { mainEvidence, mainPart, PART_NAMES } from "../facts.ts";
import { groupsOf } from "../groups.ts";
import { intervalLine, partLine } from "./performance.ts";
import type { Section } from "./section.ts";

/** More classes than these have no histogram each. */
const MOST = 6;
/** Images in the table of the worst. */
const WORST = 15;

/** Figures of masks. */
export const masks: Section = {
  id: "performance",
  title: "Performance",
  of: ["masks"],
  write(facts) {
    const found = mainEvidence(facts, "masks");
    if (found === null) return null;
    const part = mainPart(facts);
    const warning = partLine(part);
    const { means, settings } = { means: found.means.columns, settings: facts.settings };
    const shares = found.figures.filter(({ own = false }) => !own);
    const worst = worstOf(found.dice, found.ids).slice(0, WORST);
    return [
      warning === null ? null : markup`<p><strong>${warning}</strong></p>`,
      markup`<p>Of the ${PART_NAMES[part ?? ""]} part: ${count(found.samples)} images${found.groups === null ? "" : ` of ${groupsOf(facts, found.groups)}`}. ${intervalLine(found, facts)} Means leave out images in which a figure is not defined, as of a class that is in neither mask.</p>`,
      markup`<div class="charts">${figureOf(
        "Overlap, sensitivity, specificity",
        forestChart({
          title: "Figures of the masks",
          description: shares.map(({ label, interval }) => `${label}: ${withInterval(interval)}`).join("; "),
          x: "figure",
          range: [0, 1],
          rows: found.found.flatMap((name) => [
            { name, figure: null },
            ...shares
              .filter(({ label }) => label.includes(`, ${name}, `))
              .map(({ label, interval }) => ({
                name: label
                  .replace(`, ${name}`, "")
                  .replace(", mean of images", "")
                  .replace("all pixels", "pooled"),
                figure: interval,
              })),
          ]),
        }),
      )}${found.found.slice(0, MOST).map((name) =>
        figureOf(
          `Dice of each image, ${name}`,
          histogramChart({
            title: `Dice of each image, ${name}`,
            description: `Mean ${withInterval(means[`dice_${name}`])} over ${means[`dice_${name}`]?.count ?? 0} images, standard deviation ${figure(means[`dice_${name}`]?.standardDeviation)}.`,
            x: "Dice",
            values: found.dice[name] ?? [],
            range: [0, 1],
          }),
        ),
      )}</div>`,
      table({
        caption: "Figures",
        head: ["figure", "value (interval)"],
        rows: found.figures.map(({ label, interval }) => [label, withInterval(interval)]),
      }),
      worst.length === 0
        ? null
        : details(
            "The images with the lowest Dice",
            table({
              caption: "Lowest Dice",
              head: ["image", "class", "Dice"],
              words: [1],
              rows: worst.map(({ id, place, name, dice }) => [
                settings.files ? baseName(id) : `image ${place + 1}`,
                name,
                figure(dice),
              ]),
            }),
          ),
    ];
  },
};

/** The lowest first. */
function worstOf(dice: Readonly<Record<string, Float64Array>>, ids: readonly string[]) {
  return Object.entries(dice)
    .flatMap(([name, values]) =>
      Array.from(values, (value, place) => ({ id: ids[place] as string, place, name, dice: value })),
    )
    .filter((one) => !Number.isNaN(one.dice))
    .sort((a, b) => a.dice - b.dice);
}

function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) as string;
}
