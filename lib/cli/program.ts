/**
 * The `torchts` command with its subcommands.
 *
 * Each subcommand is a file that registers itself here and imports the library only when it runs, so that
 * `torchts --help` and `torchts install` work before libtorch is there.
 */
import { type AddHelpTextPosition, Command, type ErrorOptions, type ParseOptions } from "commander";
import { nearestName } from "../edge/index.ts";
import { ownCommand } from "../native/own-command.ts";
import { packageVersion } from "../train/version.ts";
import { registerCompare } from "./compare.ts";
import { registerCompletion } from "./completion.ts";
import { CONFIG, withConfig } from "./config/read.ts";
import { registerConfig } from "./config.ts";
import { registerDemo } from "./demo.ts";
import { registerDetect } from "./detect.ts";
import { registerDoctor } from "./doctor.ts";
import { registerEvaluate } from "./evaluate.ts";
import { registerExplain } from "./explain.ts";
import { USAGE } from "./failure.ts";
import { registerFinetune } from "./finetune.ts";
import { registerInspect } from "./inspect.ts";
import { registerInstall } from "./install.ts";
import { registerMetrics } from "./metrics.ts";
import { registerModels } from "./models.ts";
import { registerPredict } from "./predict.ts";
import { registerPreview } from "./preview.ts";
import { registerReport } from "./report.ts";
import { registerSegment } from "./segment.ts";
import { text } from "./values.ts";

/** A command that says which option was meant, in other libraries' words too, and what it takes; its options may stand in a file. */
class NamedCommand extends Command {
  /** Where options came from in a configuration file, by their names; of the whole program. */
  #origins: ReadonlyMap<string, string> = new Map();

  override createCommand(name?: string): Command {
    return new NamedCommand(name);
  }

  /** Examples are written as they are called from here. */
  override addHelpText(position: AddHelpTextPosition, text: unknown): this {
    const told = String(text).replaceAll("$ torchts ", `$ ${ownCommand()} `);
    return super.addHelpText(position, told);
  }

  /** The words of `argv`, and those of the file that `--config` names. */
  override async parseAsync(argv?: readonly string[], from?: ParseOptions): Promise<this> {
    const words = argv === undefined || from?.from !== "user" ? (argv ?? process.argv).slice(2) : argv;
    const expanded = await withConfig(words, () => makeProgram(words));
    this.#origins = expanded.origins;
    return super.parseAsync(expanded.words, { from: "user" });
  }

  override error(message: string, options?: ErrorOptions): never {
    const usage = { ...options, exitCode: USAGE };
    if (options?.code === "commander.unknownOption") super.error(this.#unknown(message), usage);
    if (options?.code === "commander.excessArguments") super.error(this.#surplus(), usage);
    super.error(`${message}${this.#origin(message)}`, usage);
  }

  /** Which line of a file an option that a message names came from. */
  #origin(message: string): string {
    const flag = /--[\w-]+/.exec(message)?.[0];
    const option = this.options.find(({ long }) => long === flag);
    const program = this.parent instanceof NamedCommand ? this.parent : this;
    const origin = option && program.#origins.get(option.attributeName());
    return origin === undefined ? "" : `\n(${origin})`;
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

/** Commands of few options, which nobody keeps in a file. */
const WITHOUT_FILES = new Set(["models", "install", "doctor", "demo"]);

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
  registerCompare(program);
  registerReport(program);
  registerExplain(program);
  registerInspect(program);
  registerPreview(program);
  registerDemo(program);
  registerModels(program);
  registerInstall(program);
  registerDoctor(program);
  for (const command of program.commands) {
    if (WITHOUT_FILES.has(command.name())) continue;
    command.option(`${CONFIG} <file>`, "options as YAML or JSON, as torchts config prints them", text);
  }
  registerConfig(program);
  registerCompletion(program);
  return program;
}
