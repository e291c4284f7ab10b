/** Kinds of tensors and of what says where and as what a tensor is made, for the signatures of the floors above. */
import { type Kind, kind } from "../edge/index.ts";
import { type DeviceChoice, isDeviceChoice, type MemoryFormat } from "./device.ts";
import { type DType, dtypeHint, isDType } from "./dtype.ts";
import { Tensor } from "./tensor.ts";

/** A tensor; freed ones are told apart where they are used. */
export const tensorKind: Kind<Tensor> = kind("a tensor", (v) => v instanceof Tensor);

/** An element type by name. */
export const dtypeKind: Kind<DType> = kind('a dtype such as "float32"', (v) => isDType(v), dtypeHint);

/** A device by name, or "auto". */
export const deviceKind: Kind<DeviceChoice> = kind('a device such as "cpu" or "cuda:0"', isDeviceChoice);

const FORMATS: readonly unknown[] = ["contiguous", "channels_last", "channels_last_3d", "preserve"];

/** A memory format by name. */
export const memoryFormatKind: Kind<MemoryFormat> = kind(`one of ${FORMATS.join(", ")}`, (v) =>
  FORMATS.includes(v),
);
