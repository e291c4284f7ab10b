/** The families of detection networks; one that is here is one line. */

export { fasterRcnnFamily } from "./faster-rcnn.ts";
export { maskRcnnFamily } from "./mask-rcnn.ts";
