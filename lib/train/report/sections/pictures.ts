/** The worst mistakes with where the network looked, and what augmentation makes of images. */
import { type Markup, markup } from "../../../report/index.ts";
import type { Evidence } from "../evidence/index.ts";
import type { Picture } from "../facts.ts";
import type { Section } from "./section.ts";

/** Pictures beside each other. */
export function pictureList(pictures: readonly Picture[], isWide = false): Markup {
  return markup`<ul class="pictures${isWide ? " wide" : ""}">${pictures.map(
    ({ images, alt, title, lines }) =>
      markup`<li>${picturesOf(images, alt)}${title === "" ? null : markup`<strong>${title}</strong>`}${lines.map((line) => markup`<span>${line}</span>`)}</li>`,
  )}</ul>`;
}

function picturesOf(images: readonly string[], alt: string): Markup {
  const [first, ...more] = images;
  const drawn = [
    markup`<img src="${first}" alt="${alt}" width="160" height="160">`,
    ...more.map((one) => markup`<img src="${one}" alt="" width="160" height="160">`),
  ];
  return more.length === 0 ? (drawn[0] as Markup) : markup`<div class="pair">${drawn}</div>`;
}

/** The images that the network was most wrong about. */
export const mistakes: Section = {
  id: "mistakes",
  title: "Worst mistakes",
  write({ mistakes: found, evidence }) {
    if (found === null || found.length === 0) return null;
    const hasMaps = found.some(({ images }) => images.length > 1);
    const kind = (evidence.test ?? evidence.val ?? evidence.external)?.kind;
    const told = (kind === undefined ? undefined : TOLD[kind]) ?? ofClasses;
    return [markup`<p>${told(hasMaps)}</p>`, pictureList(found, hasMaps)];
  },
};

const OF_MASKS =
  "The images with the lowest Dice: on the left with their true mask, on the right with the one that was found.";

const OF_BOXES =
  "The images with the most objects missed and false alarms: on the left the true boxes, on the right those that were found.";

/** What is said of the pictures of other kinds. */
const TOLD: Readonly<Partial<Record<Evidence["kind"], (hasMaps: boolean) => string>>> = {
  masks: () => OF_MASKS,
  boxes: () => OF_BOXES,
  labels: (hasMaps) =>
    `The images with the greatest log loss of one label among those that were called wrong${hasMaps ? "; beside each where the network looked (Grad-CAM of that label)" : ""}. A map shows what the network used, not why it erred.`,
  numbers: (hasMaps) =>
    `The images with the greatest errors, beside the spread of the number${hasMaps ? "; beside each what raises it (Grad-CAM of that output)" : ""}. A map shows what the network used, not why it erred.`,
};

function ofClasses(hasMaps: boolean): string {
  const maps = hasMaps
    ? "; beside each where the network looked (Grad-CAM of the class it called, red where it speaks for the class most)"
    : "";
  return `The images with the greatest loss among those that were called wrong${maps}. A map shows what the network used, not why it erred.`;
}

/** What training saw. */
export const augmented: Section = {
  id: "augmented",
  title: "Augmented samples",
  write({ augmented: found }) {
    if (found === null || found.length === 0) return null;
    return [
      markup`<p>Training images as the network saw them, after the random transforms of the training part.</p>`,
      pictureList(found),
    ];
  },
};
