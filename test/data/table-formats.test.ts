// Tables of every format say the same; what is odd in a table is read or refused in words.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as zlib from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { parquetBytes } from "../../lib/data/tables/parquet.ts";
import { Table } from "../../lib/data/tables/table.ts";
import { ArgumentError, FileFormatError } from "../../lib/native/errors.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-formats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const operation = "read";
/** Node has it from 22.15 on. */
const zstd = (zlib as { zstdDecompressSync?: unknown }).zstdDecompressSync;
let count = 0;

function written(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, `${count++}-${name}`);
  writeFileSync(file, content);
  return file;
}

const open = (name: string, content: string | Uint8Array, options = {}) =>
  Table.open(written(name, content), { operation, ...options });
const cells = (table: Table) => table.rows.map((row) => table.names.map((_, at) => row.cell(at)));

const ROWS = [
  { file: "a.png", age: 61.5, sex: "f" },
  { file: 'b "2", c.png', age: null, sex: "m" },
  { file: "ä.png", age: 1e-7, sex: null },
];
const TEXTS = [
  ["a.png", "61.5", "f"],
  ['b "2", c.png', "", "m"],
  ["ä.png", "1e-7", ""],
];

describe("one table in every format", () => {
  const lines = ROWS.map(({ file, age, sex }) => [`"${file.replaceAll('"', '""')}"`, age ?? "", sex ?? ""]);
  const separated = (by: string) =>
    [["file", "age", "sex"], ...lines].map((row) => row.join(by)).join("\r\n");
  test.each<[string, () => string | Uint8Array | Promise<Uint8Array>]>([
    ["t.csv", () => separated(",")],
    ["semicolons.csv", () => `\uFEFF${separated(";")}`],
    ["tabs.csv", () => separated("\t")],
    ["t.tsv", () => separated("\t")],
    ["t.jsonl", () => `\uFEFF${ROWS.map((row) => JSON.stringify(row)).join("\n")}\n`],
    ["t.ndjson", () => ROWS.map((row) => JSON.stringify(row)).join("\r\n\r\n")],
    ["t.parquet", () => parquetBytes(["file", "age", "sex"], ROWS)],
  ])("%s", async (name, make) => {
    const table = await open(name, await make());
    expect([table.names, cells(table)]).toEqual([["file", "age", "sex"], TEXTS]);
    expect(table.numbers(1, "a number", "NaN")).toEqual(Float64Array.of(61.5, Number.NaN, 1e-7));
    expect(() => table.numbers(1, "a number")).toThrow(/(line|row) \d+: "age" must be a number, got ""/);
    expect(() => table.column("agee")).toThrow(/no column "agee"; it has file, age, sex; did you mean age\?/);
  });
});

describe("what spreadsheets leave", () => {
  test("separators behind the last column, in the header and in rows; spaces around names", async () => {
    const table = await open(
      "a.csv",
      "Image name,Risk of macular edema ,,,\r\nIDRiD_001,2,,,\r\nIDRiD_002,3\r\n",
    );
    expect([table.names, cells(table)]).toEqual([
      ["Image name", "Risk of macular edema"],
      [
        ["IDRiD_001", "2"],
        ["IDRiD_002", "3"],
      ],
    ]);
    expect(table.column("Risk of macular edema ")).toBe(1);
    expect(cells(await open("b.csv", "a,b\n1,2,,\n"))).toEqual([["1", "2"]]);
    expect((await open("c.csv", "a;b;;,\n1;2;;,\n", { separator: ";" })).names).toEqual(["a", "b", "", ","]);
  });

  test("a separator that the header shows; one that is said wins", async () => {
    expect((await open("a.csv", "name;size, mm;weight\n1;2;3\n")).names).toEqual([
      "name",
      "size, mm",
      "weight",
    ]);
    expect((await open("b.csv", '"a;b;c",d\n1,2\n')).names).toEqual(["a;b;c", "d"]);
    expect((await open("c.csv", "a|b\n1|2\n", { separator: "|" })).names).toEqual(["a", "b"]);
  });

  test("Latin-1 is refused with its line, and read where it is said", async () => {
    const latin = Buffer.from("file,site\na.png,K\xf6ln\n", "latin1");
    await expect(open("a.csv", latin)).rejects.toThrow(/line 2: it is not in UTF-8, but perhaps in Latin-1/);
    expect(cells(await open("a.csv", latin, { encoding: "latin1" }))).toEqual([["a.png", "Köln"]]);
    const wide = Buffer.from("\uFEFFa,b\n1,2\n", "utf16le");
    await expect(open("a.csv", wide)).rejects.toThrow(/is in UTF-16; save it in UTF-8/);
  });
});

describe("what is refused", () => {
  const json = (value: unknown) => JSON.stringify(value);
  test.each<[string, string, string | Uint8Array, RegExp]>([
    [
      "a row of another length",
      "a.csv",
      "a,b\n1,2\n1\n",
      /line 3: expected 2 values as in the header, got 1/,
    ],
    [
      "a decimal comma",
      "a.csv",
      "a,b\n1,2,5\n",
      /line 2: expected 2 .* got 3; a value that holds "," stands in quotes/,
    ],
    [
      "another separator",
      "a.csv",
      "a;b,c;d,e\n1;2\n",
      /line 2: .*; if values are separated by ";", give it as separator/,
    ],
    ["two columns of one name", "a.csv", "a,b,a \n1,2,3\n", /two columns "a"; rename one/],
    ["no rows", "a.csv", "a,b\n", /has no rows below a header/],
    ["an empty file", "a.csv", "", /has no rows below a header/],
    ["an open quote", "a.csv", 'a,b\n1,"2\n', /line 2: a quote is opened and never closed/],
    ["a list in a line", "a.jsonl", `${json({ a: 1 })}\n[1]\n`, /line 2: expected an object in JSON, got/],
    ["half a line", "a.jsonl", `${json({ a: 1 })}\n{"a":`, /line 2: expected an object in JSON/],
    ["no Parquet", "a.parquet", "a,b\n1,2\n", /cannot read .*a\.parquet: /],
    ["an empty Parquet file", "a.parquet", "", /cannot read .*a\.parquet: /],
  ])("%s", async (_, name, content, message) => {
    const read = open(name, content);
    await expect(read).rejects.toThrow(FileFormatError);
    await expect(read).rejects.toThrow(message);
  });

  test("values that are no text nor number, where they are asked for", async () => {
    const table = await open("a.jsonl", json({ id: 1, ok: true, box: [1, 2] }));
    expect([table.rows[0]?.cell(0), table.rows[0]?.cell(1)]).toEqual(["1", "true"]);
    expect(() => table.rows[0]?.cell(2)).toThrow(/line 1: "box" must be a text or a number, got/);
  });

  test("options that say nothing to a format", async () => {
    const read = open("a.jsonl", json({ a: 1 }), { separator: ";" });
    await expect(read).rejects.toThrow(ArgumentError);
    await expect(read).rejects.toThrow(/separator: without effect on JSON lines/);
  });

  test("Parquet cut anywhere, or with any byte of its end changed", async () => {
    const whole = await parquetBytes(["file", "age"], ROWS);
    for (const length of [4, 8, 40, whole.length - 9, whole.length - 1]) {
      await expect(open("cut.parquet", whole.subarray(0, length))).rejects.toThrow(FileFormatError);
    }
    for (let at = whole.length - 60; at < whole.length; at++) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] as number) ^ 0xff;
      const outcome = await open("changed.parquet", changed).then(
        ({ length }) => length,
        (error: unknown) => error instanceof FileFormatError,
      );
      expect(outcome === true || outcome === ROWS.length).toBe(true);
    }
  });
});

describe("Parquet of Arrow's", async () => {
  const recorded = JSON.parse(
    await readFile(path.join(import.meta.dirname, "../fixtures/parquet.json"), "utf8"),
  );
  const {
    names,
    cells: expected,
    files,
  } = recorded as {
    names: string[];
    cells: string[][];
    files: Record<string, string>;
  };
  test.each(Object.entries(files).filter(([name]) => !name.startsWith("ZSTD")))("%s", async (_, content) => {
    const table = await open("arrow.parquet", Buffer.from(content, "base64"));
    expect(table.names).toEqual(names);
    const found = table.rows.map((row) => expected[0]?.map((_, at) => row.cell(at)));
    expect(found).toEqual(expected);
    expect(() => table.rows[4]?.cell(names.length - 1)).toThrow(/row 5: "boxes" must be a text or a number/);
  });

  test("zstd is read where Node has it, else refused by name", async () => {
    const read = open("arrow.parquet", Buffer.from(files["ZSTD 1.0"] as string, "base64"));
    if (zstd === undefined) await expect(read).rejects.toThrow(/cannot read .*: .*ZSTD/);
    else expect((await read).length).toBe(expected.length);
  });
});

test("Arrow reads what is written", async (context) => {
  const python = process.env.TORCHTS_PYTHON;
  const script =
    "import json,sys,pyarrow.parquet as p; t=p.read_table(sys.argv[1]); print(json.dumps([[str(f.type) for f in t.schema], t.to_pylist()]))";
  const file = written("out.parquet", await parquetBytes(["file", "age", "sex"], ROWS));
  const ran = python === undefined ? null : spawnSync(python, ["-c", script, file], { encoding: "utf8" });
  if (ran === null || ran.status !== 0) {
    context.skip("TORCHTS_PYTHON names no Python with pyarrow");
    return;
  }
  expect(JSON.parse(ran.stdout)).toEqual([["string", "double", "string"], ROWS]);
});
