/**
 * Finds a libtorch: `TORCHTS_LIBTORCH`, then what `npx torchts install` unpacked, then the torch package of the
 * machine's Python. Nothing is loaded here and nothing is fetched.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LibtorchError } from "../errors.ts";
import { ownCommand } from "../own-command.ts";
import { distrust, type Env, libtorchStore } from "./home.ts";
import { type Libtorch, libraryName, nearbyLibtorch, probeLibtorch } from "./probe.ts";
import { findPythonTorch } from "./python.ts";
import { isSupported, NEWEST_SUPPORTED, OLDEST_SUPPORTED, PINNED_VERSION } from "./version.ts";

/** Name of the note that ends an installation; a folder without it is not one. */
export const MANIFEST = "torchts-install.json";

/** Where a libtorch was found. */
export type LibtorchSource = "TORCHTS_LIBTORCH" | "cache" | "python";

/** A libtorch and where it was found. */
export interface FoundLibtorch extends Libtorch {
  source: LibtorchSource;
}

/** One place that was looked at. */
export interface Candidate {
  source: LibtorchSource;
  /** Folder or command that was looked at. */
  where: string;
  libtorch: Libtorch | null;
  /** Why it will not do; empty where it does. */
  reason: string;
}

/** What is looked for. */
export interface FindOptions {
  /** `major.minor` the addon was compiled against; by default any release its sources compile against. */
  majorMinor?: string;
  /** Only one with headers, to compile against. */
  withHeaders?: boolean;
  env?: Env;
}

function misfit(libtorch: Libtorch, { majorMinor, withHeaders }: FindOptions): string {
  if (majorMinor !== undefined && libtorch.majorMinor !== majorMinor) {
    return `it is libtorch ${libtorch.version}, and the addon was compiled against ${majorMinor}`;
  }
  if (!isSupported(libtorch.majorMinor)) {
    return `it is libtorch ${libtorch.version}, and torchts works with ${OLDEST_SUPPORTED} to ${NEWEST_SUPPORTED}`;
  }
  return withHeaders && !libtorch.hasHeaders ? "it has no include/ folder to compile against" : "";
}

/** Installed libtorchs, the one installed last first. */
export function installedLibtorchs(env: Env = process.env): Libtorch[] {
  let names: string[] = [];
  try {
    names = readdirSync(libtorchStore(env));
  } catch {
    return [];
  }
  const found: { libtorch: Libtorch; installedAt: string }[] = [];
  for (const name of names) {
    const folder = join(libtorchStore(env), name);
    try {
      const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as { installedAt?: string };
      const libtorch = probeLibtorch(folder);
      if (libtorch) found.push({ libtorch, installedAt: manifest.installedAt ?? "" });
    } catch {
      // an installation in progress or cut short: not one yet
    }
  }
  found.sort((a, b) => (a.installedAt < b.installedAt ? 1 : a.installedAt > b.installedAt ? -1 : 0));
  return found.map(({ libtorch }) => libtorch);
}

/**
 * Looks in every place in order and stops at the first libtorch that fits; the last candidate is that one, if any.
 *
 * @throws LibtorchError where `TORCHTS_LIBTORCH` is set and does not lead to a libtorch: falling back silently to
 *   another one would hide the mistake.
 */
export function searchLibtorch(options: FindOptions = {}): Candidate[] {
  const env = options.env ?? process.env;
  const candidates: Candidate[] = [];
  const consider = (source: LibtorchSource, where: string, libtorch: Libtorch): boolean => {
    const reason = misfit(libtorch, options);
    candidates.push({ source, where, libtorch, reason });
    return reason === "";
  };

  const given = env.TORCHTS_LIBTORCH;
  if (given) {
    const libtorch = probeLibtorch(given);
    if (!libtorch) throw notALibtorch(given);
    consider("TORCHTS_LIBTORCH", given, libtorch);
    return candidates;
  }

  for (const libtorch of installedLibtorchs(env)) {
    const reason = distrust(libtorchStore(env)) ?? distrust(libtorch.root) ?? distrust(libtorch.lib);
    if (reason !== null) candidates.push({ source: "cache", where: libtorch.root, libtorch, reason });
    else if (consider("cache", libtorch.root, libtorch)) return candidates;
  }

  for (const { command, libtorch, reason } of findPythonTorch(env)) {
    if (!libtorch) candidates.push({ source: "python", where: command, libtorch, reason });
    else if (consider("python", `${command} (${libtorch.root})`, libtorch)) return candidates;
  }
  return candidates;
}

/**
 * The libtorch to use.
 *
 * @throws LibtorchError `ERR_TORCHTS_LIBTORCH_NOT_FOUND` or `ERR_TORCHTS_LIBTORCH_VERSION`, naming the places
 *   looked at and the command that helps.
 */
export function findLibtorch(options: FindOptions = {}): FoundLibtorch {
  const candidates = searchLibtorch(options);
  const last = candidates.at(-1);
  if (last?.libtorch && last.reason === "") return { ...last.libtorch, source: last.source };
  throw notFound(candidates, options);
}

function notALibtorch(given: string): LibtorchError {
  const nearby = nearbyLibtorch(given);
  return new LibtorchError(
    `TORCHTS_LIBTORCH is ${given}, but there is no lib/${libraryName("torch_cpu")} in it. ` +
      (nearby
        ? `Set it to ${nearby}.`
        : `Set it to the folder with lib/ and include/ of a libtorch, or unset it and run \`${ownCommand("install")}\`.`),
    { code: "ERR_TORCHTS_LIBTORCH_NOT_FOUND", file: given },
  );
}

/**
 * The command that fetches a libtorch that fits an addon compiled against `majorMinor`.
 *
 * @param flavour what it is to be in place of: a build for CUDA is not mended by one for the CPU
 */
export function installCommand(majorMinor?: string, flavour = "cpu"): string {
  const isPinned = majorMinor === undefined || PINNED_VERSION.startsWith(`${majorMinor}.`);
  const cuda = flavour.startsWith("cu") ? ["--cuda"] : [];
  return ownCommand("install", ...cuda, ...(isPinned ? [] : ["--version", `${majorMinor}.0`]));
}

function notFound(candidates: readonly Candidate[], options: FindOptions): LibtorchError {
  const wanted = options.majorMinor ?? `${OLDEST_SUPPORTED} to ${NEWEST_SUPPORTED}`;
  const others = candidates.filter((candidate) => candidate.libtorch !== null);
  const lines = candidates.map(({ source, where, reason }) => `  ${source}: ${where}: ${reason}`);
  if (!candidates.some(({ source }) => source === "cache")) lines.unshift("  cache: nothing is installed");
  const fixes = [`\`${installCommand(options.majorMinor)}\` fetches one that fits`];
  const usable = others.find(
    ({ libtorch }) => libtorch && isSupported(libtorch.majorMinor) && libtorch.hasHeaders,
  );
  if (usable?.libtorch && options.majorMinor !== undefined) {
    fixes.push(
      `in a checkout of torchts, \`TORCHTS_LIBTORCH=${usable.libtorch.root} npm run build:native\` ` +
        `compiles the addon against ${usable.libtorch.version} instead`,
    );
  }
  if (candidates.some(({ source }) => source === "TORCHTS_LIBTORCH")) {
    fixes.push("or unset TORCHTS_LIBTORCH to have the other places looked at");
  }
  return new LibtorchError(
    `No libtorch ${wanted} was found.\nLooked at:\n${lines.join("\n")}\nTo mend it: ${fixes.join("; ")}.`,
    { code: others.length > 0 ? "ERR_TORCHTS_LIBTORCH_VERSION" : "ERR_TORCHTS_LIBTORCH_NOT_FOUND" },
  );
}
