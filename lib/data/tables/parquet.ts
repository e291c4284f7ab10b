/** Parquet by hyparquet and hyparquet-writer, which are loaded when the first such file is read or written. */
import * as zlib from "node:zlib";
import { readRegular } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { FileFormatError } from "../../native/errors.ts";
import type { RawRow, TableFormat } from "./format.ts";

/** Rows that a table may have: a file of some bytes can claim any number. */
const MOST_ROWS = 2 ** 24;
/** A page may unpack to so many times its size, and this in any case. */
const [PAGE_RATIO, PAGE_BASE] = [1000, 2 ** 24];

type Decompressor = (input: Uint8Array, length: number) => Uint8Array;

/** Node has it from 22.15 on. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: typeof zlib.gunzipSync };

/** Compressions beside none and Snappy, which hyparquet has. */
const COMPRESSORS: Readonly<Record<string, Decompressor>> = {
  ...(zstdDecompressSync !== undefined && {
    ZSTD: (input: Uint8Array, length: number) =>
      zstdDecompressSync(input, { maxOutputLength: bounded(input, length) }),
  }),
  GZIP: (input, length) => zlib.gunzipSync(input, { maxOutputLength: bounded(input, length) }),
  BROTLI: (input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: bounded(input, length) }),
};

function bounded(input: Uint8Array, length: number): number {
  if (length > Math.max(PAGE_BASE, PAGE_RATIO * input.length))
    throw new Error("a page claims to be larger than it can be");
  return Math.max(1, length);
}

/** Columns by name with types, as pandas and Arrow write them. Source: https://parquet.apache.org */
export const parquet: TableFormat = {
  name: "Parquet",
  endings: [".parquet"],
  place: "row",
  idle: ["separator", "encoding"],
  async read(file, { operation, signal }) {
    const refuse = (reason: string, cause?: unknown): never => {
      throw new FileFormatError(`${operation}: cannot read ${file}: ${reason}`, { file, cause, operation });
    };
    const { parquetMetadata, parquetRead } = await import("hyparquet");
    try {
      const bytes = await readRegular(file, signal);
      const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer; // readRegular's own
      const metadata = parquetMetadata(whole);
      const count = Number(metadata.num_rows);
      if (!(count >= 0 && count <= MOST_ROWS)) refuse(`it claims ${metadata.num_rows} rows`);
      const names = topNames(metadata.schema);
      const rows: RawRow[] = [];
      await parquetRead({
        file: whole,
        metadata,
        compressors: COMPRESSORS,
        rowFormat: "array",
        onComplete: (found: unknown[][]) => {
          for (const values of found) rows.push({ line: rows.length + 1, values });
        },
      });
      if (rows.length !== count) refuse(`it claims ${count} rows and has ${rows.length}`);
      return { names, rows };
    } catch (cause) {
      throwIfAborted(signal, operation);
      if (cause instanceof FileFormatError && cause.operation === operation) throw cause;
      return refuse(cause instanceof Error ? cause.message : String(cause), cause);
    }
  },
};

/** Names of the columns: the children of the schema's root, whatever is below them. */
function topNames(schema: readonly { name: string; num_children?: number }[]): string[] {
  const names: string[] = [];
  const below = (at: number): number => {
    let next = at + 1;
    for (let i = 0; i < (schema[at]?.num_children ?? 0); i++) next = below(next);
    return next;
  };
  let at = 1;
  for (let i = 0; i < (schema[0]?.num_children ?? 0); i++) {
    names.push(schema[at]?.name ?? "");
    at = below(at);
  }
  return names;
}

/** A cell that is written: a text, a number, or nothing. */
type Cell = string | number | null;

/**
 * A table as a Parquet file in Snappy: a column whose values are all numbers as doubles, any other as texts. NaN and null
 * are nulls.
 */
export async function parquetBytes(
  names: readonly string[],
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = names.map((name) => {
    const data = rows.map((row) => {
      const value = row[name] ?? null;
      return typeof value === "number" && Number.isNaN(value) ? null : value;
    });
    const isNumeric = data.every((value) => value === null || typeof value === "number");
    const isNamed = data.some((value) => typeof value === "string");
    return isNumeric && !isNamed
      ? { name, data, type: "DOUBLE" as const, nullable: true }
      : {
          name,
          data: data.map((v) => (v === null ? null : String(v))),
          type: "STRING" as const,
          nullable: true,
        };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
