/** For which cards each CUDA variant of libtorch holds code. */

/**
 * CUDA variants that PyTorch has published for the supported releases, newest first, and the compute capabilities they
 * were built for, by processor; not each exists for each release.
 *
 * From PYTORCH_RELEASES_CODE_CC of torch/cuda/__init__.py; cu128, of 2.11 alone, from that release's RELEASE.md.
 */
const BUILT_FOR: Readonly<Record<string, Readonly<Record<"x64" | "arm64", readonly string[]>>>> = {
  cu134: {
    x64: ["7.5", "8.0", "8.6", "9.0", "10.0", "12.0"],
    arm64: ["8.0", "9.0", "10.0", "11.0", "12.0"],
  },
  cu132: {
    x64: ["7.5", "8.0", "8.6", "9.0", "10.0", "12.0"],
    arm64: ["8.0", "9.0", "10.0", "11.0", "12.0"],
  },
  cu130: {
    x64: ["7.5", "8.0", "8.6", "9.0", "10.0", "12.0"],
    arm64: ["8.0", "9.0", "10.0", "11.0", "12.0"],
  },
  cu129: { x64: ["7.5", "8.0", "8.6", "9.0", "10.0", "12.0"], arm64: ["8.0", "9.0", "10.0", "12.0"] },
  cu128: { x64: ["7.5", "8.0", "8.6", "9.0", "10.0", "12.0"], arm64: ["8.0", "9.0", "10.0", "12.0"] },
  cu126: { x64: ["5.0", "6.0", "7.0", "7.5", "8.0", "8.6", "9.0"], arm64: ["8.0", "9.0"] },
};

/** CUDA variants, newest first. */
export const CUDA_VARIANTS: readonly string[] = Object.keys(BUILT_FOR);

/** Boards with a processor of their own, whose code other cards of the same generation do not run, nor they theirs. */
const BOARDS = new Set(["5.3", "6.2", "7.2", "8.7"]);

const parts = (capability: string): [major: number, minor: number] => {
  const [major = 0, minor = 0] = capability.split(".").map(Number);
  return [major, minor];
};

/** Whether a card runs code built for a compute capability: of its own generation, and not newer (DEVICE_REQUIREMENT). */
function runs(card: string, code: string): boolean {
  const [major, minor] = parts(card);
  const [codeMajor, codeMinor] = parts(code);
  if (card === code) return true;
  return major === codeMajor && minor >= codeMinor && !BOARDS.has(card);
}

/** Variants whose newest code comes as PTX too, on Linux: a driver translates it for cards of later generations. */
const TRANSLATED = new Set(["cu134", "cu132", "cu130"]);

function isTranslated(variant: string, card: string, built: readonly string[]): boolean {
  const newest = Math.max(...built.map((code) => parts(code)[0]));
  return process.platform === "linux" && TRANSLATED.has(variant) && parts(card)[0] > newest;
}

/** Whether a variant holds code for a card; null for a variant that is not known. */
export function hasCodeFor(variant: string, card: string, arch: string = process.arch): boolean | null {
  const built = BUILT_FOR[variant]?.[arch === "arm64" ? "arm64" : "x64"];
  if (built === undefined) return null;
  return built.some((code) => runs(card, code)) || isTranslated(variant, card, built);
}

/** Whether a driver runs a variant: older ones, and newer ones of its own major version, as NVIDIA promises. */
function driverRuns(variant: string, driver: string): boolean {
  const version = Number(variant.slice(2));
  const [major, minor] = parts(driver);
  return version <= major * 10 + minor || Math.floor(version / 10) === major;
}

/** What a libtorch is chosen for. */
export interface CudaWish {
  /** CUDA version of the driver, `12.8`; null where it is not known. */
  driver: string | null;
  /** Compute capabilities of the cards, as far as they are known. */
  cards: readonly string[];
  arch?: string;
}

/**
 * Variants for a driver and cards, best first: those with code for every card, then those for some; the newest first,
 * or where the driver is not known the oldest. Empty where the driver runs none, or none has code for any of the cards.
 */
export function variantsFor({ driver, cards, arch = process.arch }: CudaWish): string[] {
  const usable = CUDA_VARIANTS.filter((variant) => driver === null || driverRuns(variant, driver));
  if (driver === null) usable.reverse();
  if (cards.length === 0) return usable;
  const count = (variant: string) => cards.filter((card) => hasCodeFor(variant, card, arch) === true).length;
  return usable.filter((variant) => count(variant) > 0).sort((a, b) => count(b) - count(a)); // a stable sort: newest first among equals
}
