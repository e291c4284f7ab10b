/**
 * Annotation files of Pascal VOC (http://host.robots.ox.ac.uk/pascal/VOC/voc2012/devkit_doc.pdf): reading and checking them.
 * What becomes of them is `detection-voc.ts`.
 */

import type { XmlElement } from "@rgrove/parse-xml";
import { describe } from "../../edge/index.ts";
import { readRegularText } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { FileFormatError } from "../../native/errors.ts";
import type { Corners, PixelSize } from "./detection-objects.ts";

/** One object, its numbers as the file has them. */
export interface VocObject {
  name: string;
  /** xmin, ymin, xmax, ymax. */
  box: Corners;
  difficult: boolean;
  truncated: boolean;
  /** Where its element begins, from 1. */
  line: number;
}

/** What an annotation file says. */
export interface VocFile {
  /** Null where the file does not say, or says 0. */
  size: PixelSize | null;
  objects: VocObject[];
}

/** Files of more characters are none of somebody's annotations of one image. */
const LARGEST = 2 ** 23;

/**
 * Reads an annotation file. Entities that a file declares itself are not replaced, and nothing outside is opened.
 *
 * @param operation what errors call the caller
 * @throws FileFormatError naming file and line of what is no XML, an object without name or box, and what is no number
 */
export async function readVocFile(file: string, operation: string, signal?: AbortSignal): Promise<VocFile> {
  const fail = (text: string, cause?: unknown): never => {
    throw new FileFormatError(`${operation}: ${file}${text}`, { file, operation, cause });
  };
  const text = await readRegularText(file, signal).catch((cause: Error) => {
    throwIfAborted(signal, operation);
    return fail(` cannot be read: ${cause.message}`, cause);
  });
  if (text.length > LARGEST) fail(` has ${text.length} characters; the annotations of one image have fewer`);
  const { parseXml } = await import("@rgrove/parse-xml");
  let root: XmlElement | null;
  try {
    root = parseXml(text, { includeOffsets: true }).root;
  } catch (cause) {
    // Elements too deep inside each other end the parser's recursion.
    const reason =
      cause instanceof RangeError ? "elements lie too deep inside each other" : (cause as Error).message;
    return fail(` is no XML: ${reason.split("\n")[0]}`, cause);
  }
  if (root === null) return fail(" is no XML: it has no element");

  const lineAt = lineFinder(text);
  const refuse = (element: XmlElement, what: string): never =>
    fail(`, line ${lineAt(element.start)}: ${what}`);
  const number = (parent: XmlElement, name: string): number => {
    const element = childOf(parent, name);
    if (element === undefined) return refuse(parent, `<${parent.name}> has no <${name}>`);
    const value = element.text.trim();
    if (value === "" || !Number.isFinite(Number(value))) {
      return refuse(element, `expected a number as <${name}>, got ${describe(value)}`);
    }
    return Number(value);
  };
  const flag = (parent: XmlElement, name: string): boolean => {
    const element = childOf(parent, name);
    const value = element?.text.trim().toLowerCase() ?? "0";
    if (["0", "", "false", "unspecified"].includes(value)) return false;
    if (value === "1" || value === "true") return true;
    return refuse(element as XmlElement, `expected 0 or 1 as <${name}>, got ${describe(value)}`);
  };

  const sized = childOf(root, "size");
  let size: PixelSize | null = null;
  if (sized !== undefined) {
    const [width, height] = [number(sized, "width"), number(sized, "height")];
    const isSize = (edge: number) => Number.isInteger(edge) && edge >= 0;
    if (!isSize(width) || !isSize(height))
      refuse(sized, `expected a size in whole pixels, got ${width} x ${height}`);
    if (width > 0 && height > 0) size = { width, height };
  }
  const objects = childrenOf(root, "object").map((element): VocObject => {
    const name = childOf(element, "name")?.text.trim() ?? "";
    if (name === "") refuse(element, "<object> has no <name>");
    const box = childOf(element, "bndbox");
    if (box === undefined) return refuse(element, "<object> has no <bndbox>");
    return {
      name,
      box: [number(box, "xmin"), number(box, "ymin"), number(box, "xmax"), number(box, "ymax")],
      difficult: flag(element, "difficult"),
      truncated: flag(element, "truncated"),
      line: lineAt(element.start),
    };
  });
  return { size, objects };
}

function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => child.type === "element" && (child as XmlElement).name === name,
  );
}

function childOf(parent: XmlElement, name: string): XmlElement | undefined {
  return childrenOf(parent, name)[0];
}

/** The line of a position; positions asked for one after the other are found from the one before. */
function lineFinder(text: string): (at: number) => number {
  let [line, from] = [1, 0];
  return (at) => {
    if (at < from) [line, from] = [1, 0];
    for (let next = text.indexOf("\n", from); next >= 0 && next < at; next = text.indexOf("\n", from)) {
      line++;
      from = next + 1;
    }
    return line;
  };
}
