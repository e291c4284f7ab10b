/**
 * Names of what PyTorch publishes: the archives of libtorch, and the index of its wheels.
 *
 * Addresses as on https://pytorch.org/get-started/locally/ and in the listing of https://download.pytorch.org/whl/.
 */
import { parseVersion } from "../../native/libtorch/version.ts";

const SERVER = "https://download.pytorch.org";

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

/** `2.13` and `2.13.0` to `2.13.0`; null where the text is no version. */
export function fullVersion(text: string): string | null {
  return parseVersion(text)?.release ?? null;
}
