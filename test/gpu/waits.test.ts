// How often the host waits for a device: once for the numbers of a step, and the event loop never.
import { expect } from "vitest";
import {
  data,
  inferenceMode,
  models,
  nn,
  noGrad,
  optim,
  rand,
  randint,
  randn,
  type Tensor,
  tensor,
  train,
  zeros,
} from "../../lib/index.ts";
import { fixture, fixtureData, startNet } from "../train/convnet.ts";
import { Batches } from "../train/masks.ts";
import { copies, DEVICE, gpu, hostWaits, loopWaits, standinOnly, withFloat64 } from "./device.ts";

interface Counted {
  /** Of any thread. */
  waits: number;
  /** Of the event loop's. */
  loop: number;
  /** Copies to the device that were waited for. */
  up: number;
  /** Copies from it that were. */
  down: number;
}

function counted(): Counted {
  const { up, down } = copies();
  return { waits: hostWaits(), loop: loopWaits(), up, down };
}

function since(before: Counted): Counted {
  const now = counted();
  return {
    waits: now.waits - before.waits,
    loop: now.loop - before.loop,
    up: now.up - before.up,
    down: now.down - before.down,
  };
}

const MASKS = { name: "segmentation", kind: "multiclass" } as const;

/** Images of noise, and masks of two classes. */
function maskedImages(batches: number): Batches<train.MaskBatch> {
  return new Batches(
    Array.from({ length: batches }, () => ({
      images: randn([2, 3, 16, 16]),
      masks: randint(2, [2, 16, 16]),
    })),
  );
}

const NONE: Counted = { waits: 0, loop: 0, up: 0, down: 0 };
const ONCE: Counted = { waits: 1, loop: 0, up: 0, down: 0 };

const FEW = 3;
const MANY = 11;

/** What each further batch costs a run, all of it: what is read once, or at the end of an epoch, is in both. */
async function costOfBatches(run: (batches: number) => Promise<unknown>): Promise<Counted> {
  const costs: Counted[] = [];
  for (const batches of [FEW, MANY]) {
    const before = counted();
    await run(batches);
    costs.push(since(before));
  }
  const [few, many] = costs as [Counted, Counted];
  const each = (key: keyof Counted): number => (many[key] - few[key]) / (MANY - FEW);
  return { waits: each("waits"), loop: each("loop"), up: each("up"), down: each("down") };
}

/** So many of the fixture's batches, over and over. */
function labelled(batches: number): train.LoaderData {
  const all = Array.from({ length: batches }, (_, i) => ({
    images: fixture("images").index(i % 5),
    labels: fixture("labels").index(i % 5),
  }));
  return { train: new Batches(all), classes: ["a", "b", "c"] };
}

/** Without guards, which look now and then. */
const UNWATCHED = { guards: false } as const;

const RECIPES: Record<string, Partial<train.FitOptions>> = {
  AdamW: { optimizer: "adamw" },
  SGD: { optimizer: "sgd" },
  "clipped gradients": { optimizer: "adamw", gradientClip: 0.5 },
  "accumulated gradients": { optimizer: "adamw", accumulate: 2 },
  "averaged weights": { optimizer: "adamw", ema: 0.9 },
  "class weights": { optimizer: "adamw", classWeights: [1, 2, 3] },
};

for (const [name, recipe] of Object.entries(RECIPES)) {
  standinOnly(`fit waits once a step, with ${name}`, async () => {
    const cost = await costOfBatches((batches) =>
      train.fit(startNet(), labelled(batches), {
        lr: 0.01,
        seed: 7,
        epochs: 1,
        device: DEVICE,
        ...UNWATCHED,
        ...recipe,
      }),
    );
    expect(cost).toEqual(ONCE);
  });
}

standinOnly("a step of a ResNet-18 waits once, and never before its backward pass", async () => {
  const model = (await models.resnet18({ weights: null, numClasses: 3 })).to(DEVICE);
  const between: Counted[] = [];
  let begun: Counted | null = null;
  model.registerForwardPreHook(() => {
    begun = counted();
  });
  model.registerForwardHook((_module, _inputs, output) => {
    if (!model.training) return;
    (output as Tensor).registerHook(() => {
      // The event loop's alone: what it waits for is not the last step's numbers, which arrive meanwhile.
      between.push(since(begun as Counted));
    });
  });
  const cost = await costOfBatches((batches) =>
    train.fit(model, labelled(batches), {
      lr: 0.01,
      epochs: 1,
      optimizer: "adamw",
      device: DEVICE,
      ...UNWATCHED,
    }),
  );
  expect(cost).toEqual(ONCE);
  expect(between).toHaveLength(FEW + MANY);
  for (const one of between) expect(one).toMatchObject({ loop: 0, up: 0, down: 0 });
});

standinOnly("fit on masks waits once a step", async () => {
  const model = (await models.unet({ numClasses: 2, width: 4, depth: 2 })).to(DEVICE);
  const cost = await costOfBatches((batches) => {
    const given = { train: maskedImages(batches), classes: ["background", "square"], task: MASKS };
    return train.fit(model, given, { lr: 0.01, epochs: 1, optimizer: "adamw", device: DEVICE, ...UNWATCHED });
  });
  expect(cost).toEqual(ONCE);
});

standinOnly(
  "with all guards, whose numbers come along with the loss, fit waits once a step too",
  async () => {
    const cost = await costOfBatches((batches) =>
      train.fit(startNet().to(DEVICE), labelled(batches), { lr: 0.01, seed: 7, epochs: 1, device: DEVICE }),
    );
    expect(cost).toEqual(ONCE);
  },
);

standinOnly("trainStep waits once, for its loss, its metrics and whether all is finite", async () => {
  const model = startNet().to(DEVICE);
  const optimizer = new optim.AdamW(model.parameters(), { lr: 0.01 });
  const metrics = { own: new train.ClassificationMetrics(["a", "b", "c"]) };
  const batch = { images: fixture("images").index(0), labels: fixture("labels").index(0) };
  await train.trainStep(model, batch, { optimizer, metrics });
  const before = counted();
  const loss = await train.trainStep(model, batch, { optimizer, metrics, gradientClip: 1 });
  expect(since(before)).toEqual(ONCE);
  expect(loss).toBeGreaterThan(0);
  expect(metrics.own.report().count).toBe(2 * (batch.labels.shape[0] as number));
});

gpu("trainStep gives the CPU's losses, and what is not finite changes nothing on the device", async () => {
  const batch = { images: fixture("images").index(0), labels: fixture("labels").index(0) };
  const lossesOn = async (device: "cpu" | typeof DEVICE): Promise<number[]> => {
    const model = startNet().to(device);
    const optimizer = new optim.AdamW(model.parameters(), { lr: 0.01 });
    const losses: number[] = [];
    for (let i = 0; i < 3; i++) losses.push(await train.trainStep(model, batch, { optimizer }));
    const odd = { ...batch, images: batch.images.mul(Number.NaN) };
    const before = new Map([...model.stateDict()].map(([key, value]) => [key, value.cpu().clone()]));
    await expect(train.trainStep(model, odd, { optimizer })).rejects.toThrow(train.NonFiniteLossError);
    for (const [key, value] of model.stateDict()) {
      expect(value.cpu().equal(before.get(key) as Tensor), key).toBe(true);
    }
    expect([...model.parameters()].every(({ grad }) => grad === null)).toBe(true);
    losses.push(await train.trainStep(model, batch, { optimizer }));
    return losses;
  };
  const [onCpu, onDevice] = [await lossesOn("cpu"), await lossesOn(DEVICE)];
  for (const [i, loss] of onDevice.entries()) expect(loss).toBeCloseTo(onCpu[i] ?? Number.NaN, 2);
});

standinOnly("evaluate waits once a batch", async () => {
  const model = startNet().to(DEVICE);
  const before = counted();
  await train.evaluate(model, fixtureData().train, { classes: ["a", "b", "c"] });
  const { waits, ...rest } = since(before);
  expect(waits).toBe(fixtureData().train.length);
  expect(rest).toEqual({ loop: 0, up: 0, down: 0 });
});

standinOnly("a Swin's forward pass never waits, the first of a size neither", async () => {
  const model = (await models.swin_t({ weights: null, numClasses: 3 })).to(DEVICE).eval();
  for (const size of [224, 224, 256]) {
    const image = randn([1, 3, size, size], { device: DEVICE });
    const before = counted();
    noGrad(() => model.forward(image));
    expect(since(before)).toEqual(NONE);
  }
});

gpu("a Swin's kept masks are those of each image's size, in and out of inference mode", async () => {
  const block = new models.SwinTransformerBlock(8, 2, { windowSize: [4, 4], shiftSize: [2, 2] }).eval();
  const images = [randn([1, 8, 8, 8]), randn([1, 12, 8, 8])];
  const expected = images.map((image) => noGrad(() => block.forward(image)));
  block.to(DEVICE);
  for (const at of [0, 1, 0, 1]) {
    const image = (images[at] as Tensor).to(DEVICE);
    const made = [inferenceMode(() => block.forward(image)), block.forward(image)];
    for (const one of made) {
      const apart = one
        .detach()
        .cpu()
        .sub(expected[at] as Tensor)
        .abs()
        .max()
        .item();
      expect(apart).toBeLessThan(1e-2); // TF32
    }
    made[1]?.sum().backward();
  }
});

standinOnly("a number that is written or made on the device is not copied there", () => {
  const x = zeros([4, 4], { device: DEVICE });
  const mask = x.eq(0);
  const writes: Record<string, () => unknown> = {
    row: () => x.indexPut_([1], 3),
    "row, added": () => x.indexPut_([1], 0.5, { accumulate: true }),
    mask: () => x.indexPut_([mask], 2),
    tensor: () => tensor(5, { device: DEVICE }),
    "tensor of one": () => tensor([[5]], { device: DEVICE, dtype: "int64" }),
  };
  for (const [name, write] of Object.entries(writes)) {
    const before = counted();
    write();
    expect(since(before), name).toEqual(NONE);
  }
});

gpu("numbers written and made on the device are the CPU's, in every dtype", () => {
  for (const dtype of [
    "float32",
    "float64",
    "float16",
    "bfloat16",
    "int64",
    "int32",
    "uint8",
    "bool",
  ] as const) {
    for (const value of [1, 0, dtype === "uint8" || dtype === "bool" ? 1 : -3]) {
      const on = (device: "cpu" | typeof DEVICE): unknown[] => {
        const x = zeros([2, 3], { dtype, device });
        x.indexPut_([1], value);
        const y = zeros([2, 3], { dtype, device }).indexPut_(
          [tensor([0, 1], { dtype: "int64", device })],
          value,
        );
        const z = zeros([2, 3], { dtype, device });
        z.indexPut_([z.eq(0)], value);
        return [x, y, z, tensor(value, { dtype, device })].map((one) => one.cpu().toArray());
      };
      expect(on(DEVICE), `${dtype} ${value}`).toEqual(on("cpu"));
    }
  }
  expect(tensor([1e300], { dtype: "float16", device: DEVICE }).item()).toBe(Number.POSITIVE_INFINITY);
  expect(tensor(2n ** 62n, { device: DEVICE }).item<bigint>()).toBe(2n ** 62n);
});

standinOnly("what is asked for together is waited for once, device by device", async () => {
  const [a, b] = [tensor([1, 2], { device: "cuda:0" }), tensor([3, 4], { device: "cuda:1" })];
  const before = counted();
  const all = await Promise.all([a.dataAsync(), a.sum().itemAsync(), b.dataAsync(), b.max().itemAsync()]);
  expect(all).toEqual([Float32Array.of(1, 2), 3, Float32Array.of(3, 4), 4]);
  expect(since(before)).toEqual({ waits: 2, loop: 0, up: 0, down: 0 });
});

gpu("what arrives is what was there when it was asked for, whatever layout it has", async () => {
  const x = rand([3, 4]);
  const on = x.to(DEVICE);
  const asked = [on.dataAsync(), on.t().dataAsync(), on.half().dataAsync(), on.gt(0.5).dataAsync()];
  const empty = zeros([0], { device: DEVICE }).dataAsync();
  const integer = tensor(7n, { device: DEVICE }).itemAsync();
  const truth = on.gt(2).any().itemAsync<boolean>();
  on.fill_(0);
  on.dispose();
  const [plain, turned, half, mask] = await Promise.all(asked);
  expect(plain).toEqual(x.data());
  expect(turned).toEqual(x.t().data());
  expect(half).toEqual(x.half().data());
  expect(mask).toEqual(x.gt(0.5).data());
  expect(await empty).toEqual(new Float32Array(0));
  expect(await integer).toBe(7);
  expect(await truth).toBe(false);
  await expect(zeros([2], { device: DEVICE }).itemAsync()).rejects.toThrow(/itemAsync/);
});

gpu("a loader pins its batches, which are copied to the device without a wait", async () => {
  const dataset = new data.ArrayDataset(
    Array.from({ length: 4 }, (_, i) => ({
      image: tensor([i, i]),
      more: [tensor([i])],
      label: i,
      name: `${i}`,
    })),
  );
  const before = copies();
  const values: number[][] = [];
  interface Batch {
    image: Tensor;
    more: [Tensor];
    name: string[];
  }
  for await (const batch of new data.DataLoader<unknown, Batch>(dataset, { batchSize: 2, pinMemory: true })) {
    expect(batch.image.isPinned()).toBe(true);
    expect(batch.more[0].isPinned()).toBe(true);
    expect(batch.name).toHaveLength(2);
    const on = batch.image.to(DEVICE, { nonBlocking: true });
    values.push(...(on.cpu().toArray() as number[][]));
    data.freeBatch(batch);
  }
  expect(values).toEqual([0, 1, 2, 3].map((i) => [i, i]));
  expect(copies().up).toBe(before.up);
});

standinOnly("training needs no float64 of the device, which Apple's have not", async () => {
  const before = withFloat64(false);
  try {
    expect(() => zeros([1], { dtype: "float64", device: DEVICE })).toThrow(/float64/);
    const { val } = fixtureData();
    const model = startNet();
    await train.fit(model, fixtureData(), {
      epochs: 2,
      device: DEVICE,
      gradientClip: 1,
      classWeights: [1, 2, 3],
    });
    await train.evaluate(model, val as NonNullable<typeof val>, { classes: ["a", "b", "c"] });
    const unet = await models.unet({ numClasses: 2, width: 4, depth: 2 });
    const classes = ["background", "square"];
    const masks = { train: maskedImages(3), val: maskedImages(2), classes, task: MASKS };
    await train.fit(unet, masks, { epochs: 1, device: DEVICE, classWeights: [1, 2] });
    const transform = (x: Tensor): Tensor => x.float().div(255);
    const [made] = await train.predict(model, [zeros([3, 8, 8], { dtype: "uint8" })], {
      classes: ["a", "b", "c"],
      transform,
    } as never);
    expect(made).toBeDefined();
    expect(nn.functional.softmax(zeros([2], { device: DEVICE }), 0).dtype).toBe("float32");
  } finally {
    withFloat64(before);
  }
});
