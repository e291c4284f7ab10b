// Formats native/ as .clang-format says, with the clang-format that comes as a module: the same version everywhere.
//
//   node scripts/format-native.mjs [--check]     --check changes nothing, and fails where something would change
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "@wasm-fmt/clang-format";
import { NATIVE_FOLDERS } from "./native-sources.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const FOLDERS = [...NATIVE_FOLDERS, "scripts/sanitize"];

const style = readFileSync(join(root, ".clang-format"), "utf8");
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.(cc|h)$/.test(name))
    .map((name) => join(folder, name)),
);

/** The first line that differs, counted from 1. */
function firstDifference(text, formatted) {
  const lines = formatted.split("\n");
  return text.split("\n").findIndex((line, i) => line !== lines[i]) + 1;
}

const check = process.argv.includes("--check");
let changed = 0;
for (const file of files) {
  const text = readFileSync(join(root, file), "utf8");
  const formatted = format(text, file, style);
  if (formatted === text) continue;
  changed++;
  if (check) console.error(`${file}:${firstDifference(text, formatted)} is not formatted`);
  else writeFileSync(join(root, file), formatted);
}
console.error(`clang-format: ${files.length} files, ${changed} ${check ? "to be " : ""}formatted`);
if (check && changed > 0) {
  console.error("`npm run format:native` formats them");
  process.exitCode = 1;
}
