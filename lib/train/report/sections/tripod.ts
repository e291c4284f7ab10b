/** TRIPOD+AI, the statement on reporting clinical prediction models. */
import { type Checklist, checklistOf } from "./checklist.ts";
import * as known from "./known.ts";
import type { Section } from "./section.ts";

const TRIPOD: Checklist = {
  name: "TRIPOD+AI",
  citation:
    "Collins GS, Moons KGM, Dhiman P, et al. TRIPOD+AI statement: updated guidance for reporting clinical prediction models that use regression or machine learning methods. BMJ 2024;385:e078378.",
  doi: "https://doi.org/10.1136/bmj-2023-078378",
  groups: [
    [
      "Title and abstract",
      [
        [
          "1",
          "The title says that a prediction model is developed or evaluated, of whom, and which outcome it predicts",
        ],
        ["2", "Abstract, after the TRIPOD+AI list for abstracts"],
      ],
    ],
    [
      "Introduction",
      [
        ["3a", "Context in health care, why the model is needed, and models that there are"],
        ["3b", "Whom it is for, its purpose in the care pathway, and its users"],
        ["3c", "Known inequalities in health between groups"],
        ["4", "Objectives: development, evaluation, or both"],
      ],
    ],
    [
      "Methods: data and participants",
      [
        ["5a", "Sources of the data for development and evaluation, why these, and whom they represent"],
        ["5b", "Dates of the data"],
        ["6a", "Setting, with number and place of the centres"],
        ["6b", "Who was eligible", known.exclusions],
        ["6c", "Treatments, and how they were handled"],
        [
          "7",
          "Preparation of the data and checks of their quality, alike in all groups",
          known.preprocessing,
        ],
      ],
    ],
    [
      "Methods: outcome and predictors",
      [
        ["8a", "The outcome, when and how it was assessed"],
        ["8b", "Who assessed it, where that takes interpretation"],
        ["8c", "Blinding of that assessment"],
        ["9a", "Which predictors were considered, and how they were chosen"],
        ["9b", "Definition and measurement of the predictors", known.preprocessing],
        ["9c", "Who assessed predictors, where that takes interpretation"],
      ],
    ],
    [
      "Methods: sample size and missing data",
      [
        ["10", "How the size of the sample was arrived at"],
        ["11", "How missing data were handled, and what was left out", known.exclusions],
      ],
    ],
    [
      "Methods: analysis",
      [
        ["12a", "How the data were used: parts for development and evaluation", known.partCounts],
        ["12b", "How predictors were handled, their form and transformations", known.augmentation],
        ["12c", "Type of model, how it was built, tuned and internally validated", known.training],
        ["12d", "Heterogeneity between clusters, such as hospitals"],
        ["12e", "Measures and plots of performance, and how models were compared", known.measures],
        ["12f", "Updating of the model after its evaluation"],
        ["12g", "How predictions were calculated in the evaluation", known.specification],
        ["13", "How imbalance of the classes was handled", known.imbalance],
        ["14", "What was done for fairness, and why"],
        ["15", "What the model gives: probabilities or classes, and thresholds", known.output],
        ["16", "Differences between the data of development and evaluation"],
        ["17", "Ethics committee and consent"],
      ],
    ],
    [
      "Open science and involvement",
      [
        ["18a", "Funding and role of the funders"],
        ["18b", "Conflicts of interest"],
        ["18c", "Where the protocol is"],
        ["18d", "Registration of the study"],
        ["18e", "Availability of the data"],
        ["18f", "Availability of the code", known.availability],
        ["19", "Involvement of patients and the public"],
      ],
    ],
    [
      "Results",
      [
        ["20a", "Flow of participants", known.partCounts],
        ["20b", "Characteristics of participants, overall and by setting", known.perClass],
        ["20c", "Comparison of the distributions in development and evaluation"],
        ["21", "Numbers of participants and events in each analysis", known.perClass],
        ["22", "The full model, so that others can use it", known.specification],
        ["23a", "Performance with intervals, subgroups among it", known.figures],
        ["23b", "Heterogeneity of performance between clusters", known.subgroupFigures],
        ["24", "Results of updating, where the model was updated"],
      ],
    ],
    [
      "Discussion",
      [
        ["25", "Interpretation of the main results, fairness among it"],
        ["26", "Limitations and their effects"],
        ["27a", "How input of poor quality or missing input is handled in use"],
        ["27b", "What users must do and know to use it"],
        ["27c", "Next steps for research, and applicability elsewhere"],
      ],
    ],
  ],
};

/** TRIPOD+AI's items. */
export const tripod: Section = {
  id: "tripod-ai",
  title: "TRIPOD+AI",
  write: (facts) => checklistOf(TRIPOD, facts),
};
