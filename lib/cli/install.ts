/** `torchts install`: puts libtorch into the cache. The work is done by io/libtorch; here it is only shown. */
import type { Command } from "commander";
import { type InstallProgress, installLibtorch } from "../io/libtorch/install.ts";
import { PINNED_VERSION } from "../native/libtorch/version.ts";
import { untilInterrupted } from "./failure.ts";
import { sha256, text } from "./values.ts";

/** Least time between two redraws on a terminal, and between two lines elsewhere, in milliseconds. */
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5_000;

interface InstallFlags {
  cpu?: boolean;
  cuda?: string | boolean;
  version: string;
  from?: string;
  sha256?: string;
  force?: boolean;
  json?: boolean;
}

/** Adds the `install` subcommand. */
export function registerInstall(program: Command): void {
  program
    .command("install")
    .description("put libtorch into the cache: progress, resume, checksum")
    .option("--cpu", "libtorch for the CPU (default, except of what --from gives)")
    .option(
      "--cuda [variant]",
      "libtorch for CUDA: what suits the driver and the card, or a variant such as cu126",
      text,
    )
    .option("--version <x.y.z>", "another release of libtorch", text, PINNED_VERSION)
    .option(
      "--from <path>",
      "a libtorch zip, a torch wheel, a folder of wheels or an unpacked libtorch",
      text,
    )
    .option("--sha256 <hex>", "SHA-256 that the archive must have", sha256)
    .option("--force", "install again what is there already")
    .option("--json", "print the result as JSON")
    .action(async (flags: InstallFlags, command: Command) => {
      if (flags.cpu && flags.cuda) command.error("error: --cpu and --cuda exclude each other");
      const byName = typeof flags.cuda === "string" ? flags.cuda : undefined;
      const flavour = flags.cuda === true ? "cuda" : (byName ?? (flags.cpu ? "cpu" : undefined));
      const { version, from, force } = flags;
      const { libtorch, folder, installed, origin, untried, note } = await untilInterrupted((signal) =>
        installLibtorch({
          version,
          flavour,
          from,
          sha256: flags.sha256,
          force,
          signal,
          onProgress: progressPrinter(process.stderr),
        }),
      );
      if (flags.json) {
        process.stdout.write(
          `${JSON.stringify({ ...libtorch, folder, installed, origin, untried, note })}\n`,
        );
        return;
      }
      const name = `libtorch ${libtorch.version} (${libtorch.flavour})`;
      process.stdout.write(
        installed
          ? `${name} is in ${folder}${untried === null ? "" : `; it was not tried whether it loads: ${untried}`}\n`
          : `${name} is in ${folder} already; --force fetches it again\n`,
      );
      if (note !== null) process.stdout.write(`${note}\n`);
    });
}

/** Shows progress on a stream: a moving line on a terminal, a line now and then elsewhere. */
export function progressPrinter(stream: {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}): (progress: InstallProgress) => void {
  let last = 0;
  let phase = "";
  return ({ phase: now, what, done, total }) => {
    const isFirst = `${now} ${now === "pip" ? "" : what}` !== phase;
    const isLast = total !== null && done >= total;
    const time = performance.now();
    if (!isFirst && !isLast && time - last < (stream.isTTY ? REDRAW_MS : PLAIN_LINE_MS)) return;
    last = time;
    phase = `${now} ${now === "pip" ? "" : what}`;
    const share =
      total === null || total === 0 ? "" : `${((100 * done) / total).toFixed(0).padStart(3)}% of `;
    const size = now === "pip" ? "" : `  ${share}${((total ?? done) / 1e6).toFixed(0)} MB`;
    const text = `${now} ${what}${size}`;
    if (stream.isTTY)
      stream.write(`\r\x1b[K${text.slice(0, (stream.columns ?? 80) - 1)}${isLast ? "\n" : ""}`);
    else stream.write(`  ${text}\n`);
  };
}
