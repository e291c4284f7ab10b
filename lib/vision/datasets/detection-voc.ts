/**
 * Detection data in the folders of Pascal VOC. Reading an annotation file is `voc-file.ts`, images and transforms
 * `detection-files.ts`.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { Limit } from "../../data/index.ts";
import { readTableText } from "../../data/tables/text.ts";
import {
  boolean,
  describe,
  either,
  listed,
  oneOf,
  optionsOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { DatasetError } from "../../native/errors.ts";
import { imageSize } from "../image-size.ts";
import { CLASS_KINDS, type ClassOptions, classTable } from "./detection-classes.ts";
import {
  BOX_KINDS,
  type BoxOptions,
  type DetectionFile,
  type DetectionFileOptions,
  DetectionFiles,
  detectionParts,
  knownObjects,
} from "./detection-files.ts";
import { type Annotated, type StatedObject, usableObjects } from "./detection-objects.ts";
import { extensionsKind, fileKinds } from "./kinds.ts";
import { PARTS, type Part, partFolders } from "./parts.ts";
import { findFolders, IMAGE_EXTENSIONS } from "./scan.ts";
import { filesByName, type NameOptions } from "./segmentation-pairs.ts";
import { type GroupedSplitOptions, groupedSplitKind, setAside } from "./split.ts";
import { readVocFile, type VocFile, type VocObject } from "./voc-file.ts";

/** Names of lists of images, without their ending. */
export interface VocSets {
  train?: string;
  val?: string;
  test?: string;
}

/** Options of {@link VocDetection.open}. */
export interface VocDetectionOptions extends DetectionFileOptions, BoxOptions, ClassOptions {
  /** Folder of the annotations. Default "Annotations". */
  annotationsDir?: string;
  /** Folder of the images. Default "JPEGImages". */
  imagesDir?: string;
  /** Folder of the lists of images. Default "ImageSets/Main". */
  setsDir?: string;
  /**
   * The list of each part: `{ train: "trainval", test: "test" }`; false takes every image in the folder. Default: those of
   * train, val and test that there are; every image where there is no folder of lists.
   */
  sets?: VocSets | false;
  /** Objects marked as difficult: taken like others, left out, or kept with `iscrowd` 1, not learnt from and not counted. Default "include". */
  difficult?: "include" | "skip" | "ignore";
  /**
   * Whether coordinates count pixels from 1 and the far edges belong to the box, as the VOC devkit has them: 1 is taken from
   * xmin and ymin. Default false: they are taken as they are, as torchvision does and most tools write them.
   */
  oneBased?: boolean;
  /**
   * What an image without an annotation file does: throw, be left out, or stand for one without objects. An annotation without
   * an image throws or is left out. Default "throw".
   */
  missing?: "throw" | "skip" | "empty";
  /** Images to set aside; parts that have a list or a folder of their own are left as they are. */
  split?: GroupedSplitOptions;
  /** Endings of image files. Default torchvision's. */
  extensions?: readonly string[];
}

const OPERATION = "VocDetection.open";
const ENTRY = `datasets.${OPERATION}`;
const SETS = signature<VocSets>(`${ENTRY}: sets`, {
  options: { train: string, val: string, test: string },
  required: ["train"],
});
const OPEN = signature<VocDetectionOptions>(ENTRY, {
  takes: { root: string },
  options: {
    ...fileKinds(ENTRY),
    ...BOX_KINDS,
    ...CLASS_KINDS,
    annotationsDir: string,
    imagesDir: string,
    setsDir: string,
    sets: either(optionsOf(SETS), oneOf(false)),
    difficult: oneOf("include", "skip", "ignore"),
    oneBased: boolean,
    missing: oneOf("throw", "skip", "empty"),
    split: groupedSplitKind(ENTRY),
    extensions: extensionsKind,
  },
  advice: {
    imageSet: 'give sets: { train: "trainval" }',
    year: "give the folder of the year, such as VOCdevkit/VOC2012",
    download: "nothing is downloaded; give the folder",
    valSplit: "give split: { val: 0.2 }",
    groups: "give split: { val: 0.2, groups }",
    seed: "give split: { val: 0.2, seed: 0 }",
  },
});

/** An image and the file of its annotations; none where nothing is annotated. */
interface Pair {
  image: string;
  annotation: string | null;
}

/**
 * Images with boxes in Pascal VOC's folders: `Annotations/1.xml`, `JPEGImages/1.jpg` and lists of the parts in
 * `ImageSets/Main`; or images beside their annotations in one folder, or in folders train, val and test.
 *
 * Coordinates are taken as they are in the files; `oneBased` says that they are the devkit's. A file is found by its name:
 * what it says of the image's name and folder is not used.
 *
 * @example
 * const data = await VocDetection.open("VOCdevkit/VOC2007", { sets: { train: "trainval", test: "test" }, oneBased: true });
 */
export class VocDetection extends DetectionFiles {
  /**
   * Reads all annotations and finds the images; decodes none yet. Throws FileFormatError naming file and line of what is
   * wrong in an annotation file, DatasetError for boxes that cannot be used, names of no class, files without partner, an
   * image or a group in two parts; ArgumentError for a split that leaves nothing to train on.
   */
  static async open(root: string, ...rest: Rest<VocDetectionOptions>): Promise<VocDetection> {
    const options = OPEN.read(rest);
    OPEN.check(root);
    const { badBoxes = "throw", signal } = options;
    const found = await findPairs(root, options);
    const pairs = PARTS.flatMap((part) => found[part] ?? []);
    const read = await readAll(pairs, signal);

    const table = classTable(
      OPERATION,
      read.flatMap((file, i) => {
        const source = (pairs[i] as Pair).annotation as string; // only a file that was read has objects
        return file.objects.map(({ name, line }) => ({ name, file: source, at: `line ${line}` }));
      }),
      options,
    );
    const files = await filesOf(pairs, read, options);
    const annotated = files.map(
      (file, i): Annotated => ({
        ...file,
        objects: (read[i] as VocFile).objects.flatMap((object) => objectsOf(object, table.labelOf, options)),
      }),
    );
    const { objects, skipped } = usableObjects(OPERATION, annotated, badBoxes);
    const byPath = new Map(files.map((file) => [file.path, file]));
    const of = (part: Part) => found[part]?.map(({ image }) => byPath.get(image) as DetectionFile) ?? null;
    const parts = setAside(
      OPERATION,
      { train: of("train") ?? [], val: of("val"), test: of("test") },
      options.split,
    );
    const known = new Map(files.map(({ path }, i) => [path, objects[i] as StatedObject[]] as const));
    const task = { classes: table.classes, masks: false };
    return new VocDetection(
      ...detectionParts({ root, parts, task, reader: knownObjects(known, badBoxes), skipped }, options),
    );
  }
}

/** The object as the options have it; none where it is left out. */
function objectsOf(
  { name, box, difficult, truncated, line }: VocObject,
  labelOf: (name: string) => number | null,
  options: VocDetectionOptions,
): StatedObject[] {
  const label = labelOf(name);
  if (label === null || (difficult && options.difficult === "skip")) return [];
  const first = options.oneBased === true ? 1 : 0;
  return [
    {
      box: [box[0] - first, box[1] - first, box[2], box[3]],
      label,
      crowd: difficult && options.difficult === "ignore",
      area: null,
      name: `line ${line}`,
      difficult,
      truncated,
    },
  ];
}

async function readAll(pairs: readonly Pair[], signal?: AbortSignal): Promise<VocFile[]> {
  const limit = new Limit(16);
  return Promise.all(
    pairs.map(({ annotation }) =>
      limit.run(async (): Promise<VocFile> => {
        throwIfAborted(signal, OPERATION);
        return annotation === null ? { size: null, objects: [] } : readVocFile(annotation, OPERATION, signal);
      }),
    ),
  );
}

/** The images with their sizes; those that no file states are looked up in the images' heads. */
async function filesOf(
  pairs: readonly Pair[],
  read: readonly VocFile[],
  { image: decoding, signal }: VocDetectionOptions,
): Promise<DetectionFile[]> {
  const limit = new Limit(16);
  return Promise.all(
    pairs.map(({ image, annotation }, i) =>
      limit.run(async (): Promise<DetectionFile> => {
        throwIfAborted(signal, OPERATION);
        const size = (read[i] as VocFile).size;
        return {
          path: image,
          source: annotation ?? image,
          size: size ?? (await imageSize(image, { ...decoding, signal })),
          stated: size !== null,
        };
      }),
    ),
  );
}

type Found = Record<Part, Pair[] | null>;

/** The images of every part that has a list or a folder of its own, else all as `train`. */
async function findPairs(root: string, options: VocDetectionOptions): Promise<Found> {
  const {
    annotationsDir = "Annotations",
    imagesDir = "JPEGImages",
    setsDir = "ImageSets/Main",
    signal,
  } = options;
  const names: NameOptions = {
    operation: OPERATION,
    extensions: options.extensions ?? IMAGE_EXTENSIONS,
    signal,
  };
  const folders = await findFolders(root, OPERATION, "the folder that holds Annotations and JPEGImages");
  const inFolder = async (images: string, annotations: string): Promise<Found> => {
    const [pictures, files] = [
      await filesByName(images, names),
      await filesByName(annotations, { ...names, extensions: [".xml"] }),
    ];
    const sets = await readSets(join(root, setsDir), options);
    if (sets === null)
      return { train: paired(null, pictures, files, images, options), val: null, test: null };
    const of = (part: Part) => {
      const set = sets[part];
      return set === undefined ? null : paired(set, pictures, files, images, options);
    };
    return { train: of("train"), val: of("val"), test: of("test") };
  };
  let found: Found;
  const parts = partFolders(folders);
  const isVoc = folders.includes(annotationsDir) || options.annotationsDir !== undefined;
  if (isVoc) found = await inFolder(join(root, imagesDir), join(root, annotationsDir));
  else if (parts === null) found = await inFolder(root, root);
  else {
    found = { train: null, val: null, test: null };
    for (const part of PARTS) {
      const name = parts[part];
      if (name === undefined) continue;
      const folder = join(root, name);
      const files = await filesByName(folder, { ...names, extensions: [".xml"] });
      found[part] = paired(null, await filesByName(folder, names), files, folder, options);
    }
  }
  if ((found.train ?? []).length === 0) {
    throw new DatasetError(`${OPERATION}: ${root} has no annotated image to train on`, {
      file: root,
      operation: OPERATION,
    });
  }
  return found;
}

/** A list of names, and the file that has it. */
interface NameList {
  file: string;
  names: { name: string; line: number }[];
}

/** The lists of the parts; null where every image is taken. Throws DatasetError for an image in two of them. */
async function readSets(
  folder: string,
  { sets, signal }: VocDetectionOptions,
): Promise<Partial<Record<Part, NameList>> | null> {
  if (sets === false || (sets === undefined && !existsSync(folder))) return null;
  const lists: Partial<Record<Part, NameList>> = {};
  const seen = new Map<string, string>();
  for (const part of PARTS) {
    const name = sets === undefined ? part : sets[part];
    if (name === undefined) continue;
    const file = join(folder, `${name}.txt`);
    if (sets === undefined && !existsSync(file)) continue;
    const text = await readTableText(file, { operation: OPERATION, signal });
    const names = text
      .split("\n")
      .map((line, i) => ({ name: line.trim(), line: i + 1 }))
      .filter((entry) => entry.name !== "");
    for (const entry of names) {
      const other = seen.get(entry.name);
      if (other !== undefined) {
        throw new DatasetError(
          `${OPERATION}: ${file}, line ${entry.line}: ${listed([entry.name])} is in ${other === file ? "the list twice" : `${other} too`}`,
          { file, operation: OPERATION },
        );
      }
      seen.set(entry.name, file);
    }
    lists[part] = { file, names };
  }
  if (lists.train === undefined) {
    throw new DatasetError(
      `${OPERATION}: ${folder} has no train.txt; name the list to train on, as sets: { train: "trainval" }, or take all ` +
        "images with sets: false",
      { file: folder, operation: OPERATION },
    );
  }
  return lists;
}

/** The images of a list, or all, each with its annotations. */
function paired(
  list: NameList | null,
  images: ReadonlyMap<string, string>,
  annotations: ReadonlyMap<string, string>,
  folder: string,
  { missing = "throw" }: VocDetectionOptions,
): Pair[] {
  const refuse = (text: string, file: string): never => {
    throw new DatasetError(`${OPERATION}: ${text}`, { file, operation: OPERATION });
  };
  const advice = 'missing: "skip" leaves it out';
  if (list === null && missing === "throw") {
    const stray = [...annotations].find(([name]) => !images.has(name));
    if (stray !== undefined) refuse(`there is no image in ${folder} for ${stray[1]}; ${advice}`, stray[1]);
  }
  const names = list?.names ?? [...images.keys()].map((name) => ({ name, line: 0 }));
  return names.flatMap(({ name, line }): Pair[] => {
    const where = list === null ? "" : `${list.file}, line ${line}: `;
    const image = images.get(name);
    if (image === undefined) {
      if (missing === "skip") return [];
      return refuse(
        `${where}there is no image ${describe(name)} in ${folder}; ${advice}`,
        list?.file ?? folder,
      );
    }
    const annotation = annotations.get(name) ?? null;
    if (annotation !== null || missing === "empty") return [{ image, annotation }];
    if (missing === "skip") return [];
    return refuse(
      `${where}there is no annotation file for ${image}; ${advice}, missing: "empty" says that it has no objects`,
      image,
    );
  });
}
