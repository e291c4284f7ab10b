/**
 * What a public function, constructor or method takes, and the one check of what it was given.
 *
 * An entry declares its signature once and reads what follows its required arguments through it, before anything else:
 *
 *     const TAKES = signature<DropoutOptions>("nn.Dropout", {
 *       options: { p: number, inplace: boolean },
 *       positional: ["p", "inplace"],
 *     });
 *     constructor(...rest: Rest<DropoutOptions, [p: number, inplace: boolean]>) {
 *       const { p = 0.5, inplace = false } = TAKES.read(rest);
 *
 * An unknown key, a value of the wrong kind and a surplus argument are ArgumentErrors that say what the entry takes and
 * what was probably meant. `undefined` is an option that was not given. The names and kinds are checked against the
 * options' type when torchts itself is compiled, so the two cannot drift apart.
 *
 * It costs nothing where no options are given, and one look at each key where they are.
 */
import { ArgumentError } from "../native/errors.ts";
import { describe } from "./describe.ts";
import { type AnyKind, isPlainObject, type Kind } from "./kinds.ts";
import { camelCase, nearestName } from "./suggest.ts";

/** A kind for each option. */
export type Kinds<O> = { readonly [K in keyof O]-?: Kind<Required<O>[K]> };

/** The options at the end: they may be left out where none is required. */
type Options<O> = object extends O ? [options?: O] : [options: O];

/**
 * What follows the required arguments: options by name, or the first of them in PyTorch's order and the rest by name.
 * `P` lists those in order, none of them optional: `[stride: number, padding: number]`.
 */
export type Rest<O, P extends readonly unknown[] = []> = P extends readonly [...infer Fewer, unknown]
  ? [...P, options?: Partial<O>] | Rest<O, Fewer>
  : Options<O>;

/** What an entry takes. */
export interface Takes<O> {
  /** Required arguments in order, by name; checked by {@link Signature.check}. */
  readonly takes?: Readonly<Record<string, AnyKind>>;
  /** Options by name. */
  readonly options?: Kinds<O>;
  /** Options that must be given. */
  readonly required?: readonly (keyof O & string)[];
  /** Options that may also stand without a name after the required arguments, in this order. */
  readonly positional?: readonly (keyof O & string)[];
  /** What to do in place of an option that is not here and has no near name, in camel case: `{ pretrained: 'give weights: "DEFAULT"' }`. */
  readonly advice?: Readonly<Record<string, string>>;
}

const NONE: object = Object.freeze({});

/** The advice for a function that an array's `map` called, with an index and the array as arguments. */
export function writeTheArrow(name: string): string {
  const short = name.split(".").at(-1);
  return (
    "it looks as if an array's map called it, which passes an index too; write the arrow, " +
    `xs.map((x) => ${short}(x)).`
  );
}

/** Declares what the entry `name` takes; see this file's head. */
export function signature<O extends object = Record<never, never>>(
  name: string,
  takes: Takes<O> = {},
): Signature<O> {
  return new Signature<O>(name, takes);
}

/**
 * Refuses what follows the arguments of an entry that takes no options, with `...rest: []` as the type of what follows:
 * a short form of a signature, for the many small methods.
 */
export function noMore(name: string, rest: readonly unknown[]): void {
  if (rest.length > 0) new Signature(name, {}).read(rest);
}

/** The declared arguments of one public entry. */
export class Signature<O extends object> {
  readonly name: string;
  readonly #takes: readonly (readonly [string, AnyKind])[];
  // Without a prototype: a key such as "constructor" must not find one.
  readonly #kinds: Record<string, AnyKind | undefined>;
  readonly #required: readonly string[];
  readonly #positional: readonly string[];
  readonly #advice: Readonly<Record<string, string>>;

  constructor(name: string, { takes = {}, options, required = [], positional = [], advice = {} }: Takes<O>) {
    this.name = name;
    this.#takes = Object.entries(takes);
    this.#kinds = Object.assign(Object.create(null), options);
    this.#required = required;
    this.#positional = positional;
    this.#advice = advice;
  }

  /** Names of the options. */
  get optionNames(): string[] {
    return Object.keys(this.#kinds);
  }

  /**
   * The options among what followed the required arguments.
   *
   * @throws ArgumentError for unknown names, wrong kinds, surplus arguments and required options that are missing
   */
  read(rest: readonly unknown[]): O {
    if (rest.length === 0 && this.#required.length === 0) return NONE as O;
    const [first] = rest;
    if (rest.length === 1) {
      if (first === undefined && this.#required.length === 0) return NONE as O;
      if (isPlainObject(first)) return this.named(first as object);
    }
    return this.named(this.#byName(rest));
  }

  /** Checks options that came by name: an object, as a configuration file or a caller gives it. */
  named(options: object): O {
    const given = options as Record<string, unknown>;
    for (const key in given) {
      const value = given[key];
      if (value === undefined) continue;
      const kind = this.#kinds[key];
      if (kind === undefined) this.#refuseUnknown(key);
      else if (!kind.accepts(value)) this.#refuseKind(key, kind, value);
    }
    for (const key of this.#required) if (given[key] === undefined) this.#refuseMissing(key);
    return options as O;
  }

  /** Checks the required arguments, in order. @throws ArgumentError for the first that is missing or of another kind. */
  check(...args: readonly unknown[]): void {
    for (let at = 0; at < this.#takes.length; at++) {
      const [key, kind] = this.#takes[at] as readonly [string, AnyKind]; // within the length
      const value = args[at];
      if (kind.accepts(value)) continue;
      if (value === undefined) this.#refuseMissing(key);
      this.#refuseKind(key, kind, value);
    }
  }

  /** An error of this entry, for what only the function itself can tell. */
  error(text: string): ArgumentError {
    return new ArgumentError(`${this.name}: ${text}`, { operation: this.name });
  }

  /** Arguments in PyTorch's order as options by name; the last may be an object with the others. */
  #byName(rest: readonly unknown[]): object {
    // Without iterators and copies: operators with options go through here.
    const named: Record<string, unknown> = {};
    const last = rest[rest.length - 1];
    const withOptions = rest.length > 1 && isPlainObject(last);
    const count = withOptions ? rest.length - 1 : rest.length;
    for (let at = 0; at < count; at++) {
      const value = rest[at];
      const key = this.#positional[at];
      if (key === undefined) {
        // A trailing undefined is an argument that was not given.
        if (at === 0 && value === undefined && count === 1) continue;
        // What follows options is surplus, not the options.
        throw this.#surplus(rest, isPlainObject(value) && rest.length > at + 1 ? at + 1 : at);
      }
      const fits = this.#kinds[key]?.accepts(value);
      if (isPlainObject(value) && !fits) throw this.#surplus(rest, at + 1);
      if (at === rest.length - 1 && isFromMap(rest) && !fits) throw this.#surplus(rest, at);
      named[key] = value;
    }
    if (!withOptions) return named;
    const options = last as Record<string, unknown>;
    for (const key in options) {
      const value = options[key];
      if (value !== undefined && named[key] !== undefined) {
        throw this.error(`${key} was given twice, as an argument and by name; leave one of them out.`);
      }
      named[key] = value;
    }
    return named;
  }

  #surplus(rest: readonly unknown[], at: number): ArgumentError {
    if (isFromMap(rest)) {
      return this.error(`surplus arguments: ${writeTheArrow(this.name)} ${this.#usage()}`);
    }
    const value = rest[at];
    const names = this.optionNames;
    if (at === 0 && names.length > 0) {
      return this.error(`expected an object with options, got ${describe(value)}. ${this.#usage()}`);
    }
    return this.error(`surplus argument ${describe(value)}. ${this.#usage()}`);
  }

  #refuseUnknown(key: string): never {
    const names = this.optionNames;
    const shown = JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}...` : key);
    const camel = camelCase(key);
    const advice = Object.hasOwn(this.#advice, camel) ? this.#advice[camel] : undefined;
    const near = nearestName(key, names);
    const meant = advice !== undefined ? `; ${advice}` : near === null ? "" : `; did you mean ${near}?`;
    throw this.error(`unknown option ${shown}${meant}${meant.endsWith("?") ? "" : "."} ${this.#usage()}`);
  }

  #refuseKind(key: string, kind: AnyKind, value: unknown): never {
    const hint = kind.hint?.(value) ?? "";
    throw this.error(`${key} must be ${kind.expected}, got ${describe(value)}${hint}.`);
  }

  #refuseMissing(key: string): never {
    throw this.error(`${key} is missing. ${this.#usage()}`);
  }

  #usage(): string {
    const names = this.optionNames;
    const taken = this.#takes.map(([key]) => key);
    const parts = [
      ...(taken.length > 0 ? [taken.join(", ")] : []),
      ...(names.length > 0 ? [`${taken.length > 0 ? "and " : ""}the options ${names.join(", ")}`] : []),
    ];
    return parts.length === 0 ? "It takes no options." : `It takes ${parts.join(" ")}.`;
  }
}

/** Whether the arguments end as those that an array's map gives: an index and the array. */
function isFromMap(rest: readonly unknown[]): boolean {
  return rest.length >= 2 && Number.isInteger(rest.at(-2)) && Array.isArray(rest.at(-1));
}
