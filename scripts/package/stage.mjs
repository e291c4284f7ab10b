// A package made apart from the checkout, with the addon that the checkout has built as the prebuilt one: what users get,
// tried before anything is published. Nothing of the checkout is changed.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prebuiltOf } from "./prebuilt.mjs";

export const checkout = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const NEVER_COPIED = ["dist", "prebuilds"];
const BUILT_FROM = ["lib", "scripts", "tsconfig.json", "tsconfig.build.json"];

/** Copies to `folder` what the package is made of; with the prebuilt addon if `addon`. */
export function stagePackage(folder, { addon = true } = {}) {
  const { files } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  mkdirSync(folder, { recursive: true });
  for (const name of ["package.json", ...BUILT_FROM, ...files]) {
    if (NEVER_COPIED.includes(name) || !existsSync(join(checkout, name))) continue;
    cpSync(join(checkout, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
  if (addon) prebuiltOf(checkout, folder);
}

/** `npm pack` in a folder: the package, undefined where it was refused, and what was printed. */
export function npmPack(folder, env = {}) {
  const run = spawnSync("npm", ["pack", "--foreground-scripts"], {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
    env: { ...process.env, ...env },
  });
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  return {
    status: run.status,
    output: `${run.stdout}${run.stderr}`,
    tarball: name === undefined ? undefined : join(folder, name),
  };
}
