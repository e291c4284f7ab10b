/**
 * Decoders compiled to WebAssembly, as the @cornerstonejs packages bring them: loaded when the first frame needs one, and
 * anew after one that was stopped, whose memory nobody vouches for.
 */

/** What a frame is, as a decoder says it. */
export interface FrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned: boolean;
}

/** One of the decoders' classes. */
export interface WasmDecoder {
  /** Room for so many bytes in the decoder's memory. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): FrameInfo;
  getDecodedBuffer(): Uint8Array;
  /** Of JPEG-LS: 0 for planes. */
  getInterleaveMode?(): number;
  delete(): void;
}

/** A decoder that is loaded at first use. */
export class Loaded {
  readonly #load: () => Promise<new () => WasmDecoder>;
  #made: Promise<new () => WasmDecoder> | undefined;

  constructor(load: () => Promise<new () => WasmDecoder>) {
    this.#load = load;
  }

  /** Does something with a decoder that holds the bytes. Throws Error where that fails, in words. */
  async use<T>(name: string, bytes: Uint8Array, use: (decoder: WasmDecoder) => T): Promise<T> {
    this.#made ??= this.#load();
    const Decoder = await this.#made;
    let decoder: WasmDecoder | undefined;
    try {
      decoder = new Decoder();
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      const result = use(decoder);
      return result;
    } catch (cause) {
      // What C++ throws comes as a number or an error of its own; an instance that was stopped cannot go on.
      if (cause instanceof Error && cause.name === "RuntimeError") {
        this.#made = undefined;
        decoder = undefined;
      }
      throw new Error(`a ${name} frame is damaged`, { cause });
    } finally {
      decoder?.delete();
    }
  }
}

/** Keeps a decoder from writing what it does on the console. It makes the object its own, so each gets a new one. */
export function quiet(): { print(): void; printErr(): void } {
  return { print() {}, printErr() {} };
}
