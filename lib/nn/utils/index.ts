/** Tools around modules, as `torch.nn.utils`. */

export * as rnn from "../packed-sequence.ts";
export { fuseConvBnEval, fuseLinearBnEval } from "./fusion.ts";
export * as parametrizations from "./parametrizations.ts";
export * as parametrize from "./parametrize.ts";
export { parametersToVector, vectorToParameters } from "./vector.ts";
