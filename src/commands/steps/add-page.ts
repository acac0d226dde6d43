/** Adds the files for people to a staged plan whose other files are finished: the page, and a workbook where one is asked for. */
import type { Book } from "../../book/book.ts";
import { listing, type Manifest, PAGE, WORKBOOK } from "../../book/manifest.ts";
import type { StagingFolder } from "../../book/staging.ts";
import type { Figures } from "../../report/figures.ts";
import type { Language } from "../../report/habits.ts";
import type { ReportFacts } from "../../report/report-facts.ts";
import type { Summary } from "../../report/summary.ts";
import { findEarlier } from "./earlier-run.ts";

export interface PageParts {
  readonly summary: Summary;
  /** Undefined for a counter-run of a run that has none. */
  readonly figures: Figures | undefined;
  /** Lists the other files: what the page is made from. */
  readonly manifest: Manifest;
  readonly book: Book;
  /** English when undefined. */
  readonly lang: Language | undefined;
  readonly xlsx: boolean | undefined;
}

/** @returns the manifest that lists them, too. */
export async function addPage(parts: PageParts, staging: StagingFolder): Promise<Manifest> {
  const { summary, figures, manifest, book, lang = "en", xlsx } = parts;
  const { pageText } = await import("../../report/page/page.ts");
  const earlier = findEarlier(manifest.outage, book.runs);
  const facts: ReportFacts = { summary, figures, origins: manifest, state: { kind: "plan" }, earlier };
  staging.write(PAGE, pageText(facts, lang));
  if (xlsx === true) {
    const { workbookBytes } = await import("../../report/sheets/workbook-file.ts");
    staging.write(WORKBOOK, await workbookBytes(facts, lang));
  }
  return listing(manifest, staging.files());
}
