/** Counters of users, against a plain map. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf, USER_BYTES } from "../../src/run/rows/user-digest.ts";
import { createUserTable, type UserTable } from "../../src/run/settle/user-table.ts";
import { runs } from "../domain/runs.ts";

const ZEROS = new Uint8Array(USER_BYTES);

function countOf(table: UserTable, digest: Uint8Array, counter: number): number {
  return table.get(table.positionOf(digest, 0), counter);
}

describe("counts what was added for each user", () => {
  test("as a map does, through any growth, also for digests with zeros", () => {
    const word = fc.constantFrom(0, 1, 0xffff_ffff);
    const digest = fc.tuple(word, word, word).map((words) => new Uint8Array(Uint32Array.from(words).buffer));
    const added = fc.record({ digest, counter: fc.nat(2), amount: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(added, { maxLength: 60 }), fc.nat(3000), (all, others) => {
        const table = createUserTable([1000, 100_000, 2 ** 40]);
        const plain = new Map<string, number>();
        for (const [index, { digest: own, counter, amount }] of all.entries()) {
          table.add(table.positionOf(own, 0), counter, amount);
          const key = `${own} ${counter}`;
          plain.set(key, (plain.get(key) ?? 0) + amount);
          if (index === 20) for (let user = 0; user < others; user += 1) table.positionOf(digestOf(String(user)), 0);
        }
        for (const { digest: own, counter } of all) {
          const ceiling = counter === 0 ? 1000 : Number.POSITIVE_INFINITY;
          expect(countOf(table, own, counter)).toBe(Math.min(plain.get(`${own} ${counter}`) ?? 0, ceiling));
        }
      }),
      runs(40),
    );
  });

  test("of a user in the middle of several", () => {
    const digests = new Uint8Array(Buffer.concat(["a", "b", "c"].map(digestOf)));
    const table = createUserTable([9]);
    for (const at of [0, 1, 1, 2, 1]) table.add(table.positionOf(digests, at), 0, 1);
    expect(["a", "b", "c", "d"].map((user) => countOf(table, digestOf(user), 0))).toEqual([1, 3, 1, 0]);
  });

  test("a user of zeros alone is a user", () => {
    const table = createUserTable([9]);
    table.add(table.positionOf(ZEROS, 0), 0, 2);
    table.add(table.positionOf(digestOf("a"), 0), 0, 3);
    expect(countOf(table, ZEROS, 0)).toBe(2);
  });

  test.for([0, 5000, 20_000])("of 10,000 users, with room for %i", (expected) => {
    const table = createUserTable([300, 1], expected);
    for (let round = 0; round < 2; round += 1)
      for (let user = 0; user < 10_000; user += 1) table.add(table.positionOf(digestOf(`${user}`), 0), 0, user % 100);
    const wrong = Array.from({ length: 10_000 }, (_, user) => user).filter(
      (user) =>
        countOf(table, digestOf(`${user}`), 0) !== 2 * (user % 100) || countOf(table, digestOf(`${user}`), 1) !== 0,
    );
    expect(wrong).toEqual([]);
  });
});

describe("a counter holds its ceiling, and no more", () => {
  test.for([1, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 1e15])("%i", (ceiling) => {
    const table = createUserTable([ceiling]);
    const user = table.positionOf(digestOf("a"), 0);
    table.add(user, 0, ceiling - 1);
    expect(table.get(user, 0)).toBe(ceiling - 1);
    table.add(user, 0, 1);
    expect(table.get(user, 0)).toBe(ceiling);
    table.add(user, 0, ceiling);
    expect(table.get(user, 0)).toBe(ceiling);
  });
});
