/** COCO's evaluation of boxes and masks, equal to pycocotools': gathers images, matches them, and gives the figures. */
import {
  abortSignal,
  callable,
  describe,
  isPlainObject,
  type Kind,
  kind,
  listOf,
  number,
  numberFrom,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { readRegularText } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import type { Detections, DetectionTarget } from "../detection-sample.ts";
import { accumulateLater } from "./accumulation.ts";
import { Breather } from "./breather.ts";
import {
  type CocoGroundTruth,
  type CocoResult,
  readGroundTruth,
  readResults,
  refusingJson,
} from "./coco-json.ts";
import type { CocoEvaluation } from "./evaluation.ts";
import { type Reading, readDetections, readTarget } from "./from-tensors.ts";
import { type ImageMatches, imageMatches } from "./image-matches.ts";
import { Matcher } from "./match.ts";
import { MatchStore } from "./match-store.ts";
import { boxOverlap, checkSizes, type ImageObjects, joined, maskOverlap, NOTHING } from "./objects.ts";
import { resultsOf } from "./results.ts";
import {
  type CocoSettings,
  type CocoShapes,
  checkClasses,
  type FullSettings,
  fullSettings,
  SETTINGS,
  shapesKind,
} from "./settings.ts";

/** Options of {@link CocoEvaluator}. */
export interface CocoEvaluatorOptions extends CocoSettings {
  /** What is compared. Default "boxes". */
  shapes?: CocoShapes;
  /** The probability above which a pixel is of a found mask. Default 0.5. */
  maskThreshold?: number;
}

/** Options of what may take long. */
export interface CocoPassOptions {
  signal?: AbortSignal;
  /** Told how many images are matched, now and then and at the end. */
  onProgress?: (done: { images: number; total: number }) => void;
}

/** Options of {@link CocoEvaluator.matches}. */
export interface CocoMatchOptions {
  /** The overlap from which a detection has found an object. Default 0.5. */
  iou?: number;
  /** Detections below this score are left out. Default: none. */
  minScore?: number;
}

const OPTIONS = { ...SETTINGS, shapes: shapesKind, maskThreshold: numberFrom(0, 1) };
const NEW = signature<CocoEvaluatorOptions>("coco.CocoEvaluator", {
  takes: { classes: listOf(string) },
  options: OPTIONS,
});
const jsonKind = <T>(what: string, accepts: (v: unknown) => boolean): Kind<string | T> =>
  kind(`the path of a file, or ${what}`, (v) => typeof v === "string" || accepts(v));
const OPEN = signature<CocoEvaluatorOptions & { signal?: AbortSignal }>("coco.CocoEvaluator.open", {
  takes: { annotations: jsonKind<CocoGroundTruth>("what such a file holds", isPlainObject) },
  options: { ...OPTIONS, signal: abortSignal },
});
const records: Kind<readonly object[]> = listOf(kind("an object", isPlainObject));
const ids: Kind<readonly number[]> = listOf(number);
const ADD = signature<{ imageIds?: readonly number[] }>("coco.CocoEvaluator.add", {
  takes: { detections: records, targets: records },
  options: { imageIds: ids },
  positional: ["imageIds"],
});
const ADD_DETECTIONS = signature("coco.CocoEvaluator.addDetections", {
  takes: { detections: records, imageIds: ids },
});
const ADD_RESULTS = signature<{ signal?: AbortSignal }>("coco.CocoEvaluator.addResults", {
  takes: { results: jsonKind<readonly CocoResult[]>("a list of detections", Array.isArray) },
  options: { signal: abortSignal },
});
const EVALUATE = signature<CocoPassOptions>("coco.CocoEvaluator.evaluate", {
  options: { signal: abortSignal, onProgress: callable() },
});
const MATCHES = signature<CocoMatchOptions>("coco.CocoEvaluator.matches", {
  takes: { imageId: number },
  options: { iou: numberFrom(0, 1), minScore: number },
});
const RESULTS = signature("coco.CocoEvaluator.results");
const WRITE_RESULTS = signature("coco.CocoEvaluator.writeResults", { takes: { file: string } });

/** An image as it is held. */
interface Held extends ImageObjects {
  /** Height and width of its masks; null where nobody said. */
  size: readonly [number, number] | null;
}

/**
 * COCO's evaluation (https://cocodataset.org/#detection-eval), equal to pycocotools' to the last digit.
 *
 * Images are kept as numbers and run lengths, not as tensors, which stay the caller's. Two things are mended: an annotation with
 * the id 0, which pycocotools never counts as found, is found, and an annotation without `area` has that of its shape, of a box
 * alone the box's.
 *
 * @example
 * const evaluator = new CocoEvaluator(["glomerulus"]);
 * for await (const { images, targets } of loader) await evaluator.add(model.detect(images), targets);
 * const found = await evaluator.evaluate();
 * found.figures.AP50;
 * @example
 * const evaluator = await CocoEvaluator.open("instances_val.json", { shapes: "masks" });
 * await evaluator.addResults("results.json");
 * (await evaluator.evaluate()).stats; // what pycocotools prints
 */
export class CocoEvaluator {
  /** Names, without the background: label 1 is the first. */
  readonly classes: readonly string[];
  readonly shapes: CocoShapes;
  readonly #settings: FullSettings;
  readonly #maskThreshold: number;
  readonly #images = new Map<number, Held>();
  #categoryIds: readonly number[];
  #next = 1;

  /**
   * @param classes names, without the background
   * @throws ArgumentError for no classes and for one twice
   */
  constructor(classes: readonly string[], ...rest: Rest<CocoEvaluatorOptions>) {
    const options = NEW.read(rest);
    NEW.check(classes);
    checkClasses(classes, NEW.name);
    this.classes = [...classes];
    this.shapes = options.shapes ?? "boxes";
    this.#settings = fullSettings(options);
    this.#maskThreshold = options.maskThreshold ?? 0.5;
    this.#categoryIds = classes.map((_, k) => k + 1);
  }

  /**
   * An evaluator of the images, objects and categories of an annotation file in COCO's format, or of what such a file holds. The
   * classes are its categories by id.
   *
   * @throws FileFormatError naming the entry that is wrong, AbortError
   */
  static async open(
    annotations: string | CocoGroundTruth,
    ...rest: Rest<CocoEvaluatorOptions & { signal?: AbortSignal }>
  ): Promise<CocoEvaluator> {
    const { signal, ...options } = OPEN.read(rest);
    OPEN.check(annotations);
    const breather = new Breather(signal, OPEN.name);
    const { json, refuse } = await readJson(annotations, "the annotations", OPEN.name, signal);
    const { categories, images } = await readGroundTruth(json, options.shapes === "masks", refuse, breather);
    const names = categories.map(({ name }) => name);
    if (names.length === 0) refuse("it has no categories");
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) refuse(`two categories have the name ${describe(twice)}`);
    const evaluator = new CocoEvaluator(names, options);
    evaluator.#categoryIds = categories.map(({ id }) => id);
    for (const { id, size, truth } of images) evaluator.#images.set(id, { ...NOTHING, truth, size });
    evaluator.#next = Math.max(0, ...evaluator.#images.keys()) + 1;
    return evaluator;
  }

  /** How many images there are. */
  get count(): number {
    return this.#images.size;
  }

  /**
   * Adds images: what was found in each, and what there is. Tensors are read, or held, before this returns its promise.
   *
   * Of equal scores that of the lower image id counts first, and image ids are by default those that are not taken yet.
   *
   * @throws ArgumentError, ShapeError for what are no detections and targets of these classes, for as many of the one as not of
   *   the other, and for an image id that is taken
   */
  async add(
    detections: readonly Detections[],
    targets: readonly DetectionTarget[],
    ...rest: Rest<{ imageIds?: readonly number[] }, [imageIds: readonly number[]]>
  ): Promise<void> {
    const { imageIds = targets?.map?.(() => this.#next++) } = ADD.read(rest);
    ADD.check(detections, targets);
    const counts = [detections.length, targets.length, imageIds.length];
    if (new Set(counts).size > 1) {
      throw ADD.error(`expected as many detections as targets and image ids, got ${counts.join(", ")}.`);
    }
    const taken = imageIds.find((id, i) => this.#images.has(id) || imageIds.indexOf(id) !== i);
    if (taken !== undefined)
      throw ADD.error(`the image ${taken} is there already; its detections go into addDetections.`);
    const reading = this.#reading(ADD.name);
    const images = await Promise.all(
      imageIds.map(async (id, i) => {
        const where = `image ${id}`;
        const [found, truth] = await Promise.all([
          readDetections(detections[i] as Detections, where, reading),
          readTarget(targets[i] as DetectionTarget, where, reading),
        ]);
        return { id, found, truth };
      }),
    );
    for (const { id, found, truth } of images) this.#put(id, { found, truth, size: null }, ADD.name);
  }

  /**
   * Adds what was found in images that are there.
   *
   * @throws ArgumentError, ShapeError for what are no detections of these classes, and for an image that there is not
   */
  async addDetections(
    detections: readonly Detections[],
    imageIds: readonly number[],
    ...rest: []
  ): Promise<void> {
    ADD_DETECTIONS.read(rest);
    ADD_DETECTIONS.check(detections, imageIds);
    if (detections.length !== imageIds.length) {
      throw ADD_DETECTIONS.error(
        `expected as many detections as image ids, got ${detections.length}, ${imageIds.length}.`,
      );
    }
    const reading = this.#reading(ADD_DETECTIONS.name);
    for (const id of imageIds) this.#image(id, ADD_DETECTIONS.name);
    const all = await Promise.all(
      detections.map((found, i) => readDetections(found, `image ${imageIds[i]}`, reading)),
    );
    for (const [i, found] of all.entries()) {
      const id = imageIds[i] as number;
      const image = this.#image(id, ADD_DETECTIONS.name);
      this.#put(id, { ...image, found: joined(image.found, found) }, ADD_DETECTIONS.name);
    }
  }

  /**
   * Adds detections in COCO's results format, of a file or as they are: `[{ image_id, category_id, score, bbox }]`, of masks
   * with `segmentation`. Where the first one has a `bbox`, that of each says which size it is of, as in pycocotools.
   *
   * @throws FileFormatError naming the entry that is wrong, of an image that there is not among them; AbortError
   */
  async addResults(
    results: string | readonly CocoResult[],
    ...rest: Rest<{ signal?: AbortSignal }>
  ): Promise<void> {
    const { signal } = ADD_RESULTS.read(rest);
    ADD_RESULTS.check(results);
    const breather = new Breather(signal, ADD_RESULTS.name);
    const { json, refuse } = await readJson(results, "the results", ADD_RESULTS.name, signal);
    const images = {
      places: new Map(this.#categoryIds.map((id, k) => [id, k])),
      sizeOf: (id: number) => this.#images.get(id)?.size,
    };
    const read = await readResults(json, images, this.shapes === "masks", refuse, breather);
    for (const [id, found] of read) {
      const image = this.#image(id, ADD_RESULTS.name);
      this.#put(id, { ...image, found: joined(image.found, found) }, ADD_RESULTS.name);
    }
  }

  /** Matches all images and gives the figures; others may run in between. Throws AbortError. */
  async evaluate(...rest: Rest<CocoPassOptions>): Promise<CocoEvaluation> {
    const { signal, onProgress } = EVALUATE.read(rest);
    const breather = new Breather(signal, EVALUATE.name);
    const store = new MatchStore(this.classes.length, this.#settings);
    const matcher = new Matcher(this.#settings);
    const sorted = [...this.#images].sort(([a], [b]) => a - b);
    for (const [i, [, image]] of sorted.entries()) {
      store.addImage(matcher, image, this.#overlap(image));
      const pause = breather.breathe();
      if (pause === undefined) continue;
      onProgress?.({ images: i + 1, total: sorted.length });
      await pause;
    }
    onProgress?.({ images: sorted.length, total: sorted.length });
    return accumulateLater(store, this.classes, breather);
  }

  /**
   * One image at one threshold: which detections are right, which objects were missed.
   *
   * @throws ArgumentError for an image that there is not
   *
   * @example
   * const { detections, objects } = evaluator.matches(17, { iou: 0.5, minScore: 0.7 });
   * const missed = objects.filter(({ detection, crowd }) => detection === null && !crowd);
   */
  matches(imageId: number, ...rest: Rest<CocoMatchOptions>): ImageMatches {
    const { iou = 0.5, minScore = Number.NEGATIVE_INFINITY } = MATCHES.read(rest);
    MATCHES.check(imageId);
    const image = this.#image(imageId, MATCHES.name);
    const most = this.#settings.most.at(-1) as number; // there is one
    return imageMatches(image, (seen) => this.#overlap(seen), this.classes, { iou, minScore, most });
  }

  /**
   * All detections in COCO's results format, by image id: boxes, or masks as compressed run lengths without boxes, whose sizes
   * pycocotools then takes of the masks.
   */
  results(...rest: []): CocoResult[] {
    RESULTS.read(rest);
    const sorted = [...this.#images].sort(([a], [b]) => a - b);
    return sorted.flatMap(([id, { found }]) => resultsOf(id, found, this.#categoryIds, this.shapes));
  }

  /** Writes {@link results} to a file, which appears whole or not at all. Throws ArgumentError where it cannot be written. */
  async writeResults(file: string, ...rest: []): Promise<void> {
    WRITE_RESULTS.read(rest);
    WRITE_RESULTS.check(file);
    await writeAtomically(file, async (handle) => {
      await handle.writeFile(JSON.stringify(this.results()));
    });
  }

  #reading(operation: string): Reading {
    const maskThreshold = this.shapes === "masks" ? this.#maskThreshold : null;
    return { classes: this.classes.length, maskThreshold, operation };
  }

  #overlap(image: ImageObjects): (found: number, truth: number) => number {
    return this.shapes === "masks" ? maskOverlap(image) : boxOverlap(image);
  }

  #image(id: number, operation: string): Held {
    const image = this.#images.get(id);
    if (image !== undefined) return image;
    throw signature(operation).error(`there is no image with the id ${id}; ${this.count} were added.`);
  }

  /** Holds an image. Throws ShapeError where its masks are of several sizes. */
  #put(id: number, image: Held, operation: string): void {
    checkSizes(image, `${operation}: image ${id}`, operation);
    this.#images.set(id, image);
    this.#next = Math.max(this.#next, id + 1);
  }
}

/** JSON of a file or as it is, and what refuses it. */
async function readJson(
  given: unknown,
  what: string,
  operation: string,
  signal: AbortSignal | undefined,
): Promise<{ json: unknown; refuse: ReturnType<typeof refusingJson> }> {
  if (typeof given !== "string") return { json: given, refuse: refusingJson(operation, what) };
  const refuse = refusingJson(operation, given, given);
  const text = await readRegularText(given, signal).catch((cause: Error) => {
    throwIfAborted(signal, operation);
    return refuse(`cannot be read: ${cause.message}`, cause);
  });
  try {
    return { json: JSON.parse(text), refuse };
  } catch (cause) {
    return refuse(`is no JSON: ${(cause as Error).message}`, cause); // JSON.parse throws SyntaxError
  }
}
