/**
 * What a search of the depth costs: `npx tsx bench/search-depth.ts [images] [rounds]`.
 *
 * Six depths of a ResNet-18 on images of 128 pixels, two epochs of one view: in step with the frozen layers computed once, as six
 * runs of `fit`, as the trained suffixes alone on what the frozen layers give, and with successive halving. All in one process, in
 * turn; the median round counts. "Full run" is the depth that trains everything.
 */
import { data, manualSeed, models, randint, randn, train } from "../lib/index.ts";
import { keep, noGrad, scope, type Tensor } from "../lib/tensor/index.ts";
import { dropPrefix, frozenLinks, prefixOutputs } from "../lib/train/search/prefix.ts";

const [images = 96, rounds = 3] = process.argv.slice(2).map(Number);
const CLASSES = ["a", "b", "c", "d"];
const DEPTHS = [0, 1, 2, 3, 4, 5];
const [SIDE, BATCH, EPOCHS] = [128, 16, 2];
const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

manualSeed(0);
const start = (await models.resnet18({ numClasses: CLASSES.length })).stateDict();
const build = async (): Promise<models.ResNet> => {
  const model = await models.resnet18({ numClasses: CLASSES.length });
  model.loadStateDict(start);
  return model;
};
const part = (n: number): data.TensorDataset =>
  new data.TensorDataset(randn([n, 3, SIDE, SIDE]), randint(CLASSES.length, [n]));
const tables = { train: part(images), val: part(Math.ceil(images / 4)), classes: CLASSES };
const options = { epochs: EPOCHS, batchSize: BATCH, lr: 1e-3, device: "cpu" } as const;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** The trained suffix of a depth alone, on what the layers before it give; the time of the layers is not counted. */
async function suffix(depth: number): Promise<number> {
  const model = await build();
  train.freeze(model, { depth });
  const trained = new Set(
    [...model.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name),
  );
  const cut = frozenLinks(model, (name) => trained.has(name)) ?? 0;
  model.eval();
  const computed = async (table: data.TensorDataset, shuffle: boolean): Promise<train.LabelledBatch[]> => {
    const batches: train.LabelledBatch[] = [];
    for await (const batch of data.tensorLoader(table, { batchSize: BATCH, shuffle, seed: 0 })) {
      const { images: x, labels } = batch as train.LabelledBatch;
      const [output] = noGrad(() => scope(() => prefixOutputs(model, x, [cut]).map((one) => keep(one)))) as [
        Tensor,
      ];
      batches.push({ images: output, labels });
    }
    return batches;
  };
  const loaderOf = (batches: train.LabelledBatch[]): train.BatchLoader => ({
    length: batches.length,
    async *[Symbol.asyncIterator]() {
      yield* batches;
    },
  });
  const given = {
    train: loaderOf(await computed(tables.train, true)),
    val: loaderOf(await computed(tables.val, false)),
    classes: CLASSES,
  };
  dropPrefix(model, cut);
  const { batchSize: _, ...rest } = options;
  return seconds(() => train.fit(model, given, { ...rest, freeze: { depth } }));
}

/** One pass of the layers that depth 0 freezes over all images. */
async function prefix(): Promise<number> {
  const model = await build();
  model.eval();
  const cut = frozenLinks(model, (name) => name.startsWith("fc.")) ?? 0;
  return seconds(async () => {
    for (const table of [tables.train, tables.val]) {
      for await (const batch of data.tensorLoader(table, { batchSize: BATCH })) {
        noGrad(() => scope(() => prefixOutputs(model, (batch as train.LabelledBatch).images, [cut])));
      }
    }
  });
}

const times: Record<string, number[]> = {};
const note = (name: string, value: number): void => {
  times[name] = [...(times[name] ?? []), value];
};
for (let round = 0; round < rounds; round++) {
  let [whole, suffixes] = [0, 0];
  for (const depth of DEPTHS) {
    const model = await build();
    const run = await seconds(() => train.fit(model, tables, { ...options, freeze: { depth } }));
    whole += run;
    if (depth === DEPTHS.at(-1)) note("one full run", run);
    suffixes += await suffix(depth);
  }
  note("six runs of fit", whole);
  note("the six suffixes alone", suffixes);
  note("one pass of the frozen layers", await prefix());
  note(
    "the search",
    await seconds(() => train.searchDepth(build, tables, { ...options, depths: DEPTHS, views: 1 })),
  );
  const halved = { ...options, depths: DEPTHS, views: 1, halving: true, epochs: 6 } as const;
  note("the search with halving, six epochs", await seconds(() => train.searchDepth(build, tables, halved)));
  const full = await build();
  note("one full run of six epochs", await seconds(() => train.fit(full, tables, { ...options, epochs: 6 })));
}
const at = (name: string): number => median(times[name] ?? []);
for (const name of Object.keys(times)) console.log(`${name.padEnd(40)} ${at(name).toFixed(2)} s`);
const bound = at("the six suffixes alone") + at("one pass of the frozen layers");
const ratios = {
  "search / (suffixes + one pass)": at("the search") / bound,
  "search / full run": at("the search") / at("one full run"),
  "six runs / full run": at("six runs of fit") / at("one full run"),
  "halving / full run of six epochs":
    at("the search with halving, six epochs") / at("one full run of six epochs"),
};
for (const [name, ratio] of Object.entries(ratios)) console.log(`${name.padEnd(40)} ${ratio.toFixed(2)}`);
console.log(JSON.stringify({ images, rounds, times, ratios }));
