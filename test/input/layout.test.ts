import { describe, expect, test } from "vitest";
import { canonicalColumns, RECORD_KINDS, type RecordKind } from "../../src/domain/record.ts";
import { type Layout, layoutOf } from "../../src/input/layout.ts";

function layout(kind: RecordKind, columns: readonly string[], fields: readonly string[] = []): Layout {
  return layoutOf({ kind, columns, delimiter: 0x2c, length: 0, line: 1, byteOrderMark: false }, new Set(fields));
}

describe("finds columns by their names", () => {
  test.for(RECORD_KINDS)("in any order: %s", (kind) => {
    const columns = canonicalColumns(kind).toReversed();
    const { id, user, service, currency } = layout(kind, columns);
    expect([id, user, service, currency].map((index) => columns[index])).toEqual([
      `${kind}_id`,
      "user_id",
      "service",
      "currency",
    ]);
  });

  test("and says -1 for those that the export does not have", () => {
    const { user, currency, autoRenew, starts, times, money } = layout("claim", ["claim_id", "service"]);
    expect({ user, currency, autoRenew, starts, times, money }).toEqual({
      user: -1,
      currency: -1,
      autoRenew: -1,
      starts: -1,
      times: [],
      money: [],
    });
  });

  test("and keeps kind, delimiter and all columns", () => {
    const columns = ["rental_id", "note", "user_id"];
    expect(layout("rental", columns)).toMatchObject({ kind: "rental", delimiter: 0x2c, columns });
  });
});

describe("knows the time columns", () => {
  test.for([
    ["subscription", "started_at:start expires_at:end next_billing_at:charge"],
    ["rental", "started_at:start expires_at:end"],
    ["coupon", "expires_at:end started_at:start"],
    ["claim", "received_at:start"],
  ] as const)("of a %s", ([kind, expected]) => {
    const columns = canonicalColumns(kind);
    const { times } = layout(kind, columns);
    expect(times.map(({ name, role }) => `${name}:${role}`).join(" ")).toBe(expected);
    expect(times.map(({ index }) => columns[index])).toEqual(times.map(({ name }) => name));
  });

  test("that rules change, read as ends", () => {
    const { times } = layout("rental", ["rental_id", "watch_until", "note"], ["watch_until", "not_there"]);
    expect(times).toEqual([{ name: "watch_until", index: 1, role: "end" }]);
  });

  test("with the one that starts the period", () => {
    const { starts, times } = layout("coupon", canonicalColumns("coupon"));
    expect(times[starts]?.name).toBe("started_at");
  });

  test.for([
    ["a rental that also says when it was received", "rental", ["received_at", "started_at"], "started_at"],
    ["a claim that also says when something started", "claim", ["started_at", "received_at"], "received_at"],
  ] as const)("with the start of its own kind: %s", ([, kind, columns, start]) => {
    const { starts, times } = layout(kind, columns);
    expect(times[starts]?.name).toBe(start);
  });
});

describe("knows the money columns", () => {
  test.for([
    ["subscription", ["price"]],
    ["rental", ["price"]],
    ["coupon", ["amount", "remaining"]],
    ["claim", ["loss_amount"]],
  ] as const)("of a %s", ([kind, expected]) => {
    const columns = ["price", "amount", "remaining", "loss_amount"];
    const { money } = layout(kind, columns);
    expect(money.map(({ name }) => name)).toEqual(expected);
    expect(money.map(({ index }) => columns[index])).toEqual(expected);
  });
});

test("travels to a worker unchanged", () => {
  const sent = layout("subscription", canonicalColumns("subscription"));
  expect(structuredClone(sent)).toEqual(sent);
});
