// A run that a script trained, reported by its folder alone: its data is found again by the lists that it keeps.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { datasets, manualSeed, nn, setNumThreads, train, transforms } from "../../lib/index.ts";
import { fixtureJson } from "../helpers/index.ts";

let root: string;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-run-data-"));
  await mkdir(path.join(root, "images"));
  for (let i = 0; i < 12; i++) {
    const background = { r: 20 * i, g: 100, b: 90 };
    await sharp({ create: { width: 8, height: 8, channels: 3, background } }).toFile(
      path.join(root, "images", `i${i}.png`),
    );
  }
  const parts = ["train", "train", "train", "val", "test", "test"];
  const rows = Array.from(
    { length: 12 },
    (_, i) =>
      `images/i${i}.png,${i % 2},${i < 6 ? 1 : ""},${20 + i},${i % 4 < 2 ? "f" : "m"},${parts[i % 6]}`,
  );
  await writeFile(path.join(root, "t.csv"), ["image,one,other,age,sex,split", ...rows].join("\n"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const transform = new transforms.ImageClassificationPreset({ cropSize: 8, resizeSize: 8 });
function network(outputs: number): nn.Sequential {
  manualSeed(1);
  return new nn.Sequential(new nn.Conv2d(3, 4, 8), new nn.Flatten(), new nn.Linear(4, outputs));
}
const options = { epochs: 1, batchSize: 4, device: "cpu", seed: 2 } as const;

async function predicted(out: string, outputs: number): Promise<string[][]> {
  const { predictions } = await train.report(out, { model: network(outputs), pictures: 0, draws: 0 });
  const text = await readFile(predictions.test as string, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
}
const column = ([head, ...rows]: string[][], name: string): string[] =>
  rows.map((row) => row[head?.indexOf(name) ?? -1] as string);

test.each([
  ["labels", { labels: ["one", "other"] }, 2, "label.other", ["1", "1", "", ""]],
  ["numbers", { value: "age" }, 1, "value.age", ["24", "25", "30", "31"]],
  ["classes", { label: "one" }, 2, "label", ["0", "1", "0", "1"]],
  ["grades", { grade: "one" }, 1, "label", ["0", "1", "0", "1"]],
] as const)(
  "%s of a table, with the columns that were kept",
  async (name, what, outputs, target, expected) => {
    const out = path.join(root, name);
    const columns = { image: "image", keep: ["sex", "split"], ...what } as datasets.ClassColumns; // one of four
    const data = await datasets.fromCsv(path.join(root, "t.csv"), columns, { transform });
    await train.fit(network(outputs), data, { ...options, out });
    const rows = await predicted(out, outputs);
    expect([column(rows, target), column(rows, "sex"), column(rows, "split")]).toEqual([
      expected,
      ["f", "f", "m", "m"],
      ["test", "test", "test", "test"],
    ]);
  },
);

test("an archive of arrays; none where its parts are others now", async () => {
  const { colors, gray } = fixtureJson<{ colors: string; gray: string }>("npz");
  const [file, out] = [path.join(root, "a.npz"), path.join(root, "archive")];
  await writeFile(file, Buffer.from(colors, "base64"));
  const classes = ["none", "mild", "severe"];
  const data = await datasets.imagesFromNpz(file, { task: "ordinal", classes, transform });
  await train.fit(network(2), data, { ...options, out });
  const rows = await predicted(out, 2);
  expect(column(rows, "label")).toEqual(data.test?.labels.map((label) => classes[label]));

  await rm(path.join(out, "predictions-test.csv"));
  await writeFile(file, Buffer.from(gray, "base64"));
  const { predictions } = await train.report(out, { model: network(2), pictures: 0, draws: 0 });
  expect(predictions.test).toBeUndefined();
});
