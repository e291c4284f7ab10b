/** What of the network stayed as it was and what moved. */
import { count, details, facts, figure, markup, percent, table } from "../../../report/index.ts";
import type { Section } from "./section.ts";

/** The receipt of freezing. */
export const receipt: Section = {
  id: "receipt",
  title: "What was trained",
  write({ receipt: found, config }) {
    if (found === null) return null;
    const { frozen, trained, batchNorm } = found;
    const moved = batchNorm.filter(({ drift }) => drift !== 0);
    return [
      facts([
        ["network", config?.model.architecture ?? "its architecture has no name in the run"],
        ["parameters", count(config?.model.parameters ?? Number.NaN)],
        [
          "frozen",
          frozen.tensors === 0
            ? "nothing"
            : frozen.changed.length === 0
              ? `${count(frozen.tensors)} tensors, unchanged to the bit`
              : `${count(frozen.changed.length)} of ${count(frozen.tensors)} tensors CHANGED`,
        ],
        [
          "running statistics of BatchNorm",
          batchNorm.length === 0
            ? "none"
            : `${count(moved.length)} of ${count(batchNorm.length)} layers moved${moved.length === 0 ? "" : `, by up to ${percent(Math.max(...moved.map(({ drift }) => drift)))}`}`,
        ],
      ]),
      table({
        caption: "Trained parts, from the input on",
        head: ["part", "tensors", "parameters", "moved by (norm)", "did not move"],
        rows: trained.map((one) => [
          one.part,
          count(one.tensors),
          count(one.parameters),
          one.moved < 10 ? percent(one.moved, 2) : figure(one.moved),
          count(one.unmoved.length),
        ]),
      }),
      frozen.tensors === 0
        ? null
        : details(
            "Digests of the frozen tensors",
            markup`<p class="note">SHA-256 before <code>${frozen.before}</code>, after <code>${frozen.after}</code>.</p>`,
          ),
    ];
  },
};
