// A process in which commands run one after another, for standing-cli.ts: what takes longest of a short command is to load the
// library. Each message is the words of one; the answer is the exit code, after a mark on both outputs.
import { writeSync } from "node:fs";
import { exitCodeOf, reportError } from "../../dist/cli/failure.js";
import { makeProgram } from "../../dist/cli/program.js";

const mark = process.argv[2];
const leave = process.exit.bind(process);
const now = performance.now.bind(performance);

/** Thrown where a command calls process.exit. */
class Left {}

/** As main.ts runs a command; its exit code. */
async function run(words) {
  let left;
  // Counted from the start of a process, after which a command is silent for a while.
  const begun = now();
  performance.now = () => now() - begun;
  process.exitCode = undefined;
  process.exit = (code) => {
    left ??= Number(code ?? process.exitCode ?? 0);
    throw new Left();
  };
  const program = makeProgram(words);
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof Left)) {
      const failed = program.commands.find((command) => command.name() === program.args[0]);
      reportError(error, program.opts().verbose ?? false, failed?.options);
      process.exitCode = exitCodeOf(error);
    }
  }
  process.exit = leave;
  const code = left ?? Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return code;
}

process.on("message", async (words) => {
  const code = await run(words);
  // Pipes are written at once, so that this stands behind all of the command's.
  for (const output of [1, 2]) writeSync(output, mark);
  process.send(code);
});
process.on("disconnect", () => leave(0));
