/** A thread that unpacks one file, as far ahead as there are rooms to fill. `unpack-thread.ts` is its other side. */
import { parentPort, workerData } from "node:worker_threads";
import { Failure } from "../domain/failure.ts";
import { createQueue } from "./queue.ts";
import type { Read } from "./raw-bytes.ts";
import { unpacking } from "./unpack.ts";
import type { UnpackAnswer, UnpackedRoom, UnpackJob, UnpackTask } from "./unpack-thread.ts";

const { packing, place, packedRooms, unpackedRooms }: UnpackJob = workerData;
const packed = createQueue<number>();
const emptied = createQueue<"emptied">();
const counted = { bytes: 0 };

parentPort?.on("message", (task: UnpackTask) => {
  if (task.kind === "packed") packed.push(task.length);
  else emptied.push(task.kind);
});
unpackAll();

async function unpackAll(): Promise<void> {
  const { read } = unpacking({ read: readPacked(), packing, counted, place });
  for (let rooms = 0; ; rooms += 1) {
    if (rooms >= unpackedRooms.length) await emptied.next();
    const room = unpackedRooms[rooms % unpackedRooms.length];
    if (room === undefined) return;
    const filled = await fillRoom(read, room);
    send(filled);
    if (filled.end !== undefined) return;
  }
}

/** Bytes before damage are given: what is wrong in them comes first. */
async function fillRoom(read: Read, room: Uint8Array): Promise<UnpackedRoom> {
  let length = 0;
  try {
    while (length < room.length) {
      const got = await read(room.subarray(length));
      if (got === 0) return { kind: "unpacked", length, end: "whole" };
      length += got;
    }
    return { kind: "unpacked", length };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { kind: "unpacked", length, end: { code: error.code, details: error.details } };
  }
}

function readPacked(): Read {
  let rooms = 0;
  let pending: Uint8Array = new Uint8Array(0);
  let hasEnded = false;
  return async (into) => {
    if (pending.length === 0 && !hasEnded) {
      const length = await packed.next();
      hasEnded = length === 0;
      pending = packedRooms[rooms % packedRooms.length]?.subarray(0, length) ?? pending;
      rooms += 1;
    }
    const taken = pending.subarray(0, into.length);
    into.set(taken);
    pending = pending.subarray(taken.length);
    counted.bytes += taken.length;
    if (pending.length === 0 && !hasEnded) send({ kind: "taken" });
    return taken.length;
  };
}

function send(answer: UnpackAnswer): void {
  parentPort?.postMessage(answer);
}
