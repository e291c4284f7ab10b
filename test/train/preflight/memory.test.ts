// Of images nothing is kept but small versions, and the event loop has its turn all the while.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { Rng } from "../../../lib/data/index.ts";
import { fromBytes, memory } from "../../../lib/tensor/index.ts";
import { inspectData } from "../../../lib/train/index.ts";

vi.setConfig({ testTimeout: 120_000 });

const IMAGES = 64;
const EDGE = 320;
const AT_ONCE = 4;
const BYTES = 3 * EDGE * EDGE;
/** All pixels are 20 MB; small versions and figures are 4 KB an image, and what is compiled meanwhile counts too. */
const MOST_HELD = 5e6;
/** A turn that takes longer is one that others wait for; a busy machine adds some. */
const LONGEST_MS = 800;

const noise = Uint8Array.from({ length: BYTES + 997 * IMAGES }, (_, i) => Math.imul(i, 2654435761) >>> 24);

/** Noise with bars in it, made when it is asked for: samples that have no file. */
const train = {
  length: IMAGES,
  labels: Array.from({ length: IMAGES }, (_, i) => i % 2),
  get: async (i: number) => {
    const rng = Rng.derive(i);
    const bytes = noise.slice(997 * i, 997 * i + BYTES);
    for (let bar = 0; bar < 60; bar++) {
      const at = rng.int(0, BYTES - 4000);
      bytes.fill(rng.int(0, 255), at, at + 3000);
    }
    return { image: fromBytes(bytes, "uint8", [3, EDGE, EDGE]), label: i % 2 };
  },
};

test("memory does not grow with the images, and nobody waits long", async () => {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  const held = (): number => {
    gc();
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    return arrayBuffers + heapUsed;
  };
  const tensors = memory.liveTensors();
  const before = held();
  let [most, alive] = [0, 0];
  let last = performance.now();
  let longest = 0;
  const clock = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  try {
    const found = await inspectData(
      { classes: ["a", "b"], train },
      {
        atOnce: AT_ONCE,
        onProgress: ({ stage, done }) => {
          if (stage !== "reading images" || done % 16 !== 0) return;
          most = Math.max(most, held() - before);
          alive = Math.max(alive, memory.liveTensors() - tensors);
          last = performance.now(); // collecting took its time
        },
      },
    );
    expect(found.findings).toEqual([]); // each was read, though none has a file
    expect(found.parts[0]?.width).toEqual({ least: EDGE, median: EDGE, most: EDGE });
  } finally {
    clearInterval(clock);
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(MOST_HELD);
  expect(longest).toBeLessThan(LONGEST_MS);
  expect(alive).toBeLessThanOrEqual(2 * AT_ONCE);
});
