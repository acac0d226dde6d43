import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMPENSATION_ID_BYTES, compensationId, type GiftName } from "../../src/domain/compensation-id.ts";
import { RECORD_KINDS } from "../../src/domain/record.ts";
import { runs } from "./runs.ts";

const plain: GiftName = {
  outage: "pangyo-2022-10-15",
  layer: "default",
  kind: "rental",
  service: "kakaopage",
  recordId: "R-1",
};

describe("names a gift", () => {
  // The digests are those of sha256sum: printf 'pangyo-2022-10-15\0default\0rental\0kakaopage\0R-1\0' | sha256sum
  test.for([
    ["C5: the same on every machine", plain, "1420bb59c83fcd997f76fc72a53268ed"],
    [
      "letters of any script, as UTF-8",
      { outage: "멜론", layer: "apology", kind: "subscription", service: "melon", recordId: "００１" },
      "45fa87a38e7ca7adb33df74964fc0a88",
    ],
    [
      "an id of twenty digits with leading zeros",
      { outage: "o", layer: "l", kind: "coupon", service: "s", recordId: "00012345678901234567" },
      "c3775d1bdd7bfe01b96b57f45089fb9f",
    ],
    [
      "an id that looks like a number",
      { outage: "o", layer: "l", kind: "claim", service: "s", recordId: "1E5" },
      "3b0a6c780d7d14300d38d8f24e99421b",
    ],
  ] as const)("%s", ([, gift, expected]) => {
    expect(compensationId(gift)).toBe(expected);
    expect(compensationId({ ...gift })).toBe(expected);
  });

  test.for([
    ["another outage", { outage: "pangyo-2022-10-16" }],
    ["another layer", { layer: "apology" }],
    ["another kind of record", { kind: "coupon" }],
    ["another service", { service: "kakaowebtoon" }],
    ["another record", { recordId: "R-2" }],
    ["the same id in small letters", { recordId: "r-1" }],
    ["the same id with a blank", { recordId: "R-1 " }],
    ["the same letters, cut at another place", { service: "kakaopageR", recordId: "-1" }],
    ["two names changed over", { outage: "default", layer: "pangyo-2022-10-15" }],
  ] as const)("%s is another gift", ([, change]) => {
    expect(compensationId({ ...plain, ...change })).not.toBe(compensationId(plain));
  });
});

const anyName = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\0"));
const anyGift: fc.Arbitrary<GiftName> = fc.record({
  outage: anyName,
  layer: anyName,
  kind: fc.constantFrom(...RECORD_KINDS),
  service: anyName,
  recordId: anyName,
});

describe("for any gift", () => {
  test("it is the head of the digest of its five names, each closed by a NUL", () => {
    fc.assert(
      fc.property(anyGift, (gift) => {
        const digest = createHash("sha256");
        for (const name of [gift.outage, gift.layer, gift.kind, gift.service, gift.recordId]) {
          digest.update(Buffer.from(name, "utf8")).update(Buffer.of(0));
        }
        expect(compensationId(gift)).toBe(digest.digest().subarray(0, 16).toString("hex"));
      }),
      runs(500),
    );
  });

  test("it is so many bytes in small hexadecimal digits", () => {
    fc.assert(
      fc.property(anyGift, (gift) => {
        expect(compensationId(gift)).toMatch(/^[0-9a-f]{32}$/);
        expect(compensationId(gift)).toHaveLength(COMPENSATION_ID_BYTES * 2);
      }),
      runs(200),
    );
  });

  test("two gifts have one name only when they are the same", () => {
    const few = fc.constantFrom("", "a", "b", "ab", "aa");
    const close = fc.record({
      outage: few,
      layer: few,
      kind: fc.constantFrom(...RECORD_KINDS),
      service: few,
      recordId: few,
    });
    fc.assert(
      fc.property(close, close, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(compensationId(one) === compensationId(other)).toBe(same);
      }),
      runs(2_000),
    );
  });
});
