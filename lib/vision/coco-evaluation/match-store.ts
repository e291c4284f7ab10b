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

/** What a store knows, as plain values; columns are base64 of their bytes. */
export interface MatchState {
  of: string;
  hidden: { images: number; mostObjects: number };
  objects: number[];
  imageObjects: number[];
  length: number;
  columns: string[];
  outcomes: string;
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
  /** By image: objects that count, of any class and size. */
  readonly imageObjects: number[] = [];
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
    const all = this.settings.areaNames.indexOf("all"); // it is always there
    let [most, total] = [0, 0];
    matcher.match(image, overlap, (matches) => {
      this.#add(matches, image.found.scores);
      const objects = matches.objects[all] as number;
      most = Math.max(most, objects);
      total += objects;
    });
    this.images++;
    this.imageObjects.push(total);
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
    this.imageObjects.length = 0;
    this.objects.fill(0);
    this.#columns.length = 0;
  }

  /** All of it as plain values. */
  state(): MatchState {
    const { length, classes, images, scores, ranks, outcomes } = this.#columns;
    return {
      of: this.#of,
      hidden: { ...this.hidden },
      objects: [...this.objects],
      imageObjects: [...this.imageObjects],
      length,
      columns: [classes, images, scores, ranks].map((column) => asText(column.subarray(0, length))),
      outcomes: asText(outcomes.subarray(0, length * this.stride)),
    };
  }

  /** Takes in what another gathered, after what is here. Throws RangeError for one of other classes or settings. */
  merge(state: MatchState): void {
    if (state.of !== this.#of) throw new RangeError("it is of other classes or thresholds");
    const { length } = state;
    const start = this.#columns.length;
    this.#reserve(start + length);
    const columns = this.#columns;
    const [classes, images, scores, ranks] = state.columns.map(asBytes);
    columns.classes.set(new Int32Array(classes as ArrayBuffer), start);
    columns.images.set(
      new Uint32Array(images as ArrayBuffer).map((image) => image + this.images),
      start,
    );
    columns.scores.set(new Float64Array(scores as ArrayBuffer), start);
    columns.ranks.set(new Uint32Array(ranks as ArrayBuffer), start);
    columns.outcomes.set(new Uint8Array(asBytes(state.outcomes)), start * this.stride);
    columns.length += length;
    for (const [i, count] of state.objects.entries()) this.objects[i] = (this.objects[i] as number) + count;
    this.imageObjects.push(...state.imageObjects);
    this.images += state.imageObjects.length;
    this.hidden.images += state.hidden.images;
    this.hidden.mostObjects = Math.max(this.hidden.mostObjects, state.hidden.mostObjects);
  }

  /** What it counts, as text: states of another one do not fit. */
  get #of(): string {
    const { iou, recall, areaNames, areas, most } = this.settings;
    return JSON.stringify([this.classes, [...iou], [...recall], areaNames, areas, most]);
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

function asText({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString("base64");
}

function asBytes(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, "base64")).buffer;
}
