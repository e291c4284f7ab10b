/**
 * Nodules of the lung in CT, benign or malignant as four radiologists judged them: the features of a network that was trained on
 * photographs with logistic regression, and the same network fine-tuned.
 *
 *     npx tsx nodules.ts --data FOLDER --weights mobilenet_v2.pth --arm features|finetune [--seed 0] [--out runs/nodules]
 *
 * The folder holds labels.csv, a row for each nodule, and a folder of slices for each. Of a nodule the slice in the middle is taken. folds.csv
 * beside this file says in which fold a patient is: every nodule is judged once, by a model that saw nothing of its patient. Prints one JSON
 * line; progress goes to stderr. nodules.py is the same recipe in Python.
 */

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  cat,
  datasets,
  inferenceMode,
  type data as loading,
  manualSeed,
  metrics,
  models,
  nn,
  optim,
  scope,
  setNumThreads,
  type Tensor,
  tensor,
  train,
  transforms,
} from "torchts";
import { readRows } from "../labels.ts";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    weights: { type: "string", default: "DEFAULT" },
    arm: { type: "string", default: "features" },
    seed: { type: "string", default: "0" },
    threads: { type: "string" },
    out: { type: "string" },
  },
});
const { data: folder, weights, arm } = options;
if (folder === undefined) throw new Error("--data is needed");
if (options.threads !== undefined) setNumThreads(Number(options.threads));
const began = performance.now();
const seed = Number(options.seed);
const out = options.out ?? mkdtempSync(path.join(tmpdir(), "nodules-"));
mkdirSync(out, { recursive: true });
const recipe = JSON.parse(readFileSync(new URL("recipe.json", import.meta.url), "utf8")) as {
  size: number;
  cropScale: [number, number];
  batchSize: number;
  epochs: number;
  lr: number;
  weightDecay: number;
};

// A row for each nodule that most radiologists had an opinion of, with its slice in the middle.
const rows = readRows(path.join(folder, "labels.csv"), [
  ...(["patient_id", "nodule", "slices", "malignancy_ratings", "label"] as const),
]).filter(({ label }) => label !== "indeterminate");
const lines = rows.map(({ patient_id, nodule, slices, malignancy_ratings, label }) => {
  const slice = `LIDC-IDRI-slices/${patient_id}/${nodule}/images/slice-${Math.floor(Number(slices) / 2)}.png`;
  return [slice, label, patient_id, malignancy_ratings].join(",");
});
const table = path.join(out, "nodules.csv");
writeFileSync(table, `${["image,label,patient,ratings", ...lines].join("\n")}\n`);

const { size: cropSize, cropScale: scale, batchSize, epochs, lr, weightDecay } = recipe;
// A slice shows 128 pixels, some 90 mm; the nodule is near the middle, so the middle half is looked at.
const middle = new transforms.CenterCrop(64);
const preset = new transforms.Compose([
  middle,
  new transforms.ImageClassificationPreset({ cropSize, resizeSize: cropSize }),
]);
const augment = new transforms.Compose([
  middle,
  new transforms.ClassificationTrainPreset({ cropSize, scale, hflip: 0.5 }),
]);
const data = await datasets.fromCsv(
  table,
  { image: "image", label: "label", group: "patient", keep: ["ratings"] },
  { root: folder, trainTransform: augment, valTransform: preset },
);
const foldOf = new Map(
  readRows(new URL("folds.csv", import.meta.url).pathname, ["patient", "fold"]).map(
    ({ patient, fold }) => [patient, Number(fold)] as const,
  ),
);
const groups = data.train.groups ?? [];
const folds = [0, 1, 2, 3, 4].map((fold): loading.Fold => {
  const isHeld = (at: number) => foldOf.get(groups[at] as string) === fold;
  const all = groups.map((_, at) => at);
  return { train: all.filter((at) => !isHeld(at)), val: all.filter(isHeld) };
});
manualSeed(seed);
const model = await models.mobilenet_v2({ weights });

/** Features of all slices, (N, 1280), of the network as it came. */
async function featuresOf(): Promise<Tensor> {
  const loader = datasets.imageLoader(data.train.withTransform(preset), { batchSize: 50 });
  const found: Tensor[] = [];
  for await (const { images } of loader) {
    found.push(scope(() => inferenceMode(() => model.eval().features.forward(images).mean([2, 3]))));
  }
  return cat(found);
}

/** P(malignant) of the held-out rows by logistic regression with an L2 penalty, C = 1, as scikit-learn's. */
function regress(x: Tensor, y: Tensor, { train: learned, val }: loading.Fold): number[] {
  return scope(() => {
    const rowsOf = (positions: readonly number[]) => x.index(tensor(positions, { dtype: "int64" }));
    const [known, held] = [rowsOf(learned), rowsOf(val)];
    const mean = known.mean(0);
    const deviation = known.std(0, { correction: 0 }).clamp(1e-12);
    const standard = (one: Tensor) => one.sub(mean).div(deviation);
    const [inputs, targets] = [standard(known), y.index(tensor(learned, { dtype: "int64" }))];
    const layer = new nn.Linear(x.shape[1] as number, 1);
    nn.init.zeros_(layer.weight);
    const optimizer = new optim.LBFGS([...layer.parameters()], {
      lr: 1,
      maxIter: 500,
      lineSearchFn: "strong_wolfe",
    });
    optimizer.step(() => {
      optimizer.zeroGrad();
      const logits = layer.forward(inputs).squeeze(1);
      const loss = nn.functional
        .binaryCrossEntropyWithLogits(logits, targets, { reduction: "sum" })
        .add(layer.weight.pow(2).sum().mul(0.5));
      loss.backward();
      return loss;
    });
    return inferenceMode(() => layer.forward(standard(held)).squeeze(1).sigmoid().tolist() as number[]);
  });
}

const malignant = data.classes.indexOf("malignant");
const { labels, samples } = data.train;
const probabilities = new Array<number>(labels.length);
if (arm === "features") {
  const x = await featuresOf();
  const y = tensor(
    labels.map((label) => Number(label === malignant)),
    { dtype: "float32" },
  );
  for (const fold of folds) {
    const found = regress(x, y, fold);
    for (const [i, at] of fold.val.entries()) probabilities[at] = found[i] as number;
  }
} else {
  const fresh = async () => {
    manualSeed(seed);
    return models.replaceHead(await models.mobilenet_v2({ weights }), data.classes);
  };
  const run = path.join(out, "folds");
  const told = (event: train.FoldEvent<train.ClassificationReport>): void => {
    if (event.type === "end") console.error(`fold ${event.fold} of ${event.folds}`);
  };
  await train.crossValidate(fresh, data, {
    ...{ folds, epochs, batchSize, lr, weightDecay, seed, out: run, overwrite: true },
    onEvent: told,
  });
  const column = `prob_${data.classes[malignant]}`;
  const byFile = new Map(
    readRows(path.join(run, "predictions.csv"), ["file", column]).map((row) => [
      row.file,
      Number(row[column]),
    ]),
  );
  for (const [at, { path: file }] of samples.entries()) probabilities[at] = byFile.get(file) as number;
}

// Every figure is made of one table, with patients drawn whole.
const predictions = path.join(out, `predictions-${arm}.csv`);
const names = data.classes.map((name) => `prob_${name}`).join(",");
const predicted = samples.map(({ path: file, group }, at) => {
  const score = probabilities[at] as number;
  const both = data.classes.map((_, k) => (k === malignant ? score : 1 - score));
  return [path.relative(folder, file), group, data.classes[labels[at] as number], ...both].join(",");
});
writeFileSync(predictions, `${[`file,group,label,${names}`, ...predicted].join("\n")}\n`);
const report = await metrics.fromPredictions(predictions, { positive: "malignant" });
const { value: auc, low, high } = report.figures.auc as metrics.Interval;

/** Agreement with each radiologist, of those nodules of which the radiologist had an opinion. */
const agreement = [0, 1, 2, 3].map((reader) => {
  const judged = samples.flatMap(({ row }, at) => {
    const rating = Number(String(row?.ratings).split("|")[reader]);
    return rating === 3 ? [] : [[Number(rating > 3), Number((probabilities[at] as number) >= 0.5)] as const];
  });
  const kappa = metrics.cohensKappa(
    judged.map(([, own]) => own),
    judged.map(([truth]) => truth),
    { classes: 2 },
  );
  return [`kappa${reader + 1}`, kappa] as const;
});
const seconds = Math.round((performance.now() - began) / 100) / 10;
console.log(
  JSON.stringify({ side: "torchts", arm, seed, auc, low, high, ...Object.fromEntries(agreement), seconds }),
);
