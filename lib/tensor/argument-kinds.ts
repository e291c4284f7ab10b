/** Kinds of tensors and of what says where and as what a tensor is made, for the signatures of the floors above. */
import { type Kind, kind } from "../edge/index.ts";
import { type Device, isDevice, type MemoryFormat } from "./device.ts";
import { type DType, dtypeHint, isDType } from "./dtype.ts";
import { Tensor } from "./tensor.ts";

/** A tensor; freed ones are told apart where they are used. */
export const tensorKind: Kind<Tensor> = kind("a tensor", (v) => v instanceof Tensor);

/** An element type by name. */
export const dtypeKind: Kind<DType> = kind('a dtype such as "float32"', (v) => isDType(v), dtypeHint);

/** A device by name. */
export const deviceKind: Kind<Device> = kind('a device such as "cpu" or "cuda:0"', isDevice);

const FORMATS: readonly unknown[] = ["contiguous", "channels_last", "channels_last_3d", "preserve"];

/** A memory format by name. */
export const memoryFormatKind: Kind<MemoryFormat> = kind(`one of ${FORMATS.join(", ")}`, (v) =>
  FORMATS.includes(v),
);
