/** Files that people write are UTF-8, or are refused with the place: no letter is replaced by another without a word. */
import { describe, expect, test } from "vitest";
import { OUTAGE, POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,가,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-10-14T10:00,2022-10-20T10:00
`;
const LISTING = POLICY.replace("service: kakaopage", "service: kakaopage, user_id: { listed-in: vip.csv }");
const PLAN = `plan ${RULES} --out plan a.csv`;
/** The first letter of the syllables, in CP949 and in UTF-16. */
const GA_IN_CP949 = [0xb0, 0xa1];

/** The text with one mark in it replaced by bytes. */
function withBytes(text: string, bytes: readonly number[]): Buffer {
  const [before = "", after = ""] = text.split("@");
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

async function story(files: { readonly [file: string]: string | Uint8Array } = {}): Promise<SmallCase> {
  return smallCase({ "a.csv": RENTALS, "vip.csv": "user_id\n가\n", "control.csv": "file,rows\na.csv,2\n", ...files });
}

const NOTED = POLICY.replace("zone: Asia/Seoul", "zone: Asia/Seoul # @");
const offsetIn = (text: string) => Buffer.from(text.split("@")[0] ?? "").length;
const NOT_UTF8 = "the text is not UTF-8";

describe("are refused with the byte", () => {
  test.for([
    [
      "policy.yaml in CP949",
      "policy.yaml",
      NOTED,
      GA_IN_CP949,
      `policy.yaml:4: ${NOT_UTF8} at byte ${offsetIn(NOTED)}`,
    ],
    ["policy.yaml with a NUL byte", "policy.yaml", NOTED, [0], `policy.yaml:4: there is a NUL byte at byte`],
    ["policy.yaml in UTF-16", "policy.yaml", "@", [0xff, 0xfe, 0x70, 0], "policy.yaml:1: it is text in UTF-16"],
    ["half a character", "policy.yaml", NOTED, [0xea, 0xb0], `policy.yaml:4: ${NOT_UTF8} at byte`],
    ["an outage in CP949", "outage.yaml", `title: @\n${OUTAGE}`, GA_IN_CP949, `outage.yaml:1: ${NOT_UTF8} at byte 7`],
    [
      "an outage with a NUL byte",
      "outage.yaml",
      `${OUTAGE}title: @\n`,
      [0],
      "outage.yaml:5: there is a NUL byte at byte",
    ],
  ] as const)("%s", async ([, file, text, bytes, says]) => {
    const made = await story({ [file]: withBytes(text, bytes) });
    const ran = await made.run(PLAN);
    expect(ran).toMatchObject({ exit: 4, failure: "policy-invalid" });
    expect(ran.message).toContain(says);
    expect(ran.message).toContain("; save it as UTF-8");
  });

  test.for([
    [
      "in CP949",
      "user_id\n@\n",
      GA_IN_CP949,
      "vip.csv:2: these bytes are not UTF-8: at byte 8. The file reads as cp949",
    ],
    ["with a NUL byte", "user_id\nu2@\n", [0], "vip.csv:2: there is a NUL byte in the text: at byte 10. "],
  ] as const)("a list %s, at the rule that names it", async ([, text, bytes, says]) => {
    const made = await story({ "policy.yaml": LISTING, "vip.csv": withBytes(text, bytes) });
    const ran = await made.run(PLAN);
    expect(ran).toMatchObject({ exit: 4, failure: "policy-invalid" });
    expect(ran.message).toMatch(/^policy\.yaml:7:/);
    expect(ran.message).toContain(says);
  });

  test.for([
    ["in CP949", "file,rows\n@.csv,2\n", GA_IN_CP949, "bytes-undecodable"],
    ["with a NUL byte", "file,rows\n@a.csv,2\n", [0], "nul-byte"],
  ] as const)("a control file %s, as an export", async ([, text, bytes, failure]) => {
    const made = await story({ "control.csv": withBytes(text, bytes) });
    const ran = await made.run(`${PLAN} --control control.csv`);
    expect(ran).toMatchObject({ exit: 3, failure });
    expect(ran.message).toMatch(/^control\.csv:2: .*: at byte 10\n/);
  });

  test.for([
    ["case.yaml", "as-of: 2022-10-21 # @\n", "case.yaml:1: the text is not UTF-8 at byte 20; save it as UTF-8"],
    ["expected/adjusted-expiry.csv", "record_id,user_id\nr1,@\n", "the text is not UTF-8 at byte 21; save it as UTF-8"],
    ["expected/summary.json", '{ "outage": "@" }\n', "the text is not UTF-8 at byte 13; save it as UTF-8"],
  ] as const)("%s of a fixture case", async ([file, text, says]) => {
    const made = await story({
      "exports/a.csv": RENTALS,
      "expected/refund-credit.csv": "record_id\n",
      [file]: withBytes(text, GA_IN_CP949),
    });
    const ran = await made.run("check .");
    expect(ran.exit).not.toBe(0);
    expect(ran.out + ran.message).toContain(says);
  });

  test("a policy that lint finds in a folder", async () => {
    const made = await story({ "policy.yaml": withBytes(NOTED, GA_IN_CP949) });
    const utf16 = await story({ "policy.yaml": Buffer.from(`\ufeff${POLICY}`, "utf16le") });
    const [ran, other] = [await made.run("lint ."), await utf16.run("lint .")];
    expect([ran.exit, other.exit]).toEqual([4, 4]);
    expect(ran.out).toContain(`policy.yaml:4: ${NOT_UTF8} at byte`);
    expect(other.out).toContain("policy.yaml:1: it is text in UTF-16; save it as UTF-8");
  });
});

describe("may begin with a byte order mark", () => {
  test("which is part of no key and of no value", async () => {
    const made = await story({
      "policy.yaml": `\ufeff${LISTING.trimStart()}`,
      "outage.yaml": `\ufeff${OUTAGE.trimStart()}`,
      "vip.csv": "\ufeffuser_id\n가\n",
    });
    expect(await made.run(PLAN)).toMatchObject({ exit: 0 });
    expect(made.rows("plan/adjusted-expiry.csv").map((row) => row.get("record_id"))).toEqual(["r1"]);
    expect(await made.run("apply plan --yes")).toMatchObject({ exit: 0 });
    expect(await made.run("verify --recompute")).toMatchObject({ exit: 0 });
    expect(await made.run("lint .")).toMatchObject({ exit: 0 });
  });

  test("which is not shown where something else is wrong", async () => {
    const made = await story({ "policy.yaml": "\ufeffpolicies: a\n" });
    const { message } = await made.run(PLAN);
    expect(message).toContain(" 1 | policies: a\n");
    expect(message).toContain('unknown key "policies"');
  });
});
