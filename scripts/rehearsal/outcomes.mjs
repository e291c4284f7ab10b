// What became of the GPU tests in a rehearsal: `node outcomes.mjs <vitest's report>`. Values are wrong there, so a failed
// comparison counts for nothing; a file that could not run, a test without an outcome, one that ran out of time, and an
// error of a device, of an operator or of JavaScript itself do. Exits 1 for those.
import { readdirSync, readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const files = readdirSync("test/gpu").filter((name) => name.endsWith(".test.ts"));
// Comparisons fail, and so does what values decide: a loss that is not finite, a run that therefore left no file.
const WRONG = /^(?:\w*Device\w*|Operator|Type|Range|Reference|Syntax)Error\b|^Error: (?!expected)|timed out/;
const wrong = [];
const counts = { passed: 0, values: 0, skipped: 0 };

for (const file of files) {
  const suite = report.testResults.find(({ name }) => name.endsWith(`test/gpu/${file}`));
  if (suite === undefined || suite.assertionResults.length === 0) {
    wrong.push(`${file}: gave no outcome${suite?.message ? `: ${suite.message.split("\n")[0]}` : ""}`);
    continue;
  }
  for (const { status, fullName, failureMessages } of suite.assertionResults) {
    if (status === "passed") counts.passed++;
    else if (status === "pending" || status === "skipped" || status === "todo") counts.skipped++;
    else if (status !== "failed") wrong.push(`${file}: ${fullName}: ${status}`);
    else {
      const [message = ""] = failureMessages;
      if (!WRONG.test(message)) counts.values++;
      else wrong.push(`${file}: ${fullName}: ${message.split("\n")[0]}`);
    }
  }
}
for (const line of wrong) console.log(line);
console.log(
  `== rehearsal of ${files.length} files: ${counts.passed} tests passed, ${counts.values} compared wrong values, ` +
    `${counts.skipped} skipped, ${wrong.length} went wrong`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
