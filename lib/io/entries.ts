/** Kinds of what the entries of lib/io take. */
import { type Kind, kind } from "../edge/index.ts";
import { Tensor } from "../tensor/index.ts";

/** Longest path that any system takes; a longer one is the file's content, given by mistake. */
const LONGEST_PATH = 32_767;

/** The path of a file. */
export const pathKind: Kind<string> = kind(
  "the path of a file, as text",
  (v) => typeof v === "string" && v.length <= LONGEST_PATH && !v.includes("\0"),
);

/** A function that is called with what was found. */
export const callback: Kind<(...args: never[]) => void> = kind("a function", (v) => typeof v === "function");

/** Named tensors: a Map or a plain object. */
export const namedTensors: Kind<ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>> = kind(
  "a state dict: a Map or an object of tensors by name",
  (v) =>
    typeof v === "object" &&
    v !== null &&
    !Array.isArray(v) &&
    !(v instanceof Tensor) &&
    !ArrayBuffer.isView(v),
);
