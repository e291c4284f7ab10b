/** Inside a network: its features, its maps, its layers, and where in an image it looks. */

export { type ExtractedMaps, type ExtractOptions, type Extractor, extract } from "./extract.ts";
export { type EncodeOptions, Encoder, encode, encoder, features, head } from "./features.ts";
export { type GradCam, type GradCamOptions, gradCam } from "./grad-cam.ts";
export {
  type FeatureMapOptions,
  type FilterImageOptions,
  featureMapImages,
  filterImages,
} from "./images.ts";
export {
  type Inspection,
  inspect,
  inspectionTable,
  type LayerRow,
  type TableOptions,
  type Trainability,
} from "./inspect.ts";
export { layerPaths } from "./layers.ts";
export { firstNonFinite, type NonFiniteOrigin, NonFiniteOutputError } from "./non-finite.ts";
export { type OcclusionOptions, occlusion } from "./occlusion.ts";
export { attentionRollout, type Rollout, type RolloutOptions } from "./rollout.ts";
export type { ClassExplanation, Explanation } from "./score.ts";
