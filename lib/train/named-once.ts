/** Messages of errors, as people read them. */

/** What Node adds to a system's error: the call and its path. */
const SYSTEM_CALL = /, [a-z]+ '([^'\n]+)'(?: -> '[^'\n]+')?/g;
/** A path, and after a colon the same path again. */
const AGAIN = /([^:\s][^:\n]*): \1(?= )/g;

/** A message that names each file once, where the errors that it was put together from each named it. */
export function namedOnce(message: string): string {
  return message
    .replace(SYSTEM_CALL, (said: string, file: string, at: number) =>
      message.slice(0, at).includes(file) ? "" : said,
    )
    .replace(AGAIN, "$1: it");
}
