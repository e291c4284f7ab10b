/** Which values are black and white: ranges, centre and width, and the usual windows of CT by name. */

import { isPlainObject, type Kind, kind, listOf, number } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { ImageMode } from "./raw-image.ts";

/**
 * The usual windows of CT, centre and width in Hounsfield units: those of the head for brain and stroke, of the chest for lung
 * and mediastinum, of the abdomen for soft tissue and liver, of the spine for bone.
 *
 * Source: https://radiopaedia.org/articles/windowing-ct
 */
export const CT_WINDOWS = {
  lung: { center: -600, width: 1500 },
  mediastinum: { center: 50, width: 350 },
  abdomen: { center: 50, width: 400 },
  liver: { center: 30, width: 150 },
  bone: { center: 400, width: 1800 },
  brain: { center: 40, width: 80 },
  stroke: { center: 40, width: 40 },
} as const;

/** A window of CT by its name. */
export type CtWindow = keyof typeof CT_WINDOWS;

/**
 * The values that are black and white: [low, high]; centre and width, which is `center - width / 2` to `center + width / 2`;
 * or the name of a window of CT.
 */
export type ValueWindow =
  | readonly [low: number, high: number]
  | { readonly center: number; readonly width: number }
  | CtWindow;

/** One window, or one for each channel of the image. */
export type WindowOption = ValueWindow | readonly ValueWindow[];

/** Windows as ranges. */
export interface Windows {
  /** Black and white of each channel; none where the file is to say it. */
  ranges: readonly (readonly [number, number])[];
  /** The first window that was given by its name, and so is one of Hounsfield units. */
  named: CtWindow | undefined;
}

const isPair = listOf(number, 2);

function isRange(value: unknown): boolean {
  if (!isPair.accepts(value)) return false;
  const [low, high] = value as readonly [number, number];
  return Number.isFinite(low) && Number.isFinite(high) && low < high;
}

function isWindow(value: unknown): value is ValueWindow {
  if (typeof value === "string") return Object.hasOwn(CT_WINDOWS, value);
  if (Array.isArray(value)) return isRange(value);
  if (!isPlainObject(value)) return false;
  const { center, width, ...rest } = value as { center?: unknown; width?: unknown };
  return (
    Object.keys(rest).length === 0 &&
    Number.isFinite(center) &&
    Number.isFinite(width) &&
    (width as number) > 0
  );
}

/** What `window` takes. */
export const windowKind: Kind<WindowOption> = kind(
  "[low, high], two finite numbers of which the second is larger; { center, width }; one of " +
    `${Object.keys(CT_WINDOWS).join(", ")}; or a list of such, one for each channel`,
  (v) => isWindow(v) || (Array.isArray(v) && v.length > 0 && v.every(isWindow)),
);

/** The windows of an option as ranges. Throws ArgumentError where the channels that they make are not those of `mode`. */
export function windowsOf(option: WindowOption | undefined, mode: ImageMode, operation: string): Windows {
  if (option === undefined) return { ranges: [], named: undefined };
  const all: readonly ValueWindow[] = isWindow(option) ? [option] : option;
  if (all.length > 1 && (mode === "L" || (mode === "RGB" && all.length !== 3))) {
    const says = mode === "L" ? 'mode: "L" is one channel' : 'mode: "RGB" is three channels';
    const text = `${operation}: ${all.length} windows make ${all.length} channels, and ${says}; give mode: "unchanged"`;
    throw new ArgumentError(text, { operation });
  }
  return { ranges: all.map(rangeOf), named: all.find((one) => typeof one === "string") };
}

function rangeOf(window: ValueWindow): readonly [number, number] {
  if (Array.isArray(window)) return window as readonly [number, number];
  const { center, width } =
    typeof window === "string" ? CT_WINDOWS[window] : (window as { center: number; width: number });
  return [center - width / 2, center + width / 2];
}
