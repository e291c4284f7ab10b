/**
 * The `torchts` command with its subcommands.
 *
 * Each subcommand is a file that registers itself here and imports the library only when it runs, so that
 * `torchts --help` and `torchts install` work before libtorch is there.
 */
import { type AddHelpTextPosition, Command, type ErrorOptions } from "commander";
import { nearestName } from "../edge/index.ts";
import { ownCommand } from "../native/own-command.ts";
import { packageVersion } from "../train/version.ts";
import { registerDemo } from "./demo.ts";
import { registerDetect } from "./detect.ts";
import { registerDoctor } from "./doctor.ts";
import { registerEvaluate } from "./evaluate.ts";
import { registerExplain } from "./explain.ts";
import { registerFinetune } from "./finetune.ts";
import { registerInspect } from "./inspect.ts";
import { registerInstall } from "./install.ts";
import { registerMetrics } from "./metrics.ts";
import { registerModels } from "./models.ts";
import { registerPredict } from "./predict.ts";
import { registerReport } from "./report.ts";
import { registerSegment } from "./segment.ts";

/** A command that says which option was meant, in other libraries' words too, and what it takes. */
class NamedCommand extends Command {
  override createCommand(name?: string): Command {
    return new NamedCommand(name);
  }

  /** Examples are written as they are called from here. */
  override addHelpText(position: AddHelpTextPosition, text: unknown): this {
    const told = String(text).replaceAll("$ torchts ", `$ ${ownCommand()} `);
    return super.addHelpText(position, told);
  }

  override error(message: string, options?: ErrorOptions): never {
    if (options?.code === "commander.unknownOption") super.error(this.#unknown(message), options);
    if (options?.code === "commander.excessArguments") super.error(this.#surplus(), options);
    super.error(message, options);
  }

  #unknown(message: string): string {
    const name = /'--(?:no-)?([^'=]+)/.exec(message)?.[1] ?? "";
    const all = [...this.options, ...(this.parent?.options ?? [])];
    const meant = nearestName(
      name,
      all.map((option) => option.attributeName()),
    );
    const flag = all.find((option) => option.attributeName() === meant)?.long;
    return flag ? `${message.split("\n")[0]}\n(Did you mean ${flag}?)` : message;
  }

  #surplus(): string {
    const takes = this.registeredArguments.map((argument) =>
      argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
    );
    const surplus = this.args.slice(takes.length).join(" ");
    return `error: too many arguments: ${this.name()} takes ${takes.join(" ") || "none"}; what is ${surplus}?`;
  }
}

/** Makes the command; nothing runs before its `parseAsync`. `words` are those of the command line. */
export function makeProgram(words: readonly string[]): Command {
  const program = new NamedCommand("torchts")
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
  if (words[0] !== "install") program.version(packageVersion(), "-V, --version", "print the version");
  registerFinetune(program);
  registerPredict(program);
  registerSegment(program);
  registerDetect(program);
  registerEvaluate(program);
  registerMetrics(program);
  registerReport(program);
  registerExplain(program);
  registerInspect(program);
  registerDemo(program);
  registerModels(program);
  registerInstall(program);
  registerDoctor(program);
  return program;
}
