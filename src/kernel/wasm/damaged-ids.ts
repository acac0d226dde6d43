/**
 * Counts the ids and users that went through a spreadsheet, such as `1.23457E+15`; `domain/remark.ts` says which they are.
 *
 * Every row is looked at, whatever else is in it, and hardly any has one: so the first look is the cheapest one that misses none.
 */
import { rows } from "./scan";
import { CELL_END, CELL_START, ROW_CELLS, ROW_COUNT, SHAPE_COLUMNS, SHAPE_ID, SHAPE_USER } from "./scan-tables";

/** The last two digits of a rounded number, and the `E+` before them. */
const TAIL: u32 = 4;
/** `E+`, the first byte being the lowest; the mask leaves out what tells small letters from capitals. */
const EXPONENT: u32 = 0x2b45;
const ANY_CASE: u32 = 0xffdf;

/** How many rows of the batch have such an id, and such a user; and the first row of each kind, where there is one. */
export let damagedIds: u32 = 0;
export let damagedUsers: u32 = 0;
export let firstDamagedId: u32 = 0;
export let firstDamagedUser: u32 = 0;

/** Counts the rows of the batch. Rows with another number of cells than the header have no ids. */
export function countDamaged(): void {
  const columns = load<u32>(SHAPE_COLUMNS);
  const id = load<u32>(SHAPE_ID) * 4;
  // An export without users has its ids looked at twice.
  const user = load<i32>(SHAPE_USER) < 0 ? id : load<u32>(SHAPE_USER) * 4;
  damagedIds = 0;
  damagedUsers = 0;
  for (let row: u32 = 0; row < rows; row += 1) {
    if (load<u32>(ROW_COUNT + row * 4) !== columns) continue;
    const cells = load<u32>(ROW_CELLS + row * 4) * 4;
    const starts = CELL_START + cells;
    const ends = CELL_END + cells;
    const one = mayBeDamaged(load<u32>(starts + id), load<u32>(ends + id));
    const other = mayBeDamaged(load<u32>(starts + user), load<u32>(ends + user));
    if ((one | other) !== 0) countRow(row, starts, ends);
  }
}

function countRow(row: u32, starts: u32, ends: u32): void {
  const id = load<u32>(SHAPE_ID) * 4;
  const user = load<i32>(SHAPE_USER) * 4;
  if (isDamaged(load<u32>(starts + id), load<u32>(ends + id))) {
    if (damagedIds === 0) firstDamagedId = row;
    damagedIds += 1;
  }
  if (user >= 0 && isDamaged(load<u32>(starts + user), load<u32>(ends + user))) {
    if (damagedUsers === 0) firstDamagedUser = row;
    damagedUsers += 1;
  }
}

/** A quick look at the first byte and at the last four, without a branch: a cell that it lets through is looked at again. */
function mayBeDamaged(from: u32, to: u32): u32 {
  const first: u32 = load<u8>(from);
  return <u32>(first === 0x27) | <u32>(first === 0x3d) | <u32>((load<u32>(to - TAIL) & ANY_CASE) === EXPONENT);
}

export function isDamaged(from: u32, to: u32): bool {
  const first = load<u8>(from);
  if ((load<u32>(to - TAIL) & ANY_CASE) === EXPONENT && isRounded(from, to)) return true;
  if (first === 0x27) return to - from > 1;
  return first === 0x3d && to - from > 1 && load<u8>(from + 1) === 0x22;
}

/** Whether a cell that ends like a rounded number is one: `1E+12`, `1.23457E+15`, `1,2E+11`. */
function isRounded(from: u32, to: u32): bool {
  const digits = to - TAIL;
  if (to - from <= TAIL || !isDigit(load<u8>(to - 2)) || !isDigit(load<u8>(to - 1))) return false;
  if (load<u8>(from) === 0x30 || !isDigit(load<u8>(from))) return false;
  if (from + 1 === digits) return true;
  const mark = load<u8>(from + 1);
  if ((mark !== 0x2e && mark !== 0x2c) || from + 2 === digits) return false;
  for (let at = from + 2; at < digits; at += 1) if (!isDigit(load<u8>(at))) return false;
  return true;
}

function isDigit(byte: u32): bool {
  return byte - 0x30 <= 9;
}
