// What is published, looked at as a file: publint's rules, are-the-types-wrong, what must and must not be in it, the
// manifest, links of the README and its like.
//
//   node scripts/check-package.mjs [torchts-<version>.tgz]     by default one made for it, with the addon just built
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { prebuiltProblems } from "./package/prebuilt.mjs";
import { checkout, npmPack, stagePackage } from "./package/stage.mjs";

const LARGEST_PACKAGE = 20e6; // libtorch must never slip in

const NEEDED = [
  "dist/node/index.js",
  "dist/index.d.ts",
  "dist/command/main.js",
  "LICENSE",
  "README.md",
  "CMakeLists.txt",
];
const UNWANTED = /^(lib|test|build|node_modules|scripts|bench|examples|runs)\/|\.(ts|map|pth|whl|zip|so)$/;
/** The operators of detection, a library of this package's own. */
const OWN_LIBRARY = /^prebuilds\/[^/]+\/vision\/libtorchts_vision\.so$/;

/** Node from 20.19 on, which the package asks for, takes an ES module in `require` too. */
const TYPES_MAY = ["CJSResolvesToESM"];

const scratch = mkdtempSync(join(tmpdir(), "torchts-package-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

function made() {
  const folder = join(scratch, "stage");
  stagePackage(folder);
  const { tarball, output } = npmPack(folder);
  if (tarball === undefined) throw new Error(`npm pack failed:\n${output}`);
  return tarball;
}

function unpacked(tarball) {
  const run = spawnSync("tar", ["-xzf", tarball, "-C", scratch], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${tarball} cannot be unpacked: ${run.error?.message ?? run.stderr}`);
  return join(scratch, "package");
}

async function packagingProblems(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { messages } = await publint({ pkgDir: folder, pack: false, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, manifest) ?? message.code}`);
}

async function typeProblems(tarball) {
  const found = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
  if (found.types === false) return ["are-the-types-wrong: the package has no types"];
  return found.problems
    .filter(({ kind }) => !TYPES_MAY.includes(kind))
    .map((problem) => `are-the-types-wrong: ${JSON.stringify(problem)}`);
}

function manifestProblems(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const problems = [];
  for (const field of ["scripts", "devDependencies"]) {
    if (manifest[field] !== undefined) problems.push(`package.json: ${field} belong to a checkout`);
  }
  for (const field of ["repository", "homepage", "bugs", "license", "description"]) {
    if (manifest[field] === undefined) problems.push(`package.json: there is no ${field}`);
  }
  return problems;
}

function contentProblems(names) {
  const problems = NEEDED.filter((name) => !names.includes(name)).map((name) => `${name} is missing`);
  for (const name of names) {
    const wanted = name.endsWith(".d.ts") || OWN_LIBRARY.test(name);
    if (UNWANTED.test(name) && !wanted) problems.push(`${name} should not be published`);
    const source = /^dist\/(.*?)(\.d\.ts|\.js)$/.exec(name)?.[1];
    const bundled = /^dist\/(node|command)\//.test(name); // scripts/bundle.mjs makes these anew
    if (source !== undefined && !bundled && !existsSync(join(checkout, "lib", `${source}.ts`))) {
      problems.push(`${name} has no source in lib/`);
    }
  }
  return problems;
}

/** Links of the package's documents to files that are not in it. */
function linkProblems(folder, names) {
  return names
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => {
      const links = readFileSync(join(folder, name), "utf8").matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g);
      return [...links]
        .map(([, target]) => target)
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => !existsSync(resolve(folder, dirname(name), target)))
        .map((target) => `${name}: the link to ${target} leads out of the package`);
    });
}

const given = process.argv[2];
const tarball = given === undefined ? made() : resolve(given);
const folder = unpacked(tarball);
const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll("\\", "/"),
  );
const { size } = statSync(tarball);
const problems = [
  ...(await packagingProblems(folder)),
  ...(await typeProblems(tarball)),
  ...manifestProblems(folder),
  ...contentProblems(names),
  ...linkProblems(folder, names),
  ...prebuiltProblems(folder),
  ...(size > LARGEST_PACKAGE ? [`${(size / 1e6).toFixed(1)} MB is too large`] : []),
];
for (const problem of problems) console.error(problem);
console.error(
  `packaging: ${names.length} files, ${(size / 1e6).toFixed(2)} MB, ${problems.length} problem(s)`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
