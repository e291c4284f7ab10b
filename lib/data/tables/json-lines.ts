/** JSON lines: an object of columns by name on each line. Source: https://jsonlines.org */
import { describe } from "../../edge/index.ts";
import { FileFormatError } from "../../native/errors.ts";
import type { RawRow, TableFormat } from "./format.ts";
import { readTableText } from "./text.ts";

/** A JSON object a line; a column that a line does not have is empty there. */
export const jsonLines: TableFormat = {
  name: "JSON lines",
  endings: [".jsonl", ".ndjson"],
  place: "line",
  idle: ["separator"],
  async read(file, options) {
    const text = await readTableText(file, options);
    const refuse = (line: number, what: string): never => {
      const { operation } = options;
      throw new FileFormatError(`${operation}: ${file}, line ${line}: ${what}`, { file, operation });
    };
    const objects = text
      .replace(/^\uFEFF/, "")
      .split("\n")
      .flatMap((own, at) => {
        if (own.trim() === "") return [];
        let row: unknown;
        try {
          row = JSON.parse(own);
        } catch {
          return refuse(at + 1, "expected an object in JSON");
        }
        if (row === null || typeof row !== "object" || Array.isArray(row))
          return refuse(at + 1, `expected an object in JSON, got ${describe(row)}`);
        return [{ line: at + 1, row: row as Record<string, unknown> }];
      });
    const names = [...new Set(objects.flatMap(({ row }) => Object.keys(row)))];
    const rows = objects.map(
      ({ line, row }): RawRow => ({
        line,
        values: names.map((name) => (Object.hasOwn(row, name) ? row[name] : null)),
      }),
    );
    return { names, rows };
  },
};
