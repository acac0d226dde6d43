/**
 * The workbook in LibreOffice, which works every formula out again: what it shows is what was written beside the formula. `.ci/office` gets
 * LibreOffice; where it is not, the test leaves itself out, and its title says why.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { describe, expect, test } from "vitest";
import type { ReportFacts } from "../../src/report/report-facts.ts";
import { sheetsOf } from "../../src/report/sheets/sheets.ts";
import { workbookParts } from "../../src/report/sheets/workbook-parts.ts";
import { kakaoBook } from "../support/kakao-book.ts";
import { hostileFacts } from "../support/report-facts.ts";
import { tempFolder } from "../support/temp-folder.ts";

const OFFICE = "/usr/bin/soffice";
const LEFT_OUT = existsSync(OFFICE) ? "" : ", left out: LibreOffice is not here, .ci/office gets it";
const SLOW_MS = 240_000;
/** Commas, quotes, UTF-8, values as they are, every sheet. */
const AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

async function facts(): Promise<ReportFacts> {
  const story = await kakaoBook();
  const { summary, figures, state } = JSON.parse((await story.run("report 1 --format json --lang en")).out);
  return { ...hostileFacts(), summary, figures, state, earlier: undefined };
}

/** Each sheet as LibreOffice writes it as a CSV, by name of the file. */
async function csvs(parts: ReturnType<typeof workbookParts>): Promise<ReadonlyMap<string, string>> {
  const folder = await tempFolder();
  const zip = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, xml] of parts) await zip.add(name, new TextReader(xml));
  writeFileSync(join(folder, "a.xlsx"), await zip.close());
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const run = promisify(execFile);
  await run(OFFICE, [
    profile,
    "--headless",
    "--convert-to",
    AS_CSV,
    "--outdir",
    join(folder, "out"),
    join(folder, "a.xlsx"),
  ]);
  const files = readdirSync(join(folder, "out")).sort();
  return new Map(files.map((file) => [file, readFileSync(join(folder, "out", file), "utf8")]));
}

describe.skipIf(LEFT_OUT !== "")(`a workbook in LibreOffice${LEFT_OUT}`, () => {
  test.for(["en", "ko"] as const)(
    "in %s shows the same when formulas are worked out",
    { timeout: SLOW_MS },
    async (language) => {
      const written = workbookParts(sheetsOf(await facts(), language));
      const bare = written.map(([name, xml]) => [name, xml.replace(/(<\/f>)<v>[^<]*<\/v>/g, "$1")] as const);
      const sums = written.flatMap(([, xml]) => xml.match(/<f>/g) ?? []).length;
      expect(sums).toBeGreaterThan(15);
      expect(bare).not.toEqual(written);
      const [shown, worked] = [await csvs(written), await csvs(bare)];
      expect(shown.size).toBe(6);
      expect(worked).toEqual(shown);
    },
  );

  test("that holds formulas of strangers shows them as texts", { timeout: SLOW_MS }, async () => {
    const shown = await csvs(workbookParts(sheetsOf(hostileFacts(), "en")));
    expect(shown.get("a-By rule.csv")).toContain("=1+1</style></title><script>alert(1)");
  });
});
