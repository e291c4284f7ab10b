/** One file of TensorBoard's events, made with its first record. */
import { appendFile, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { type Summary, startEvent, summaryEvent, versionEvent } from "./events.ts";

/** Bytes that are held before they are written. */
const MOST_HELD = 1 << 16;

/** Holds records until there are enough, or they are asked to be written. */
export class EventFile {
  readonly #dir: string;
  #file: string | null = null;
  #held: Uint8Array[] = [];
  #bytes = 0;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Adds values of a step. */
  async add(step: number, values: readonly Summary[]): Promise<void> {
    this.#hold(summaryEvent(Date.now() / 1000, step, values));
    if (this.#bytes >= MOST_HELD) await this.flush();
  }

  /** Says that what other files have from this step on is void. */
  begin(step: number): void {
    this.#hold(startEvent(Date.now() / 1000, step));
  }

  /** Writes what is held. */
  async flush(): Promise<void> {
    if (this.#held.length === 0) return;
    const bytes = Buffer.concat(this.#held);
    this.#held = [];
    this.#bytes = 0;
    await appendFile(await this.#open(), bytes);
  }

  #hold(record: Uint8Array): void {
    this.#held.push(record);
    this.#bytes += record.length;
  }

  /** Names sort as the files were made. */
  async #open(): Promise<string> {
    if (this.#file !== null) return this.#file;
    await mkdir(this.#dir, { recursive: true });
    const before = (await readdir(this.#dir)).filter((name) =>
      name.startsWith("events.out.tfevents."),
    ).length;
    const seconds = Math.floor(Date.now() / 1000);
    const name = `events.out.tfevents.${seconds}.torchts.${String(before).padStart(5, "0")}`;
    this.#file = path.join(this.#dir, name);
    await appendFile(this.#file, versionEvent(seconds), { flag: "ax" });
    return this.#file;
  }
}
