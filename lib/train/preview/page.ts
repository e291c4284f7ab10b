/** A preview as one page of HTML, in the dress of the reports. */

import { markup, page } from "../../report/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { encodePixels } from "../../vision/image.ts";
import type { Preview } from "./preview.ts";

const QUALITY = 82;

/** An image uint8 (3, H, W) as the address of a JPEG. */
async function addressOf(image: Tensor): Promise<string> {
  const [, height, width] = image.shape as [number, number, number];
  const data = image.permute([1, 2, 0]).contiguous().bytes();
  const jpeg = await encodePixels(data, { width, height, channels: 3 }, "jpeg", QUALITY);
  return `data:image/jpeg;base64,${jpeg.toString("base64")}`;
}

/** The page. */
export async function previewPage({ columns, rows, mixed, notes, seed, task }: Preview): Promise<string> {
  const picture = async (image: Tensor, alt: string, lines: readonly string[]) =>
    markup`<li><img src="${await addressOf(image)}" alt="${alt}">${lines.map((line) => markup`<span>${line}</span>`)}</li>`;
  const sections = [];
  for (const [at, { name, text, images }] of rows.entries()) {
    const drawn = await Promise.all(
      images.map((image, k) => picture(image, `${columns[k]}: ${text}`, [columns[k] as string])),
    );
    sections.push({
      id: `sample-${at + 1}`,
      title: [name, text].filter((one) => one !== "").join(": "),
      content: markup`<ul class="pictures">${drawn}</ul>`,
    });
  }
  if (mixed.length > 0) {
    const drawn = await Promise.all(mixed.map(({ image, text }) => picture(image, text, [text])));
    sections.push({
      id: "mixed",
      title: "The first batch as the network gets it",
      content: markup`<ul class="pictures">${drawn}</ul>`,
    });
  }
  return page({
    title: "What training will see",
    kicker: `${task}, seed ${seed}`,
    lead: markup`<p>The first samples of the first epoch; each picture is what a random transform made of it.</p>${notes.map((note) => markup`<p>${note}</p>`)}`,
    tiles: [],
    sections,
    footer: markup`<p>torchts</p>`,
  });
}
