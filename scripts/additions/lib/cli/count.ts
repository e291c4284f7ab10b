/** `torchts count`: how many images each class of a folder has, in each of its parts. */
import type { Command } from "commander";
import { untilInterrupted } from "./failure.ts";

/** Registers the subcommand. */
export function registerCount(program: Command): void {
  program
    .command("count")
    .description("count the images of each class of a folder; none is read")
    .argument("<folder>", "images in <folder>/<class>/, with train/, val/ and test/ above them or without")
    .option("--json", "a JSON object instead of text")
    .addHelpText("after", "\nExamples:\n  $ torchts count ./images")
    .action(async (folder: string, { json = false }: { json?: boolean }) => {
      await untilInterrupted(async (signal) => {
        const { datasets } = await import("./library.ts");
        const found = await datasets.ImageFolder.open(folder, { signal });
        const parts = Object.entries({ train: found.train, val: found.val, test: found.test });
        const counts = parts.flatMap(([part, set]) =>
          set === null ? [] : [[part, countOf(set.labels, found.classes)]],
        );
        const told = Object.fromEntries(counts) as Record<string, Record<string, number>>; // as just made
        process.stdout.write(json ? `${JSON.stringify(told, null, 2)}\n` : table(told));
      });
    });
}

/** Images by class. */
function countOf(labels: readonly number[], classes: readonly string[]): Record<string, number> {
  const counts = classes.map(() => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return Object.fromEntries(classes.map((name, at) => [name, counts[at] ?? 0]));
}

function table(parts: Readonly<Record<string, Readonly<Record<string, number>>>>): string {
  const rows = Object.entries(parts).flatMap(([part, counts]) =>
    Object.entries(counts).map(([name, count]) => [part, String(count), name]),
  );
  return rows
    .map(([part = "", count = "", name]) => `${part.padEnd(6)}${count.padStart(8)}  ${name}\n`)
    .join("");
}
