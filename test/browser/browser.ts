/**
 * Pages in Chromium, as a reader opens them: from a file, with nothing but the file. `.ci/browser` gets Chromium; where it is
 * not, tests leave themselves out, and their titles say why.
 */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

/** Why these tests cannot run here, to be put behind a title; empty when they can. */
export const LEFT_OUT = existsSync(CHROMIUM) ? "" : ", left out: Chromium is not here, .ci/browser gets it";

export function openBrowser(): Promise<Browser> {
  // Without the sandbox, because root runs the tests in a container.
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}

export interface Opened {
  readonly page: Page;
  /** Whatever the page said or asked for: messages of the console, dialogs, requests. */
  readonly heard: readonly string[];
}

export async function openPage(browser: Browser, file: string, options: BrowserContextOptions): Promise<Opened> {
  const page = await browser.newPage(options);
  const heard: string[] = [];
  const address = pathToFileURL(file).href;
  page.on("console", (message) => heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== address) heard.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, heard };
}

/** What axe finds wrong, one line each; axe runs beside the page, whose own policy allows no script. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 120))))",
  );
  return Array.isArray(found) ? found.map(String) : [String(found)];
}

/** How far the page is wider than the window, in pixels. */
export async function overflowOf(page: Page): Promise<number> {
  return Number(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
}
