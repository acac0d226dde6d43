/** Writes one value of a Parquet column as a cell, exactly: no value passes through a number that cannot hold it. */
import { isUtf8 } from "node:buffer";
import { type CsvOutput, makeRoom, nextCell, putByteCell, putTextCell } from "../table/csv-output.ts";
import { withoutExponent } from "../table/plain-number.ts";
import type { ColumnCells } from "./column-cells.ts";
import { putDay, putTime } from "./put-time.ts";

/** @returns whether the value is text or a number; not so for bytes that are not UTF-8. */
export function putColumnCell(out: CsvOutput, cells: ColumnCells, row: number): boolean {
  const { valid, dictionary } = cells;
  if (valid.length > 0 && (((valid[row >> 3] ?? 0) >> (row & 7)) & 1) === 0) {
    putNothing(out);
    return true;
  }
  // An index of 64 bits is a bigint.
  if (dictionary !== undefined) return putColumnCell(out, dictionary, Number(cells.numbers[row] ?? 0));
  return putValue(out, cells, row);
}

function putValue(out: CsvOutput, cells: ColumnCells, row: number): boolean {
  const { bytes, places, numbers, form } = cells;
  const start = places[row] ?? 0;
  const end = places[row + 1] ?? 0;
  switch (form.kind) {
    case "bytes":
      if (!isUtf8(bytes.subarray(start, end))) return false;
      putByteCell(out, bytes, start, end);
      break;
    case "text":
      putByteCell(out, bytes, start, end);
      break;
    case "integer":
      putTextCell(out, String(numbers[row] ?? 0));
      break;
    case "long":
      putTextCell(out, String(signedAt(cells, row)));
      break;
    case "unsigned-long":
      putTextCell(out, String(BigInt.asUintN(64, BigInt(signedAt(cells, row)))));
      break;
    case "decimal":
      putTextCell(out, decimalText(bigAt(cells, row), form.scale));
      break;
    case "boolean":
      putTextCell(out, ((bytes[row >> 3] ?? 0) >> (row & 7)) & 1 ? "true" : "false");
      break;
    case "day":
      putDay(out, form.perSecond === 1 ? (numbers[row] ?? 0) : daysOf(cells, row));
      break;
    case "time":
      putTime(out, signedAt(cells, row), form);
      break;
    case "float":
      putTextCell(out, floatText(numbers[row] ?? 0));
      break;
    case "double":
      putTextCell(out, numberWithoutExponent(String(numbers[row] ?? 0)));
      break;
    default:
      putNothing(out);
  }
  return true;
}

function putNothing(out: CsvOutput): void {
  makeRoom(out, 1);
  nextCell(out);
}

const TWO_32 = 2 ** 32;

/** An integer of 64 bits: a number where it holds the value exactly, else a bigint. */
export function signedAt({ words, stride }: Pick<ColumnCells, "words" | "stride">, row: number): number | bigint {
  const low = (words[row * stride] ?? 0) >>> 0;
  const high = words[row * stride + 1] ?? 0;
  const number = high * TWO_32 + low;
  return Number.isSafeInteger(number) ? number : (BigInt(high) << 32n) + BigInt(low);
}

/** The whole days of a date that is stored in milliseconds. */
function daysOf(cells: ColumnCells, row: number): number {
  return Math.floor(Number(signedAt(cells, row)) / 86_400_000);
}

function bigAt({ words, stride }: ColumnCells, row: number): number | bigint {
  const start = row * stride;
  const top = words[start + stride - 1] ?? 0;
  let isShort = true;
  const sign = (words[start + 1] ?? 0) >> 31;
  for (let word = 2; word < stride; word += 1) isShort &&= words[start + word] === sign;
  if (isShort) return stride === 1 ? top : signedAt({ words, stride }, row);
  let value = BigInt(top);
  for (let word = stride - 2; word >= 0; word -= 1) value = (value << 32n) + BigInt((words[start + word] ?? 0) >>> 0);
  return value;
}

/** `490010` with two decimals is `4900.10`. */
function decimalText(value: number | bigint, scale: number): string {
  const text = String(value);
  if (scale <= 0) return text === "0" ? text : text + "0".repeat(-scale);
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.slice(sign.length).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The shortest decimal that is this number among those with 32 bits. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return numberWithoutExponent(String(Number(text)));
  }
  return numberWithoutExponent(String(Number(value.toPrecision(9))));
}

/** `NaN` and `Infinity` stay as they are. */
function numberWithoutExponent(text: string): string {
  return withoutExponent(text) ?? text;
}
