/** Autocast against PyTorch: dtypes of every operator of its lists, regions within regions, and networks trained in bfloat16. */
import { afterEach, describe, expect, test } from "vitest";
import {
  ArgumentError,
  AutogradError,
  autocast,
  autograd,
  checkpoint,
  clearAutocastCache,
  DeviceError,
  getAutocastDtype,
  inferenceMode,
  isAutocastCacheEnabled,
  isAutocastEnabled,
  manualSeed,
  models,
  nn,
  noGrad,
  optim,
  randint,
  randn,
  type Tensor,
  torch,
} from "../../lib/index.ts";
import { runCase } from "../conformance/call.ts";
import { casesOf } from "../conformance/cases.ts";
import { compareRecorded, type RecordedOutcome } from "../conformance/recorded.ts";
import { RTOL, relativeError } from "../helpers/close.ts";
import { fixtureJson } from "../helpers/exchange.ts";
import { type AmpFacts, argumentsOf, callEntry, tensorsOf } from "./autocast-lists.ts";

interface Trained {
  losses: number[];
  dtypes: string[];
  norms: number[];
}

const facts = fixtureJson<
  AmpFacts & {
    cases: Record<string, RecordedOutcome>;
    networks: Record<string, { float32: Trained; bfloat16: Trained }>;
  }
>("amp");
const CPU = "cpu";

afterEach(() => expect(isAutocastEnabled(CPU)).toBe(false));

// Many of the operators are deprecated or in beta, and say so.
process.removeAllListeners("warning");

describe("PyTorch's lists on the CPU", () => {
  test.each(facts.lists.cpu.map((entry) => [`${entry.list} ${entry.op} ${entry.half}`, entry] as const))(
    "%s",
    (_, entry) => {
      manualSeed(0);
      const leaves: Tensor[] = [];
      const args = argumentsOf(entry, CPU, leaves);
      const out = tensorsOf(autocast({ device: CPU, dtype: entry.half }, () => callEntry(entry, args)));
      expect(out.map(({ dtype }) => dtype)).toEqual(entry.out);
      if (entry.grad == null) return;
      const parts = out.filter(({ requiresGrad }) => requiresGrad).map((t) => t.double().sum());
      const total = parts.reduce((sum, part) => sum.add(part));
      const grads = autograd.grad(total, leaves, { allowUnused: true });
      expect(grads.map((grad) => grad?.dtype ?? null)).toEqual(entry.grad);
    },
  );

  const cases = Object.entries(facts.cases).map(([name, recorded]) => {
    const [half, id] = name.split(": ") as ["bfloat16" | "float16", string];
    return { half, id, op: id.slice(0, id.indexOf(" ")), recorded };
  });

  test.each(cases)("$half: $id", ({ half, id, op, recorded }) => {
    const found = casesOf(op).find((one) => one.id === id);
    if (found === undefined)
      throw new Error(`${id} is no longer drawn: python3 scripts/make-fixtures.py amp`);
    const outcome = autocast({ device: CPU, dtype: half }, () => runCase(found, recorded.g !== undefined));
    expect(compareRecorded(found, outcome, recorded, RTOL.bfloat16)).toBeUndefined();
  });

  test("is all of it but six private operators", () => {
    const seen = new Set([...cases.map(({ op }) => op), ...facts.lists.cpu.map(({ op }) => op)]);
    const missing = facts.keyed.cpu.filter((op) => !seen.has(op));
    expect(missing.filter((op) => !op.startsWith("_"))).toEqual(["mkldnn_rnn_layer"]);
    expect(missing.length).toBeLessThanOrEqual(6);
  });
});

describe("regions", () => {
  const layer = new nn.Linear(4, 3);
  const x = randn([2, 4]);
  const dtype = (): string => layer.forward(x).dtype;

  test("nest, and end also by an error", () => {
    autocast({ device: CPU }, () => {
      expect([dtype(), getAutocastDtype(CPU), isAutocastEnabled(CPU)]).toEqual([
        "bfloat16",
        "bfloat16",
        true,
      ]);
      autocast({ device: CPU, dtype: "float16" }, () => {
        expect(dtype()).toBe("float16");
        // The dtype is that of the region around.
        expect(autocast({ device: CPU }, dtype)).toBe("float16");
        expect(autocast({ device: CPU, enabled: false }, () => [dtype(), isAutocastEnabled(CPU)])).toEqual([
          "float32",
          false,
        ]);
      });
      expect(dtype()).toBe("bfloat16");
      expect(() =>
        autocast({ device: CPU, dtype: "float16" }, () => {
          throw new RangeError("within");
        }),
      ).toThrow(RangeError);
      expect(dtype()).toBe("bfloat16");
    });
    expect(dtype()).toBe("float32");
    expect(autocast(CPU, dtype)).toBe("bfloat16");
    expect(torch.autocast({ device: CPU }, dtype)).toBe("bfloat16");
    expect(getAutocastDtype(CPU)).toBe("bfloat16");
    expect(getAutocastDtype("cuda")).toBe("float16");
  });

  test("hold under noGrad, inferenceMode and around them", () => {
    for (const mode of [noGrad, inferenceMode]) {
      expect(mode(() => autocast({ device: CPU }, dtype))).toBe("bfloat16");
      expect(autocast({ device: CPU }, () => mode(dtype))).toBe("bfloat16");
    }
    // What was converted without a graph is not taken where there is one.
    const fresh = new nn.Linear(4, 3);
    autocast({ device: CPU }, () => {
      noGrad(() => fresh.forward(x));
      fresh.forward(x).float().sum().backward();
    });
    expect(fresh.weight.grad).not.toBeNull();
  });

  test("keep converted weights to the end of the outermost", () => {
    const changed = new nn.Linear(4, 3);
    const run = (): Tensor => changed.forward(x).detach();
    const double = (): void => noGrad(() => void changed.weight.mul_(2));
    const isSame = (first: Tensor, second: Tensor): boolean => first.equal(second);
    const across = (between: () => void) => (): boolean => {
      const first = run();
      double();
      between();
      return isSame(first, run());
    };
    expect(
      autocast(
        { device: CPU },
        across(() => {}),
      ),
    ).toBe(true);
    expect(
      autocast(
        { device: CPU },
        across(() => autocast({ device: CPU }, () => {})),
      ),
    ).toBe(true);
    expect(autocast({ device: CPU }, across(clearAutocastCache))).toBe(false);
    expect(
      autocast(
        { device: CPU, cacheEnabled: false },
        across(() => {}),
      ),
    ).toBe(false);
    const first = autocast({ device: CPU }, run);
    double();
    expect(isSame(first, autocast({ device: CPU }, run))).toBe(false);
    expect(isAutocastCacheEnabled()).toBe(true);
    expect(autocast({ device: CPU, cacheEnabled: false }, isAutocastCacheEnabled)).toBe(false);
  });

  test("are what a checkpoint computes again in", () => {
    const block = new nn.Sequential(new nn.Linear(4, 8), new nn.ReLU(), new nn.Linear(8, 2));
    const gradients = (wrap: (run: (a: Tensor) => Tensor) => Tensor, backward: (loss: Tensor) => void) => {
      block.zeroGrad();
      const y = autocast({ device: CPU }, () => wrap((a) => block.forward(a)));
      expect(y.dtype).toBe("bfloat16");
      backward(y.float().square().sum());
      return [...block.parameters()].map(({ grad }) => grad?.tolist());
    };
    const plain = gradients(
      (run) => run(x),
      (loss) => loss.backward(),
    );
    const again = (run: (a: Tensor) => Tensor) => checkpoint(run, [x]);
    expect(gradients(again, (loss) => loss.backward())).toEqual(plain);
    // Whatever holds where the backward pass runs: its own operators, not those that are computed again.
    const within = (loss: Tensor): void => autocast({ device: CPU, dtype: "float16" }, () => loss.backward());
    expect(gradients(again, within)).toEqual(gradients((run) => run(x), within));
    const outside = checkpoint((a) => block.forward(a), [x])
      .square()
      .sum();
    autocast({ device: CPU }, () => outside.backward());
  });

  test("go along with a backward pass off the thread, and leave no converted weight behind", async () => {
    const weight = new nn.Parameter(randn([4, 4]));
    const loss = checkpoint((a) => torch.mm(a, weight), [x]);
    let pass: Promise<void> | undefined;
    autocast({ device: CPU }, () => {
      pass = loss.square().sum().backwardAsync();
    });
    expect(isAutocastEnabled(CPU)).toBe(false);
    await pass;
    expect(weight.grad?.dtype).toBe("float32");
    const before = autocast({ device: CPU }, () => torch.mm(x, weight).detach());
    noGrad(() => weight.mul_(2));
    expect(autocast({ device: CPU }, () => torch.mm(x, weight).detach()).equal(before)).toBe(false);
  });

  test("of functions that wait by turns know nothing of each other", async () => {
    const seen: string[] = [];
    const work = async (half: "bfloat16" | "float16" | null): Promise<void> => {
      for (let i = 0; i < 3; i++) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        seen.push(
          half === null ? `none ${dtype()}` : `${half} ${autocast({ device: CPU, dtype: half }, dtype)}`,
        );
      }
    };
    await Promise.all([work("bfloat16"), work(null), work("float16")]);
    expect(new Set(seen)).toEqual(new Set(["bfloat16 bfloat16", "none float32", "float16 float16"]));
  });

  test("refuse what they cannot be", () => {
    const loose = autocast as (...args: unknown[]) => unknown;
    const refusal = (...args: unknown[]): unknown => {
      try {
        loose(...args);
      } catch (error) {
        return error;
      }
      throw new Error("it was taken in silence");
    };
    const run = (): number => 1;
    for (const [args, text] of [
      [[{ dtype: "float32" }, run], 'one of "bfloat16", "float16"'],
      [[{ dtyp: "float16" }, run], "did you mean dtype"],
      [[{ deviceType: "cpu" }, run], "give it as device"],
      [[{}], "function"],
      [[run, { dtype: "float16" }], "options come before the function"],
      [[{}, run, 1], "surplus"],
      [["meta", run], "no autocast"],
      [["gpu", run], "device"],
    ] as const) {
      const error = refusal(...args) as Error;
      expect(error, String(args)).toBeInstanceOf(ArgumentError);
      expect(error.message).toContain(text);
    }
    expect(refusal({ device: CPU }, async () => 1)).toBeInstanceOf(AutogradError);
    expect(() => isAutocastEnabled("meta")).toThrow(ArgumentError);
    expect(refusal("xpu", run)).toBeInstanceOf(DeviceError);
  });
});

/** Of a loss, and of a norm relative to the largest: half of bfloat16's last digit. */
const ROUNDING = 2 ** -8;

/** Ten steps, as scripts/fixtures/amp.py takes them. */
async function train(name: string, half: boolean): Promise<Trained> {
  manualSeed(0);
  const isUnet = name === "unet";
  const model = isUnet
    ? await models.unet({ numClasses: 3, width: 8, depth: 3 })
    : await models.resnet18({ numClasses: 4 });
  const images = isUnet ? randn([4, 3, 32, 32]) : randn([4, 3, 32, 32]);
  const targets = isUnet ? randint(0, 3, [4, 32, 32]) : randint(0, 4, [4]);
  const optimizer = new optim.SGD(model.parameters(), { lr: 0.01, momentum: 0.9 });
  const losses: number[] = [];
  let dtypes: string[] = [];
  for (let i = 0; i < 10; i++) {
    optimizer.zeroGrad();
    const loss = autocast({ device: CPU, dtype: "bfloat16", enabled: half }, () => {
      const out = model.forward(images);
      const made = nn.functional.crossEntropy(out, targets);
      dtypes = [out.dtype, made.dtype];
      return made;
    });
    loss.backward();
    optimizer.step();
    losses.push(Number(loss.item()));
  }
  const norms = [...model.parameters()].map((p) => Number(p.detach().double().norm().item()));
  return { losses, dtypes, norms };
}

describe("networks trained for ten steps in bfloat16", () => {
  test.each(["resnet18", "unet"])(
    "%s",
    async (name) => {
      const { float32, bfloat16: expected } = facts.networks[name] as { float32: Trained; bfloat16: Trained };
      // Processors round at other places: by less than rounding at all changed the losses.
      const moved = Math.max(
        ...expected.losses.map((loss, i) => Math.abs(loss - (float32.losses[i] as number))),
      );
      const got = await train(name, true);
      expect(got.dtypes).toEqual(expected.dtypes);
      for (const [i, loss] of got.losses.entries()) {
        expect(Math.abs(loss - (expected.losses[i] as number)), `loss ${i}`).toBeLessThanOrEqual(
          moved + ROUNDING,
        );
      }
      expect(relativeError(got.norms, expected.norms)).toBeLessThanOrEqual(ROUNDING);
    },
    600_000,
  );
});
