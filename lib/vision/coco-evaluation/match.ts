/**
 * Which detections of one image found an object, at every overlap and in every range of sizes, by pycocotools' rules: the
 * surest detection chooses first, and takes the object it overlaps most, of equals the later one; objects that do not
 * count (crowds, other sizes) are taken only where no other is left, and then neither help nor harm. Crowds can be found
 * any number of times. What found nothing and is of another size does not count either.
 */
import type { ImageObjects, Overlap } from "./objects.ts";
import type { FullSettings } from "./settings.ts";

/** What became of a detection. */
export const WRONG = 0;
export const RIGHT = 1;
export const IGNORED = 2;

/** An overlap of 1 is met by one that rounding kept from it. */
const ALMOST_ONE = 1 - 1e-10;

/** The detections and objects of one class in one image; its arrays are the matcher's, and hold until it goes on. */
export interface ClassMatches {
  readonly classIndex: number;
  /** Detections that count, the surest first: their positions in the image. */
  readonly found: readonly number[];
  /** Objects: their positions in the image. */
  readonly truth: readonly number[];
  /** By range of sizes, threshold and detection: WRONG, RIGHT or IGNORED. */
  readonly outcomes: Uint8Array;
  /** In the order of `outcomes`: which of `truth` a detection found, -1 for none. */
  readonly partners: Int32Array;
  /** By range of sizes: objects that count. */
  readonly objects: readonly number[];
}

/** Matches images one after another; what it works in is made once. */
export class Matcher {
  readonly #settings: FullSettings;
  #overlaps = new Float64Array(64);
  #outcomes = new Uint8Array(1024);
  #partners = new Int32Array(1024);
  #crowd = new Uint8Array(64);
  #taken = new Uint8Array(64);
  #order = new Int32Array(64);

  constructor(settings: FullSettings) {
    this.#settings = settings;
  }

  /** Matches one image, and gives each class in it to `take`. */
  match(image: ImageObjects, overlap: Overlap, take: (matches: ClassMatches) => void): void {
    const groups = new Map<number, { found: number[]; truth: number[] }>();
    const groupOf = (classIndex: number): { found: number[]; truth: number[] } => {
      let one = groups.get(classIndex);
      if (one === undefined) {
        one = { found: [], truth: [] };
        groups.set(classIndex, one);
      }
      return one;
    };
    const { truth, found } = image;
    for (let g = 0; g < truth.classes.length; g++) groupOf(truth.classes[g] as number).truth.push(g);
    for (let d = 0; d < found.classes.length; d++) groupOf(found.classes[d] as number).found.push(d);
    const most = this.#settings.most.at(-1) as number; // there is one
    const { scores } = found;
    for (const [classIndex, group] of groups) {
      group.found.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
      if (group.found.length > most) group.found.length = most;
      take(this.#matchClass(classIndex, group.found, group.truth, image, overlap));
    }
  }

  #matchClass(
    classIndex: number,
    found: readonly number[],
    truth: readonly number[],
    image: ImageObjects,
    overlap: Overlap,
  ): ClassMatches {
    const { iou, areas } = this.#settings;
    const [count, total] = [found.length, truth.length];
    this.#reserve(count, total, areas.length * iou.length);
    for (let d = 0; d < count; d++) {
      for (let g = 0; g < total; g++) {
        this.#overlaps[d * total + g] = overlap(found[d] as number, truth[g] as number);
      }
    }
    for (let g = 0; g < total; g++) this.#crowd[g] = image.truth.crowd[truth[g] as number] as number;
    const objects: number[] = [];
    for (let a = 0; a < areas.length; a++) {
      const counted = this.#sortTruth(truth, image.truth.areas, a);
      objects.push(counted);
      for (let t = 0; t < iou.length; t++) {
        this.#choose(
          (a * iou.length + t) * count,
          found,
          image.found.areas,
          counted,
          total,
          a,
          iou[t] as number,
        );
      }
    }
    return { classIndex, found, truth, outcomes: this.#outcomes, partners: this.#partners, objects };
  }

  /** Orders the objects, those that count first, each part as it came; gives how many count. */
  #sortTruth(truth: readonly number[], sizes: Float64Array, a: number): number {
    let counted = 0;
    for (let g = 0; g < truth.length; g++) {
      if (this.#crowd[g] === 0 && this.#isIn(sizes[truth[g] as number] as number, a))
        this.#order[counted++] = g;
    }
    let at = counted;
    for (let g = 0, next = 0; g < truth.length; g++) {
      if (next < counted && this.#order[next] === g) next++;
      else this.#order[at++] = g;
    }
    return counted;
  }

  #isIn(size: number, a: number): boolean {
    const [from, to] = this.#settings.areas[a] as readonly [number, number]; // within the ranges
    return size >= from && size <= to;
  }

  /** Lets the detections choose, for one range of sizes and one threshold; `at` is where their outcomes begin. */
  #choose(
    at: number,
    found: readonly number[],
    sizes: Float64Array,
    counted: number,
    total: number,
    a: number,
    threshold: number,
  ): void {
    const [overlaps, order, crowd, taken] = [this.#overlaps, this.#order, this.#crowd, this.#taken];
    taken.fill(0, 0, total);
    const least = Math.min(threshold, ALMOST_ONE);
    for (let d = 0; d < found.length; d++) {
      let [best, partner, place] = [least, -1, -1];
      for (let o = 0; o < total; o++) {
        const g = order[o] as number;
        if (taken[g] === 1 && crowd[g] === 0) continue;
        if (place >= 0 && place < counted && o >= counted) break;
        const value = overlaps[d * total + g] as number;
        if (value < best) continue;
        best = value;
        partner = g;
        place = o;
      }
      this.#partners[at + d] = partner;
      if (partner >= 0) {
        taken[partner] = 1;
        this.#outcomes[at + d] = place < counted ? RIGHT : IGNORED;
      } else {
        this.#outcomes[at + d] = this.#isIn(sizes[found[d] as number] as number, a) ? WRONG : IGNORED;
      }
    }
  }

  #reserve(found: number, truth: number, rows: number): void {
    if (this.#overlaps.length < found * truth) this.#overlaps = new Float64Array(2 * found * truth);
    if (this.#outcomes.length < rows * found) {
      this.#outcomes = new Uint8Array(2 * rows * found);
      this.#partners = new Int32Array(2 * rows * found);
    }
    if (this.#crowd.length < truth) {
      this.#crowd = new Uint8Array(2 * truth);
      this.#taken = new Uint8Array(2 * truth);
      this.#order = new Int32Array(2 * truth);
    }
  }
}
