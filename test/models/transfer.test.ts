/**
 * The recipe of examples/brain-tumor-transfer on the same batches as Python: a partly frozen ResNet-18 through
 * `train.fit`, against the loop a careful PyTorch user writes.
 */

import { expect, test } from "vitest";
import { manualSeed, models, randint, randn, setNumThreads, type Tensor, train } from "../../lib/index.ts";
import { expectClose, findPython, runPython } from "../helpers/index.ts";

const LOSS_RTOL = 1e-4;
const PARAMETER_RTOL = 1e-4;
const LONG_TIMEOUT = 240_000;
const [BATCHES, BATCH, SIZE, CLASSES, EPOCHS] = [4, 8, 64, 4, 2];

const python = findPython(["torch", "torchvision"]);

test.skipIf(python === undefined)(
  "train.fit with conv1 to layer3 frozen gives Python's losses and parameters",
  async () => {
    setNumThreads(1);
    manualSeed(11);
    const model = await models.resnet18({ numClasses: CLASSES, zeroInitResidual: true });
    model.requiresGrad_(false);
    model.layer4.requiresGrad_(true);
    model.fc.requiresGrad_(true);

    const batches = Array.from({ length: BATCHES }, () => ({
      images: randn([BATCH, 3, SIZE, SIZE]),
      labels: randint(CLASSES, [BATCH]),
    }));
    const inputs: Record<string, Tensor> = {};
    for (const [key, value] of model.stateDict()) inputs[`state.${key}`] = value.clone();
    for (const [i, { images, labels }] of batches.entries()) {
      inputs[`images.${i}`] = images;
      inputs[`labels.${i}`] = labels;
    }

    const losses: number[] = [];
    const loader = {
      length: BATCHES,
      async *[Symbol.asyncIterator]() {
        yield* batches;
      },
    };
    const classes = Array.from({ length: CLASSES }, (_, i) => String(i));
    await train.fit(
      model,
      { train: loader, classes },
      {
        epochs: EPOCHS,
        lr: 1e-3,
        weightDecay: 0.01,
        device: "cpu",
        onEvent: (event) => {
          if (event.type === "step") losses.push(event.loss);
        },
      },
    );

    const { outputs, result } = await runPython(
      `
      import math
      torch.set_num_threads(1)
      model = import_torchvision().models.resnet18(num_classes=args["classes"])
      model.load_state_dict({k[6:]: v for k, v in inputs.items() if k.startswith("state.")})
      frozen = [model.conv1, model.bn1, model.layer1, model.layer2, model.layer3]
      for part in frozen:
          part.requires_grad_(False)
      trained = [p for p in model.parameters() if p.requires_grad]
      optimizer = torch.optim.AdamW(trained, lr=1e-3, weight_decay=0.01)
      steps = args["epochs"] * args["batches"]
      cosine = lambda step: (1 + math.cos(math.pi * step / steps)) / 2
      scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, cosine)
      result = []
      for epoch in range(args["epochs"]):
          model.train()
          for part in frozen:
              part.eval()
          for i in range(args["batches"]):
              optimizer.zero_grad()
              output = model(inputs[f"images.{i}"])
              loss = torch.nn.functional.cross_entropy(output, inputs[f"labels.{i}"])
              loss.backward()
              optimizer.step()
              scheduler.step()
              result.append(loss.item())
      outputs.update(model.state_dict())
      `,
      { inputs, args: { classes: CLASSES, epochs: EPOCHS, batches: BATCHES }, threads: 1 },
    );

    expect(losses).toHaveLength(EPOCHS * BATCHES);
    expectClose(losses, result as number[], LOSS_RTOL, "losses");
    for (const [key, value] of model.stateDict()) {
      const theirs = outputs[key] as Tensor;
      if (value.dtype === "int64") expect(value.item(), key).toBe(theirs.item());
      else expectClose(value, theirs, PARAMETER_RTOL, key);
    }
    // Frozen is frozen: parameters and running statistics as they were.
    for (const key of ["conv1.weight", "layer3.1.bn2.running_mean"]) {
      expectClose(model.stateDict().get(key) as Tensor, inputs[`state.${key}`] as Tensor, 0, key);
    }
  },
  LONG_TIMEOUT,
);
