/** The images in which most objects were missed or made up, with what was to be found and what was. */
import { inEvalMode } from "../../nn/mode.ts";
import { inferenceMode, scope, type Tensor } from "../../tensor/index.ts";
import { type DetectionTarget, drawBoxes } from "../../vision/index.ts";
import type { LoadedRun } from "../load-run.ts";
import type { Detector } from "../tasks/detectors.ts";
import type { BoxEvidence } from "./evidence/boxes.ts";
import type { Picture } from "./facts.ts";
import { addressOf, isReadable, titleOf } from "./pictures.ts";

const TRUE: readonly [number, number, number] = [46, 160, 90];
const FOUND: readonly [number, number, number] = [235, 120, 30];

/** Images with the most objects missed and false alarms: beside each other the true boxes and those that were found. */
export async function worstBoxes(
  { operating }: BoxEvidence,
  source: unknown,
  run: LoadedRun,
  { most, files, signal }: { most: number; files: boolean; signal?: AbortSignal },
): Promise<Picture[] | null> {
  if (!isReadable(source) || source.length !== operating.images.length) return null;
  const errors = operating.images.map(({ wrong, missed }) => wrong + missed);
  const worst = [...errors.keys()]
    .filter((i) => (errors[i] as number) > 0)
    .sort((a, b) => (errors[b] as number) - (errors[a] as number))
    .slice(0, most);
  const pictures: Picture[] = [];
  for (const i of worst) {
    signal?.throwIfAborted();
    const { image, target } = (await source.get(i, { signal })) as {
      image: Tensor;
      target?: DetectionTarget;
    };
    if (target === undefined) return null;
    const width = Math.max(1, Math.round(Math.max(image.shape[1] ?? 1, image.shape[2] ?? 1) / 130));
    const [truth, found] = scope(() => {
      const model = run.model as unknown as Detector;
      const device = [...run.model.parameters()][0]?.device ?? "cpu";
      const [said] = inEvalMode(model, () => inferenceMode(() => model.detect([image.to(device)])));
      const shown = image.float().clamp(0, 1);
      const sure = said === undefined ? null : said.boxes.index(said.scores.ge(operating.score)).cpu();
      const drawn = drawBoxes(shown, target.boxes, { colors: TRUE, width });
      return [drawn, sure === null ? drawn.clone() : drawBoxes(shown, sure, { colors: FOUND, width })];
    }) as [Tensor, Tensor];
    try {
      const { right, wrong, missed } = operating.images[i] as (typeof operating.images)[number]; // one for each image
      pictures.push({
        images: [await addressOf(truth), await addressOf(found)],
        alt: `Image with its true boxes, of which ${missed} were missed; ${wrong} boxes were found where nothing is`,
        title: titleOf(source.paths?.[i] ?? "", i, files && source.paths !== undefined),
        lines: ["true, found", `${right} right, ${wrong} wrong, ${missed} missed`],
      });
    } finally {
      for (const one of [truth, found, image, ...Object.values(target)])
        (one as Tensor | undefined)?.dispose();
    }
  }
  return pictures;
}
