/** Which patterns can be read and written, and what is said about all others. */
import { describe, expect, test } from "vitest";
import { compilePattern } from "../../src/domain/time-pattern.ts";

/** The letters and quoted literals of a pattern that is ready, or what is wrong with it. */
function partsOf(text: string): string {
  const ready = compilePattern(text);
  if (typeof ready === "string") return ready;
  return ready.parts.map((part) => (part.kind === "literal" ? `<${part.text}>` : part.text)).join("");
}

describe("a pattern is its parts in their order", () => {
  test.for([
    ["digits alone", "yyyyMMdd", "yyyyMMdd"],
    ["slashes", "d/M/yyyy", "d</>M</>yyyy"],
    ["Korean", "yyyy년 M월 d일 a h시 mm분", "yyyy<년 >M<월 >d<일 >a< >h<시 >mm<분>"],
    ["a quoted letter", "yyyy-MM-dd'T'HH:mm:ss", "yyyy<->MM<->dd<T>HH<:>mm<:>ss"],
    ["a quoted word with a quote mark in it", "yyyy-MM-dd 'o''clock' HH:mm", "yyyy<->MM<->dd< ><o'clock>< >HH<:>mm"],
    ["a quote mark alone", "dd.MM.''yy", "dd<.>MM<.><'>yy"],
    ["nine decimals", "yyyyMMddHHmmss.SSSSSSSSS", "yyyyMMddHHmmss<.>SSSSSSSSS"],
    ["a month's name", "dd-MMM-yyyy", "dd<->MMM<->yyyy"],
    ["an offset", "yyyy-MM-dd HH:mmXXX", "yyyy<->MM<->dd< >HH<:>mmXXX"],
    ["an offset as luxon writes it", "yyyy-MM-dd HH:mm ZZ", "yyyy<->MM<->dd< >HH<:>mm< >ZZ"],
  ] as const)("%s: %s", ([, text, expected]) => {
    expect(partsOf(text)).toBe(expected);
  });
});

describe("a pattern that says too little, or could be read in two ways, is refused", () => {
  test.for([
    ["nothing", "", "has no year, yyyy"],
    ["no year", "dd/MM", "has no year, yyyy"],
    ["no month", "yyyy-dd", "has no month, MM"],
    ["no day", "yyyy-MM", "has no day, dd"],
    ["a time alone", "HH:mm", "has no year, yyyy"],
    ["a minute where the month should be", "yyyy-mm-dd", "has no month, MM"],
    ["two days", "dd.MM.yyyy d", "has the day twice"],
    ["two months", "dd.MM.yyyy MMM", "has the month twice"],
    ["two offsets", "yyyy-MM-dd HH:mmXXX ZZ", "has the offset twice"],
    ["two halves", "yyyy-MM-dd a hh:mm a", "has the half of the day twice"],
    [
      "12 hours without a half",
      "yyyy-MM-dd hh:mm",
      "has an hour of half a day, h, and no a; H is the hour of a whole day",
    ],
    ["a half of 24 hours", "yyyy-MM-dd HH:mm a", "has an a and no hour of half a day, h"],
    ["an hour without minutes", "yyyy-MM-dd HH", "has an hour or a minute without the other"],
    ["minutes without an hour", "yyyy-MM-dd mm", "has an hour or a minute without the other"],
    ["seconds without minutes", "yyyy-MM-dd ss", "has a second and no minute"],
    ["decimals without seconds", "yyyy-MM-dd HH:mm.SSS", "has decimals and no second"],
    [
      "a letter that is none",
      "yyyy-MM-ddTHH:mm",
      "has T, which is no letter of a time here; put quotes around a word, as in 'T'",
    ],
    [
      "years as other programs have them",
      "YYYY-MM-DD",
      "has YYYY, which is no letter of a time here; put quotes around a word, as in 'T'",
    ],
    [
      "a year of any length",
      "y-MM-dd",
      "has y, which is no letter of a time here; put quotes around a word, as in 'T'",
    ],
    [
      "ten decimals",
      "yyyyMMddHHmmssSSSSSSSSSS",
      "has SSSSSSSSSS, which is no letter of a time here; put quotes around a word, as in 'T'",
    ],
    [
      "a day of the week",
      "EEE, dd MMM yyyy",
      "has EEE, which is no letter of a time here; put quotes around a word, as in 'T'",
    ],
    ["an open quote", "yyyy-MM-dd'T", "has a quote mark that is not closed"],
    [
      "numbers of any length side by side",
      "yyyyMd",
      "has M right before d, so that nobody can tell where the one ends; write MM",
    ],
    ["a digit behind one", "d0/MM/yyyy", "has d right before 0/, so that nobody can tell where the one ends; write dd"],
  ] as const)("%s: %s", ([, text, expected]) => {
    expect(partsOf(text)).toBe(expected);
  });
});
