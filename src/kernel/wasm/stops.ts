/** Notes the positions of all bytes that can end or quote a cell, 64 bytes at a time; see `scan.ts`. */
import { STOPS } from "./scan-tables";

/** Notes the stops of the batch `from … limit`. The last two are its end, whatever byte stands there. */
export function noteStops(from: u32, limit: u32, delimiter: u32): void {
  const delimiters = i8x16.splat(<i8>delimiter);
  let next = STOPS;
  for (let at = from; at < limit; at += 64) {
    let found =
      stopsAmong(at, delimiters) |
      (stopsAmong(at + 16, delimiters) << 16) |
      (stopsAmong(at + 32, delimiters) << 32) |
      (stopsAmong(at + 48, delimiters) << 48);
    while (found !== 0) {
      store<u32>(next, at + <u32>ctz(found));
      next += 4;
      found &= found - 1;
    }
  }
  while (next > STOPS && load<u32>(next - 4) >= limit) next -= 4;
  store<u32>(next, limit);
  store<u32>(next + 4, limit);
}

function stopsAmong(at: u32, delimiters: v128): u64 {
  const bytes = v128.load(at);
  const found = v128.or(
    v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, i8x16.splat(0x0a))),
    v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x0d))),
  );
  return <u64>(<u32>i8x16.bitmask(found));
}
