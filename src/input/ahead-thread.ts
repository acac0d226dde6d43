/**
 * Has the text of a file made in a thread of its own, ahead of the reader: unpacked, or as the CSV that a table becomes.
 *
 * Node makes new memory for every piece that it unpacks. In a thread that holds little else, to give that memory back costs hardly
 * anything; among all the objects of the thread that reads it takes longer than to unpack. To make the text of a table takes as long as to
 * scan it.
 *
 *     this thread     bytes of the file ──▶ two rooms ──▶ the other one
 *                     parts of the file ──▶ messages ──▶
 *                     blocks ◀── four rooms ◀── text
 *
 * The rooms are shared memory, which both threads use in turns and in the same order, so a message names no room. The file is read by
 * this thread only, either from its front or in the parts that the other one asks for.
 */
import { Worker } from "node:worker_threads";
import { Failure, type FailureCode } from "../domain/failure.ts";
import { createQueue } from "./queue.ts";
import type { OpenRanges, Ranges } from "./ranges.ts";
import type { RawBytes, Read } from "./raw-bytes.ts";
import type { NumericCells } from "./table/numeric-cells.ts";
import type { TableFormat, TableOptions } from "./table-readers.ts";
import type { Packing } from "./unpack.ts";

/** What the thread makes of a file. Plain data. */
export type Making =
  | { readonly kind: "unpacked"; readonly packing: Packing }
  | { readonly kind: "csv"; readonly format: TableFormat; readonly options: TableOptions; readonly size: number };

/** What the thread is started with. */
export interface AheadJob {
  readonly making: Making;
  readonly place: string;
  readonly fileRooms: readonly Uint8Array[];
  readonly textRooms: readonly Uint8Array[];
}

/** To the thread: a room is filled with bytes of the file, none at its end; a part of the file; or a room of text was read and may be filled again. */
export type AheadTask =
  | { readonly kind: "filled"; readonly length: number }
  | { readonly kind: "part"; readonly bytes: Uint8Array }
  | { readonly kind: "emptied" };

/** From the thread: it asks for a room of bytes from the front on, or for a part; or a room is filled. */
export type AheadAnswer =
  | { readonly kind: "fill" }
  | { readonly kind: "part"; readonly offset: number; readonly length: number }
  | TextRoom;

export interface TextRoom {
  readonly kind: "text";
  readonly length: number;
  /** Why nothing follows: the text has ended, or a failure that is told behind these bytes. */
  readonly end?: "whole" | { readonly code: FailureCode; readonly details: Failure["details"] };
  readonly notes: TableNotes;
}

/** What a table says besides its text, up to the end of a room. */
export interface TableNotes {
  /** Lines of the CSV and of the file, by turns, as they are told to `SourceLines`; since the room before. */
  readonly lines: readonly number[];
  /** All so far. */
  readonly numericCells: NumericCells;
}

export interface FileToMake {
  /** The file front to back. */
  readonly read: Read;
  readonly making: Making;
  /** The path to name in a failure. */
  readonly place: string;
  /** Opens the file to be read anywhere; for tables only. */
  readonly openRanges?: OpenRanges;
  readonly onNotes?: (notes: TableNotes) => void;
}

const FILE_ROOMS = 2;
const FILE_ROOM = 256 * 1024;
const TEXT_ROOMS = 4;
const TEXT_ROOM = 512 * 1024;

/** Little room for new objects: the memory of old pieces is given back as soon as it is full. A table has more objects, and few pieces. */
const LIMITS = { unpacked: { maxYoungGenerationSizeMb: 2 }, csv: { maxYoungGenerationSizeMb: 8 } };

/** The thread always runs the bundle: this module lies in `src/input` or `dist/bin`, each two folders deep. */
const PROGRAM = new URL("../../bin/ahead.js", import.meta.url);

/** @throws Failure while the bytes are read, as `unpacking` or the reader of the table does. */
export function makingAhead(file: FileToMake): Pick<RawBytes, "read" | "close"> {
  const { making, place, onNotes } = file;
  const fileRooms = sharedRooms(FILE_ROOMS, FILE_ROOM);
  const textRooms = sharedRooms(TEXT_ROOMS, TEXT_ROOM);
  const job: AheadJob = { making, place, fileRooms, textRooms };
  const worker = new Worker(PROGRAM, { workerData: job, resourceLimits: LIMITS[making.kind] });
  const filled = createQueue<TextRoom>();
  const send: Send = (task, handedOver = []) => worker.postMessage(task, handedOver);
  const giving = givingBytes(file, fileRooms, send);
  worker.on("message", (answer: AheadAnswer) => {
    if (answer.kind === "text") filled.push(answer);
    else giving.give(answer).catch(filled.fail);
  });
  worker.on("messageerror", filled.fail);
  worker.on("error", filled.fail);
  worker.on("exit", (code) => filled.fail(new Error(`the thread that reads ahead ended with ${code}`)));

  let rooms = 0;
  let pending: Uint8Array = NOTHING;
  let last: TextRoom | undefined;
  async function nextRoom(): Promise<Uint8Array> {
    if (last !== undefined) send({ kind: "emptied" });
    last = await filled.next();
    onNotes?.(last.notes);
    rooms += 1;
    return textRooms[(rooms - 1) % TEXT_ROOMS]?.subarray(0, last.length) ?? NOTHING;
  }

  return {
    read: async (into) => {
      while (pending.length === 0 && last?.end === undefined) pending = await nextRoom();
      if (pending.length === 0 && typeof last?.end === "object") throw new Failure(last.end.code, last.end.details);
      const taken = pending.subarray(0, into.length);
      into.set(taken);
      pending = pending.subarray(taken.length);
      return taken.length;
    },
    close: async () => {
      const closing = giving.close();
      await worker.terminate();
      await closing;
    },
  };
}

/** @param handedOver memory of the message that this thread does not need any more. */
type Send = (task: AheadTask, handedOver?: readonly ArrayBuffer[]) => void;

interface GivingBytes {
  give(asked: Exclude<AheadAnswer, TextRoom>): Promise<void>;
  close(): Promise<void>;
}

/** Gives the thread what it asks for, one after the other. */
function givingBytes({ read, openRanges }: FileToMake, rooms: readonly Uint8Array[], send: Send): GivingBytes {
  let given = 0;
  /** Whether all bytes were read, or none are needed any more. */
  let isDone = false;
  let ranges: Promise<Ranges> | undefined;
  let before: Promise<void> = Promise.resolve();

  async function fillNext(): Promise<void> {
    const room = rooms[given % rooms.length];
    if (isDone || room === undefined) return;
    given += 1;
    const length = await read(room);
    isDone ||= length === 0;
    send({ kind: "filled", length });
  }

  async function readPart(offset: number, length: number): Promise<void> {
    if (isDone) return;
    ranges ??= openRanges?.();
    if (ranges === undefined) throw new Error("a file that can be read from its front only is asked for a part");
    const { buffer, byteOffset } = await (await ranges).read(offset, length);
    const bytes = new Uint8Array(buffer, byteOffset, length);
    // Few bytes may lie in memory that others use, too.
    send({ kind: "part", bytes }, buffer instanceof ArrayBuffer && buffer.byteLength === length ? [buffer] : []);
  }

  return {
    give: (asked) => {
      const giving = before.then(() => (asked.kind === "fill" ? fillNext() : readPart(asked.offset, asked.length)));
      before = giving.catch(() => {});
      return giving;
    },
    close: async () => {
      // The file is read ahead, and must not be read once it is closed. A read that waits for a pipe is not waited for.
      isDone = true;
      const opened = await ranges?.catch(() => undefined);
      await opened?.close();
    },
  };
}

const NOTHING = new Uint8Array(0);

function sharedRooms(count: number, size: number): readonly Uint8Array[] {
  return Array.from({ length: count }, () => new Uint8Array(new SharedArrayBuffer(size)));
}
