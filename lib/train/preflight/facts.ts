/** What is known of every sample once all were looked at, and how they are looked at: some at a time, each once. */

import { Limit } from "../../data/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { type AnnotationFacts, annotationsOf } from "./annotations.ts";
import { type HeaderFacts, headerOf } from "./header.ts";
import { type PixelFacts, pixelFacts } from "./pixels.ts";
import { decodeAsTrained, fileBytes, pixelsOfPart, reasonOf, type Source, type Subject } from "./subject.ts";

/** What is known of one sample. */
export interface SampleFacts {
  subject: Subject;
  /** Null for what is no file of its own, as a row of an archive. */
  header: HeaderFacts | null;
  /** Pixels as training reads them; null where they cannot be had. */
  size: { width: number; height: number } | null;
  pixels: PixelFacts | null;
  /** Why there are no pixels; null where there are. */
  problem: string | null;
  annotations: AnnotationFacts | null;
}

/** Images with more are not decoded here. */
export const MOST_PIXELS = 1e8;

/** How samples are looked at. */
export interface Looking {
  operation: string;
  /** How many at a time. */
  atOnce: number;
  signal?: AbortSignal;
  onLooked: (done: number, total: number) => void;
}

/** Looks at every sample; throws nothing but an AbortError. */
export async function factsOf(source: Source, looking: Looking): Promise<SampleFacts[]> {
  const { subjects } = source;
  const limit = new Limit(looking.atOnce);
  let done = 0;
  return Promise.all(
    subjects.map((subject) =>
      limit.run(async () => {
        throwIfAborted(looking.signal, looking.operation);
        const facts = await look(source, subject, looking);
        looking.onLooked(++done, subjects.length);
        return facts;
      }),
    ),
  );
}

async function look(source: Source, subject: Subject, { signal, operation }: Looking): Promise<SampleFacts> {
  const facts: SampleFacts = {
    subject,
    header: null,
    size: null,
    pixels: null,
    problem: null,
    annotations: null,
  };
  try {
    const part = source.parts[subject.part];
    const bytes = await fileBytes(subject, signal);
    if (bytes !== null) {
      if (bytes.length === 0) {
        facts.problem = "the file is empty";
        return facts;
      }
      facts.header = await headerOf(bytes);
      const { size } = facts.header;
      if (size !== null && size.width * size.height > MOST_PIXELS) return { ...facts, size };
    }
    const image =
      (bytes === null ? null : await decodeAsTrained(bytes, source.decoding, MOST_PIXELS)) ??
      (part === undefined ? null : await pixelsOfPart(part, subject, signal));
    if (image === null) throw new Error("it is no image of a format that is read");
    facts.size = { width: image.width, height: image.height };
    facts.pixels = await pixelFacts(image);
    if (part !== undefined) facts.annotations = await annotationsOf(part, subject, facts.size, signal);
  } catch (error) {
    throwIfAborted(signal, operation);
    facts.problem = reasonOf(error, subject.path);
  }
  return facts;
}
