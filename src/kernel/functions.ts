/**
 * What each kernel exports beside its tables, as scripts/write-kernel-tables.js wrote it from
 * scripts/kernel-tables.js: functions, and variables as they are now.
 */
import type { KernelMemory } from "./memory.ts";

export interface ScanFunctions {
  readonly memory: KernelMemory;
  checkBatch(from: number): void;
  noteService(row: number): void;
  collectBatch(verdict: number, bytesBefore: number, first: number): number;
  readonly collectedBytes: { readonly value: number };
  readonly collectedTo: { readonly value: number };
  countFilled(columns: number): void;
  takeColumn(column: number): number;
  readShapes(first: number, end: number): void;
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
  beginMapping(): void;
  forgetMapping(): void;
  readonly leftOut: { readonly value: number };
  mapBatch(into: number): void;
  planMapping(delimiter: number, columns: number, tests: number, cells: number, length: number): void;
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
  readonly answers: { answerTo(vocabulary: number, from: number, to: number, into: number): number };
}

export interface CutFunctions {
  readonly memory: KernelMemory;
  beginCutting(): void;
  lastCut(from: number, to: number): number;
  passBy(from: number, to: number): void;
}

export interface DecodeFunctions {
  readonly memory: KernelMemory;
  decodeText(from: number, to: number, into: number): number;
  readonly lineFeeds: { readonly value: number };
  makeLetters(): void;
  decodeUtf16(from: number, to: number, into: number, isBig: number): number;
  readonly utf16LineFeeds: { readonly value: number };
}

export interface OutputFunctions {
  readonly memory: KernelMemory;
  decideAlike(from: number, to: number): number;
  readonly forHost: { readonly value: number };
  readonly found: { readonly value: number };
  readonly fullTarget: { readonly value: number };
  readonly lacking: { readonly value: number };
  openAlike(candidateLines: number, candidateCodes: number, first: number): void;
  openCells(cellStarts: number, cellEnds: number, cellQuotings: number, cellBytes: number, plain: number): void;
  openPeriods(starts: number, ends: number, endings: number): void;
  hashId(beginning: number, length: number, cell: number): number;
  hashRow(from: number, to: number): void;
  putBytes(from: number, length: number, to: number): number;
  putCopied(firstCell: number, to: number): number;
  putId(to: number): number;
  putNumber(value: number, to: number): number;
  distrustPrecedent(candidate: number): void;
  forgetPrecedents(): void;
  readonly isNew: { readonly value: number };
  learnPrecedent(candidate: number, code: number, gifts: number): void;
  hashMessage(length: number): void;
}

/** What the kernel asks its host, by module. */
export interface OutputImports {
  readonly calm: { calmOffset(day: number): number };
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

export interface TableFunctions {
  readonly memory: KernelMemory;
  readonly innerLines: { readonly value: number };
  readonly nextRow: { readonly value: number };
  putRows(columns: number, from: number, to: number, into: number, end: number): number;
}
