// What a prebuilt addon is: prebuilds/<platform>-<arch>/ with one addon, the preload addon in preload/ and the operators of
// detection in vision/ below it, where node-gyp-build does not take them for the addon, and a note of the sources that it
// was built of.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nativeSources } from "../native-sources.mjs";

const NOTE = "sources.json";
const PRELOAD = join("preload", "torchts_preload.node");
const VISION = /^(lib)?torchts_vision\.(so|dylib|dll)$/;

/** Of native/ and CMakeLists.txt, the same on every system. */
export function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const file of [...nativeSources(root), "CMakeLists.txt"]) {
    hash.update(readFileSync(join(root, file), "utf8").replaceAll("\r\n", "\n")).update("\0");
  }
  return hash.digest("hex");
}

/** The folder of this platform's prebuilt addon. */
export function prebuiltFolder(root) {
  return join(root, "prebuilds", `${process.platform}-${process.arch}`);
}

/** Puts what a build folder has besides, and the note, beside an addon that lies in `folder` already. */
export function completePrebuilt(root, build, folder) {
  for (const part of ["preload", "vision"]) {
    cpSync(join(build, part), join(folder, part), {
      recursive: true,
      filter: (path) => !/\.(lib|exp|pdb)$/.test(path),
    });
  }
  writeFileSync(join(folder, NOTE), `${JSON.stringify({ sources: sourcesHash(root) })}\n`);
}

/** Makes the prebuilt addon of this platform out of what a checkout has built, as it is. */
export function prebuiltOf(checkout, root) {
  const folder = prebuiltFolder(root);
  mkdirSync(folder, { recursive: true });
  cpSync(join(checkout, "build", "Release", "torchts.node"), join(folder, "torchts.node"));
  completePrebuilt(root, join(checkout, "build"), folder);
}

/** What is wrong with the prebuilt addons of a package; nothing where there is one at least and all are whole. */
export function prebuiltProblems(root) {
  const prebuilds = join(root, "prebuilds");
  const platforms = existsSync(prebuilds)
    ? readdirSync(prebuilds, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  if (platforms.length === 0) return ["there is no prebuilt addon: prebuilds/ is missing or empty"];
  const sources = sourcesHash(root);
  return platforms.flatMap(({ name }) => {
    const folder = join(prebuilds, name);
    const addons = readdirSync(folder).filter((file) => file.endsWith(".node"));
    const problems = [];
    if (addons.length !== 1) {
      problems.push(`prebuilds/${name} holds ${addons.length} addons, and must hold one`);
    }
    if (!existsSync(join(folder, PRELOAD))) problems.push(`prebuilds/${name} lacks ${PRELOAD}`);
    const vision = join(folder, "vision");
    if (!existsSync(vision) || !readdirSync(vision).some((file) => VISION.test(file))) {
      problems.push(`prebuilds/${name} lacks vision/, the operators of detection`);
    }
    if (!existsSync(join(folder, NOTE))) problems.push(`prebuilds/${name} lacks ${NOTE}`);
    else if (JSON.parse(readFileSync(join(folder, NOTE), "utf8")).sources !== sources) {
      problems.push(`prebuilds/${name} was built of other sources than native/ has now`);
    }
    return problems;
  });
}
