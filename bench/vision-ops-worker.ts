/** The torchts side of `npm run bench:vision-ops`, over the process's IPC channel; it measures the built package (dist/). */

import type * as Torchts from "../lib/index.ts";
import { answerPaired } from "./paired-worker.ts";
import type { CASES } from "./vision-ops-cases.ts";

const torchts = (await import(new URL("../dist/node/index.js", import.meta.url).href)) as typeof Torchts;
const { boxes, cat, keep, manualSeed, noGrad, ops, rand, randn, scope, setNumThreads, torch } = torchts;

type Name = (typeof CASES)[number];

/** Boxes with sides of 8 to 72 pixels in an image of so many. */
function boxesIn(count: number, width: number, height: number): Torchts.Tensor {
  const near = rand([count, 2]).mul(torchts.tensor([width, height]));
  return cat([near, near.add(rand([count, 2]).mul(64).add(8))], { dim: 1 });
}

function makeCases(): Record<Name, () => unknown> {
  manualSeed(0);
  const nms = (count: number, side: number): (() => unknown) => {
    const all = keep(boxesIn(count, side, side));
    const scores = keep(rand([count]));
    return () => boxes.nms(all, scores, 0.5);
  };
  const suppressions = {
    "nms 1000 crowded": nms(1000, 100),
    "nms 1000 apart": nms(1000, 1000),
    "nms 20000 crowded": nms(20_000, 400),
    "nms 20000 apart": nms(20_000, 4000),
  };
  const features = keep(randn([1, 256, 200, 272]));
  const image = torch.zeros([1000, 1]);
  const rois = keep(cat([image, boxesIn(1000, 1016, 728)], { dim: 1 }));
  const weight = keep(randn([1000, 256, 7, 7]));
  const align = (input: Torchts.Tensor): Torchts.Tensor =>
    ops.call<Torchts.Tensor>("torchvision::roi_align", input, rois, 0.25, 7, 7, 2, false);
  return {
    ...suppressions,
    roi_align: () => noGrad(() => align(features)),
    "roi_align with gradient": () => align(features.detach().requiresGrad_()).backward(weight),
  };
}

answerPaired((threads) => {
  setNumThreads(threads);
  boxes.nms(torch.zeros([0, 4]), torch.zeros([0]), 0.5); // opens the library
  const cases = Object.entries(makeCases());
  return Object.fromEntries(cases.map(([name, call]) => [name, () => scope(() => void call())]));
});
