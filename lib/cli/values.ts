/** Reads the values of command-line options; a bad one is refused by name before anything runs. */
import { InvalidArgumentError, Option } from "commander";

/** A whole number from 1. */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("Expected a whole number from 1.");
  return value;
}

/** A whole number from 0. */
export function whole(text: string): number {
  const value = Number(text);
  if (text === "" || !Number.isInteger(value) || value < 0) {
    throw new InvalidArgumentError("Expected a whole number from 0.");
  }
  return value;
}

/** A number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
}

/** A number from 0. */
export function nonNegative(text: string): number {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("Expected a number from 0.");
  }
  return value;
}

/** A share, above 0 and below 1. */
export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("Expected a share above 0 and below 1.");
  return value;
}

/** Gathers an option that may be given several times. */
export function list(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** An option that takes one of a few words. */
export function oneOf(flags: string, description: string, words: string[], standard: string): Option {
  return new Option(flags, description).choices(words).default(standard);
}
