/**
 * The members of one large JSON object, one after another: a header of megabytes is never parsed in one go, and a name
 * that occurs twice is seen twice.
 */

/** Longest single member, in bytes. */
const MAX_MEMBER_BYTES = 4 << 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads the members of a JSON object given in UTF-8. */
export class JsonMembers {
  readonly #bytes: Uint8Array;
  readonly #fail: (message: string) => never;
  #at = 0;
  #started = false;

  /** @param fail raises the caller's error; it is told what is wrong */
  constructor(bytes: Uint8Array, fail: (message: string) => never) {
    this.#bytes = bytes;
    this.#fail = fail;
  }

  /** The next member, or null at the end. */
  next(): { name: string; value: unknown } | null {
    if (!this.#started) {
      if (this.#bytes[this.#at] !== OPEN) this.#fail("its header does not start with {");
      this.#at++;
      this.#started = true;
      if (this.#peek() === CLOSE) return this.#end();
    } else {
      const separator = this.#peek();
      if (separator === CLOSE) return this.#end();
      if (separator !== COMMA) this.#bad("a comma is missing");
      this.#at++;
    }
    if (this.#peek() !== QUOTE) this.#bad("a name is missing");
    const name = this.#parse(this.#at, this.#endOfString(this.#at)) as string; // it starts with a quote
    if (this.#peek() !== COLON) this.#bad("a colon is missing");
    this.#at++;
    this.#peek();
    return { name, value: this.#parse(this.#at, this.#endOfValue()) };
  }

  #end(): null {
    this.#at++;
    if (this.#peek() !== undefined) this.#bad("something follows its end");
    return null;
  }

  /** The next byte that is no blank. */
  #peek(): number | undefined {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      this.#at++;
    }
  }

  /** Where the string that starts at `start` ends. */
  #endOfString(start: number): number {
    for (let at = start + 1; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) at++;
    }
    return this.#bad("a text never ends");
  }

  /** Where the value at the present position ends. */
  #endOfValue(): number {
    let depth = 0;
    for (let at = this.#at; at < this.#bytes.length; ) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) {
        at = this.#endOfString(at);
        continue;
      }
      if (byte === OPEN || byte === OPEN_LIST) depth++;
      else if (byte === CLOSE || byte === CLOSE_LIST) {
        if (depth === 0) return at;
        depth--;
      } else if (byte === COMMA && depth === 0) return at;
      at++;
    }
    return this.#bad("it ends in the middle");
  }

  /** Parses the bytes up to `end`, which becomes the position. */
  #parse(start: number, end: number): unknown {
    if (end - start > MAX_MEMBER_BYTES)
      this.#fail(
        `one member of its header has ${end - start} bytes, more than the ${MAX_MEMBER_BYTES} that are read`,
      );
    this.#at = end;
    let text: string;
    try {
      text = utf8.decode(this.#bytes.subarray(start, end));
    } catch {
      return this.#fail("its header is not UTF-8");
    }
    try {
      return JSON.parse(text);
    } catch {
      return this.#bad("a value is damaged");
    }
  }

  #bad(what: string): never {
    return this.#fail(`its header is not JSON: ${what} at byte ${this.#at}`);
  }
}
