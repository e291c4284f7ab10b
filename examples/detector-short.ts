/** The detection examples in short, in the repository's README.md. */
import { fileURLToPath } from "node:url";
import { resultsOf } from "./compare-sides.ts";
import { shortTable } from "./sides-table.ts";
import { replaceBetween } from "./tables.ts";

export function writeShort(): void {
  const readme = fileURLToPath(new URL("../README.md", import.meta.url));
  const [cells, nuclei] = [resultsOf("blood-cells"), resultsOf("nuclei-instances")];
  const short = shortTable(cells.runs, nuclei.runs, [0, 1, 2]);
  replaceBetween(readme, "<!-- detection:begin -->", "<!-- detection:end -->", short);
}
