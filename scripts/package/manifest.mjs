// The published package.json: without the scripts of a checkout, whose files are not in the package (npm warns of a
// `prepare` that it will not run), and without what only they need. `npm pack` reads package.json from the disk, so it is
// put there for as long as packing takes.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const kept = (root) => join(root, "build", "package.json.checkout");

/** What of a checkout's manifest is published. */
export function publishedManifest({ scripts, devDependencies, ...published }) {
  return published;
}

/** Puts the published manifest in the place of the checkout's, which is kept beside. */
export function publishManifest(root) {
  const file = join(root, "package.json");
  const whole = readFileSync(file, "utf8");
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(kept(root), whole);
  const beside = `${file}.tmp`;
  writeFileSync(beside, `${JSON.stringify(publishedManifest(JSON.parse(whole)), null, 2)}\n`);
  renameSync(beside, file);
}

/** Puts the checkout's manifest back; does nothing where it is in its place. */
export function restoreManifest(root) {
  if (existsSync(kept(root))) renameSync(kept(root), join(root, "package.json"));
}
