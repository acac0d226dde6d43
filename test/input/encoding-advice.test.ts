/** Bytes that are not UTF-8 are told to be CP949 only where all that was looked at is CP949. */
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { encodingAdvice, withEncodingAdvice } from "../../src/input/encoding-advice.ts";
import type { Source } from "../../src/input/source.ts";
import { memoryStream } from "../support/memory-stream.ts";

const MIB = 1024 * 1024;
/** `멜론`, and `똠`, which EUC-KR lacks and CP949 has. */
const MELON = "\xb8\xe1\xb7\xd0";
const TTOM = "\x8c\x63";
const LINE = `r1,${MELON},${TTOM}\n`;
/** Text as bytes, one for each character. */
const raw = (text: string) => Buffer.from(text, "latin1");

const THROUGHOUT = "The file reads as cp949, the encoding of Korean Windows, throughout: --encoding cp949 reads it so.";
const IN_PART =
  "The file reads as cp949, the encoding of Korean Windows, as far as was looked: --encoding cp949 reads it so.";

describe("the advice on bytes", () => {
  test.for<readonly [name: string, bytes: Buffer, whole: boolean, expected: string | undefined]>([
    ["in CP949", raw(LINE), true, THROUGHOUT],
    ["in CP949, with a Hanja", raw("\xf9\xd3"), true, THROUGHOUT],
    ["in CP949, without a line end", raw(`a\n${MELON}`), true, THROUGHOUT],
    ["in CP949 and more to come", raw(LINE), false, IN_PART],
    ["cut inside a letter, with more to come", raw(`${LINE}\xb8`), false, IN_PART],
    ["that end inside a letter", raw(`${LINE}\xb8`), true, undefined],
    ["of half a line, with more to come", raw(MELON), false, undefined],
    ["in CP949 with one that it lacks", raw(`${LINE}\xff\n`), true, undefined],
    ["with a first half of a letter before a comma", raw(`${LINE}\xb8,\n`), true, undefined],
    ["with a pair that CP949 does not have", raw(`${LINE}\xc9\xa1\n`), true, undefined],
    ["with 0x80, which Node's decoder takes", raw(`${LINE}\x80\n`), true, undefined],
    ["in ASCII", raw("r1,a\n"), true, undefined],
    ["in UTF-8", Buffer.from("r1,멜론\n"), true, undefined],
    ["in UTF-8 that is damaged once", Buffer.concat([Buffer.from("r1,멜론\n"), raw("\xff")]), true, undefined],
    ["in Latin-1", raw("r1,caf\xe9,\xfcber\n"), true, undefined],
    ["that are none", raw(""), true, undefined],
  ])("%s", async ([, bytes, whole, expected]) => {
    const advice = await encodingAdvice({ bytes, whole });
    expect(advice?.slice(0, expected?.length)).toBe(expected);
  });
});

function sourceOf(bytes: Uint8Array, changes: Partial<Source> = {}): Source {
  return { path: "rentals.csv", open: async () => memoryStream(bytes, [MIB, 7]), ...changes };
}

const FAILURE = new Failure("bytes-undecodable", { place: { file: "rentals.csv", line: 7 }, found: "at byte 70" });
const PIPE: Partial<Source> = {
  open: async () => {
    throw new Failure("file-unreadable");
  },
};

describe("the file is read again", () => {
  test.for<readonly [name: string, source: Source, atHand: Buffer | undefined, expected: string]>([
    ["as a whole", sourceOf(raw(LINE.repeat(1000))), undefined, THROUGHOUT],
    ["up to 8 MiB of it", sourceOf(raw(LINE.repeat(MIB))), undefined, IN_PART],
    ["whatever is at hand", sourceOf(raw(LINE)), raw("\xff\n"), THROUGHOUT],
    ["as far as standard input was kept", sourceOf(raw(`${LINE}\xb8`), { path: "-" }), undefined, IN_PART],
    ["but not a pipe, of which the first block is at hand", sourceOf(raw(""), PIPE), raw(LINE), IN_PART],
  ])("%s", async ([, source, atHand, expected]) => {
    const advised = await withEncodingAdvice(FAILURE, source, atHand);
    const [first, next] = FAILURE.message.split("\n");
    expect(advised).toMatchObject({ code: FAILURE.code, place: FAILURE.place });
    expect(String(advised)).toContain(`${first}\n  ${expected}`);
    expect(String(advised)).not.toContain(next);
  });

  test("up to the place where it cannot be read any more", async () => {
    const stream = memoryStream(raw(`${LINE}\xb8`));
    let reads = 0;
    const read = async (into: Uint8Array) => {
      reads += 1;
      if (reads > 1) throw new Failure("gzip-damaged");
      return stream.read(into);
    };
    const source = sourceOf(raw(""), { open: async () => ({ ...stream, read }) });
    expect(String(await withEncodingAdvice(FAILURE, source))).toContain(IN_PART);
  });

  test("and closed", async () => {
    let closed = 0;
    const close = async () => {
      closed += 1;
    };
    await withEncodingAdvice(FAILURE, sourceOf(raw(""), { open: async () => ({ ...memoryStream(raw(LINE)), close }) }));
    expect(closed).toBe(1);
  });

  test.for<readonly [name: string, error: unknown, source: Source]>([
    ["bytes that are CP949 in part", FAILURE, sourceOf(raw(`${LINE}\xff`))],
    ["bytes that are UTF-8 as far as was looked", FAILURE, sourceOf(Buffer.alloc(9 * MIB, "a\n"))],
    ["a pipe of which nothing is at hand", FAILURE, sourceOf(raw(LINE), PIPE)],
    ["another failure", new Failure("nul-byte"), sourceOf(raw(LINE))],
    ["a bug", new Error("a bug"), sourceOf(raw(LINE))],
  ])("and the error stays as it is for %s", async ([, error, source]) => {
    expect(await withEncodingAdvice(error, source)).toBe(error);
  });
});
