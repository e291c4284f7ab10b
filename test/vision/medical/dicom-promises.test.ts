// What is said of a DICOM file and what is kept quiet, options, data sets of such files, and damage.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  ArgumentError,
  datasets,
  FileFormatError,
  medical,
  readImage,
  type Tensor,
  TorchtsError,
  transforms,
} from "../../../lib/index.ts";
import { CASES, caseOf, SECRETS } from "./dicom-cases.ts";

const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];
const scratch = mkdtempSync(path.join(tmpdir(), "torchts-dicom-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A copy of a file with the bytes of an element's value replaced; the element is found by its tag, explicit little-endian. */
function changed(bytes: Buffer, tag: number, value: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  const at = copy.indexOf(head, 132);
  if (at < 0) throw new Error("no such element");
  value.copy(copy, at + 8);
  return copy;
}

describe("what is said of a file", () => {
  const { bytes } = caseOf("explicit window");

  test("windows, units, spacing in millimetres and tags by keyword", async () => {
    const read = await medical.readDicom(bytes);
    expect(read.windows).toEqual([
      { center: 40, width: 400, shape: "linear", explanation: "SOFT" },
      { center: 300, width: 1500, shape: "linear", explanation: "BONE" },
    ]);
    expect(read.units).toBe("HU");
    expect(read.spacing).toEqual([0.5, 0.75]);
    expect(read.spacingOf).toBe("patient");
    expect(read.position).toBeNull();
    expect(read.padding).toBeNull();
    expect(read.isInverted).toBe(false);
    expect(read.tags).toMatchObject({
      Rows: 4,
      RescaleIntercept: -1024,
      WindowCenter: [40, 300],
      Modality: "CT",
    });
  });

  test("what may identify is there where it is asked for, and else nowhere", async () => {
    const { pixels: _, ...quiet } = await medical.readDicom(bytes);
    const said = JSON.stringify(quiet);
    for (const secret of SECRETS) expect(said).not.toContain(secret);
    expect(said).not.toContain("1.2.3");
    const { tags } = await medical.readDicom(bytes, { identifiers: true });
    expect(tags).toMatchObject({
      PatientName: SECRETS[0],
      PatientID: SECRETS[1],
      PatientBirthDate: SECRETS[2],
      InstitutionName: SECRETS[3],
      StudyInstanceUID: "1.2.3",
    });
  });

  test("frames one by one, and stored values", async () => {
    const { bytes: file, shape, values } = caseOf("three frames");
    const one = await medical.readDicom(file, { frame: 1 });
    expect(one.pixels.shape).toEqual([1, 1, 4, 5]);
    expect(flat(one.pixels)).toEqual([...values.subarray(20, 40)]);
    expect((await medical.readDicom(file)).pixels.shape).toEqual(shape);
    await expect(medical.readDicom(file, { frame: 3 })).rejects.toThrow(/no frame 3: it has 0 to 2/);
    const stored = await medical.readDicom(bytes, { rescale: false });
    expect(stored.pixels.dtype).toBe("int32");
    expect(flat(stored.pixels)).toEqual([...caseOf("explicit window").values].map((v) => v + 1024));
    const wide = await medical.readDicom(caseOf("explicit u4").bytes, { rescale: false });
    expect(wide.pixels.dtype).toBe("int64");
    expect(Math.max(...flat(wide.pixels))).toBe(2 ** 32 - 1);
  });

  test("unknown options and limits are refused", async () => {
    const options = { window: [0, 1] } as object;
    await expect(medical.readDicom(bytes, options)).rejects.toThrow(/readImage shows a file with a window/);
    await expect(medical.readDicom(bytes, { frame: -1 })).rejects.toThrow(ArgumentError);
    await expect(medical.readDicom(bytes, { maxPixels: 15 })).rejects.toThrow(/exceed the limit of 15/);
    await expect(medical.readDicom(caseOf("three frames").bytes, { maxPixels: 59 })).rejects.toThrow(
      /3 frames of 5 x 4 pixels exceed the limit of 59; give frame/,
    );
    await expect(medical.readDicom(bytes, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

describe("shown as an image", () => {
  const { bytes, values } = caseOf("explicit window");

  test("with a window of one's own, and as values", async () => {
    const lung = await readImage(bytes, { mode: "L", window: [-1350, 150] });
    expect(flat(lung)).toEqual(
      [...values].map((v) => Math.floor((Math.min(Math.max(v + 1350, 0), 1500) * 255) / 1500 + 0.5)),
    );
    const native = await readImage(bytes, { mode: "L", depth: "native" });
    expect(native.dtype).toBe("int32");
    expect(flat(native)).toEqual([...values]);
  });

  test("MONOCHROME1 is turned in shades, with a window of one's own too, and never in values", async () => {
    const [one, two] = [caseOf("LINEAR MONOCHROME1"), caseOf("LINEAR MONOCHROME2")];
    const options = { mode: "L", window: [0, 4095] } as const;
    const [dark, bright] = [await readImage(one.bytes, options), await readImage(two.bytes, options)];
    const sums = flat(dark).map((v, i) => v + (flat(bright)[i] as number));
    expect(Math.max(...sums.map((sum) => Math.abs(sum - 255)))).toBeLessThanOrEqual(1);
    const native = { mode: "L", depth: "native" } as const;
    expect(flat(await readImage(one.bytes, native))).toEqual(flat(await readImage(two.bytes, native)));
    expect((await medical.readDicom(one.bytes)).isInverted).toBe(true);
  });

  test("what says no window is refused with its range, and read with one", async () => {
    const { bytes: file } = caseOf("12 of 16 bits");
    await expect(readImage(file)).rejects.toThrow(/says no window, .* from 0 to 4095; .*window: \[0, 4095\]/);
    expect((await readImage(file, { mode: "L", window: [0, 4095] })).shape).toEqual([1, 4, 5]);
  });

  test("a frame of several is a page", async () => {
    const { bytes: file } = caseOf("three frames");
    await expect(readImage(file)).rejects.toThrow(/3 frames; say which one, as page: 0/);
    await expect(readImage(file, { page: 3 })).rejects.toThrow(/no page 3/);
  });

  test("a folder of classes is a data set", async () => {
    for (const [name, file] of [
      ["a/1.dcm", "LINEAR MONOCHROME1"],
      ["a/2.dcm", "SIGMOID MONOCHROME2"],
      ["b/1.DCM", "explicit RGB"],
    ] as const) {
      mkdirSync(path.join(scratch, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(scratch, name), caseOf(file).bytes);
    }
    const data = await datasets.ImageFolder.open(scratch, {
      transform: new transforms.Resize([8, 8]),
    });
    expect(data.classes).toEqual(["a", "b"]);
    expect(data.samples.map(({ path: file }) => path.basename(file))).toEqual(["1.dcm", "2.dcm", "1.DCM"]);
    for await (const { images, labels } of data.loader("train", { batchSize: 3, shuffle: false })) {
      expect(images.shape).toEqual([3, 3, 8, 8]);
      expect(labels.toArray()).toEqual([0, 0, 1]);
    }
  });
});

describe("damaged files", () => {
  const { bytes } = caseOf("explicit window");

  test("each is refused with what is wrong, and never with a value that may identify", async () => {
    const short = (value: number) => {
      const two = Buffer.alloc(2);
      two.writeUInt16LE(value);
      return two;
    };
    const cases: [Uint8Array, RegExp][] = [
      [Buffer.alloc(0), /the file is empty/],
      [Buffer.alloc(200), /no DICOM file/],
      [bytes.subarray(0, 140), /truncated/],
      [bytes.subarray(0, bytes.length - 1), /needs 32 bytes, 31 are left/],
      [bytes.subarray(0, 600), /truncated|no Rows|holds no pixels/],
      [changed(bytes, 0x00280010, short(5)), /32 bytes of pixels are there, its size needs 40/],
      [changed(bytes, 0x00280010, short(0)), /size 4 x 0/],
      [changed(bytes, 0x00280100, short(12)), /12 bits allocated/],
      [changed(bytes, 0x00280101, short(20)), /BitsStored 20/],
      [changed(bytes, 0x00280002, short(2)), /2 samples a pixel/],
      [changed(bytes, 0x00281051, Buffer.from("-5")), /window is damaged/],
      [changed(bytes, 0x00281053, Buffer.from("x")), /RescaleSlope is no number/],
      [changed(bytes, 0x00280004, Buffer.from("HSV")), /PhotometricInterpretation/],
      [changed(bytes, 0x00020010, Buffer.from("1.2.840.10008.1.2.7")), /1\.2\.7\S* is not supported/],
    ];
    for (const [file, reason] of cases) {
      const failure: unknown = await medical.readDicom(file).catch((error) => error);
      expect(failure, String(reason)).toBeInstanceOf(FileFormatError);
      expect((failure as Error).message).toMatch(reason);
      for (const secret of SECRETS) expect((failure as Error).message).not.toContain(secret);
    }
  });

  test("1,000 mutated files end in values or a typed error, with nothing large set aside", async () => {
    // A linear congruential generator: the same files on every run.
    let state = 12345;
    const next = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const before = process.memoryUsage().arrayBuffers;
    const outcomes = { read: 0, refused: 0 };
    let most = 0;
    for (let round = 0; round < 1000; round++) {
      const { bytes: source } = CASES[round % CASES.length] as (typeof CASES)[number];
      let file = Buffer.from(source);
      for (let change = 0; change <= next(4); change++) {
        const kind = next(4);
        // Beyond the preamble, where the elements are.
        const at = 132 + next(Math.max(file.length - 132, 1));
        if (kind === 0) file[at] = next(256);
        else if (kind === 1) file.fill(0xff, at, Math.min(at + 1 + next(4), file.length));
        else if (kind === 2) file = file.subarray(0, Math.max(at, 140));
        else file = Buffer.concat([file.subarray(0, at), file.subarray(at + 1 + next(8))]);
      }
      try {
        const { pixels } = await medical.readDicom(file, { maxPixels: 2 ** 22 });
        await readImage(file, { page: 0, maxPixels: 2 ** 22 }).catch((error) => {
          if (!(error instanceof FileFormatError)) throw error;
        });
        pixels.dispose();
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof TorchtsError)) throw error;
        outcomes.refused++;
      }
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(outcomes.read).toBeGreaterThan(50);
    expect(outcomes.refused).toBeGreaterThan(100);
    expect(most).toBeLessThan(2 ** 28);
  });
});
