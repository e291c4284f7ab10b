/** How the training went. */
import {
  blank,
  details,
  facts,
  figure,
  figureOf,
  legend,
  lineChart,
  markup,
  table,
} from "../../../report/index.ts";
import type { EpochRecord } from "../../events.ts";
import { FIGURE_NAMES } from "../evidence/classes.ts";
import type { Section } from "./section.ts";

/** Figures that are drawn where there are several, the first first. */
const DRAWN = [
  "accuracy",
  "auc",
  "dice",
  "iou",
  "mAP",
  "mAP50",
  "kappa",
  "quadraticKappa",
  "mae",
  "rmse",
  "f1",
];
/** Charts of figures beside that of the loss. */
const MOST = 3;

/** Epochs: losses, figures, rates. */
export const curves: Section = {
  id: "training",
  title: "Training",
  write({ history, best, config, monitor }) {
    if (history.length === 0)
      return config === null ? null : markup`<p>${blank("the run has no history.")}</p>`;
    const measured = new Set(
      history.flatMap(({ figures }) =>
        Object.entries(figures).flatMap(([name, value]) => (value === null ? [] : [name])),
      ),
    );
    const bases = [...new Set([...measured].map((name) => name.replace(/^(train|val)\./, "")))].filter(
      (name) => name !== "loss",
    );
    const ranked = [
      ...DRAWN.filter((name) => bases.includes(name)),
      ...bases.filter((name) => !DRAWN.includes(name)),
    ];
    const own = monitor?.replace(/^val\./, "");
    const drawn = [...new Set([...(own !== undefined && bases.includes(own) ? [own] : []), ...ranked])].slice(
      0,
      MOST,
    );
    const lines = (name: string) =>
      (["train", "val"] as const).flatMap((pass) =>
        measured.has(`${pass}.${name}`)
          ? [
              {
                name: pass === "train" ? "training" : "validation",
                place: pass === "train" ? 0 : 1,
                points: pointsOf(history, `${pass}.${name}`),
              },
            ]
          : [],
      );
    const mark = best === null ? undefined : { x: best.epoch, name: "best" };
    const charts = ["loss", ...drawn].flatMap((name) => {
      const all = lines(name);
      if (all.length === 0) return [];
      const last = all.map((line) => `${line.name} ${figure(line.points.at(-1)?.[1])} at the end`).join(", ");
      return [
        figureOf(
          titleOf(name),
          lineChart({
            title: `${titleOf(name)} over epochs`,
            description: `${history.length} epochs; ${last}${best === null ? "" : `; the best epoch is ${best.epoch}`}.`,
            x: "epoch",
            y: wordsOf(name),
            lines: all,
            mark,
          }),
          all.length > 1 ? legend(all.map((line) => line.name)) : markup`<p class="note">${all[0]?.name}</p>`,
        ),
      ];
    });
    const rates = new Set(history.map(({ lr }) => lr));
    if (rates.size > 1) {
      charts.push(
        figureOf(
          "Learning rate",
          lineChart({
            title: "Learning rate over epochs",
            description: `From ${history[0]?.lr} to ${history.at(-1)?.lr}.`,
            x: "epoch",
            y: "rate",
            lines: [{ name: "rate", points: history.map(({ epoch, lr }) => [epoch, lr] as const) }],
          }),
        ),
      );
    }
    const seconds = history.reduce((sum, one) => sum + one.seconds, 0);
    const columns = [...measured].sort();
    return [
      markup`<div class="charts">${charts}</div>`,
      facts([
        ["epochs", String(history.length)],
        [
          "best epoch",
          best === null ? "none was measured" : `${best.epoch}${monitor === null ? "" : `, by ${monitor}`}`,
        ],
        ["time", `${seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`}`],
        ...optionRows(config?.options ?? {}),
      ]),
      details(
        "Every epoch as a table",
        table({
          caption: "Figures of each epoch",
          head: ["epoch", "rate", ...columns],
          rows: history.map(({ epoch, lr, figures }) => [
            String(epoch),
            lr.toPrecision(3),
            ...columns.map((name) => figure(figures[name])),
          ]),
        }),
      ),
    ];
  },
};

/** `balancedAccuracy` as words. */
function wordsOf(name: string): string {
  return (
    FIGURE_NAMES[name] ??
    name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  );
}

function titleOf(name: string): string {
  const words = wordsOf(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function pointsOf(history: readonly EpochRecord[], name: string): [number, number | null][] {
  return history.map(({ epoch, figures }) => [epoch, figures[name] ?? null]);
}

/** Options that a reader asks for first. */
const ASKED: readonly (readonly [name: string, label: string])[] = [
  ["optimizer", "optimizer"],
  ["lr", "learning rate"],
  ["batchSize", "batch size"],
  ["weightDecay", "weight decay"],
  ["loss", "loss"],
  ["classWeights", "class weights"],
  ["precision", "precision"],
  ["freeze", "frozen"],
];

function optionRows(options: Readonly<Record<string, unknown>>): [string, string][] {
  return ASKED.flatMap(([name, label]) => {
    const value = options[name];
    if (value === undefined || value === null) return [];
    return [[label, typeof value === "object" ? JSON.stringify(value) : String(value)]];
  });
}
