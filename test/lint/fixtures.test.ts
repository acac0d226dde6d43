/** Lint over everything we ship: no error but the three that a case is about, and every witness is what was decided. */
import { expect, test } from "vitest";
import { lint } from "../../src/commands/lint.ts";
import { createTestWorld } from "../support/test-world.ts";

interface Linted {
  readonly policy: string;
  readonly left_out: readonly string[];
  readonly findings: readonly {
    readonly severity: string;
    readonly check: string;
    readonly about: string;
    readonly witness: { readonly cells: object; readonly gets: string };
  }[];
}

/** What each check's witness has to show; the others are shown by what would be given instead. */
const SHOWS: { readonly [check: string]: RegExp } = {
  "dead-on-arrival": /dead-on-arrival/,
  "moves-charge": /^next_billing_at .*moves-charge/,
  "no-budget": /\d \S+ by /,
  "tier-below": /^nothing: below-threshold/,
  "tier-above": /beyond-tiers/,
  "channel-hole": /^review: unknown-channel/,
  "not-comparable": /not-comparable/,
  "service-not-down": /^nothing: /,
};

const OFTEN = new Set(["dead-on-arrival", "moves-charge", "no-budget"]);

test("lint finds in our own policies only what is true of them", async () => {
  const world = createTestWorld({ cwd: process.cwd() });
  const nothing = { policy: undefined, outage: undefined, strict: false, quiet: false } as const;
  await lint({ ...nothing, folders: ["fixtures"], reporter: "json" }, world);
  const { files } = JSON.parse(world.printed()) as { readonly files: readonly Linted[] };
  const all = files.flatMap(({ policy, findings }) => findings.map((finding) => ({ policy, ...finding })));

  // Ordinary policies are looked at in full, but for columns of times, which no class is made of.
  const leftOut = files.flatMap(({ policy, left_out }) => left_out.map((text) => `${policy}: ${text}`));
  expect(leftOut.filter((text) => !text.endsWith("by a column of times"))).toEqual([]);

  const errors = all.filter(({ severity }) => severity === "error");
  expect(errors.map(({ policy, check, about }) => `${policy} ${check} ${about}`)).toEqual([
    // Both cases are about a rule that another takes everything from.
    "fixtures/cases/how-much/a16-a-zero-price/policy.yaml unreachable never-reached",
    "fixtures/cases/who/e27-channels-named-anywhere/policy.yaml unreachable web",
    // Without a window there is no month to share.
    "fixtures/field/month-of-its-own-window/policy.yaml gives-nothing without-a-window",
  ]);
  // Each of these was looked at and is so; the checks that are left out are true of very many small examples.
  const rare = all.filter(({ check, severity }) => severity === "warning" && !OFTEN.has(check));
  expect(
    rare.map(({ policy, check, about }) => `${policy.replace(/^fixtures.|.policy.yaml$/g, "")} ${check} ${about}`),
  ).toEqual([
    "cases/how-much/a07-tiers-by-days-down tier-below by-days",
    "cases/how-much/a42-a-grant-in-tiers tier-below by-level",
    "cases/windows/w23-a-service-that-was-not-down service-not-down held",
    "cases/windows/w23-a-service-that-was-not-down service-not-down ended",
    "cases/windows/w23-a-service-that-was-not-down service-not-down begun",
    "cases/windows/w23-a-service-that-was-not-down service-not-down long",
    "gallery/kt-ahyeon-2018 tier-below small-business",
    "gallery/ktx-2025 tier-below card",
  ]);
  expect(all.filter(({ check, witness }) => !(SHOWS[check] ?? /./).test(witness.gets))).toEqual([]);
  expect(all.length).toBeGreaterThan(100);
}, 60_000);
