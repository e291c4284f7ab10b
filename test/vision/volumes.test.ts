// Volumes as data: slices, stacks and patches with classes or masks, by list, table and archive.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync, inflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import {
  ArgumentError,
  DatasetError,
  datasets,
  FileFormatError,
  memory,
  nn,
  type Tensor,
  train,
} from "../../lib/index.ts";
import { fixtureJson, sharedPath } from "../helpers/index.ts";

interface Point {
  voxel: [number, number, number];
  ras: [number, number, number];
  lps: [number, number, number];
  centre: [number, number, number];
  edge: string;
  constant: string;
}

const made = fixtureJson<{
  image: string;
  mask: string;
  turned: Record<string, { shape: [number, number, number]; values: string; labels: string }>;
  resampled: Record<
    string,
    { shape: [number, number, number]; spacing: [number, number, number]; linear: string; nearest: string }
  >;
  points: Point[];
}>("volumes");
const npz = fixtureJson<{ volumes: string; volume: number[] }>("volumes-npz");

const root = mkdtempSync(path.join(tmpdir(), "torchts-volume-data-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const unpack = (text: string) => inflateSync(Buffer.from(text, "base64"));
const floats = (text: string) => new Float32Array(Uint8Array.from(unpack(text)).buffer);
const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
const keep = { transform: (image: Tensor) => image.clone() };

const bytes = unpack(made.image);
writeFileSync(path.join(root, "a.nii"), bytes);
writeFileSync(path.join(root, "a.nii.gz"), gzipSync(bytes));
writeFileSync(path.join(root, "a-mask.nii.gz"), gzipSync(unpack(made.mask)));
writeFileSync(path.join(root, "b.nii"), bytes);
writeFileSync(path.join(root, "c.nii"), bytes);

/** -1024 is 0 and 1523 is 1; values are exact to float32. */
const WINDOW = [-1024, 1523] as const;
const shadeOf = (value: number) => (value + 1024) / 2547;
const image = { window: WINDOW, depth: "native", mode: "L" } as const;
const ONE = 2 ** -22;

function same(got: readonly number[], wanted: readonly number[], tolerance = ONE): void {
  expect(got.length).toBe(wanted.length);
  const off = wanted.findIndex((v, i) => !(Math.abs((got[i] as number) - v) <= tolerance));
  expect(off, `at ${off}: ${got[off]} instead of ${wanted[off]}`).toBe(-1);
}

const two = [
  { path: "a.nii", label: "benign", group: "one" },
  { path: "b.nii", label: "malignant", group: "two" },
];

describe("slices", () => {
  test.each([
    ["axial", "LPS"],
    ["coronal", "LIP"],
    ["sagittal", "PIL"],
  ] as const)("%s ones of nibabel's volume, with the class of their volume", async (plane, code) => {
    const wanted = made.turned[code] as (typeof made.turned)[string];
    const [count, height, width] = wanted.shape;
    const values = floats(wanted.values);
    for (const name of ["a.nii", "a.nii.gz"]) {
      const entries = [{ path: name, label: "benign" }];
      const { train: part } = await datasets.Volumes.open(entries, { root, plane, image, ...keep });
      expect(part.length).toBe(count);
      for (let i = 0; i < count; i++) {
        const sample = await part.get(i);
        expect([sample.image.shape, sample.label, sample.index]).toEqual([[1, height, width], 0, i]);
        expect(sample.path).toBe(`${path.join(root, name)}#${plane}[${i}]`);
        const slice = values.subarray(i * height * width, (i + 1) * height * width);
        same(flat(sample.image), [...slice].map(shadeOf));
      }
    }
  });

  test("neighbours and windows are channels; beyond the ends the border is repeated, or a value stands", async () => {
    const { shape, values } = made.turned.LPS as (typeof made.turned)[string];
    const [count, height, width] = shape;
    const all = floats(values);
    const slice = (at: number) => [...all.subarray(at * height * width, (at + 1) * height * width)];
    const native = { depth: "native", window: [WINDOW, [0, 100]] } as const;
    for (const fill of ["edge", -1024] as const) {
      const options = { root, stack: 3, fill, image: native, ...keep };
      const { train: part } = await datasets.Volumes.open([{ path: "a.nii", label: 0 }], options);
      for (const at of [0, 2, count - 1]) {
        const wanted = [at - 1, at, at + 1].flatMap((one) => {
          const inside = Math.min(Math.max(one, 0), count - 1);
          const shown = one !== inside && fill !== "edge" ? slice(0).map(() => fill) : slice(inside);
          return [...shown.map(shadeOf), ...shown.map((v) => Math.min(Math.max(v / 100, 0), 1))];
        });
        const sample = await part.get(at);
        expect(sample.image.shape).toEqual([6, height, width]);
        same(flat(sample.image), wanted);
      }
    }
  });

  test("which slices: every, range, by list; resampled ones are torch's", async () => {
    const open = (entry: object, options: object) =>
      datasets.Volumes.open([{ path: "a.nii", label: 0, ...entry }], { root, image, ...keep, ...options });
    const slicesOf = (data: datasets.Volumes) => data.train.samples.map(({ slice }) => slice);
    expect(slicesOf(await open({}, { plane: "sagittal", every: 3 }))).toEqual([0, 3, 6]);
    expect(slicesOf(await open({}, { plane: "coronal", range: [0.25, 0.75] }))).toEqual([2, 3, 4, 5, 6]);
    expect(slicesOf(await open({ slices: [4, 1] }, {}))).toEqual([4, 1]);
    const { spacing, shape, linear } = made.resampled.finer as (typeof made.resampled)[string];
    const data = await open({ slices: [3] }, { plane: "stored", resample: spacing });
    const size = shape[1] * shape[2];
    const sample = await data.train.get(0);
    same(flat(sample.image), [...floats(linear).subarray(3 * size, 4 * size)].map(shadeOf), 2e-6);
  });
});

describe("patches around points", () => {
  test.each(["voxels", "ras", "lps"] as const)(
    "given in %s are numpy's, padded at the border",
    async (coordinates) => {
      const key = coordinates === "voxels" ? "voxel" : coordinates;
      const points = made.points.map((point, i) => ({ at: point[key], label: i % 2 }));
      for (const [fill, wanted] of [
        ["edge", "edge"],
        [-1024, "constant"],
      ] as const) {
        const entries = [{ path: "a.nii", points }];
        const data = await datasets.Volumes.open(entries, {
          root,
          coordinates,
          size: [6, 5],
          fill,
          image,
          ...keep,
        });
        expect(data.train.labels).toEqual([0, 1, 0, 1]);
        for (const [i, point] of made.points.entries()) {
          const sample = await data.train.get(i);
          same(flat(sample.image), [...floats(point[wanted])].map(shadeOf));
          const [slice, row, column] = point.centre;
          expect(sample.path.endsWith(`#axial[${slice}](${column},${row})`)).toBe(true);
        }
      }
    },
  );

  test("millimetres are voxels of the spacing; a point outside and what is contradictory is refused", async () => {
    const entry = { path: "a.nii", label: 0, points: [{ at: [4, 3, 2] as const }] };
    const open = (options: object, one: object = {}) =>
      datasets.Volumes.open([{ ...entry, ...one }], { root, image, ...keep, ...options });
    const data = await open({ coordinates: "voxels", sizeMm: [3, 5] });
    expect((await data.train.get(0)).image.shape).toEqual([1, 4, 5]);
    await expect(open({ size: 4 })).rejects.toThrow(/coordinates: "voxels", "lps" or "ras"/);
    await expect(open({ coordinates: "voxels" })).rejects.toThrow(/size, in voxels, or sizeMm/);
    await expect(open({ coordinates: "voxels", size: 4, sizeMm: 4 })).rejects.toThrow(ArgumentError);
    await expect(open({ size: 4 }, { points: undefined })).rejects.toThrow(/no volume has any/);
    const outside = open({ coordinates: "voxels", size: 4 }, { points: [{ at: [9, 0, 0] }] });
    await expect(outside).rejects.toThrow(/has no point .* in voxels: it is voxel/);
    await expect(outside).rejects.toThrow(DatasetError);
  });
});

describe("masks", () => {
  test("are turned as their volume, and paired slice by slice; stacks have that of the middle", async () => {
    const { shape, labels, values } = made.turned.LIP as (typeof made.turned)[string];
    const [count, height, width] = shape;
    const wanted = unpack(labels);
    const classes = ["background", "liver", "tumour"];
    const entries = [{ path: "a.nii", mask: "a-mask.nii.gz" }];
    const data = await datasets.SegmentationVolumes.open(entries, {
      root,
      plane: "coronal",
      classes,
      stack: 3,
      image: { window: WINDOW, depth: "native" },
    });
    expect([data.kind, data.classes, data.ignoreIndex]).toEqual(["multiclass", classes, null]);
    for (let i = 0; i < count; i++) {
      const { image: stack, mask } = await data.train.read(i);
      expect([stack.shape, mask.shape, mask.dtype]).toEqual([[3, height, width], [height, width], "int64"]);
      expect(flat(mask)).toEqual([...wanted.subarray(i * height * width, (i + 1) * height * width)]);
      const middle = floats(values).subarray(i * height * width, (i + 1) * height * width);
      same(flat(stack.select(0, 1)), [...middle].map(shadeOf));
    }
    expect(data.train.source.reader.cache.reads).toBe(2); // the volume and its mask, once each
  });

  test("several classes that overlap, slices with enough foreground, masks of other voxels", async () => {
    const masks = { a: "a-mask.nii.gz", b: "a-mask.nii.gz" };
    const open = (mask: string | Record<string, string>, options: object = {}) =>
      datasets.SegmentationVolumes.open([{ path: "a.nii", mask }], { root, image, ...options });
    const several = await open(masks, { threshold: 1 });
    const { mask } = await several.train.read(0);
    expect([several.kind, several.classes, mask.shape, mask.dtype]).toEqual([
      "multilabel",
      ["a", "b"],
      [2, 9, 7],
      "float32",
    ]);
    const labels = unpack((made.turned.LPS as (typeof made.turned)[string]).labels);
    const share = (slice: number) =>
      labels.subarray(slice * 63, (slice + 1) * 63).filter((v) => v > 0).length / 63;
    const enough = [0, 1, 2, 3, 4].filter((slice) => share(slice) >= 0.3);
    expect(enough.length).toBeLessThan(5);
    const some = await open("a-mask.nii.gz", { threshold: 1, minForeground: 0.3 });
    expect(some.train.samples.map(({ slice }) => slice)).toEqual(enough);
    await expect(open("a-mask.nii.gz")).resolves.toBeDefined();
    const odd = await open("a-mask.nii.gz");
    await expect(odd.train.readMask(0)).rejects.toThrow(/has the value 2 at .*expected 0 and 1/);
    const moved = Buffer.from(unpack(made.mask));
    moved.writeFloatLE(500, 280 + 12); // srow_x
    writeFileSync(path.join(root, "moved.nii"), moved);
    await expect(open("moved.nii")).rejects.toThrow(
      /moved\.nii does not lie where the voxels do of .*a\.nii/,
    );
  });
});

describe("parts and refusals", () => {
  test("groups stay whole, parts are as entries say, labels are classes", async () => {
    const entries = [
      ...two,
      { path: "c.nii", label: "benign", group: "three" },
      { path: "a.nii.gz", label: "malignant", group: "four" },
    ];
    const data = await datasets.Volumes.open(entries, { root, image, split: { val: 0.5, seed: 1 } });
    expect(data.classes).toEqual(["benign", "malignant"]);
    const groups = (part: datasets.VolumesSplit | null) => new Set(part?.groups ?? []);
    expect([...groups(data.train)].filter((group) => groups(data.val).has(group))).toEqual([]);
    expect([data.train.length, data.val?.length]).toEqual([10, 10]);
    const parted = [
      { ...two[0], part: "train" },
      { ...two[1], part: "val" },
    ] as datasets.VolumeEntry[];
    const given = await datasets.Volumes.open(parted, { root, image });
    expect([given.train.labels, given.val?.labels]).toEqual([Array(5).fill(0), Array(5).fill(1)]);
    const shared = parted.map((entry) => ({ ...entry, group: "p" }));
    await expect(datasets.Volumes.open(shared, { root, image })).rejects.toThrow(/group "p" is in two parts/);
    await expect(datasets.Volumes.open(parted, { root, image, split: { val: 0.2 } })).rejects.toThrow(
      /leave split out/,
    );
  });

  test("what is wrong is said, at once or with the file", async () => {
    const open = (entry: object, options: object = {}) =>
      datasets.Volumes.open([entry as datasets.VolumeEntry], { root, ...options });
    await expect(open({ path: "a.nii" })).rejects.toThrow(/has no label/);
    await expect(open({ path: "a.nii", labels: 1 })).rejects.toThrow(/labels/);
    await expect(open({ path: "none.nii", label: 0 })).rejects.toThrow(/no file or folder/);
    await expect(open({ path: "a.nii", label: 0, slices: [5] })).rejects.toThrow(
      /no slice 5: it has axial slices 0 to 4/,
    );
    await expect(open({ path: "a.nii", label: 0 }, { stack: 2 })).rejects.toThrow(/odd number/);
    await expect(open({ path: "a.nii", label: 0 }, { stack: 3, image: { mode: "L" } })).rejects.toThrow(
      /3 channels/,
    );
    await expect(open({ path: "a.nii", label: 0 }, { image: { page: 1 } })).rejects.toThrow(
      /image\.page says nothing/,
    );
    await expect(open({ path: "a.nii", label: 0 }, { axis: 2 })).rejects.toThrow(/axial/);
    const unseen = await open({ path: "a.nii", label: 0 });
    const failure = unseen.train.get(0);
    await expect(failure).rejects.toThrow(FileFormatError);
    await expect(failure).rejects.toThrow(
      /a\.nii#axial\[0\]: its samples are 32-bit floating numbers .* window/,
    );
    writeFileSync(path.join(root, "gone.nii"), bytes);
    const cut = await datasets.Volumes.open([{ path: "gone.nii", label: 0 }], {
      root,
      image,
      ...keep,
      onError: "skip",
    });
    writeFileSync(path.join(root, "gone.nii"), bytes.subarray(0, 600));
    await expect(cut.train.get(0)).rejects.toThrow(FileFormatError);
  });
});

describe("tables and archives", () => {
  test("a row for each volume, point or slice; folders are volumes too", async () => {
    mkdirSync(path.join(root, "table"), { recursive: true });
    const table = path.join(root, "table.csv");
    const [one, other] = made.points as [Point, Point];
    writeFileSync(
      table,
      `scan,patient,kind,x,y,z\na.nii,p1,nodule,${one.lps}\na.nii,p1,other,${other.lps}\nb.nii,p2,nodule,${one.lps}\n`,
    );
    const columns = { volume: "scan", label: "kind", group: "patient", point: ["x", "y", "z"] } as const;
    const options = { coordinates: "lps", size: [6, 5], image, ...keep } as const;
    const data = await datasets.volumesFromCsv(table, columns, options);
    expect([data.classes, data.train.labels, data.train.groups]).toEqual([
      ["nodule", "other"],
      [0, 1, 0],
      ["p1", "p1", "p2"],
    ]);
    same(flat((await data.train.get(2)).image), [...floats(one.edge)].map(shadeOf));
    expect(data.train.reader.views.length).toBe(2);
    writeFileSync(table, "volume,mask,split\na.nii,a-mask.nii.gz,train\nb.nii,a-mask.nii.gz,val\n");
    const masked = await datasets.volumesFromCsv(table, { mask: "mask" }, { threshold: 1, image });
    expect([masked.kind, masked.train.length, masked.val?.length]).toEqual(["binary", 5, 5]);
    writeFileSync(table, "volume,label\nmissing.nii,0\n");
    await expect(datasets.volumesFromCsv(table)).rejects.toThrow(/line 2: there is no file/);
    await expect(datasets.volumesFromCsv(table, {}, { threshold: 1 } as object)).rejects.toThrow(
      /threshold is of masks/,
    );
    writeFileSync(table, "volume,label\n../outside.nii,0\n");
    await expect(datasets.volumesFromCsv(table)).rejects.toThrow(/lies outside of the folder/);
  });

  test("MedMNIST's volumes", async () => {
    const file = path.join(root, "volumes.npz");
    writeFileSync(file, Buffer.from(npz.volumes, "base64"));
    const data = await datasets.volumesFromNpz(file, {
      image: { mode: "L" },
      ...keep,
      classes: ["no", "yes"],
    });
    expect([data.train.length, data.val?.length, data.test]).toEqual([12, 4, null]);
    expect(data.train.labels).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(new Set(data.train.groups).size).toBe(3);
    const got: number[] = [];
    for (let i = 0; i < 4; i++) got.push(...flat((await data.train.get(i)).image));
    expect(got).toEqual(npz.volume);
    await expect(datasets.ImageArrays.open(file)).rejects.toThrow(/datasets\.volumesFromNpz reads volumes/);
    await expect(datasets.volumesFromNpz(file, { plane: "axial" })).rejects.toThrow(
      /does not say how its volumes lie/,
    );
  });
});

describe("training", () => {
  const small = (channels: number, ...head: nn.TensorModule[]) =>
    new nn.Sequential(new nn.Conv2d(channels, 4, 3, { padding: 1 }), ...head);

  test("classes and masks are trained on", async () => {
    const entries = [...two, { path: "a.nii.gz", label: "benign", group: "three" }];
    const options = {
      root,
      plane: "coronal",
      stack: 5,
      image: { window: WINDOW },
      split: { val: 0.3 },
    } as const;
    const data = await datasets.Volumes.open(entries, options);
    const classifier = small(5, new nn.AdaptiveAvgPool2d(1), new nn.Flatten(), new nn.Linear(4, 2));
    const report = await train.fit(classifier, data, { epochs: 1, batchSize: 8 });
    expect(report.history.length).toBe(1);
    const masked = entries.map(({ label: _, ...entry }) => ({ ...entry, mask: "a-mask.nii.gz" }));
    const drawn = await datasets.SegmentationVolumes.open(masked, { ...options, threshold: 1 });
    const found = await train.fit(small(5, new nn.Conv2d(4, 1, 1)), drawn, { epochs: 1, batchSize: 8 });
    expect(found.history.length).toBe(1);
  });

  test("voxels are kept within bounds, and no tensor stays, over epochs", async () => {
    const entries = [...two, { path: "a.nii.gz", label: "benign" }];
    const data = await datasets.Volumes.open(entries, {
      root,
      stack: 3,
      ...keep,
      image: { window: WINDOW },
      cacheBytes: 2000,
    });
    const loader = data.loader("train", { batchSize: 4 });
    const after: number[] = [];
    for (let epoch = 0; epoch < 4; epoch++) {
      for await (const { images, labels } of loader) {
        images.dispose();
        labels.dispose();
      }
      after.push(memory.liveTensors());
    }
    expect(after[3]).toBe(after[1]);
    const { cache } = data.train.reader;
    expect(cache.bytes).toBeLessThanOrEqual(2000);
    expect(cache.bytes).toBeGreaterThan(0);
  });
});

const lidc = sharedPath("data/ct/lidc-nodule-crops/LIDC-IDRI-slices");
test.skipIf(lidc === undefined)(
  "nodules of CT as folders of slices, with spacing, and a radiologist's masks",
  async () => {
    const folder = "LIDC-IDRI-0003/nodule-2";
    const entry = { path: `${folder}/images`, spacing: [2.5, 0.8203, 0.8203] as const };
    const data = await datasets.Volumes.open([{ ...entry, label: "malignant" }], {
      root: lidc as string,
      stack: 3,
      ...keep,
    });
    expect([data.train.length, data.train.reader.views[0]?.geometry.spacing]).toEqual([
      4,
      [2.5, 0.8203, 0.8203],
    ]);
    expect((await data.train.get(1)).image.shape).toEqual([3, 128, 128]);
    const finer = await datasets.Volumes.open([{ ...entry, label: "malignant" }], {
      root: lidc as string,
      resample: 1,
      ...keep,
    });
    expect(finer.train.reader.views[0]?.geometry.shape).toEqual([10, 104, 104]);
    const masked = await datasets.SegmentationVolumes.open([{ ...entry, mask: `${folder}/mask-0` }], {
      root: lidc as string,
    });
    const { image: slice, mask } = await masked.train.read(1);
    expect([slice.shape, mask.shape]).toEqual([
      [3, 128, 128],
      [128, 128],
    ]);
    expect(Number(mask.sum().item())).toBeGreaterThan(20);
  },
);
