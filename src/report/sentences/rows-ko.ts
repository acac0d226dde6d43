/** Where the rows of a record stand, and which of them counts, in Korean. */
import type { ExportLine } from "../explanation.ts";
import type { RowSentences } from "./sentences.ts";

export const rowsKo: RowSentences = {
  place: ({ file, line }) => `${file} ${line}행`,
  duplicates: (places) => `같은 행이 ${placesText(places)}에 또 있으며, 한 건으로 처리합니다`,
  lineItems: (places) => `같은 건의 다른 품목이 ${placesText(places)}에 있으며, 한 건으로 처리합니다`,
  superseded: (places) => `${placesText(places)}의 이전 행을 대신하며, 이전 행은 보상하지 않습니다`,
  noneInItsPlace: () => "이전 행은 이미 지난 내용이므로 대신 보상하지 않습니다",
  conflicts: (places) =>
    `서비스와 번호가 같은데 내용이 다른 행이 있어(${placesText(places)}) 어느 쪽도 보상하지 않습니다`,
};

function placesText(places: readonly ExportLine[]): string {
  return places.map(rowsKo.place).join(", ");
}
