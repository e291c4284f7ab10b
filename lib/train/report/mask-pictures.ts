/** The images whose masks were found worst, with what was to be found and what was. */
import { classLogits } from "../../inference/class-logits.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { inferenceMode, scope, type Tensor } from "../../tensor/index.ts";
import { maskOverlay } from "../../vision/index.ts";
import type { LoadedRun } from "../load-run.ts";
import { predictedLabels } from "../pixel-counts.ts";
import { shownAgain, transformOf } from "../preview/tile.ts";
import type { MaskEvidence } from "./evidence/masks.ts";
import type { Picture } from "./facts.ts";
import { addressOf, isReadable, titleOf } from "./pictures.ts";

/** Images with the lowest mean Dice: beside each other the true mask and the one that was found. */
export async function worstMasks(
  { dice, found, ids }: MaskEvidence,
  source: unknown,
  run: LoadedRun,
  { most, files, signal }: { most: number; files: boolean; signal?: AbortSignal },
): Promise<Picture[] | null> {
  if (!isReadable(source)) return null;
  const { kind } = run.config;
  if (kind === undefined) return null;
  const positions = new Map((source.paths ?? []).map((file, at) => [file, at]));
  const means = ids.map((_, row) => {
    const own = found.map((name) => dice[name]?.[row] ?? Number.NaN).filter((value) => !Number.isNaN(value));
    return own.length === 0 ? Number.NaN : own.reduce((a, b) => a + b, 0) / own.length;
  });
  const worst = [...means.keys()]
    .filter((row) => (means[row] as number) < 1)
    .sort((a, b) => (means[a] as number) - (means[b] as number))
    .slice(0, most);
  const pictures: Picture[] = [];
  for (const row of worst) {
    signal?.throwIfAborted();
    const position = positions.get(ids[row] as string) ?? (positions.size === 0 ? row : undefined);
    if (position === undefined) continue;
    const { image, mask } = (await source.get(position, { signal })) as { image: Tensor; mask?: Tensor };
    if (mask === undefined) return null;
    const [truth, called] = scope(() => {
      const model = run.model as never as { forward(images: Tensor): unknown };
      const device = [...run.model.parameters()][0]?.device ?? "cpu";
      const output = inEvalMode(run.model, () =>
        inferenceMode(() => model.forward(image.unsqueeze(0).to(device))),
      );
      const labels = predictedLabels(classLogits(run.model, output, "train.report"), kind)
        .select(0, 0)
        .cpu();
      const shown = shownAgain(image, transformOf(source) ?? run.transform);
      // Of several labels a mask each, of classes numbers; what is ignored is left out.
      const drawn = (one: Tensor): Tensor => (kind === "multilabel" ? one.gt(0.5) : one.long());
      const ignoreIndex = run.config.ignoreIndex ?? null;
      return [
        maskOverlay(shown, drawn(mask), { alpha: 0.45, ignoreIndex }),
        maskOverlay(shown, drawn(labels), { alpha: 0.45 }),
      ];
    }) as [Tensor, Tensor];
    try {
      pictures.push({
        images: [await addressOf(truth), await addressOf(called)],
        alt: `Image with its true mask; its Dice is ${(means[row] as number).toFixed(3)}`,
        title: titleOf(ids[row] as string, row, files),
        lines: [
          "true, found",
          ...found
            .slice(0, 3)
            .map((name) => `Dice ${found.length === 1 ? "" : `${name} `}${shownDice(dice[name]?.[row])}`),
        ],
      });
    } finally {
      for (const one of [truth, called, image, mask]) one.dispose();
    }
  }
  return pictures;
}

function shownDice(value = Number.NaN): string {
  return Number.isNaN(value) ? "not defined" : value.toFixed(3);
}
