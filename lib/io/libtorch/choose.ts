/** Which variant of libtorch an installation takes, and whether what came is that: by the driver and by the cards. */
import { basename } from "node:path";
import type { CudaCard, CudaDriver } from "../../native/cuda/driver.ts";
import { CUDA_VARIANTS, hasCodeFor, variantsFor } from "../../native/cuda/variants.ts";
import { ArgumentError, LibtorchError } from "../../native/errors.ts";
import { type Libtorch, libraryName } from "../../native/libtorch/probe.ts";

/** What is to be installed. */
export interface Choice {
  /** Variants that will do, best first; null where any will, as of a file that the user gives without a word. */
  variants: readonly string[] | null;
  /** Why one of them was taken, or what is wrong with it; null where there is nothing to say. */
  note: (variant: string) => string | null;
}

/** What the choice depends on. */
export interface Machinery {
  driver: CudaDriver | null;
  platform: NodeJS.Platform;
  arch: string;
}

const shown = ({ name, computeCapability }: CudaCard): string =>
  computeCapability === null ? name : `${name} (compute capability ${computeCapability})`;

const known = (driver: CudaDriver | null): string[] =>
  (driver?.cards ?? []).flatMap(({ computeCapability }) => computeCapability ?? []);

/** Cards that a variant holds no code for. */
function left(variant: string, driver: CudaDriver | null, arch: string): CudaCard[] {
  return (driver?.cards ?? []).filter(
    ({ computeCapability }) =>
      computeCapability !== null && hasCodeFor(variant, computeCapability, arch) === false,
  );
}

/**
 * The variants for a wish: `cpu`, one by name, `cuda` for what suits driver and cards, undefined for no wish.
 *
 * @param given whether a file or folder is taken instead of fetching
 * @param machinery asked only where the wish is for CUDA
 * @throws ArgumentError for CUDA on a system that has none; LibtorchError `ERR_TORCHTS_NO_VARIANT` where no variant runs
 *   on this machine
 */
export function choose(wish: string | undefined, given: boolean, machinery: () => Machinery): Choice {
  if (wish === undefined && given) return { variants: null, note: () => null };
  if (wish === undefined || wish === "cpu") return { variants: ["cpu"], note: () => null };
  const { driver, platform, arch } = machinery();
  if (platform === "darwin") {
    throw new ArgumentError("installLibtorch: there is no CUDA for macOS; leave --cuda out", {
      operation: "installLibtorch",
    });
  }
  if (wish !== "cuda") return { variants: [wish], note: () => notSuiting(wish, driver, arch) };

  const wanted = { driver: driver?.cudaVersion ?? null, arch };
  const variants = variantsFor({ ...wanted, cards: known(driver) });
  if (variants.length === 0) throw noVariant(driver, variantsFor({ ...wanted, cards: [] }));
  return { variants, note: (variant) => why(variant, driver, arch) };
}

function notSuiting(variant: string, driver: CudaDriver | null, arch: string): string | null {
  const cards = left(variant, driver, arch);
  const holds = `${variant} holds no code for ${cards.map(shown).join(", ")}`;
  return cards.length === 0 ? null : `${holds}; --cuda without a name takes one that does`;
}

function why(variant: string, driver: CudaDriver | null, arch: string): string {
  if (driver === null) {
    return `there is no NVIDIA driver to ask, so ${variant} was taken, for the oldest drivers and cards; cards of compute capability 10 and 12 need another, such as --cuda cu130`;
  }
  const version = `driver ${driver.version ?? "?"}`;
  const cards = driver.cards.map(shown).join(", ");
  const missed = left(variant, driver, arch);
  const rest =
    missed.length === 0
      ? ""
      : `; it holds no code for ${missed.map(shown).join(", ")}, which nothing else here shares`;
  return `${variant} was chosen for ${version}${cards === "" ? "" : ` and ${cards}`}${rest}`;
}

function noVariant(driver: CudaDriver | null, byDriver: readonly string[]): LibtorchError {
  const version = `driver ${driver?.version ?? "?"} (CUDA ${driver?.cudaVersion ?? "?"})`;
  const text =
    byDriver.length === 0
      ? `${version} is too old for each of ${CUDA_VARIANTS.join(", ")}: update the driver (CUDA 12 needs 525 or newer, CUDA 13 needs 580)`
      : `none of ${byDriver.join(", ")}, which ${version} runs, holds code for ${(driver?.cards ?? []).map(shown).join(", ")}: ` +
        "update the driver for a newer card; cards below compute capability 5.0 have none";
  return new LibtorchError(
    `There is no libtorch for CUDA that runs on this machine: ${text}, or take the one for the CPU (--cpu).`,
    { code: "ERR_TORCHTS_NO_VARIANT", operation: "installLibtorch" },
  );
}

/**
 * Refuses a libtorch that is not what was asked for: a build for the CPU for CUDA, another variant, one without its part
 * for CUDA.
 *
 * @throws LibtorchError `ERR_TORCHTS_VARIANT`
 */
export function checkVariant(
  libtorch: Libtorch,
  { variants }: Choice,
  wish: string | undefined,
  origin: string,
): void {
  const { flavour, withCuda } = libtorch;
  const refused = (problem: string, advice: string): LibtorchError =>
    new LibtorchError(`${origin} is libtorch ${libtorch.version} (${flavour}), ${problem}. ${advice}`, {
      code: "ERR_TORCHTS_VARIANT",
      file: origin,
    });
  if (flavour.startsWith("cu") && !withCuda) {
    throw refused(
      `but holds no ${libraryName("torch_cuda")}`,
      "Its part for CUDA is missing: fetch it again, or take another archive or wheel.",
    );
  }
  if (variants === null) return;
  const wantsCuda = wish !== "cpu" && wish !== undefined;
  if (wantsCuda && !withCuda) {
    throw refused("a build for the CPU", `Take an archive or wheel for CUDA (${variants.join(", ")}).`);
  }
  if (!wantsCuda && withCuda) {
    throw refused("a build for CUDA", "Take one for the CPU, or leave --cpu out.");
  }
  // A build that does not say which CUDA it is for is taken at its word.
  if (flavour === "cuda" || variants.includes(flavour)) return;
  throw refused(
    wish === "cuda"
      ? `which does not suit this machine's driver and cards (${variants.join(", ")} do)`
      : `and ${variants.join(", ")} is asked for`,
    `If that is meant, name it: --cuda ${flavour}.`,
  );
}

/** Why a wheel is not of a variant, by its version file; null where it is. */
export function notOfVariant(wheel: string, version: string | null, variant: string): string | null {
  if (version === null) return `${basename(wheel)} holds no torch/version.py`;
  const cuda = /^cuda[^=]*=\s*['"](\d+)\.(\d+)/m.exec(version);
  const found = cuda === null ? "cpu" : `cu${cuda[1]}${cuda[2]}`;
  return found === variant ? null : `${basename(wheel)} is a build for ${found}, and ${variant} is wanted`;
}
