/**
 * Seven kinds of skin lesions: a MobileNet V2 with ImageNet's values, or another network of the zoo.
 *
 *     npx tsx finetune.ts --data FOLDER --weights mobilenet_v2.pth --seed 0 [--part val] [--out runs/lesions]
 *     npx tsx finetune.ts --data FOLDER --model inception_v3 --set '{"size":299}' [--weights none]
 *
 * The folder holds metadata.csv and the images that it names. split.csv beside this file says which lesions are in which part. Prints one
 * JSON line, with figures by age, sex and site; progress goes to stderr. finetune.py is the same recipe in Python.
 */

import path from "node:path";
import { fileURLToPath } from "node:url";
import { datasets, metrics, train } from "torchts";
import { endsOf, setting } from "../classifier.ts";
import { groupOf, valuesOf } from "./table.ts";

const given = setting(new URL("recipe.json", import.meta.url), {
  model: "mobilenet_v2",
  split: fileURLToPath(new URL("split.csv", import.meta.url)),
});

// Several images of one lesion are in one part.
const data = await datasets.fromCsv(
  path.join(given.data, "metadata.csv"),
  { image: "file", label: "dx", group: "lesion_id", keep: ["age", "sex", "localization"] },
  { split: given.more.split, ...given.transforms },
);
const { weights, size: imageSize } = given;
const { model } = await train.loadForClasses(given.more.model, data.classes.length, { weights, imageSize });
const auxiliary = model.stateDict().get("AuxLogits.fc.weight");
const before = auxiliary?.clone();
await train.fit(model, data, {
  ...given.fit,
  onEvent: (event) => {
    if (event.type === "epoch")
      console.error(`epoch ${event.record.epoch}: loss ${event.record.trainLoss.toFixed(4)}`);
  },
});

// Every figure is made of one table, with lesions drawn whole.
const held = data[given.part];
if (held === null) throw new Error(`there is no ${given.part} part`);
await train.evaluate(model, held, { classes: data.classes, out: given.predictions });
const { figures, subgroups, samples, groups } = await metrics.fromPredictions(given.predictions, {
  by: ["sex", { column: "age", cuts: [40, 60] }, "localization"],
});
given.tell({
  ...valuesOf(figures),
  interval: endsOf(figures.balancedAccuracy),
  // How far the auxiliary head's last layer moved, in norms of what it was.
  ...(auxiliary && before && { auxMoved: Number(auxiliary.sub(before).norm().div(before.norm()).item()) }),
  groups: [{ column: "all", value: "", samples, groups, figures }, ...subgroups].map(groupOf),
});
