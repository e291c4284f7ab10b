// Figures that neither rounding nor the batches may change: areas under ROC curves, losses with weights. Python's are made
// at run time, by scikit-learn where it is there and by its definition in numpy where not.
import { describe, expect, test } from "vitest";
import { functional, Module, Parameter } from "../../lib/nn/index.ts";
import { manualSeed, randint, randn, type Tensor, tensor, torch, zeros } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { ClassificationMetrics } from "../../lib/train/index.ts";
import { expectClose, findPython, runPython } from "../helpers/index.ts";

/** Relative error of a loss summed in another order, float32. */
const RTOL = 1e-6;

/** Gives rows of recorded logits in order, whatever the images; a pass begins anew at the first. */
class Recorded extends Module {
  readonly #logits: Tensor;
  #at = 0;

  constructor(logits: Tensor) {
    super();
    this.#logits = logits;
  }

  override forward(images: Tensor): Tensor {
    const [n = 0] = images.shape;
    const [all = 1] = this.#logits.shape;
    const rows = this.#logits.narrow(0, this.#at, n).clone();
    this.#at = (this.#at + n) % all;
    return rows;
  }
}

/** The targets in batches of `size`, with images of zeros. */
function* batchesOf(targets: Tensor, size: number, key: "labels" | "masks"): Generator<never> {
  const [n = 0] = targets.shape;
  const [height = 2, width = 2] = targets.shape.slice(-2);
  for (let start = 0; start < n; start += size) {
    const count = Math.min(size, n - start);
    const images = zeros([count, 3, height, width]);
    yield { images, [key]: targets.narrow(0, start, count) } as never;
  }
}

function loaderOf(targets: Tensor, size: number, key: "labels" | "masks"): train.BatchLoader<never> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* batchesOf(targets, size, key);
    },
  };
}

function areas(rows: number[][], labels: number[]): Promise<train.ClassificationReport> {
  const logits = tensor(rows);
  return train.evaluate(
    new Recorded(logits),
    loaderOf(tensor(labels, { dtype: "int64" }), 3, "labels") as unknown as train.BatchLoader,
  );
}

const python = findPython(["torch"]);

/** AUC of scikit-learn, or by counting pairs in float64 where it is missing. */
const ROC_AUC = `
    import numpy as np
    def auc(y, s):
        try:
            from sklearn.metrics import roc_auc_score
            return float(roc_auc_score(y, s))
        except ImportError:
            pos, neg = s[y == 1], s[y == 0]
            return float((pos[:, None] > neg[None, :]).mean() + 0.5 * (pos[:, None] == neg[None, :]).mean())
`;

describe("areas under ROC curves", () => {
  test("logits that a float32 softmax makes equal are ranked as they are: 0 against 17 to 24 is perfect", async () => {
    const rows = Array.from({ length: 8 }, (_, i) => [0, 17 + i]);
    const report = await areas(rows, [0, 0, 0, 0, 1, 1, 1, 1]);
    expect(report.auc).toBe(1);
    expect(report.perClass.map(({ auc }) => auc)).toEqual([1, 1]);
  });

  test("far out as well: neither side of 0 saturates", async () => {
    for (const far of [100, 1_000, 30_000]) {
      const margins = Array.from({ length: 8 }, (_, i) => (i < 4 ? far + i : far + 4 + i));
      const up = await areas(
        margins.map((m) => [0, m]),
        [0, 0, 0, 0, 1, 1, 1, 1],
      );
      const down = await areas(
        margins.map((m) => [0, -m]),
        [0, 0, 0, 0, 1, 1, 1, 1],
      );
      expect(up.perClass.map(({ auc }) => auc)).toEqual([1, 1]);
      expect(down.perClass.map(({ auc }) => auc)).toEqual([0, 0]);
    }
  });

  test("of two classes the areas of both are equal, whatever the logits", async () => {
    manualSeed(5);
    const rows = randn([60, 2]).mul(20).toArray() as number[][];
    const labels = (randint(2, [60]).toArray() as (number | bigint)[]).map(Number);
    const report = await areas(rows, labels);
    expect(report.perClass[0]?.auc).toBe(report.perClass[1]?.auc);
    expect(report.auc).toBeGreaterThan(0.2);
  });

  test.skipIf(!python)(
    "equal Python's on float64 probabilities and margins, of two and of five classes",
    async () => {
      manualSeed(6);
      const cases = await Promise.all(
        [2, 5].map(async (classes) => {
          const rows = randn([50, classes]).mul(6).toArray() as number[][];
          const labels = (randint(classes, [50]).toArray() as (number | bigint)[]).map(Number);
          return { rows, labels, report: await areas(rows, labels) };
        }),
      );
      const { result } = await runPython(
        `${ROC_AUC}
    result = {"areas": []}
    for case in args["cases"]:
        logits = torch.tensor(case["rows"], dtype=torch.float32).double()
        y = np.array(case["labels"])
        own = []
        for k in range(logits.shape[1]):
            rest = torch.cat([logits[:, :k], logits[:, k + 1:]], 1).logsumexp(1)
            own.append(auc((y == k).astype(int), (logits[:, k] - rest).numpy()))
        result["areas"].append(own)
      `,
        { args: { cases: cases.map(({ rows, labels }) => ({ rows, labels })) } },
      );
      for (const [at, { report }] of cases.entries()) {
        const expected = (result as { areas: number[][] }).areas[at] as number[];
        for (const [k, { auc }] of report.perClass.entries())
          expect(auc).toBeCloseTo(expected[k] as number, 12);
      }
    },
  );

  test("log odds order many classes as their probabilities do, at the top and below it", () => {
    // Six classes; class 0 falls behind class 1 bit by bit, others fill.
    const metrics = new ClassificationMetrics(["a", "b", "c", "d", "e", "f"], { logits: true });
    for (let i = 0; i < 12; i++) metrics.update([40 + i, 2 * i, -5, 0, 1, i % 3], [i < 6 ? 1 : 0]);
    const report = metrics.report();
    expect(report.perClass[0]?.auc).toBe(0);
    expect(report.perClass[1]?.auc).toBe(0);
  });

  test("accuracy, top-k and confusion come from the logits themselves", () => {
    const metrics = new ClassificationMetrics(["a", "b", "c"], { logits: true, topK: [2] });
    metrics.update([3, 3, -1, 0, -2, -1], [0, 2]);
    expect(metrics.report()).toMatchObject({ accuracy: 0.5, topK: { 2: 1 } });
  });
});

describe("the loss of a pass does not depend on its batches", () => {
  const SIZES = [1, 3, 4, 7, 20];
  const weights = [0.2, 1, 5];

  test("with class weights it is PyTorch's CrossEntropyLoss over the whole set", async () => {
    manualSeed(7);
    const [logits, labels] = [randn([20, 3]).mul(3), randint(3, [20])];
    const weight = tensor(weights);
    for (const labelSmoothing of [0, 0.1]) {
      const expected = functional.crossEntropy(logits, labels, { weight, labelSmoothing }).item() as number;
      for (const size of SIZES) {
        const model = new Recorded(logits);
        // A parameter to train; the validation loss of the epoch is of the recorded logits.
        const valLoss = await lossOfFit(model, loaderOf(labels, size, "labels"), {
          classWeights: weights,
          labelSmoothing,
        });
        expectClose([valLoss], [expected], RTOL);
      }
    }
  });

  test.skipIf(!python)("and Python's own", async () => {
    manualSeed(7);
    const [logits, labels] = [randn([20, 3]).mul(3), randint(3, [20])];
    const valLoss = await lossOfFit(new Recorded(logits), loaderOf(labels, 3, "labels"), {
      classWeights: weights,
    });
    const { result } = await runPython(
      `result = {"loss": float(torch.nn.CrossEntropyLoss(torch.tensor(args["weights"]))(inputs["logits"], inputs["labels"]))}`,
      { inputs: { logits, labels }, args: { weights } },
    );
    expectClose([valLoss], [(result as { loss: number }).loss], RTOL);
  });

  test.each(["multiclass", "binary", "multilabel"] as const)(
    "of %s masks, with ignored pixels in some images and class weights",
    async (kind) => {
      manualSeed(8);
      const outputs = kind === "binary" ? 1 : 3;
      const logits = randn([7, outputs, 6, 5]).mul(2);
      const masks =
        kind === "multilabel"
          ? randint(2, [7, 3, 6, 5]).float()
          : randint(kind === "binary" ? 2 : 3, [7, 6, 5]);
      masks.select(0, 0).fill_(255); // one image counts for nothing in the means over pixels
      masks.select(0, 1).select(0, 0).fill_(255);
      const classes = kind === "binary" ? ["no", "yes"] : ["a", "b", "c"];
      for (const classWeights of [undefined, kind === "binary" ? [0.2, 3] : weights]) {
        const found: number[] = [];
        for (const size of [1, 2, 7]) {
          found.push(
            await lossOfFit(
              new Recorded(logits),
              loaderOf(masks, size, "masks"),
              { classWeights },
              { task: { name: "segmentation", kind, ignoreIndex: 255 }, classes },
            ),
          );
        }
        expectClose([found[0] as number], [found[2] as number], RTOL);
        expectClose([found[1] as number], [found[2] as number], RTOL);
        if (kind !== "multiclass") continue;
        const weight = classWeights === undefined ? null : tensor(weights);
        const whole = functional.diceCrossEntropy(logits, masks, { weight, ignoreIndex: 255 });
        expectClose([found[2] as number], [whole.item() as number], RTOL);
      }
    },
  );

  test("a loss of one's own is a mean over samples", async () => {
    const labels = randint(3, [5]);
    const own = await train.evaluate(
      new Recorded(torch.arange(15, { dtype: "float32" }).reshape([5, 3])),
      loaderOf(labels, 2, "labels") as unknown as train.BatchLoader,
      { loss: (logits) => logits.mean() },
    );
    expect(own.loss).toBeCloseTo(7, 6);
  });
});

/** The validation loss of one epoch, whose training changes nothing that is measured. */
async function lossOfFit(
  model: Recorded,
  val: train.BatchLoader<never>,
  options: Partial<train.FitOptions>,
  facts: { task?: { name: string; kind?: string; ignoreIndex?: number }; classes: string[] } = {
    classes: ["a", "b", "c"],
  },
): Promise<number> {
  const { kind } = facts.task ?? {};
  const isMasks = kind !== undefined;
  const whole = new (class extends Module {
    weight = new Parameter(zeros([1]));
    override forward(images: Tensor): Tensor {
      if (!this.training) return model.forward(images);
      const outputs = kind === "binary" ? 1 : 3;
      const shape = isMasks
        ? [images.shape[0] ?? 1, outputs, ...images.shape.slice(-2)]
        : [images.shape[0] ?? 1, 3];
      return zeros(shape).add(this.weight);
    }
  })();
  const target = kind === "multilabel" ? zeros([2, 3, 4, 4]) : undefined;
  const batch = {
    images: zeros([2, 3, 4, 4]),
    labels: zeros([2], { dtype: "int64" }),
    masks: target ?? zeros([2, 4, 4], { dtype: "int64" }),
  };
  const data = {
    ...facts,
    train: {
      length: 1,
      async *[Symbol.asyncIterator]() {
        yield batch;
      },
    },
    val,
  } as unknown as train.LoaderData;
  const { last } = await train.fit(whole, data, { epochs: 1, device: "cpu", ...options });
  return last.valLoss as number;
}
