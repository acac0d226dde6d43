/** A thread that makes the text of one file, as far ahead as there are rooms to fill. `ahead-thread.ts` is its other side. */
import { parentPort, workerData } from "node:worker_threads";
import { Failure } from "../domain/failure.ts";
import type { AheadAnswer, AheadJob, AheadTask, TextRoom } from "./ahead-thread.ts";
import { createQueue } from "./queue.ts";
import type { Ranges } from "./ranges.ts";
import { iterableBytes, type Read } from "./raw-bytes.ts";
import type { NumericCells } from "./table/numeric-cells.ts";
import { whereLinesDiffer } from "./table/source-lines.ts";
import { TABLE_READERS } from "./table-readers.ts";
import { unpacking } from "./unpack.ts";

const { making, place, fileRooms, textRooms }: AheadJob = workerData;
const filled = createQueue<number>();
const parts = createQueue<Uint8Array>();
const emptied = createQueue<"emptied">();
const counted = { bytes: 0 };
const numericCells: NumericCells = new Map();
let lines: number[] = [];

parentPort?.on("message", (task: AheadTask) => {
  if (task.kind === "filled") filled.push(task.length);
  else if (task.kind === "part") parts.push(task.bytes);
  else emptied.push(task.kind);
});
makeAll();

async function makeAll(): Promise<void> {
  const read = readText();
  for (let rooms = 0; ; rooms += 1) {
    if (rooms >= textRooms.length) await emptied.next();
    const room = textRooms[rooms % textRooms.length];
    if (room === undefined) return;
    const made = await fillRoom(read, room);
    send({ kind: "text", ...made, notes: { lines, numericCells } });
    lines = [];
    if (made.end !== undefined) return;
  }
}

function readText(): Read {
  if (making.kind === "unpacked") return unpacking({ read: readFile(), packing: making.packing, counted, place }).read;
  const { format, options, size } = making;
  const reader = TABLE_READERS.find((known) => known.format === format);
  if (reader === undefined) throw new Error(`no reader for ${format}`);
  const stored = { size, openRanges: async () => ASKED_RANGES };
  const noted = { lines: { begins: whereLinesDiffer((...places) => lines.push(...places)) }, numericCells };
  return iterableBytes(reader.read({ place, bytes: readFile(), stored, options, ...noted })).read;
}

/** Bytes before damage are given: what is wrong in them comes first. */
async function fillRoom(read: Read, room: Uint8Array): Promise<Pick<TextRoom, "length" | "end">> {
  let length = 0;
  try {
    while (length < room.length) {
      const got = await read(room.subarray(length));
      if (got === 0) return { length, end: "whole" };
      length += got;
    }
    return { length };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { length, end: { code: error.code, details: error.details } };
  }
}

/** The file from its front on. Nothing of it is asked for before the first byte is needed. */
function readFile(): Read {
  let rooms = 0;
  let pending: Uint8Array = new Uint8Array(0);
  let hasEnded = false;
  return async (into) => {
    if (pending.length === 0 && !hasEnded) {
      if (rooms === 0) for (const _ of fileRooms) send({ kind: "fill" });
      const length = await filled.next();
      hasEnded = length === 0;
      pending = fileRooms[rooms % fileRooms.length]?.subarray(0, length) ?? pending;
      rooms += 1;
    }
    const taken = pending.subarray(0, into.length);
    into.set(taken);
    pending = pending.subarray(taken.length);
    counted.bytes += taken.length;
    if (pending.length === 0 && !hasEnded) send({ kind: "fill" });
    return taken.length;
  };
}

/** Parts of the file, which the other thread reads in the order in which they are asked for. */
const ASKED_RANGES: Ranges = { read: readPart, close: async () => {} };
let asked: Promise<unknown> = Promise.resolve();

function readPart(offset: number, length: number): Promise<Buffer> {
  send({ kind: "part", offset, length });
  const part = asked.then(async () => {
    const { buffer, byteOffset, byteLength } = await parts.next();
    return Buffer.from(buffer, byteOffset, byteLength);
  });
  asked = part;
  return part;
}

function send(answer: AheadAnswer): void {
  parentPort?.postMessage(answer);
}
