/**
 * Grades of diabetic retinopathy, none to proliferative, in their order: a MobileNet V2 with ImageNet's values and cumulative logits.
 *
 *     npx tsx finetune.ts --data retinamnist.npz --weights mobilenet_v2.pth --seed 0 [--part val] [--out runs/grades]
 *
 * The archive is MedMNIST's, with its own parts. Prints one JSON line; progress goes to stderr. finetune.py is the same recipe in
 * Python.
 */

import { datasets, metrics, models, train } from "torchts";
import { endsOf, setting } from "../classifier.ts";

const classes = ["none", "mild", "moderate", "severe", "proliferative"];
const given = setting(new URL("recipe.json", import.meta.url));
const data = await datasets.imagesFromNpz(given.data, { task: "ordinal", classes, ...given.transforms });
// Four questions for five grades: is it above none, above mild, ...
const model = models.replaceHead(await models.mobilenet_v2({ weights: given.weights }), classes.length - 1);
await train.fit(model, data, {
  ...given.fit,
  onEvent: (event) => {
    if (event.type === "epoch")
      console.error(`epoch ${event.record.epoch}: loss ${event.record.trainLoss.toFixed(4)}`);
  },
});
const held = data[given.part];
if (held === null) throw new Error(`there is no ${given.part} part`);
const { task } = data;
const { kappa, accuracy, withinOne } = await train.evaluate(model, held, {
  ...{ classes, task, out: given.predictions },
});
const { figures } = await metrics.fromPredictions(given.predictions);
given.tell({ kappa, accuracy, withinOne, interval: endsOf(figures.quadraticKappa) });
