// The files of a run: what is written beside it of every kind of data, what a resumed run refuses, and weights of a table.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  arange,
  datasets,
  manualSeed,
  nn,
  randn,
  setNumThreads,
  data as torchtsData,
  train,
  transforms,
} from "../../lib/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";

let root: string;
let number = 0;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-run-files-"));
  for (const name of ["images", "masks"]) await mkdir(path.join(root, name));
  for (let i = 0; i < 12; i++) {
    const background = { r: 20 * i, g: 100, b: 90 };
    await sharp({ create: { width: 8, height: 8, channels: 3, background } }).toFile(
      path.join(root, "images", `i${i}.png`),
    );
    const gray = sharp(new Uint8Array(64).fill(i % 2), { raw: { width: 8, height: 8, channels: 1 } });
    await gray.toColourspace("b-w").toFile(path.join(root, "masks", `i${i}.png`));
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

const transform = new transforms.ImageClassificationPreset({ cropSize: 8, resizeSize: 8 });
const network = (outputs = 2): nn.Sequential => {
  manualSeed(1);
  return new nn.Sequential(
    new nn.Conv2d(3, 4, 8),
    new nn.ReLU(),
    new nn.Flatten(),
    new nn.Linear(4, outputs),
  );
};
const options = (out: string) => ({ epochs: 1, batchSize: 4, device: "cpu", seed: 2, out }) as const;
const folder = () => path.join(root, `run-${number++}`);

async function table(
  name: string,
  label = (i: number): string | number => (i % 2 === 0 ? "a" : "b"),
): Promise<string> {
  const file = path.join(root, name);
  const rows = Array.from(
    { length: 12 },
    (_, i) => `images/i${i}.png,masks/i${i}.png,${label(i)},p${i >> 1},${i < 3 ? 1 : 0}`,
  );
  await writeFile(file, ["image,mask,dx,patient,w", ...rows, "images/gone.png,,a,p9,1"].join("\n"));
  return file;
}
const columns = { image: "image", label: "dx", group: "patient" };
const opened = async (more = {}) =>
  datasets.fromCsv(await table("t.csv"), columns, {
    onMissing: "skip",
    transform,
    split: { val: 0.25, test: 0.25, seed: 1 },
    ...more,
  });
const listOf = async (out: string, part: string) =>
  (await readFile(path.join(out, "data", `${part}.tsv`), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
const noteOf = async (out: string) => JSON.parse(await readFile(path.join(out, "data", "data.json"), "utf8"));

describe("what a run keeps", () => {
  test("of a table: each part's files, groups and labels, what was left out, how it was divided", async () => {
    const [out, data] = [folder(), await opened()];
    await train.fit(network(), data, options(out));
    for (const part of ["train", "val", "test"] as const) {
      const own = data[part] as NonNullable<typeof data.val>;
      expect(await listOf(out, part)).toEqual(
        own.samples.map(({ path: file, group, label }) => [
          `images/${path.basename(file)}`,
          group,
          data.classes[label],
        ]),
      );
    }
    const { parts, ...note } = await noteOf(out);
    expect(note).toEqual({
      root,
      table: path.join(root, "t.csv"),
      classes: ["a", "b"],
      exclusions: [{ file: path.join(root, "t.csv"), line: 14, reason: "no image" }],
      split: { by: "group", val: 0.25, test: 0.25, seed: 1, stratify: true },
      groupColumn: "patient",
    });
    const { files, groups, perClass, sha256 } = parts.train;
    expect([files, groups, perClass]).toEqual([
      data.train.length,
      new Set(data.train.groups).size,
      [files / 2, files / 2],
    ]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    // A new run in its place has its own.
    const whole = await opened({ split: {} });
    await train.fit(network(), whole, { ...options(out), overwrite: true });
    expect([(await listOf(out, "train")).length, (await readdir(path.join(out, "data"))).sort()]).toEqual([
      12,
      ["data.json", "train.tsv"],
    ]);
  });

  test("of masks: the file of each; of data without files nothing", async () => {
    const out = folder();
    const data = await datasets.segmentationFromCsv(
      await table("m.csv").then(async (file) => {
        await writeFile(file, (await readFile(file, "utf8")).replace(/\n[^\n]*gone[^\n]*$/, ""));
        return file;
      }),
      { group: "patient" },
      { split: { val: 0.25 }, transform: new transforms.SegmentationPreset({ size: 8 }) },
    );
    const model = new nn.Sequential(new nn.Conv2d(3, 1, 3, { padding: 1 }));
    await train.fit(model as never, data, options(out));
    expect((await listOf(out, "train"))[0]).toEqual(
      [data.train.samples[0]].flatMap((one) => [
        `images/${path.basename(one?.path ?? "")}`,
        one?.group,
        `masks/${path.basename(one?.masks[0] ?? "")}`,
      ]),
    );
    const rows = new torchtsData.TensorDataset(randn([8, 4]), arange(8, { dtype: "int64" }).remainder(2));
    const plain = folder();
    await train.fit(
      new nn.Sequential(new nn.Linear(4, 2)),
      { train: rows, classes: ["a", "b"] },
      options(plain),
    );
    expect(await readdir(plain)).not.toContain("data");
  });
});

describe("going on", () => {
  test("with the same files wherever they lie by then, and not with others", async () => {
    const out = folder();
    await train.fit(network(), await opened(), options(out));
    const more = { ...options(out), epochs: 2, seed: undefined, resume: true };
    const refusal = async (data: Awaited<ReturnType<typeof opened>>): Promise<Error> =>
      train.fit(network(), data, more).then(
        () => expect.fail("it went on"),
        (error) => error,
      );
    const other = await refusal(await opened({ split: { val: 0.25, test: 0.25, seed: 9 } }));
    expect(other).toBeInstanceOf(ArgumentError);
    expect(other.message).toMatch(
      /has other (training|validation) files: \d+ new or of another target or group: images\/i\d+\.png.*gone/,
    );
    const relabelled = await datasets.fromCsv(
      await table("t.csv", (i) => (i % 2 === 0 ? "b" : "a")),
      columns,
      {
        onMissing: "skip",
        transform,
        split: { val: 0.25, test: 0.25, seed: 1 },
      },
    );
    expect((await refusal(relabelled)).message).toMatch(/has other (training|validation) files/);
    const divided = await opened();
    const turned = divided.divide({
      train: divided.train.paths.map((_, at) => at).reverse(),
      val: [],
    });
    const turnedFiles = new datasets.LabelledFiles(
      turned.root,
      { train: turned.train, val: divided.val, test: divided.test },
      { train: true, val: true },
    );
    expect((await refusal(turnedFiles)).message).toMatch(/the same in another order/);

    const moved = path.join(root, "elsewhere");
    await mkdir(moved);
    await cp(path.join(root, "images"), path.join(moved, "images"), { recursive: true });
    await cp(await table("t.csv"), path.join(moved, "t.csv"));
    const there = await datasets.fromCsv(path.join(moved, "t.csv"), columns, {
      onMissing: "skip",
      transform,
      split: { val: 0.25, test: 0.25, seed: 1 },
    });
    expect((await train.fit(network(), there, more)).history.length).toBe(2);
  });
});

test("training draws by the weights of a table, where no sampler is given", async () => {
  const weighted = await datasets.fromCsv(
    await table("t.csv"),
    { ...columns, weight: "w" },
    {
      onMissing: "skip",
      transform,
      classes: ["a", "b"],
    },
  );
  const drawn = async (more: object): Promise<string[]> => {
    const seen: string[] = [];
    const part: train.RunPart = {
      name: "seen",
      afterStep: ({ files }) => {
        seen.push(...files.map((file) => path.basename(file)));
      },
    };
    await train.fit(network(), weighted, {
      epochs: 2,
      batchSize: 4,
      device: "cpu",
      seed: 2,
      parts: [part],
      ...more,
    });
    return seen;
  };
  const sampler = new torchtsData.WeightedRandomSampler(weighted.train.weights as number[], 12, { seed: 2 });
  const expected = [0, 1].flatMap((epoch) => sampler.indices(epoch).map((at) => `i${at}.png`));
  expect(new Set(expected)).toEqual(new Set(["i0.png", "i1.png", "i2.png"]));
  expect(await drawn({})).toEqual(expected);
  const own = await drawn({ sampler: new torchtsData.SequentialSampler(weighted.train.length) });
  expect(own.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, i) => `i${i}.png`));
});
