/**
 * Tells from its first bytes what a file is that is no CSV in UTF-8, such as a workbook or an archive, and what to do with it.
 *
 * Only a file whose header was refused is looked at here. An export whose first column has an odd name, such as `[note]`, is read
 * like any other export.
 */
import { Failure } from "../domain/failure.ts";
import type { DamagedText } from "./damage.ts";
import { savingAsUtf8 } from "./encoding-advice.ts";

export interface ForeignKind {
  /** What the file is, such as `a zip archive`. */
  readonly is: string;
  /** What to do with the file: a sentence. */
  readonly next: string;
}

/** The failure for a file that is no CSV in UTF-8; undefined where its first bytes do not tell. @param bytes are unpacked. */
export function notCsvFailure(bytes: Uint8Array, file: string): Failure | undefined {
  const kind = findForeignKind(bytes);
  return kind && new Failure("not-a-csv", { place: { file }, found: `it is ${kind.is}`, next: kind.next });
}

/** What is wrong with a damaged file that has to be text in UTF-8, because nothing else is read in its place. */
export function notTextSays(bytes: Uint8Array, { says }: Pick<DamagedText, "says">): string {
  const kind = kindOfOtherBytes(startOf(bytes));
  return kind === undefined
    ? says
    : `it is ${kind.is}${kind.is.startsWith("text") ? "; save it as UTF-8" : ", and no text; write it as text in UTF-8"}`;
}

/** What the file is; undefined where its first bytes do not tell. */
export function findForeignKind(bytes: Uint8Array): ForeignKind | undefined {
  const start = startOf(bytes);
  return kindOfOtherBytes(start) ?? kindOfMarkup(start);
}

/** One character for each byte. */
function startOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("latin1", 0, LOOKED_AT);
}

/** What a file is that is no text, or text whose letters take two or four bytes. */
function kindOfOtherBytes(start: string): ForeignKind | undefined {
  const known = STARTS.find(({ mark, at = 0 }) => start.startsWith(mark, at));
  if (known !== undefined) return known;
  if (start.startsWith(ZIP_ENTRY) || start.startsWith(EMPTY_ZIP)) return kindOfZip(start);
  return kindOfWideText(start);
}

/** Bytes enough to pass the first entries of a workbook. */
const LOOKED_AT = 64 * 1024;

const SAVE_SHEET =
  "Open it as a spreadsheet, save it without a password as .xlsx or as CSV UTF-8 (comma delimited), and name that file.";
const EXPORT = "Have the records exported as CSV in UTF-8 with a header line, as JSON lines, or as Parquet.";
const ONE_OBJECT_A_LINE =
  "Write one flat object a line, such as with jq -c . (of a list with jq -c '.[]'), and name that file.";
const EXPORT_AGAIN =
  "Is it a page of an error, or for signing in? Then export again. If it is a table, open it as a spreadsheet and save it as .xlsx or CSV UTF-8.";

function unpackingWith(command: string): string {
  return `Unpack it with ${command}, or pack it with gzip instead, and name that file.`;
}

function openingWith(command: string): string {
  return `Unpack it with ${command}, and name the exports that were in it.`;
}

function textIn(encoding: string): ForeignKind {
  return { is: `text in ${encoding}`, next: savingAsUtf8(encoding) };
}

function utf16Text(order: "LE" | "BE"): ForeignKind {
  return {
    is: `text in UTF-16${order} without a byte order mark`,
    next: `Read it with --encoding utf-16${order.toLowerCase()}, or with encoding: utf-16${order.toLowerCase()} in a mapping.`,
  };
}

/** What a file is that has the mark `at` an offset, which is 0 where none is given. A longer mark stands before its beginning. */
const STARTS: readonly (ForeignKind & { readonly mark: string; readonly at?: number })[] = [
  { mark: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", is: "an old workbook (.xls), or one with a password", next: SAVE_SHEET },
  { mark: "\x1f\x8b", is: "packed with gzip twice", next: "Unpack it once, with gunzip, and name that file." },
  { mark: "\x28\xb5\x2f\xfd", is: "packed with zstd", next: unpackingWith("zstd -d") },
  { mark: "1AY&SY", at: 4, is: "packed with bzip2", next: unpackingWith("bunzip2") },
  { mark: "\xfd7zXZ\0", is: "packed with xz", next: unpackingWith("unxz") },
  { mark: "7z\xbc\xaf\x27\x1c", is: "a 7z archive", next: openingWith("7z x") },
  { mark: "ustar", at: 257, is: "a tar archive", next: openingWith("tar xf") },
  { mark: "PAR1", is: "a Parquet file", next: "Name it as a file of its own, not packed and not through a pipe." },
  { mark: "%PDF-", is: "a PDF document", next: EXPORT },
  { mark: "SQLite format 3\0", is: "an SQLite database", next: EXPORT },
  { mark: "\xff\xfe\0\0", ...textIn("UTF-32") },
  { mark: "\0\0\xfe\xff", ...textIn("UTF-32") },
  { mark: "\xff\xfe", ...textIn("UTF-16") },
  { mark: "\xfe\xff", ...textIn("UTF-16") },
];

/** An archive that is a file of its own is opened before anybody looks for a header in it. */
const UNZIP =
  "An archive is read where it is a file of its own, not within another or through a pipe. Write it to a file, or unpack it with unzip, and name that.";

const ZIP_ENTRY = "PK\x03\x04";
const EMPTY_ZIP = "PK\x05\x06";

/** Workbooks are zip archives whose entries have telling names. The entries may come in any order. */
function kindOfZip(start: string): ForeignKind {
  const names = entryNames(start);
  const isOtherOffice = names.some((name) => /^(?:word|ppt)\//.test(name));
  if (names.some((name) => name.startsWith("xl/")) || (names[0] === "[Content_Types].xml" && !isOtherOffice))
    return { is: "an Excel workbook (.xlsx)", next: SAVE_SHEET };
  if (names[0] === "mimetype" && start.includes("application/vnd.oasis.opendocument.spreadsheet"))
    return { is: "a workbook (.ods)", next: SAVE_SHEET };
  return { is: "a zip archive", next: UNZIP };
}

/** The names of the entries that begin here. An entry has the length of its name at 26, in two bytes, and the name at 30. */
function entryNames(start: string): readonly string[] {
  const names: string[] = [];
  for (let at = start.indexOf(ZIP_ENTRY); at >= 0; at = start.indexOf(ZIP_ENTRY, at + 1)) {
    const length = start.charCodeAt(at + 26) + start.charCodeAt(at + 27) * 256;
    names.push(start.slice(at + 30, at + 30 + length));
  }
  return names;
}

/** Text without a byte order mark in which each letter takes two or four bytes: letters of ASCII have zeros at the same places. */
function kindOfWideText(start: string): ForeignKind | undefined {
  const bytes = start.slice(0, WIDE_TEXT_LOOKED_AT).replaceAll(/[^\0]/g, "x").replaceAll("\0", "0");
  return WIDE_ENCODINGS.find(({ pattern }) => pattern.test(bytes))?.kind;
}

/** Bytes of eight letters in UTF-16, or of four in UTF-32. */
const WIDE_TEXT_LOOKED_AT = 16;

/** At least two letters: `0` is a zero, `x` is any other byte. */
const WIDE_ENCODINGS: readonly { readonly kind: ForeignKind; readonly pattern: RegExp }[] = [
  { kind: textIn("UTF-32LE"), pattern: /^(?:x000){2,}$/ },
  { kind: textIn("UTF-32BE"), pattern: /^(?:000x){2,}$/ },
  { kind: utf16Text("LE"), pattern: /^(?:x0){2,}$/ },
  { kind: utf16Text("BE"), pattern: /^(?:0x){2,}$/ },
];

/** Text that is written for other programs: JSON, HTML, XML. A byte order mark and blanks may stand in front. */
function kindOfMarkup(start: string): ForeignKind | undefined {
  const text = start.replace(/^\xef\xbb\xbf/, "").trimStart();
  if (/^\{\s*["}]/.test(text) || /^\[\s*[[{"\]\d-]/.test(text)) return { is: "JSON", next: ONE_OBJECT_A_LINE };
  if (/^<(?:!doctype html|html|table)\b/i.test(text)) return { is: "a web page (HTML)", next: EXPORT_AGAIN };
  return text.startsWith("<?xml") ? { is: "XML", next: EXPORT } : undefined;
}
