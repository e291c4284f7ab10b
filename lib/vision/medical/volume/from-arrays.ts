/** Volumes in files of arrays: `.npy`, `.npz` and HDF5. They say nothing of millimetres. */

import { listed } from "../../../edge/index.ts";
import { loadHdf5, loadNpy, loadNpz } from "../../../io/index.ts";
import { scope, type Tensor } from "../../../tensor/index.ts";
import type { Samples } from "../../raw-image.ts";
import type { Triple } from "./geometry.ts";
import type { FoundVolume, Opening } from "./source.ts";

const BEGINNINGS = ["\x93NUMPY", "PK\x03\x04", "\x89HDF"];

/** Whether a file begins as one of arrays. */
export function isArrayFile(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 8));
  return BEGINNINGS.some((beginning) => text.startsWith(beginning));
}

/** Opens a file of arrays: it is read now for what is in it, and for its voxels when they are asked for. */
export async function arrayVolume(path: string, opening: Opening): Promise<FoundVolume> {
  const { array, signal } = opening;
  const named = await allOf(path, array, signal);
  let name: string;
  let shape: Triple;
  try {
    name = chosen(named, array);
    const dims = (named.get(name) as Tensor).shape;
    if (dims.length !== 3)
      throw new Error(`its array ${name} has shape [${dims}]; expected a volume, (D, H, W)`);
    shape = dims as unknown as Triple;
  } finally {
    for (const tensor of named.values()) tensor.dispose();
  }
  return {
    shape,
    read: async (stop) => {
      const arrays = await allOf(path, array === undefined && named.size === 1 ? undefined : name, stop);
      try {
        return voxelsOf(arrays.get(name) as Tensor, name);
      } finally {
        for (const tensor of arrays.values()) tensor.dispose();
      }
    },
  };
}

/** The name that the array of a `.npy` file has here. */
const ONLY = "array";

async function allOf(
  path: string,
  name: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Map<string, Tensor>> {
  const names = name === undefined || name === ONLY ? undefined : [name];
  if (/\.npy$/i.test(path)) return new Map([[ONLY, await loadNpy(path, { signal })]]);
  if (/\.(h5|hdf5)$/i.test(path)) return loadHdf5(path, { names, signal });
  return loadNpz(path, { names, signal });
}

function chosen(arrays: ReadonlyMap<string, Tensor>, array: string | undefined): string {
  if (array !== undefined) return array;
  const volumes = [...arrays].filter(([, { ndim }]) => ndim === 3).map(([name]) => name);
  const [only] = volumes;
  if (only !== undefined && volumes.length === 1) return only;
  const found = [...arrays].map(([name, { shape }]) => `${name} [${shape}]`);
  throw new Error(
    volumes.length === 0
      ? `it has no array of three dimensions; it has ${listed(found)}`
      : `it has ${volumes.length} arrays of three dimensions, ${listed(volumes)}; say which, as array: ${JSON.stringify(only)}`,
  );
}

/** Voxels: bytes and booleans as bytes, other real numbers as float32. */
export function voxelsOf(tensor: Tensor, name: string): Samples {
  const { dtype } = tensor;
  if (dtype.startsWith("complex")) throw new Error(`its array ${name} holds complex numbers`);
  return scope(() => {
    if (dtype === "uint8" || dtype === "bool")
      return Uint8Array.from(tensor.to("uint8").contiguous().bytes());
    const bytes = Uint8Array.from(tensor.to("float32").contiguous().bytes());
    return new Float32Array(bytes.buffer);
  });
}
