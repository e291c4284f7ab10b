/** The torchts side of `npm run bench:detectors`; it measures the built package (dist/). */

import type * as Torchts from "../lib/index.ts";
import { NETWORKS } from "./detectors-cases.ts";
import { answerPaired, type Cases } from "./paired-worker.ts";

const torchts = (await import(new URL("../dist/node/index.js", import.meta.url).href)) as typeof Torchts;
const { arange, cat, keep, manualSeed, models, noGrad, optim, rand, scope, setNumThreads, torch } = torchts;

const [HEIGHT, WIDTH, OBJECTS, CLASSES] = [480, 640, 10, 91];

/** An image, ten boxes of 20 to 220 pixels in it, their classes, and with `masks` the boxes' pixels. */
function drawn(masks: boolean): { image: Torchts.Tensor; target: Torchts.DetectionTarget } {
  const image = keep(rand([3, HEIGHT, WIDTH]));
  const near = rand([OBJECTS, 2]).mul(torchts.tensor([WIDTH - 220, HEIGHT - 220]));
  const boxes = keep(cat([near, near.add(rand([OBJECTS, 2]).mul(200).add(20))], { dim: 1 }));
  const labels = keep(arange(1, OBJECTS + 1));
  if (!masks) return { image, target: { boxes, labels } };
  const filled = torch.zeros([OBJECTS, HEIGHT, WIDTH], { dtype: "uint8" });
  for (const [at, [x0, y0, x1, y1]] of (boxes.toArray() as number[][]).entries()) {
    const [left, top, right, bottom] = [x0, y0, x1, y1].map((edge) => Math.trunc(edge as number)) as [
      number,
      number,
      number,
      number,
    ];
    filled
      .select(0, at)
      .narrow(0, top, bottom - top)
      .narrow(1, left, right - left)
      .fill_(1);
  }
  return { image, target: { boxes, labels, masks: keep(filled) } };
}

async function casesOf(name: keyof typeof NETWORKS): Promise<Cases> {
  const { minSize, images } = NETWORKS[name];
  manualSeed(0);
  const model: Torchts.models.FasterRCNN = await models[name]({ numClasses: CLASSES, minSize });
  const samples = Array.from({ length: images }, () => drawn(name.startsWith("mask")));
  const optimizer = new optim.SGD(model.parameters(), { lr: 1e-4, momentum: 0.9 });
  return {
    [`${name} detects`]: () =>
      scope(() => {
        model.eval();
        noGrad(() => model.forward([(samples[0] as (typeof samples)[0]).image]));
      }),
    [`${name} learns`]: () =>
      scope(() => {
        model.train();
        optimizer.zeroGrad();
        const losses = model.forward(
          samples.map(({ image }) => image),
          samples.map(({ target }) => target),
        );
        (Object.values(losses) as Torchts.Tensor[]).reduce((sum, loss) => sum.add(loss)).backward(); // named losses, as it trains
        optimizer.step();
      }),
  };
}

answerPaired(async (threads) => {
  setNumThreads(threads);
  let cases: Cases = {};
  for (const name of Object.keys(NETWORKS) as (keyof typeof NETWORKS)[]) {
    cases = { ...cases, ...(await casesOf(name)) };
  }
  return cases;
});
