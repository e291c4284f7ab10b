/** The public surface by reflection: every function, constructor, static and prototype method that a user can reach. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Tensor, zeros } from "../../lib/index.ts";
import { methodNames } from "../../lib/tensor/generated/names.gen.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import { repoRoot } from "../helpers/data.ts";

/** Something public that can be called. */
export interface Entry {
  /** `nn.functional.relu`, `optim.SGD.prototype.step`. */
  name: string;
  /** How many arguments it requires. */
  required: number;
  call(args: unknown[]): unknown;
}

type Callable = (...args: unknown[]) => unknown;
type Class = new (...args: unknown[]) => object;

/** Namespaces of operators, which have a walk of their own. */
const OPERATORS = new Set(["torch", "linalg", "fft", "special"]);

/** Methods of tensors that are operators. */
const GENERATED = new Set(methodNames.map(camelCase));

/** Methods that subclasses write and the library calls: what they take is the subclass's. */
const OVERRIDDEN = "forward extraRepr toString upgradeStateDict headPaths".split(" ");

/** Names of protected methods, which only the declarations tell from public ones. */
function protectedNames(): string[] {
  const lib = path.join(repoRoot, "lib");
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  return files.flatMap((name) => {
    const text = readFileSync(path.join(lib, name), "utf8");
    const declared = /\bprotected (?:(?:abstract|override|async|readonly) )*(\w+)[(<:]/g;
    return [...text.matchAll(declared)].map(([, method = ""]) => method);
  });
}

/** Every entry below a namespace, each function once, under the first name that it is found by. */
export function publicEntries(root: object): Entry[] {
  const entries: Entry[] = [];
  const notCalled = new Set([...OVERRIDDEN, ...protectedNames()]);
  const seen = new Set<unknown>();

  const visit = (path: string, value: unknown): void => {
    if (seen.has(value)) return;
    if (typeof value === "function") {
      seen.add(value);
      if (isClass(value)) visitClass(path, value as Class);
      else entries.push(entryOf(path, value as Callable, undefined));
      return;
    }
    if (typeof value !== "object" || value === null || !isNamespace(value)) return;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      const name = path === "" ? key : `${path}.${key}`;
      if (!OPERATORS.has(name)) visit(name, member);
    }
  };

  const visitClass = (path: string, made: Class): void => {
    entries.push({ name: path, required: made.length, call: (args) => new made(...args) });
    visitClassMembers(path, made);
  };

  /** Methods, those of base classes too, which need not be public themselves. */
  const visitClassMembers = (path: string, made: Class): void => {
    visitMembers(path, made, made);
    const { prototype } = made as { prototype: object };
    visitMembers(
      `${path}.prototype`,
      prototype,
      prototype === Tensor.prototype ? zeros([2]) : Object.create(prototype),
    );
    const base: unknown = Object.getPrototypeOf(made);
    if (typeof base === "function" && base !== Function.prototype && base !== Error)
      visitClassMembers(base.name, base as Class);
  };

  const visitMembers = (path: string, holder: object, self: object): void => {
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      const value: unknown = descriptor.value;
      if (
        typeof value !== "function" ||
        key === "constructor" ||
        key.startsWith("_") ||
        notCalled.has(key) ||
        seen.has(value)
      )
        continue;
      if (isClass(value)) {
        visit(`${path}.${key}`, value);
        continue;
      }
      seen.add(value);
      if (holder === Tensor.prototype && GENERATED.has(key)) continue;
      entries.push(entryOf(`${path}.${key}`, value as Callable, self));
    }
  };

  visit("", root);
  return entries;
}

function entryOf(name: string, value: Callable, self: unknown): Entry {
  return { name, required: value.length, call: (args) => value.apply(self, args) };
}

function isClass(value: unknown): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}

/** A module, or an object that only gathers functions. */
function isNamespace(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
