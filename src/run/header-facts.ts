/** The facts about an export that its header alone tells. */
import type { Header } from "../input/header.ts";
import type { ExportFacts } from "./rows/read-rows.ts";

type HeaderFacts = Pick<ExportFacts, "kind" | "encoding" | "delimiter" | "columns">;

export function headerFacts({ kind, byteOrderMark, delimiter, columns }: Header): HeaderFacts {
  return {
    kind,
    encoding: byteOrderMark ? "utf-8 with BOM" : "utf-8",
    delimiter: String.fromCharCode(delimiter),
    columns,
  };
}
