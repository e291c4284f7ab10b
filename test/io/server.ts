/** A web server on this machine that misbehaves on request, for the download tests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";

/** A running server; `requests` is what it was asked. */
export interface TestServer {
  url: string;
  requests: { path: string; range: string | undefined; headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1 whose requests `handle` answers. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<TestServer> {
  const requests: TestServer["requests"] = [];
  const server = createServer((request, response) => {
    const { range } = request.headers;
    requests.push({ path: request.url ?? "", range, headers: request.headers });
    handle(request, response, requests.length);
  });
  await listen(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => stop(server),
  };
}

/** Waits until a server listens on a free port of 127.0.0.1. */
export function listen(server: Server | TlsServer): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}

/** Closes a server and its connections. */
export function stop(server: Server | TlsServer): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Answers with the bytes, or the range of them that was asked for, as good servers do. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  options: { etag?: string; cutAfter?: number; ranges?: boolean } = {},
): void {
  const { etag, cutAfter, ranges = true } = options;
  if (etag !== undefined) response.setHeader("etag", etag);
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
  const fits = request.headers["if-range"] === undefined || request.headers["if-range"] === etag;
  let body = bytes;
  if (ranges && asked !== null && fits) {
    const start = Number(asked[1]);
    if (start >= bytes.length) {
      response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
      return;
    }
    body = bytes.subarray(start);
    response.writeHead(206, {
      "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      "content-length": body.length,
    });
  } else response.writeHead(200, { "content-length": body.length });
  if (cutAfter === undefined) response.end(body);
  else {
    // A client that has not read all when the connection closes loses the rest, so it gets time to read.
    response.write(body.subarray(0, cutAfter), () => setTimeout(() => response.socket?.end(), 200));
  }
}
