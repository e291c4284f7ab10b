// A set of pictures that is in order: two kinds of blobs over smooth noise, several pictures of each patient, each patient in one
// part, all saved alike. Tests spoil it in one way each.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { Rng } from "../../../lib/data/index.ts";

export const EDGE = 96;

/** A picture before it is saved. */
export interface Made {
  /** `train/round/p003_1.png` */
  file: string;
  part: "train" | "val";
  label: "round" | "long";
  patient: string;
  pixels: Uint8Array;
}

/** Pictures of patients, each patient of one class. */
export function madeSet(patients = 60, each = 3, seed = 1): Made[] {
  const all: Made[] = [];
  for (let p = 0; p < patients; p++) {
    const rng = Rng.derive(seed, p);
    const part = p % 4 === 3 ? "val" : "train";
    const label = Math.floor(p / 4) % 2 === 0 ? "round" : "long";
    const patient = `p${String(p).padStart(3, "0")}`;
    for (let k = 0; k < each; k++) {
      const file = `${part}/${label}/${patient}_${k}.png`;
      all.push({ file, part, label, patient, pixels: picture(label, rng) });
    }
  }
  return all;
}

/** Gray of smooth noise with a blob somewhere: as large, bright and noisy in both classes, of another shape. */
function picture(label: string, rng: Rng): Uint8Array {
  const coarse = Array.from({ length: 100 }, () => rng.uniform(70, 150));
  const [cx, cy] = [rng.uniform(34, 62), rng.uniform(34, 62)];
  const turn = rng.uniform(0, Math.PI);
  const radius = rng.uniform(13, 18);
  const [a, b] = label === "round" ? [radius, radius] : [radius * 1.9, radius / 1.9];
  const out = new Uint8Array(EDGE * EDGE);
  for (let y = 0; y < EDGE; y++) {
    for (let x = 0; x < EDGE; x++) {
      const [u, v] = [(x / EDGE) * 8.99, (y / EDGE) * 8.99];
      const [i, j] = [Math.floor(u), Math.floor(v)];
      const at = (r: number, c: number): number => coarse[r * 10 + c] as number;
      const top = at(j, i) * (1 - u + i) + at(j, i + 1) * (u - i);
      const bottom = at(j + 1, i) * (1 - u + i) + at(j + 1, i + 1) * (u - i);
      let value = top * (1 - v + j) + bottom * (v - j);
      const [dx, dy] = [x - cx, y - cy];
      const [along, across] = [
        dx * Math.cos(turn) + dy * Math.sin(turn),
        dy * Math.cos(turn) - dx * Math.sin(turn),
      ];
      if ((along / a) ** 2 + (across / b) ** 2 < 1) value += 60;
      out[y * EDGE + x] = Math.max(0, Math.min(235, value + rng.uniform(-6, 6)));
    }
  }
  return out;
}

/** Encodes gray pixels, as PNG where nothing else is said. */
export async function encoded(pixels: Uint8Array, as: "png" | "jpeg" = "png", quality = 90): Promise<Buffer> {
  const image = sharp(pixels, { raw: { width: EDGE, height: EDGE, channels: 1 } }).toColourspace("b-w");
  return as === "png" ? image.png().toBuffer() : image.jpeg({ quality }).toBuffer();
}

/** Writes pictures below a folder; `change` gives other bytes for some of them. */
export async function writeSet(
  root: string,
  made: readonly Made[],
  change: (one: Made) => Promise<Buffer> = (one) => encoded(one.pixels),
): Promise<void> {
  for (const one of made) {
    await mkdir(path.dirname(path.join(root, one.file)), { recursive: true });
    await writeFile(path.join(root, one.file), await change(one));
  }
}
