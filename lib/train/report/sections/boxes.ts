/** Every figure of the objects that were found. */
import { count, figure, figureOf, lineChart, markup, table, withInterval } from "../../../report/index.ts";
import { mainEvidence, mainPart, PART_NAMES } from "../facts.ts";
import { groupsOf } from "../groups.ts";
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
      markup`<p>Of the ${PART_NAMES[part ?? ""]} part: ${count(found.samples)} images${found.groups === null ? "" : ` of ${groupsOf(facts, found.groups)}`}, ${count(operating.right + operating.missed)} objects. ${intervalLine(found, facts)}</p>`,
      markup`<div class="charts">${table({
        caption: "Figures",
        head: ["figure", "value (interval)"],
        rows: found.figures.map(({ label, interval }) => [label, withInterval(interval)]),
      })}${figureOf(
        `FROC, overlap ${operating.iou}, between the ends of its interval`,
        lineChart({
          title: "Free-response ROC",
          description: froc
            .map(({ rate, sensitivity }) => `${withInterval(sensitivity)} at ${rate} false alarms an image`)
            .join(", "),
          x: "false alarms an image",
          y: "sensitivity",
          range: [0, 1],
          lines: (["low", "high", "value"] as const).flatMap((end) => {
            const points = froc.map(({ rate, sensitivity }) => [rate, sensitivity[end]] as const);
            const isKnown = points.some(([, value]) => !Number.isNaN(value));
            return end === "value" || isKnown
              ? [{ name: end === "value" ? "sensitivity" : end, points, place: end === "value" ? 0 : 1 }]
              : [];
          }),
        }),
      )}</div>`,
      table({
        caption: "FROC",
        head: ["false alarms an image", "sensitivity (interval)"],
        rows: froc.map(({ rate, sensitivity }) => [String(rate), withInterval(sensitivity)]),
      }),
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
        rows: operating.perClass.map((one) => [
          one.name,
          count(one.right + one.missed),
          count(one.right),
          count(one.wrong),
          count(one.missed),
          figure(one.precision),
          figure(one.recall),
          withInterval(found.report.objects.find(({ name }) => name === one.name)?.averagePrecision),
        ]),
      }),
    ];
  },
};
