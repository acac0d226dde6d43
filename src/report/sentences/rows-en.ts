/** Where the rows of a record stand, and which of them counts, in English. */
import type { ExportLine } from "../explanation.ts";
import type { RowSentences } from "./sentences.ts";

export const rowsEn: RowSentences = {
  place: ({ file, line }) => `${file}, line ${line}`,
  duplicates: (places) => `the same row stands again in ${placesText(places)}; it counts once`,
  lineItems: (places) => `further items of the record stand in ${placesText(places)}; the record counts once`,
  superseded: (places) => `it supersedes the older rows of the record in ${placesText(places)}, which give nothing`,
  noneInItsPlace: () =>
    "an older row of the record does not count in its place: what it says is known to be out of date",
  conflicts: (places) =>
    `another row has the same service and id and says something else (${placesText(places)}): neither is compensated`,
};

function placesText(places: readonly ExportLine[]): string {
  return places.map(rowsEn.place).join(" and ");
}
