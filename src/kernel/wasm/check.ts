/**
 * Tells the rows that are surely sound in every cell, and among them the rows that no rule has to decide: no rule is for their
 * service, or they are beyond its horizon.
 *
 * A row that is not surely sound is left to the host. The host reads the row with care, and then teaches the kernel the words in
 * it, so that the next row with the same words is not left to the host again.
 */
import { isDamaged } from "./damaged-ids";
import { UNSURE } from "./days";
import { endOfDigits } from "./digits";
import { codeUnasked } from "./horizon";
import {
  CODE_AFFECTED,
  CODE_NO_RULE,
  ENDING_BY_CHARGE,
  ENDING_RENEWS,
  LONGEST_CELL,
  LONGEST_PLACEHOLDER,
  MEANING_SOME_RULE,
  MEANING_YES,
  MOST_DECIMALS,
  ROLE_CERTAIN,
  ROLE_CURRENCY,
  ROLE_FLAG,
  ROLE_SERVICE,
  SURE_DIGITS,
  TO_DECIDE,
  VERDICT_DONE,
  VERDICT_SOME_RULE,
  VERDICT_UNSURE,
} from "./numbers";
import { rows } from "./scan";
import {
  CELL_END,
  CELL_START,
  INSTANTS,
  ROW_CELLS,
  ROW_CODE,
  ROW_COUNT,
  ROW_ENDING,
  ROW_ENDS,
  ROW_FROM,
  ROW_SERVICE,
  ROW_STARTS,
  ROW_TO,
  ROW_VERDICT,
  SHAPE_AMOUNT_COUNT,
  SHAPE_AMOUNTS,
  SHAPE_CERTAIN,
  SHAPE_CERTAIN_COUNT,
  SHAPE_COLUMNS,
  SHAPE_CURRENCY,
  SHAPE_EXPIRES,
  SHAPE_FLAG,
  SHAPE_ID,
  SHAPE_RENEWS,
  SHAPE_SERVICE,
  SHAPE_STARTS,
  SHAPE_STRICT_IDS,
  SHAPE_TIME_COUNT,
  SHAPE_USER,
  SHAPE_WITHOUT_USER,
  TIME_PLAN,
  TIME_PLAN_COLUMN,
  TIME_PLAN_SIZE,
} from "./scan-tables";
import { readTime } from "./times";
import { meaningOf, wordAt } from "./words";

/** A currency means one more than its decimals. */
const WITHOUT_CURRENCY: u32 = MOST_DECIMALS + 1;

/** The words of `input/sound-cells.ts` that stand for no id. Each number holds the bytes of a word, from the last to the first. */
const ALL: u64 = ~(<u64>0);
const SMALL: u64 = ((<u64>0x20202020) << 32) | 0x20202020;
const NULL: u64 = 0x6c6c756e;
const NULL_IN_PARENTHESES: u64 = ((<u64>0x296c) << 32) | 0x6c756e28;
const NULL_IN_ANGLES: u64 = ((<u64>0x3e6c) << 32) | 0x6c756e3c;
/** A backslash, with the bit of small letters set, and `n`. */
const BACKSLASH_N: u64 = 0x6e7c;
const NOT_AVAILABLE: u64 = 0x612f6e;
const HASH_NOT_AVAILABLE: u64 = 0x612f6e23;
const NONE: u64 = 0x656e6f6e;
/** The first eight bytes of `undefined`, which has nine. */
const UNDEFINED: u64 = ((<u64>0x656e6966) << 32) | 0x65646e75;
const NAN: u64 = 0x6e616e;
const DASH: u64 = 0x2d;
const DASHES: u64 = 0x2d2d;

/** Stands for the time of an empty cell. */
const NOTHING: i64 = i64.MAX_VALUE;

/** Gives the rows of the last batch their verdicts, from the row `from` on. */
export function checkBatch(from: u32): void {
  for (let row = from; row < rows; row += 1) store<u8>(ROW_VERDICT + row, <u8>verdictOn(row));
}

function verdictOn(row: u32): u32 {
  if (load<u32>(ROW_COUNT + row * 4) !== load<u32>(SHAPE_COLUMNS)) return VERDICT_UNSURE;
  if (load<u32>(ROW_TO + row * 4) - load<u32>(ROW_FROM + row * 4) > LONGEST_CELL) return VERDICT_UNSURE;
  const starts = CELL_START + load<u32>(ROW_CELLS + row * 4) * 4;
  const ends = CELL_END + load<u32>(ROW_CELLS + row * 4) * 4;
  const service = meaningAt(ROLE_SERVICE, SHAPE_SERVICE, starts, ends, 0);
  const isSound =
    service !== 0 &&
    isId(load<u32>(SHAPE_ID), starts, ends, false) &&
    isUser(starts, ends) &&
    areTimes(row, starts, ends) &&
    areAmounts(starts, ends) &&
    areCertain(starts, ends);
  if (!isSound) return VERDICT_UNSURE;
  let code = CODE_NO_RULE;
  if (service === MEANING_SOME_RULE) {
    noteService(row);
    code = codeUnasked(row);
  }
  store<u8>(ROW_CODE + row, <u8>(code === TO_DECIDE ? CODE_AFFECTED : code));
  return code === TO_DECIDE ? VERDICT_SOME_RULE : VERDICT_DONE;
}

function isUser(starts: u32, ends: u32): bool {
  const column = load<i32>(SHAPE_USER);
  return column < 0 || isId(column, starts, ends, load<u32>(SHAPE_WITHOUT_USER) !== 0);
}

/** Whether a cell holds an id: it is not empty, holds no placeholder, and, where ids are strict, did not go through a spreadsheet. */
function isId(column: u32, starts: u32, ends: u32, mayBeEmpty: bool): bool {
  const from = load<u32>(starts + column * 4);
  const to = load<u32>(ends + column * 4);
  if (from === to) return mayBeEmpty;
  if (load<u32>(SHAPE_STRICT_IDS) !== 0 && isDamaged(from, to)) return false;
  // Nearly all ids end with a digit, and no placeholder does.
  return <u32>load<u8>(to - 1) - 0x30 <= 9 || to - from > LONGEST_PLACEHOLDER || !isPlaceholder(from, to - from);
}

/** Compares in small letters. A byte that is no letter may be taken for another byte, which only makes a row unsure. */
function isPlaceholder(from: u32, length: u32): bool {
  const word = (load<u64>(from) | SMALL) & (length < 8 ? ~(ALL << (<u64>length * 8)) : ALL);
  return (
    word === NULL ||
    word === NULL_IN_PARENTHESES ||
    word === NULL_IN_ANGLES ||
    word === BACKSLASH_N ||
    word === NOT_AVAILABLE ||
    word === HASH_NOT_AVAILABLE ||
    word === NONE ||
    word === UNDEFINED ||
    word === NAN ||
    word === DASH ||
    word === DASHES
  );
}

/** Reads all times and the period. A record that renews, or does not say when it expires, ends with its next charge. */
function areTimes(row: u32, starts: u32, ends: u32): bool {
  const count = load<u32>(SHAPE_TIME_COUNT);
  for (let position: u32 = 0; position < count; position += 1) {
    const plan = TIME_PLAN + position * TIME_PLAN_SIZE;
    const column = load<u32>(plan + TIME_PLAN_COLUMN);
    const from = load<u32>(starts + column * 4);
    const to = load<u32>(ends + column * 4);
    const time = from === to ? NOTHING : readTime(from, to, plan);
    if (time === UNSURE) return false;
    store<i64>(INSTANTS + position * 8, time);
  }
  const flag = meaningAt(ROLE_FLAG, SHAPE_FLAG, starts, ends, MEANING_YES);
  if (flag === 0) return false;
  const start = instantOf(load<i32>(SHAPE_STARTS));
  const charge = instantOf(load<i32>(SHAPE_RENEWS));
  const expiry = instantOf(load<i32>(SHAPE_EXPIRES));
  const isCharged = charge !== NOTHING && (flag === MEANING_YES || expiry === NOTHING);
  const end = isCharged ? charge : expiry;
  store<u8>(ROW_ENDING + row, <u8>((isCharged ? ENDING_BY_CHARGE : 0) + (flag === MEANING_YES ? ENDING_RENEWS : 0)));
  store<f64>(ROW_STARTS + row * 8, start === NOTHING ? -Infinity : <f64>start);
  store<f64>(ROW_ENDS + row * 8, end === NOTHING ? Infinity : <f64>end);
  return start === NOTHING || end >= start;
}

/** Notes the number of the word that is the row's service. */
export function noteService(row: u32): void {
  const cells = (load<u32>(ROW_CELLS + row * 4) + load<u32>(SHAPE_SERVICE)) * 4;
  store<u16>(
    ROW_SERVICE + row * 2,
    <u16>wordAt(ROLE_SERVICE, load<u32>(CELL_START + cells), load<u32>(CELL_END + cells)),
  );
}

function instantOf(position: i32): i64 {
  return position < 0 ? NOTHING : load<i64>(INSTANTS + position * 8);
}

function areAmounts(starts: u32, ends: u32): bool {
  const currency = meaningAt(ROLE_CURRENCY, SHAPE_CURRENCY, starts, ends, WITHOUT_CURRENCY);
  if (currency === 0) return false;
  const count = load<u32>(SHAPE_AMOUNT_COUNT);
  for (let position: u32 = 0; position < count; position += 1) {
    const column = load<u32>(SHAPE_AMOUNTS + position * 4);
    const from = load<u32>(starts + column * 4);
    const to = load<u32>(ends + column * 4);
    if (from !== to && !isAmount(from, to, currency - 1)) return false;
  }
  return true;
}

/** Whether every column that has certain words only has one that was taught, or none. */
function areCertain(starts: u32, ends: u32): bool {
  const count = load<u32>(SHAPE_CERTAIN_COUNT);
  for (let position: u32 = 0; position < count; position += 1) {
    const column = load<u32>(SHAPE_CERTAIN + position * 4);
    const from = load<u32>(starts + column * 4);
    const to = load<u32>(ends + column * 4);
    if (from !== to && meaningOf(ROLE_CERTAIN + position, from, to) === 0) return false;
  }
  return true;
}

function isAmount(from: u32, to: u32, decimals: u32): bool {
  const dot = endOfDigits(from, to);
  if (dot === from || dot - from > SURE_DIGITS) return false;
  if (dot === to) return true;
  return load<u8>(dot) === 0x2e && dot + 1 < to && to - dot - 1 <= decimals && endOfDigits(dot + 1, to) === to;
}

/** The meaning of the word in a column of the shape; `otherwise` where the export lacks the column, or the cell is empty. */
function meaningAt(role: u32, shaped: u32, starts: u32, ends: u32, otherwise: u32): u32 {
  const column = load<i32>(shaped);
  if (column < 0) return otherwise;
  const from = load<u32>(starts + column * 4);
  const to = load<u32>(ends + column * 4);
  return from === to ? otherwise : meaningOf(role, from, to);
}
