/** What optimizers, schedulers and clipping take in PyTorch's order, and what they refuse. */
import { describe, expect, test } from "vitest";
import { ArgumentError, nn, ones, optim, tensor, torch } from "../../lib/index.ts";

const { lrScheduler } = optim;
const loose = optim as unknown as Record<string, new (...args: unknown[]) => unknown>;

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).code).toBe("ERR_TORCHTS_ARGUMENT");
    return (error as Error).message;
  }
  throw new Error("it was taken in silence");
}

function make(name: string, ...args: unknown[]): () => unknown {
  return () => new (loose[name] as (typeof loose)[string])(...args);
}

const param = (): nn.Parameter => new nn.Parameter(ones([2]));
const matrix = (): nn.Parameter => new nn.Parameter(ones([2, 2]));
const ALL = Object.entries(optim)
  .filter(([, value]) => typeof value === "function" && value.prototype instanceof optim.Optimizer)
  .map(([name]) => name);
const sgd = (): optim.SGD => new optim.SGD([param()], 0.1);

describe("optimizers", () => {
  test("take PyTorch's order", () => {
    expect(new optim.SGD([param()], 0.5).paramGroups[0]?.lr).toBe(0.5);
    expect(new optim.SGD([param()], 0.1, 0.9, 0, 1e-4, true).paramGroups[0]).toMatchObject({
      lr: 0.1,
      momentum: 0.9,
      dampening: 0,
      weightDecay: 1e-4,
      nesterov: true,
    });
    expect(new optim.Adam([param()], 0.1, [0.8, 0.9], 1e-6, 0.1, true).paramGroups[0]).toMatchObject({
      betas: [0.8, 0.9],
      eps: 1e-6,
      weightDecay: 0.1,
      amsgrad: true,
    });
    expect(new optim.AdamW([param()], 0.1).paramGroups[0]).toMatchObject({ lr: 0.1, weightDecay: 0.01 });
    expect(new optim.Adagrad([param()], 0.1, 0.2, 0.3, 0.4, 1e-3).paramGroups[0]).toMatchObject({
      lrDecay: 0.2,
      weightDecay: 0.3,
      initialAccumulatorValue: 0.4,
      eps: 1e-3,
    });
    expect(new optim.RMSprop([param()], 0.1, 0.9, 1e-3, 0.2, 0.5, true).paramGroups[0]).toMatchObject({
      alpha: 0.9,
      eps: 1e-3,
      weightDecay: 0.2,
      momentum: 0.5,
      centered: true,
    });
    expect(new optim.SGD([param()], 0.1, { momentum: 0.9 }).paramGroups[0]).toMatchObject({ momentum: 0.9 });
  });

  test("take PyTorch's order, those without a fused kernel", () => {
    const of = (made: optim.AnyOptimizer): object => made.paramGroups[0] as object;
    const betas = [0.8, 0.9] as const;
    expect(of(new optim.NAdam([param()], 0.1, betas, 1e-6, 0.2, 0.3, true))).toMatchObject({
      betas,
      eps: 1e-6,
      weightDecay: 0.2,
      momentumDecay: 0.3,
      decoupledWeightDecay: true,
    });
    expect(of(new optim.RAdam([param()], 0.1, betas, 1e-6, 0.2, true))).toMatchObject({
      weightDecay: 0.2,
      decoupledWeightDecay: true,
    });
    expect(of(new optim.Adamax([param()], 0.1, betas, 1e-6, 0.2))).toMatchObject({
      eps: 1e-6,
      weightDecay: 0.2,
    });
    expect(of(new optim.Adadelta([param()], 0.1, 0.5, 1e-3, 0.2))).toMatchObject({ rho: 0.5, eps: 1e-3 });
    expect(of(new optim.ASGD([param()], 0.1, 0.2, 0.3, 4, 0.5))).toMatchObject({
      lambd: 0.2,
      alpha: 0.3,
      t0: 4,
      weightDecay: 0.5,
    });
    expect(of(new optim.Rprop([param()], 0.1, [0.4, 1.3], [0.1, 2]))).toMatchObject({
      etas: [0.4, 1.3],
      stepSizes: [0.1, 2],
    });
    expect(of(new optim.Adafactor([param()], 0.1, -0.5, [null, 0.1], 2, 0.3))).toMatchObject({
      beta2Decay: -0.5,
      eps: [null, 0.1],
      d: 2,
      weightDecay: 0.3,
    });
    const muon = new optim.Muon([matrix()], 0.1, 0.2, 0.3, false, [1, 2, 3], 1e-3, 4, "match_rms_adamw");
    expect(of(muon)).toMatchObject({
      weightDecay: 0.2,
      momentum: 0.3,
      nesterov: false,
      nsCoefficients: [1, 2, 3],
      eps: 1e-3,
      nsSteps: 4,
      adjustLrFn: "match_rms_adamw",
    });
    expect(of(new optim.LBFGS([param()], 0.1, 2, 3, 0.4, 0.5, 6, "strong_wolfe"))).toMatchObject({
      maxIter: 2,
      maxEval: 3,
      toleranceGrad: 0.4,
      toleranceChange: 0.5,
      historySize: 6,
      lineSearchFn: "strong_wolfe",
    });
    expect(of(new optim.LBFGS([param()]))).toMatchObject({
      lr: 1,
      maxIter: 20,
      maxEval: 25,
      historySize: 100,
    });
    expect(of(new optim.SparseAdam([param()], 0.1, betas, 1e-3))).toMatchObject({ betas, eps: 1e-3 });
    expect(of(new optim.Lion([param()], 0.1, betas, 0.2))).toMatchObject({ betas, weightDecay: 0.2 });
    expect(of(new optim.LAMB([param()], 0.1, betas, 1e-3, 0.2))).toMatchObject({
      eps: 1e-3,
      weightDecay: 0.2,
    });
  });

  test("what has no meaning for one of them is refused", () => {
    const complex = new nn.Parameter(torch.viewAsComplex(ones([2, 2])));
    for (const name of ["Adafactor", "SparseAdam"])
      expect(refusal(make(name, [complex]))).toContain("takes no complex parameters");
    expect(refusal(make("Muon", [param()]))).toContain("takes matrices alone, got a parameter of shape [2]");
    expect(refusal(make("Muon", [matrix()], { nsSteps: 100 }))).toContain("from 0 to 99, got 100");
    expect(refusal(make("Muon", [matrix()], { adjustLrFn: "none" }))).toContain("adjustLrFn must be");
    expect(refusal(make("Adafactor", [param()], { d: 0.5 }))).toContain("d must be a number at least 1");
    expect(refusal(make("Adafactor", [param()], { beta2Decay: 0.5 }))).toContain("at most 0, got 0.5");
    expect(refusal(make("Adafactor", [param()], { eps: [-1, 0] }))).toContain("got [-1,0]");
    expect(refusal(make("Adadelta", [param()], { rho: 1.5 }))).toContain(
      "rho must be a number between 0 and 1",
    );
    expect(refusal(make("Rprop", [param()], { etas: [1.2, 0.5] }))).toContain("got [1.2,0.5]");
    expect(refusal(make("SparseAdam", [param()], { eps: 0 }))).toContain("eps must be a number above 0");
    expect(refusal(make("LBFGS", [{ params: [param()] }, { params: [param()] }]))).toContain("has one group");
    expect(refusal(make("LBFGS", [param()], { lineSearchFn: "armijo" }))).toContain("lineSearchFn must be");
    expect(refusal(make("LBFGS", [param()], { maxIter: 0 }))).toContain("maxIter must be an integer");
  });

  test.each(ALL)("%s refuses what it does not take", (name) => {
    const decays = !["Rprop", "LBFGS", "SparseAdam"].includes(name);
    expect(refusal(make(name, [param()], { lr: 0.1, weight_decay: 0.1 }))).toMatch(
      new RegExp(
        `^optim\\.${name}: unknown option "weight_decay"${decays ? "; did you mean weightDecay\\?" : "."} It takes the options lr, `,
      ),
    );
    expect(refusal(make(name, [param()], { learningRate: 0.1 }))).toContain("did you mean lr?");
    expect(refusal(make(name, [param()], { fused: true }))).toMatch(
      /unknown option "fused"; leave it out: a step is .* fused/,
    );
    expect(refusal(make(name, [param()], { foreach: true }))).toContain("with the same numbers");
    expect(refusal(make(name, undefined, { surelyNoOption: 1 }))).toContain("surelyNoOption");
    expect(refusal(make(name, [param()], { lr: "0.1" }))).toContain(
      "lr must be a number or a tensor of one element",
    );
    if (!["Muon", "LBFGS"].includes(name)) {
      expect(refusal(make(name, [param()], { maximize: 1 }))).toContain(
        "maximize must be true or false, got 1",
      );
    }
    expect(refusal(make(name, [{ params: [param()], weight_decay: 1 }]))).toContain(
      decays ? "did you mean weightDecay?" : 'unknown option "weight_decay"',
    );
    expect(refusal(make(name, [{ params: [param()], lr: null }]))).toContain("lr must be");
    expect(refusal(make(name, [param()], 0.1, ...Array.from({ length: 9 }, () => ({}))))).toMatch(
      /surplus|must be/,
    );
    expect(refusal(make(name, ones([2])))).toContain("write [tensor]");
    expect(refusal(make(name, Promise.resolve([param()])))).toContain("a promise (await it first)");
    expect(refusal(make(name, new nn.Linear(1, 1)))).toContain("model.parameters(), got a Linear");
    expect(refusal(make(name, 3))).toContain("got 3");
  });

  test("methods refuse what they do not take", () => {
    const optimizer = sgd() as unknown as Record<string, (...args: unknown[]) => unknown>;
    expect(refusal(() => optimizer.step?.({ closure: () => 1 }))).toContain('unknown option "closure"');
    expect(refusal(() => optimizer.step?.(() => 1, { closure: 1 }))).toContain('unknown option "closure"');
    expect(
      refusal(() =>
        optimizer.step?.(
          () => 1,
          () => 1,
        ),
      ),
    ).toContain("got a function");
    expect(refusal(() => optimizer.step?.({ gradScale: 2 }))).toContain(
      "gradScale must be a tensor of one element, got 2",
    );
    expect(refusal(() => optimizer.zeroGrad?.({ setToNul: true }))).toContain("did you mean setToNull?");
    expect(refusal(() => optimizer.addParamGroup?.({ params: [param()] }, 0.1))).toContain(
      "surplus argument 0.1",
    );
    expect(refusal(() => optimizer.addParamGroup?.({ params: [3] }))).toContain("params must be tensors");
    expect(refusal(() => optimizer.stateDict?.({}, 1))).toContain("surplus");
    expect(refusal(() => optimizer.loadStateDict?.({}, { strict: false }))).toContain(
      'unknown option "strict"',
    );
    const group = sgd().paramGroups[0] as { lr: unknown };
    expect(refusal(() => Object.assign(group, { lr: "0.1" }))).toContain(
      'lr must be a number or a tensor of one element, got "0.1"',
    );
  });
});

test("schedulers take PyTorch's order and refuse the rest", () => {
  expect(new lrScheduler.StepLR(sgd(), 3, 0.5)).toMatchObject({ stepSize: 3, gamma: 0.5 });
  expect(new lrScheduler.MultiStepLR(sgd(), [1, 2], 0.5)).toMatchObject({ milestones: [1, 2], gamma: 0.5 });
  expect(new lrScheduler.ExponentialLR(sgd(), 0.9)).toMatchObject({ gamma: 0.9 });
  expect(new lrScheduler.CosineAnnealingLR(sgd(), 9, 0.01)).toMatchObject({ tMax: 9, etaMin: 0.01 });
  expect(new lrScheduler.LinearLR(sgd(), 0.5, 0.9, 7)).toMatchObject({
    startFactor: 0.5,
    endFactor: 0.9,
    totalIters: 7,
  });
  expect(new lrScheduler.ConstantLR(sgd(), 0.5, 7)).toMatchObject({ factor: 0.5, totalIters: 7 });
  expect(new lrScheduler.LambdaLR(sgd(), (epoch) => 1 / (1 + epoch)).getLastLr()).toEqual([0.1]);
  const optimizer = sgd();
  const both = [new lrScheduler.ConstantLR(optimizer), new lrScheduler.ExponentialLR(optimizer, 0.9)];
  expect(new lrScheduler.SequentialLR(optimizer, both, [2]).milestones).toEqual([2]);

  expect(refusal(make("StepLR", sgd(), { step_size: 3 }))).toContain("did you mean stepSize?");
  expect(refusal(make("StepLR", sgd()))).toContain("stepSize is missing");
  expect(refusal(make("StepLR", sgd(), "3"))).toContain("stepSize must be an integer of at least 1");
  expect(refusal(make("CosineAnnealingLR", sgd(), { T_max: 3 }))).toContain("did you mean tMax?");
  expect(refusal(make("LambdaLR", sgd(), 3))).toContain("lrLambda must be a function");
  expect(refusal(make("SequentialLR", optimizer, [{}], []))).toContain("schedulers must be a list");
  for (const name of Object.keys(lrScheduler)) {
    expect(refusal(make(name, undefined, { surelyNoOption: 1 })), name).toContain("surelyNoOption");
    expect(refusal(make(name, undefined)), name).toMatch(/missing|expected an optimizer/);
  }
  const step = new lrScheduler.StepLR(sgd(), 1) as unknown as Record<string, (...args: unknown[]) => unknown>;
  expect(refusal(() => step.step?.(3))).toContain("surplus argument 3");
});

test("clipping takes PyTorch's order and refuses the rest", () => {
  const one = param();
  one.grad = tensor([3, -4]);
  expect(optim.clipGradNorm_([one], 10, Number.POSITIVE_INFINITY).item()).toBe(4);
  const clip = optim.clipGradNorm_ as (...args: unknown[]) => unknown;
  expect(refusal(() => clip([one], 1, { norm_type: 2 }))).toContain("did you mean normType?");
  expect(refusal(() => clip(undefined, 1))).toContain("parameters is missing");
  expect(refusal(() => clip([3], 1))).toContain("got 3");
  expect(refusal(() => clip([one], "1"))).toContain("maxNorm must be a number");
  expect(refusal(() => (optim.clipGradValue_ as (...args: unknown[]) => unknown)([one], 1, 2))).toContain(
    "surplus argument 2",
  );
});
