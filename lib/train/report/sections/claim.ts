/** CLAIM, the Checklist for Artificial Intelligence in Medical Imaging, as updated in 2024. */
import { type Checklist, checklistOf } from "./checklist.ts";
import * as known from "./known.ts";
import type { Section } from "./section.ts";

const CLAIM: Checklist = {
  name: "CLAIM 2024",
  citation:
    "Tejani AS, Klontz ME, Gatti AA, et al. Checklist for Artificial Intelligence in Medical Imaging (CLAIM): 2024 Update. Radiology: Artificial Intelligence 2024;6(4):e240300.",
  doi: "https://doi.org/10.1148/ryai.240300",
  groups: [
    [
      "Title and abstract",
      [
        ["1", "The title or abstract says that it is a study of AI, and of which kind"],
        ["2", "The abstract sums up design, methods, results and conclusions"],
      ],
    ],
    [
      "Introduction",
      [
        ["3", "Scientific or clinical background, with the intended use and role of the AI"],
        ["4", "Aims, objectives and hypotheses"],
      ],
    ],
    [
      "Methods: study design",
      [
        ["5", "Prospective or retrospective"],
        ["6", "Goal of the study"],
      ],
    ],
    [
      "Methods: data",
      [
        ["7", "Sources of the data"],
        ["8", "Criteria for inclusion and exclusion", known.exclusions],
        ["9", "Preprocessing of the data", known.preprocessing],
        ["10", "Selection of subsets of the data"],
        ["11", "De-identification"],
        ["12", "How missing data were handled", known.exclusions],
        ["13", "Protocol of image acquisition"],
      ],
    ],
    [
      "Methods: reference standard",
      [
        ["14", "How the reference standard was defined and obtained"],
        ["15", "Why that reference standard"],
        ["16", "Who made the annotations, and how qualified they were"],
        ["17", "How the test set was annotated"],
        ["18", "Variability between and within annotators"],
      ],
    ],
    [
      "Methods: partitions and test data",
      [
        ["19", "How data were assigned to parts", known.partCounts],
        ["20", "At which level the parts are disjoint", known.disjoint],
        ["21", "Intended size of the sample, and how it was determined"],
      ],
    ],
    [
      "Methods: model",
      [
        ["22", "The model in detail, with inputs and outputs", known.network],
        ["23", "Software, frameworks and packages", known.software],
        ["24", "First values of the parameters", known.initial],
      ],
    ],
    [
      "Methods: training",
      [
        ["25", "The training in detail, augmentation among it", known.training],
        ["26", "How the final model was selected", known.selection],
        ["27", "Ensembles, where there are any"],
      ],
    ],
    [
      "Methods: evaluation",
      [
        ["28", "Measures of performance", known.figures],
        ["29", "Statistical significance and uncertainty", known.measures],
        ["30", "Robustness or sensitivity analysis", known.robustness],
        ["31", "Explainability or interpretability", known.explanation],
        ["32", "Evaluation on internal data", known.figures],
        ["33", "Testing on external data", known.externalFigures],
        ["34", "Registration of a clinical trial"],
      ],
    ],
    [
      "Results",
      [
        ["35", "Numbers of patients or examinations included and excluded", known.partCounts],
        ["36", "Demographic and clinical characteristics in each part", known.perClass],
        ["37", "Performance with its uncertainty, in each part", known.figures],
        ["38", "Estimates of diagnostic performance and their precision", known.figures],
        ["39", "Analysis of cases that were classified wrongly", known.failures],
      ],
    ],
    [
      "Discussion",
      [
        ["40", "Limitations of the study"],
        ["41", "Implications for practice, with the intended use or clinical role"],
      ],
    ],
    [
      "Other information",
      [
        ["42", "Where the protocol or further technical details are"],
        ["43", "Availability of software, trained model and data", known.availability],
        ["44", "Funding and other support; role of the funders"],
      ],
    ],
  ],
};

/** CLAIM's items. */
export const claim: Section = {
  id: "claim",
  title: "CLAIM 2024",
  write: (facts) => checklistOf(CLAIM, facts),
};
