/**
 * Names of files that are no UTF-8, as Latin-1 disks and archives leave them: read to text and back without loss.
 *
 * A byte that is part of no UTF-8 becomes a lone surrogate, U+DC80 to U+DCFF, as in Python (PEP 383, "surrogateescape").
 * Such text is compared, joined and kept in JSON as any other; only to open the file it becomes bytes again. Windows and
 * macOS have no such names.
 */
import { isUtf8 } from "node:buffer";

const ESCAPED = /\p{Surrogate}/u; // with this flag only lone ones
const [FIRST, BASE, LAST] = [0xdc80, 0xdc00, 0xdcff];

/** Whether text stands for bytes that are no UTF-8. */
export function isEscaped(text: string): boolean {
  return ESCAPED.test(text);
}

/** The text of a name as the disk has it. */
export function textOfName(name: Buffer): string {
  if (isUtf8(name)) return name.toString("utf8");
  let text = "";
  for (let at = 0; at < name.length; ) {
    const length = [1, 2, 3, 4].find(
      (count) => at + count <= name.length && isUtf8(name.subarray(at, at + count)),
    );
    text +=
      length === undefined
        ? String.fromCharCode(BASE + (name[at] as number))
        : name.toString("utf8", at, at + length);
    at += length ?? 1;
  }
  return text;
}

/** What to open a file by: its path, or the bytes that it stands for. */
export function pathOf(text: string): string | Buffer {
  if (process.platform === "win32" || !isEscaped(text)) return text;
  const parts: Buffer[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number; // of no empty text
    parts.push(code >= FIRST && code <= LAST ? Buffer.of(code - BASE) : Buffer.from(character));
  }
  return Buffer.concat(parts);
}

/** The text for people: bytes that are no UTF-8 are shown as Latin-1 has them. */
export function shownName(text: string): string {
  return text.replace(/\p{Surrogate}/gu, (one) => String.fromCharCode((one.codePointAt(0) as number) - BASE));
}
