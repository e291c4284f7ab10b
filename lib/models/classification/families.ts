/** The families of classification networks; one that is here is one line. */

export { alexnetFamily } from "./alexnet.ts";
export { convnextFamily } from "./convnext.ts";
export { densenetFamily } from "./densenet.ts";
export { efficientnetFamily } from "./efficientnet.ts";
export { googlenetFamily } from "./googlenet.ts";
export { inceptionFamily } from "./inception.ts";
export { inceptionV2Family } from "./inception-v2.ts";
export { inceptionResnetV2Family, inceptionV4Family } from "./inception-v4.ts";
export { maxvitFamily } from "./maxvit.ts";
export { mnasnetFamily } from "./mnasnet.ts";
export { mobilenetv2Family } from "./mobilenetv2.ts";
export { mobilenetv3Family } from "./mobilenetv3.ts";
export { regnetFamily } from "./regnet.ts";
export { resnetFamily } from "./resnet.ts";
export { resnetv2Family } from "./resnetv2.ts";
export { shufflenetv2Family } from "./shufflenetv2.ts";
export { squeezenetFamily } from "./squeezenet.ts";
export { swinFamily } from "./swin.ts";
export { vggFamily } from "./vgg.ts";
export { vitFamily } from "./vit.ts";
