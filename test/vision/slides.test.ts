// Slides by region against Pillow's pixels of every level, and tiles of their tissue as data.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import {
  ArgumentError,
  datasets,
  FileFormatError,
  medical,
  type Tensor,
  tensor,
  writeImage,
} from "../../lib/index.ts";
import { fixtureJson } from "../helpers/index.ts";

const { cases, otsu, saturation } = fixtureJson<{
  cases: { name: string; file: string; levels: string[]; mpp: number }[];
  otsu: number;
  saturation: string;
}>("slides");
const root = mkdtempSync(path.join(tmpdir(), "torchts-slides-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const unpack = (text: string) => inflateSync(Buffer.from(text, "base64"));
const interleaved = (t: Tensor) => [...t.permute([1, 2, 0]).contiguous().data()] as number[];
const SIZES = [
  [220, 160],
  [110, 80],
  [55, 40],
] as const;
/** Decoders of JPEG round otherwise. */
const JPEG = 2;

function slideFile(name: string): string {
  const file = path.join(root, `${name}.svs`);
  writeFileSync(file, unpack((cases.find((one) => one.name === name) as (typeof cases)[number]).file));
  return file;
}

describe.each(cases)("$name", ({ name, levels, mpp }) => {
  test("levels, and regions of each that are Pillow's", async () => {
    const slide = await medical.openSlide(slideFile(name));
    expect(slide.levels.map(({ width, height }) => [width, height])).toEqual(SIZES.slice(0, levels.length));
    expect(slide.levels.map(({ downsample }) => downsample)).toEqual([1, 2, 4].slice(0, levels.length));
    expect(slide.mpp?.map((size) => Math.abs(size - mpp) < 1e-9)).toEqual([true, true]);
    expect(slide.magnification).toBe(name.startsWith("levels") ? null : 20);
    for (const [level, text] of levels.entries()) {
      const [width, height] = SIZES[level] as readonly [number, number];
      const whole = unpack(text);
      const tolerance = name === "jpeg" ? JPEG : 0;
      const boxes = [
        [0, 0, width, height],
        [8, 4, 40, 30],
        [-8, -12, 30, 30],
        [4 * Math.floor((width - 10) / 4), 4 * Math.floor((height - 5) / 4), 33, 21],
        [10_000, 0, 4, 4],
      ] as const;
      for (const [left, top, wide, high] of boxes) {
        const scale = 2 ** level;
        const region = await slide.readRegion({
          x: left * scale,
          y: top * scale,
          width: wide,
          height: high,
          level,
        });
        expect(region.shape).toEqual([3, high, wide]);
        const got = interleaved(region);
        let most = 0;
        for (let y = 0; y < high; y++) {
          for (let x = 0; x < wide; x++) {
            const [column, row] = [left + x, top + y];
            const isInside = column >= 0 && row >= 0 && column < width && row < height;
            for (let c = 0; c < 3; c++) {
              const wanted = isInside ? (whole[(row * width + column) * 3 + c] as number) : 255;
              most = Math.max(most, Math.abs((got[(y * wide + x) * 3 + c] as number) - wanted));
            }
          }
        }
        expect(most, `${level}: ${left}, ${top}`).toBeLessThanOrEqual(tolerance);
      }
    }
  });
});

test("the level for a scale, and what is refused", async () => {
  const file = slideFile("deflate");
  const slide = await medical.openSlide(file);
  expect([0.5, 1, 1.9, 2, 3.9, 4, 100].map((downsample) => slide.levelFor(downsample))).toEqual([
    0, 0, 0, 1, 1, 2, 2,
  ]);
  const region = { x: 0, y: 0, width: 4, height: 4 };
  await expect(slide.readRegion({ ...region, level: 3 })).rejects.toThrow(
    /has no level 3: it has the levels 0 to 2/,
  );
  await expect(slide.readRegion({ ...region, width: 0 })).rejects.toThrow(ArgumentError);
  await expect(slide.readRegion({ ...region, maxPixels: 10 })).rejects.toThrow(/exceed the limit of 10/);
  await expect(slide.readRegion({ ...region, location: [0, 0] } as never)).rejects.toThrow(/give x and y/);
  const bad = (name: string, bytes: Uint8Array) => {
    writeFileSync(path.join(root, name), bytes);
    return medical.openSlide(path.join(root, name));
  };
  const whole = unpack((cases[0] as { file: string }).file);
  await expect(bad("empty.tif", Buffer.alloc(0))).rejects.toThrow(/the file is empty/);
  await expect(bad("text.tif", Buffer.from("no slide"))).rejects.toThrow(FileFormatError);
  await expect(bad("cut.tif", whole.subarray(0, 400))).rejects.toThrow(FileFormatError);
  await expect(medical.openSlide(path.join(root, "none.svs"))).rejects.toThrow(/none\.svs/);
  const png = path.join(root, "plain.png");
  await writeImage(tensor([[[1, 2]]]).to("uint8"), png);
  await expect(medical.openSlide(png)).rejects.toThrow(FileFormatError);
  const damaged = Buffer.from(whole);
  damaged.fill(0xaa, 8, 300);
  const opened = await bad("damaged.tif", damaged);
  await expect(opened.readRegion(region)).rejects.toThrow(FileFormatError);
});

describe("tissue and tiles", () => {
  test("Otsu's threshold over the saturation is numpy's", async () => {
    const slide = await medical.openSlide(slideFile("deflate"));
    const { mask, threshold, level } = await medical.tissueMask(slide, { level: 2 });
    expect([threshold, level, mask.shape, mask.dtype]).toEqual([otsu, 2, [40, 55], "bool"]);
    const wanted = [...unpack(saturation)].map((value) => Number(value > otsu));
    expect([...mask.to("uint8").data()]).toEqual(wanted);
    expect(wanted.filter((value) => value === 1).length).toBeGreaterThan(300);
    expect((await medical.tissueMask(slide)).level).toBe(0);
  });

  test("tiles cover a level, those with tissue are kept, and are Pillow's pixels with the slide's class", async () => {
    const [first, second] = [slideFile("deflate"), slideFile("jpeg")].map((file) => path.basename(file)) as [
      string,
      string,
    ];
    const entries = [
      { path: first, label: "normal", group: "p1" },
      { path: second, label: "tumour", group: "p2" },
    ];
    const keep = { root, transform: (image: Tensor) => image.clone() };
    const all = await datasets.SlideTiles.open(entries, { ...keep, size: 32, level: 1, tissue: 0 });
    const places = all.train.samples.filter(({ slide }) => slide === 0).map(({ x, y }) => [x, y]);
    expect(places).toEqual([0, 32, 48].flatMap((y) => [0, 32, 64, 78].map((x) => [x, y])));
    expect(all.classes).toEqual(["normal", "tumour"]);
    const whole = unpack((cases[0] as (typeof cases)[number]).levels[1] as string);
    for (const [i, [left, top]] of (places as [number, number][]).entries()) {
      const { image, label, path: name } = await all.train.get(i);
      expect([label, name]).toEqual([0, `${path.join(root, first)}#1[${left},${top}]`]);
      const wanted = Array.from({ length: 32 }, (_, y) => [
        ...whole.subarray(((top + y) * 110 + left) * 3, ((top + y) * 110 + left + 32) * 3),
      ]).flat();
      expect(interleaved(image)).toEqual(wanted);
    }
    const parted = entries.map((entry, i) => ({
      ...entry,
      part: i === 0 ? ("train" as const) : ("val" as const),
    }));
    const kept = await datasets.SlideTiles.open(parted, { ...keep, size: 32, mpp: 1, overlap: 16 });
    expect(kept.train.length).toBeGreaterThan(3);
    expect(kept.train.length).toBeLessThan(24);
    expect(kept.val?.labels.every((label) => label === 1)).toBe(true);
    expect(new Set(kept.train.groups).size + new Set(kept.val?.groups).size).toBe(2);
    const { mask } = await medical.tissueMask(await medical.openSlide(path.join(root, first)));
    const share = ({ x, y }: datasets.SlideTile) =>
      Number(
        mask
          .narrow(0, 2 * y, 64)
          .narrow(1, 2 * x, 64)
          .sum()
          .item(),
      ) /
      64 ** 2;
    for (const tile of [...kept.train.samples, ...(kept.val?.samples ?? [])].filter(
      ({ slide }) => slide === 0,
    )) {
      expect(share(tile)).toBeGreaterThanOrEqual(0.5);
    }
  });

  test("what is refused", async () => {
    const open = (options: object, entry: object = {}) =>
      datasets.SlideTiles.open([{ path: path.basename(slideFile("deflate")), label: 0, ...entry }], {
        root,
        size: 32,
        ...options,
      });
    await expect(open({ level: 5 })).rejects.toThrow(/has no level 5: it has the levels 0 to 2/);
    await expect(open({ mpp: 0.25 })).rejects.toThrow(
      /levels of 0\.499, 0\.998, 2\.00 micrometres a pixel, none near 0\.25/,
    );
    await expect(open({ mpp: 0.5, level: 0 })).rejects.toThrow(/level or mpp, not both/);
    await expect(open({ overlap: 32 })).rejects.toThrow(/overlap is less/);
    await expect(open({ tissue: 1 })).resolves.toBeDefined();
    await expect(open({ size: 200, tissue: 1 })).rejects.toThrow(/no tile has a share of 1 of tissue/);
    await expect(open({ size: undefined })).rejects.toThrow(ArgumentError);
    await expect(open({}, { patient: "p" })).rejects.toThrow(/patient/);
  });
});
