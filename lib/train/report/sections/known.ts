/** What a run knows of what checklists ask, in sentences; null where it knows nothing. */
import { count, figure, percent, withInterval } from "../../../report/index.ts";
import type { Evidence } from "../evidence/index.ts";
import { mainEvidence, mainPart, PART_NAMES, type ReportFacts } from "../facts.ts";
import { flowTitle, groupsOf, groupWords } from "../groups.ts";

/** A sentence of the facts, or null. */
export type Known = (facts: ReportFacts) => string | null;

const see = (id: string): string => `See “${id}”.`;

/** Counts of the parts. */
export const partCounts: Known = (facts) => {
  const { data } = facts;
  const parts = Object.entries(data?.parts ?? {}).filter(([, { files }]) => files !== null);
  if (parts.length === 0) return null;
  return `${parts
    .map(
      ([name, { files, groups }]) =>
        `${PART_NAMES[name] ?? name} ${count(files ?? 0)} images${groups === null ? "" : ` of ${groupsOf(facts, groups)}`}`,
    )
    .join("; ")}. ${see(flowTitle(facts))}`;
};

/** How parts keep patients whole. */
export const disjoint: Known = (facts) => {
  const { data } = facts;
  const known = Object.values(data?.parts ?? {}).some(({ groups }) => groups !== null);
  return known ? `By ${groupWords(facts)}: each is in one part alone, as the data names its groups.` : null;
};

/** Samples of each class. */
export const perClass: Known = ({ data }) => {
  const parts = Object.entries(data?.parts ?? {}).filter(([, one]) => one.perClass !== null);
  if (data === null || parts.length === 0) return null;
  return `${parts.map(([name, one]) => `${PART_NAMES[name] ?? name}: ${data.classes.map((label, k) => `${label} ${one.perClass?.[k] ?? 0}`).join(", ")}`).join("; ")}.`;
};

/** What was left out. */
export const exclusions: Known = ({ data }) => {
  if (data?.exclusions === null || data?.exclusions === undefined) return null;
  const all = data.exclusions.reduce((sum, one) => sum + one.count, 0);
  return all === 0
    ? "Of what the data lists nothing was left out."
    : `${count(all)} left out: ${data.exclusions.map((one) => `${one.count} ${one.reason}`).join("; ")}.`;
};

/** The chain of transforms. */
export const preprocessing: Known = ({ config }) => {
  if (config?.transform === null || config?.transform === undefined) return null;
  const { kind, options } = config.transform;
  const of = Object.entries(options).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? `[${value.join(", ")}]` : String(value)}`,
  );
  return `${kind}: ${of.join(", ")}.`;
};

/** The random transforms of training. */
export const augmentation: Known = ({ config }) => {
  const saved = config?.trainTransform;
  if (saved === null || saved === undefined) return null;
  return `${saved.kind}: ${Object.entries(saved.options)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(", ")}.`;
};

/** The network. */
export const network: Known = ({ config }) => {
  if (config === null || config.model.architecture === null) return null;
  const { architecture, outputs, parameters } = config.model;
  return `${architecture}, ${outputs} ${outputs === 1 ? "output" : "outputs"}, ${count(parameters)} parameters; input and output as in the configuration. ${see("What was trained")}`;
};

/** What it was made with. */
export const software: Known = ({ environment }) => {
  const told = environment.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return told.length === 0 ? null : `${told.join(", ")}. ${see("Environment")}`;
};

/** The first values of the weights. */
export const initial: Known = ({ config }) => {
  const { command } = (config?.notes ?? {}) as { command?: { weights?: unknown } };
  return typeof command?.weights === "string" ? `weights: ${command.weights}; seed ${config?.seed}.` : null;
};

/** How it was trained. */
export const training: Known = ({ config, history }) => {
  if (config === null || history.length === 0) return null;
  const { optimizer, lr, batchSize } = config.options as Record<string, unknown>;
  const told = [
    `${history.length} epochs`,
    ...(optimizer === undefined ? [] : [`optimizer ${JSON.stringify(optimizer).replaceAll('"', "")}`]),
    ...(lr === undefined ? [] : [`learning rate ${JSON.stringify(lr)}`]),
    ...(batchSize === undefined ? [] : [`batches of ${String(batchSize)}`]),
    `seed ${config.seed}`,
  ];
  return `${told.join(", ")}. ${see("Training")}`;
};

/** Why this model and no other epoch. */
export const selection: Known = ({ best, monitor }) =>
  best === null
    ? null
    : `The epoch with the best ${monitor ?? "monitored figure"} on validation data: epoch ${best.epoch}.`;

/** The first figures of a part, in words. */
function firstOf({ figures: all, first }: Evidence): string {
  return all
    .filter(({ label }) => first.includes(label))
    .map(({ label, interval }) => `${label} ${withInterval(interval)}`)
    .join(", ");
}

/** Main figures. */
export const figures: Known = (facts) => {
  const part = mainPart(facts);
  const found = part === null ? undefined : facts.evidence[part];
  if (found === undefined) return null;
  return `On the ${PART_NAMES[part ?? ""]} part: ${firstOf(found)}. ${see("Performance")}`;
};

/** Which measures and how their intervals are made. */
export const measures: Known = (facts) => {
  const part = mainPart(facts);
  const found = part === null ? undefined : facts.evidence[part];
  if (found === undefined || facts.settings.draws === 0) return null;
  const of = found.groups === null ? "samples" : `whole ${groupWords(facts)}`;
  return `Intervals of ${percent(facts.settings.level, 0)}: bootstrap of ${of}, up to ${count(facts.settings.draws)} draws; Wilson's of shares in bins.`;
};

/** Other data. */
export const externalFigures: Known = ({ evidence }) => {
  const own = evidence.external;
  return own === undefined ? null : `${count(own.samples)} images: ${firstOf(own)}. ${see("External data")}`;
};

/** Where it errs. */
export const failures: Known = ({ mistakes }) =>
  mistakes === null || mistakes.length === 0
    ? null
    : `The ${mistakes.length} worst mistakes are shown. ${see("Worst mistakes")}`;

/** How it explains itself. */
export const explanation: Known = ({ mistakes, evidence }) =>
  Object.values(evidence).every(({ kind }) => kind === "classes") &&
  mistakes?.some(({ images }) => images.length > 1)
    ? `Grad-CAM over the worst mistakes. ${see("Worst mistakes")}`
    : null;

/** Robustness. */
export const robustness: Known = ({ runs }) =>
  runs.length < 2 ? null : `${runs.length} runs that differ in their seed. ${see("Several runs")}`;

/** Subgroups. */
export const subgroupFigures: Known = (facts) => {
  const found = mainEvidence(facts, "classes");
  const all = found?.report.subgroups ?? [];
  if (all.length === 0) return null;
  return `By ${[...new Set(all.map(({ column }) => column))].join(", ")}, with numbers of images and intervals. ${see("Subgroups")}`;
};

/** Imbalance. */
export const imbalance: Known = ({ config }) => {
  if (config === null) return null;
  const { classWeights, sampler, loss } = config.options as Record<string, unknown>;
  const custom = config.custom ?? [];
  if (classWeights !== undefined) return `Class weights: ${JSON.stringify(classWeights)}.`;
  if (loss === "focal") return "Focal loss.";
  if (sampler !== undefined || custom.includes("sampler")) return "A sampler of the user's own.";
  return "No class weights, sampler or focal loss were used.";
};

/** What the model gives. */
export const output: Known = (facts) => {
  const { classes, task, calibration } = facts;
  if (task !== "classification" || classes.length === 0) return null;
  const honest =
    calibration === null
      ? "not calibrated"
      : calibration.method === "temperature"
        ? `calibrated by a temperature of ${figure(calibration.temperature)}`
        : "calibrated by Platt's line";
  return `Probabilities of ${classes.join(", ")}; ${honest}. ${see("Operating points")}`;
};

/** What may be had to do it again. */
export const availability: Known = ({ hashes }) => {
  const weights = hashes.find(([name]) => name.endsWith(".pth"));
  return weights === undefined ? null : `Weights ${weights[0]} with SHA-256 ${weights[1]}.`;
};

/** Seeds and how figures are made again. */
export const specification: Known = (facts) => {
  const told = availability(facts);
  return told === null
    ? null
    : `${told} The configuration is in “Environment”; train.loadRun builds the model of both.`;
};
