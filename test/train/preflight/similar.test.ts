// Near-duplicates: the hashes of turned copies, and the search among many.
import { expect, test } from "vitest";
import { Rng } from "../../../lib/data/index.ts";
import { THUMB } from "../../../lib/train/preflight/pixels.ts";
import { distance, hashes, POSITIONS, similarPairs } from "../../../lib/train/preflight/similar.ts";

/** Smooth noise with some detail. */
function thumb(rng: Rng): Uint8Array {
  const coarse = Array.from({ length: 81 }, () => rng.uniform(20, 220));
  return Uint8Array.from({ length: THUMB * THUMB }, (_, at) => {
    const [y, x] = [Math.floor(at / THUMB), at % THUMB];
    return (coarse[Math.floor(y / 4) * 9 + Math.floor(x / 4)] as number) + rng.uniform(-8, 8);
  });
}

const at = (t: Uint8Array, y: number, x: number): number => t[y * THUMB + x] as number;
const last = THUMB - 1;
/** Each position by its definition. */
const MOVES: ((t: Uint8Array, y: number, x: number) => number)[] = [
  (t, y, x) => at(t, y, x),
  (t, y, x) => at(t, y, last - x),
  (t, y, x) => at(t, last - y, x),
  (t, y, x) => at(t, last - y, last - x),
  (t, y, x) => at(t, x, y),
  (t, y, x) => at(t, last - x, y),
  (t, y, x) => at(t, x, last - y),
  (t, y, x) => at(t, last - x, last - y),
];
const moved = (t: Uint8Array, position: number): Uint8Array =>
  Uint8Array.from({ length: THUMB * THUMB }, (_, i) =>
    (MOVES[position] as (typeof MOVES)[number])(t, Math.floor(i / THUMB), i % THUMB),
  );

test("the hashes of a picture are those of its turned and mirrored copies", () => {
  const original = thumb(Rng.derive(1));
  const all = hashes(original);
  for (const position of POSITIONS.keys()) {
    const [own] = hashes(moved(original, position));
    expect(distance(all[position] as Uint16Array, own as Uint16Array), POSITIONS[position]).toBe(0);
  }
});

test("a copy in each position is found among 20,000 pictures, with its position, in seconds", async () => {
  const rng = Rng.derive(2);
  const thumbs = Array.from({ length: 20_000 }, () => thumb(rng));
  for (const position of POSITIONS.keys()) {
    const noisy = moved(thumbs[position * 100] as Uint8Array, position).map((v) =>
      Math.max(0, Math.min(255, v + rng.uniform(-3, 3))),
    );
    thumbs[10_000 + position] = noisy;
  }
  const began = performance.now();
  const pairs = await similarPairs(
    thumbs,
    () => false,
    async () => {},
  );
  console.log(`20,000 pictures: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const found = pairs.map(({ a, b, position }) => [a, b, position]);
  // b is made of a: a quarter turn to one side is undone by one to the other.
  expect(found.map(([a, b]) => [a, b])).toEqual(POSITIONS.map((_, p) => [p * 100, 10_000 + p]));
  expect(found.map(([, , position]) => position)).toEqual([
    ...POSITIONS.slice(0, 5),
    ...[...POSITIONS.slice(5, 7)].reverse(),
    POSITIONS[7],
  ]);
  expect(performance.now() - began).toBeLessThan(60_000);
});
