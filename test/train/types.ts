/**
 * What the types of training allow and refuse. Nothing here runs: `tsc` compiles it with the rest (npm run check), and
 * each `@ts-expect-error` fails the compilation where the line below it is accepted.
 */
import { datasets, models, train } from "../../lib/index.ts";

/** The report is that of the data's task, in results, events and evaluation. */
export async function reports(): Promise<void> {
  const masks = await datasets.SegmentationFolder.open("polyps");
  const images = await datasets.ImageFolder.open("images");
  const fcn = await models.fcn_resnet50();
  const run = await train.fit(fcn, masks, {
    epochs: 1,
    onEvent: (event) => {
      if (event.type === "epoch") event.report?.pooled.mean.dice satisfies number | undefined;
    },
  });
  run.report?.perImage.mean.hausdorff95 satisfies number | undefined;
  // @ts-expect-error masks have no AUC
  run.report?.auc;
  (await train.evaluate(fcn, masks.train, { distances: true })).confusion satisfies number[][];

  const resnet = await models.resnet18();
  const classified = await train.fit(resnet, images, { epochs: 1, topK: [5] });
  classified.report?.auc satisfies number | undefined;
  // @ts-expect-error labels have no Dice
  classified.report?.pooled;
  // @ts-expect-error distances are of masks
  await train.evaluate(resnet, images.train, { distances: true });
  // @ts-expect-error a network that gives { out, aux } is no classifier
  await train.fit(fcn, images, { epochs: 1 });
  // @ts-expect-error masks need to say what they mean
  await train.fit(fcn, { train: masks.loader("train"), classes: ["a", "b"] }, { epochs: 1 });
}
