/**
 * What each kernel exports beside its tables, as scripts/write-kernel-tables.js wrote it from
 * scripts/kernel-tables.js: functions, and variables as they are now.
 */
import type { KernelMemory } from "./memory.ts";

export interface ScanFunctions {
  readonly memory: KernelMemory;
  checkBatch(from: number): void;
  noteService(row: number): void;
  collectBatch(verdict: number, bytesBefore: number): number;
  readonly collectedBytes: { readonly value: number };
  countDamaged(): void;
  readonly damagedIds: { readonly value: number };
  readonly damagedUsers: { readonly value: number };
  readonly firstDamagedId: { readonly value: number };
  readonly firstDamagedUser: { readonly value: number };
  forgetDays(): void;
  printBatch(): void;
  seedPrints(from: number, kindTo: number, headerTo: number): void;
  forgetHorizons(): void;
  learnHorizon(serviceFrom: number, serviceTo: number, from: number, to: number): void;
  hasOddQuotes(from: number, to: number): number;
  beginRewriting(to: number): void;
  endRewriting(upTo: number): number;
  readonly leftOut: { readonly value: number };
  planRewriting(changingColumns: number, leavingOutColumns: number, parts: number): void;
  rewriteBatch(): void;
  readonly damage: { readonly value: number };
  readonly damageAt: { readonly value: number };
  readonly lines: { readonly value: number };
  readonly rows: { readonly value: number };
  scanBatch(from: number, end: number, delimiter: number, linesBefore: number): number;
  forgetTexts(): void;
  learnOthers(vocabulary: number, others: number, answer: number, length: number): void;
  learnText(vocabulary: number, from: number, to: number, answer: number, length: number): number;
  forgetWords(): void;
  readonly known: { readonly value: number };
  learnWord(role: number, from: number, to: number, meaning: number): void;
  meaningOf(role: number, from: number, to: number): number;
}

/** What the kernel asks its host, by module. */
export interface ScanImports {
  readonly days: { steadyOffset(day: number): number };
  readonly horizon: { codeBeyond(row: number): number };
  readonly rewrite: { answerTo(vocabulary: number, from: number, to: number, into: number): number };
}

export interface DecodeFunctions {
  readonly memory: KernelMemory;
  decodeText(from: number, to: number, into: number): number;
  readonly lineFeeds: { readonly value: number };
  decodeUtf16(from: number, to: number, into: number, isBig: number): number;
  readonly utf16LineFeeds: { readonly value: number };
}

export interface OutputFunctions {
  readonly memory: KernelMemory;
  hashId(beginning: number, length: number, cell: number): number;
  hashRow(from: number, to: number): void;
  openCells(cellStarts: number, cellEnds: number, cellQuotings: number, cellBytes: number, plain: number): void;
  putBytes(from: number, length: number, to: number): number;
  putCopied(firstCell: number, to: number): number;
  putId(to: number): number;
  putNumber(value: number, to: number): number;
  hashMessage(length: number): void;
}

export interface RepeatFunctions {
  readonly memory: KernelMemory;
  readonly codes: { readonly value: number };
  openStretch(rows: number): void;
  readonly prints: { readonly value: number };
  searchPartition(from: number, to: number, table: number, slots: number, found: number): number;
  readonly sorted: { readonly value: number };
  sortStretch(count: number, start: number, partitions: number, nameless: number, codeBits: number): number;
}
