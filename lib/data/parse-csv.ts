/**
 * Values in CSV, as RFC 4180 has them: separated by commas or another character, quotes around texts that hold separators,
 * quotes or line ends.
 */

import { describe, type Kind, kind, type Rest, signature, string } from "../edge/index.ts";
import { FileFormatError } from "../native/errors.ts";

/** A row of a CSV file: its values as texts, and the line it starts on, from 1. */
export interface CsvRow {
  line: number;
  values: string[];
}

/** One character that may stand between values. */
export const separatorKind: Kind<string> = kind(
  "one character, neither a quote nor a line end",
  (v) => typeof v === "string" && v.length === 1 && !'"\r\n'.includes(v),
);

/** Options of {@link parseCsv}. */
export interface ParseCsvOptions {
  /** Between values. Default ",". */
  separator?: string;
  /** What errors call the text. Default "CSV". */
  file?: string;
}

const PARSE = signature<ParseCsvOptions>("data.parseCsv", {
  takes: { text: string },
  options: { separator: separatorKind, file: string },
});

/**
 * The rows of a text in CSV, the header among them. Lines end with LF or CRLF; empty lines are left out; a byte order
 * mark at the beginning too.
 *
 * @throws FileFormatError with the line for a quote that stands in the middle of a value or is not closed
 */
export function parseCsv(text: string, ...rest: Rest<ParseCsvOptions>): CsvRow[] {
  const { separator = ",", file = "CSV" } = PARSE.read(rest);
  PARSE.check(text);
  const refuse = (at: number, what: string): never => {
    throw new FileFormatError(`parseCsv: ${file}, line ${at}: ${what}`, { file, operation: "parseCsv" });
  };
  const rows: CsvRow[] = [];
  let [line, started] = [1, 1];
  let values: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    let value = "";
    let quoted = false;
    if (text[at] === '"') {
      quoted = true;
      const opened = line;
      for (at++; ; at++) {
        if (at >= text.length) refuse(opened, "a quote is opened and never closed");
        if (text[at] === '"') {
          if (text[at + 1] !== '"') break;
          at++; // two quotes stand for one
        }
        if (text[at] === "\n") line++;
        value += text[at];
      }
      at++;
    } else {
      const start = at;
      while (at < text.length && text[at] !== separator && text[at] !== "\n") {
        if (text[at] === '"')
          refuse(line, "a quote in the middle of a value; quote the whole value and double it");
        at++;
      }
      value = text.slice(start, at);
      if (value.endsWith("\r") && (at >= text.length || text[at] === "\n")) value = value.slice(0, -1);
    }
    if (quoted && text[at] === "\r" && text[at + 1] === "\n") at++;
    values.push(value);
    if (at < text.length && text[at] !== separator && text[at] !== "\n") {
      refuse(line, `expected a separator after the quoted value, got ${describe(text[at])}`);
    }
    const ended = at >= text.length || text[at] === "\n";
    // A separator at the very end is followed by one more value, which is empty.
    if (!ended && at === text.length - 1) values.push("");
    if (ended || at === text.length - 1) {
      if (values.length > 1 || values[0] !== "" || quoted) rows.push({ line: started, values });
      values = [];
      started = ++line;
    }
    at++;
  }
  return rows;
}
