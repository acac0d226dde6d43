/**
 * Tells the code of rows beyond the horizon from a few words, so that no rule has to decide these rows.
 *
 * The host teaches the horizon of each service (`rules/horizon.ts`), and decides the first row beyond the horizon that has some
 * combination of words. All other rows beyond the horizon with the same combination have the same code.
 *
 *     horizon of melon        [10:00 … 15:30]     its rules select by the columns plan and country
 *     r1,melon,basic,KR       ends at 09:00       beyond; (melon, basic, KR) is a new combination: the host is asked
 *     r2,melon,basic,KR       ends at 08:00       beyond: the code of r1
 *     r3,melon,basic,KR       ends at 12:00       not beyond: a candidate
 *     COMBINATION             the numbers of melon, basic and KR, two bytes each, and zeros up to 16 bytes
 */
import { FIRST, THIRD } from "./fingerprint";
import { NO_WORD, ROLE_SELECTED, ROLE_SERVICE, TO_DECIDE } from "./numbers";
import {
  CELL_END,
  CELL_START,
  COMBINATION,
  COMBINATION_SLOTS,
  COMBINATIONS,
  COMBINED_CODE,
  COMBINED_SIZE,
  COMBINED_USED,
  HORIZON_COLUMNS,
  HORIZON_COUNT,
  HORIZON_FROM,
  HORIZON_SELECTED,
  HORIZON_SIZE,
  HORIZON_TO,
  HORIZONS,
  ROW_CELLS,
  ROW_ENDS,
  ROW_SERVICE,
  ROW_STARTS,
  WORD_SLOTS,
} from "./scan-tables";
import { wordAt, wordKept } from "./words";

/** Asks the host for the code of a row beyond the horizon; `TO_DECIDE` where the row is to be decided all the same. */
declare function codeBeyond(row: u32): u32;

/** Half of the slots stay free, so that a search ends soon. */
const MOST_COMBINATIONS: u32 = COMBINATION_SLOTS / 2;
let combinations: u32 = 0;

/**
 * Learns the horizon of a service: beyond it are the rows that end before `from`, and the rows that begin after `to` and have an
 * end. The host puts the columns by which the rules for the service select at `HORIZON_COLUMNS`.
 */
export function learnHorizon(serviceFrom: u32, serviceTo: u32, from: f64, to: f64): void {
  const word = wordAt(ROLE_SERVICE, serviceFrom, serviceTo);
  if (word === NO_WORD) return;
  const horizon = HORIZONS + word * HORIZON_SIZE;
  const columns = load<u32>(HORIZON_COLUMNS);
  store<f64>(horizon + HORIZON_FROM, from);
  store<f64>(horizon + HORIZON_TO, to);
  for (let index: u32 = 0; index < columns; index += 1)
    store<u16>(horizon + HORIZON_SELECTED + index * 2, load<u16>(HORIZON_COLUMNS + (index + 1) * 4));
  // One more than the number of columns, because 0 means that the service has no horizon.
  store<u32>(horizon + HORIZON_COUNT, columns + 1);
}

/** Forgets all horizons and combinations: they belong to another export. */
export function forgetHorizons(): void {
  memory.fill(HORIZONS, 0, WORD_SLOTS * HORIZON_SIZE);
  memory.fill(COMBINATIONS, 0, COMBINATION_SLOTS * COMBINED_SIZE);
  combinations = 0;
}

/** The code of a row that some rule is for, where no rule has to decide the row; else `TO_DECIDE`. */
export function codeUnasked(row: u32): u32 {
  const service = <u32>load<u16>(ROW_SERVICE + row * 2);
  if (service === NO_WORD) return TO_DECIDE;
  const horizon = HORIZONS + service * HORIZON_SIZE;
  const columns = load<u32>(horizon + HORIZON_COUNT);
  if (columns === 0 || !isBeyond(row, load<f64>(horizon + HORIZON_FROM), load<f64>(horizon + HORIZON_TO)))
    return TO_DECIDE;
  store<u64>(COMBINATION, service);
  store<u64>(COMBINATION + 8, 0);
  const cells = load<u32>(ROW_CELLS + row * 4) * 4;
  for (let index: u32 = 0; index < columns - 1; index += 1) {
    const cell = cells + <u32>load<u16>(horizon + HORIZON_SELECTED + index * 2) * 4;
    const word = wordKept(ROLE_SELECTED, load<u32>(CELL_START + cell), load<u32>(CELL_END + cell));
    if (word === NO_WORD) return TO_DECIDE;
    store<u16>(COMBINATION + 2 + index * 2, <u16>word);
  }
  return codeOfCombination(row);
}

function isBeyond(row: u32, from: f64, to: f64): bool {
  const ends = load<f64>(ROW_ENDS + row * 8);
  return ends < from || (ends < Infinity && load<f64>(ROW_STARTS + row * 8) > to);
}

/** The code of rows with the combination that was noted last. The host is asked about the first such row. */
function codeOfCombination(row: u32): u32 {
  const low = load<u64>(COMBINATION);
  const high = load<u64>(COMBINATION + 8);
  const hash = (low ^ (high * THIRD)) * FIRST;
  let index = <u32>(hash >> 40) & (COMBINATION_SLOTS - 1);
  while (true) {
    const slot = COMBINATIONS + index * COMBINED_SIZE;
    if (load<u8>(slot + COMBINED_USED) === 0) {
      if (combinations === MOST_COMBINATIONS) return TO_DECIDE;
      const code = codeBeyond(row);
      store<u64>(slot, low);
      store<u64>(slot + 8, high);
      store<u8>(slot + COMBINED_USED, 1);
      store<u8>(slot + COMBINED_CODE, <u8>code);
      combinations += 1;
      return code;
    }
    if (load<u64>(slot) === low && load<u64>(slot + 8) === high) return <u32>load<u8>(slot + COMBINED_CODE);
    index = (index + 1) & (COMBINATION_SLOTS - 1);
  }
}
