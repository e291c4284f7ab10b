// What the image data sets and the reading and writing of images take: all else is refused by name, before anything else.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tensor, zeros } from "../../lib/tensor/index.ts";
import {
  datasets,
  readImage,
  readMask,
  transforms,
  vocPalette,
  writeImage,
  writeMask,
} from "../../lib/vision/index.ts";

type Loose = (...all: unknown[]) => unknown;
const { ImageFolder, SegmentationFolder, CocoSegmentation, coco } = datasets;
const none = undefined as never;
let folder: string;
let data: datasets.ImageFolder;
let masks: datasets.SegmentationFolder;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-options-"));
  const image = sharp({ create: { width: 2, height: 2, channels: 3, background: "#000" } });
  for (const name of ["classes/a", "classes/b", "pairs/images", "pairs/masks"]) {
    await mkdir(path.join(folder, name), { recursive: true });
    await image.toFile(path.join(folder, name, "1.png"));
  }
  data = await ImageFolder.open(path.join(folder, "classes"));
  masks = await SegmentationFolder.open(path.join(folder, "pairs"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusal(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
  return "nothing was thrown";
}
const call = (f: unknown, ...all: unknown[]) => (f as Loose)(...all);
const make = (f: unknown, ...all: unknown[]) => new (f as new (...all: unknown[]) => unknown)(...all);

/** Every public entry of the area, called as somebody would by mistake. */
const ENTRIES: [string, (option: object) => unknown][] = [
  ["readImage", (o) => call(readImage, none, o)],
  ["readMask", (o) => call(readMask, none, o)],
  ["writeImage", (o) => call(writeImage, none, none, o)],
  ["writeMask", (o) => call(writeMask, none, none, o)],
  ["vocPalette", (o) => call(vocPalette, o)],
  ["datasets.ImageFolder.open", (o) => call(ImageFolder.open.bind(ImageFolder), none, o)],
  ["datasets.ImageFolder", (o) => make(ImageFolder, none, none, none, o)],
  ["datasets.ImageFolder.loader", (o) => call(data.loader.bind(data), none, o)],
  ["datasets.ImageFolder.withDefaultTransforms", (o) => call(data.withDefaultTransforms.bind(data), o)],
  ["datasets.ImageFolderSplit", (o) => make(datasets.ImageFolderSplit, none, none, none, o)],
  ["datasets.ImageFolderSplit.get", (o) => call(data.train.get.bind(data.train), none, o)],
  [
    "datasets.ImageFolderSplit.withTransform",
    (o) => call(data.train.withTransform.bind(data.train), none, o),
  ],
  [
    "datasets.SegmentationFolder.open",
    (o) => call(SegmentationFolder.open.bind(SegmentationFolder), none, o),
  ],
  ["datasets.SegmentationFiles", (o) => make(datasets.SegmentationFiles, none, none, none, o)],
  ["datasets.SegmentationFiles.loader", (o) => call(masks.loader.bind(masks), none, o)],
  [
    "datasets.SegmentationFiles.withDefaultTransforms",
    (o) => call(masks.withDefaultTransforms.bind(masks), o),
  ],
  ["datasets.SegmentationSplit", (o) => make(datasets.SegmentationSplit, none, none, none, none, o)],
  ["datasets.SegmentationSplit.get", (o) => call(masks.train.get.bind(masks.train), none, o)],
  ["datasets.SegmentationSplit.read", (o) => call(masks.train.read.bind(masks.train), none, o)],
  [
    "datasets.SegmentationSplit.withTransform",
    (o) => call(masks.train.withTransform.bind(masks.train), none, o),
  ],
  ["datasets.segmentationFromCsv", (o) => call(datasets.segmentationFromCsv, none, none, o)],
  ["datasets.segmentationFromCsv: columns", (o) => call(datasets.segmentationFromCsv, none, o)],
  [
    "datasets.CocoSegmentation.open",
    (o) => call(CocoSegmentation.open.bind(CocoSegmentation), none, none, o),
  ],
  ["datasets.CocoSegmentation", (o) => make(CocoSegmentation, none, none, none, none, o)],
  ["datasets.tiled", (o) => call(datasets.tiled, none, o)],
  ["datasets.SegmentationTiles", (o) => make(datasets.SegmentationTiles, none, none, none, none, none, o)],
  ["datasets.TiledSegmentation", (o) => make(datasets.TiledSegmentation, none, none, o)],
  ["datasets.imageLoader", (o) => call(datasets.imageLoader, none, o)],
  ["datasets.segmentationLoader", (o) => call(datasets.segmentationLoader, none, o)],
  ["datasets.collateImages", (o) => call(datasets.collateImages, none, none, o)],
  ["datasets.collateMasks", (o) => call(datasets.collateMasks, none, none, o)],
  ["datasets.stratifiedSplit", (o) => call(datasets.stratifiedSplit, none, o)],
  ["datasets.groupedSplit", (o) => call(datasets.groupedSplit, none, o)],
  ["datasets.stratifiedGroupedSplit", (o) => call(datasets.stratifiedGroupedSplit, none, o)],
  ["datasets.coco.decodeRle", (o) => call(coco.decodeRle, none, o)],
  ["datasets.coco.encodeRle", (o) => call(coco.encodeRle, none, o)],
  ["datasets.coco.polygonsToMask", (o) => call(coco.polygonsToMask, none, none, none, o)],
];

test.each(ENTRIES)("%s refuses an unknown option", async (name, run) => {
  const text = await refusal(() => run({ surelyNoOption: 1 }));
  expect(text).toMatch(/^ERR_TORCHTS_ARGUMENT/);
  expect(text).toContain(`${name}: unknown option "surelyNoOption"`);
});

test.each(ENTRIES)("%s refuses wrong required arguments without a raw error", async (_, run) => {
  expect(await refusal(() => run({}))).toMatch(/^(ERR_TORCHTS_|nothing was thrown)/);
});

describe("options within options, near names and kinds", () => {
  const open = (options: object) => ImageFolder.open(path.join(folder, "classes"), options);
  test.each<[() => unknown, RegExp]>([
    [() => open({ splits: { val: 0.2 } }), /unknown option "splits"; did you mean split\?/],
    [
      () => open({ split: { vall: 0.2 } }),
      /ImageFolder\.open: split: unknown option "vall"; did you mean val\?/,
    ],
    [() => open({ split: { val: "20 %" } }), /split: val must be a number, got "20 %"/],
    [() => open({ split: 0.2 }), /split must be an object with val, test, seed, groups, got 0\.2/],
    [() => open({ val: 0.2 }), /unknown option "val"; give split: \{ val: 0\.2 \}/],
    [() => open({ image: { channels: 1 } }), /image: unknown option "channels"/],
    [() => open({ transform: transforms.ToFloat }), /transform must be a transform made with new/],
    [() => open({ onError: "ignore" }), /onError must be one of "throw", "skip", got "ignore"/],
    [() => open({ extensions: "png" }), /extensions must be a list/],
    [() => ImageFolder.open(["a"] as never), /root must be a string/],
    [
      () => data.loader("validation" as never),
      /part must be one of "train", "val", "test", got "validation"/,
    ],
    [
      () => data.loader("train", { batch_size: 4 } as never),
      /loader: unknown option "batch_size"; did you mean batchSize/,
    ],
    [() => data.loader("train", { collate: () => 1 } as never), /the data has its own; use data\.DataLoader/],
    [() => readImage("a.png", { depth: 16 } as never), /readImage: depth must be one of 8, "native", got 16/],
    [() => readImage("a.png", { mode: "rgb" } as never), /mode must be one of "RGB", "L", "unchanged"/],
    [() => readImage("a.png", "L" as never), /expected an object with options, got "L"/],
    [
      () => readImage(Promise.resolve("a.png") as never),
      /source must be .* got a promise \(await it first\)/,
    ],
    [() => readImage(""), /source must be the path of a file/],
    [
      () => writeImage(zeros([3, 2, 2]), "a.jpg", { quality: 0 }),
      /quality must be a number between 1 and 100/,
    ],
    [() => writeImage("a.png" as never, zeros([3, 2, 2]) as never), /image must be a tensor, got "a\.png"/],
    [
      () => writeMask(zeros([2, 2]), "a.png", { colors: [] } as never),
      /unknown option "colors"; it is called palette/,
    ],
    [() => masks.train.read(0, { signals: 1 } as never), /did you mean signal/],
    [
      () => CocoSegmentation.open("a", "b", { val: { annotations: "c" } as never }),
      /val: imagesDir is missing/,
    ],
    [() => CocoSegmentation.open("a", "b", { classes: ["a"] } as never), /it is called categories/],
    [
      () => datasets.segmentationFromCsv("a.csv", "mask" as never),
      /columns: expected an object with options/,
    ],
    [
      () => datasets.segmentationFromCsv("a.csv", {}, { split: { groups: () => "" } as never }),
      /a column of groups/,
    ],
    [() => coco.decodeRle([1, 2] as never), /rle must be an object with size/],
    [() => coco.encodeRle(tensor([[1]]), { compress: false } as never), /did you mean compressed/],
  ])("case %#", async (run, message) => {
    const text = await refusal(run);
    expect(text).toMatch(message);
    expect(text).toMatch(/^ERR_TORCHTS_ARGUMENT/);
  });
});

test("images that are no pixels are refused", async () => {
  const file = path.join(folder, "no.png");
  expect(await refusal(() => writeImage(zeros([3, 2, 2], { dtype: "int64" }), file))).toMatch(
    /^ERR_TORCHTS_DTYPE: writeImage: expected uint8 .* got int64/,
  );
  expect(await refusal(() => writeImage(zeros([3, 0, 2]), file))).toMatch(/^ERR_TORCHTS_SHAPE/);
});

test("a label that is no whole number is named with its file, and does not become another class", async () => {
  const image = zeros([3, 2, 2]);
  const samples = [0, 1.5].map((label, index) => ({ image, label, index, path: `${index}.png` }));
  expect(await refusal(() => datasets.collateImages(samples, [0, 1]))).toMatch(
    /^ERR_TORCHTS_DATASET: .*the label of 1\.png is the index of a class, a whole number, got 1\.5/,
  );
});
