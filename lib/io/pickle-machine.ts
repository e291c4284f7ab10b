/**
 * Python's pickle machine, protocols 0 to 5: a stack, a memo and one case per opcode.
 *
 * It executes nothing. Whatever a pickle names, calls or builds goes to a `PickleHost`, which knows the short
 * list of what may be built (pickle-globals.ts). The machine can stop between opcodes and within long ones, to let the
 * event loop run or to be given more bytes, and goes on where it stopped. Each opcode tells a `Budget` what it costs.
 *
 * Source: CPython's Lib/pickletools.py describes each opcode.
 */
import { FileFormatError } from "../native/errors.ts";
import { type Budget, COST } from "./budget.ts";
import { Filling, MAX_ENTRIES, MAX_ITEMS, putEach, setPairs } from "./filling.ts";
import type { PickleHost } from "./pickle-host.ts";
import { Memo } from "./pickle-memo.ts";
import {
  decodeSlices,
  decodeUtf8,
  narrow,
  parseDecimal,
  parseFloatText,
  parseQuoted,
  py2String,
  rawUnicode,
  SLICE_BYTES,
} from "./pickle-text.ts";
import { PickledDict, PickledSet, PickledTuple } from "./pickle-values.ts";

/** Why `run` returned: finished, its time spent, or the bytes at an end before STOP. */
export type MachineState = "done" | "paused" | "starved";

/** Effort between two looks at the clock; an opcode is one, and so are so many bytes of text. */
const EFFORT_PER_LOOK = 64;
const BYTES_PER_EFFORT = 4096;
/** Effort of a call. */
const CALL_EFFORT = 16;

/** Longest text or bytes in one piece. */
const MAX_TEXT_BYTES = 64 << 20;

/** Longest integer that is read, in bytes; longer ones only occur in files made to waste time. */
const MAX_LONG_BYTES = 1024;
/** Longest line of the text opcodes (GLOBAL, INT, STRING ...). */
const MAX_LINE_BYTES = 1 << 18;

const STARVED = Symbol("the bytes ended inside an opcode");

/** A pickle being read; make one per pickle, then `run` until it says "done" and take `result`. */
export class PickleMachine {
  readonly #host: PickleHost;
  readonly #budget: Budget;
  #bytes: Uint8Array;
  #view: DataView;
  #position: number;
  readonly #stack: unknown[] = [];
  /** Heights of the stack at which the marks lie. */
  readonly #marks: number[] = [];
  /** Height of the last mark. */
  #floor = 0;
  readonly #memo = new Memo();
  /** What is left of the last opcode's work. */
  #unfinished: Generator<void, void> | null = null;
  /** Done since the last look at the clock. */
  #effort = 0;
  #result: unknown;

  /** @param position where in `bytes` the pickle starts */
  constructor(host: PickleHost, bytes: Uint8Array, position = 0) {
    this.#host = host;
    this.#budget = host.budget;
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

  /**
   * Reads opcodes until `performance.now()` is past `end`.
   *
   * @throws FileFormatError for anything malformed or not allowed, and for values dearer than the budget
   */
  run(end: number): MachineState {
    let start = this.#position;
    try {
      for (;;) {
        if (++this.#effort > EFFORT_PER_LOOK) {
          this.#effort = 0;
          if (performance.now() > end) return "paused";
        }
        if (this.#unfinished !== null && !this.#goOn(end)) return "paused";
        start = this.#position;
        this.#budget.spend(COST.opcode);
        if (this.#step(this.#byte())) return "done";
      }
    } catch (error) {
      // every opcode reads its operands before it changes anything, so it can simply be read again
      if (error !== STARVED) throw error;
      this.#position = start;
      return "starved";
    }
  }

  /** Goes on with a long opcode; whether that is done. */
  #goOn(end: number): boolean {
    while (this.#unfinished?.next().done === false) if (performance.now() > end) return false;
    this.#unfinished = null;
    return true;
  }

  /** Starts what may be long; most is done at once. */
  #begin(work: Generator<void, void>): void {
    if (work.next().done === false) this.#unfinished = work;
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
    this.#effort += count / BYTES_PER_EFFORT;
    return this.#bytes.subarray(start, start + count);
  }

  /** Bytes that outlive the buffer they were read from; where they are many, they keep that instead. */
  #copy(count: number): Uint8Array {
    const bytes = this.#take(count);
    if (count > MAX_TEXT_BYTES)
      this.#fail(`it holds bytes of length ${count} in one piece; save them as a tensor`);
    this.#budget.spend(COST.bytes + count);
    return count > SLICE_BYTES ? bytes : new Uint8Array(bytes);
  }

  #pushText(count: number): void {
    const bytes = this.#take(count);
    if (count > MAX_TEXT_BYTES) this.#fail(`it holds a text of ${count} bytes; save large arrays as tensors`);
    this.#budget.spend(COST.text + count);
    if (count <= SLICE_BYTES) {
      this.#push(decodeUtf8(bytes));
      return;
    }
    const at = this.#stack.length;
    this.#push("");
    const keep = (text: string): void => {
      this.#stack[at] = text;
    };
    this.#begin(decodeSlices(bytes, keep));
  }

  #line(): string {
    const end = this.#bytes.subarray(this.#position, this.#position + MAX_LINE_BYTES).indexOf(10);
    if (end < 0) {
      if (this.#bytes.length - this.#position >= MAX_LINE_BYTES) this.#fail("a text line never ends");
      throw STARVED;
    }
    const text = decodeUtf8(this.#take(end));
    this.#position += 1;
    return text;
  }

  #long(count: number): number | bigint {
    if (count > MAX_LONG_BYTES) this.#fail(`an integer of ${count} bytes`);
    const bytes = this.#take(count);
    this.#budget.spend(COST.integer + count);
    if (count === 0) return 0;
    const digits = Buffer.from(bytes).reverse().toString("hex");
    return narrow(BigInt.asIntN(8 * count, BigInt(`0x${digits}`)));
  }

  #decimal(): number | bigint | boolean {
    const line = this.#line();
    this.#budget.spend(COST.integer + line.length);
    const value = parseDecimal(line, MAX_LONG_BYTES);
    return value ?? this.#fail("an integer is not a number");
  }

  /** Python 2's `str`. */
  #pushPy2(count: number): void {
    this.#push(py2String(this.#copy(count)));
  }

  // ---- stack

  #push(value: unknown): void {
    if (this.#stack.length >= MAX_ITEMS)
      this.#fail(`more than ${MAX_ITEMS} values in a row; save them as a tensor`);
    this.#stack.push(value);
  }

  #pop(): unknown {
    if (this.#stack.length === this.#floor) this.#fail("the stack is empty");
    return this.#stack.pop();
  }

  #top(): unknown {
    if (this.#stack.length === this.#floor) this.#fail("the stack is empty");
    return this.#stack[this.#stack.length - 1];
  }

  #popMark(): unknown[] {
    const at = this.#marks.pop();
    if (at === undefined) this.#fail("a mark is missing");
    this.#floor = this.#marks.at(-1) ?? 0;
    const items = this.#stack.slice(at);
    this.#stack.length = at;
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
    if (this.#stack.length - this.#floor < count) this.#fail("the stack is empty");
    this.#budget.spend(COST.tuple);
    this.#push(new PickledTuple(this.#stack.splice(this.#stack.length - count)));
  }

  #append(items: readonly unknown[]): void {
    const list = this.#top();
    this.#budget.spend(8 * items.length);
    if (!Array.isArray(list)) {
      if (this.#host.extend(list, items, false)) return;
      this.#fail("items are appended to something that is no list");
    }
    if (list.length + items.length > MAX_ITEMS)
      this.#fail(`more than ${MAX_ITEMS} values in one list; save them as a tensor`);
    this.#begin(putEach(items, (item) => list.push(item)));
  }

  #setItems(items: readonly unknown[]): void {
    const dict = this.#top();
    if (items.length % 2 !== 0) this.#fail("a dictionary key has no value");
    this.#budget.spend((COST.entry / 2) * items.length);
    if (!(dict instanceof PickledDict)) {
      if (this.#host.extend(dict, items, true)) return;
      this.#fail("items are set in something that is no dictionary");
    }
    const { entries } = dict;
    if (entries.size + items.length / 2 > MAX_ENTRIES) this.#tooMany("dictionary");
    this.#begin(setPairs(entries, items));
  }

  #addItems(items: readonly unknown[]): void {
    const set = this.#top();
    if (!(set instanceof PickledSet)) this.#fail("items are added to something that is no set");
    if (set.items.size + items.length > MAX_ENTRIES) this.#tooMany("set");
    this.#budget.spend(COST.entry * items.length);
    this.#begin(putEach(items, (item) => set.items.add(item)));
  }

  #tooMany(what: string): never {
    this.#fail(`more than ${MAX_ENTRIES} entries in one ${what}`);
  }

  #frozenSet(items: readonly unknown[]): void {
    this.#budget.spend(COST.set);
    this.#push(new PickledSet());
    this.#addItems(items);
  }

  #emptyDict(): void {
    this.#budget.spend(COST.dict);
    this.#push(new PickledDict("dict"));
  }

  #dictOf(items: readonly unknown[]): void {
    this.#emptyDict();
    this.#setItems(items);
  }

  #get(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) this.#fail(`memo entry ${index} is used before it is set`);
    this.#push(value);
  }

  #put(index: number): void {
    if (!Number.isSafeInteger(index) || index < 0) this.#fail(`memo entry ${index}`);
    this.#memo.put(index, this.#top(), this.#budget);
  }

  #reduce(callable: unknown, args: readonly unknown[], keywords?: PickledDict): void {
    this.#budget.spend(COST.call);
    this.#effort += CALL_EFFORT;
    const result = this.#host.reduce(callable, args, keywords);
    const isFilling = result instanceof Filling;
    this.#push(isFilling ? result.value : result);
    if (isFilling) this.#begin(result.work);
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
        this.#push(this.#decimal());
        break;
      case 0x47: // BINFLOAT, big-endian
        this.#push(this.#view.getFloat64(this.#advance(8), false));
        this.#budget.spend(COST.float);
        break;
      case 0x46: // FLOAT
        this.#budget.spend(COST.float);
        this.#push(parseFloatText(this.#line()));
        break;

      // text and bytes
      case 0x8c: // SHORT_BINUNICODE
        this.#pushText(this.#byte());
        break;
      case 0x58: // BINUNICODE
        this.#pushText(this.#uint32());
        break;
      case 0x8d: // BINUNICODE8
        this.#pushText(this.#length64());
        break;
      case 0x56: // UNICODE, raw-unicode-escape
        this.#push(rawUnicode(this.#line()));
        break;
      case 0x55: // SHORT_BINSTRING
        this.#pushPy2(this.#byte());
        break;
      case 0x54: // BINSTRING
        this.#pushPy2(this.#uint32());
        break;
      case 0x53: // STRING
        this.#push(parseQuoted(this.#line()) ?? this.#fail("a quoted string has no quotes"));
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
        this.#marks.push(this.#stack.length);
        this.#floor = this.#stack.length;
        break;
      case 0x29: // EMPTY_TUPLE
        this.#budget.spend(COST.tuple);
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
        this.#budget.spend(COST.tuple);
        this.#push(new PickledTuple(this.#popMark()));
        break;
      case 0x5d: // EMPTY_LIST
        this.#budget.spend(COST.list);
        this.#push([]);
        break;
      case 0x6c: // LIST
        this.#budget.spend(COST.list);
        this.#push(this.#popMark());
        break;
      case 0x61: // APPEND
        this.#append([this.#pop()]);
        break;
      case 0x65: // APPENDS
        this.#append(this.#popMark());
        break;
      case 0x7d: // EMPTY_DICT
        this.#emptyDict();
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
        this.#budget.spend(COST.set);
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
        if (this.#stack.length > this.#floor) this.#pop();
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
        this.#get(Number(this.#decimal()));
        break;
      case 0x71: // BINPUT
        this.#put(this.#byte());
        break;
      case 0x72: // LONG_BINPUT
        this.#put(this.#uint32());
        break;
      case 0x70: // PUT
        this.#put(Number(this.#decimal()));
        break;
      case 0x94: // MEMOIZE
        this.#put(this.#memo.size);
        break;

      // everything that names or builds goes to the host
      case 0x63: {
        // GLOBAL
        this.#budget.spend(COST.name);
        const module = this.#line();
        this.#push(this.#host.findGlobal(module, this.#line()));
        break;
      }
      case 0x93: {
        // STACK_GLOBAL
        this.#budget.spend(COST.name);
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
        if (!(keywords instanceof PickledDict)) this.#fail("keyword arguments are no dictionary");
        this.#reduce(this.#pop(), args, keywords.entries.size > 0 ? keywords : undefined);
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
        this.#budget.spend(COST.storage);
        this.#push(this.#host.persistentLoad(this.#pop()));
        break;
      case 0x50: // PERSID
        this.#budget.spend(COST.storage);
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
