/** What `train.report` takes. */
import {
  abortSignal,
  boolean,
  callable,
  either,
  integer,
  integerFrom,
  type Kind,
  kind,
  listOf,
  nullable,
  oneOf,
  signature,
  string,
  unchecked,
} from "../../edge/index.ts";
import type { SubgroupColumn } from "../../metrics/index.ts";
import { betweenKind } from "../../metrics/shared/values.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import type { Module } from "../../nn/index.ts";
import type { Device } from "../../tensor/index.ts";
import type { TransformLike } from "../../vision/index.ts";
import { deviceChoice, transformKind } from "../options.ts";
import type { SearchTable } from "../search/table.ts";
import type { MeasuredData } from "./predictions.ts";

/** Data in parts, as `fit` takes it. */
export interface ReportData {
  readonly train?: unknown;
  readonly val?: unknown;
  readonly test?: unknown;
}

/** Options of `train.report`. */
export interface ReportOptions {
  /** The file that is written. Default: `report.html` in the run's folder; of a table its name with `.html`. */
  out?: string;
  /** The data of the run, as it was trained on, for predictions and pictures that the run's folder has not. */
  data?: ReportData;
  /** Data from elsewhere, measured beside the run's own. */
  external?: MeasuredData;
  /** The class that operating points are of. Of two classes by default the second. */
  positive?: string;
  /** Share of positives where the model will be used. */
  prevalence?: number;
  /** Column of the predictions that says the patient. Default "group", where there is one; null for none. */
  group?: string | null;
  /** Columns that make subgroups. Default: those of few values beside the predictions; numbers are cut in three. */
  by?: SubgroupColumn | readonly SubgroupColumn[];
  /** A depth search of this network, `train.searchDepth`'s result or its `toJSON()`. */
  depth?: SearchTable | object;
  /** Above the page. Default: what the run is of. */
  title?: string;
  /** Whether names of files and folders are shown. Default true. */
  files?: boolean;
  /** Most pictures of mistakes, and of augmented samples; 0 for none. Default 12. */
  pictures?: number;
  /** Of the intervals. Default 0.95. */
  level?: number;
  /** Bootstrap draws, 0 for no intervals. Default 2000. */
  draws?: number;
  /** Of the draws. Default 0. */
  seed?: number;
  /** Whose weights. Default "best". */
  checkpoint?: "best" | "last";
  /** The network to load into, as for `loadRun`. */
  model?: Module;
  /** Transform before the network, as for `loadRun`. */
  transform?: TransformLike;
  batchSize?: number;
  device?: "auto" | Device;
  /** Told of what is done: predictions of a part, batch by batch, then the pictures and the page. */
  onProgress?: (done: { stage: string; step: number; steps: number | null }) => void;
  signal?: AbortSignal;
}

const subgroup = kind<SubgroupColumn>(
  "the name of a column, or { column, cuts }",
  (v) => typeof v === "string" || typeof (v as { column?: unknown } | null)?.column === "string",
);

/** What `train.report` takes. */
export const TAKES = signature<ReportOptions>("train.report", {
  takes: {
    source: either(string, listOf(string)) as Kind<string | readonly string[]>,
  },
  options: {
    out: string,
    data: plainObjectOrData(),
    external: unchecked("a data set or a loader"),
    positive: string,
    prevalence: betweenKind,
    group: nullable(string),
    by: either(subgroup, listOf(subgroup)) as Kind<SubgroupColumn | readonly SubgroupColumn[]>,
    depth: kind("the result of train.searchDepth", (v) =>
      Array.isArray((v as { rows?: unknown } | null)?.rows),
    ),
    title: string,
    files: boolean,
    pictures: integerFrom(0),
    level: betweenKind,
    draws: integerFrom(0),
    seed: integer,
    checkpoint: oneOf("best", "last"),
    model: moduleKind,
    transform: transformKind,
    batchSize: integerFrom(1),
    device: deviceChoice,
    onProgress: callable(),
    signal: abortSignal,
  },
  advice: {
    folder: "open it, and give it as data or external",
    threshold: "thresholds are chosen on the validation part",
  },
});

function plainObjectOrData(): Kind<ReportData> {
  return kind("data in parts, { train, val, test }", (v) => {
    const given = (v ?? {}) as ReportData;
    return (
      typeof v === "object" && [given.train, given.val, given.test].some((part) => typeof part === "object")
    );
  });
}
