/**
 * The transforms of a run's data, which its owner chose, the options name, the run that is resumed had, or the network's
 * weights came with; and the options that would do nothing with such data.
 */
import { ArgumentError } from "../native/errors.ts";
import type { TransformLike } from "../vision/index.ts";
import { sameTransform } from "./inherit.ts";
import type { RunOptions } from "./options.ts";
import type { RunConfig } from "./run-folder.ts";
import { buildTransform, type SavedTransform, saveTransform } from "./saved-transform.ts";
import { type FitData, hasTransforms, isDataset } from "./source.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { AnyTask } from "./tasks/task.ts";

/** The transforms of both parts; null where only the data knows. */
export interface RunTransforms {
  train: TransformLike | null;
  val: TransformLike | null;
}

const PARTS = ["train", "val"] as const;

/**
 * Refuses options that would do nothing, because the data decides what they say.
 *
 * @param given what the caller said, without what a resumed run inherits
 * @throws ArgumentError that names them
 */
export function checkIdleOptions(data: FitData, given: RunOptions): void {
  const refuse = (names: readonly (keyof RunOptions)[], why: string): void => {
    const idle = names.filter((name) => given[name] !== undefined);
    if (idle.length === 0) return;
    throw new ArgumentError(`train.fit: ${idle.join(" and ")} would do nothing: ${why}.`, {
      operation: "train.fit",
    });
  };
  const parts = [data.train, data.val ?? null];
  if (!parts.some(isDataset)) {
    refuse(
      ["batchSize", "aspectRatioGroups", "prefetch", "concurrency", "onError"],
      "the loaders are your own; give them there",
    );
  }
  if (!isDataset(data.train)) {
    refuse(
      ["sampler", "batchSampler", "aspectRatioGroups"],
      "the training loader is your own; give them there",
    );
  }
  if (!hasTransforms(data)) {
    const why = "the data makes its images itself; give it its transforms";
    refuse(["imageSize"], why);
    // The one for validation is kept with the run, for what `loadRun` predicts.
    if (given.transforms?.train !== undefined)
      refuse(["transforms"], `${why}; transforms.val alone is kept for loadRun`);
    return;
  }
  const { train, val } = data.ownTransforms;
  if (train && val) {
    refuse(
      ["imageSize", "transforms"],
      "the data was opened with transforms of its own; leave one of the two out",
    );
  }
  for (const part of PARTS) {
    if (!data.ownTransforms[part] || given.transforms?.[part] === undefined) continue;
    throw new ArgumentError(
      `train.fit: transforms.${part} would do nothing: the data was opened with a transform of its own; leave one of the ` +
        "two out.",
      { operation: "train.fit" },
    );
  }
}

/**
 * The data as it is trained on, and its transforms as far as they are known.
 *
 * @throws ArgumentError where a resumed run had other transforms
 */
export function chooseTransforms(
  model: AnyNetwork,
  data: FitData,
  task: AnyTask,
  options: RunOptions,
  saved: RunConfig | null,
): { prepared: FitData; transforms: RunTransforms } {
  if (!hasTransforms(data)) {
    const given = options.transforms?.val;
    const before = saved?.transform;
    if (before && given !== undefined) checkSame("val", before, given, options);
    const val = given ?? (before ? buildTransform(before) : null);
    return { prepared: data, transforms: { train: null, val } };
  }
  // The network of a resumed run may be built without the weights that said the size.
  const usual = task.transforms(model, options.imageSize ?? edgeOf(saved?.transform));
  const parts = { train: (data as unknown as FitData).train, val: data.val ?? data.test ?? null };
  const own = { train: transformIn(parts.train), val: transformIn(parts.val) };
  const chosen = { ...usual };
  const transforms: RunTransforms = { train: null, val: null };
  for (const part of PARTS) {
    const before = part === "train" ? saved?.trainTransform : saved?.transform;
    const given = data.ownTransforms[part] ? own[part] : options.transforms?.[part];
    if (before !== undefined && given !== undefined) checkSame(part, before, given, options);
    if (before === null && given === undefined && saved?.custom !== undefined && parts[part]) {
      refuseUnknown(part, options);
    }
    chosen[part] = given ?? (before ? buildTransform(before) : usual[part]);
    // What the data was opened with is not known where it does not say.
    transforms[part] = data.ownTransforms[part] ? (given ?? null) : chosen[part];
  }
  return { prepared: data.withDefaultTransforms(chosen), transforms };
}

/** Edge of the images that a saved transform makes, pixels, where it is one number. */
function edgeOf(saved: SavedTransform | null | undefined): number | undefined {
  const { cropSize, size } = saved?.options ?? {};
  if (typeof size === "number") return size;
  return typeof cropSize === "number" ? cropSize : undefined;
}

function refuseUnknown(part: "train" | "val", options: RunOptions): never {
  throw new ArgumentError(
    `train.fit: the run in ${options.out} had a ${part === "train" ? "training" : "validation"} transform of its own, which ` +
      "no file can hold. Open the data with it as then.",
    { operation: "train.fit" },
  );
}

function transformIn(part: unknown): TransformLike | undefined {
  return (part as { transform?: TransformLike } | null | undefined)?.transform;
}

function checkSame(
  part: "train" | "val",
  before: SavedTransform | null,
  now: TransformLike,
  options: RunOptions,
): void {
  const written = saveTransform(now);
  // Code cannot be compared with code.
  if ((before === null && written === null) || sameTransform(before, written)) return;
  const said = (one: SavedTransform | null): string =>
    one === null ? "of its own" : JSON.stringify(one.options);
  throw new ArgumentError(
    `train.fit: the run in ${options.out} has another ${part === "train" ? "training" : "validation"} transform: ` +
      `${said(before)}, now ${said(written)}. Open the data as then, or leave the transform out: it is taken from the run.`,
    { operation: "train.fit" },
  );
}
