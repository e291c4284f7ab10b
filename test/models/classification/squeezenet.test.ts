/** SqueezeNet 1.0 and 1.1 against torchvision's. */

import { describeFamily } from "../zoo.ts";

describeFamily({ squeezenet1_0: { size: 64 }, squeezenet1_1: { size: 64 } });
