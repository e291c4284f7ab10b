/** The browser that pages are opened in; tests that need it are skipped, with the reason, where it does not start. */
import puppeteer, { type Browser, type Page } from "puppeteer-core";

/** A browser, or why there is none. */
export async function openBrowser(): Promise<{ browser: Browser } | { reason: string }> {
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    chromium.setGraphicsMode = false;
    const browser = await puppeteer.launch({
      args: puppeteer.defaultArgs({ args: chromium.args, headless: "shell" }),
      executablePath: await chromium.executablePath(),
      headless: "shell",
    });
    return { browser };
  } catch (error) {
    return { reason: `the browser does not start: ${(error as Error).message.split("\n")[0]}` };
  }
}

/** A page, with what it says and asks for. */
export interface Opened {
  page: Page;
  /** What its console says, and what it throws. */
  told: string[];
  /** Addresses beyond the file itself and what is written in it. */
  requests: string[];
}

/** Opens a file at a width, by day or by night. */
export async function openFile(
  browser: Browser,
  file: string,
  { width = 1280, dark = false }: { width?: number; dark?: boolean } = {},
): Promise<Opened> {
  const page = await browser.newPage();
  const [told, requests]: [string[], string[]] = [[], []];
  page.on("console", (message) => void told.push(message.text()));
  page.on("pageerror", (error) => void told.push(String(error)));
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith("data:") && address !== `file://${file}`) requests.push(address);
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.goto(`file://${file}`, { waitUntil: "load" });
  return { page, told, requests };
}
