/** Which zones a policy, an outage and a command line may say, and what is said instead of the others. */
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { zoneNames } from "../../src/domain/zone.ts";
import { readOutage, readShortOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { likelyZones } from "../../src/policy/zone-hints.ts";
import { runBinary } from "../support/binary.ts";
import { POLICY, smallCase } from "../support/small-case.ts";
import { outageText, policyText } from "./written.ts";

const OFFSET = "an offset does not say when clocks change, so write the name of a place, such as Asia/Seoul";

/** What is written, and what is said after `is not a time zone`; undefined where it is one. */
const ZONES: readonly (readonly [name: string, zone: string, said: string | undefined])[] = [
  ["a name", "Asia/Seoul", undefined],
  ["an older name of it", "ROK", undefined],
  ["an older name", "Asia/Calcutta", undefined],
  ["an abbreviation that is a name", "EST", undefined],
  ["the same in summer, which is none", "EDT", "; write America/New_York"],
  ["another one", "CET", undefined],
  ["and in summer", "CEST", "; write Europe/Berlin or Europe/Paris"],
  ["HST", "HST", undefined],
  ["EST5EDT", "EST5EDT", undefined],
  ["GMT", "GMT", undefined],
  ["US/Eastern", "US/Eastern", undefined],
  ["Etc/GMT+9", "Etc/GMT+9", undefined],
  ["GMT+9, which is east where Etc/GMT+9 is west", "GMT+9", `; ${OFFSET}, or Etc/GMT-9 for always +09:00`],
  ["UTC", "UTC", undefined],
  ["utc", "utc", '; did you mean "UTC"?'],
  ["Z", "Z", "; write UTC"],
  ["UTC+0", "UTC+0", "; write UTC"],
  ["GMT+0, which is a name", "GMT+0", undefined],
  ["KST", "KST", "; write Asia/Seoul"],
  ["kst", "kst", "; write Asia/Seoul"],
  ["JST", "JST", "; write Asia/Tokyo"],
  ["BST", "BST", "; write Europe/London"],
  ["IST", "IST", "; write Asia/Kolkata, Europe/Dublin or Asia/Jerusalem"],
  ["CST", "CST", "; write America/Chicago, Asia/Shanghai or Asia/Taipei"],
  ["AST", "AST", "; write America/Halifax or Asia/Riyadh"],
  ["NST", "NST", "; write America/St_Johns"],
  ["an offset", "+09:00", `; ${OFFSET}, or Etc/GMT-9 for always +09:00`],
  ["without its colon", "+0900", `; ${OFFSET}, or Etc/GMT-9 for always +09:00`],
  ["to the west", "-5", `; ${OFFSET}, or Etc/GMT+5 for always -05:00`],
  ["with half an hour", "+05:30", `; ${OFFSET}`],
  ["the farthest to the east", "+14:00", `; ${OFFSET}, or Etc/GMT-14 for always +14:00`],
  ["beyond it", "+15:00", `; ${OFFSET}`],
  ["the farthest to the west", "-12:00", `; ${OFFSET}, or Etc/GMT+12 for always -12:00`],
  ["beyond that", "-13:00", `; ${OFFSET}`],
  ["small letters", "asia/seoul", '; did you mean "Asia/Seoul"?'],
  ["a typo", "Asia/Soul", '; did you mean "Asia/Seoul"?'],
  ["a blank", "America/New York", '; did you mean "America/New_York"?'],
  ["a city alone", "Seoul", '; did you mean "Asia/Seoul"?'],
  ["a city alone, of two words", "los angeles", '; did you mean "America/Los_Angeles"?'],
  ["a name that is gone", "SystemV/AST4", ""],
  ["nothing like any", "Pangyo Data Center", ""],
];

function saidBy(read: () => { readonly zone: string }): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return / is not a time zone(.*)$/m.exec(error.message)?.[1];
  }
}

describe("takes the names of the tz database, and says what was meant by another", () => {
  test.for(ZONES)("%s: %s", ([, zone, said]) => {
    expect(saidBy(() => readPolicy(policyText({ zone: `"${zone}"` }), "policy.yaml").policy)).toBe(said);
    expect(saidBy(() => readOutage(outageText({ zone: `"${zone}"` }), "outage.yaml"))).toBe(said);
    const window = "2022-10-15T15:30/2022-10-20T23:00";
    expect(saidBy(() => readShortOutage({ window, id: undefined, zone }))).toBe(said);
  });

  test("whatever platforms take besides them, it names a zone for it", () => {
    const old = "ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST";
    for (const word of old.split(" ")) expect(likelyZones(word, [...zoneNames()]), word).toMatch(/^; write [A-Z]/);
  });

  test("it only names what is a zone", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const words = ["", ...letters].flatMap((a) =>
      ["", ...letters].flatMap((b) => ["T", "ST", "DT", "CT", "TT", "ET"].map((end) => a + b + end)),
    );
    const said = new Set(words.map((word) => likelyZones(word, [])).filter((text) => text.startsWith("; write ")));
    expect(said.size).toBeGreaterThan(40);
    const named = [...said].flatMap((text) => text.slice("; write ".length).split(/, | or /));
    expect(named.filter((name) => !zoneNames().has(name))).toEqual([]);
  });
});

describe("the built program", () => {
  const place = 'policy.yaml:4:7: "BST" is not a time zone; write Europe/London';

  test.for([
    ["plan", "plan --outage outage.yaml --policy policy.yaml --out plan exports", 4],
    ["lint", "lint --policy policy.yaml", 4],
    ["check", "check .", 1],
  ] as const)("%s refuses an abbreviation in a policy, whatever the platform takes it for", async ([, line, exit]) => {
    const story = await smallCase({
      "exports/rentals.csv":
        "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n",
      "policy.yaml": POLICY.replace("Asia/Seoul", "BST"),
      "case.yaml": "as-of: 2022-10-21T11:00\n",
      "expected/adjusted-expiry.csv": "record_id\n",
    });
    const ran = await runBinary(line, { cwd: story.folder });
    expect(ran.exit).toBe(exit);
    expect(ran.out + ran.err).toContain(place);
  });

  test("plan refuses an offset as --zone", async () => {
    const story = await smallCase({});
    const window = "2022-10-15T15:30/2022-10-20T23:00";
    const ran = await runBinary(`plan --outage ${window} --zone +09:00 --policy policy.yaml rentals.csv`, {
      cwd: story.folder,
    });
    expect(ran).toMatchObject({ exit: 4, out: "" });
    expect(ran.err).toContain(`--zone: "+09:00" is not a time zone; ${OFFSET}`);
  });
});
