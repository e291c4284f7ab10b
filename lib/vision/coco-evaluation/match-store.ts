/**
 * What became of the detections of all images so far: a class, a score and a byte for every range of sizes and threshold
 * each. Images themselves, their boxes and masks are not held.
 */
import type { ClassMatches, Matcher } from "./match.ts";
import type { ImageObjects, Overlap } from "./objects.ts";
import type { FullSettings } from "./settings.ts";

/** Columns of the detections, in the order they came. */
export interface Columns {
  /** Detections. */
  length: number;
  classes: Int32Array;
  /** Number of the image, from 0 in the order they came. */
  images: Uint32Array;
  scores: Float64Array;
  /** Position among the detections of its class in its image, the surest first. */
  ranks: Uint32Array;
  /** By detection, range of sizes and threshold. */
  outcomes: Uint8Array;
}

/** Gathers matches. */
export class MatchStore {
  readonly classes: number;
  readonly settings: FullSettings;
  /** Images seen. */
  images = 0;
  /** By class and range of sizes: objects that count. */
  readonly objects: Float64Array;
  /** Images with more objects of a class than detections count, and the most objects of those. */
  hidden = { images: 0, mostObjects: 0 };
  readonly #columns: Columns = {
    length: 0,
    classes: new Int32Array(256),
    images: new Uint32Array(256),
    scores: new Float64Array(256),
    ranks: new Uint32Array(256),
    outcomes: new Uint8Array(0),
  };

  constructor(classes: number, settings: FullSettings) {
    this.classes = classes;
    this.settings = settings;
    this.objects = new Float64Array(classes * settings.areas.length);
    this.#columns.outcomes = new Uint8Array(256 * this.stride);
  }

  /** Outcomes of a detection. */
  get stride(): number {
    return this.settings.areas.length * this.settings.iou.length;
  }

  get columns(): Readonly<Columns> {
    return this.#columns;
  }

  /** Matches an image and takes it in. */
  addImage(matcher: Matcher, image: ImageObjects, overlap: Overlap): void {
    let most = 0;
    matcher.match(image, overlap, (matches) => {
      this.#add(matches, image.found.scores);
      most = Math.max(most, matches.objects[this.settings.areaNames.indexOf("all")] as number); // it is always there
    });
    this.images++;
    if (most <= (this.settings.most.at(-1) as number)) return;
    this.hidden.images++;
    this.hidden.mostObjects = Math.max(this.hidden.mostObjects, most);
  }

  #add({ classIndex, found, outcomes, objects }: ClassMatches, scores: Float64Array): void {
    const columns = this.#columns;
    const { stride } = this;
    const count = found.length;
    this.#reserve(columns.length + count);
    objects.forEach((number, a) => {
      const at = classIndex * objects.length + a;
      this.objects[at] = (this.objects[at] as number) + number;
    });
    for (let d = 0; d < count; d++) {
      const at = columns.length++;
      columns.classes[at] = classIndex;
      columns.images[at] = this.images;
      columns.scores[at] = scores[found[d] as number] as number;
      columns.ranks[at] = d;
      for (let row = 0, to = at * stride; row < stride; row++, to++) {
        columns.outcomes[to] = outcomes[row * count + d] as number;
      }
    }
  }

  /** The detections of each class: their positions in the columns, in the order they came. */
  byClass(): Uint32Array[] {
    const { classes, length } = this.#columns;
    const counts = new Uint32Array(this.classes);
    for (let i = 0; i < length; i++) {
      const k = classes[i] as number;
      counts[k] = (counts[k] as number) + 1;
    }
    const lists = Array.from(counts, (count) => new Uint32Array(count));
    counts.fill(0);
    for (let i = 0; i < length; i++) {
      const k = classes[i] as number;
      const at = counts[k] as number;
      (lists[k] as Uint32Array)[at] = i;
      counts[k] = at + 1;
    }
    return lists;
  }

  /** Forgets all. */
  reset(): void {
    this.images = 0;
    this.hidden = { images: 0, mostObjects: 0 };
    this.objects.fill(0);
    this.#columns.length = 0;
  }

  #reserve(length: number): void {
    const columns = this.#columns;
    if (length <= columns.classes.length) return;
    const size = Math.max(length, 2 * columns.classes.length);
    columns.classes = grown(columns.classes, new Int32Array(size));
    columns.images = grown(columns.images, new Uint32Array(size));
    columns.scores = grown(columns.scores, new Float64Array(size));
    columns.ranks = grown(columns.ranks, new Uint32Array(size));
    columns.outcomes = grown(columns.outcomes, new Uint8Array(size * this.stride));
  }
}

function grown<T extends Int32Array | Uint32Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
