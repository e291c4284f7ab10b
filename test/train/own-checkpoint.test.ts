// Checkpoints of a loop of one's own: PyTorch's go on here, ours go on there, and what does not fit is said.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { io, nn, optim, type Tensor, tensor, train } from "../../lib/index.ts";
import { AbortError, ArgumentError, FileFormatError, StateDictError } from "../../lib/native/errors.ts";
import { expectClose, expectSame, findPython, relativeError, runPython } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, fixture, fixtureData, fixtureGroup, Net, startNet } from "./convnet.ts";

/** Relative error of float32 after a dozen steps. */
const RTOL = 1e-5;
/** Batches of an epoch, and epochs: half of them before the checkpoint. */
const [BATCHES, EPOCHS] = [3, 4];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-own-checkpoint-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Optimizer and scheduler of a loop, here and in Python. */
interface Recipe {
  optimizer: (net: Net) => optim.AnyOptimizer;
  scheduler: (optimizer: optim.AnyOptimizer) => optim.LRScheduler;
  python: [optimizer: string, scheduler: string];
}

const { StepLR, CosineAnnealingLR } = optim.lrScheduler;
const RECIPES: Record<string, Recipe> = {
  "SGD with momentum and StepLR": {
    optimizer: (net) => new optim.SGD(net.parameters(), { lr: 0.05, momentum: 0.9, weightDecay: 1e-3 }),
    scheduler: (optimizer) => new StepLR(optimizer, { stepSize: 1, gamma: 0.5 }),
    python: ["SGD(p, lr=0.05, momentum=0.9, weight_decay=1e-3)", "StepLR(o, step_size=1, gamma=0.5)"],
  },
  "AdamW and CosineAnnealingLR": {
    optimizer: (net) => new optim.AdamW(net.parameters(), { lr: 0.01, weightDecay: 0.05 }),
    scheduler: (optimizer) => new CosineAnnealingLR(optimizer, { tMax: EPOCHS }),
    python: ["AdamW(p, lr=0.01, weight_decay=0.05)", `CosineAnnealingLR(o, T_max=${EPOCHS})`],
  },
};

/** A loop of one's own over the fixture's batches, from one epoch to another; its losses. */
async function loop(
  model: Net,
  optimizer: optim.AnyOptimizer,
  scheduler: optim.LRScheduler,
  epochs: readonly [from: number, to: number],
): Promise<number[]> {
  const losses: number[] = [];
  for (let epoch = epochs[0]; epoch < epochs[1]; epoch++) {
    for await (const batch of new FixtureLoader(BATCHES)) {
      losses.push(await train.trainStep(model, batch, { optimizer }));
    }
    scheduler.step();
  }
  return losses;
}

/** The same in Python: `run(model, optimizer, scheduler, epochs)` gives the losses. */
const PYTHON = `
import torch
from torch.optim import SGD, AdamW
from torch.optim.lr_scheduler import StepLR, CosineAnnealingLR
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 6, 3, padding=1, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(6)
        self.conv2 = torch.nn.Conv2d(6, 8, 3, stride=2, padding=1, bias=False)
        self.bn2 = torch.nn.BatchNorm2d(8)
        self.fc = torch.nn.Linear(8, 3)
    def forward(self, x):
        y = self.bn1(self.conv1(x)).relu()
        y = self.bn2(self.conv2(y)).relu()
        return self.fc(y.mean((2, 3)))
def build():
    net = Net()
    net.load_state_dict({k[6:]: v for k, v in inputs.items() if k.startswith("start.")})
    p = net.parameters()
    o = eval(args["optimizer"])
    s = eval(args["scheduler"])
    return net, o, s
def run(net, o, s, epochs):
    losses = []
    net.train()
    for _ in range(epochs):
        for b in range(args["batches"]):
            o.zero_grad()
            loss = torch.nn.functional.cross_entropy(net(inputs["images"][b]), inputs["labels"][b])
            loss.backward()
            o.step()
            losses.append(loss.item())
        s.step()
    return losses
half, epochs = args["epochs"] // 2, args["epochs"]
`;

function inPython(snippet: string, recipe: Recipe, args: object) {
  const start = [...fixtureGroup("start.")].map(([name, value]) => [`start.${name}`, value] as const);
  return runPython(PYTHON + snippet, {
    inputs: { ...Object.fromEntries(start), images: fixture("images"), labels: fixture("labels") },
    args: {
      optimizer: recipe.python[0],
      scheduler: recipe.python[1],
      batches: BATCHES,
      epochs: EPOCHS,
      ...args,
    },
    threads: 1,
  });
}

const python = findPython(["torch"]);
describe.skipIf(!python)("through PyTorch", () => {
  test.each(Object.entries(RECIPES))("%s: what PyTorch began goes on here as there", async (name, recipe) => {
    const file = path.join(root, `python ${name}.pt`);
    const { outputs, result } = await inPython(
      `
net, o, s = build()
run(net, o, s, half)
torch.save({"epoch": half, "model_state_dict": net.state_dict(), "optimizer_state_dict": o.state_dict(),
            "lr_scheduler": s.state_dict(), "best": 0.5}, args["file"])
result = {"losses": run(net, o, s, epochs - half), "lr": s.get_last_lr()[0]}
outputs.update(net.state_dict())
`,
      recipe,
      { file },
    );
    const model = new Net();
    const optimizer = recipe.optimizer(model);
    const scheduler = recipe.scheduler(optimizer);
    const { epoch, extra } = await train.loadCheckpoint(file, { model, optimizer, scheduler });
    expect(epoch).toBe(EPOCHS / 2);
    expect(extra).toEqual({ best: 0.5 });
    const losses = await loop(model, optimizer, scheduler, [epoch as number, EPOCHS]);
    const expected = result as { losses: number[]; lr: number };
    expectClose(losses, expected.losses, RTOL, "losses");
    expect(scheduler.getLastLr()[0]).toBeCloseTo(expected.lr, 12);
    const state = model.stateDict();
    expect(Object.keys(outputs).length).toBe(state.size);
    for (const [key, value] of state) expectClose(value, outputs[key] as Tensor, RTOL, key);
    // The test can tell a loop that went on without the optimizer's state.
    const forgetful = new Net();
    await train.loadCheckpoint(file, { model: forgetful });
    const fresh = recipe.optimizer(forgetful);
    await loop(forgetful, fresh, recipe.scheduler(fresh), [0, EPOCHS / 2]);
    expect(relativeError(forgetful.fc.weight, outputs["fc.weight"] as Tensor)).toBeGreaterThan(100 * RTOL);
  });

  test.each(Object.entries(RECIPES))(
    "%s: what began here goes on in PyTorch as there",
    async (name, recipe) => {
      const file = path.join(root, `ours ${name}.pth`);
      const model = startNet();
      const optimizer = recipe.optimizer(model);
      const scheduler = recipe.scheduler(optimizer);
      await loop(model, optimizer, scheduler, [0, EPOCHS / 2]);
      await train.saveCheckpoint(file, {
        model,
        optimizer,
        scheduler,
        epoch: EPOCHS / 2,
        extra: { best: 0.5 },
      });
      const { outputs, result } = await inPython(
        `
net, o, s = build()
whole = run(net, o, s, epochs)
checkpoint = torch.load(args["file"], weights_only=True)
other, p, q = build()
other.load_state_dict(checkpoint["model"])
p.load_state_dict(checkpoint["optimizer"])
q.load_state_dict(checkpoint["scheduler"])
losses = run(other, p, q, epochs - checkpoint["epoch"])
result = {"keys": list(checkpoint), "best": checkpoint["best"], "lr": [s.get_last_lr()[0], q.get_last_lr()[0]],
          "losses": [whole[-len(losses):], losses]}
for key, value in net.state_dict().items():
    outputs["whole." + key] = value
    outputs["parts." + key] = other.state_dict()[key].clone()
`,
        recipe,
        { file },
      );
      const found = result as {
        keys: string[];
        best: number;
        lr: [number, number];
        losses: [number[], number[]];
      };
      expect(found.keys).toEqual(["model", "optimizer", "scheduler", "epoch", "best"]);
      expect(found.best).toBe(0.5);
      expect(found.lr[1]).toBeCloseTo(found.lr[0], 12);
      expectClose(found.losses[1], found.losses[0], RTOL, "losses");
      for (const key of model.stateDict().keys()) {
        expectClose(outputs[`parts.${key}`] as Tensor, outputs[`whole.${key}`] as Tensor, RTOL, key);
      }
    },
  );
});

/** A loop that has done an epoch. */
async function begun() {
  const model = startNet();
  const optimizer = new optim.AdamW(model.parameters(), { lr: 0.01 });
  const scheduler = new StepLR(optimizer, { stepSize: 1 });
  await loop(model, optimizer, scheduler, [0, 1]);
  return { model, optimizer, scheduler };
}

/** One that is to go on with it. */
function fresh() {
  const model = new Net();
  const optimizer = new optim.AdamW(model.parameters(), { lr: 1 });
  return { model, optimizer, scheduler: new StepLR(optimizer, { stepSize: 1 }) };
}

describe("here alone", () => {
  test("a loop goes on to the bit, with values of one's own beside it", async () => {
    const file = path.join(root, "own.pth");
    const before = await begun();
    const extra = { best: 0.75, seen: tensor([1, 2]), names: ["a", "b"] };
    await train.saveCheckpoint(file, { ...before, epoch: 1, extra });
    const expected = await loop(before.model, before.optimizer, before.scheduler, [1, 3]);
    const after = fresh();
    const rest = await train.loadCheckpoint(file, after);
    expect(rest.epoch).toBe(1);
    expect(rest.extra).toMatchObject({ best: 0.75, names: ["a", "b"] });
    expectSame(rest.extra.seen as Tensor, extra.seen);
    expect(await loop(after.model, after.optimizer, after.scheduler, [1, 3])).toEqual(expected);
    expectSame(after.model.fc.weight, before.model.fc.weight);
  });

  test.each(["model", "model_state_dict", "state_dict"])(
    "the network under %s, and its wrapper's prefix",
    async (key) => {
      const file = path.join(root, `${key}.pth`);
      const net = startNet();
      const wrapped = new Map([...net.stateDict()].map(([name, value]) => [`module.${name}`, value]));
      await io.save({ [key]: wrapped, arch: "own", loss: tensor(0.25) }, file);
      const model = new Net();
      const { epoch, extra } = await train.loadCheckpoint(file, { model });
      expect(epoch).toBeNull();
      expect(Object.keys(extra)).toEqual(["arch", "loss"]);
      expect((extra.loss as Tensor).item()).toBe(0.25);
      for (const [name, value] of model.stateDict())
        expectSame(value, net.stateDict().get(name) as Tensor, name);
    },
  );

  test.each([
    ["optimizer", "scheduler"],
    ["optimizer_state_dict", "lr_scheduler"],
    ["optimizer_state_dict", "scheduler_state_dict"],
    ["optimizer", "lr_scheduler_state_dict"],
  ])("optimizer and scheduler under %s and %s", async (first, second) => {
    const file = path.join(root, `${first} ${second}.pth`);
    const { optimizer, scheduler } = await begun();
    await io.save({ [first]: optimizer.stateDict(), [second]: scheduler.stateDict() }, file);
    const after = fresh();
    await train.loadCheckpoint(file, { optimizer: after.optimizer, scheduler: after.scheduler });
    expect(after.optimizer.paramGroups[0]?.lr).toBe(optimizer.paramGroups[0]?.lr);
    expect(after.scheduler.lastEpoch).toBe(1);
    expect(after.optimizer.state.size).toBe(optimizer.state.size);
  });

  test("a name of the network beside its state dict is not taken for it", async () => {
    const file = path.join(root, "named.pth");
    await io.save({ model: "resnet18", state_dict: startNet().stateDict(), epoch: 4 }, file);
    const { extra, epoch } = await train.loadCheckpoint(file, { model: new Net() });
    expect([epoch, extra]).toEqual([4, { model: "resnet18" }]);
  });

  test("best.pth and last.pth of a run", async () => {
    const out = path.join(root, "run");
    const trained = startNet();
    await train.fit(trained, fixtureData(), {
      epochs: 2,
      device: "cpu",
      out,
      optimizer: (parameters) => new optim.AdamW(parameters, { lr: 0.01 }),
      scheduler: (optimizer) => ({ scheduler: new StepLR(optimizer, { stepSize: 1 }), interval: "epoch" }),
    });
    const after = fresh();
    const { epoch, extra } = await train.loadCheckpoint(path.join(out, "last.pth"), after);
    expect(epoch).toBe(2);
    expect(extra).toMatchObject({ format: "torchts-checkpoint", step: 10 });
    expectSame(after.model.fc.weight, trained.fc.weight);
    expect(after.scheduler.lastEpoch).toBe(2);
    const best = new Net();
    expect(await train.loadCheckpoint(path.join(out, "best.pth"), { model: best })).toEqual({
      epoch: null,
      extra: {},
    });

    const plain = path.join(root, "plain");
    await train.fit(
      startNet(),
      { train: new FixtureLoader(), classes: CLASSES },
      { epochs: 1, device: "cpu", out: plain },
    );
    const last = train.loadCheckpoint(path.join(plain, "last.pth"), fresh());
    await expect(last).rejects.toThrow(
      /no state dict of the scheduler.*ready-made schedule keeps none: leave `scheduler` out/,
    );
  });
});

describe("is refused", () => {
  test("a file that lacks what is wanted, with what it holds", async () => {
    const file = path.join(root, "lacking.pth");
    await io.save({ weights: { a: tensor(1) }, epoch: 3 }, file);
    const error = await train.loadCheckpoint(file, { model: new Net() }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error).toMatchObject({ file, operation: "train.loadCheckpoint" });
    expect(String(error)).toMatch(
      /no state dict of the network under model or model_state_dict or state_dict; it holds epoch, weights\. To go on, .*io\.load/,
    );
  });

  test("another network and another optimizer, which stay as they were", async () => {
    const file = path.join(root, "other.pth");
    const { model, optimizer } = await begun();
    await train.saveCheckpoint(file, { model, optimizer });
    const other = new nn.Linear(8, 3);
    const weight = other.weight.detach().clone();
    await expect(train.loadCheckpoint(file, { model: other })).rejects.toThrow(StateDictError);
    expectSame(other.weight.detach(), weight);
    const few = new optim.AdamW(new Net().fc.parameters(), { lr: 0.5 });
    await expect(train.loadCheckpoint(file, { optimizer: few })).rejects.toThrow(StateDictError);
    expect(few.paramGroups[0]?.lr).toBe(0.5);
  });

  test("options that are not known, reserved names, a folder that is not there, a raised signal", async () => {
    const model = startNet();
    const file = path.join(root, "never.pth");
    const odd: [object, RegExp][] = [
      [{}, /model is missing/],
      [{ model, optimiser: {} }, /unknown option "optimiser"; did you mean optimizer\?/],
      [{ model, loss: 1 }, /give it in extra: \{ loss \}/],
      [{ model, epoch: -1 }, /epoch must be an integer of at least 0/],
      [{ model, scheduler: {} }, /scheduler must be one of optim\.lrScheduler/],
      [{ model, extra: { state_dict: 1 } }, /`extra` has a value named "state_dict"/],
    ];
    for (const [options, message] of odd) {
      const saving = train.saveCheckpoint(file, options as train.SavedTraining);
      await expect(saving).rejects.toThrow(ArgumentError);
      await expect(saving).rejects.toThrow(message);
    }
    await expect(train.saveCheckpoint(path.join(root, "no", "a.pth"), { model })).rejects.toThrow(
      /make it first/,
    );
    const signal = AbortSignal.abort();
    await expect(train.saveCheckpoint(file, { model, signal })).rejects.toThrow(AbortError);
    expect(await readdir(root)).not.toContain("never.pth");
    await train.saveCheckpoint(file, { model });
    await expect(train.loadCheckpoint(file, { model, signal })).rejects.toThrow(AbortError);
    const device = { model, device: "cpu" } as train.LoadedTraining;
    await expect(train.loadCheckpoint(file, device)).rejects.toThrow(/copied to where the network is/);
  });
});
