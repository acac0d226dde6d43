/** The offset behind the last line feed outside quotes, found byte by byte; 0 where there is none. */
export function lastCutOf(bytes: Uint8Array): number {
  let cut = 0;
  let isInside = false;
  for (const [at, byte] of bytes.entries()) {
    if (byte === 0x22) isInside = !isInside;
    else if (byte === 0x0a && !isInside) cut = at + 1;
  }
  return cut;
}
