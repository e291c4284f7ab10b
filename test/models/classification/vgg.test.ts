/** VGG with 11 to 19 layers against torchvision's. */

import { describeFamily } from "../zoo.ts";

// Each has 120 million and more parameters to draw on both sides: two of them stand for the family live.
describeFamily({
  vgg11: { size: 32, live: false },
  vgg11_bn: { size: 32 },
  vgg13: { size: 32, live: false },
  vgg13_bn: { size: 32, live: false },
  vgg16: { size: 32, live: false },
  vgg16_bn: { size: 32, live: false },
  vgg19: { size: 32 },
  vgg19_bn: { size: 32, live: false },
});
