/**
 * A data set that needs no download: seeded images in the style of a colonoscopy, with and without a polyp, and
 * with them the polyps' masks and boxes.
 *
 * For demonstrations and tests, not for medicine. The classes differ in shape, not in colour or brightness, so
 * a linear model on pixels stays near chance. The scene is drawn by `scene.ts`; here it is lit by a lamp
 * beside the camera and turned into pixels. Pixels depend on the seed alone, on every platform: additions,
 * multiplications, divisions and square roots only.
 */

import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Limit, Rng } from "../../data/index.ts";
import { abortSignal, boolean, callable, integer, type Rest, signature, string } from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { enter } from "../../vision/arguments.ts";
import { encodePixels } from "../../vision/image.ts";
import { smoothstep } from "./noise.ts";
import { type Colour, drawScene, type Scene } from "./scene.ts";

/** Changes whenever the same seed gives other pixels. */
const VERSION = 1;

/** One generated image and what is known about it. */
export interface PolypImage {
  /** (H, W, 3) interleaved. */
  pixels: Uint8Array;
  /** (H, W): 255 on the polyp, else 0. */
  mask: Uint8Array;
  /** [left, top, right, bottom] in pixels, right and bottom exclusive; null without a polyp. */
  box: [number, number, number, number] | null;
}

/** Options of {@link renderPolypImage}. */
export interface PolypImageOptions {
  seed: number;
  /** Number of the image within the data set. */
  index: number;
  polyp: boolean;
  /** Edge, pixels. */
  size: number;
}

const RENDER = signature<PolypImageOptions>("renderPolypImage", {
  options: { seed: integer, index: integer, polyp: boolean, size: integer },
  required: ["seed", "index", "polyp", "size"],
});

/** Draws one image; the same options give the same pixels. Throws ArgumentError for a size below 16. */
export function renderPolypImage(...rest: Rest<PolypImageOptions>): PolypImage {
  const { seed, index, polyp, size } = RENDER.read(rest);
  if (!Number.isInteger(size) || size < 16 || size > 4096) {
    throw new ArgumentError(`renderPolypImage: size is an integer from 16 to 4096, got ${size}`);
  }
  const rng = Rng.derive(seed, index);
  const scene = drawScene(rng, polyp);
  const { heights, mask } = sampleSurface(scene, size);
  const light = new Float64Array(size * size * 3);
  let total = 0;
  for (let row = 0, out = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const inside = (mask[row * size + column] as number) / 255;
      for (const value of shade(scene, heights, inside, size, row, column)) {
        light[out++] = value;
        total += value;
      }
    }
  }
  const exposure = Math.min(2, (scene.brightness * light.length) / total);
  const pixels = new Uint8Array(light.length);
  for (let i = 0; i < pixels.length; i += 3) {
    const noise = scene.grain * (rng.random() + rng.random() + rng.random() - 1.5) * 2;
    for (let c = i; c < i + 3; c++) {
      pixels[c] = Math.round(255 * Math.min(1, Math.max(0, (light[c] as number) * exposure + noise)));
    }
  }
  const hard = mask.map((value) => (value >= 128 ? 255 : 0));
  return { pixels, mask: hard, box: boxOf(hard, size) };
}

/** Heights on a grid with a border of one for the slopes, and how much of each pixel is polyp, 0 to 255. */
function sampleSurface(scene: Scene, size: number): { heights: Float64Array; mask: Uint8Array } {
  const heights = new Float64Array((size + 2) * (size + 2));
  const mask = new Uint8Array(size * size);
  for (let row = -1; row <= size; row++) {
    for (let column = -1; column <= size; column++) {
      const point = scene.surface((column + 0.5) / size, (row + 0.5) / size);
      heights[(row + 1) * (size + 2) + column + 1] = point.height;
      if (row >= 0 && row < size && column >= 0 && column < size) {
        mask[row * size + column] = Math.round(255 * point.polyp);
      }
    }
  }
  return { heights, mask };
}

/** Cosine between the normal of a slope and a direction (not yet of length 1), 0 when facing away. */
function facing(slopeX: number, slopeY: number, x: number, y: number, z: number): number {
  const length = Math.sqrt((slopeX * slopeX + slopeY * slopeY + 1) * (x * x + y * y + z * z));
  return Math.max(0, (z - slopeX * x - slopeY * y) / length);
}

/** Light that comes back from a pixel: diffuse, fading with distance, and the wet film's highlights. */
function shade(
  scene: Scene,
  heights: Float64Array,
  inside: number,
  size: number,
  row: number,
  column: number,
): Colour {
  const x = (column + 0.5) / size;
  const y = (row + 0.5) / size;
  const at = (row + 1) * (size + 2) + column + 1;
  const slopeX = (((heights[at + 1] as number) - (heights[at - 1] as number)) * size) / 2;
  const slopeY = (((heights[at + size + 2] as number) - (heights[at - size - 2] as number)) * size) / 2;

  const lampX = scene.light[0] - x;
  const lampY = scene.light[1] - y;
  const lampZ = scene.light[2] - (heights[at] as number);
  const square = lampX * lampX + lampY * lampY + lampZ * lampZ;
  const dx = 0.5 - x;
  const dy = 0.5 - y;
  const vignette = 1 - 0.85 * smoothstep(0.2, 0.46, dx * dx + dy * dy);
  const lamp = 1.78 / (1 + 1.9 * square);
  const exposure = scene.exposure(x, y);
  const lit = lamp * (0.24 + 0.76 * facing(slopeX, slopeY, lampX, lampY, lampZ)) * exposure * vignette;

  // Highlights face half-way between the lamp and the camera, which hangs above the middle.
  const toLamp = 1 / Math.sqrt(square);
  const toEye = 1 / Math.sqrt(dx * dx + dy * dy + 0.81);
  const gloss = facing(
    slopeX + 0.24 * scene.film(x * 8, y * 8),
    slopeY + 0.24 * scene.film(x * 8 + 31, y * 8 + 17),
    lampX * toLamp + dx * toEye,
    lampY * toLamp + dy * toEye,
    lampZ * toLamp + 0.9 * toEye,
  );
  const highlight = gloss < 0.99 ? 0 : 0.85 * smoothstep(0.82, 0.995, power32(gloss)) * exposure;
  const glint = (highlight + bubbleLight(scene, x, y)) * vignette * Math.min(1, lamp);
  const cover = Math.min(0.95, Math.max(-0.2, glint));

  const colour = scene.colour(x, y, inside);
  for (let c = 0; c < 3; c++) {
    const wall = (colour[c] as number) * lit * (scene.gains[c] as number);
    colour[c] = wall + (1 - wall) * cover;
  }
  return colour;
}

function power32(value: number): number {
  const p2 = value * value;
  const p4 = p2 * p2;
  const p8 = p4 * p4;
  return p8 * p8 * (p8 * p8);
}

/** Bubbles are clear: a bright edge, a dark line inside it and a small reflection. */
function bubbleLight(scene: Scene, x: number, y: number): number {
  let light = 0;
  for (const bubble of scene.bubbles) {
    const dx = (x - bubble.x) / bubble.radius;
    const dy = (y - bubble.y) / (bubble.radius * bubble.ratio);
    const square = dx * dx + dy * dy;
    if (square > 1.3) continue;
    light += 0.42 * smoothstep(0.62, 0.9, square) * smoothstep(1.25, 0.95, square);
    light -= 0.14 * smoothstep(0.35, 0.6, square) * smoothstep(0.85, 0.62, square);
    const sx = dx - 0.35 * bubble.axis[0];
    const sy = dy - 0.35 * bubble.axis[1];
    light += 0.8 * smoothstep(0.06, 0.015, sx * sx + sy * sy);
  }
  return light;
}

function boxOf(mask: Uint8Array, size: number): PolypImage["box"] {
  let [left, top, right, bottom] = [size, size, 0, 0];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (mask[row * size + column] === 0) continue;
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
      top = Math.min(top, row);
      bottom = row + 1;
    }
  }
  return right === 0 ? null : [left, top, right, bottom];
}

/** Options of {@link generatePolypFolder}. */
export interface PolypFolderOptions {
  /** Number of images, half of them with a polyp. Default 600. */
  n?: number;
  /** Edge, pixels. Default 96. */
  size?: number;
  /** Default 0. */
  seed?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

const GENERATE = signature<PolypFolderOptions>("generatePolypFolder", {
  takes: { dir: string },
  options: { n: integer, size: integer, seed: integer, signal: abortSignal, onProgress: callable() },
});

/** What lies in the folder; `boxes.json` holds it too. */
export interface PolypFolder {
  dir: string;
  n: number;
  classes: ["normal", "polyp"];
  /** True when the folder was there already, made with the same options. */
  reused: boolean;
}

/**
 * Writes the data set: `images/normal` and `images/polyp` (open `images` with ImageFolder), `masks`, and
 * `boxes.json` with the box of each polyp. The folder appears whole or not at all; one that was made with the
 * same options is left as it is. Throws DatasetError when something else is there.
 */
export async function generatePolypFolder(
  dir: string,
  ...rest: Rest<PolypFolderOptions>
): Promise<PolypFolder> {
  const { n = 600, size = 96, seed = 0, signal, onProgress } = enter(GENERATE, rest, dir);
  if (!Number.isInteger(n) || n < 2) {
    throw new ArgumentError(`generatePolypFolder: n is an integer of at least 2, got ${n}`);
  }
  const header = { generator: "torchts synthetic polyps", version: VERSION, n, size, seed };
  const result = { dir, n, classes: ["normal", "polyp"] as ["normal", "polyp"] };
  if (await isReady(dir, header)) return { ...result, reused: true };

  const beside = join(dirname(resolve(dir)), `.${basename(resolve(dir))}.${randomUUID()}.part`);
  try {
    for (const folder of ["images/normal", "images/polyp", "masks"]) {
      await mkdir(join(beside, folder), { recursive: true });
    }
    const images: unknown[] = new Array(n);
    const limit = new Limit(4); // encoding runs on sharp's threads while the next image is drawn
    let done = 0;
    const results = await Promise.allSettled(
      Array.from({ length: n }, (_, index) =>
        limit.run(async () => {
          await new Promise(setImmediate); // drawing is synchronous: let the event loop have its turn
          throwIfAborted(signal, "generatePolypFolder");
          images[index] = await writeOne(beside, { seed, index, polyp: index % 2 === 1, size });
          onProgress?.({ done: ++done, total: n });
        }),
      ),
    );
    const failed = results.find((r) => r.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    await writeFile(join(beside, "boxes.json"), `${JSON.stringify({ ...header, images }, null, 1)}\n`);
    await rm(dir, { recursive: true, force: true }); // isReady has seen that it is empty or absent
    await rename(beside, dir);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
  return { ...result, reused: false };
}

/** Whether the folder holds this data set already; throws DatasetError when it holds something else. */
async function isReady(dir: string, header: Record<string, unknown>): Promise<boolean> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new DatasetError(`generatePolypFolder: cannot use ${dir}: ${error.message}`, {
      cause: error,
      file: dir,
    });
  });
  if (names.length === 0) return false;
  try {
    const made = JSON.parse(await readFile(join(dir, "boxes.json"), "utf8")) as Record<string, unknown>;
    if (Object.entries(header).every(([key, value]) => made[key] === value)) return true;
  } catch {
    // no boxes.json, or not ours
  }
  throw new DatasetError(
    `generatePolypFolder: ${dir} is not empty and holds something else; choose another folder or remove it`,
    { file: dir },
  );
}

async function writeOne(root: string, options: PolypImageOptions): Promise<unknown> {
  const { size, index, polyp } = options;
  const image = renderPolypImage(options);
  const name = `${String(index).padStart(6, "0")}.png`;
  const file = `images/${polyp ? "polyp" : "normal"}/${name}`;
  const edges = { width: size, height: size };
  await writeFile(join(root, file), await encodePixels(image.pixels, { ...edges, channels: 3 }, "png"));
  await writeFile(
    join(root, "masks", name),
    await encodePixels(image.mask, { ...edges, channels: 1 }, "png"),
  );
  return { file, mask: `masks/${name}`, class: polyp ? "polyp" : "normal", box: image.box };
}
