/** What the value of an option is, for files and their schemas: said where the reader of its words is. */
import type { Option } from "commander";

/** A JSON schema, as far as options need one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** How values that a reader takes as words stand in a file. */
export interface InFiles {
  /** What stands there. */
  schema: JsonSchema;
  /** Whether a list is one word for each item, the option given again; else its items are one word, with commas. */
  repeated?: boolean;
  /** What stands between a name and its value, where an object is taken: `255:0`. */
  between?: string;
}

/** A reader of an option's word. */
type Reader = (given: string, before: never) => unknown;

const descriptions = new WeakMap<object, InFiles>();

/** The reader, of which files and schemas know what its values are. */
export function describedAs<R extends Reader>(reader: R, inFiles: InFiles): R {
  descriptions.set(reader, inFiles);
  return reader;
}

const TEXT: InFiles = { schema: { type: ["string", "number"] } };

/** How an option's value stands in a file. */
export function inFiles(option: Option): InFiles {
  const { parseArg, argChoices, required, optional } = option;
  if (!required && !optional) return { schema: { type: "boolean" } };
  if (argChoices !== undefined) return { schema: { enum: argChoices } };
  return (parseArg !== undefined && descriptions.get(parseArg)) || TEXT;
}
