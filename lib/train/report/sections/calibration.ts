/** Whether probabilities mean what they say, before and after a calibration that the validation part chose. */
import {
  brierScore,
  calibrationError,
  calibrationSlope,
  logLoss,
  reliability,
} from "../../../metrics/index.ts";
import {
  blank,
  figure,
  figureOf,
  legend,
  markup,
  reliabilityChart,
  table,
  withInterval,
} from "../../../report/index.ts";
import { calibratedRows, rowsIn } from "../../calibration.ts";
import type { ClassEvidence } from "../evidence/classes.ts";
import { mainEvidence, mainPart } from "../facts.ts";
import type { Section } from "./section.ts";

/** Reliability, Brier score, calibration error, slope and intercept. */
export const calibration: Section = {
  id: "calibration",
  title: "Calibration",
  of: ["classes"],
  write(facts) {
    const found = mainEvidence(facts, "classes");
    if (found === null) return null;
    const { probabilities, classes, labels, positive } = found.table;
    if (probabilities === null)
      return markup`<p>${blank("probabilities: the table has scores alone, of which no calibration can be said.")}</p>`;
    const { level } = facts.settings;
    const isBinary = classes.length === 2;
    const isOwn = facts.calibration !== null && mainPart(facts) !== "val";
    const sets = [
      { name: "as predicted", rows: rowsIn(probabilities, classes.length) },
      ...(isOwn && facts.calibration !== null
        ? [
            {
              name: afterName(facts.calibration.method),
              rows: calibratedRows(probabilities, classes.length, facts.calibration),
            },
          ]
        : []),
    ];
    const at = isBinary ? (positive?.index ?? 1) : null;
    const of = (rows: number[][]) => {
      const events = at === null ? rows : rows.map((row) => row[at] as number);
      const truth = at === null ? labels : Uint8Array.from(labels, (label) => (label === at ? 1 : 0));
      return {
        bins: reliability(events, truth, { level }),
        brier: brierScore(events, truth),
        logLoss: logLoss(rows, labels),
        error: calibrationError(events, truth),
        slope: at === null ? null : calibrationSlope(events as number[], truth, { level }),
      };
    };
    const measured = sets.map(({ name, rows }) => ({ name, ...of(rows) }));
    const [first] = measured as [(typeof measured)[number]];
    const x = at === null ? "probability of the called class" : `probability of ${classes[at]}`;
    const slopes = measured.some(({ slope }) => slope !== null);
    return [
      markup`<p>${
        isOwn && facts.calibration !== null
          ? `${facts.calibration.method === "temperature" ? `A temperature of ${figure(facts.calibration.temperature)}` : `Platt's line (slope ${figure(facts.calibration.slope)}, offset ${figure(facts.calibration.offset)})`} was fitted on ${facts.calibration.samples} validation images and applied here.`
          : (facts.uncalibrated ?? "No calibration was fitted on validation data.")
      }</p>`,
      markup`<div class="charts">${figureOf(
        "Reliability",
        reliabilityChart({
          title: "Reliability diagram",
          description: `In ten bins of ${x}, the share that came true with Wilson's interval. Expected calibration error ${measured.map(({ name, error }) => `${figure(error.expected)} ${name}`).join(", ")}. Bars show how many images each bin has.`,
          x,
          y: at === null ? "share that is right" : "share that is",
          lines: measured.map(({ name, bins }) => ({ name, bins })),
        }),
        measured.length > 1 ? legend(measured.map(({ name }) => name)) : null,
      )}${table({
        caption: "Calibration",
        head: ["figure", ...measured.map(({ name }) => name)],
        rows: [
          [
            "Brier score",
            ...brierCells(
              found,
              measured.map(({ brier }) => brier),
            ),
          ],
          ["log loss", ...measured.map((one) => figure(one.logLoss))],
          ["expected calibration error", ...measured.map(({ error }) => figure(error.expected))],
          ["greatest calibration error", ...measured.map(({ error }) => figure(error.maximum))],
          ...(slopes
            ? [
                ["slope (ideal 1)", ...measured.map(({ slope }) => withInterval(slope?.slope, 2))],
                ["intercept (ideal 0)", ...measured.map(({ slope }) => withInterval(slope?.intercept, 2))],
                [
                  "in the large (ideal 0)",
                  ...measured.map(({ slope }) => withInterval(slope?.inTheLarge, 2)),
                ],
              ]
            : []),
        ],
      })}</div>`,
      table({
        caption: `Bins of ${first.name}`,
        head: ["probabilities", "images", "mean", "came true (Wilson)"],
        rows: first.bins.map(({ low, high, count, confidence, accuracy }) => [
          `${figure(low, 1)} to ${figure(high, 1)}`,
          String(count),
          figure(confidence),
          withInterval(count === 0 ? null : accuracy),
        ]),
      }),
    ];
  },
};

function afterName(method: "temperature" | "platt"): string {
  return method === "temperature" ? "with the temperature" : "with Platt's line";
}

/** The interval of the table is that of the probabilities as predicted. */
function brierCells({ report }: ClassEvidence, values: readonly number[]): string[] {
  return values.map((value, i) => (i === 0 ? withInterval(report.figures.brier ?? null) : figure(value)));
}
