/** The option that somebody meant: PyTorch's spelling, another library's name, or a slip of a finger. */

/** Names that other libraries and people use, and what of ours they may mean; the first that an entry has is named. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  axis: ["dim"],
  axes: ["dim", "dims"],
  augment: ["transforms", "transform"],
  batch: ["batchSize"],
  classes: ["numClasses"],
  clipNorm: ["gradientClip"],
  checkpoint: ["weights"],
  dilatation: ["dilation"],
  dimension: ["dim"],
  dropoutP: ["p"],
  dropRate: ["dropout"],
  dropLast: ["dropLast"],
  earlyStopping: ["patience"],
  epoch: ["epochs"],
  epsilon: ["eps"],
  gradClip: ["gradientClip"],
  inFeatures: ["inChannels"],
  keepDim: ["keepdim"],
  keepDims: ["keepdim"],
  kernel: ["kernelSize"],
  learningRate: ["lr"],
  logdir: ["out"],
  maxEpochs: ["epochs"],
  maxNorm: ["gradientClip"],
  nClasses: ["numClasses"],
  nEpochs: ["epochs"],
  numEpochs: ["epochs"],
  numWorkers: ["concurrency", "prefetch"],
  outDir: ["out"],
  outputDir: ["out"],
  pad: ["padding"],
  prefetchFactor: ["prefetch"],
  pretrained: ["weights"],
  prob: ["p"],
  probability: ["p"],
  rate: ["p"],
  randomSeed: ["seed"],
  resize: ["size", "imageSize"],
  schedule: ["scheduler"],
  splits: ["split"],
  strides: ["stride"],
  wd: ["weightDecay"],
  workers: ["concurrency", "prefetch"],
};

/** `weight_decay` -> `weightDecay` */
export function camelCase(name: string): string {
  return name.replace(/[_-]+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The known name that an unknown one most likely means; null where none is near. */
export function nearestName(unknown: string, known: readonly string[]): string | null {
  const camel = camelCase(unknown);
  if (known.includes(camel)) return camel;
  const synonym = (Object.hasOwn(SYNONYMS, camel) ? SYNONYMS[camel] : undefined)?.find((name) =>
    known.includes(name),
  );
  if (synonym !== undefined) return synonym;
  const wanted = camel.toLowerCase();
  const most = Math.min(2, Math.floor(wanted.length / 3));
  const ranked = known
    .map((name) => ({ name, distance: editDistance(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name ?? null;
}

/**
 * The known names that an unknown one may mean, at most so many: written with other separators, of the family that it
 * names, or else a slip of a finger away; none where none is near.
 */
export function nearestNames(unknown: string, known: readonly string[], most = 3): string[] {
  const wanted = squashed(unknown);
  const exact = known.filter((name) => squashed(name) === wanted);
  if (exact.length > 0) return exact.slice(0, most);
  const family =
    wanted.length < LEAST_FAMILY ? [] : known.filter((name) => squashed(name).startsWith(wanted));
  if (family.length > 0) return family.slice(0, most);
  const ranked = known.map((name) => ({ name, distance: editDistance(wanted, squashed(name)) }));
  const least = Math.min(...ranked.map(({ distance }) => distance));
  if (least > Math.min(2, Math.floor(wanted.length / 3))) return [];
  const nearest = ranked.filter(({ distance }) => distance === least);
  return nearest.slice(0, most).map(({ name }) => name);
}

/** Letters that name a family: `vit`, `unet`. */
const LEAST_FAMILY = 3;

/** `Vit-B/16` -> `vitb16` */
function squashed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** `; did you mean a, b or c?`, or nothing where no name is near. */
export function didYouMean(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return "";
  const before = names.slice(0, -1).join(", ");
  return `; did you mean ${before === "" ? "" : `${before} or `}${last}?`;
}

/** Insertions, deletions, changes and swaps of neighbours between two names (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] as number;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      row.push(least);
    }
  }
  return at(a.length, b.length);
}
