/**
 * The host's side of `kernel/`: the part that sees every byte, compiled to WebAssembly, with a memory of its own.
 *
 * A block is copied into that memory and gone through batch by batch. What stands in a batch's tables is gone with the
 * next one. Nothing in here is shared between threads.
 */
import type { TimeRole } from "../domain/timestamp.ts";
import type { CandidateList, Period } from "./candidates.ts";
import type { ExportShape } from "./export-shape.ts";
import type { KernelHost } from "./instance.ts";
import { createKernelMemory } from "./kernel-memory.ts";
import type { Damage, RowCells } from "./row-cells.ts";

/** What words are said about: the same one may mean one thing here and another there. */
const WORD_ROLES = { service: 1, currency: 2, flag: 3 } as const;
type WordRole = keyof typeof WORD_ROLES;

/** What words can mean, as `kernel/check.ts` knows it; 0 is nothing known. */
export const MEANINGS = { no: 1, yes: 2, noRule: 1, someRule: 2, decimals: (count: number) => count + 1 } as const;

/** What the check of a row came to; beyond `unsure`, it is sound in every cell, and `done` where its code is known. */
export const VERDICTS = { unsure: 0, done: 1, someRule: MEANINGS.someRule } as const;

/** What the kernel can be told about words of the row that was filled last. */
export interface Learner {
  /** @param meaning one of `MEANINGS`. */
  learnWord(role: WordRole, column: number, meaning: number): void;
}

export interface Kernel extends Learner {
  /** Says what `print` and `check` are about, and forgets the words of another export. */
  describe(shape: ExportShape): void;
  /** Copies a block in. It starts and ends at record boundaries. */
  open(bytes: Uint8Array, delimiter: number): void;
  /** Finds the next rows of the block; false when there are no more. */
  next(): boolean;
  readonly rows: number;
  /** Line feeds so far. */
  readonly lines: number;
  /** Why there are no more rows, where it is not the end of the block. */
  readonly damage: Damage | undefined;
  /** Where the cells of a row are; `learnWord` is then about this row. */
  fill(row: number, into: RowCells): void;
  /** Three words for every row of the batch; see `engine/fingerprints.ts`. */
  print(): Uint32Array;
  /** Bytes from the start of the row before (or of the block) to each row's own; 255 for more. */
  gaps(): Uint8Array;
  /** One of `VERDICTS` for every row of the batch; those before `from` stay as they are. */
  check(from?: number): Uint8Array;
  /** How many words it knows. */
  readonly words: number;
  /** The code of every row that it is sure of; see `engine/rows.ts`. */
  codes(): Uint8Array;
  /** Says how far the rules for the service of the row that was filled last look, and by which columns they select. */
  learnHorizon(
    service: number,
    horizon: { readonly from: number; readonly to: number },
    columns: readonly number[],
  ): void;
  /** Says of a row that it is sound after all, and for a rule to decide. */
  pass(row: number, period: Period): void;
  /** Adds the rows that are for a rule to decide to a list; `first` is the batch's first row. */
  collect(first: number, into: CandidateList): void;
}

/** As `kernel/times.ts` knows them. */
const TIME_ROLES: { readonly [role in TimeRole]: number } = { start: 0, end: 1, charge: 2 };

const DAMAGE = [undefined, "quote-misplaced", "quote-unclosed", "bare-return", "record-too-long"] as const;

/** @param host is asked while rows are checked. */
export function createKernel(host: Partial<KernelHost> = {}): Kernel {
  const memory = createKernelMemory(host);
  const { kernel, addressOf } = memory;
  const block = addressOf("BLOCK");
  const kept = kernel.KEPT_CELLS.value;
  const rowCells = addressOf("ROW_CELLS") / 4;
  const rowCount = addressOf("ROW_COUNT") / 4;
  const rowFrom = addressOf("ROW_FROM") / 4;
  const rowTo = addressOf("ROW_TO") / 4;
  const rowLine = addressOf("ROW_LINE") / 4;
  const cellStart = addressOf("CELL_START") / 4;
  const cellEnd = addressOf("CELL_END") / 4;
  const cellQuoting = addressOf("CELL_QUOTING");
  let position = block;
  let end = block;
  let delimiter = 0;
  let lines = 0;
  let damage: Damage | undefined;
  let filled = 0;
  let columns = 0;
  let canCheck = false;

  function describe({ kind, delimiter: mark, columns: names, times, money, ...at }: ExportShape): void {
    columns = names.length;
    // The same bytes under another header say something else.
    const header = Buffer.from(`${mark}${names.join("\0")}`);
    memory.put(Buffer.concat([Buffer.from(kind), header]));
    kernel.seedPrints(block, block + kind.length, block + kind.length + header.length);
    kernel.forgetWords();
    kernel.forgetHorizons();
    const places = [columns, at.id, at.user, at.service, at.currency, at.autoRenew, at.starts, at.expires, at.renews];
    memory.wordsAt("PLAN", places.length).set(places);
    const most = kernel.MOST_PLANNED.value;
    canCheck = times.length <= most && money.length <= most;
    if (!canCheck) return;
    // A claim may have no user.
    memory.wordsAt("PLAN_WITHOUT_USER", 1)[0] = kind === "claim" ? 1 : 0;
    memory.wordsAt("PLAN_COUNTS", 2).set([times.length, money.length]);
    const planned = times.flatMap(({ index, role }) => [index, TIME_ROLES[role]]);
    memory.wordsAt("PLAN_TIMES", planned.length).set(planned);
    memory.wordsAt("PLAN_MONEY", money.length).set(money.map(({ index }) => index));
  }

  function open(content: Uint8Array, mark: number): void {
    memory.put(content);
    position = block;
    end = block + content.length;
    delimiter = mark;
    damage = undefined;
    lines = 0;
  }

  function next(): boolean {
    while (position < end && damage === undefined) {
      position = kernel.scanBatch(position, end, delimiter, lines);
      lines = kernel.lines.value;
      const code = DAMAGE[kernel.damage.value];
      damage = code && { code, offset: kernel.damageAt.value - block };
      if (kernel.rows.value > 0) return true;
    }
    return false;
  }

  function fill(row: number, into: RowCells): void {
    const words = memory.words();
    const bytes = memory.bytes();
    filled = words[rowCells + row] ?? 0;
    const count = words[rowCount + row] ?? 0;
    into.count = count;
    into.from = (words[rowFrom + row] ?? 0) - block;
    into.to = (words[rowTo + row] ?? 0) - block;
    into.line = words[rowLine + row] ?? 0;
    for (let cell = 0; cell < count && cell < kept; cell += 1) {
      into.starts[cell] = (words[cellStart + filled + cell] ?? 0) - block;
      into.ends[cell] = (words[cellEnd + filled + cell] ?? 0) - block;
      into.quoting[cell] = bytes[cellQuoting + filled + cell] ?? 0;
    }
  }

  function check(from = 0): Uint8Array {
    const verdicts = memory.bytesAt("ROW_VERDICT", kernel.rows.value);
    if (canCheck) kernel.checkBatch(from);
    else verdicts.fill(VERDICTS.unsure, from);
    return verdicts;
  }

  function pass(row: number, { starts, ends, ending }: Period): void {
    const rows = row + 1;
    memory.bytesAt("ROW_VERDICT", rows)[row] = VERDICTS.someRule;
    memory.bytesAt("ROW_ENDING", rows)[row] = ending;
    memory.doublesAt("ROW_STARTS", rows)[row] = starts;
    memory.doublesAt("ROW_ENDS", rows)[row] = ends;
    kernel.noteService(row);
  }

  function collect(first: number, into: CandidateList): void {
    const count = kernel.collectBatch(VERDICTS.someRule, into.bytes);
    const cells = count * columns;
    into.add({
      first,
      row: memory.wordsAt("OUT_ROW", count),
      line: memory.wordsAt("OUT_LINE", count),
      starts: memory.doublesAt("OUT_STARTS", count),
      ends: memory.doublesAt("OUT_ENDS", count),
      ending: memory.bytesAt("OUT_ENDING", count),
      service: memory.shortsAt("OUT_SERVICE", count),
      cellStarts: memory.wordsAt("OUT_CELL_START", cells),
      cellEnds: memory.wordsAt("OUT_CELL_END", cells),
      quoting: memory.bytesAt("OUT_QUOTING", cells),
      bytes: memory.bytesAt("OUT_BYTES", kernel.collectedBytes.value),
    });
  }

  function learnWord(role: WordRole, column: number, meaning: number): void {
    const { from, to } = cellAt(column);
    kernel.learnWord(WORD_ROLES[role], from, to, meaning);
  }

  function learnHorizon(
    service: number,
    horizon: { readonly from: number; readonly to: number },
    columns: readonly number[],
  ) {
    if (columns.length > kernel.MOST_SELECTED.value) return;
    memory.wordsAt("HORIZON_COLUMNS", columns.length + 1).set([columns.length, ...columns]);
    const { from, to } = cellAt(service);
    kernel.learnHorizon(from, to, horizon.from, horizon.to);
  }

  /** Of the row that was filled last. */
  function cellAt(column: number): { readonly from: number; readonly to: number } {
    const words = memory.words();
    return { from: words[cellStart + filled + column] ?? 0, to: words[cellEnd + filled + column] ?? 0 };
  }

  return {
    describe,
    open,
    next,
    get rows() {
      return kernel.rows.value;
    },
    get lines() {
      return lines;
    },
    get damage() {
      return damage;
    },
    fill,
    print: () => {
      kernel.printBatch();
      return memory.wordsAt("ROW_PRINTS", kernel.rows.value * 3);
    },
    gaps: () => memory.bytesAt("ROW_GAP", kernel.rows.value),
    check,
    get words() {
      return kernel.known.value;
    },
    codes: () => memory.bytesAt("ROW_CODE", kernel.rows.value),
    learnHorizon,
    pass,
    collect,
    learnWord,
  };
}
