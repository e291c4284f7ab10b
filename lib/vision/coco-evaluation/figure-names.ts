/** What COCO's figures are called where they stand beside others. */
import type { CocoSelection } from "./evaluation.ts";
import type { FullSettings } from "./settings.ts";

/**
 * COCO's figures by name: with "m" `mAP`, `mAP50`, `mAPSmall`, `mAR100`.
 *
 * @param value gives the precision (`AP`) or recall (`AR`) of a selection
 * @returns NaN where a threshold is not measured
 */
export function cocoFigures(
  prefix: string,
  { iou, areaNames, most }: FullSettings,
  value: (what: "AP" | "AR", selection: CocoSelection) => number,
): Record<string, number> {
  const others = areaNames.filter((name) => name !== "all");
  const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  const at = (threshold: number): number =>
    iou.includes(threshold) ? value("AP", { iou: threshold }) : Number.NaN;
  return Object.fromEntries([
    [`${prefix}AP`, value("AP", {})],
    [`${prefix}AP50`, at(0.5)],
    [`${prefix}AP75`, at(0.75)],
    ...others.map((area) => [`${prefix}AP${capital(area)}`, value("AP", { area })]),
    ...most.map((maxDetections) => [`${prefix}AR${maxDetections}`, value("AR", { maxDetections })]),
    ...others.map((area) => [`${prefix}AR${capital(area)}`, value("AR", { area })]),
  ]);
}
