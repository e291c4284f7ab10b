// Detection's operators on a device: what the host waits for, autocast, what is no region.
import { expect } from "vitest";
import { autocast, boxes, rand, randn, type Tensor, tensor } from "../../lib/index.ts";
import { roiAlign, roiPool } from "../../lib/vision/ops/index.ts";
import { copies, DEVICE, gpu, hostWaits, standinOnly } from "./device.ts";

const features = (): Tensor => randn([2, 3, 12, 12]).to(DEVICE);
const rois = (): Tensor =>
  tensor([
    [0, 1, 1, 8, 9],
    [1, 0, 2, 5, 6],
  ]).to(DEVICE);

standinOnly("roiAlign with a fixed number of samples and its gradient never wait for the device", () => {
  const [x, regions] = [features().requiresGrad_(), rois()];
  const before = [hostWaits(), copies()];
  roiAlign(x, regions, 3, { samplingRatio: 2 }).sum().backward();
  expect([hostWaits(), copies()]).toEqual(before);
});

standinOnly(
  "with as many samples as pixels it waits for the sizes of the regions and no feature is copied",
  () => {
    const [x, regions] = [features(), rois()];
    const before = copies();
    roiAlign(x, regions, 3);
    expect(copies().down - before.down).toBe(1);
  },
);

gpu("autocast computes in float32 and gives the features' dtype", () => {
  const [x, regions] = [features().to("float16"), rois()];
  const run = (): Tensor[] => [roiAlign(x, regions, 3, { samplingRatio: 2 }), roiPool(x, regions, 3)];
  const [aligned, pooled] = autocast({ device: DEVICE, dtype: "float16" }, run) as [Tensor, Tensor];
  expect([aligned.dtype, pooled.dtype]).toEqual(["float16", "float16"]);
  const whole = roiAlign(x.to("float32"), regions, 3, { samplingRatio: 2 }).to("float16");
  expect(aligned.eq(whole).all().item()).toBe(true);
  const scores = rand([2]).to(DEVICE);
  const kept = autocast({ device: DEVICE, dtype: "float16" }, () =>
    boxes.nms(regions.narrow(1, 1, 4).to("float16"), scores, 0.5),
  );
  expect(kept.device).toBe(DEVICE);
});

gpu("regions that are not finite or of no image give zeros", () => {
  const broken = tensor([
    [0, 1, Number.NaN, 8, 9],
    [7, 1, 1, 8, 9],
  ]).to(DEVICE);
  for (const samplingRatio of [-1, 2]) {
    expect(roiAlign(features(), broken, 3, { samplingRatio }).abs().sum().item()).toBe(0);
  }
  expect(roiPool(features(), broken, 3).abs().sum().item()).toBe(0);
});

gpu("tensors of two devices are refused", () => {
  expect(() => roiAlign(features(), rois().cpu(), 3)).toThrow(/same device/);
  expect(() => boxes.nms(rois().narrow(1, 1, 4), rand([2]), 0.5)).toThrow(/same device/);
});
