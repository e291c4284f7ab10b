/** Transforms that a run's `config.json` can hold: ready-made chains whose options are plain JSON. */
import { type TransformLike, transforms } from "../vision/index.ts";

/** A chain by name, with its options. */
export interface SavedTransform {
  kind:
    | "ImageClassificationPreset"
    | "SegmentationPreset"
    | "ClassificationTrainPreset"
    | "SegmentationTrainPreset";
  options: Record<string, unknown>;
}

/** The chains by name. Their options are JSON, as `describeTransform` wrote them. */
const CHAINS: {
  readonly [K in SavedTransform["kind"]]: new (
    options: never,
  ) => TransformLike & { options: object };
} = {
  ImageClassificationPreset: transforms.ImageClassificationPreset,
  SegmentationPreset: transforms.SegmentationPreset,
  ClassificationTrainPreset: transforms.ClassificationTrainPreset,
  SegmentationTrainPreset: transforms.SegmentationTrainPreset,
};

/** Whether a value read from a file is a transform that can be built. */
export function isSavedTransform(value: unknown): value is SavedTransform {
  const { kind, options } = (value ?? {}) as Partial<SavedTransform>;
  return typeof kind === "string" && Object.hasOwn(CHAINS, kind) && typeof options === "object";
}

/** A transform as plain values; null for one that cannot be written down. */
export function saveTransform(transform: unknown): SavedTransform | null {
  for (const [kind, Chain] of Object.entries(CHAINS) as [
    SavedTransform["kind"],
    (typeof CHAINS)[SavedTransform["kind"]],
  ][]) {
    // A subclass may do more than its options say.
    if (transform instanceof Chain && transform.constructor === Chain) {
      return { kind, options: { ...transform.options } };
    }
  }
  return null;
}

/** Builds a transform that was written down. Throws ArgumentError for options it does not take. */
export function buildTransform({ kind, options }: SavedTransform): TransformLike {
  return new CHAINS[kind](options as never); // the options that such a chain had
}
