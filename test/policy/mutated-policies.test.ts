/** A policy, outage or mapping that slips of the pen were made in is read, or refused as invalid; it is never a bug, and never half read. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readMapping } from "../../src/policy/read-mapping.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { runs } from "../domain/runs.ts";
import { failureOf } from "./marked.ts";

const POLICY = readFileSync("fixtures/kakao-2022/policy.yaml", "utf8");
const OUTAGE = readFileSync("fixtures/kakao-2022/outage.yaml", "utf8");
const MAPPING = `mapping: billing-export
exports:
  - match: "subs_*.csv"
    record: subscription
    encoding: cp949
    delimiter: ";"
    quote: none
    escape: "\\\\"
    before-header: 2
    header: [번호, 구독번호, 회원번호, 결제수단, 금액, 시작일시, 만료일, 상태]
    missing: ["", "NULL", "\\\\N", "-"]
    skip: { 상태: [합계, 소계], 번호: { not: "0" } }
    zone: UTC
    columns:
      subscription_id: 구독번호
      service: { always: melon }
      channel: { from: 결제수단, values: { 웹: web, 애플: apple }, else: reject }
      price: { from: 금액, number: { group: ",", decimal: ".", affix: ["₩", "원"] } }
      started_at: { from: 시작일시, time: "yyyy. M. d. a h:mm:ss", twice: later, never: forward }
      expires_at: { from: 만료일, time: [yyMMdd, yyyy-MM-dd], century: 2000, through: before, midnight: day }
  - record: rental
    ids: strict
    columns: { rental_id: [대여번호, 번호] }
`;

/** Words, blanks and single marks; comments are left out, for a slip in them changes nothing. */
function tokensOf(text: string): readonly string[] {
  return text.replace(/^\s*#.*\n/gm, "").match(/[\p{L}\p{N}_.-]+|\s+|[^\p{L}\p{N}_.\s-]/gu) ?? [];
}

type Slip =
  | { readonly kind: "delete" | "duplicate"; readonly at: number }
  | { readonly kind: "replace" | "swap"; readonly at: number; readonly other: number }
  | { readonly kind: "insert"; readonly at: number; readonly text: string };

const at = fc.nat(1_000_000);
const slip: fc.Arbitrary<Slip> = fc.oneof(
  fc.record({ kind: fc.constantFrom("delete" as const, "duplicate" as const), at }),
  fc.record({ kind: fc.constantFrom("replace" as const, "swap" as const), at, other: at }),
  fc.record({
    kind: fc.constant("insert" as const),
    at,
    text: fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 3 }),
      fc.constantFrom("\t", "\n", "  ", "-", ":", "{", "}", "[", "]", ",", '"', "'", "&a ", "*a", "!t ", "#", "|", "0"),
    ),
  }),
);

function withSlip(tokens: readonly string[], made: Slip): readonly string[] {
  const index = made.at % tokens.length;
  const token = tokens[index] ?? "";
  switch (made.kind) {
    case "delete":
      return tokens.toSpliced(index, 1);
    case "duplicate":
      return tokens.toSpliced(index, 0, token);
    case "replace":
      return tokens.with(index, tokens[made.other % tokens.length] ?? "");
    case "swap": {
      const other = made.other % tokens.length;
      return tokens.with(index, tokens[other] ?? "").with(other, token);
    }
    case "insert":
      return tokens.toSpliced(index, 0, made.text);
  }
}

/** Reads, and holds whatever is said to the form that every complaint has. */
function readsOrRefuses(read: () => unknown, file: string): boolean {
  const failure = failureOf(read);
  if (failure === undefined) return true;
  expect([failure.code, failure.exit]).toEqual(["policy-invalid", 4]);
  const problems = failure.message.split("\n").filter((line) => line.startsWith(`${file}:`));
  expect(problems.length).toBeGreaterThan(0);
  expect(failure.message).not.toMatch(/undefined|\[object|NaN|Too small|Invalid input|expected \w+ to have/);
  return false;
}

test("a policy with slips of the pen is read or refused, and nothing else", () => {
  const tokens = tokensOf(POLICY);
  let read = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
      const text = slips.reduce(withSlip, tokens).join("");
      if (readsOrRefuses(() => readPolicy(text, "policy.yaml"), "policy.yaml")) read += 1;
      else refused += 1;
    }),
    runs(300),
  );
  expect([read > 0, refused > 0]).toEqual([true, true]);
});

test("an outage with slips of the pen is read or refused, and nothing else", () => {
  const tokens = tokensOf(OUTAGE);
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
      const text = slips.reduce(withSlip, tokens).join("");
      readsOrRefuses(() => readOutage(text, "outage.yaml", ["kakaowebtoon"]), "outage.yaml");
    }),
    runs(400),
  );
});

test("a mapping with slips of the pen is read or refused, and nothing else", () => {
  const tokens = tokensOf(MAPPING);
  let read = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
      const text = slips.reduce(withSlip, tokens).join("");
      if (readsOrRefuses(() => readMapping(text, "mapping.yaml"), "mapping.yaml")) read += 1;
      else refused += 1;
    }),
    runs(400),
  );
  expect([read > 0, refused > 0]).toEqual([true, true]);
});

test("a mapping cut off anywhere is read or refused, and nothing else", () => {
  expect(readsOrRefuses(() => readMapping(MAPPING, "mapping.yaml"), "mapping.yaml")).toBe(true);
  fc.assert(
    fc.property(fc.nat(MAPPING.length), (length) => {
      readsOrRefuses(() => readMapping(MAPPING.slice(0, length), "mapping.yaml"), "mapping.yaml");
    }),
    runs(100),
  );
});

test("cut off anywhere, it is read or refused, and nothing else", () => {
  fc.assert(
    fc.property(fc.nat(POLICY.length), (length) => {
      readsOrRefuses(() => readPolicy(POLICY.slice(0, length), "policy.yaml"), "policy.yaml");
    }),
    runs(60),
  );
});
