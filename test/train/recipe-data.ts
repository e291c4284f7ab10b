/** The batches and the network that scripts/fixtures/train_more.py trains on. */
import type { Tensor } from "../../lib/tensor/index.ts";
import type { LabelledBatch } from "../../lib/train/index.ts";
import { fixtureTensors } from "../helpers/index.ts";
import { Net } from "./convnet.ts";

const { tensors } = fixtureTensors("train-parts");

/** Batches of an epoch. */
export const BATCHES = 7;

/** The first batches of the fixture, anew on each iteration. */
export class RecipeLoader implements AsyncIterable<LabelledBatch> {
  readonly length: number;
  constructor(length = BATCHES) {
    this.length = length;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<LabelledBatch> {
    for (let batch = 0; batch < this.length; batch++) {
      yield {
        images: (tensors.images as Tensor).index(batch),
        labels: (tensors.labels as Tensor).index(batch),
      };
    }
  }
}

/** The network with the fixture's first parameters. */
export function recipeNet(): Net {
  const net = new Net();
  const start = Object.entries(tensors).filter(([name]) => name.startsWith("start."));
  net.loadStateDict(new Map(start.map(([name, value]) => [name.slice("start.".length), value])));
  return net;
}
