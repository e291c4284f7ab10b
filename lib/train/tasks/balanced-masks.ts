/** Weights of the classes of masks, inverse to how many pixels of the training masks each has. */
import { type Dataset, Limit, Rng } from "../../data/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../native/errors.ts";
import { scope, Tensor } from "../../tensor/index.ts";
import type { SegmentationSample } from "../../vision/index.ts";
import { isDataset } from "../source.ts";
import type { MaskFacts } from "./masks.ts";

/** Masks read at once. */
const AT_ONCE = 4;

/** Data whose masks can be read without their images. */
interface MaskFiles {
  readonly onError?: "throw" | "skip";
  readMask(index: number, options: { signal?: AbortSignal }): Promise<Tensor>;
}

/**
 * Weights n / (C x n_c) over the pixels that count, as scikit-learn's "balanced"; of `multilabel` masks over the pixels of all classes
 * together. Masks of files are read as they are, those of other data sets as it gives them.
 *
 * @throws ArgumentError for loaders, which are not read twice, and where a class has no pixel; AbortError when `signal` says so
 */
export async function balancedMaskWeights(
  train: unknown,
  { kind, classes = [], ignoreIndex }: MaskFacts,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: \`classWeights\` "balanced" ${text}`, { operation: "train.fit" });
  };
  const source = train as Partial<MaskFiles>;
  const dataset = isDataset(train) ? (train as Dataset<SegmentationSample>) : null; // as the data's task says
  if (dataset === null)
    return refuse("needs a data set; of a loader count the pixels and give the weights as numbers.");
  const counts = classes.map(() => 0);
  const count = (mask: Tensor): void =>
    scope(() => {
      const counted = ignoreIndex === null ? null : mask.ne(ignoreIndex);
      for (const at of counts.keys()) {
        const own = kind === "multilabel" ? mask.select(0, at).eq(1) : mask.eq(at);
        const both = counted === null || kind === "multilabel" ? own : own.logicalAnd(counted);
        counts[at] = (counts[at] as number) + Number(both.sum().item());
      }
    });
  const look = async (index: number): Promise<void> => {
    throwIfAborted(signal, "train.fit");
    try {
      await scope(async () => {
        if (source.readMask !== undefined) return count(await source.readMask(index, { signal }));
        const { mask } = await dataset.get(index, { rng: Rng.derive(0, index), signal });
        if (!(mask instanceof Tensor))
          return refuse("needs samples with `mask`; give the weights as numbers.");
        return count(mask);
      });
    } catch (error) {
      const isAboutFile = error instanceof FileFormatError || error instanceof DatasetError;
      if (source.onError !== "skip" || !isAboutFile) throw error; // it is left out of the training too
    }
  };
  const limit = new Limit(AT_ONCE);
  await Promise.all(Array.from({ length: dataset.length }, (_, index) => limit.run(() => look(index))));
  const empty = classes.filter((_, at) => counts[at] === 0);
  if (empty.length > 0)
    refuse(`cannot weigh classes without a pixel in the training masks: ${empty.join(", ")}.`);
  const whole = counts.reduce((sum, own) => sum + own, 0);
  return counts.map((own) => whole / (classes.length * own));
}
