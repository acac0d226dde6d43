/** Writes days and times of a Parquet column in ISO 8601, with as many decimals of a second as keep the value. */
import { civilOf } from "../../domain/civil.ts";
import { type CsvOutput, makeRoom, nextCell } from "../table/csv-output.ts";
import type { ColumnForm } from "./column-cells.ts";

const DAY_SECONDS = 86_400;
const COLON = 0x3a;
const POINT = 0x2e;
const ZERO = 0x30;
/** Bytes enough for a year of any length and nine decimals. */
const LONGEST = 48;

/** @param day since 1970-01-01. A year beyond four digits has as many as it needs. */
export function putDay(out: CsvOutput, day: number): void {
  makeRoom(out, LONGEST);
  nextCell(out);
  putDate(out, day);
}

/** @param value parts of a second since 1970-01-01T00:00. */
export function putTime(out: CsvOutput, value: number | bigint, { perSecond, utc }: ColumnForm): void {
  makeRoom(out, LONGEST);
  nextCell(out);
  const seconds = typeof value === "number" ? Math.floor(value / perSecond) : Number(floorOf(value, BigInt(perSecond)));
  const parts =
    typeof value === "number" ? value - seconds * perSecond : Number(value - BigInt(seconds) * BigInt(perSecond));
  const day = Math.floor(seconds / DAY_SECONDS);
  const clock = seconds - day * DAY_SECONDS;
  putDate(out, day);
  putByte(out, 0x54);
  putTwo(out, Math.floor(clock / 3600));
  putByte(out, COLON);
  putTwo(out, Math.floor(clock / 60) % 60);
  putByte(out, COLON);
  putTwo(out, clock % 60);
  if (parts > 0) putDecimals(out, parts, perSecond);
  if (utc) putByte(out, 0x5a);
}

/** Days from 1970 to the end of 2099, the texts of which are kept: most tables hold the same few hundred days again and again. */
const KEPT_DAYS = 47_482;
const DATE_LENGTH = "2022-10-15".length;
/** The text of each day, in ASCII; zeros where the day was not written yet. */
const keptDates = Buffer.alloc(KEPT_DAYS * DATE_LENGTH);

function putDate(out: CsvOutput, day: number): void {
  if (day < 0 || day >= KEPT_DAYS) {
    out.length += out.bytes.write(dateText(day), out.length, "latin1");
    return;
  }
  const start = day * DATE_LENGTH;
  if (keptDates[start] === 0) keptDates.write(dateText(day), start, "latin1");
  const { bytes, length } = out;
  for (let index = 0; index < DATE_LENGTH; index += 1) bytes[length + index] = keptDates[start + index] ?? 0;
  out.length += DATE_LENGTH;
}

function dateText(day: number): string {
  const { year, month, day: date } = civilOf(day);
  const years = `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}`;
  return `${years}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

function putDecimals(out: CsvOutput, parts: number, perSecond: number): void {
  putByte(out, POINT);
  let rest = parts;
  for (let unit = perSecond / 10; rest > 0; unit /= 10) {
    const digit = Math.floor(rest / unit);
    putByte(out, ZERO + digit);
    rest -= digit * unit;
  }
}

function putTwo(out: CsvOutput, number: number): void {
  putByte(out, ZERO + Math.floor(number / 10));
  putByte(out, ZERO + (number % 10));
}

function putByte(out: CsvOutput, byte: number): void {
  out.bytes[out.length] = byte;
  out.length += 1;
}

function floorOf(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value < 0n && quotient * by !== value ? quotient - 1n : quotient;
}
