/**
 * Fourteen findings in chest X-rays, each yes or no, several at once: a MobileNet V2 with ImageNet's values and a sigmoid for each.
 *
 *     npx tsx finetune.ts --data FOLDER --weights mobilenet_v2.pth --seed 0 [--part val] [--out runs/chest]
 *
 * The folder holds labels.csv with a column of 0 and 1 for each finding, and the images that it names. split.csv beside this file says which
 * patients are in which part. Prints one JSON line; progress goes to stderr. finetune.py is the same recipe in Python.
 */

import path from "node:path";
import { fileURLToPath } from "node:url";
import { datasets, metrics, models, train } from "torchts";
import { endsOf, setting } from "../classifier.ts";

const labels = [
  ...[
    "Atelectasis",
    "Cardiomegaly",
    "Effusion",
    "Infiltration",
    "Mass",
    "Nodule",
    "Pneumonia",
    "Pneumothorax",
  ],
  ...["Consolidation", "Edema", "Emphysema", "Fibrosis", "Pleural_Thickening", "Hernia"],
];
const given = setting(new URL("recipe.json", import.meta.url));

// The published parts share patients; those of split.csv do not.
const data = await datasets.fromCsv(
  path.join(given.data, "labels.csv"),
  { image: "file", labels, group: "Patient ID", split: null, keep: ["Patient Age", "Patient Gender"] },
  { split: fileURLToPath(new URL("split.csv", import.meta.url)), ...given.transforms },
);
const model = models.replaceHead(await models.mobilenet_v2({ weights: given.weights }), data.classes);
await train.fit(model, data, {
  ...given.fit,
  onEvent: (event) => {
    if (event.type === "epoch")
      console.error(`epoch ${event.record.epoch}: loss ${event.record.trainLoss.toFixed(4)}`);
  },
});
const held = data[given.part];
if (held === null) throw new Error(`there is no ${given.part} part`);
const { classes } = data;
const { macro, perLabel } = await train.evaluate(model, held, { classes, out: given.predictions });
// Patients are drawn whole.
const { figures } = await metrics.fromPredictions(given.predictions);
given.tell({
  auc: macro.auc,
  labels: perLabel.filter(({ auc }) => !Number.isNaN(auc)).length,
  interval: endsOf(figures.auc),
});
