/** Telling HTML pages from files. */

/** Whether bytes are the start of an HTML or XML page, as servers send in place of a file. */
export function looksLikeHtml(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, 512)).toString("latin1");
  return /^[\s\xef\xbb\xbf]*<(!doctype|html|head|body|\?xml|!--)/i.test(text);
}
