/** The small convnet of scripts/fixtures/train.py, and its fixture as loaders. */
import { BatchNorm2d, Conv2d, Dropout, Linear, Module } from "../../lib/nn/index.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import type { LoaderData } from "../../lib/train/index.ts";
import { fixtureTensors } from "../helpers/index.ts";

/** Two convolutions with BatchNorm, and a head for three classes: (N, 3, H, W) -> (N, 3). */
export class Net extends Module {
  conv1 = new Conv2d(3, 6, 3, { padding: 1, bias: false });
  bn1 = new BatchNorm2d(6);
  conv2 = new Conv2d(6, 8, 3, { stride: 2, padding: 1, bias: false });
  bn2 = new BatchNorm2d(8);
  fc = new Linear(8, 3);

  override forward(x: Tensor): Tensor {
    let y = this.bn1.forward(this.conv1.forward(x)).relu();
    y = this.bn2.forward(this.conv2.forward(y)).relu();
    return this.fc.forward(y.mean([2, 3]));
  }
}

/** Names of the three classes. */
export const CLASSES = ["a", "b", "c"];

const { tensors } = fixtureTensors("train");

/** A tensor of the fixture. */
export function fixture(name: string): Tensor {
  const found = tensors[name];
  if (found === undefined) throw new Error(`the train fixture has no ${name}`);
  return found;
}

/** The fixture's tensors whose names start so, by the rest of their names. */
export function fixtureGroup(prefix: string): Map<string, Tensor> {
  return new Map(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  );
}

/** The network with the fixture's parameters. */
export function startNet(): Net {
  const net = new Net();
  net.loadStateDict(fixtureGroup("start."));
  return net;
}

/** The fixture's batches, anew on each iteration and always the same. */
export class FixtureLoader implements AsyncIterable<{ images: Tensor; labels: Tensor }> {
  readonly length: number;

  constructor(length = 5) {
    this.length = length;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<{ images: Tensor; labels: Tensor }> {
    for (let batch = 0; batch < this.length; batch++) {
      yield { images: fixture("images").index(batch), labels: fixture("labels").index(batch) };
    }
  }
}

/** Training and validation on the fixture's batches. */
export function fixtureData(): LoaderData {
  return { train: new FixtureLoader(), val: new FixtureLoader(2), classes: CLASSES };
}

/** The net with a dropout before its head, so that the generator's state matters. */
export class DropNet extends Net {
  drop = new Dropout({ p: 0.3 });

  override forward(x: Tensor): Tensor {
    let y = this.bn1.forward(this.conv1.forward(x)).relu();
    y = this.bn2.forward(this.conv2.forward(y)).relu();
    return this.fc.forward(this.drop.forward(y.mean([2, 3])));
  }
}

/** It, with the fixture's parameters. */
export function dropNet(): DropNet {
  const net = new DropNet();
  net.loadStateDict(startNet().stateDict());
  return net;
}
