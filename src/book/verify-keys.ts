/**
 * The keys of a run against its rows: ascending, without repeats, and the ids of all rows and no others.
 *
 * The rows come one by one and each takes its key; a key that is left over, or taken twice, is a flaw.
 */
import { join } from "node:path";
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { readOrdinary } from "../input/ordinary-file.ts";
import { type CommittedRun, KEYS } from "./book.ts";
import { attemptRead } from "./disk.ts";
import type { Flaws } from "./flaws.ts";

export interface KeyCheck {
  /** Takes the key of a row. Returns undefined when the key is there, otherwise what is wrong. */
  take(id: string): string | undefined;
  /** Looks for keys that no row took. */
  finish(): void;
}

export function createKeyCheck({ folder }: CommittedRun, flaws: Flaws): KeyCheck {
  const keys = readKeys(folder);
  const count = Math.floor(keys.length / COMPENSATION_ID_BYTES);
  const taken = new Uint8Array(count);
  const keyAt = (at: number) => keys.subarray(at * COMPENSATION_ID_BYTES, (at + 1) * COMPENSATION_ID_BYTES);
  if (keys.length % COMPENSATION_ID_BYTES !== 0) flaws.add({ file: KEYS, found: "it ends within an id" });
  for (let at = 1; at < count; at += 1) {
    if (Buffer.compare(keyAt(at - 1), keyAt(at)) >= 0)
      flaws.add({ file: KEYS, byte: at * COMPENSATION_ID_BYTES + 1, found: "the ids do not ascend here" });
  }

  function find(id: Buffer): number | undefined {
    let from = 0;
    let to = count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const order = Buffer.compare(keyAt(middle), id);
      if (order === 0) return middle;
      if (order < 0) from = middle + 1;
      else to = middle;
    }
    return undefined;
  }

  return {
    take: (id) => {
      const at = find(Buffer.from(id, "hex"));
      if (at === undefined) return `compensation_id ${id} is not among the keys`;
      if (taken[at] === 1) return `compensation_id ${id} appears twice`;
      taken[at] = 1;
      return undefined;
    },
    finish: () => {
      for (let at = taken.indexOf(0); at >= 0; at = taken.indexOf(0, at + 1)) {
        const found = `no row has the id ${keyAt(at).toString("hex")}`;
        flaws.add({ file: KEYS, byte: at * COMPENSATION_ID_BYTES + 1, found });
      }
    },
  };
}

/** Empty when the file is missing, which the check of the files says. */
function readKeys(folder: string): Buffer {
  const path = join(folder, KEYS);
  return attemptRead(path, () => readOrdinary(path)) ?? Buffer.alloc(0);
}
