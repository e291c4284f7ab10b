// Packaging lint: publint's rules, and what `npm pack` would publish against what must and must not be in it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const problems = [];

const { messages } = await publint({ pkgDir: root, strict: true });
for (const message of messages) problems.push(`publint: ${formatMessage(message, manifest) ?? message.code}`);

for (const script of ["preinstall", "install", "postinstall"]) {
  if (manifest.scripts?.[script])
    problems.push(`package.json: the published package must have no ${script} script`);
}

const pack = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: root,
  encoding: "utf8",
  shell: process.platform === "win32",
});
if (pack.status !== 0) throw new Error(`npm pack failed: ${pack.stderr}`);
const listed = JSON.parse(pack.stdout);
// npm 11 gives a list, npm 12 an object by name.
const { files, size } = Array.isArray(listed) ? listed[0] : Object.values(listed)[0];
const names = new Set(files.map(({ path }) => path));

const needed = [
  "dist/node/index.js",
  "dist/index.d.ts",
  "dist/cli/main.js",
  "LICENSE",
  "README.md",
  "CMakeLists.txt",
];
for (const name of needed) if (!names.has(name)) problems.push(`npm pack: ${name} is missing`);
const unwanted = /^(lib|test|build|node_modules|scripts|bench|examples|runs)\/|\.(ts|map|pth|whl|zip|so)$/;
for (const name of names) {
  if (unwanted.test(name) && !name.endsWith(".d.ts"))
    problems.push(`npm pack: ${name} should not be published`);
  const source = /^dist\/(.*?)(\.d\.ts|\.js)$/.exec(name)?.[1];
  const bundled = name.startsWith("dist/node/"); // scripts/bundle.mjs makes that folder anew
  if (source !== undefined && !bundled && !existsSync(join(root, "lib", `${source}.ts`))) {
    problems.push(`npm pack: ${name} has no source in lib/ any more; npm run build:clean removes it`);
  }
}
const LARGEST_PACKAGE = 20e6; // libtorch must never slip in
if (size > LARGEST_PACKAGE) problems.push(`npm pack: ${(size / 1e6).toFixed(1)} MB is too large`);

for (const problem of problems) console.error(problem);
console.error(`packaging: ${names.size} files, ${(size / 1e6).toFixed(2)} MB, ${problems.length} problem(s)`);
process.exitCode = problems.length === 0 ? 0 : 1;
