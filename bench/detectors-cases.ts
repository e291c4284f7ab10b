/** What `npm run bench:detectors` measures; python/detectors.py knows the same names. */

/** Networks: builder, shorter edge of the images, images of a step. */
export const NETWORKS = {
  fasterrcnn_mobilenet_v3_large_320_fpn: { minSize: 320, images: 4 },
  fasterrcnn_resnet50_fpn: { minSize: 320, images: 2 },
  maskrcnn_resnet50_fpn: { minSize: 320, images: 2 },
} as const;

/** The cases in order. */
export const CASES: readonly string[] = Object.keys(NETWORKS).flatMap((name) => [
  `${name} detects`,
  `${name} learns`,
]);
