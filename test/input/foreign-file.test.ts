/** Files that are no CSV are told by their first bytes, and nothing that may be a CSV is taken for one of them. */
import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { findForeignKind, notCsvFailure } from "../../src/input/foreign-file.ts";
import { zipOf } from "../support/zip.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at\n";
/** Text as bytes, one for each character. */
const raw = (text: string) => Buffer.from(text, "latin1");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const utf32le = (text: string) => Buffer.from(Uint32Array.from(text, (letter) => letter.codePointAt(0) ?? 0).buffer);
const utf32be = (text: string) => Buffer.from(utf32le(text)).swap32();
const tar = Buffer.concat([raw("rentals.csv".padEnd(257, "\0")), raw("ustar\x0000")]);

const WORKBOOK = "it is an Excel workbook (.xlsx)";
const SHEET = "save it without a password as .xlsx or as CSV UTF-8";
const UNPACK = "Unpack it with ";
const LINES = "Write one flat object a line";
const EXPORT = "Have the records exported as CSV";

describe("is told by its first bytes, with what to do", () => {
  test.for<readonly [name: string, bytes: Buffer, found: string, next: string]>([
    ["a workbook of Excel", zipOf("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), WORKBOOK, SHEET],
    ["a workbook whose sheets come first", zipOf("xl/worksheets/sheet1.xml"), WORKBOOK, SHEET],
    ["a workbook that begins otherwise", zipOf("docProps/app.xml", "xl/workbook.xml"), WORKBOOK, SHEET],
    ["a workbook with one entry at hand", zipOf("[Content_Types].xml"), WORKBOOK, SHEET],
    ["a text of Word", zipOf("[Content_Types].xml", "word/document.xml"), "it is a zip archive", "unzip"],
    [
      "a workbook of LibreOffice",
      zipOf("mimetype:application/vnd.oasis.opendocument.spreadsheet"),
      "it is a workbook (.ods)",
      SHEET,
    ],
    [
      "another document of it",
      zipOf("mimetype:application/vnd.oasis.opendocument.text"),
      "it is a zip archive",
      "unzip",
    ],
    [
      "an old workbook",
      raw("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
      "it is an old workbook (.xls), or one with a password",
      SHEET,
    ],
    ["a zip", zipOf("rentals.csv"), "it is a zip archive", "unpack it with unzip"],
    ["a zip without an entry", raw("PK\x05\x06".padEnd(22, "\0")), "it is a zip archive", "unpack it with unzip"],
    ["a zip with half an entry", raw("PK\x03\x04\x14"), "it is a zip archive", "unpack it with unzip"],
    ["zstd", raw("\x28\xb5\x2f\xfd\x24"), "it is packed with zstd", `${UNPACK}zstd`],
    ["bzip2", raw("BZh91AY&SY\x00"), "it is packed with bzip2", `${UNPACK}bunzip2`],
    ["xz", raw("\xfd7zXZ\0\0"), "it is packed with xz", `${UNPACK}unxz`],
    ["7z", raw("7z\xbc\xaf\x27\x1c\0\x04"), "it is a 7z archive", `${UNPACK}7z`],
    ["tar", tar, "it is a tar archive", `${UNPACK}tar`],
    ["gzip in gzip", gzipSync(HEADER), "it is packed with gzip twice", "Unpack it once"],
    ["Parquet", raw("PAR1\x15\x04"), "it is a Parquet file", "Name it as a file of its own"],
    ["a PDF", raw("%PDF-1.7\n%\xe2\xe3"), "it is a PDF document", EXPORT],
    ["SQLite", raw("SQLite format 3\0\x10\0"), "it is an SQLite database", EXPORT],
    ["UTF-16 with a mark", Buffer.from(`\ufeff${HEADER}`, "utf16le"), "it is text in UTF-16", "iconv -f UTF-16 -t"],
    ["UTF-16 with a mark, the other way", utf16be(`\ufeff${HEADER}`), "it is text in UTF-16", "iconv -f UTF-16 -t"],
    [
      "UTF-16",
      Buffer.from(HEADER, "utf16le"),
      "it is text in UTF-16LE without a byte order mark",
      "--encoding utf-16le",
    ],
    [
      "UTF-16, the other way",
      utf16be(HEADER),
      "it is text in UTF-16BE without a byte order mark",
      "--encoding utf-16be",
    ],
    [
      "two letters in UTF-16",
      Buffer.from("ab", "utf16le"),
      "it is text in UTF-16LE without a byte order mark",
      "--encoding utf-16le",
    ],
    ["UTF-32 with a mark", utf32le(`\ufeff${HEADER}`), "it is text in UTF-32", "iconv -f UTF-32 -t"],
    ["UTF-32 with a mark, the other way", utf32be(`\ufeff${HEADER}`), "it is text in UTF-32", "iconv -f UTF-32 -t"],
    ["UTF-32", utf32le(HEADER), "it is text in UTF-32LE", "iconv -f UTF-32LE -t"],
    ["UTF-32, the other way", utf32be(HEADER), "it is text in UTF-32BE", "iconv -f UTF-32BE -t"],
    ["JSON", raw('[\n  {"rental_id": 1}\n]'), "it is JSON", LINES],
    ["JSON of numbers", raw("[1, 2]"), "it is JSON", LINES],
    ["JSON without anything in it", raw("[]"), "it is JSON", LINES],
    ["JSON lines", raw('{"rental_id":1}\n{"rental_id":2}\n'), "it is JSON", LINES],
    ["JSON behind a byte order mark and blanks", raw('\xef\xbb\xbf\r\n { "a": 1 }'), "it is JSON", LINES],
    ["a page", raw("<!DOCTYPE html>\n<html>"), "it is a web page (HTML)", "Is it a page of an error"],
    ["a page without its type", raw("\n<HTML lang=ko>"), "it is a web page (HTML)", "Is it a page of an error"],
    [
      "a table that a spreadsheet opens",
      raw("<table border=1>"),
      "it is a web page (HTML)",
      "Is it a page of an error",
    ],
    ["XML", raw('<?xml version="1.0"?>'), "it is XML", EXPORT],
  ])("%s", ([, bytes, found, next]) => {
    const failure = notCsvFailure(bytes, "rentals.csv");
    expect(failure).toMatchObject({ code: "not-a-csv", exit: 3, place: { file: "rentals.csv" } });
    const [first, second] = failure?.message.split("\n") ?? [];
    expect(first).toBe(`rentals.csv: this is no CSV in UTF-8: ${found}`);
    expect(second).toContain(next);
    expect(second).toMatch(/^ {2}[A-Z].*\.$/);
  });

  test("with nothing but its first bytes at hand", () => {
    const big = Buffer.concat([zipOf("docProps/app.xml", "xl/workbook.xml"), Buffer.alloc(1_000_000, "PK\x03\x04")]);
    expect(findForeignKind(big)?.is).toBe("an Excel workbook (.xlsx)");
  });
});

describe("is not told of", () => {
  test.for<readonly [name: string, bytes: Buffer]>([
    ["an export", raw(HEADER)],
    ["nothing", raw("")],
    ["one byte", raw("P")],
    ["one letter in UTF-16", Buffer.from("a", "utf16le")],
    ["a header with a NUL in it", raw("rental\0id,a\0")],
    ["zeros", Buffer.alloc(64)],
    ["Korean in CP949", Buffer.from([0xb8, 0xe1, 0xb7, 0xd0])],
    ["a column in brackets", raw("[note],rental_id\n")],
    ["a column in braces", raw("{note},rental_id\n")],
    ["a column called PK", raw("PK,rental_id\n")],
    ["a column called BZh", raw("BZh,rental_id\n")],
    ["a column that begins with <", raw("<none>,rental_id\n<htmlish>,1\n")],
    ["a mark that is not at the start", raw("a,PAR1,%PDF-\n")],
  ])("%s", ([, bytes]) => {
    expect(findForeignKind(bytes)).toBeUndefined();
  });
});

describe("is told of what other programs write", () => {
  test.for([
    ["tar", ["-c", "package.json"], "a tar archive"],
    ["bzip2", ["-c", "package.json"], "packed with bzip2"],
    ["xz", ["-c", "package.json"], "packed with xz"],
  ] as const)("%s", ([program, args, is], { skip }) => {
    let bytes: Buffer;
    try {
      bytes = execFileSync(program, args, { stdio: ["ignore", "pipe", "ignore"] });
    } catch {
      return skip(`${program} is not installed`);
    }
    expect(findForeignKind(bytes)?.is).toBe(is);
  });
});
