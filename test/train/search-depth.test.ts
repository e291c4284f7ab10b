// The search of the depth: its runs are those of fit on the same views, the frozen layers are computed once, kept within bounds and
// never wrong, halving drops the worse, and the table says what was found.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  data,
  manualSeed,
  memory,
  models,
  nn,
  randint,
  randn,
  setNumThreads,
  type Tensor,
  train,
} from "../../lib/index.ts";
import { AbortError, ArgumentError } from "../../lib/native/errors.ts";
import { SearchTable } from "../../lib/train/search/table.ts";

const CLASSES = ["a", "b", "c"];
const SIDE = 16;
let state: Map<string, Tensor>;
let tables: train.TensorData;
let root: string;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-search-"));
  manualSeed(0);
  state = small().stateDict();
  const part = (n: number): data.TensorDataset => {
    const labels = randint(3, [n]);
    return new data.TensorDataset(randn([n, 3, SIDE, SIDE]).add(labels.reshape([n, 1, 1, 1])), labels);
  };
  tables = { train: part(12), val: part(9), classes: CLASSES };
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Half a ResNet-18: one block in each stage. */
function small(): models.ResNet {
  return new models.ResNet(models.BasicBlock, [1, 1, 1, 1], { numClasses: 3 });
}

async function build(): Promise<models.ResNet> {
  const model = nn.skipInit(small);
  model.loadStateDict(state);
  return model;
}

const options = { epochs: 3, batchSize: 4, lr: 1e-3, device: "cpu", monitor: "val.loss" } as const;
const depths = [0, 1, 3, "all"] as const;

describe("a ResNet", () => {
  let expected: number[];
  beforeAll(async () => {
    expected = [];
    for (const depth of depths) {
      const run = await train.fit(await build(), tables, { ...options, seed: 5, freeze: { depth } });
      expected.push(run.best?.valLoss as number);
    }
  });

  test("gives what separate runs give, each to the last digit", async () => {
    const told: train.SearchEvent[] = [];
    const search = await train.searchDepth(build, tables, {
      ...options,
      depths,
      seeds: [5],
      onEvent: (event) => void told.push(event),
    });
    expect(search.rows.map(({ values }) => values[0])).toEqual(expected);
    expect(search.rows.map(({ depth, from }) => [depth, from])).toEqual([
      [0, "head"],
      [1, "layer4"],
      [3, "layer2"],
      ["all", "stem"],
    ]);
    expect(search.best).toBe(depths[expected.indexOf(Math.min(...expected))]);
    expect(told.length).toBe(depths.length * options.epochs);
    expect(told.filter(({ depth }) => depth === 1).map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  test.each([
    ["in memory", {}],
    ["in a folder", { cacheBytes: 0 }],
    ["nowhere", { cacheBytes: 0, cacheDirBytes: 0 }],
    ["shared with nobody", { share: false }],
  ])("one view, kept %s: the same again", async (name, more) => {
    const cacheDir = await mkdtemp(path.join(root, "views-"));
    const wanted = { ...options, depths: [0, 1], seeds: [1], views: 1, ...more } as const;
    const search = await train.searchDepth(build, tables, {
      ...wanted,
      ...("share" in more ? {} : { cacheDir }),
    });
    const values = [];
    for (const depth of [0, 1]) {
      // The same order and images in every epoch: a loader that does not count epochs.
      const model = await build();
      const loader = (part: data.TensorDataset, shuffle: boolean): train.BatchLoader => {
        const inner = data.tensorLoader(part, { batchSize: 4, seed: 1, shuffle });
        return {
          length: inner.length,
          async *[Symbol.asyncIterator]() {
            inner.setEpoch(0);
            yield* inner;
          },
        } as train.BatchLoader;
      };
      const given = {
        train: loader(tables.train, true),
        val: loader(tables.val as data.TensorDataset, false),
        classes: CLASSES,
      };
      const { batchSize: _, ...rest } = options;
      values.push((await train.fit(model, given, { ...rest, seed: 1, freeze: { depth } })).best?.valLoss);
    }
    expect(
      search.rows.map(({ values: [value] }) => value),
      name,
    ).toEqual(values);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("a network as it is: copied, its head drawn anew by the seed, itself untouched", async () => {
    const model = await models.resnet18({ numClasses: 3 });
    const before = new Map([...model.stateDict()].map(([key, value]) => [key, value.clone()]));
    const asked = { ...options, epochs: 1, depths: [0, 1], seeds: [0, 1], monitor: "val.accuracy" } as const;
    const search = await train.searchDepth(model, tables, asked);
    for (const [key, value] of model.stateDict())
      expect(value.equal(before.get(key) as Tensor), key).toBe(true);
    expect(search.rows.map(({ values }) => values.length)).toEqual([2, 2]);
    const again = await train.searchDepth(model, tables, asked);
    expect(again.rows.map(({ values }) => values)).toEqual(search.rows.map(({ values }) => values));
    expect(String(search)).toMatch(
      /depth {2}from {4}parameters {2}val\.accuracy.*95 % interval.*\n0 +head +1,539/,
    );
    expect(String(search)).not.toMatch(/computed its frozen layers itself/);
    expect(String(search)).toMatch(/recommended: depth (0|1); .*2 seeds/);
    expect(JSON.parse(JSON.stringify(search)).rows.length).toBe(2);
    // In the folder of the run that trains with the depth, whose report shows it.
    const out = path.join(root, "searched");
    const kept = await train.searchDepth(model, tables, { ...asked, out });
    expect(JSON.parse(await readFile(path.join(out, "depth-search.json"), "utf8")).rows).toEqual(
      JSON.parse(JSON.stringify(kept)).rows,
    );
    await train.fit(model, tables, { ...options, epochs: 1, freeze: { depth: kept.recommended }, out });
    const { file, sections } = await train.report(out, { data: tables, model, draws: 0, pictures: 0 });
    expect(sections).toContain("depth");
    const text = await readFile(file, "utf8");
    const page = text.slice(
      text.indexOf('id="depth"'),
      text.indexOf("</section>", text.indexOf('id="depth"')),
    );
    for (const { depth, parameters } of kept.rows) {
      const row = page.split("<tr>").find((one) => new RegExp(`^<t[hd][^>]*>${depth}</t`).test(one)) ?? "";
      expect(row.replaceAll(/\s/g, "")).toMatch(new RegExp(`>${parameters}</td>`));
    }
    expect(page.includes(`recommended is depth ${kept.recommended}`)).toBe(true);
  });

  test("halving keeps the better half, rounded up, and those that are left are as without it", async () => {
    const all = await train.searchDepth(build, tables, {
      ...options,
      epochs: 4,
      depths: [0, 1, 2],
      seeds: [5],
    });
    const told: train.SearchEvent[] = [];
    const some = await train.searchDepth(build, tables, {
      ...options,
      epochs: 4,
      depths: [0, 1, 2],
      seeds: [5],
      halving: { eta: 2 },
      onEvent: (event) => void told.push(event),
    });
    expect([...some.rows.flatMap(({ epochs }) => epochs)].sort()).toEqual([1, 2, 4]);
    expect(told.filter(({ isDropped }) => isDropped).map(({ epoch }) => epoch)).toEqual([1, 2]);
    const survivor = some.rows.find(({ epochs }) => epochs[0] === 4);
    expect(survivor?.values).toEqual(all.rows.find(({ depth }) => depth === survivor?.depth)?.values);
  });

  test("leaves no tensors behind, ended or stopped", async () => {
    const asked = { ...options, epochs: 1, depths: [0, 1], seeds: [0] } as const;
    await train.searchDepth(build, tables, asked);
    memory.collect();
    const before = memory.liveTensors();
    await train.searchDepth(build, tables, asked);
    const stop = new AbortController();
    const run = train.searchDepth(build, tables, {
      ...asked,
      epochs: 5,
      signal: stop.signal,
      onEvent: () => stop.abort(),
    });
    await expect(run).rejects.toThrow(AbortError);
    memory.collect();
    expect(memory.liveTensors() - before).toBeLessThan(70); // a network that was built is the collector's
  });
});

test("a network that is no chain is trained whole by every run, with the same result", async () => {
  class Net extends nn.Module {
    static {
      models.declare(Net, {
        heads: "fc",
        stages: [
          { name: "first", paths: ["conv"] },
          { name: "head", paths: ["fc"] },
        ],
      });
    }
    conv = new nn.Conv2d(3, 4, 3);
    fc = new nn.Linear(4, 3);
    override forward(x: Tensor): Tensor {
      return this.fc.forward(this.conv.forward(x).relu().mean([2, 3]));
    }
  }
  manualSeed(4);
  const start = new Net().stateDict();
  const net = (): Net => {
    const made = new Net();
    made.loadStateDict(start);
    return made;
  };
  const search = await train.searchDepth(net, tables, { ...options, seeds: [2] });
  const values = [];
  for (const depth of [0, 1]) {
    values.push((await train.fit(net(), tables, { ...options, seed: 2, freeze: { depth } })).best?.valLoss);
  }
  expect(String(search)).toMatch(/every run computed its frozen layers itself/);
  expect(search.rows.map(({ depth, values: [value] }) => [depth, value])).toEqual([
    [0, values[0]],
    [1, values[1]],
  ]);
});

test("the statistics of a table, and the depth that is recommended", () => {
  const row = (depth: number, values: number[]): train.SearchRow => ({
    depth,
    from: `stage ${depth}`,
    parameters: 10 ** depth,
    values,
    epochs: values.map(() => 1),
    seconds: 1,
  });
  const facts = { better: "higher", seeds: [0, 1, 2], samples: 100, seconds: 3 } as const;
  const table = new SearchTable(
    [row(0, [0.5, 0.52, 0.54]), row(1, [0.7, 0.74, 0.78]), row(2, [0.72, 0.75, 0.81])],
    { ...facts, seeds: [0, 1, 2], monitor: "val.accuracy" },
  );
  // scipy.stats.t.interval(0.95, 2, mean, sem) of 0.7, 0.74, 0.78
  expect(table.rows[1]?.mean).toBeCloseTo(0.74, 12);
  expect(table.rows[1]?.deviation).toBeCloseTo(0.04, 12);
  expect(table.rows[1]?.interval[0]).toBeCloseTo(0.64063, 4);
  expect(table.rows[1]?.interval[1]).toBeCloseTo(0.83937, 4);
  // The best mean is 0.76 +- 0.026: depth 1 lies within it, depth 0 does not.
  expect([table.best, table.recommended]).toEqual([2, 1]);
  const single = new SearchTable([row(0, [0.8])], { ...facts, seeds: [0], monitor: "val.accuracy" });
  // statsmodels' proportion_confint(80, 100, method="wilson")
  expect(single.rows[0]?.interval[0]).toBeCloseTo(0.7112, 4);
  expect(single.rows[0]?.interval[1]).toBeCloseTo(0.86663, 4);
  const loss = new SearchTable([row(0, [0.3]), row(1, [0.2])], {
    ...facts,
    better: "lower",
    seeds: [0],
    monitor: "val.loss",
  });
  expect(loss.recommended).toBe(1);
  expect(String(loss)).toMatch(/one seed says nothing/);
});

test.each([
  [{ depths: [0, 0] }, /depths must be a list of different depths/],
  [{ depths: [9] }, /`depth` is from 0 to 5 for ResNet/],
  [{ seeds: [] }, /seeds must be a list/],
  [{ out: "" }, /out/],
  [{ resume: true }, /unknown option "resume"; it is a run's own/],
  [{ metrics: {} }, /unknown option "metrics"; it is a run's own/],
  [{ halving: { eta: 1 } }, /eta/],
  [{ depth: [0] }, /did you mean/],
])("%o is refused", async (odd, message) => {
  const run = train.searchDepth(build, tables, { ...options, epochs: 1, ...odd } as never);
  await expect(run).rejects.toThrow(message);
  await expect(run).rejects.toThrow(ArgumentError);
});

test("data without a validation part is refused", async () => {
  const run = train.searchDepth(build, { train: tables.train, classes: CLASSES }, options);
  await expect(run).rejects.toThrow(/depths are compared on validation data/);
});
