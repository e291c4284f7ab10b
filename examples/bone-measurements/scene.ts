/**
 * Images that look a little like X-rays of bones, with the kind of each bone in a label image: a stand-in for data that may
 * not be given away. Plain arrays; what is random comes from the generator given.
 */

/** Kinds of bones; sizes overlap, so that no single measurement tells them apart. */
export const KINDS = ["phalanx", "metacarpal", "radius"] as const;

/** Lengths and widths in pixels, and how much wider the ends are than the shaft. */
const SHAPES: Record<(typeof KINDS)[number], { length: Range; width: Range; ends: Range }> = {
  phalanx: { length: [14, 30], width: [5, 8], ends: [1.05, 1.3] },
  metacarpal: { length: [24, 42], width: [5, 8], ends: [1.35, 1.7] },
  radius: { length: [32, 54], width: [7, 10], ends: [1.1, 1.4] },
};

type Range = readonly [low: number, high: number];

/** What random numbers come from: `data.Rng` of torchts, or another. */
export interface Random {
  /** In [0, 1). */
  random(): number;
  uniform(low: number, high: number): number;
}

/** An image and its bones. */
export interface Scene {
  /** Gray values of `size` x `size` pixels, row by row. */
  pixels: Uint8Array;
  /** 0 outside, else the number of the bone from 1, row by row. */
  bones: Int32Array;
  /** Kind of each bone, as its position in KINDS. */
  kinds: number[];
  size: number;
}

interface Bone {
  kind: number;
  ends: readonly [Point, Point];
  /** Half the width of the shaft, and the radius of the ends. */
  shaft: number;
  knob: number;
}

type Point = readonly [x: number, y: number];

/** Pixels between bones, and between a bone and the edge. */
const GAP = 3;

/** Draws an image of bones that do not touch. */
export function drawScene(rng: Random, size = 96): Scene {
  const wanted = 3 + Math.floor(rng.random() * 3);
  const bones: Bone[] = [];
  for (let attempt = 0; attempt < 200 && bones.length < wanted; attempt++) {
    const bone = randomBone(rng, size);
    if (isInside(bone, size) && bones.every((other) => areApart(bone, other))) bones.push(bone);
  }
  const pixels = new Uint8Array(size * size);
  const labels = new Int32Array(size * size);
  const [slopeX, slopeY, base] = [rng.uniform(-20, 20), rng.uniform(-20, 20), rng.uniform(50, 90)];
  const brightness = bones.map(() => rng.uniform(40, 75));
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      const point: Point = [x + 0.5, y + 0.5];
      let value = base + (slopeX * x + slopeY * y) / size;
      for (const [index, bone] of bones.entries()) {
        const depth = depthIn(bone, point);
        if (depth > 0) labels[i] = index + 1;
        // Soft at the border, brightest in the cortex just inside it, and a halo of soft tissue.
        const cover = 1 / (1 + Math.exp(-2 * depth));
        const cortex = 1 + 0.35 * Math.exp(-(((depth - 1.5) / 1.2) ** 2));
        value += (brightness[index] as number) * cover * cortex + 12 * Math.exp(-Math.max(0, -depth) / 5);
      }
      const noise = (rng.random() + rng.random() + rng.random() - 1.5) * 30;
      pixels[i] = Math.max(0, Math.min(255, Math.round(value + noise)));
    }
  }
  return { pixels, bones: labels, kinds: bones.map(({ kind }) => kind), size };
}

function randomBone(rng: Random, size: number): Bone {
  const kind = Math.floor(rng.random() * KINDS.length);
  const shape = SHAPES[KINDS[kind] as (typeof KINDS)[number]];
  const length = rng.uniform(...shape.length);
  const shaft = rng.uniform(...shape.width) / 2;
  const knob = shaft * rng.uniform(...shape.ends);
  const angle = rng.uniform(0, Math.PI);
  const [x, y] = [rng.uniform(0, size), rng.uniform(0, size)];
  const half = length / 2 - knob; // the ends are round and belong to the length
  const [dx, dy] = [half * Math.cos(angle), half * Math.sin(angle)];
  return {
    kind,
    shaft,
    knob,
    ends: [
      [x - dx, y - dy],
      [x + dx, y + dy],
    ],
  };
}

function isInside({ ends, knob }: Bone, size: number): boolean {
  const least = knob + GAP;
  return ends.flat().every((value) => value > least && value < size - least);
}

function areApart(a: Bone, b: Bone): boolean {
  const along = [0, 0.25, 0.5, 0.75, 1].map(
    (t): Point => [
      a.ends[0][0] + t * (a.ends[1][0] - a.ends[0][0]),
      a.ends[0][1] + t * (a.ends[1][1] - a.ends[0][1]),
    ],
  );
  const reach = a.knob + GAP + Math.hypot(a.ends[1][0] - a.ends[0][0], a.ends[1][1] - a.ends[0][1]) / 8;
  return along.every((point) => depthIn(b, point) < -reach);
}

/** How far a point is inside a bone; below 0 outside. */
function depthIn({ ends: [a, b], shaft, knob }: Bone, [x, y]: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  const toShaft = shaft - Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
  const toEnds = knob - Math.min(Math.hypot(x - a[0], y - a[1]), Math.hypot(x - b[0], y - b[1]));
  return Math.max(toShaft, toEnds);
}
