/**
 * Unpacks in a thread of its own, ahead of the reader.
 *
 * Node makes new memory for every piece that it unpacks. In a thread that holds little else, to give that memory back costs hardly
 * anything; among all the objects of the thread that reads it takes longer than to unpack.
 *
 *     this thread     packed bytes ──▶ two rooms ──▶ the other one
 *                     blocks ◀── four rooms ◀── unpacked bytes
 *
 * The rooms are shared memory, which both threads use in turns and in the same order, so a message names no room.
 */
import { Worker } from "node:worker_threads";
import { Failure, type FailureCode } from "../domain/failure.ts";
import { createQueue } from "./queue.ts";
import type { RawBytes } from "./raw-bytes.ts";
import type { PackedBytes, Packing } from "./unpack.ts";

/** What the thread is started with. */
export interface UnpackJob {
  readonly packing: Packing;
  readonly place: string;
  readonly packedRooms: readonly Uint8Array[];
  readonly unpackedRooms: readonly Uint8Array[];
}

/** To the thread: a room is filled with packed bytes, none at their end; or a room of unpacked bytes was read and may be filled again. */
export type UnpackTask = { readonly kind: "packed"; readonly length: number } | { readonly kind: "emptied" };

/** From the thread: it has taken the packed bytes of a room; or a room is filled. */
export type UnpackAnswer = { readonly kind: "taken" } | UnpackedRoom;

export interface UnpackedRoom {
  readonly kind: "unpacked";
  readonly length: number;
  /** Why nothing follows: the data has ended, or a failure that is told behind these bytes. */
  readonly end?: "whole" | { readonly code: FailureCode; readonly details: Failure["details"] };
}

const PACKED_ROOMS = 2;
const PACKED_ROOM = 256 * 1024;
const UNPACKED_ROOMS = 4;
const UNPACKED_ROOM = 512 * 1024;

/** Little room for new objects: the memory of old pieces is given back as soon as it is full. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/** The thread always runs the bundle: this module lies in `src/input` or `dist/bin`, each two folders deep. */
const PROGRAM = new URL("../../bin/unpacker.js", import.meta.url);

/** @throws Failure while the bytes are read, as `unpacking` does. */
export function unpackingAhead({
  read,
  packing,
  place,
}: Pick<PackedBytes, "read" | "packing" | "place">): Pick<RawBytes, "read" | "close"> {
  const packedRooms = sharedRooms(PACKED_ROOMS, PACKED_ROOM);
  const unpackedRooms = sharedRooms(UNPACKED_ROOMS, UNPACKED_ROOM);
  const job: UnpackJob = { packing, place, packedRooms, unpackedRooms };
  const worker = new Worker(PROGRAM, { workerData: job, resourceLimits: LIMITS });
  const filled = createQueue<UnpackedRoom>();
  const send = (task: UnpackTask) => worker.postMessage(task);
  worker.on("message", (answer: UnpackAnswer) => (answer.kind === "taken" ? feed() : filled.push(answer)));
  worker.on("messageerror", filled.fail);
  worker.on("error", filled.fail);
  worker.on("exit", (code) => filled.fail(new Error(`the thread that unpacks ended with ${code}`)));

  let fed = 0;
  /** Whether all packed bytes were read, or none are needed any more. */
  let isFed = false;
  let feeding: Promise<void> = Promise.resolve();
  function feed(): void {
    feeding = feeding.then(feedNext).catch(filled.fail);
  }
  async function feedNext(): Promise<void> {
    const room = packedRooms[fed % PACKED_ROOMS];
    if (isFed || room === undefined) return;
    fed += 1;
    const length = await read(room);
    isFed ||= length === 0;
    send({ kind: "packed", length });
  }
  for (const _ of packedRooms) feed();

  let rooms = 0;
  let pending: Uint8Array = NOTHING;
  let last: UnpackedRoom | undefined;
  async function nextRoom(): Promise<Uint8Array> {
    if (last !== undefined) send({ kind: "emptied" });
    last = await filled.next();
    rooms += 1;
    return unpackedRooms[(rooms - 1) % UNPACKED_ROOMS]?.subarray(0, last.length) ?? NOTHING;
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
      // What is packed is read ahead, and must not be read from a file that is closed.
      isFed = true;
      await worker.terminate();
    },
  };
}

const NOTHING = new Uint8Array(0);

function sharedRooms(count: number, size: number): readonly Uint8Array[] {
  return Array.from({ length: count }, () => new Uint8Array(new SharedArrayBuffer(size)));
}
