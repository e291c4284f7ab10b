import { freeBatch } from "../lib/data/index.ts";
import { datasets, transforms } from "../lib/vision/index.ts";

const data = await datasets.ImageFolder.open("/tmp/jpegs/train", {
  useSplitFolders: false,
  transform: new transforms.ClassificationTrainPreset({ cropSize: 224 }),
});
for (let r = 0; r < Number(process.argv[2] ?? 6); r++) {
  const t = performance.now();
  const u = performance.eventLoopUtilization();
  for await (const b of data.loader("train", { batchSize: 16, seed: 1 })) freeBatch(b);
  console.log(
    ((performance.now() - t) / 400).toFixed(2),
    (performance.eventLoopUtilization(u).active / 400).toFixed(2),
  );
}
