/**
 * Makes a video of the test images and runs a trained network over it, frame by frame: masks, outlines, frames a second, latency.
 *
 *     npx tsx stream.ts --data FOLDER --run runs/polyps --out FOLDER [--hold 5] [--threads 1]
 *
 * With ffmpeg on the PATH the video is an .mp4 file that models.videoFrames decodes; without it the same frames are a file of rgb24 bytes,
 * which models.rawVideoFrames reads. What was found is drawn to outlines.webp, which browsers play.
 */

import { spawnSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { models, setNumThreads, train } from "torchts";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    run: { type: "string" },
    out: { type: "string" },
    hold: { type: "string", default: "5" },
    threads: { type: "string" },
  },
});
const { data, run: folder, out } = options;
if (data === undefined || folder === undefined || out === undefined) {
  throw new Error("--data, --run and --out are needed");
}
if (options.threads !== undefined) setNumThreads(Number(options.threads));

const [width, height, fps] = [320, 256, 25];
const { size } = JSON.parse(await readFile(path.join(import.meta.dirname, "recipe.json"), "utf8")) as {
  size: number;
};
await mkdir(out, { recursive: true });

// Each test image stands for some frames.
const table = await readFile(path.join(import.meta.dirname, "split.csv"), "utf8");
const images = table
  .split("\n")
  .flatMap((row) => (row.endsWith(",test") ? [row.split(",")[0] as string] : []));
const frames: Buffer[] = [];
for (const image of images) {
  const frame = await sharp(path.join(data, image))
    .resize(width, height, { fit: "fill" })
    .removeAlpha()
    .raw()
    .toBuffer();
  for (let i = 0; i < Number(options.hold); i++) frames.push(frame);
}
const raw = path.join(out, "frames.rgb24");
await writeFile(raw, Buffer.concat(frames));
const video = path.join(out, "polyps.mp4");
const like = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${width}x${height}`, "-r", String(fps)];
const made = spawnSync("ffmpeg", ["-y", "-v", "error", ...like, "-i", raw, "-pix_fmt", "yuv420p", video]);
const isVideo = made.error === undefined && made.status === 0;
const source = isVideo
  ? models.videoFrames(video)
  : models.rawVideoFrames(createReadStream(raw), { width, height, fps });

const run = await train.loadRun(folder, { task: "segmentation" });
const live = models.stream(run.model.eval(), { size, onLate: "wait", overlay: { outline: true } });
const shown: Buffer[] = [];
for await (const { index, overlay } of live.run(source)) {
  if (index % Number(options.hold) === 0) shown.push(Buffer.from(overlay as Uint8Array)); // as asked for
}
const stats = live.stats();

const pages = { raw: { width, height: height * shown.length, channels: 3, pageHeight: height } } as const;
await sharp(Buffer.concat(shown), pages)
  .webp({ delay: shown.map(() => 400), loop: 0 })
  .toFile(path.join(out, "outlines.webp"));
const ms = (value: number | undefined): number => Math.round(value ?? Number.NaN);
console.log(
  JSON.stringify({
    source: isVideo ? "polyps.mp4, by ffmpeg" : "frames.rgb24, without ffmpeg",
    frames: stats.frames,
    batch: 1,
    framesPerSecond: Math.round(10 * stats.fps) / 10,
    latencyMs: { p50: ms(stats.latency?.p50), p95: ms(stats.latency?.p95) },
  }),
);
