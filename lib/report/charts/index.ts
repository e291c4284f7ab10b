/** Charts as SVG that stands in a page; colours and letters are the page's. */
export { barChart } from "./bars.ts";
export { confusionChart } from "./confusion.ts";
export { curveChart } from "./curve.ts";
export { flowChart } from "./flow.ts";
export { type ForestRow, forestChart } from "./forest.ts";
export { figureOf, legend } from "./frame.ts";
export { histogramChart } from "./histogram.ts";
export { lineChart } from "./line.ts";
export { reliabilityChart } from "./reliability.ts";
export { scatterChart } from "./scatter.ts";
