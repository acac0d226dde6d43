/**
 * The bytes of a workbook. They depend on nothing but the facts: the archive has no time of its own, and its parts are stored as they are,
 * because what zlib packs differs between its versions.
 */
import type { Language } from "../habits.ts";
import type { ReportFacts } from "../report-facts.ts";
import { sheetsOf } from "./sheets.ts";
import { workbookParts } from "./workbook-parts.ts";

/** 1980-01-01 00:00 as archives write it, which is the first moment they know. */
const NO_TIME = 0x0021_0000;

export async function workbookBytes(facts: ReportFacts, language: Language): Promise<Uint8Array> {
  // The library is loaded only here, because most plans have no workbook.
  const { Uint8ArrayWriter, TextReader, ZipWriter, configure } = await import("@zip.js/zip.js");
  configure({ useWebWorkers: false });
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    level: 0,
    rawLastModDate: NO_TIME,
    extendedTimestamp: false,
    dataDescriptor: false,
  });
  for (const [name, xml] of workbookParts(sheetsOf(facts, language))) await zip.add(name, new TextReader(xml));
  return zip.close();
}
