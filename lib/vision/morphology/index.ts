/** Distances and skeletons of binary masks. */
export { type DistanceOptions, distanceTransform, signedDistance, signedDistances } from "./distance.ts";
export { type Mask, type MaskLike, type Spacing, toMask } from "./mask.ts";
export { skeletonize, skeletonLength } from "./skeleton.ts";
