/** What `torchts segment` writes: masks, overlays, outlines, measurements, timings. */

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { writeAtomically } from "../io/atomic-file.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import type { DecodingOptions } from "../vision/index.ts";
import {
  contours,
  maskOverlay,
  maskPalette,
  models,
  readImage,
  regions,
  tensor,
  writeImage,
  writeMask,
} from "./library.ts";
import type { Job, SegmentCliOptions, Source } from "./segment.ts";

/** Classes that a mask may name, for the palette. */
const PALETTE = maskPalette(256);

/** One mask of one class of one image. */
interface Layer {
  value: number;
  name: string;
  mask: Tensor;
}

/** Segments images one by one and writes what was found. */
export async function segmentImages(
  { opened, options, printer, signal, attempt }: Job,
  sources: readonly Source[],
): Promise<void> {
  const { window: edge, overlap, flips, threshold, out } = options;
  const window = edge === undefined ? undefined : { size: edge, overlap };
  const coco: contours.CocoImage[] = [];
  let classes: readonly string[] = [];
  try {
    for (const [i, source] of sources.entries()) {
      const { file, name } = source;
      throwIfAborted(signal, "segment");
      const status = `image ${i + 1}/${sources.length}  ${file}`;
      printer.status(status);
      const onProgress: models.SegmentOptions["onProgress"] = ({ done, total }) =>
        printer.status(total > 1 ? `${status}  ${done}/${total}` : status);
      const more = { ...(window === undefined ? {} : { window }), flips, threshold, signal, onProgress };
      using found = await attempt(source, () => opened.segment(file, more));
      if (found === null) continue;
      classes = found.classes;
      const layers = layersOf(found);
      try {
        const report = await writeFound(
          found,
          layers,
          { file, image: opened.image },
          path.join(out, name),
          options,
        );
        if (options.polygons === "coco") {
          coco.push({ fileName: `${name}${path.extname(file)}`, mask: tensor.keep(found.mask.clone()) });
        }
        printer.result({ image: file, ...report }, [`${file}: ${describe(report.shares, report.regions)}`]);
      } finally {
        for (const { mask } of layers) mask.dispose();
      }
    }
    if (coco.length > 0) {
      await contours.writeCoco(path.join(out, "annotations.json"), contours.toCoco(coco, { classes }));
    }
  } finally {
    for (const { mask } of coco) (mask as Tensor).dispose();
  }
}

/** The masks of all classes but the background's. */
function layersOf({ kind, mask, classes }: models.Segmentation): Layer[] {
  return classes.flatMap((name, value): Layer[] => {
    if (kind === "multilabel")
      return [{ value: value + 1, name, mask: tensor.keep(mask.select(0, value).clone()) }];
    return value === 0 ? [] : [{ value, name, mask: tensor.keep(mask.eq(value)) }];
  });
}

async function writeFound(
  found: models.Segmentation,
  layers: readonly Layer[],
  { file, image }: { file: string; image: DecodingOptions },
  stem: string,
  options: SegmentCliOptions,
): Promise<{ shares: Record<string, number>; regions: number; files: string[] }> {
  const files: string[] = [];
  const at = (ending: string): string => {
    files.push(`${stem}.${ending}`);
    return `${stem}.${ending}`;
  };
  await mkdir(path.dirname(stem), { recursive: true });
  if (found.kind === "multilabel") {
    for (const { name, mask } of layers) await writeMask(mask, at(`mask-${plain(name)}.png`));
  } else {
    await writeMask(found.mask, at("mask.png"), { palette: PALETTE });
  }
  await tensor.scope(async () => {
    const picture = await readImage(file, { ...image, mode: "RGB", depth: 8 });
    const drawn = maskOverlay(picture, found.mask, { outline: true, colors: PALETTE });
    await writeImage(drawn, at("overlay.png"));
  });
  if (options.probabilities) {
    const shown = found.kind === "binary" ? found.classes.slice(1) : found.classes;
    for (const [k, name] of shown.entries()) {
      await tensor.scope(() =>
        writeImage(found.probabilities.narrow(0, k, 1), at(`probability-${plain(name)}.png`)),
      );
    }
  }
  const { spacing } = options;
  if (options.polygons === "geojson") {
    const names = found.classes;
    const collection = contours.toGeoJSON(found.mask, { classes: names, ...(spacing ? { spacing } : {}) });
    await contours.writeGeoJSON(at("geojson"), collection);
  }
  const measured = layers.flatMap(({ name, mask }) => {
    const rows = regions.measureRegions(regions.labelRegions(mask), spacing ? { spacing } : {});
    return rows.map((row) => ({ name, row }));
  });
  const rows = measured.map(({ row }, i) => ({ ...row, label: i + 1 }));
  await regions.writeRegionCsv(at("csv"), regions.regionTable(rows), {
    classes: measured.map(({ name }) => name),
  });
  const shares = tensor.scope(() =>
    Object.fromEntries(layers.map(({ name, mask }) => [name, Number(mask.double().mean().item())])),
  );
  return { shares, regions: rows.length, files };
}

/** A class's name as a part of a file's. */
function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
}

function describe(shares: Record<string, number>, count: number): string {
  const seen = Object.entries(shares)
    .filter(([, share]) => share > 0)
    .map(([name, share]) => `${name} ${(100 * share).toFixed(1)}%`);
  return `${seen.length === 0 ? "nothing found" : seen.join(", ")}; ${count} region${count === 1 ? "" : "s"}`;
}

const TIMINGS = ["waitMs", "preprocessMs", "inferMs", "postMs", "totalMs"] as const;

/** Segments a video's frames, all of them and in order, into a folder of its name. */
export async function segmentVideo(
  { opened, options, printer, signal }: Omit<Job, "attempt">,
  { file, name }: Source,
): Promise<void> {
  if (opened.kind === "multilabel") {
    throw new ArgumentError(
      "segment: videos are segmented into one mask a frame; this network gives several",
    );
  }
  const folder = path.join(options.out, name);
  await mkdir(folder, { recursive: true });
  const { mean, std, size } = opened.preset?.options ?? {};
  const edge = options.size ?? size ?? undefined;
  const live = models.stream(opened.model, {
    onLate: "wait",
    ...(edge === undefined ? {} : { size: edge }),
    ...(mean === undefined ? {} : { mean }),
    ...(std === undefined ? {} : { std }),
    ...(opened.kind === undefined ? {} : { kind: opened.kind }),
    threshold: options.threshold,
    overlay: { outline: true, colors: PALETTE },
    signal,
  });
  const frames = models.videoFrames(file, {
    signal,
    ...(options.fps === undefined ? {} : { fps: options.fps }),
  });
  const rows = [["frame", "time", ...TIMINGS].join(",")];
  const writeRows = (): Promise<void> =>
    writeAtomically(path.join(folder, "frames.csv"), async (handle) => {
      await handle.writeFile(`${rows.join("\n")}\n`);
    });
  try {
    for await (const { index, time, width, height, mask, overlay, timings } of live.run(frames)) {
      const stem = path.join(folder, String(index).padStart(6, "0"));
      await tensor.scope(async () => {
        await writeMask(tensor.fromTypedArray(mask, [height, width]), `${stem}.mask.png`, {
          palette: PALETTE,
        });
        const drawn = tensor.fromTypedArray(overlay as Uint8Array, [height, width, 3]).permute([2, 0, 1]); // asked for
        await writeImage(drawn, `${stem}.overlay.png`);
      });
      rows.push([index, time ?? "", ...TIMINGS.map((what) => timings[what].toFixed(3))].join(","));
      printer.status(`${file}  frame ${index + 1}  ${timings.inferMs.toFixed(1)} ms`);
    }
  } finally {
    if (rows.length > 1) await writeRows();
  }
  const stats = live.stats();
  const latency = stats.latency === null ? "" : `, median ${stats.latency.p50.toFixed(1)} ms a frame`;
  printer.result({ video: file, out: folder, ...stats }, [
    `${file}: ${stats.frames} frames, ${stats.fps.toFixed(1)} a second with writing${latency}, written to ${folder}`,
  ]);
}
