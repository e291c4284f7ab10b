/** DICOM files that were made in different ways. What is compared is a table: a new attribute is a line. */

import { type Check, counted, finding, listing, type Survey, tally } from "../check.ts";
import type { DicomFacts } from "../dicom-facts.ts";
import type { SampleFacts } from "../facts.ts";
import type { Finding, Severity } from "../finding.ts";

interface Attribute {
  /** What is mixed. */
  name: string;
  severity: Severity;
  advice: string;
  of(dicom: DicomFacts): string | null;
}

const MIXED: readonly Attribute[] = [
  {
    name: "Photometric interpretations",
    severity: "warning",
    advice:
      "MONOCHROME1 is shown inverted when it is read, so that all are alike; a program that does not would learn the inversion. Look whether it goes with a class.",
    of: ({ photometric }) => photometric,
  },
  {
    name: "Modalities",
    severity: "warning",
    advice: "A network learns to tell them apart first: look whether one goes with a class.",
    of: ({ modality }) => modality,
  },
  {
    name: "Pixel spacings",
    severity: "note",
    advice: "A structure has another size in pixels in each: resample to one spacing where size matters.",
    of: ({ spacing }) => (spacing === null ? null : `${round(spacing[0])} x ${round(spacing[1])} mm`),
  },
  {
    name: "Slice thicknesses",
    severity: "note",
    advice: "Thick slices are smoother and less noisy: look whether one goes with a class.",
    of: ({ thickness }) => (thickness === null ? null : `${round(thickness)} mm`),
  },
  {
    name: "Planes",
    severity: "warning",
    advice:
      "Axial, coronal and sagittal slices are told apart at a glance: train on one, or see that classes have the same.",
    of: ({ plane }) => plane,
  },
  {
    name: "Manufacturers",
    severity: "note",
    advice: "Report figures for each, and look whether one goes with a class.",
    of: ({ manufacturer }) => manufacturer,
  },
  {
    name: "View positions",
    severity: "note",
    advice: "Of X-rays AP is of the ill in bed more often: report figures for each.",
    of: ({ view }) => view,
  },
];

export const dicom: Check = {
  name: "dicom",
  run(survey) {
    const files = survey.facts.filter(({ header }) => header?.dicom != null);
    if (files.length === 0) return [];
    const mixed = MIXED.flatMap((attribute) => about(survey, files, attribute));
    return [...mixed, ...windows(survey, files)];
  },
};

function about(
  survey: Survey,
  files: readonly SampleFacts[],
  { name, severity, advice, of }: Attribute,
): Finding[] {
  const value = (facts: SampleFacts): string =>
    facts.header?.dicom == null ? "" : (of(facts.header.dicom) ?? "not said");
  const values = counted(files.map(value));
  if (values.length < 2) return [];
  const [[usual] = ["", 0]] = values;
  const others = files.filter((facts) => value(facts) !== usual);
  const title = `${name} are mixed: ${tally(files.map(value))}`;
  return [
    finding(
      "dicom",
      severity,
      { title, advice, count: others.length },
      others.map((f) => listing(survey, f, value(f))),
    ),
  ];
}

/** Which values become black and white: said by some files, by none, or in several ways. */
function windows(survey: Survey, files: readonly SampleFacts[]): Finding[] {
  if (survey.source.decoding.window !== undefined) return [];
  const gray = files.filter(({ header }) => header?.dicom?.samples === 1);
  const several = gray.filter(({ header }) => (header?.dicom?.windows ?? 0) > 1);
  const none = gray.filter(({ header }) => header?.dicom?.windows === 0 && header.dicom.hasLookUp === false);
  const found: Finding[] = [];
  if (several.length > 0) {
    found.push(
      finding(
        "dicom",
        "warning",
        {
          title: `${several.length} of ${gray.length} DICOM files have several windows, of which the first is taken`,
          advice: "Choose one for all: image: { window: [low, high] }, --range low,high.",
        },
        several.map((f) => listing(survey, f, `${f.header?.dicom?.windows} windows`)),
      ),
    );
  }
  if (none.length > 0) {
    found.push(
      finding(
        "dicom",
        "warning",
        {
          title: `${none.length} of ${gray.length} DICOM files do not say which values are black and white`,
          advice:
            "Each is then spread by its own values, so that the same tissue has another gray in each: give image: { window: [low, high] }, --range low,high.",
        },
        none.map((f) => listing(survey, f)),
      ),
    );
  }
  return found;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
