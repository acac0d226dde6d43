/** Ids from a row's bytes are those that `compensationId` makes of texts with Node's own SHA-256. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compensationId } from "../../src/domain/compensation-id.ts";
import { instantiate } from "../../src/kernel/instance.ts";
import { ensureMemory } from "../../src/kernel/memory.ts";
import { LONGEST_MESSAGE, NOT_STEADY } from "../../src/kernel/numbers.ts";
import { createOutputKernel, type OutputKernel } from "../../src/kernel/output-kernel.ts";
import { OUTPUT_TABLES } from "../../src/kernel/tables.ts";
import { createGiftIds, type GiftOf, type HashGiftId } from "../../src/run/decide/gift-ids.ts";
import { candidatesOf } from "../support/candidates.ts";
import { csvLine } from "../support/csv-line.ts";
import { sampling } from "../support/sampling.ts";

const OUTAGE = "sk-c&c-판교";

/** The id that is made for a record with this id, as the only row of an export. */
function idOf({ kernel, hashGiftId }: Named, gift: GiftOf, recordId: string): string {
  const { candidates, bytes, row } = candidatesOf(csvLine(["before", recordId, "after"]), 3);
  kernel.open(candidates, { copied: [1, 0, 0, 0], isPlain: true, firstLine: 1 });
  hashGiftId(gift, bytes, row(0), 1);
  return Buffer.from(kernel.digest()).toString("hex");
}

interface Named {
  readonly kernel: OutputKernel;
  readonly hashGiftId: HashGiftId;
}

function createNamed(): Named {
  const kernel = createOutputKernel(1, () => undefined);
  return { kernel, hashGiftId: createGiftIds(OUTAGE, kernel) };
}

const GIFT: GiftOf = { layer: "default", kind: "rental", service: "kakaopage" };

describe("the id of a gift", () => {
  test.for([
    ["an ordinary record", GIFT, "r1"],
    ["another layer", { ...GIFT, layer: "apology" }, "r1"],
    ["another kind", { ...GIFT, kind: "coupon" }, "r1"],
    ["another service", { ...GIFT, service: "멜론" }, "r1"],
    ["an id in Korean", GIFT, "구독-1"],
    ["an id that has to be quoted", GIFT, "r,1"],
    ["an id with quotes", GIFT, 'r"1"'],
    ["an id with a line end", GIFT, "r\n1"],
    ["no id", GIFT, ""],
  ] as const)("of %s", ([, gift, recordId]) => {
    const named = createNamed();
    expect(idOf(named, gift, recordId)).toBe(compensationId({ outage: OUTAGE, ...gift, recordId }));
  });

  test("of records of every length, with one after the other", () => {
    const named = createNamed();
    // The longest that fits is among them, and the first that does not.
    for (const length of [
      ...Array.from({ length: 200 }, (_, at) => at),
      ...Array.from({ length: 100 }, (_, at) => 4000 + at),
    ]) {
      const recordId = "x".repeat(length);
      expect(idOf(named, GIFT, recordId)).toBe(compensationId({ outage: OUTAGE, ...GIFT, recordId }));
    }
  });

  test("of any records, in any order", () => {
    const gift = fc.record({
      layer: fc.constantFrom("default", "time", "사과"),
      kind: fc.constantFrom("rental" as const, "coupon" as const),
      service: fc.constantFrom("melon", "kakaopage", "s".repeat(5000)),
    });
    const property = fc.property(
      fc.array(fc.tuple(gift, fc.string({ unit: "binary" })), { maxLength: 8 }),
      (wanted) => {
        const named = createNamed();
        for (const [of, text] of wanted) {
          // A NUL and a lone return are in no export.
          const recordId = text.replaceAll(/[\0\r]/g, "");
          expect(idOf(named, of, recordId)).toBe(compensationId({ outage: OUTAGE, ...of, recordId }));
        }
      },
    );
    fc.assert(property, sampling(0.03));
  });
});

test("the kernel's SHA-256 is Node's, for all bytes and lengths", () => {
  const kernel = instantiate("output", { calm: { calmOffset: () => NOT_STEADY } });
  ensureMemory(kernel.memory, OUTPUT_TABLES.OUTPUT.at);
  const memory = Buffer.from(kernel.memory.buffer);
  const longest = LONGEST_MESSAGE;
  for (let length = 0; length <= longest; length += length < 300 || length > longest - 130 ? 1 : 61) {
    const message = Buffer.from(Array.from({ length }, (_, at) => (at * 31 + length * 7) & 0xff));
    message.copy(memory, OUTPUT_TABLES.MESSAGE.at);
    kernel.hashMessage(length);
    const digest = memory.subarray(OUTPUT_TABLES.DIGEST.at, OUTPUT_TABLES.DIGEST.at + 32).toString("hex");
    expect(digest).toBe(createHash("sha256").update(message).digest("hex"));
  }
});
