/** Proxies by environment variables: which URLs they serve, plain requests, tunnels, refusals. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { download } from "../../lib/io/index.ts";
import { proxyFor } from "../../lib/io/proxy.ts";
import { listen, serve, stop } from "./server.ts";
import { errorOf, temporaryFolder } from "./support.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  vi.unstubAllEnvs();
});

describe("which proxy", () => {
  const chosen = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env)?.host ?? null;

  test.each([
    ["https://a.org/", { HTTPS_PROXY: "http://p:1" }, "p:1"],
    ["https://a.org/", { HTTPS_PROXY: "http://p:1", https_proxy: "http://q:2" }, "q:2"],
    ["https://a.org/", { HTTP_PROXY: "http://p:1" }, null],
    ["http://a.org/", { HTTP_PROXY: "http://p:1" }, "p:1"],
    ["http://a.org/", { ALL_PROXY: "p:1" }, "p:1"],
    ["https://a.org/", {}, null],
    ["https://a.org/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "*" }, null],
    ["https://a.org/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "b.org, a.org" }, null],
    ["https://x.a.org/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "a.org" }, null],
    ["https://x.a.org/", { HTTPS_PROXY: "http://p:1", NO_PROXY: ".a.org" }, null],
    ["https://x.a.org/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "*.a.org" }, null],
    ["https://ba.org/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "a.org" }, "p:1"],
    ["https://a.org:8443/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "a.org:443" }, "p:1"],
    ["https://a.org/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "a.org:443" }, null],
    ["https://[::1]/", { HTTPS_PROXY: "http://p:1", no_proxy: "::1" }, null],
    ["https://[::1]/", { HTTPS_PROXY: "http://p:1", no_proxy: "[::1]:443" }, null],
    ["https://127.0.0.1/", { HTTPS_PROXY: "http://p:1", NO_PROXY: "localhost,127.0.0.1" }, null],
  ])("%s with %j: %s", (url, env, expected) => {
    expect(chosen(url, env as Record<string, string>)).toBe(expected);
  });

  test("a SOCKS proxy is refused by name", () => {
    expect(() => proxyFor(new URL("https://a.org"), { ALL_PROXY: "socks5://p:1" })).toThrow("socks5");
  });
});

/** A proxy that tunnels, and notes what it was asked for. */
async function startProxy(options: { refuse?: boolean } = {}): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const proxy: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    response.end("through the proxy");
  });
  proxy.on("connect", (request, socket, head) => {
    asked.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    if (options.refuse) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const [host, port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on("close", () => socket.destroy());
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await listen(proxy);
  closing.push(() => stop(proxy));
  return { url: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

/** Key and certificate for 127.0.0.1, or null where openssl is missing. */
function certificate(): { key: string; cert: string } | null {
  const folder = temporaryFolder();
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  try {
    const kind = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"];
    execFileSync("openssl", [...kind, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
  } catch {
    console.warn("skipped: no openssl to make a test certificate with");
    return null;
  }
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}

describe("through a proxy", () => {
  test("a plain http request asks the proxy for the whole URL, with its password", async () => {
    const { url, asked } = await startProxy();
    vi.stubEnv("http_proxy", `http://me:p%40ss@${url}`);
    vi.stubEnv("no_proxy", "");
    vi.stubEnv("NO_PROXY", "");
    const dest = path.join(temporaryFolder(), "x");
    await download("http://example.invalid/file", dest);
    expect(readFileSync(dest, "utf8")).toBe("through the proxy");
    const password = Buffer.from("me:p@ss").toString("base64");
    expect(asked).toEqual([`GET http://example.invalid/file Basic ${password}`]);
  });

  test("an https request is tunnelled", async () => {
    const pair = certificate();
    if (pair === null) return;
    const secure = createTlsServer(pair, (_, response) => response.end("over tls"));
    await listen(secure);
    closing.push(() => stop(secure));
    const port = (secure.address() as AddressInfo).port;
    const { url, asked } = await startProxy();
    vi.stubEnv("https_proxy", `http://${url}`);
    vi.stubEnv("no_proxy", "");
    vi.stubEnv("NO_PROXY", "");
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0"); // the certificate is this test's own
    const dest = path.join(temporaryFolder(), "x");
    await download(`https://127.0.0.1:${port}/file`, dest);
    expect(readFileSync(dest, "utf8")).toBe("over tls");
    expect(asked).toEqual([`CONNECT 127.0.0.1:${port}`]);
  });

  test("a proxy that refuses is named", async () => {
    const { url } = await startProxy({ refuse: true });
    vi.stubEnv("https_proxy", `http://${url}`);
    vi.stubEnv("no_proxy", "");
    vi.stubEnv("NO_PROXY", "");
    const error = await errorOf(
      download("https://example.invalid/x", path.join(temporaryFolder(), "x"), { retries: 0 }),
    );
    expect(error.message).toContain(`the proxy ${url} refused example.invalid:443: 407`);
  });

  test("NO_PROXY goes around it", async () => {
    const direct = await serve((_, response) => response.end("direct"));
    closing.push(direct.close);
    const { url, asked } = await startProxy();
    vi.stubEnv("http_proxy", `http://${url}`);
    vi.stubEnv("no_proxy", "127.0.0.1");
    const dest = path.join(temporaryFolder(), "x");
    await download(direct.url, dest);
    expect(readFileSync(dest, "utf8")).toBe("direct");
    expect(asked).toEqual([]);
  });
});
