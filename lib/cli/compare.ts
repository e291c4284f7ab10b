/** `torchts compare`: runs beside each other. */
import type { Command } from "commander";
import type { RunComparison } from "../train/index.ts";
import { figure } from "../train/shown.ts";
import { columns } from "./columns.ts";
import { untilInterrupted } from "./failure.ts";
import { describeComparison } from "./metrics-lines.ts";
import { choice } from "./values.ts";

/** Registers the subcommand. */
export function registerCompare(program: Command): void {
  program
    .command("compare")
    .description(
      "put runs beside each other: what differs in their settings, their figures, and tests of the difference",
    )
    .argument("<run...>", "run folders that finetune wrote, two or more")
    .addOption(
      choice("--predictions <part>", "whose tables of predictions are compared (default: test, else val)", [
        "test",
        "val",
      ]),
    )
    .option("--json", "a JSON object instead of text")
    .addHelpText(
      "after",
      `
Runs that differ in their seeds alone are one recipe: their figures are told as mean and standard deviation. Where all runs
hold a table of predictions, predictions-test.csv or predictions-val.csv, the first is tested against each other one.

Examples:
  $ torchts compare runs/resnet runs/vit
  $ torchts compare runs/a-seed0 runs/a-seed1 runs/b-seed0 runs/b-seed1
  $ torchts evaluate runs/resnet ./images --out runs/resnet/predictions-test.csv`,
    )
    .action(async (dirs: string[], options: { predictions?: "test" | "val"; json?: boolean }) => {
      await untilInterrupted(async (signal) => {
        const { train } = await import("./library.ts");
        const found = await train.compareRuns(dirs, { predictions: options.predictions, signal });
        process.stdout.write(`${options.json ? JSON.stringify(found) : lines(found).join("\n")}\n`);
      });
    });
}

/** The comparison as text. */
function lines({ runs, differences, recipes, remarks, paired }: RunComparison): string[] {
  const names = runs.map(({ dir }) => dir);
  const facts: [string, (run: RunComparison["runs"][number]) => string][] = [
    ["task", (run) => run.task],
    ["network", (run) => run.architecture ?? "-"],
    ["seed", (run) => String(run.seed)],
    ["epochs", (run) => String(run.epochs)],
    ["minutes", (run) => (run.seconds / 60).toFixed(1)],
    ["best epoch", (run) => String(run.best?.epoch ?? "-")],
  ];
  const record = (run: RunComparison["runs"][number]) => run.best ?? run.last;
  const figures = [...new Set(runs.flatMap((run) => Object.keys(record(run)?.figures ?? {})))];
  const told = figures.filter((name) => name.startsWith("val.") || runs.every(({ best }) => best === null));
  const several = recipes.filter((recipe) => recipe.runs.length > 1);
  return [
    ...columns([
      ["", ...names],
      ...facts.map(([name, of]) => [name, ...runs.map(of)]),
      ...told.map((name) => [name, ...runs.map((run) => figure(record(run)?.figures[name] ?? null))]),
    ]),
    ...section("settings that differ", [
      ...columns(Object.entries(differences).map(([at, values]) => [at, ...values.map(setting)])),
    ]),
    ...several.flatMap((recipe) =>
      section(`mean and standard deviation of ${recipe.runs.map((at) => names[at]).join(", ")}`, [
        ...columns(
          Object.entries(recipe.figures)
            .filter(([name]) => told.includes(name))
            .map(([name, { mean, deviation }]) => [name, figure(mean), `± ${figure(deviation)}`]),
        ),
      ]),
    ),
    ...section("note", remarks),
    ...paired.flatMap((one) => ["", ...describeComparison(one)]),
  ];
}

function section(title: string, body: readonly string[]): string[] {
  return body.length === 0 ? [] : ["", `${title}:`, ...body];
}

function setting(value: unknown): string {
  const text = value === undefined ? "-" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
