/** Scenes as files, laid out as data of one's own would be: images/part/12.png and masks/part/12.png. */

import { mkdirSync } from "node:fs";
import path from "node:path";
import { fromTypedArray, type Tensor, writeImage } from "torchts";
import type { Scene } from "./scene.ts";

/** A scene and the file of its image. */
export interface SceneFile extends Scene {
  file: string;
}

/** (1, H, W) uint8, 1 where there is bone. */
function maskOf({ bones, size }: Scene): Tensor {
  return fromTypedArray(
    Uint8Array.from(bones, (bone) => (bone > 0 ? 1 : 0)),
    [1, size, size],
  );
}

/** Writes images and masks of a part. */
export async function writeScenes(
  folder: string,
  part: "train" | "val" | "test" | "table",
  scenes: readonly Scene[],
): Promise<SceneFile[]> {
  const [images, masks] = ["images", "masks"].map((name) => path.join(folder, name, part)) as [
    string,
    string,
  ];
  for (const one of [images, masks]) mkdirSync(one, { recursive: true });
  const written: SceneFile[] = [];
  for (const [at, scene] of scenes.entries()) {
    const name = `${String(at).padStart(3, "0")}.png`;
    const file = path.join(images, name);
    using image = fromTypedArray(scene.pixels, [1, scene.size, scene.size]);
    using mask = maskOf(scene);
    await writeImage(image, file);
    await writeImage(mask, path.join(masks, name));
    written.push({ ...scene, file });
  }
  return written;
}
