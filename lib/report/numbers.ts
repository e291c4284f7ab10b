/** Figures as people read them: as many digits as they bear, intervals beside them. */
import type { Interval } from "../metrics/index.ts";

/** What stands where a figure is not defined. */
export const UNDEFINED = "–";

/** A share, an area or the like, with three decimals; larger numbers with fewer. */
export function figure(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNDEFINED;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const places =
    size >= 1000 ? 0 : size >= 100 ? Math.min(1, decimals) : size >= 10 ? Math.min(2, decimals) : decimals;
  if (size !== 0 && size < 10 ** -decimals / 2) return minus(value.toExponential(1));
  return minus(value.toFixed(places));
}

/** A whole number with its thousands set apart. */
export function count(value: number): string {
  return minus(String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, " ")); // a narrow space that does not break
}

/** "0.910 (0.872 to 0.943)"; without its interval where there is none. */
export function withInterval(given: Interval | null | undefined, decimals = 3): string {
  if (given === null || given === undefined) return UNDEFINED;
  const { value, low, high } = given;
  if (Number.isNaN(low) || Number.isNaN(high)) return figure(value, decimals);
  return `${figure(value, decimals)} (${figure(low, decimals)}\u00a0to\u00a0${figure(high, decimals)})`; // breaks before the bracket alone
}

/** A share as per cent. */
export function percent(share: number, decimals = 1): string {
  return Number.isNaN(share) ? UNDEFINED : `${minus((100 * share).toFixed(decimals))} %`;
}

function minus(text: string): string {
  return text.replace(/^-/, "−");
}
