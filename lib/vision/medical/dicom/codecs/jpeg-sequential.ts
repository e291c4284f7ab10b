/**
 * The sequential process of JPEG with 12 bits, which libvips does not decode; one of 8 bits is left to it.
 * Source: ITU-T Recommendation T.81, annexes A and F.
 */
import { BitReader, type Component, damagedJpeg, type JpegStream } from "./jpeg-stream.ts";

// biome-ignore format: eight rows of eight
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55,
  62, 63,
];

/** The inverse cosine transform of a row or column (A.3.3). */
const COSINES = Float64Array.from({ length: 64 }, (_, at) => {
  const [x, u] = [at >> 3, at & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

interface Plane {
  component: Component;
  /** Whole blocks. */
  columns: number;
  rows: number;
  data: Uint16Array;
  quantisation: Uint16Array;
}

/** Samples of a decoded frame, interleaved; colours stay what they are. Throws Error where it is damaged. */
export function decodeSequential(bytes: Uint8Array, stream: JpegStream): Uint16Array {
  const { width, height, components } = stream.frame;
  const [across, down] = [
    Math.max(...components.map((c) => c.across)),
    Math.max(...components.map((c) => c.down)),
  ];
  const [unitsAcross, unitsDown] = [Math.ceil(width / (8 * across)), Math.ceil(height / (8 * down))];
  // Each block has two codes at least.
  if (unitsAcross * unitsDown > 4 * bytes.length) throw damagedJpeg("it holds fewer blocks than it says");
  const planes = components.map((component): Plane => {
    const quantisation = stream.quantisation.get(component.quantisation);
    if (quantisation === undefined) throw damagedJpeg("a table of quantisation is missing");
    const columns = unitsAcross * component.across;
    const rows = unitsDown * component.down;
    return { component, columns, rows, quantisation, data: new Uint16Array(64 * columns * rows) };
  });
  for (let position = 0; position < stream.scans.length; position++) {
    decodeScan(bytes, stream, position, planes, [unitsAcross, unitsDown], [across, down]);
  }
  const count = components.length;
  const out = new Uint16Array(width * height * count);
  for (const [c, { component, columns, data }] of planes.entries()) {
    for (let y = 0, at = c; y < height; y++) {
      const row = Math.floor((y * component.down) / down) * 8 * columns;
      for (let x = 0; x < width; x++, at += count) {
        out[at] = data[row + Math.floor((x * component.across) / across)] as number;
      }
    }
  }
  return out;
}

function decodeScan(
  bytes: Uint8Array,
  stream: JpegStream,
  position: number,
  planes: readonly Plane[],
  [unitsAcross, unitsDown]: readonly [number, number],
  [across, down]: readonly [number, number],
): void {
  const { frame, restart, scans } = stream;
  const scan = scans[position] as JpegStream["scans"][number];
  const tables = stream.tables[position] as JpegStream["tables"][number];
  const parts = scan.components.map(({ index, dc, ac }) => {
    const [first, others] = [tables.get(dc), tables.get(16 + ac)];
    if (first === undefined || others === undefined) throw damagedJpeg("a Huffman table is missing");
    return { plane: planes[index] as Plane, first, others, before: 0 };
  });
  const bits = new BitReader(bytes, scan.at);
  const level = 2 ** (frame.precision - 1);
  const block = new Float64Array(64);
  const decode = (part: (typeof parts)[number], column: number, row: number) => {
    block.fill(0);
    const { quantisation } = part.plane;
    const size = part.first.read(bits);
    if (size > 15) throw damagedJpeg("a coefficient of more than 15 bits");
    part.before += bits.signed(size);
    block[0] = part.before * (quantisation[0] as number);
    for (let k = 1; k < 64; k++) {
      const code = part.others.read(bits);
      const [run, length] = [code >> 4, code & 15];
      if (length === 0) {
        if (run !== 15) break;
        k += 15;
        continue;
      }
      k += run;
      if (k > 63) throw damagedJpeg("a block has more than 64 coefficients");
      block[ZIGZAG[k] as number] = bits.signed(length) * (quantisation[k] as number);
    }
    transform(block, part.plane, column, row, level);
  };
  // A scan of one component has its blocks row by row, without those that fill units up (A.2.2).
  const alone = parts.length === 1 ? (parts[0] as (typeof parts)[number]) : null;
  const columns =
    alone === null ? unitsAcross : Math.ceil((frame.width * alone.plane.component.across) / (8 * across));
  const rows =
    alone === null ? unitsDown : Math.ceil((frame.height * alone.plane.component.down) / (8 * down));
  for (let unit = 0; unit < columns * rows; unit++) {
    if (restart > 0 && unit > 0 && unit % restart === 0) {
      bits.restart();
      for (const part of parts) part.before = 0;
    }
    const [column, row] = [unit % columns, Math.floor(unit / columns)];
    if (alone !== null) {
      decode(alone, column, row);
      continue;
    }
    for (const part of parts) {
      const { across: wide, down: high } = part.plane.component;
      for (let y = 0; y < high; y++) {
        for (let x = 0; x < wide; x++) decode(part, column * wide + x, row * high + y);
      }
    }
  }
}

const between = new Float64Array(64);

/** Coefficients to samples, at their place in the plane. */
function transform(
  block: Float64Array,
  { data, columns }: Plane,
  column: number,
  row: number,
  level: number,
): void {
  for (let v = 0; v < 8; v++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += (COSINES[8 * x + u] as number) * (block[8 * v + u] as number);
      between[8 * v + x] = sum;
    }
  }
  const most = 2 * level - 1;
  for (let y = 0; y < 8; y++) {
    const at = (8 * row + y) * 8 * columns + 8 * column;
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let v = 0; v < 8; v++) sum += (COSINES[8 * y + v] as number) * (between[8 * v + x] as number);
      data[at + x] = Math.min(Math.max(Math.round(sum) + level, 0), most);
    }
  }
}
