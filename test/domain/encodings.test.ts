/** Names of encodings: each stands for one encoding, and for the one that the Encoding Standard means by it. */
import { TextDecoder } from "@exodus/bytes/encoding.js";
import { describe, expect, test } from "vitest";
import { ENCODINGS, encodingNames, findEncoding } from "../../src/domain/encodings.ts";

/** The standard's name of the encoding that a label stands for; undefined where the standard has no such label. */
function standardName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

test.for(ENCODINGS.map(({ name, label }) => [name, label] as const))("%s is decoded as %s", ([, label]) => {
  expect(standardName(label)).toBe(label);
});

test("no name stands for two encodings", () => {
  const letters = encodingNames().map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
  expect(letters.filter((name, index) => letters.indexOf(name) !== index)).toEqual([]);
});

test("a name that the standard has means what it means there", () => {
  const others = encodingNames()
    .map((name) => [name, standardName(name), findEncoding(name)?.label] as const)
    .filter(([, standard, ours]) => standard !== undefined && standard !== ours);
  // The decoders of both are the same.
  expect(others).toEqual(["gbk", "gb2312", "chinese"].map((name) => [name, "gbk", "gb18030"]));
});

describe("a name is found", () => {
  test.for([
    ["cp949", "cp949"],
    ["CP949", "cp949"],
    ["EUC-KR", "cp949"],
    ["euc_kr", "cp949"],
    ["ks_c_5601-1987", "cp949"],
    ["windows-949", "cp949"],
    ["UHC", "cp949"],
    ["UTF8", "utf-8"],
    ["utf-16", "utf-16"],
    ["UTF-16LE", "utf-16le"],
    ["utf16be", "utf-16be"],
    ["Shift_JIS", "cp932"],
    ["cp932", "cp932"],
    ["EUC-JP", "euc-jp"],
    ["GBK", "gb18030"],
    ["gb2312", "gb18030"],
    ["Big5", "big5"],
    ["latin1", "windows-1252"],
    ["ISO_8859-1", "windows-1252"],
    ["iso-8859-15", "iso-8859-15"],
  ] as const)("%s is %s", ([written, name]) => {
    expect(findEncoding(written)?.name).toBe(name);
  });

  test.for([["cp94"], ["utf-32"], ["utf-7"], ["johab"], [""], ["한글"], ["constructor"]] as const)(
    "%s is none",
    ([written]) => {
      expect(findEncoding(written)).toBeUndefined();
    },
  );
});
