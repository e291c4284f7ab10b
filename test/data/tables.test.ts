// Tensors and CSV files as data sets.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  ArgumentError,
  arange,
  data,
  FileFormatError,
  memory,
  ShapeError,
  scope,
  tensor,
} from "../../lib/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-tables-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const name = path.join(folder, "table.csv");
  writeFileSync(name, text);
  return name;
}

describe("TensorDataset", () => {
  const rows = (): data.TensorDataset =>
    scope(() => new data.TensorDataset(arange(10).view([5, 2]), arange(5, { dtype: "int64" })));

  test("survives the scope it is made in, and gives rows as views", async () => {
    const dataset = rows();
    expect([dataset.length, dataset.labels]).toEqual([5, [0, 1, 2, 3, 4]]);
    const [input, label] = await dataset.get(3);
    expect([input.toArray(), label.item()]).toEqual([[6, 7], 3]);
    await expect(dataset.get(5)).rejects.toThrow(ArgumentError);
  });

  test("in batches of a loader: rows with their labels, in the order of the seed, freed with the batch", async () => {
    const dataset = rows();
    const seen: number[] = [];
    memory.collect();
    const before = memory.liveTensors();
    for await (const batch of data.tensorLoader(dataset, { batchSize: 2, shuffle: true, seed: 3 })) {
      const labels = Array.from(batch.labels.data(), Number);
      expect(batch.indices).toEqual(labels);
      expect(batch.images.toArray()).toEqual(labels.map((row) => [2 * row, 2 * row + 1]));
      seen.push(...labels);
      data.freeBatch(batch);
    }
    expect(memory.liveTensors()).toBe(before);
    expect(seen).not.toEqual([0, 1, 2, 3, 4]);
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test("splits into parts that share no row", () => {
    const { train, val } = rows().split(0.4, { seed: 2 });
    expect([train.length, val.length]).toEqual([3, 2]);
    expect([...train.labels, ...val.labels].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(rows().split(0.4, { seed: 2 }).val.labels).toEqual(val.labels);
    expect(() => rows().split(1)).toThrow(ArgumentError);
    expect(() => rows().split(0.01)).toThrow(/leaves rows on both sides/);
  });

  test("refuses as many labels as there are no rows", () => {
    expect(() => new data.TensorDataset(arange(4), arange(3))).toThrow(ShapeError);
    expect(() => new data.TensorDataset(tensor(1), tensor(1))).toThrow(ShapeError);
  });
});

describe("parseCsv", () => {
  test("reads quotes, doubled quotes, line ends in quotes, CRLF, a byte order mark and empty values", () => {
    const text = '\uFEFFa,"b ""c""",d\r\n1,"two\nlines",\r\n\r\n"",5,6\n,,\nlast,7,';
    expect(data.parseCsv(text)).toEqual([
      { line: 1, values: ["a", 'b "c"', "d"] },
      { line: 2, values: ["1", "two\nlines", ""] },
      { line: 5, values: ["", "5", "6"] },
      { line: 6, values: ["", "", ""] },
      { line: 7, values: ["last", "7", ""] },
    ]);
    expect(data.parseCsv("a;b\n1;2", { separator: ";" }).map(({ values }) => values)).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(data.parseCsv("")).toEqual([]);
  });

  test.each([
    ['a,b\n1,"2', /line 2: a quote is opened/],
    ['a,b\n\n1,2"', /line 3: a quote in the middle/],
    ['a\n"1" 2', /line 2: expected a separator/],
  ])("refuses %j with its line", (text, message) => {
    expect(() => data.parseCsv(text)).toThrow(FileFormatError);
    expect(() => data.parseCsv(text)).toThrow(message);
  });
});

describe("readCsv", () => {
  test("makes a table of numbers and classes", async () => {
    const name = file("width,height,kind\n1,2.5,b\n-3,4e1,a\n5, 6 ,b\n");
    const { dataset, columns, classes } = await data.readCsv(name);
    expect([columns, classes, dataset.labels]).toEqual([
      ["width", "height"],
      ["a", "b"],
      [1, 0, 1],
    ]);
    expect([dataset.inputs.dtype, dataset.targets.dtype]).toEqual(["float32", "int64"]);
    expect(dataset.inputs.toArray()).toEqual([
      [1, 2.5],
      [-3, 40],
      [5, 6],
    ]);
  });

  test("takes the columns and the order of classes asked for; numbers as labels stand by their value", async () => {
    const name = file("digit,x,y,z\n10,1,2,3\n9,4,5,6\n");
    const table = await data.readCsv(name, { label: "digit", columns: ["z", "x"] });
    expect([table.classes, table.dataset.labels]).toEqual([
      ["9", "10"],
      [1, 0],
    ]);
    expect(table.dataset.inputs.toArray()).toEqual([
      [3, 1],
      [6, 4],
    ]);
    const turned = await data.readCsv(name, { label: "digit", classes: ["10", "9"] });
    expect(turned.dataset.labels).toEqual([0, 1]);
  });

  test.each([
    ["a,b\n1,x\n,y\n", {}, /line 3: expected a number in column a, got ""/],
    ["a,b\n1,x\nNaN,y\n", {}, /line 3: expected a number/],
    ["a,b\n1,x,2\n", {}, /line 2: expected 2 values as in the header, got 3/],
    ["a,b\n1,x\n2,y\n", { classes: ["x"] }, /line 3: the label "y" is none of the classes x/],
    ["a,b\n", {}, /no rows below a header/],
    ["a,b,a\n1,x,2\n", {}, /has two columns "a"; rename one/],
    [",a,b\n0,1,x\n", {}, /column 1 has no name \(an index, as pandas writes/],
    ["a,b\n1,x\n", { label: "c" }, /no column "c"; it has a, b/],
  ])("refuses %j with the line", async (text, options, message) => {
    await expect(data.readCsv(file(text), options)).rejects.toThrow(message);
  });

  test("takes a table with an index where the columns are named, and refuses one that is not in UTF-8", async () => {
    const indexed = await data.readCsv(file(",a,b\n7,1,x\n8,2,y\n"), { columns: ["a"] });
    expect(indexed.dataset.inputs.toArray()).toEqual([[1], [2]]);
    const name = file("");
    writeFileSync(name, Buffer.from("a,b\n1,caf\u00e9\n2,caf\u00e8\n", "latin1"));
    await expect(data.readCsv(name)).rejects.toThrow(/readCsv: cannot read .*line 2: it is not in UTF-8/);
  });

  test("names a file that cannot be read", async () => {
    await expect(data.readCsv(path.join(folder, "none.csv"))).rejects.toThrow(FileFormatError);
  });
});
