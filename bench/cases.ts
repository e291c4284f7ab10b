/** What is measured: the small operators of the dispatch bench and the network workloads, by name. */

/** One small operator; the names are those that ops.ts and python/worker.py both know. */
export const OPERATORS = [
  "add",
  "add scalar",
  "mul",
  "add_",
  "matmul",
  "relu",
  "sum dim",
  "max dim",
  "cat",
  "view",
  "transpose",
  "clone",
  "where",
  "softmax",
  "conv2d",
  "linear",
  "clamp",
  "permute",
  "split",
  "batch_norm",
  // nn.functional with options by name, which each call checks
  "F.softmax",
  "F.dropout",
  "F.max_pool2d",
  "F.conv2d",
  "F.layer_norm",
  "F.cross_entropy",
] as const;

/** Name of a small operator. */
export type OperatorName = (typeof OPERATORS)[number];

/** One network workload. */
export interface Workload {
  name: string;
  network: "resnet18" | "resnet50";
  kind: "train" | "infer";
  batch: number;
  /** Side of the square input, in pixels. */
  size: number;
  channelsLast: boolean;
}

/** ResNet-18 for speed, ResNet-50 for memory above all; sizes are the usual 224, smaller for a quick run. */
export function workloads(quick: boolean, device: string): Workload[] {
  const size = quick ? 64 : 224;
  const trainBatch = device === "cpu" ? 16 : 64;
  const layouts = [false, true];
  const make = (
    kind: Workload["kind"],
    batch: number,
    network: Workload["network"] = "resnet18",
  ): Workload[] =>
    (network === "resnet18" ? layouts : [false]).map((channelsLast) => ({
      name: `${network} ${kind} batch ${batch}${channelsLast ? ", channels_last" : ""}`,
      network,
      kind,
      batch,
      size,
      channelsLast,
    }));
  return [
    ...make("train", trainBatch),
    ...make("infer", 1),
    ...make("infer", 8),
    ...make("train", trainBatch / 2, "resnet50"),
    ...make("infer", 8, "resnet50"),
  ];
}
