/** The report in a real browser: no request, no message, no overflow, nothing that axe finds, and inert whatever is written into it. */
import { writeFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageText } from "../../src/report/page/page.ts";
import { kakaoBook } from "../support/kakao-book.ts";
import { hostileFacts, longFacts } from "../support/report-facts.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { findViolations, LEFT_OUT, openBrowser, openPage, overflowOf } from "./browser.ts";

const LANGUAGES = ["en", "ko"] as const;
const WIDTHS = [360, 768, 1280] as const;
const SCHEMES = ["light", "dark"] as const;
const SLOW_MS = 120_000;

describe.skipIf(LEFT_OUT !== "")(`a report in Chromium${LEFT_OUT}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, SLOW_MS);
  afterAll(() => browser.close());

  async function written(text: string): Promise<string> {
    const file = `${await tempFolder()}/page.html`;
    writeFileSync(file, text);
    return file;
  }

  test.for(LANGUAGES)(
    "of a run, in %s, fits every screen and is for everybody",
    { timeout: SLOW_MS },
    async (language) => {
      const story = await kakaoBook();
      const file = await written((await story.run(`report 1 --lang ${language}`)).out);
      for (const width of WIDTHS)
        for (const colorScheme of SCHEMES) {
          const { page, heard } = await openPage(browser, file, { viewport: { width, height: 900 }, colorScheme });
          expect([width, colorScheme, await overflowOf(page)]).toEqual([width, colorScheme, 0]);
          await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
          expect([width, colorScheme, await overflowOf(page)]).toEqual([width, colorScheme, 0]);
          expect([width, colorScheme, await findViolations(page)]).toEqual([width, colorScheme, []]);
          expect(heard).toEqual([]);
          await page.close();
        }
    },
  );

  test("is read without scripts, and printed on A4", { timeout: SLOW_MS }, async () => {
    const story = await kakaoBook();
    const file = await written((await story.run("report 1 --lang en")).out);
    const { page, heard } = await openPage(browser, file, { javaScriptEnabled: false });
    expect(await page.locator("#number-records").isVisible()).toBe(true);
    await page.click("#outage details summary");
    expect(await page.locator("#table-windows").isVisible()).toBe(true);
    const printed = await page.pdf({ preferCSSPageSize: true });
    const sizes = [...printed.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sizes.length).toBeGreaterThan(2);
    for (const [, width, height] of sizes)
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
    expect(heard).toEqual([]);
    await page.close();
  });

  test.for(LANGUAGES)(
    "of 200 rules and the largest amounts, in %s, fits too",
    { timeout: SLOW_MS },
    async (language) => {
      const file = await written(pageText(longFacts(), language));
      for (const width of WIDTHS) {
        const { page } = await openPage(browser, file, { viewport: { width, height: 900 } });
        expect([width, await overflowOf(page)]).toEqual([width, 0]);
        await page.close();
      }
    },
  );

  test.for(LANGUAGES)("whose texts hold markup, in %s, is text", { timeout: SLOW_MS }, async (language) => {
    const file = await written(pageText(hostileFacts(), language));
    const { page, heard } = await openPage(browser, file, {});
    expect(
      await page.evaluate(
        "document.querySelectorAll('script, img, iframe, object, i, b, form, [onload], [onerror]').length",
      ),
    ).toBe(0);
    expect(
      await page.evaluate("[...document.querySelectorAll('a')].every((a) => a.getAttribute('href').startsWith('#'))"),
    ).toBe(true);
    expect(await page.evaluate("/[\\u202e\\u0007\\u200b]/.test(document.documentElement.textContent)")).toBe(false);
    expect(await findViolations(page)).toEqual([]);
    expect(heard).toEqual([]);
    await page.close();
  });
});
