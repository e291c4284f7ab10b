/** `torchts completion`: the script by which a shell completes command lines; the hidden `complete` answers it. */
import { Argument, type Command } from "commander";
import { candidates } from "./completion/candidates.ts";
import { SCRIPTS, SHELLS, type Shell } from "./completion/scripts.ts";

/** Registers the subcommand, and the one that the scripts call. */
export function registerCompletion(program: Command): void {
  program
    .command("completion")
    .description("print the script by which a shell completes commands, options and names of networks")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText(
      "after",
      `
It completes the word torchts, which \`npm install --global torchts\` makes a command.

Examples:
  $ torchts completion bash >> ~/.bashrc
  $ torchts completion zsh > "\${fpath[1]}/_torchts"
  $ torchts completion fish > ~/.config/fish/completions/torchts.fish
  $ torchts completion powershell >> $PROFILE`,
    )
    .action((shell: Shell) => void process.stdout.write(SCRIPTS[shell]));
  program
    .command("complete", { hidden: true })
    .argument("[words...]", "those of the command line so far")
    .action(async (words: string[]) => {
      const found = await candidates(program, words, {
        models: async () => {
          const { models } = await import("./library.ts");
          return models.list();
        },
      });
      process.stdout.write(
        found.map(({ value, description }) => `${value}${description && `\t${description}`}\n`).join(""),
      );
    });
}
