/** `torchts doctor`: what is there, what is wrong, and which command mends it. */
import type { Command } from "commander";
import { type Check, diagnose } from "../native/diagnose.ts";
import { packageVersion } from "../train/version.ts";
import { checkDecoder } from "../vision/decoder-check.ts";
import { trialApart } from "./cuda-trial.ts";

const MARKS = { ok: "ok", warning: "warn", error: "WRONG" } as const;

/** Adds the `doctor` subcommand; its exit code is 1 where something is wrong. */
export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description("say what is there, what is wrong and which command mends it")
    .option("--json", "print the checks as JSON")
    .action(async ({ json = false }: { json?: boolean }) => {
      const checks = [...(await diagnose({ tryCuda: trialApart })), await checkDecoder()];
      const ok = checks.every(({ status }) => status !== "error");
      process.stdout.write(
        json
          ? `${JSON.stringify({ torchts: packageVersion(), ok, checks }, null, 2)}\n`
          : describe(checks, ok),
      );
      if (!ok) process.exitCode = 1;
    });
}

function describe(checks: readonly Check[], ok: boolean): string {
  const lines = [`torchts ${packageVersion()}`];
  for (const { id, status, found, problem, fix } of checks) {
    lines.push(`${MARKS[status].padEnd(6)}${id.padEnd(10)}${found}`);
    const indent = " ".repeat(16);
    if (problem !== undefined) lines.push(`${indent}${problem.replaceAll("\n", `\n${indent}`)}`);
    if (fix !== undefined) lines.push(`${indent}mend: ${fix}`);
  }
  lines.push(ok ? "Everything that torchts needs is there." : "Something is wrong; see above.");
  return `${lines.join("\n")}\n`;
}
