/**
 * Names of what PyTorch publishes: the archives of libtorch, and the CUDA variants a driver can run.
 *
 * Addresses as on https://pytorch.org/get-started/locally/ and in the listing of https://download.pytorch.org/whl/.
 */
import { parseVersion } from "../../native/libtorch/version.ts";

const SERVER = "https://download.pytorch.org";

/** CUDA variants PyTorch has published for the supported releases, newest first; not each exists for each release. */
const CUDA_VARIANTS = ["cu132", "cu130", "cu129", "cu128", "cu126"] as const;

/** Which machine an archive is for. */
export interface Machine {
  platform: NodeJS.Platform;
  arch: string;
}

/**
 * Addresses where the archive of a release may lie, likeliest first.
 *
 * The Linux archive's name lost its `cxx11-abi` when the older string ABI was given up, so that both are tried.
 * Empty where PyTorch publishes none for the machine; then its Python wheel has the libraries.
 */
export function archiveUrls(version: string, variant: string, machine: Machine = process): string[] {
  const folder = `${SERVER}/libtorch/${variant}`;
  const tagged = `${version}%2B${variant}.zip`;
  if (machine.platform === "linux" && machine.arch === "x64") {
    return [
      `${folder}/libtorch-shared-with-deps-${tagged}`,
      `${folder}/libtorch-cxx11-abi-shared-with-deps-${tagged}`,
    ];
  }
  if (machine.platform === "win32" && machine.arch === "x64") {
    return [`${folder}/libtorch-win-shared-with-deps-${tagged}`];
  }
  if (machine.platform === "darwin" && machine.arch === "arm64" && variant === "cpu") {
    return [`${folder}/libtorch-macos-arm64-${version}.zip`];
  }
  return [];
}

/** Index of Python wheels of a variant, `cpu` or `cu126`. */
export function wheelIndex(variant: string): string {
  return `${SERVER}/whl/${variant}`;
}

/**
 * Variants to try for a wish, best first: `cpu`, one variant by name, or for `cuda` all that the driver can run.
 *
 * @param driver CUDA version of the driver; null where unknown, then the oldest and most widely usable comes first
 */
export function variantsFor(wish: string, driver: string | null): string[] {
  if (wish !== "cuda") return [wish];
  const all: string[] = [...CUDA_VARIANTS];
  if (driver === null) return all.reverse();
  const limit = Number(driver.replace(".", ""));
  // Drivers run whatever was built for their major version, older or newer in the minor.
  return all.filter((name) => Number(name.slice(2)) <= limit || name.slice(2, 4) === driver.slice(0, 2));
}

/** `2.13` and `2.13.0` to `2.13.0`; null where the text is no version. */
export function fullVersion(text: string): string | null {
  return parseVersion(text)?.release ?? null;
}
