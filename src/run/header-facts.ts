/** The facts about an export that its header alone tells. */
import type { Header } from "../input/header.ts";
import type { ExportFacts } from "./rows/read-rows.ts";

type HeaderFacts = Pick<ExportFacts, "kind" | "encoding" | "delimiter" | "columns">;

/** @param encoding of the file; undefined for UTF-8. */
export function headerFacts(
  { kind, byteOrderMark, delimiter, columns }: Header,
  encoding: string | undefined,
): HeaderFacts {
  return {
    kind,
    encoding: encoding ?? (byteOrderMark ? "utf-8 with BOM" : "utf-8"),
    delimiter: String.fromCharCode(delimiter),
    columns,
  };
}
