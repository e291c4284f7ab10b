/**
 * Data of files in parts to train, validate and test on, whatever its samples are. A kind of data is a subclass that says what
 * makes its batches (`batches`) and how it is made of other parts (`of`).
 */

import type { DataLoader, Dataset, Fold } from "../../data/index.ts";
import { partLoaderTakes } from "../../data/loader-options.ts";
import { type Kinds, type Rest, type Signature, signature, string } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import type { TransformLike } from "../transforms/transform.ts";
import type { FileEntry, FileSplit } from "./file-split.ts";
import {
  DEFAULT_TRANSFORMS,
  type DecodingOptions,
  type DefaultTransforms,
  type FileOptions,
  foldKind,
  oncePerName,
  ownTransformsKind,
  partKind,
  partsKind,
} from "./kinds.ts";
import {
  dividedParts,
  type OwnTransforms,
  PARTS,
  type Part,
  type PartSets,
  shuffledByPart,
  withDefaults,
} from "./parts.ts";
import type { Parts } from "./split.ts";
import { writeSplitFile } from "./split-file.ts";

/** A row of a table that the data was opened without. */
export interface Exclusion {
  /** The table. */
  file: string;
  /** Where it stands there, from 1. */
  line: number;
  /** Why, in words. */
  reason: string;
}

/** Where data is from beside its folder, what was left out of it, and how it was divided. */
export interface Origin {
  table: string | null;
  exclusions: readonly Exclusion[];
  /** Options of the division, as plain values. */
  division: Readonly<Record<string, unknown>> | null;
  /** The column of the table that says what must not be divided, where it was named. */
  groupColumn: string | null;
}

const NO_ORIGIN: Origin = { table: null, exclusions: [], division: null, groupColumn: null };

/** What the constructor of data `name` takes, of parts that are an `of`, with options of its own. */
export function partsTakes<T, O extends object = Record<never, never>>(
  name: string,
  of: abstract new (...args: never[]) => T,
  options?: Kinds<O>,
): Signature<O> {
  return signature<O>(`datasets.${name}`, {
    takes: { root: string, parts: partsKind(of), ownTransforms: ownTransformsKind },
    ...(options !== undefined && { options }),
  });
}

/** What the methods of data `name` take; made once for each kind. */
const takenBy = oncePerName((name, loaderKinds: object) => ({
  divide: signature(`datasets.${name}.divide`, { takes: { fold: foldKind } }),
  withDefaults: signature<DefaultTransforms>(`datasets.${name}.withDefaultTransforms`, {
    options: DEFAULT_TRANSFORMS,
  }),
  saveSplit: signature(`datasets.${name}.saveSplit`, { takes: { file: string } }),
  loader: partLoaderTakes(`datasets.${name}.loader`, partKind, loaderKinds),
}));

/** A part that gives parts of its own kind. */
type Splitting<S> = FileSplit<FileEntry, unknown, S>;
/** The files that a part lists. */
type FileOf<S> = S extends { readonly samples: readonly (infer F)[] } ? F : never;
/** The samples that a part gives. */
export type SampleOf<S> = S extends Dataset<infer T> ? T : never;

/** Options of a loader, of which the part chooses whether it is shuffled. */
type LoaderOptions = { shuffle?: boolean; sampler?: unknown; batchSampler?: unknown };

/**
 * Data of files in parts.
 *
 * @typeParam S one part
 * @typeParam B a batch
 * @typeParam O options of a part's loader
 * @typeParam Self the subclass, which its methods give again
 */
export abstract class FileParts<S extends Splitting<S>, B, O extends LoaderOptions, Self> {
  /** Folder or file it was opened from. */
  readonly root: string;
  readonly train: S;
  readonly val: S | null;
  readonly test: S | null;
  readonly onError: "throw" | "skip";
  /** Whether the transforms were given by the user; those that were not may be replaced by a model's own. */
  readonly ownTransforms: OwnTransforms;
  /** How images are decoded. */
  readonly decoding: DecodingOptions;
  /** The transform of images that are not trained on, also where there is no part of them. */
  readonly valTransform: TransformLike;

  #origin: Origin = NO_ORIGIN;

  /** A subclass has checked what it takes; see {@link partsTakes}. `usual` makes the transform where no part has one. */
  constructor(root: string, parts: PartSets<S>, ownTransforms: OwnTransforms, usual: () => TransformLike) {
    const { train, val, test } = parts;
    this.root = root;
    this.train = train;
    this.val = val;
    this.test = test;
    this.onError = train.onError;
    this.ownTransforms = ownTransforms;
    this.decoding = train.decoding;
    this.valTransform = parts.valTransform ?? val?.transform ?? test?.transform ?? usual();
  }

  /** All files: training, then validation, then test. */
  get samples(): FileOf<S>[] {
    return PARTS.flatMap((part) => (this[part]?.samples ?? []) as readonly FileOf<S>[]);
  }

  /** The table that lists the files; null where they were found in folders. */
  get table(): string | null {
    return this.#origin.table;
  }

  /** Rows of the table that were left out, and why: a missing image, an empty label. */
  get exclusions(): readonly Exclusion[] {
    return this.#origin.exclusions;
  }

  /** How the files were divided, as plain values; null where that is not noted. */
  get division(): Readonly<Record<string, unknown>> | null {
    return this.#origin.division;
  }

  /** The column of the table that says what belongs together, where it was named: `lesion_id`. */
  get groupColumn(): string | null {
    return this.#origin.groupColumn;
  }

  /** @internal Notes where the data is from; gives the data. */
  _from(origin: Partial<Origin>): this {
    this.#origin = { ...this.#origin, ...origin };
    return this;
  }

  /**
   * Writes which file is in which part, as CSV with the columns file, split and group; `fromCsv`, `segmentationFromCsv` and
   * `detectionFromCsv` divide by it where their option `split` names it. Throws ArgumentError where it cannot be written.
   */
  async saveSplit(file: string, ...rest: []): Promise<void> {
    const { saveSplit } = takenBy(this.kindName, this.loaderKinds);
    saveSplit.read(rest);
    saveSplit.check(file);
    const of = (part: Part) => (this[part]?.samples ?? []) as readonly FileEntry[];
    await writeSplitFile(file, this.root, { train: of("train"), val: of("val"), test: of("test") });
  }

  /** The same files; transforms that the user did not give are replaced, as by those of a model's weights. */
  withDefaultTransforms(...rest: Rest<DefaultTransforms>): Self {
    const transforms = takenBy(this.kindName, this.loaderKinds).withDefaults.read(rest);
    return this.#like(withDefaults<S>(this, this.ownTransforms, transforms));
  }

  /**
   * The training part divided anew by positions, as those of `data.kFold`: what is held out becomes `val`. The part for
   * testing stays.
   */
  divide(fold: Fold, ...rest: []): Self {
    const { divide } = takenBy(this.kindName, this.loaderKinds);
    divide.read(rest);
    divide.check(fold);
    return this.#like(dividedParts<S>(this, fold));
  }

  #like(parts: PartSets<S>): Self {
    const made = this.of(parts);
    if (made instanceof FileParts) made._from(this.#origin);
    return made;
  }

  /** Batches of one part; training data is shuffled unless told otherwise. Throws DatasetError for a part that is empty. */
  loader(part: Part, ...rest: Rest<O>): DataLoader<SampleOf<S>, B> {
    const { loader } = takenBy(this.kindName, this.loaderKinds);
    const options = loader.read(rest) as O; // its kinds are those of O
    loader.check(part);
    const dataset = this[part];
    if (dataset === null) {
      throw new DatasetError(
        `${this.subject}: ${this.root} has no ${part} part; open it with split: { ${part}: 0.2 }`,
        { file: this.root },
      );
    }
    return this.batches(dataset, shuffledByPart(part, options));
  }

  /** The kind's name in errors: subclasses that only find files in another way keep it. */
  protected get kindName(): string {
    return this.constructor.name;
  }

  /** What errors call data without a part. */
  protected get subject(): string {
    return this.kindName;
  }

  /** Kinds of what a loader takes beyond what all do. */
  protected get loaderKinds(): object {
    return {};
  }

  /** A loader of one part. */
  protected abstract batches(dataset: S, options: O): DataLoader<SampleOf<S>, B>;

  /** Data of these parts that is like this. */
  protected abstract of(parts: PartSets<S>): Self;
}

/** How a kind of data makes its parts. */
export interface PartMakers<F, S> {
  /** A part of these files. */
  split: (files: F[], transform: TransformLike) => S;
  /** The transform of what is trained on, where nobody chose one. */
  train: () => TransformLike;
  /** The transform of what is not, where nobody chose one. */
  val: () => TransformLike;
}

/** Puts divided files together to parts with the transforms that were asked for, and says which those are. */
export function madeParts<F, S>(
  parts: Parts<F>,
  options: Pick<FileOptions, "transform" | "trainTransform" | "valTransform">,
  make: PartMakers<F, S>,
): [PartSets<S>, OwnTransforms] {
  const trainTransform = options.trainTransform ?? options.transform;
  const valTransform = options.valTransform ?? options.transform;
  const held = (files: F[]) => (files.length === 0 ? null : make.split(files, valTransform ?? make.val()));
  return [
    {
      train: make.split(parts.train, trainTransform ?? make.train()),
      val: held(parts.val),
      test: held(parts.test),
      valTransform,
    },
    { train: trainTransform !== undefined, val: valTransform !== undefined },
  ];
}
