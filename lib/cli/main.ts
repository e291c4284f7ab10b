#!/usr/bin/env node
/**
 * The `torchts` command: its subcommands, and what becomes of an error.
 *
 * Each subcommand is a file that registers itself here and imports the library only when it runs, so that
 * `torchts --help` and `torchts install` work before libtorch is there.
 */
import { Command } from "commander";
import { packageVersion } from "../train/version.ts";
import { registerDemo } from "./demo.ts";
import { registerDoctor } from "./doctor.ts";
import { registerEvaluate } from "./evaluate.ts";
import { registerExplain } from "./explain.ts";
import { exitCodeOf, reportError } from "./failure.ts";
import { registerFinetune } from "./finetune.ts";
import { registerInspect } from "./inspect.ts";
import { registerInstall } from "./install.ts";
import { registerModels } from "./models.ts";
import { registerPredict } from "./predict.ts";
import { registerSegment } from "./segment.ts";

const program = new Command("torchts")
  .description("PyTorch's vision fine-tuning for TypeScript")
  .option("--verbose", "print the stack of an error as well")
  .showHelpAfterError("(add --help for what there is)")
  .addHelpText(
    "after",
    `
Examples:
  $ torchts demo
  $ torchts finetune ./images --weights IMAGENET1K_V1 --unfreeze layer4 --epochs 3 --out runs/first
  $ torchts predict runs/first image.png`,
  );

// commander takes its own --version wherever it stands, and that of `install` is libtorch's.
if (process.argv[2] !== "install") program.version(packageVersion(), "-V, --version", "print the version");
registerFinetune(program);
registerPredict(program);
registerSegment(program);
registerEvaluate(program);
registerExplain(program);
registerInspect(program);
registerDemo(program);
registerModels(program);
registerInstall(program);
registerDoctor(program);

try {
  await program.parseAsync();
} catch (error) {
  const failed = program.commands.find((command) => command.name() === program.args[0]);
  reportError(error, program.opts<{ verbose?: boolean }>().verbose ?? false, failed?.options);
  process.exitCode = exitCodeOf(error);
}
