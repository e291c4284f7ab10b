/** What a tiled TIFF says of itself: its levels, its tiles, the size of its pixels. Directories are read, no pixels. */

/** What is looked at. */
type Tag =
  | "BitsPerSample"
  | "Compression"
  | "ImageDescription"
  | "ImageLength"
  | "ImageWidth"
  | "ResolutionUnit"
  | "SubIFDs"
  | "TileLength"
  | "TileWidth"
  | "XResolution"
  | "YResolution";

/** A directory of a TIFF, as geotiff reads it: its own types name a browser's, which nobody has in Node. */
interface Directory {
  hasTag(name: Tag): boolean;
  loadValue(name: Tag): Promise<unknown>;
}

/** A TIFF, as geotiff opens it. */
export interface Directories {
  getImageCount(): Promise<number>;
  getImage(page: number): Promise<{ fileDirectory: Directory }>;
}

/** One level of a slide, as it lies in the file. */
export interface LevelFacts {
  width: number;
  height: number;
  tile: readonly [width: number, height: number];
  /** Which directory it is: a page, or one within the first page. */
  at: { page: number } | { subifd: number };
}

/** What is known of a slide before its pixels are read. */
export interface SlideFacts {
  levels: LevelFacts[];
  /** Micrometres of a pixel of the first level; null where the file does not say them. */
  mpp: readonly [x: number, y: number] | null;
  /** Of the objective; null where the file does not say it. */
  magnification: number | null;
}

/** By what share the proportions of a level may differ from those of the first: its edges are whole pixels. */
const SAME_PROPORTION = 0.03;
/** Pixels that are larger are none of a microscope, but of a resolution that nobody meant. */
const LARGEST_PIXEL = 100;
const MOST_PAGES = 1000;
const JPEG_2000 = [33003, 33005, 34712];
const MICROMETRES: Readonly<Record<number, number>> = { 2: 25_400, 3: 10_000 };

/**
 * Reads the directories of a file. `nestedSize` gives the size of a directory within the first, which geotiff does not open. Throws Error for one that is no slide whose tiles are read.
 */
export async function slideFacts(
  file: Directories,
  nestedSize: (subifd: number) => Promise<{ width: number; height: number }>,
): Promise<SlideFacts> {
  const pages: Directory[] = [];
  const count = await file.getImageCount();
  if (count > MOST_PAGES) throw new Error(`it has ${count} pages, which is no slide`);
  for (let page = 0; page < count; page++) pages.push((await file.getImage(page)).fileDirectory);
  const [first] = pages as [Directory];
  const main = await levelOf(first, { page: 0 });
  if (main === null) {
    throw new Error(
      "its first page has no tiles; readImage reads it whole, and saved with tiles it is read by region",
    );
  }
  await refuseOthers(first);
  const candidates: LevelFacts[] = [];
  const nested = first.hasTag("SubIFDs")
    ? Array.from((await first.loadValue("SubIFDs")) as ArrayLike<number>)
    : [];
  if (nested.length > MOST_PAGES) throw new Error(`it has ${nested.length} levels, which is no slide`);
  for (const subifd of nested.keys()) {
    candidates.push({ ...(await nestedSize(subifd)), tile: main.tile, at: { subifd } });
  }
  for (const [page, directory] of pages.entries()) {
    const level = page === 0 ? null : await levelOf(directory, { page });
    if (level !== null) candidates.push(level);
  }
  const levels = [main];
  for (const level of candidates.sort((a, b) => b.width - a.width)) {
    const [across, down] = [main.width / level.width, main.height / level.height];
    const isSmaller = level.width < (levels.at(-1) as LevelFacts).width;
    if (isSmaller && Math.abs(across / down - 1) < SAME_PROPORTION) levels.push(level);
  }
  const description = first.hasTag("ImageDescription")
    ? String(await first.loadValue("ImageDescription"))
    : "";
  const said = (name: string) =>
    Number(new RegExp(`\\b${name}\\s*=\\s*([\\d.]+)`).exec(description)?.[1] ?? Number.NaN);
  const [mpp, magnification] = [said("MPP"), said("AppMag")];
  return {
    levels,
    mpp: mpp > 0 ? [mpp, mpp] : await sizeOfPixels(first),
    magnification: magnification > 0 ? magnification : null,
  };
}

/** A directory as a level; null where it has no tiles. */
async function levelOf(directory: Directory, at: LevelFacts["at"]): Promise<LevelFacts | null> {
  if (!directory.hasTag("TileWidth") || !directory.hasTag("TileLength")) return null;
  const number = async (tag: "ImageWidth" | "ImageLength" | "TileWidth" | "TileLength") =>
    Number(await directory.loadValue(tag));
  const [width, height] = [await number("ImageWidth"), await number("ImageLength")];
  return { width, height, tile: [await number("TileWidth"), await number("TileLength")], at };
}

async function refuseOthers(directory: Directory): Promise<void> {
  const compression = directory.hasTag("Compression") ? Number(await directory.loadValue("Compression")) : 1;
  if (JPEG_2000.includes(compression)) {
    throw new Error("its tiles are JPEG 2000, which is not supported; save it with JPEG or deflate");
  }
  const bits = directory.hasTag("BitsPerSample")
    ? Array.from((await directory.loadValue("BitsPerSample")) as ArrayLike<number>)
    : [1];
  if (bits.some((one) => one !== 8) || ![1, 3, 4].includes(bits.length)) {
    throw new Error(
      `it has ${bits.length} samples of ${[...new Set(bits)].join(", ")} bits a pixel; expected gray or RGB of 8 bits`,
    );
  }
}

async function sizeOfPixels(directory: Directory): Promise<readonly [number, number] | null> {
  if (!directory.hasTag("XResolution") || !directory.hasTag("YResolution")) return null;
  const unit =
    MICROMETRES[directory.hasTag("ResolutionUnit") ? Number(await directory.loadValue("ResolutionUnit")) : 2];
  if (unit === undefined) return null;
  const sizes = await Promise.all(
    (["XResolution", "YResolution"] as const).map(async (tag) => {
      const [over, under] = Array.from((await directory.loadValue(tag)) as unknown as ArrayLike<number>) as [
        number,
        number,
      ];
      return (unit * under) / over;
    }),
  );
  const [x, y] = sizes as [number, number];
  return [x, y].every((size) => size > 0 && size < LARGEST_PIXEL) ? [x, y] : null;
}
