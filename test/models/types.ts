/**
 * What the types of heads and labels allow and refuse. Nothing here runs: `tsc` compiles it with the rest (npm run
 * check), and each `@ts-expect-error` fails the compilation where the line below it is accepted.
 */

import { models, nn, train, type transforms } from "../../lib/index.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Holds where `value` has the type `T`, no more and no less. */
function typed<T>(): <V>(value: V, same: Same<V, T>) => void {
  return () => {};
}

/** Labels come out of predictions. */
export async function predictions(): Promise<void> {
  const model = models.replaceHead(await models.resnet18(), ["benign", "malignant"]);
  const one = await train.predict(model, "lesion.jpg");
  typed<"benign" | "malignant">()(one.label, true);
  typed<"benign" | "malignant" | undefined>()(one.top[0]?.label, true);
  const many = await train.predict(model, ["a.jpg", "b.jpg"], { topK: 1 });
  typed<train.Prediction<"benign" | "malignant">[]>()(many, true);
  typed<readonly ("benign" | "malignant")[]>()(models.labelsOf(model), true);
  // @ts-expect-error no class has this name
  if (one.label === "malign") return;
  // @ts-expect-error no class has this name
  models.classIndex(model, "malign");
  models.classIndex(model, "malignant");
  switch (one.label) {
    case "benign":
    case "malignant":
      return;
    default:
      typed<never>()(one.label, true);
  }
}

/** The network stays what it is. */
export async function networks(): Promise<void> {
  const model = models.replaceHead(await models.resnet18(), ["a", "b"]);
  typed<nn.Linear>()(model.fc, true);
  const plain: models.ResNet = model;
  model.fc = new nn.Linear(model.fc.in_features, 2);
  // @ts-expect-error a head is a module
  model.fc = 2;
  const again = models.replaceHead(model, ["x", "y", "z"]);
  typed<models.Labelled<models.ResNet<models.BasicBlock>, "x" | "y" | "z">>()(again, true);
  typed<"x" | "y" | "z">()((await train.predict(again, "a.png")).label, true);
  // A count gives no labels, and takes those there were.
  typed<models.ResNet<models.BasicBlock>>()(models.replaceHead(again, 4), true);
  typed<string>()((await train.predict(plain, "a.png")).label, true);
  typed<readonly string[] | null>()(models.labelsOf(plain), true);
  // @ts-expect-error a network without labels is not one with these
  const wrong: models.Labelled<models.ResNet, "a" | "b"> = plain;
  void wrong;
}

/** Labels known only at run time are texts. */
export async function runTimeLabels(classes: string[]): Promise<void> {
  const model = models.replaceHead(await models.vgg11(), classes);
  typed<string>()((await train.predict(model, "a.png")).label, true);
  // @ts-expect-error labels are texts
  models.replaceHead(model, [1, 2]);
}

/** A head assigned by hand gets its labels afterwards. */
export async function assigned(): Promise<void> {
  const model = await models.resnet18();
  model.fc = new nn.Linear(model.fc.in_features, 2);
  const labelled = models.withLabels(model, ["no", "yes"]);
  typed<"no" | "yes">()((await train.predict(labelled, "a.png")).label, true);
}

/** Heads of one's own must be there for every head that the network's type has. */
export async function auxiliaryHeads(): Promise<void> {
  const head: models.HeadMaker = (features, outputs) =>
    new nn.Sequential(new nn.Dropout(), new nn.Linear(features, outputs));
  const inception = await models.inception_v3();
  models.replaceHead(inception, ["a", "b"], { heads: { fc: head, "AuxLogits.fc": head } });
  // @ts-expect-error the auxiliary head is forgotten
  models.replaceHead(inception, ["a", "b"], { heads: { fc: head } });
  // @ts-expect-error the auxiliary head is forgotten, with a count too
  models.replaceHead(inception, 2, { heads: { fc: head } });
  const googlenet = await models.googlenet();
  models.replaceHead(googlenet, 2, { heads: { fc: head, "aux1.fc2": head, "aux2.fc2": head } });
  // @ts-expect-error one of two auxiliary heads is forgotten
  models.replaceHead(googlenet, 2, { heads: { fc: head, "aux1.fc2": head } });
  // @ts-expect-error there is no such head
  models.replaceHead(googlenet, 2, { heads: { fc: head, "aux1.fc2": head, "aux2.fc2": head, fc2: head } });

  const labelled = models.replaceHead(inception, ["a", "b"]);
  // It predicts, in eval mode; and `fit` trains the auxiliary head along.
  typed<"a" | "b">()((await train.predict(labelled, "a.png")).label, true);
  const data = { train: [] as never, classes: ["a", "b"] };
  await train.fit(labelled, data, { epochs: 1 });
  const single = models.replaceHead(await models.inception_v3({ auxLogits: false }), ["a", "b"], {
    heads: { fc: head },
  });
  await train.fit(single, data, { epochs: 1 });
}

/** A run that is loaded has the labels it is said to have. */
export async function runs(): Promise<void> {
  const run = await train.loadRun("runs/first", { labels: ["benign", "malignant"] });
  typed<"benign" | "malignant">()((await run.predict("a.png")).label, true);
  typed<"benign" | "malignant">()((await train.predict(run.model, "a.png")).label, true);
  // @ts-expect-error no class has this name
  run.classes.indexOf("malign");
  // A binary head has one label, and masks one class more: the background, whatever it is called.
  const masks = await train.loadRun("runs/masks", { labels: ["nucleus"] });
  typed<string[]>()(masks.classes, true);
  typed<readonly "nucleus"[]>()(models.labelsOf(masks.model), true);
  const plain = await train.loadRun("runs/first");
  typed<string>()((await plain.predict("a.png")).label, true);
}

/** Filters and methods have names. */
export async function names(model: models.ResNet): Promise<void> {
  models.adaptInput(model, 1, { method: "mean" });
  // @ts-expect-error there is no such method
  models.adaptInput(model, 1, { method: "max" });
  typed<models.ResNet>()(models.adaptInput(model, 1), true);
  models.list({ task: "classification", maxParams: 10e6, minAcc1: 75 });
  // @ts-expect-error there is no such filter
  models.list({ maxParameters: 10e6 });
  await models.densenet121({ weights: "hf:timm/densenet121.ra_in1k", inChannels: 4 });
}

/** Names of networks and of their weights are those that there are; one that is only known at run time is any text. */
export async function published(name: string): Promise<void> {
  typed<models.ResNet<models.Bottleneck>>()(await models.get("resnet50", { zeroInitResidual: true }), true);
  typed<models.ModelOf<"swin_t">>()(await models.get("swin_t"), true);
  // @ts-expect-error there is no such network
  await models.get("resnet51");
  // @ts-expect-error it takes no such option
  await models.get("resnet50", { encoder: "resnet18" });
  typed<models.ModelOf<Exclude<models.ModelName, models.DetectionName>>>()(
    await models.get("hf:timm/resnet50.a1_in1k"),
    true,
  );
  typed<models.ModelOf<models.ModelName>>()(await models.get(name), true);

  models.weights("resnet50", "IMAGENET1K_V2").meta.acc1 satisfies number | undefined;
  models.weights("resnet50", "ResNet50_Weights.DEFAULT");
  models.weights("inception_v2", "IMAGENET1K_V1");
  // @ts-expect-error there is no such network
  models.weights("resnet51");
  // @ts-expect-error no weights of this network have that name
  models.weights("resnet18", "IMAGENET1K_V2");
  // @ts-expect-error none are published
  models.weights("segnet", "DEFAULT");
  models.weights("segnet") satisfies readonly models.WeightsEntry[];
  models.weights("resnet18", name);
  models.weights(name, "ANY");
  models.weights(name, name);
  typed<"DEFAULT" | "IMAGENET1K_V1" | "AlexNet_Weights.DEFAULT" | "AlexNet_Weights.IMAGENET1K_V1">()(
    "DEFAULT" as models.WeightsName<"alexnet">,
    true,
  );
}

/** Blocks are what they are. */
export async function blocks(): Promise<void> {
  const small = await models.resnet18();
  typed<models.BasicBlock>()(small.layer4[0], true);
  typed<nn.Conv2d>()(small.layer4[0].conv1, true);
  // @ts-expect-error it has two convolutions
  void small.layer1[0].conv3;
  const large = await models.resnext50_32x4d();
  typed<nn.Conv2d>()(large.layer4[0].conv3, true);
  for (const block of large.layer2) typed<models.Bottleneck>()(block, true);
  typed<models.Bottleneck>()(large.layer3.at(-1), true);
  typed<models.Bottleneck | undefined>()(large.layer3[5], true);
  // Any of them is a ResNet, whose blocks are either.
  const either: models.ResNet = large;
  typed<models.BasicBlock | models.Bottleneck>()(either.layer1[0], true);
  typed<models.ResNet<models.BasicBlock>>()(new models.ResNet(models.BasicBlock, [1, 1, 1, 1]), true);
  // Another module may take the place of a block, of a stage and of the head.
  large.layer4.set(0, new nn.Identity());
  large.layer4 = new nn.Identity();
  large.fc = new nn.Linear(large.fc.in_features, 2);
  typed<nn.Linear>()(large.fc, true);
}

/** Layers of a Sequential are what it is said to have; modules of any kind where nothing is said. */
export function sequential(): void {
  const plain = new nn.Sequential(new nn.Linear(2, 2), new nn.ReLU());
  typed<nn.Sequential<nn.TensorModule>>()(plain, true);
  const linears = new nn.Sequential<nn.Linear>(new nn.Linear(2, 2), new nn.Linear(2, 2));
  typed<number | undefined>()(linears[1]?.in_features, true);
  typed<nn.Linear>()(linears.slice(1).at(0), true);
  const any: nn.Sequential = linears;
  void any;
  // @ts-expect-error a ReLU is no linear layer
  new nn.Sequential<nn.Linear>(new nn.ReLU());
}

/** A property that may hold several kinds of modules has the type of the one that was assigned. */
class Several extends nn.Module {
  fc: nn.Linear | nn.Sequential = new nn.Linear(4, 2);
  override forward(): void {}
}

/** What the compiler knows of assignments: the kind, where the property's type lists the kinds. */
export function assignments(net: Several): void {
  net.fc = new nn.Sequential<nn.Linear>(new nn.Linear(4, 8), new nn.Linear(8, 2));
  net.fc.length satisfies number;
  // @ts-expect-error a Sequential has no features of its own
  void net.fc.in_features;
  net.fc = new nn.Linear(4, 3);
  typed<nn.Linear>()(net.fc, true);
}

/** Facts are those of the class; paths are found out when they are used. */
export function facts(): void {
  models.declare(Several, {
    heads: "fc",
    stages: (net) => [{ name: net.fc.constructor.name, paths: ["fc"] }],
  });
  // @ts-expect-error it has no such layer
  models.declare(Several, { stages: (net) => [{ name: net.conv.toString(), paths: [] }] });
  // @ts-expect-error there is no such fact
  models.declare(Several, { head: "fc" });
  // @ts-expect-error a stage has paths
  models.declare(Several, { stages: [{ name: "fc", path: "fc" }] });
  typed<models.Stage[]>()(models.stagesOf(new Several()), true);
}

/** Segmentation networks: names, labels, and heads that are several. */
export async function segmentation(): Promise<void> {
  const segnet = models.replaceHead(await models.segnet({ numClasses: 1 }), ["background", "polyp"]);
  typed<readonly ("background" | "polyp")[]>()(models.labelsOf(segnet), true);
  typed<models.LabelOf<typeof segnet>>()("polyp" as "background" | "polyp", true);
  // @ts-expect-error no class has this name
  models.classIndex(segnet, "polyps");
  const binary = models.replaceHead(segnet, ["polyp"]);
  typed<models.Labelled<models.SegNet, "polyp">>()(binary, true);

  const head: models.HeadMaker = (features, outputs) => new nn.Conv2d(features, outputs, 3, { padding: 1 });
  models.replaceHead(segnet, 4, { heads: { "decoder.head": head } });
  const fcn = await models.fcn_resnet50({ auxLoss: true });
  models.replaceHead(fcn, ["a", "b"], { heads: { "classifier.4": head, "aux_classifier.4": head } });
  // @ts-expect-error the auxiliary head is forgotten
  models.replaceHead(fcn, ["a", "b"], { heads: { "classifier.4": head } });
  const deeplab = await models.deeplabv3_mobilenet_v3_large();
  // @ts-expect-error the auxiliary head is forgotten, with a count too
  models.replaceHead(deeplab, 2, { heads: { "classifier.4": head } });
  const lraspp = await models.lraspp_mobilenet_v3_large();
  // @ts-expect-error the coarse features' part is forgotten
  models.replaceHead(lraspp, 2, { heads: { "classifier.low_classifier": head } });

  typed<models.SegNet>()(await models.get("segnet", { weightsBackbone: "DEFAULT" }), true);
  // @ts-expect-error Swin's features have their channels last, so it is no encoder
  await models.dynamic_unet({ encoder: "swin_t" });
  models.list({ task: "segmentation", minMIoU: 60 });
  typed<transforms.SegmentationPreset>()(models.weights("fcn_resnet50", "DEFAULT").transforms(), true);
  typed<transforms.ImageClassificationPreset>()(models.weights("resnet50", "DEFAULT").transforms(), true);
  const name: string = "resnet50";
  typed<models.WeightsPreset>()(models.weights(name, "DEFAULT").transforms(), true);
  // @ts-expect-error no network is for this task
  models.list({ task: "poetry" });
}
