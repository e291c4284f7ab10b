/**
 * Opening annotation files in COCO's format with their images, whatever is made of them: the categories wanted, images that
 * are there, parts. Reading a file is `coco-file.ts`.
 */

import { Limit } from "../../data/index.ts";
import {
  boolean,
  describe,
  type Kind,
  type Kinds,
  listed,
  listOf,
  optionsOf,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import type { ClassifiedImage } from "./coco-draw.ts";
import { type CocoImage, readCocoFile } from "./coco-file.ts";
import { Inside, named } from "./inside.ts";
import { type GroupedSplitOptions, groupedSplitKind, type Parts, setAside } from "./split.ts";

/** Where the annotations and the images of a part are. */
export interface CocoPart {
  annotations: string;
  imagesDir: string;
}

/** An image file and what it must not be separated from. */
export interface ImageFile {
  path: string;
  group?: string;
}

/** Options that all data in COCO's format has in common. */
export interface CocoFilesOptions {
  /** Names of the categories wanted, in the order of their classes. Default: all, by id. */
  categories?: readonly string[];
  /** Leave out images without any annotation of the categories wanted. Default false. */
  skipEmpty?: boolean;
  /**
   * Open images outside of their folder too, where an annotation file names them by absolute paths or `..`, or a link in
   * the folder leads out of it. Default false: an annotation file of somebody else's opens no other files.
   */
  allowOutside?: boolean;
  /** Images to set aside for validation and testing; the file is the path that `groups` gets. */
  split?: GroupedSplitOptions;
  /** Annotation file and images of a validation part that is ready; its categories are found by name. */
  val?: CocoPart;
  /** Annotation file and images of a test part that is ready. */
  test?: CocoPart;
}

const partOption = (entry: string, name: string): Kind<CocoPart> =>
  optionsOf(
    signature<CocoPart>(`${entry}: ${name}`, {
      options: { annotations: string, imagesDir: string },
      required: ["annotations", "imagesDir"],
    }),
  );

/** Kinds of {@link CocoFilesOptions}, for the entry `name`. */
export function cocoFilesKinds(name: string): Kinds<CocoFilesOptions> {
  return {
    categories: listOf(string),
    skipEmpty: boolean,
    allowOutside: boolean,
    split: groupedSplitKind(name),
    val: partOption(name, "val"),
    test: partOption(name, "test"),
  };
}

/** What to do in place of options that there are not. */
export const COCO_ADVICE = {
  classes: "it is called categories",
  valSplit: "give split: { val: 0.2 }",
  groups: "give split: { val: 0.2, groups }",
  seed: "give split: { val: 0.2, seed: 0 }",
  mode: "give image: { mode }",
};

type OpenOptions = CocoFilesOptions & {
  /** What an annotation without a shape does. */
  missing?: "throw" | "skip";
  signal?: AbortSignal;
};

/** Annotated images in parts. */
export interface OpenedCoco {
  /** Names of the categories wanted. */
  wanted: readonly string[];
  /** By the path of the file. */
  images: Map<string, ClassifiedImage>;
  parts: Parts<ImageFile>;
}

/**
 * Reads the annotations of all parts, finds their images, and divides what is to be divided.
 *
 * @param operation what errors call the caller
 * @throws FileFormatError naming the entry that is wrong, DatasetError for images that are missing or lie outside of their
 *   folder and for a group in two parts, ArgumentError for categories that are not there
 */
export async function openCoco(
  operation: string,
  source: CocoPart,
  options: OpenOptions,
): Promise<OpenedCoco> {
  const first = await openPart(operation, source, null, options);
  const { wanted, images } = first;
  const ready = async (part: CocoPart | undefined): Promise<ImageFile[] | null> => {
    if (part === undefined) return null;
    const opened = await openPart(operation, part, wanted, options);
    for (const [path, image] of opened.images) {
      if (images.has(path)) {
        throw new DatasetError(`${operation}: ${path} is in ${part.annotations} and in another part too`, {
          file: path,
          operation,
        });
      }
      images.set(path, image);
    }
    return opened.files;
  };
  const [val, test] = [await ready(options.val), await ready(options.test)];
  const parts = setAside<ImageFile>(operation, { train: first.files, val, test }, options.split);
  if (parts.train.length === 0) {
    throw new DatasetError(`${operation}: ${source.annotations} has no image to train on`, {
      file: source.annotations,
      operation,
    });
  }
  return { wanted, images, parts };
}

/**
 * Reads one annotation file and finds its images.
 *
 * @param names categories wanted, or null for those of the options or all
 */
async function openPart(
  operation: string,
  { annotations, imagesDir }: CocoPart,
  names: readonly string[] | null,
  options: OpenOptions,
): Promise<{ wanted: readonly string[]; images: Map<string, ClassifiedImage>; files: ImageFile[] }> {
  const file = annotations;
  const { signal } = options;
  const { categories, images } = await readCocoFile(file, operation, signal);
  const wanted = names ?? options.categories ?? categories.map(({ name }) => name);
  if (wanted.length === 0 || new Set(wanted).size !== wanted.length) {
    throw new ArgumentError(`${operation}: expected categories, each once, got ${listed(wanted) || "none"}`, {
      operation,
    });
  }
  const ids = wanted.map((name) => {
    const found = categories.find((category) => category.name === name);
    if (found !== undefined) return found.id;
    const list = listed(categories.map((category) => category.name));
    throw new ArgumentError(`${operation}: ${file} has no category ${describe(name)}; it has ${list}`, {
      operation,
      file,
    });
  });
  const shown = images.map(
    (image): ClassifiedImage => ({
      ...image,
      annotations: image.annotations
        .map((annotation) => ({ ...annotation, place: ids.indexOf(annotation.category) }))
        .filter(({ place }) => place >= 0),
    }),
  );
  if ((options.missing ?? "throw") === "throw") checkShapes(operation, shown, file);
  const kept = shown.filter((image) => !options.skipEmpty || image.annotations.length > 0);
  const byPath = new Map<string, ClassifiedImage>();
  for (const image of kept) {
    const path = named(imagesDir, image.file);
    if (byPath.has(path)) {
      throw new DatasetError(`${operation}: ${file} names ${path} twice`, { file, operation });
    }
    byPath.set(path, image);
  }
  await checkImages(
    operation,
    [...byPath.keys()],
    file,
    new Inside(imagesDir, options.allowOutside ?? false),
    signal,
  );
  const files = [...byPath.keys()].map((path): ImageFile => ({ path }));
  return { wanted, images: byPath, files };
}

function checkShapes(operation: string, images: readonly CocoImage[], file: string): void {
  for (const image of images) {
    const bare = image.annotations.find(({ shape }) => shape === null);
    if (bare === undefined) continue;
    throw new DatasetError(
      `${operation}: ${file}: annotation ${bare.id} (${image.file}) has no segmentation; missing: "skip" leaves such ` +
        "annotations out",
      { file },
    );
  }
}

/** Throws DatasetError for images that are not there, or lie outside of their folder. */
async function checkImages(
  operation: string,
  paths: readonly string[],
  file: string,
  inside: Inside,
  signal?: AbortSignal,
): Promise<void> {
  const limit = new Limit(16);
  const problems = await Promise.all(
    paths.map((path) =>
      limit.run(() => {
        throwIfAborted(signal, operation);
        return inside.problem(path);
      }),
    ),
  );
  const at = problems.findIndex((problem) => problem !== null);
  if (at < 0) return;
  const others = problems.filter((problem) => problem !== null).length - 1;
  const more = others > 0 ? ` (and ${others} more images like that)` : "";
  throw new DatasetError(
    `${operation}: ${file} names an image that cannot be taken: ${problems[at]}${more}`,
    {
      file: paths[at] as string,
      operation,
    },
  );
}
