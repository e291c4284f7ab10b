/**
 * Python's pickle machine, protocols 0 to 5: a stack, a memo and one case per opcode.
 *
 * It executes nothing. Whatever a pickle names, calls or builds goes to a `PickleHost`, which knows the short
 * list of what may be built (pickle-globals.ts). The machine can stop between opcodes, to let the event loop
 * run or to be given more bytes, and goes on where it stopped.
 *
 * Source: CPython's Lib/pickletools.py describes each opcode.
 */
import { FileFormatError } from "../native/errors.ts";
import { PickledDict, PickledSet, PickledTuple } from "./pickle-values.ts";

/** What a pickle machine asks of its surroundings; each method may throw FileFormatError. */
export interface PickleHost {
  /** Path or name of what is read, for error texts. */
  readonly file: string;
  /** The value of `module.name`, if it is allowed. */
  findGlobal(module: string, name: string): unknown;
  /** The result of `callable(*args)`. */
  reduce(callable: unknown, args: readonly unknown[]): unknown;
  /** `object` after `object.__setstate__(state)`. */
  build(object: unknown, state: unknown): unknown;
  /** The object behind a persistent id. */
  persistentLoad(id: unknown): unknown;
}

/** Why `run` returned: finished, its budget of opcodes spent, or the bytes at an end before STOP. */
export type MachineState = "done" | "paused" | "starved";

/** Longest integer that is read, in bytes; longer ones only occur in files made to waste time. */
const MAX_LONG_BYTES = 1024;
/** Longest line of the text opcodes (GLOBAL, INT, STRING ...). */
const MAX_LINE_BYTES = 1 << 20;

const STARVED = Symbol("the bytes ended inside an opcode");
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const strictUtf8 = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** A pickle being read; make one per pickle, then `run` until it says "done" and take `result`. */
export class PickleMachine {
  readonly #host: PickleHost;
  #bytes: Uint8Array;
  #view: DataView;
  #position: number;
  #stack: unknown[] = [];
  #marks: unknown[][] = [];
  #memo = new Map<number, unknown>();
  #result: unknown;

  /** @param position where in `bytes` the pickle starts */
  constructor(host: PickleHost, bytes: Uint8Array, position = 0) {
    this.#host = host;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#position = position;
  }

  /** Offset of the first byte not yet read; after "done", the end of the pickle. */
  get position(): number {
    return this.#position;
  }

  /** What the pickle holds, once `run` has said "done". */
  get result(): unknown {
    return this.#result;
  }

  /** Replaces the bytes by a longer copy of themselves, after "starved". */
  extend(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Reads up to `budget` opcodes. @throws FileFormatError for anything malformed or not allowed */
  run(budget: number): MachineState {
    let start = this.#position;
    try {
      for (let left = budget; left > 0; left--) {
        start = this.#position;
        if (this.#step(this.#byte())) return "done";
      }
      return "paused";
    } catch (error) {
      // every opcode reads its operands before it changes anything, so it can simply be read again
      if (error !== STARVED) throw error;
      this.#position = start;
      return "starved";
    }
  }

  #fail(message: string): never {
    const text = `${this.#host.file}: ${message} (pickle offset ${this.#position}). The file is corrupt or unsafe.`;
    throw new FileFormatError(text, { file: this.#host.file, operation: "load" });
  }

  // ---- operands

  #advance(count: number): number {
    const start = this.#position;
    if (count > this.#bytes.length - start) throw STARVED;
    this.#position = start + count;
    return start;
  }

  #byte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  #uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  #uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  #length64(): number {
    const length = this.#view.getBigUint64(this.#advance(8), true);
    if (length > BigInt(Number.MAX_SAFE_INTEGER)) this.#fail(`a value claims ${length} bytes`);
    return Number(length);
  }

  #take(count: number): Uint8Array {
    const start = this.#advance(count);
    return this.#bytes.subarray(start, start + count);
  }

  /** Bytes that outlive the buffer they were read from. */
  #copy(count: number): Uint8Array {
    return new Uint8Array(this.#take(count));
  }

  #line(): string {
    const end = this.#bytes.subarray(this.#position, this.#position + MAX_LINE_BYTES).indexOf(10);
    if (end < 0) {
      if (this.#bytes.length - this.#position >= MAX_LINE_BYTES) this.#fail("a text line never ends");
      throw STARVED;
    }
    const text = utf8.decode(this.#take(end));
    this.#position += 1;
    return text;
  }

  #long(count: number): number | bigint {
    if (count > MAX_LONG_BYTES) this.#fail(`an integer of ${count} bytes`);
    const bytes = this.#take(count);
    let value = 0n;
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
    return narrow(BigInt.asIntN(8 * count, value));
  }

  #decimal(text: string): number | bigint | boolean {
    if (text === "00" || text === "01") return text === "01";
    const digits = text.endsWith("L") ? text.slice(0, -1) : text;
    if (digits.length > MAX_LONG_BYTES || !/^[+-]?\d+$/.test(digits))
      this.#fail("an integer is not a number");
    return narrow(BigInt(digits.replace(/^\+/, "")));
  }

  /** Python 2's `str`: text where it is valid UTF-8, bytes otherwise. */
  #py2String(bytes: Uint8Array): string | Uint8Array {
    try {
      return strictUtf8.decode(bytes);
    } catch {
      return new Uint8Array(bytes);
    }
  }

  #quoted(line: string): string | Uint8Array {
    const match = /^(['"])(.*)\1$/.exec(line.trim());
    if (match === null) this.#fail("a quoted string has no quotes");
    const text = (match[2] as string).replace(/\\(x[0-9a-fA-F]{2}|[nrt\\'"])/g, (_, code: string) =>
      code.startsWith("x")
        ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
        : (({ n: "\n", r: "\r", t: "\t" } as Record<string, string>)[code] ?? code),
    );
    return this.#py2String(Buffer.from(text, "latin1"));
  }

  // ---- stack

  #push(value: unknown): void {
    this.#stack.push(value);
  }

  #pop(): unknown {
    if (this.#stack.length === 0) this.#fail("the stack is empty");
    return this.#stack.pop();
  }

  #top(): unknown {
    if (this.#stack.length === 0) this.#fail("the stack is empty");
    return this.#stack[this.#stack.length - 1];
  }

  #popMark(): unknown[] {
    const items = this.#stack;
    const below = this.#marks.pop();
    if (below === undefined) this.#fail("a mark is missing");
    this.#stack = below;
    return items;
  }

  #popTuple(): readonly unknown[] {
    const value = this.#pop();
    if (!(value instanceof PickledTuple)) this.#fail("arguments are not a tuple");
    return value.items;
  }

  #popText(): string {
    const value = this.#pop();
    if (typeof value !== "string") this.#fail("a module or class name is not a string");
    return value;
  }

  #tuple(count: number): void {
    if (this.#stack.length < count) this.#fail("the stack is empty");
    this.#push(new PickledTuple(this.#stack.splice(this.#stack.length - count)));
  }

  #append(items: readonly unknown[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) this.#fail("items are appended to something that is no list");
    for (const item of items) list.push(item);
  }

  #setItems(items: readonly unknown[]): void {
    const dict = this.#top();
    if (!(dict instanceof PickledDict)) this.#fail("items are set in something that is no dictionary");
    if (items.length % 2 !== 0) this.#fail("a dictionary key has no value");
    for (let i = 0; i < items.length; i += 2) dict.entries.set(items[i], items[i + 1]);
  }

  #addItems(items: readonly unknown[]): void {
    const set = this.#top();
    if (!(set instanceof PickledSet)) this.#fail("items are added to something that is no set");
    for (const item of items) set.items.add(item);
  }

  #frozenSet(items: readonly unknown[]): void {
    const set = new PickledSet();
    for (const item of items) set.items.add(item);
    this.#push(set);
  }

  #dictOf(items: readonly unknown[]): void {
    this.#push(new PickledDict("dict"));
    this.#setItems(items);
  }

  #get(index: number): void {
    if (!this.#memo.has(index)) this.#fail(`memo entry ${index} is used before it is set`);
    this.#push(this.#memo.get(index));
  }

  #reduce(callable: unknown, args: readonly unknown[]): void {
    this.#push(this.#host.reduce(callable, args));
  }

  /** Executes one opcode; true at STOP. */
  #step(opcode: number): boolean {
    switch (opcode) {
      // constants
      case 0x4e: // NONE
        this.#push(null);
        break;
      case 0x88: // NEWTRUE
        this.#push(true);
        break;
      case 0x89: // NEWFALSE
        this.#push(false);
        break;

      // numbers
      case 0x4b: // BININT1
        this.#push(this.#byte());
        break;
      case 0x4d: // BININT2
        this.#push(this.#uint16());
        break;
      case 0x4a: // BININT
        this.#push(this.#view.getInt32(this.#advance(4), true));
        break;
      case 0x8a: // LONG1
        this.#push(this.#long(this.#byte()));
        break;
      case 0x8b: // LONG4
        this.#push(this.#long(this.#uint32()));
        break;
      case 0x49: // INT
      case 0x4c: // LONG
        this.#push(this.#decimal(this.#line()));
        break;
      case 0x47: // BINFLOAT, big-endian
        this.#push(this.#view.getFloat64(this.#advance(8), false));
        break;
      case 0x46: // FLOAT
        this.#push(parseFloatText(this.#line()));
        break;

      // text and bytes
      case 0x8c: // SHORT_BINUNICODE
        this.#push(utf8.decode(this.#take(this.#byte())));
        break;
      case 0x58: // BINUNICODE
        this.#push(utf8.decode(this.#take(this.#uint32())));
        break;
      case 0x8d: // BINUNICODE8
        this.#push(utf8.decode(this.#take(this.#length64())));
        break;
      case 0x56: // UNICODE, raw-unicode-escape
        this.#push(rawUnicode(this.#line()));
        break;
      case 0x55: // SHORT_BINSTRING
        this.#push(this.#py2String(this.#take(this.#byte())));
        break;
      case 0x54: // BINSTRING
        this.#push(this.#py2String(this.#take(this.#uint32())));
        break;
      case 0x53: // STRING
        this.#push(this.#quoted(this.#line()));
        break;
      case 0x43: // SHORT_BINBYTES
        this.#push(this.#copy(this.#byte()));
        break;
      case 0x42: // BINBYTES
        this.#push(this.#copy(this.#uint32()));
        break;
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        this.#push(this.#copy(this.#length64()));
        break;

      // containers
      case 0x28: // MARK
        this.#marks.push(this.#stack);
        this.#stack = [];
        break;
      case 0x29: // EMPTY_TUPLE
        this.#push(new PickledTuple([]));
        break;
      case 0x85: // TUPLE1
        this.#tuple(1);
        break;
      case 0x86: // TUPLE2
        this.#tuple(2);
        break;
      case 0x87: // TUPLE3
        this.#tuple(3);
        break;
      case 0x74: // TUPLE
        this.#push(new PickledTuple(this.#popMark()));
        break;
      case 0x5d: // EMPTY_LIST
        this.#push([]);
        break;
      case 0x6c: // LIST
        this.#push(this.#popMark());
        break;
      case 0x61: // APPEND
        this.#append([this.#pop()]);
        break;
      case 0x65: // APPENDS
        this.#append(this.#popMark());
        break;
      case 0x7d: // EMPTY_DICT
        this.#push(new PickledDict("dict"));
        break;
      case 0x64: // DICT
        this.#dictOf(this.#popMark());
        break;
      case 0x73: {
        // SETITEM
        const value = this.#pop();
        this.#setItems([this.#pop(), value]);
        break;
      }
      case 0x75: // SETITEMS
        this.#setItems(this.#popMark());
        break;
      case 0x8f: // EMPTY_SET
        this.#push(new PickledSet());
        break;
      case 0x90: // ADDITEMS
        this.#addItems(this.#popMark());
        break;
      case 0x91: // FROZENSET
        this.#frozenSet(this.#popMark());
        break;

      // stack and memo
      case 0x30: // POP: an empty stack above a mark drops the mark
        if (this.#stack.length > 0) this.#pop();
        else this.#popMark();
        break;
      case 0x31: // POP_MARK
        this.#popMark();
        break;
      case 0x32: // DUP
        this.#push(this.#top());
        break;
      case 0x68: // BINGET
        this.#get(this.#byte());
        break;
      case 0x6a: // LONG_BINGET
        this.#get(this.#uint32());
        break;
      case 0x67: // GET
        this.#get(Number(this.#decimal(this.#line())));
        break;
      case 0x71: // BINPUT
        this.#memo.set(this.#byte(), this.#top());
        break;
      case 0x72: // LONG_BINPUT
        this.#memo.set(this.#uint32(), this.#top());
        break;
      case 0x70: // PUT
        this.#memo.set(Number(this.#decimal(this.#line())), this.#top());
        break;
      case 0x94: // MEMOIZE
        this.#memo.set(this.#memo.size, this.#top());
        break;

      // everything that names or builds goes to the host
      case 0x63: {
        // GLOBAL
        const module = this.#line();
        this.#push(this.#host.findGlobal(module, this.#line()));
        break;
      }
      case 0x93: {
        // STACK_GLOBAL
        const name = this.#popText();
        this.#push(this.#host.findGlobal(this.#popText(), name));
        break;
      }
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const args = this.#popTuple();
        this.#reduce(this.#pop(), args);
        break;
      }
      case 0x92: {
        // NEWOBJ_EX
        const keywords = this.#pop();
        const args = this.#popTuple();
        if (!(keywords instanceof PickledDict) || keywords.entries.size > 0) {
          this.#fail("an object is built with keyword arguments");
        }
        this.#reduce(this.#pop(), args);
        break;
      }
      case 0x69: {
        // INST
        const module = this.#line();
        const callable = this.#host.findGlobal(module, this.#line());
        this.#reduce(callable, this.#popMark());
        break;
      }
      case 0x6f: {
        // OBJ
        const items = this.#popMark();
        if (items.length === 0) this.#fail("an object has no class");
        this.#reduce(items[0], items.slice(1));
        break;
      }
      case 0x62: {
        // BUILD
        const state = this.#pop();
        this.#push(this.#host.build(this.#pop(), state));
        break;
      }
      case 0x51: // BINPERSID
        this.#push(this.#host.persistentLoad(this.#pop()));
        break;
      case 0x50: // PERSID
        this.#push(this.#host.persistentLoad(this.#line()));
        break;

      // framing
      case 0x80: {
        // PROTO
        const protocol = this.#byte();
        if (protocol > 5) this.#fail(`pickle protocol ${protocol} is not known`);
        break;
      }
      case 0x95: // FRAME: its length says nothing that the opcodes inside do not
        this.#advance(8);
        break;
      case 0x2e: // STOP
        if (this.#marks.length > 0 || this.#stack.length !== 1) this.#fail("the pickle ends in the middle");
        this.#result = this.#pop();
        return true;

      default:
        this.#fail(`opcode 0x${opcode.toString(16).padStart(2, "0")} is not one torch.save writes`);
    }
    return false;
  }
}

function narrow(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function parseFloatText(text: string): number {
  const special: Record<string, number> = { inf: Infinity, "-inf": -Infinity, nan: Number.NaN };
  return special[text.trim()] ?? Number(text);
}

function rawUnicode(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (all, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? (long as string), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** The bytes of a Python 2 `str` that may have been read as text. */
export function asBytes(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  return typeof value === "string" ? Buffer.from(value, "latin1") : null;
}

/** The text of a value that Python 2 may have written as bytes. */
export function asText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? latin1(value) : null;
}
