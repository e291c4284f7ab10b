/** AlexNet against torchvision's. */

import { describeFamily } from "../zoo.ts";

describeFamily({
  alexnet: { size: 64 },
});
