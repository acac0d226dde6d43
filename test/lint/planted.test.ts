/** A policy with ten planted faults: lint finds the ten, and nothing else. */
import { describe, expect, test } from "vitest";
import { lint } from "../../src/commands/lint.ts";
import { EXIT } from "../../src/domain/failure.ts";
import { createTestWorld } from "../support/test-world.ts";

async function lintPlanted(reporter: "text" | "json" | "github") {
  const world = createTestWorld({ cwd: "test/lint/planted" });
  const options = { policy: "policy.yaml", outage: "outage.yaml", folders: [], strict: false, quiet: false, reporter };
  const exit = await lint(options, world);
  return { exit, printed: world.printed() };
}

describe("a policy with ten planted faults", () => {
  test("has ten findings, at the places where they were planted", async () => {
    const { exit, printed } = await lintPlanted("json");
    const { files } = JSON.parse(printed);
    const places = files[0].findings.map(
      (found: { file: string; line: number; column: number; severity: string; check: string; about: string }) =>
        `${found.file}:${found.line}:${found.column} ${found.severity} ${found.check} ${found.about}`,
    );
    expect(places).toEqual([
      "policy.yaml:14:25 warning dead-on-arrival passes",
      "policy.yaml:20:17 warning moves-charge renewing-passes",
      "policy.yaml:22:15 error unreachable web-passes",
      "policy.yaml:28:15 info why-missing rentals",
      "policy.yaml:35:57 warning spelling paused-rentals",
      "policy.yaml:41:41 warning service-not-down television",
      "policy.yaml:51:17 warning no-ceiling losses",
      "policy.yaml:62:19 warning tier-below by-time-lost",
      "policy.yaml:65:15 error overlap dear-films",
      "outage.yaml:7:3 warning service-unnamed radio",
    ]);
    expect(exit).toBe(EXIT.answerIsNo);
  });

  test("shows each on a record that was decided", async () => {
    const { files } = JSON.parse((await lintPlanted("json")).printed);
    const shown = files[0].findings.map(({ witness }: { witness: { gets: string; instead?: string } }) =>
      [witness.gets, witness.instead].filter((text) => text !== undefined).join(" / "),
    );
    expect(shown).toEqual([
      "expires_at 2024-03-15T10:00:01+09:00 (3 days) by passes, dead-on-arrival",
      "next_billing_at 2024-04-18T16:00:00+09:00 (3 days) by renewing-passes, moves-charge",
      'expires_at 2024-04-18T16:00:00+09:00 (3 days) by passes / by "web-passes" alone: expires_at 2024-04-22T16:00:00+09:00 (7 days) by web-passes',
      "expires_at 2024-04-14T16:00:00+09:00 (2 days) by rentals; 1000 KRW by by-time-lost",
      'expires_at 2024-04-14T16:00:00+09:00 (2 days) by paused-rentals; 1000 KRW by by-time-lost / with status "active": expires_at 2024-04-14T16:00:00+09:00 (2 days) by rentals; 1000 KRW by by-time-lost',
      'nothing: not-held / by "television" alone: nothing: not-held',
      "5000000000 KRW by losses",
      "nothing: below-threshold",
      "nothing, and no plan is made: by-time-lost and dear-films both apply",
      "nothing: no-rule",
    ]);
  });

  test("is shown with the line, a caret, the record and what to do", async () => {
    const { printed } = await lintPlanted("text");
    expect(printed.split("\n").slice(0, 6)).toEqual([
      "policy.yaml:14:25: warning: passes arrives dead for what ends by 2024-03-13T16:00:00+09:00: the new end is over before the outage is, or before it can be given [dead-on-arrival]",
      "   14 |         give: { extend: 3 days } # 1 dead on arrival",
      "      |                         ^",
      "  a subscription: subscription_id subscription-1, user_id user-1, service music, started_at 2024-02-11T10:00:00+09:00, channel web, price 10000, currency KRW, expires_at 2024-03-12T10:00:01+09:00, auto_renew false",
      "  gets expires_at 2024-03-15T10:00:01+09:00 (3 days) by passes, dead-on-arrival",
      "  Count from a later moment, with from: later or from: latest, or move to a later day.",
    ]);
    expect(printed).toMatch(/\n1 policy: 2 errors, 7 warnings, 1 note\n$/);
  });

  test("is annotated for GitHub, one line each", async () => {
    const lines = (await lintPlanted("github")).printed.trimEnd().split("\n");
    expect(lines.length).toBe(10);
    expect(lines[2]).toMatch(
      /^::error file=policy\.yaml,line=22,col=15,title=compensate lint%3A unreachable::web-passes can never be reached: .*%0A/,
    );
  });
});
