/** Transforms that a run's `config.json` can hold: those whose `options` are plain JSON and make them again. */
import { type TransformLike, transforms } from "../vision/index.ts";

/** A transform by name, with its options. */
export interface SavedTransform {
  kind: keyof typeof SAVED;
  options: Record<string, unknown>;
}

/** Made of the options that it says of itself. */
type Saved = new (options: never) => TransformLike & { readonly options: object };

/** By the name that files have. */
const SAVED = {
  ImageClassificationPreset: transforms.ImageClassificationPreset,
  SegmentationPreset: transforms.SegmentationPreset,
  ClassificationTrainPreset: transforms.ClassificationTrainPreset,
  SegmentationTrainPreset: transforms.SegmentationTrainPreset,
  DetectionPreset: transforms.DetectionPreset,
  DetectionTrainPreset: transforms.DetectionTrainPreset,
} satisfies Record<string, Saved>;

/** Whether a value read from a file is a transform that can be built. */
export function isSavedTransform(value: unknown): value is SavedTransform {
  const { kind, options } = (value ?? {}) as Partial<SavedTransform>;
  return typeof kind === "string" && Object.hasOwn(SAVED, kind) && typeof options === "object";
}

/** A transform as plain values; null for one that cannot be written down. */
export function saveTransform(transform: unknown): SavedTransform | null {
  for (const [kind, Class] of Object.entries(SAVED) as [SavedTransform["kind"], Saved][]) {
    // A subclass may do more than its options say.
    if (transform instanceof Class && transform.constructor === Class) {
      return { kind, options: { ...transform.options } };
    }
  }
  return null;
}

/** Builds a transform that was written down. Throws ArgumentError for options it does not take. */
export function buildTransform({ kind, options }: SavedTransform): TransformLike {
  const Class: Saved = SAVED[kind];
  return new Class(options as never); // the options that such a transform had
}
