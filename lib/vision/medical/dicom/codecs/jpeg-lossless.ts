/**
 * The lossless process of JPEG, as most archives of hospitals hold it: each sample as the difference to a prediction from its
 * neighbours. Source: ITU-T Recommendation T.81, annex H.
 */
import { BitReader, damagedJpeg, type JpegStream } from "./jpeg-stream.ts";

/** Samples of a decoded frame, interleaved. Throws Error where it is damaged or not as is supported. */
export function decodeLossless(bytes: Uint8Array, stream: JpegStream): Uint16Array {
  const { frame, scans } = stream;
  const { width, height, components, precision } = frame;
  if (precision < 2 || precision > 16) throw damagedJpeg(`${precision} bits of a sample`);
  if (
    components.some(({ across, down }) => across !== components[0]?.across || down !== components[0]?.down)
  ) {
    throw new Error("lossless JPEG with colours of several sizes is not supported");
  }
  const count = components.length;
  // Each sample has a bit at least.
  if (width * height * count > 8 * bytes.length) throw damagedJpeg("it holds fewer samples than it says");
  const out = new Uint16Array(width * height * count);
  for (const [position, scan] of scans.entries()) {
    const tables = stream.tables[position] as JpegStream["tables"][number];
    const parts = scan.components.map(({ index, dc }) => {
      const table = tables.get(dc);
      if (table === undefined) throw damagedJpeg("a Huffman table is missing");
      return { index, table };
    });
    if (scan.start < 1 || scan.start > 7) throw damagedJpeg(`the predictor ${scan.start}`);
    // Restarts come at the ends of rows (H.1.1).
    if (stream.restart % width !== 0) throw damagedJpeg("its restart markers lie within rows");
    const bits = new BitReader(bytes, scan.at);
    const row = width * count;
    for (let y = 0; y < height; y++) {
      const isFresh = y === 0 || (stream.restart > 0 && (y * width) % stream.restart === 0);
      if (isFresh && y > 0) bits.restart();
      for (let x = 0; x < width; x++) {
        for (const { index, table } of parts) {
          const at = y * row + x * count + index;
          const difference = differenceOf(table.read(bits), bits);
          let predicted: number;
          if (isFresh) predicted = x === 0 ? 2 ** (precision - scan.shift - 1) : (out[at - count] as number);
          else if (x === 0) predicted = out[at - row] as number;
          else {
            predicted = prediction(
              scan.start,
              out[at - count] as number,
              out[at - row] as number,
              out[at - row - count] as number,
            );
          }
          out[at] = (predicted + difference) & 0xffff;
        }
      }
    }
    if (scan.shift === 0) continue;
    for (const { index } of parts) {
      for (let at = index; at < out.length; at += count) out[at] = (out[at] as number) << scan.shift;
    }
  }
  return out;
}

/** The difference that follows a category; 16 has no bits (H.1.2.2). */
function differenceOf(category: number, bits: BitReader): number {
  if (category > 16) throw damagedJpeg("a difference of more than 16 bits");
  return category === 16 ? 32768 : bits.signed(category);
}

/** From the neighbours to the left, above and between (table H.1). */
function prediction(predictor: number, left: number, above: number, corner: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    default:
      return (left + above) >> 1;
  }
}
