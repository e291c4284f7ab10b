/** Checks of what comes in at the public edge: wrong kinds give a typed error that names the function. */

import { ArgumentError } from "../native/errors.ts";
import { describeArgument } from "./failures.ts";

/** @internal Throws unless the value can be called. */
export function checkFunction(operation: string, value: unknown): void {
  if (typeof value === "function") return;
  throw new ArgumentError(`${operation}: expected a function, got ${describeArgument(value)}`, { operation });
}

/** @internal Throws unless the value is an object with options. */
export function checkOptions(operation: string, value: unknown): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !("_handle" in value)) return;
  throw new ArgumentError(`${operation}: expected an object with options, got ${describeArgument(value)}`, {
    operation,
  });
}

/** @internal Throws unless the value is an array. */
export function checkList(operation: string, value: unknown, of: string): void {
  if (Array.isArray(value)) return;
  throw new ArgumentError(`${operation}: expected an array of ${of}, got ${describeArgument(value)}`, {
    operation,
  });
}
