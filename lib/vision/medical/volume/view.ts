/** A volume as it is wanted: its axes turned, its voxels resampled; read whole, or slice by slice where that costs less. */

import { paced } from "../../../io/pace.ts";
import { DatasetError } from "../../../native/errors.ts";
import type { Samples } from "../../raw-image.ts";
import {
  isOrientation,
  PLANES,
  type Plane,
  resampledGeometry,
  type Triple,
  type Turn,
  turnedGeometry,
  turnTo,
  type VolumeGeometry,
} from "./geometry.ts";
import type { VolumeSource } from "./source.ts";
import { type Interpolation, type RawVolume, resampled, turned } from "./voxels.ts";

/** Distances that are asked for: of all axes, or of slices, rows and columns, null for those that stay. */
export type Resampling = number | readonly [slice: number | null, row: number | null, column: number | null];

/** How a volume is looked at. */
export interface ViewOptions {
  /**
   * "axial" (rows to the back, columns to the left), "coronal" and "sagittal" (rows to the feet, columns to the left and to the
   * back), as radiologists look at them; "stored": as it lies in the file; or an orientation of columns, rows and slices, as
   * "RAS". Whole axes are turned, to the nearest.
   */
  plane?: Plane | "stored" | (string & {});
  /** Distances of voxels after turning, in millimetres. */
  resample?: Resampling;
}

/** A volume, looked at. */
export class VolumeView {
  readonly source: VolumeSource;
  /** Where the voxels lie that it gives. */
  readonly geometry: VolumeGeometry;
  readonly #turn: Turn;
  readonly #turned: VolumeGeometry;
  readonly #mode: Interpolation;

  /** Throws DatasetError where the volume does not say how it lies and a plane of the patient is asked for. */
  constructor(
    operation: string,
    source: VolumeSource,
    { plane, resample }: ViewOptions,
    mode: Interpolation,
  ) {
    this.source = source;
    this.#mode = mode;
    const chosen = plane ?? (source.isPlaced ? "axial" : "stored");
    const orientation = chosen === "stored" ? null : (PLANES[chosen as Plane] ?? chosen);
    if (orientation !== null && !source.isPlaced) {
      throw new DatasetError(
        `${operation}: ${source.path} does not say how it lies in the patient, so that nothing in it is ${chosen}; give its ` +
          'orientation, as "LPS", or take plane: "stored"',
        { file: source.path, operation },
      );
    }
    this.#turn = orientation === null ? NO_TURN : turnTo(source.affine, orientation);
    this.#turned = turnedGeometry(source, this.#turn);
    const spacing = spacingOf(this.#turned.spacing, resample);
    this.geometry = spacing === null ? this.#turned : resampledGeometry(this.#turned, spacing);
  }

  /** Whether its slices are those of the file, so that one can be read alone. */
  get hasSlices(): boolean {
    return this.source.readSlice !== undefined && this.geometry === this.#turned && this.#turn[2]?.from === 2;
  }

  /** All voxels. */
  async read(signal?: AbortSignal): Promise<RawVolume> {
    const stored = await this.source.read(signal);
    const straight = await paced(turned(stored, this.#turn), "volume", signal);
    if (this.geometry === this.#turned) return straight;
    return paced(resampled(straight, this.geometry.spacing, this.#mode), "volume", signal);
  }

  /** The voxels of one slice, where {@link hasSlices}. */
  async readSlice(index: number, signal?: AbortSignal): Promise<Samples> {
    const { source } = this;
    const [count, rows, columns] = source.shape;
    const at = this.#turn[2]?.flipped ? count - 1 - index : index;
    const data = await (source.readSlice as NonNullable<VolumeSource["readSlice"]>)(at, signal);
    const alone = { ...source, shape: [1, rows, columns] as Triple, data };
    return (await paced(turned(alone, this.#turn), "volume", signal)).data;
  }
}

const NO_TURN: Turn = [0, 1, 2].map((from) => ({ from: from as 0, flipped: false }));

/** Whether a text says how a volume is looked at. */
export function isPlane(value: unknown): value is string {
  return (
    value === "stored" || (typeof value === "string" && Object.hasOwn(PLANES, value)) || isOrientation(value)
  );
}

/** Headers hold distances as float32. */
const SAME = 1e-6;

function spacingOf(now: Triple, wanted: Resampling | undefined): Triple | null {
  if (wanted === undefined) return null;
  const asked = typeof wanted === "number" ? [wanted, wanted, wanted] : wanted;
  const spacing = asked.map((distance, at) => {
    const there = now[at] as number;
    return distance === null || Math.abs(distance - there) < SAME * there ? there : distance;
  }) as unknown as Triple;
  return spacing.every((distance, at) => distance === now[at]) ? null : spacing;
}
