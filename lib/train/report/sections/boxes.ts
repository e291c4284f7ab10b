/** Every figure of the objects that were found. */
import { count, figure, figureOf, lineChart, markup, table, withInterval } from "../../../report/index.ts";
import { mainEvidence, mainPart, PART_NAMES } from "../facts.ts";
import { intervalLine, partLine } from "./performance.ts";
import type { Section } from "./section.ts";

/** Figures of detections. */
export const boxes: Section = {
  id: "performance",
  title: "Performance",
  of: ["boxes"],
  write(facts) {
    const found = mainEvidence(facts, "boxes");
    if (found === null) return null;
    const part = mainPart(facts);
    const warning = partLine(part);
    const { froc, operating } = found;
    return [
      warning === null ? null : markup`<p><strong>${warning}</strong></p>`,
      markup`<p>Of the ${PART_NAMES[part ?? ""]} part: ${count(found.samples)} images${found.groups === null ? "" : ` of ${count(found.groups)} patients`}, ${count(operating.right + operating.missed)} objects. ${intervalLine(found, facts.settings)} COCO's average precisions and the FROC have no interval here.</p>`,
      markup`<div class="charts">${table({
        caption: "Figures",
        head: ["figure", "value (interval)"],
        rows: found.figures.map(({ label, interval }) => [label, withInterval(interval)]),
      })}${figureOf(
        `FROC, overlap ${froc.iou}`,
        lineChart({
          title: "Free-response ROC",
          description: froc.falsePositivesPerImage
            .map((rate, i) => `${figure(froc.sensitivity[i])} at ${rate} false alarms an image`)
            .join(", "),
          x: "false alarms an image",
          y: "sensitivity",
          range: [0, 1],
          lines: [
            {
              name: "sensitivity",
              points: froc.falsePositivesPerImage.map(
                (rate, i) => [rate, froc.sensitivity[i] ?? null] as const,
              ),
            },
          ],
        }),
      )}</div>`,
      table({
        caption: `Each class, at score ${operating.score} and overlap ${operating.iou}`,
        head: [
          "class",
          "objects",
          "found",
          "false alarms",
          "missed",
          "precision",
          "recall",
          "average precision",
        ],
        rows: operating.perClass.map((one, k) => [
          one.name,
          count(one.right + one.missed),
          count(one.right),
          count(one.wrong),
          count(one.missed),
          figure(one.precision),
          figure(one.recall),
          figure(found.perClass[k]),
        ]),
      }),
    ];
  },
};
