/**
 * Loops that would grow without end where the memory contract did not hold, one per run: `contract-loops.ts <loop>`. Prints
 * as JSON the most tensors alive after a round (beyond those before the loop) and by how
 * many MB the most resident memory of the second half of the loop is above that of the first: what waits for the collector
 * at one moment says nothing.
 */

import {
  autograd,
  checkpoint,
  enableGrad,
  type FunctionContext,
  type HookHandle,
  inferenceMode,
  keep,
  memory,
  nn,
  noGrad,
  optim,
  randn,
  scope,
  setNumThreads,
  type Tensor,
  zeros,
} from "torchts";

setNumThreads(1);

/** 1 MB. */
const big = (): Tensor => zeros([512, 512]).add_(1);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A round of a loop, and how many of them. */
interface Loop {
  rounds: number;
  round(i: number): unknown;
}

function* generate(count: number): Generator<Tensor> {
  for (let i = 0; i < count; i++) yield big().mul(i);
}

async function* generateAsync(count: number): AsyncGenerator<Tensor> {
  for (let i = 0; i < count; i++) {
    await turn();
    yield big().mul(i);
  }
}

const network = new nn.Sequential(new nn.Linear(256, 256), new nn.ReLU(), new nn.Linear(256, 256));
const sgd = new optim.SGD(network.parameters(), { lr: 1e-3, momentum: 0.9 });
const weight = randn([512, 512], { requiresGrad: true });
const listeners: ((t: Tensor) => number)[] = [];
const removals: HookHandle[] = [];

/** Two outputs, of which one is an input, and saved tensors. */
class Halves extends autograd.Function {
  static forward(ctx: FunctionContext, x: Tensor): Tensor[] {
    const half = x.mul(0.5);
    ctx.saveForBackward(x, half);
    return [half, x];
  }
  static backward(_ctx: FunctionContext, a: Tensor, b: Tensor): Tensor {
    return a.mul(0.5).add(b);
  }
}

const loops: Record<string, Loop> = {
  /** No scope, no await: what the collector alone has to free. */
  unscoped: { rounds: 1000, round: () => big().add(1).mul(2) },
  scoped: { rounds: 1000, round: () => scope(() => big().add(1).mul(2)).dispose() },
  asynchronous: {
    rounds: 600,
    async round() {
      const x = big();
      await turn();
      await x.add(1).sum().itemAsync();
    },
  },
  interleaved: {
    rounds: 200,
    async round(i) {
      const task = (ms: number) =>
        scope(async () => {
          const x = big();
          await wait(ms);
          const y = x.add(big());
          await turn();
          return y.sum();
        });
      const sums = await Promise.all([task(i % 3), task((i + 1) % 3), task(0)]);
      for (const sum of sums) if (sum.item() !== 512 * 512 * 2) throw new Error("freed too early");
    },
  },
  generators: {
    rounds: 200,
    async round() {
      let seen = 0;
      for (const t of generate(3)) seen += t.shape.length;
      for (const t of generate(5)) if (t.shape.length > 0) break; // left in the middle
      for await (const t of generateAsync(3)) seen += t.shape.length;
      scope(() => {
        for (const t of generate(3)) seen += t.shape.length;
      });
      if (seen !== 18) throw new Error("generators gave something else");
    },
  },
  exceptions: {
    rounds: 600,
    async round(i) {
      const fail = () => {
        const x = big();
        return x.matmul(big().index([0, 1, 2])); // shapes that do not fit
      };
      for (const run of [() => scope(fail), () => noGrad(() => scope(fail)), () => inferenceMode(fail)]) {
        try {
          run();
          throw new Error("it should have failed");
        } catch (error) {
          if ((error as Error).name !== "ShapeError") throw error;
        }
      }
      if (i % 10 === 0) {
        await scope(async () => {
          big();
          await turn();
          throw new Error("late");
        }).catch(() => undefined);
      }
    },
  },
  closures: {
    rounds: 600,
    round() {
      const kept = scope(() => keep(big().add(1)));
      listeners.push((t) => t.shape.length + kept.shape.length);
      if (listeners.length > 5) listeners.shift(); // five stay, the rest is garbage
    },
  },
  hooks: {
    rounds: 300,
    round() {
      scope(() => {
        const y = weight.mul(2);
        y.registerHook((g) => g.add(y.mul(0))); // a hook that refers to its own tensor
        const handle = weight.registerHook((g) => g.mul(1));
        y.sum().backward();
        handle.remove();
      });
      weight.grad = null;
    },
  },
  /** No scope: what the graph keeps for its callbacks must not keep the graph. */
  unscopedHooks: {
    rounds: 300,
    round() {
      const y = weight.mul(2);
      removals.push(y.registerHook((g) => g.mul(1)));
      if (removals.length > 200) removals.shift();
      y.sum().backward();
      weight.grad = null;
    },
  },
  unscopedLeafHooks: {
    rounds: 300,
    round() {
      const leaf = big().requiresGrad_();
      removals.push(leaf.registerPostAccumulateGradHook((one) => void one.shape));
      if (removals.length > 200) removals.shift();
      leaf.mul(2).sum().backward();
    },
  },
  unscopedFunctions: {
    rounds: 300,
    round() {
      const [y, rest] = Halves.apply(weight.mul(2)) as [Tensor, Tensor];
      y.add(rest).sum().backward();
      weight.grad = null;
    },
  },
  unscopedPacked: {
    rounds: 200,
    round() {
      autograd.saveOnCpu(() => weight.sin().exp().sum()).backward();
      checkpoint((x: Tensor) => x.sin().exp(), [weight.mul(1)])
        .sum()
        .backward();
      weight.grad = null;
    },
  },
  checkpoints: {
    rounds: 300,
    round() {
      scope(() => checkpoint((x: Tensor) => x.sin().exp(), [weight]).sum()).backward();
      weight.grad = null;
    },
  },
  graphs: {
    rounds: 300,
    round() {
      // Graphs that no backward pass ever frees, and one that keeps its own pass.
      weight.mul(2).exp().sum();
      const [g] = autograd.grad(weight.square().sum(), weight, { createGraph: true });
      enableGrad(() => g?.sum());
    },
  },
  modules: {
    rounds: 600,
    async round(i) {
      const loss = network
        .forward(randn([64, 256]))
        .square()
        .mean();
      sgd.zeroGrad();
      if (i % 4 === 0) await loss.backwardAsync();
      else loss.backward();
      sgd.step();
    },
  },
};

/** Resident megabytes. */
const resident = () => process.memoryUsage.rss() / 1024 / 1024;

const loop = loops[process.argv[2] ?? ""];
if (loop === undefined) throw new Error(`loops: ${Object.keys(loops).join(", ")}`);
memory.collect();
const before = memory.liveTensors();
let most = 0;
const peaks: [first: number, second: number] = [0, 0];
for (let i = 0; i < loop.rounds; i++) {
  await loop.round(i);
  const half = i < loop.rounds / 2 ? 0 : 1;
  peaks[half] = Math.max(peaks[half], resident());
  if (i >= 5) most = Math.max(most, memory.liveTensors() - before);
}
const grown = peaks[1] - peaks[0];
memory.collect();
console.log(JSON.stringify({ most, left: memory.liveTensors() - before, grown: Math.round(grown) }));
