/** Whether files on disk are still those that a manifest lists. */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, readSync } from "node:fs";
import { join } from "node:path";
import { openOrdinary } from "../input/ordinary-file.ts";
import { attemptRead } from "./disk.ts";
import type { Manifest } from "./manifest.ts";

/**
 * Names the first file of a run or plan that is not as its manifest says; undefined when all are.
 * @param onPiece gets the bytes of the files on the way.
 */
export function findDamage(
  folder: string,
  { outputs }: Pick<Manifest, "outputs">,
  onPiece?: (piece: Uint8Array) => void,
): string | undefined {
  for (const { file, bytes, sha256 } of outputs) {
    const found = hashFile(join(folder, file), onPiece);
    if (found === undefined) return `${file} is missing`;
    if (found.bytes !== bytes || found.sha256 !== sha256) return `${file} is not the file that was written`;
  }
  return undefined;
}

const PIECE = 1 << 20;

export interface Hashed {
  readonly bytes: number;
  readonly sha256: string;
}

/** Undefined when the file is not there, or is no file. @throws Failure `file-unreadable`. */
export function hashFile(path: string, onPiece: (piece: Uint8Array) => void = () => {}): Hashed | undefined {
  const descriptor = attemptRead(path, () => openOrdinary(path));
  if (descriptor === undefined) return undefined;
  try {
    const hash = createHash("sha256");
    // A book may have thousands of small files. Without this, a small file would take and free as much memory as a big one.
    const piece = Buffer.allocUnsafe(Math.min(PIECE, fstatSync(descriptor).size + 1));
    let bytes = 0;
    for (;;) {
      const read = attemptRead(path, () => readSync(descriptor, piece));
      if (read === undefined) return undefined;
      if (read === 0) return { bytes, sha256: hash.digest("hex") };
      hash.update(piece.subarray(0, read));
      onPiece(piece.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(descriptor);
  }
}
