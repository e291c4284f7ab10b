/**
 * HTTP(S) requests that honour HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, which Node 20's own client ignores.
 *
 * An https request through a proxy is tunnelled (CONNECT), so the proxy sees only the host's name.
 */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { type TLSSocket, connect as tlsConnect } from "node:tls";

/** Environment variables, by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL by the usual environment variables, or null.
 *
 * Lower-case names win, as in curl. NO_PROXY lists hosts (`example.org` covers its subdomains), `host:port`, or `*`.
 *
 * @throws Error if the variable holds no http or https URL
 */
export function proxyFor(url: URL, env: Env = process.env): URL | null {
  const variable = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || "";
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  for (const rule of variable("no_proxy")
    .toLowerCase()
    .split(/[\s,]+/)) {
    if (rule === "") continue;
    if (rule === "*") return null;
    const parts = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(rule);
    const isPlainIpv6 = rule.split(":").length > 2 && !rule.startsWith("[");
    const name = (isPlainIpv6 ? rule : (parts?.[1] ?? rule)).replace(/^\*?\./, "");
    const rulePort = isPlainIpv6 ? undefined : parts?.[2];
    if (rulePort !== undefined && rulePort !== port) continue;
    if (host === name || host.endsWith(`.${name}`)) return null;
  }
  const value = variable(url.protocol === "https:" ? "https_proxy" : "http_proxy") || variable("all_proxy");
  if (value === "") return null;
  const proxy = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  if (proxy.protocol !== "http:" && proxy.protocol !== "https:") {
    throw new Error(`the proxy ${proxy.protocol}//${proxy.host} is neither http nor https`);
  }
  return proxy;
}

/** A GET request that is about to be sent. */
export interface GetOptions {
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Milliseconds without any byte after which the connection counts as dead. */
  idleTimeout: number;
  env?: Env;
}

/** Sends one GET request, through a proxy where the environment says so; redirects are the caller's affair. */
export async function get(url: URL, options: GetOptions): Promise<IncomingMessage> {
  const proxy = proxyFor(url, options.env);
  if (proxy === null) return send(url, options, {});
  if (url.protocol === "https:") {
    const socket = await tunnel(url, proxy, options);
    return send(url, options, { createConnection: () => socket });
  }
  // plain http: the proxy is asked for the full URL
  const headers = { ...options.headers, host: url.host, ...authorization(proxy) };
  return send(proxy, { ...options, headers }, { path: url.href });
}

function authorization(proxy: URL): Record<string, string> {
  if (proxy.username === "") return {};
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}

function send(url: URL, options: GetOptions, extra: RequestOptions): Promise<IncomingMessage> {
  const { headers, signal, idleTimeout } = options;
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, signal, ...extra }, resolve);
    sent.setTimeout(idleTimeout, () => sent.destroy(timedOut(url, idleTimeout)));
    sent.on("error", reject);
    sent.end();
  });
}

function timedOut(url: URL, milliseconds: number): Error {
  return Object.assign(new Error(`no answer from ${url.host} for ${milliseconds / 1000} s`), {
    code: "ETIMEDOUT",
  });
}

/** Opens a TLS connection to the URL's host through the proxy. */
function tunnel(url: URL, proxy: URL, options: GetOptions): Promise<TLSSocket> {
  const target = `${url.hostname}:${url.port || 443}`;
  const request = proxy.protocol === "https:" ? httpsRequest : httpRequest;
  const { signal, idleTimeout } = options;
  return new Promise((resolve, reject) => {
    const asked = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
      method: "CONNECT",
      path: target,
      headers: { host: target, ...authorization(proxy) },
      agent: false,
      signal,
    });
    asked.setTimeout(idleTimeout, () => asked.destroy(timedOut(proxy, idleTimeout)));
    asked.on("error", reject);
    asked.on("connect", (answer, socket) => {
      if (answer.statusCode !== 200) {
        socket.destroy();
        const text = `the proxy ${proxy.host} refused ${target}: ${answer.statusCode} ${answer.statusMessage ?? ""}`;
        reject(Object.assign(new Error(text), { code: "ERR_PROXY_REFUSED" }));
        return;
      }
      const name = url.hostname.replace(/^\[|\]$/g, "");
      const secure = tlsConnect({ socket, host: name, ...(isIP(name) === 0 && { servername: name }) });
      secure.once("error", reject);
      secure.once("secureConnect", () => {
        secure.removeListener("error", reject);
        resolve(secure);
      });
    });
    asked.end();
  });
}
