/** What layers, functions and optimizers allow and refuse by type. Nothing here runs: `tsc` compiles it with the rest. */
import { nn, optim, type Tensor } from "../../lib/index.ts";

export function positional(x: Tensor, w: Tensor, params: Tensor[]): void {
  const F = nn.functional;
  new nn.Conv2d(3, 8, 3, 2, 1, { bias: false });
  new nn.Conv1d(3, 8, [3], 1, "same", { paddingMode: "reflect" });
  new nn.LazyConv3d(8, [1, 3, 3], { stride: [1, 2, 2] });
  new nn.MaxPool3d([1, 2, 2], null, [0, 1, 1]);
  new nn.ReflectionPad2d([1, 2, 0, 1]);
  new nn.BatchNorm2d(8, 1e-3, null, { bias: false });
  new nn.MaxPool2d(2, null, 1);
  new nn.Softmax(1);
  new nn.Upsample(null, 2, "bilinear", true);
  new optim.SGD(params, 0.1, 0.9, { maximize: true });
  new optim.Adam(params, x, [0.9, 0.99]);
  new optim.AdamW([{ params, lr: x }], { lr: x });
  new optim.StepLR(new optim.SGD(params), 3, 0.1);
  F.conv2d(x, w, null, 2, "same");
  F.layerNorm(x, 8, null, null, 1e-6);
  F.softmax(x, 1, { dtype: "float64" });
  const rate: number | undefined = new optim.SGD(params, x).paramGroups[0]?.lr;
  void rate;
}

export function refused(x: Tensor, params: Tensor[]): void {
  const F = nn.functional;
  // @ts-expect-error: a stride is no string
  new nn.Conv2d(3, 8, 3, "2");
  // @ts-expect-error: a kernel of one dimension is no pair
  new nn.Conv1d(3, 8, [3, 3]);
  // @ts-expect-error: a stride of three dimensions is no pair
  new nn.Conv3d(3, 8, 3, { stride: [1, 2] });
  // @ts-expect-error: a transposed convolution has no word for its padding
  new nn.ConvTranspose1d(3, 8, 3, { padding: "same" });
  // @ts-expect-error: two dimensions have four ends
  new nn.ZeroPad2d([1, 2]);
  // @ts-expect-error: the option is weightDecay
  new optim.SGD(params, { lr: 0.1, weight_decay: 0.1 });
  // @ts-expect-error: softmax needs a dimension
  F.softmax(x);
  // @ts-expect-error: one argument too many
  F.tanh(x, 1);
  // @ts-expect-error: pad takes a list
  F.pad(x, 1);
  // @ts-expect-error: an index is no option
  [x].map(F.relu);
  // @ts-expect-error: a list takes no options
  new nn.ModuleList([], { strict: true });
  // @ts-expect-error: the loss takes logits
  new nn.MultiLabelSoftMarginLoss().forward(F.probabilities(x), x);
  // @ts-expect-error: the loss takes logits
  new nn.SoftMarginLoss().forward(x.sigmoid(), x);
  // @ts-expect-error: a power of the hinge is 1 or 2
  new nn.MultiMarginLoss(3);
}
