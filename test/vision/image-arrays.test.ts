// Images and labels in one archive of arrays, as MedMNIST publishes them, as data to train on.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ArgumentError, DatasetError, datasets, type Tensor, transforms } from "../../lib/index.ts";
import { fixtureJson, sharedPath } from "../helpers/index.ts";

type Archive = "colors" | "gray" | "several" | "plain";
const made = fixtureJson<
  Record<Archive, string> & { images: { colors: number[]; gray: number[] }; several_labels: number[][] }
>("npz");
const root = mkdtempSync(path.join(tmpdir(), "torchts-arrays-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function archive(name: Archive): string {
  const file = path.join(root, `${name}.npz`);
  writeFileSync(file, Buffer.from(made[name], "base64"));
  return file;
}

const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
const { ImageArrays } = datasets;
const same = { transform: (image: Tensor) => image.clone() };

test("three parts with images, labels and names of classes", async () => {
  const file = archive("colors");
  const data = await ImageArrays.open(file, { ...same, classes: ["none", "mild", "severe"] });
  expect([data.train.length, data.val?.length, data.test?.length]).toEqual([6, 3, 2]);
  expect(data.classes).toEqual(["none", "mild", "severe"]);
  expect(data.train.labels).toEqual([0, 1, 2, 0, 1, 2]);
  const size = 5 * 4 * 3;
  for (let i = 0; i < 6; i++) {
    const { image, label, index, path: name } = await data.train.get(i);
    expect([image.shape, image.dtype]).toEqual([[3, 5, 4], "uint8"]);
    expect(flat(image.permute([1, 2, 0]))).toEqual(made.images.colors.slice(i * size, (i + 1) * size));
    expect([label, index, name]).toEqual([i % 3, i, `${file}#train_images[${i}]`]);
  }
});

test("gray becomes RGB, or stays one channel; batches; folds", async () => {
  const data = await ImageArrays.open(archive("gray"), same);
  expect([data.classes, data.val, data.test]).toEqual([["0", "1"], null, null]);
  expect((await data.train.get(0)).image.shape).toEqual([3, 3, 3]);
  const gray = await ImageArrays.open(archive("gray"), { ...same, image: { mode: "L" } });
  expect(flat((await gray.train.get(2)).image)).toEqual(made.images.gray.slice(18, 27));
  const usual = await ImageArrays.open(archive("gray"));
  for await (const { images, labels } of usual.loader("train", { batchSize: 4, shuffle: false })) {
    expect([images.shape, images.dtype]).toEqual([[4, 3, 224, 224], "float32"]);
    expect(labels.toArray()).toEqual([0, 1, 1, 0]);
  }
  const folded = data.divide({ train: [0, 1, 3], val: [2] });
  expect([folded.train.labels, folded.val?.labels]).toEqual([[0, 1, 0], [1]]);
  expect(folded.val?.paths).toEqual([`${data.root}#train_images[2]`]);
});

test("what is refused", async () => {
  const refused = (name: Archive, options: object = {}) => ImageArrays.open(archive(name), options);
  await expect(refused("plain")).rejects.toThrow(/no train_images and train_labels/);
  await expect(refused("several")).rejects.toThrow(/train_labels has shape \[4,2\] for 4 images/);
  await expect(refused("colors", { classes: ["a", "b"] })).rejects.toThrow(
    /labels up to 2, and 2 classes are named/,
  );
  await expect(refused("colors", { image: { page: 0 } })).rejects.toThrow(/image\.page says nothing/);
  await expect(refused("colors", { split: { val: 0.2 } })).rejects.toThrow(/the archive has its parts/);
  await expect(refused("colors", { split: {} })).rejects.toThrow(ArgumentError);
  await expect(refused("several")).rejects.toThrow(DatasetError);
});

test("grades, several labels and numbers, by what the labels are said to be", async () => {
  const { imagesFromNpz } = datasets;
  const grades = await imagesFromNpz(archive("colors"), {
    ...same,
    task: "ordinal",
    classes: ["a", "b", "c"],
  });
  expect([grades.task, grades.classes, grades.train.labels]).toEqual([
    { name: "ordinal" },
    ["a", "b", "c"],
    [0, 1, 2, 0, 1, 2],
  ]);
  const [own, other] = [
    await grades.train.get(3),
    await (await ImageArrays.open(archive("colors"), same)).train.get(3),
  ];
  expect(flat(own.image)).toEqual(flat(other.image));
  expect([own.label, own.path]).toEqual([other.label, `${grades.root}#train_images[3]`]);

  const labels = await imagesFromNpz(archive("several"), same);
  expect(labels).toBeInstanceOf(datasets.MultilabelFiles);
  expect([labels.task, labels.classes]).toEqual([{ name: "multilabel" }, ["0", "1"]]);
  for await (const batch of (labels as datasets.MultilabelFiles).loader("train", {
    batchSize: 4,
    shuffle: false,
  })) {
    expect(batch.targets.tolist()).toEqual(made.several_labels);
    expect(batch.images.shape[0]).toBe(4);
  }
  const numbers = await imagesFromNpz(archive("several"), {
    ...same,
    task: "regression",
    classes: ["length", "area"],
    units: ["mm", "mm²"],
  });
  expect(numbers.task).toEqual({ name: "regression", names: ["length", "area"], units: ["mm", "mm²"] });
  expect(numbers.train.targets).toEqual(made.several_labels);
});

test("labels that are none of the task's are refused", async () => {
  const refused = (name: Archive, options: object) =>
    datasets.imagesFromNpz(archive(name), options as { task: "ordinal" });
  await expect(refused("several", { task: "ordinal" })).rejects.toThrow(
    /\[4,2\] .*several labels are task: "multilabel"/,
  );
  await expect(refused("colors", { task: "multilabel" })).rejects.toThrow(
    /train_labels has 2; a label is 0 or 1/,
  );
  await expect(refused("several", { classes: ["a"] })).rejects.toThrow(/2 labels an image, and 1 names/);
  await expect(refused("several", { task: "regression", units: ["mm"] })).rejects.toThrow(
    /2 numbers .* 1 units/,
  );
  await expect(refused("several", { units: ["mm", "mm"] })).rejects.toThrow(/units are of numbers/);
  await expect(refused("colors", { split: {} })).rejects.toThrow(ArgumentError);
  await expect(refused("plain", {})).rejects.toThrow(/no train_images and train_labels/);
});

const medical = sharedPath("data/classification/retinamnist-28px-ordinal/retinamnist.npz");
test.skipIf(medical === undefined)("MedMNIST's retinopathy", async () => {
  const data = await ImageArrays.open(medical as string, { transform: new transforms.Resize([32, 32]) });
  expect([data.train.length, data.val?.length, data.test?.length]).toEqual([1080, 120, 400]);
  expect(data.classes).toEqual(["0", "1", "2", "3", "4"]);
  for await (const { images } of data.loader("test", { batchSize: 400 })) {
    expect(images.shape).toEqual([400, 3, 32, 32]);
  }
});
