/** The networks and numbers of scripts/fixtures/inside.py. */

import { manualSeed, models, nn, noGrad, type Tensor } from "../../../lib/index.ts";
import { fixtureTensors } from "../../helpers/index.ts";

/** The small convolutional network of the fixture, in evaluation mode; its activations work in place. */
export function smallNet(): nn.Sequential {
  manualSeed(0);
  const head = (): nn.Linear => new nn.Linear(12, 5);
  const model = new nn.Sequential(
    new nn.Conv2d(3, 8, 3, { padding: 1 }),
    new nn.ReLU({ inplace: true }),
    new nn.MaxPool2d(2),
    new nn.Conv2d(8, 12, 3, { padding: 1 }),
    new nn.ReLU({ inplace: true }),
    new nn.AdaptiveAvgPool2d(1),
    new nn.Flatten(),
    head(),
  );
  noGrad(() => model.getParameter("7.weight").mul_(20));
  return model.eval();
}

/** The small Vision Transformer of the fixture. */
export function smallTransformer(): models.VisionTransformer {
  manualSeed(0);
  const shape = { imageSize: 32, patchSize: 8, numLayers: 3, numHeads: 2, hiddenDim: 16, mlpDim: 32 };
  return new models.VisionTransformer({ ...shape, numClasses: 10 }).eval();
}

// Outside every scope, so that no test's scope frees it.
const { tensors } = fixtureTensors("inside");

/** A tensor of test/fixtures/inside.safetensors. */
export function fixed(name: string): Tensor {
  const found = tensors[name];
  if (found === undefined) throw new Error(`the inside fixture has no ${name}`);
  return found;
}
