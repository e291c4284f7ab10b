/** ShuffleNet V2 against torchvision's. */

import { describeFamily } from "../zoo.ts";

describeFamily({
  shufflenet_v2_x0_5: { size: 64 },
  shufflenet_v2_x1_0: { size: 64 },
  shufflenet_v2_x1_5: { size: 64 },
  shufflenet_v2_x2_0: { size: 64 },
});
