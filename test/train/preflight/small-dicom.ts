// The smallest DICOM file of a gray picture, as a test wants it: explicit little-endian, with the tags that the preflight compares.

/** What stands in the file; what is undefined does not. */
export interface SmallDicom {
  width: number;
  height: number;
  /** Values from 0 to 255 as they are to be seen. */
  pixels: Uint8Array;
  photometric?: "MONOCHROME1" | "MONOCHROME2";
  modality?: string;
  /** Centres of windows, each 256 wide. */
  windows?: readonly number[];
  spacing?: readonly [number, number];
  thickness?: number;
  /** Directions along rows and columns. */
  axes?: readonly number[];
  manufacturer?: string;
  view?: string;
}

function element(tag: number, vr: string, value: string | number | Uint8Array): Buffer {
  const own =
    typeof value === "number"
      ? Buffer.from(Uint16Array.of(value).buffer)
      : typeof value === "string"
        ? Buffer.from(value, "latin1")
        : Buffer.from(value);
  const pad = Buffer.alloc(own.length % 2, vr === "UI" || vr === "OW" ? 0 : 0x20);
  const head = Buffer.alloc(vr === "OW" ? 12 : 8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4, "latin1");
  if (vr === "OW") head.writeUInt32LE(own.length + pad.length, 8);
  else head.writeUInt16LE(own.length + pad.length, 6);
  return Buffer.concat([head, own, pad]);
}

/** The bytes of a file. */
export function smallDicom(of: SmallDicom): Buffer {
  const { photometric = "MONOCHROME2", modality = "DX", windows = [128] } = of;
  const text = (tag: number, vr: string, value: string | number | undefined): Buffer[] =>
    value === undefined ? [] : [element(tag, vr, String(value))];
  const stored = photometric === "MONOCHROME1" ? of.pixels.map((value) => 255 - value) : of.pixels;
  const syntax = element(0x00020010, "UI", "1.2.840.10008.1.2.1");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(syntax.length);
  const group = Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.from("UL\x04\0", "latin1"), length]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from("DICM"),
    group,
    syntax,
    ...text(0x00080060, "CS", modality),
    ...text(0x00080070, "LO", of.manufacturer),
    ...text(0x00180050, "DS", of.thickness),
    ...text(0x00185101, "CS", of.view),
    ...text(0x00200037, "DS", of.axes?.join("\\")),
    element(0x00280002, "US", 1),
    element(0x00280004, "CS", photometric),
    element(0x00280010, "US", of.height),
    element(0x00280011, "US", of.width),
    ...text(0x00280030, "DS", of.spacing?.join("\\")),
    element(0x00280100, "US", 8),
    element(0x00280101, "US", 8),
    element(0x00280102, "US", 7),
    element(0x00280103, "US", 0),
    ...(windows.length === 0
      ? []
      : [
          ...text(0x00281050, "DS", windows.join("\\")),
          ...text(0x00281051, "DS", windows.map(() => 256).join("\\")),
        ]),
    element(0x7fe00010, "OW", stored),
  ]);
}
