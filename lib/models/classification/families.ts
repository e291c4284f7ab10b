/** The families of classification networks; one that is here is one line. */

import { alexnetFamily } from "./alexnet.ts";
import { convnextFamily } from "./convnext.ts";
import { densenetFamily } from "./densenet.ts";
import { efficientnetFamily } from "./efficientnet.ts";
import { googlenetFamily } from "./googlenet.ts";
import { inceptionFamily } from "./inception.ts";
import { inceptionV2Family } from "./inception-v2.ts";
import { inceptionResnetV2Family, inceptionV4Family } from "./inception-v4.ts";
import { maxvitFamily } from "./maxvit.ts";
import { mnasnetFamily } from "./mnasnet.ts";
import { mobilenetv2Family } from "./mobilenetv2.ts";
import { mobilenetv3Family } from "./mobilenetv3.ts";
import { regnetFamily } from "./regnet.ts";
import { resnetFamily } from "./resnet.ts";
import { resnetv2Family } from "./resnetv2.ts";
import { shufflenetv2Family } from "./shufflenetv2.ts";
import { squeezenetFamily } from "./squeezenet.ts";
import { swinFamily } from "./swin.ts";
import { vggFamily } from "./vgg.ts";
import { vitFamily } from "./vit.ts";

/** In the order of `models.list`. */
export const classificationFamilies = [
  resnetFamily,
  alexnetFamily,
  densenetFamily,
  googlenetFamily,
  inceptionFamily,
  mnasnetFamily,
  mobilenetv2Family,
  mobilenetv3Family,
  shufflenetv2Family,
  squeezenetFamily,
  vggFamily,
  convnextFamily,
  efficientnetFamily,
  maxvitFamily,
  regnetFamily,
  swinFamily,
  vitFamily,
  inceptionV2Family,
  inceptionV4Family,
  inceptionResnetV2Family,
  resnetv2Family,
] as const;
