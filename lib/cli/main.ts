#!/usr/bin/env node
/** Runs the `torchts` command, and says what becomes of an error. */
import { exitCodeOf, reportError, watchProcess } from "./failure.ts";
import { makeProgram } from "./program.ts";

const program = makeProgram(process.argv.slice(2));
const report = (error: unknown): void => {
  const failed = program.commands.find((command) => command.name() === program.args[0]);
  const { verbose = false } = program.opts<{ verbose?: boolean }>();
  reportError(error, verbose, failed?.options, failed?.opts<{ json?: boolean }>().json === true);
};

watchProcess(report);
try {
  await program.parseAsync();
} catch (error) {
  report(error);
  process.exitCode = exitCodeOf(error);
}
