/**
 * What the built program writes, byte for byte, is what its source says: each command line runs twice, from `src` and as
 * a process of what was built. Together the explanations reach every sentence of both languages.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Ended, runBinary, runBinaryLines } from "../support/binary.ts";
import { literalsIn } from "../support/literals.ts";
import { OUTAGE, type Ran, RULES, POLICY as SMALL_POLICY, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf } from "../support/tree.ts";

const NOW = "2022-10-21T11:00:00+09:00";
const LANGUAGES = ["en", "ko"] as const;
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
const TOOL = { tool: `compensate ${version}`, timeZoneData: process.versions.tz ?? "unknown" };
/** Everything that was written by both, to look for sentences in. */
const written: string[] = [];

/** Runs command lines both ways, holds one against the other, and returns what they print. */
async function writtenBy(story: SmallCase, lines: readonly string[]): Promise<readonly string[]> {
  const meant: Ended[] = [];
  for (const line of lines) meant.push(asEnded(await story.run(line, { tool: TOOL })));
  const built = await runBinaryLines(lines, { cwd: story.folder, env: { LC_ALL: "C" } });
  expect(built).toEqual(meant);
  written.push(...built.flatMap(({ out, err }) => [out, err]));
  return built.map(({ out }) => out);
}

function asEnded({ exit, out, said, message }: Ran): Ended {
  const lines = message === "" ? said : [...said, message];
  return { exit, out, err: lines.map((text) => `${text}\n`).join("") };
}

/** What a fixture case says is now. */
function asOfOf(folder: string): string {
  const file = join(folder, "case.yaml");
  return (existsSync(file) ? /^as-of: (\S+)/m.exec(readFileSync(file, "utf8"))?.[1] : undefined) ?? NOW;
}

describe("every other command", () => {
  const CASE = {
    "case/outage.yaml": OUTAGE,
    "case/policy.yaml": SMALL_POLICY.replace("paid-services", "유료-서비스").replace("rental-hours", "대여-시간"),
    "case/exports/rentals.csv":
      "rental_id,user_id,service,started_at,expires_at,title\n" +
      "대여-1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00,구름의 집 — 1화\n" +
      "대여-2,회원번호,kakaopage,2022-10-14T10:00,2022-10-21T10:00,\n" +
      "＝1+1,user-000004,kakaopage,2022-10-14T10:00,2022-10-20T10:00,\n" +
      "R-3,user-000003,kakaotv,2022-10-14T10:00,2022-10-21T10:00,\n",
    "case/exports/subscriptions.csv":
      "subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at\n" +
      "구독-1,u2,emoticon-plus,apple,3900,KRW,2022-10-01T00:00,2022-11-01T00:00\n" +
      "구독-2,u3,emoticon-plus,텔레비전,3900,KRW,2022-10-01T00:00,2022-11-01T00:00\n",
    "case/expected/adjusted-expiry.csv":
      "record_id,new_value\n대여-1,2022-10-24T10:00\n대여-2,\n다른-것,2022-10-24T10:00\n",
    "case/expected/refund-credit.csv": "record_id,amount\n구독-1,379\n",
    "strange/expected/다른.csv": "record_id\n",
    "strange/outage.yaml": OUTAGE,
    "strange/policy.yaml": SMALL_POLICY,
    "strange/exports/rentals.csv": "rental_id,user_id,service,started_at,expires_at\n",
    "bom.yaml": `\ufeff${SMALL_POLICY.replace("paid-services", '"\\N\\L유료"')}`,
    "longer.yaml": OUTAGE.replace("10-20T23:00", "10-21T23:00"),
    "revised.yaml": SMALL_POLICY.replace("96 hours", "120 hours"),
    "wrong.yaml": SMALL_POLICY.replace("96 hours", "96 시간").replace("web-days", `${"아주-긴-이름-".repeat(12)}!`),
    "control.csv": `file,rows,sha256\nrentals.csv,4,${"0".repeat(64)}\n`,
  } as const;
  const IN = `--outage case/outage.yaml --policy case/policy.yaml --as-of ${NOW}`;

  test("plan, and what it leaves in its folder", async () => {
    const story = await smallCase(CASE);
    const outputs = () => contentsOf(story.path("plan"), ["manifest.json"]);
    await story.run(`plan ${IN} --out plan case/exports`, { tool: TOOL });
    const meant = outputs();
    const [shown, json] = await writtenBy(story, [
      `plan ${IN} --out plan case/exports`,
      `plan ${IN} --json --out plan case/exports`,
    ]);
    expect(outputs()).toEqual(meant);
    expect(shown).toContain("••••");
    expect(json).toContain("유료-서비스");
  });

  test("diff, in each format", async () => {
    const story = await smallCase(CASE);
    await story.run(`plan ${IN} --out plan case/exports`);
    await story.run(`plan ${IN.replace("case/policy", "revised")} --out revised case/exports`);
    const formats = ["text", "csv", "json", "html", "unified"].map((format) => `--sample all --format ${format}`);
    const lines = ["plan", "plan revised"].flatMap((plans) =>
      [...formats, "--stat", "--show-values"].map((more) => `diff ${plans} ${more}`),
    );
    const shown = await writtenBy(story, lines);
    for (const text of shown.slice(0, 5))
      expect([text.includes("대여-1"), text.includes("••••")]).toEqual([true, true]);
    expect(shown[1]).toContain("'＝1+1");
    expect(shown[3]).toContain('<meta charset="utf-8">');
  });

  test("the book: history, show, verify, diff and revert, and a run that was changed", async () => {
    const story = await smallCase(CASE);
    await story.run(`apply ${IN} --yes --book 장부 case/exports`, { tool: TOOL });
    const lines = [
      "history",
      "history --json",
      "show 1",
      "show 1 --json",
      "verify",
      "verify --json",
      "verify 1 --recompute",
      "diff 1",
      "revert 1 --dry-run",
    ];
    await writtenBy(
      story,
      lines.map((line) => `${line} --book 장부`),
    );
    story.write("장부/0001/adjusted-expiry.csv", `${story.read("장부/0001/adjusted-expiry.csv")}\n`);
    await writtenBy(story, ["verify --book 장부", "verify --json --book 장부"]);
  });

  test("check, in each form, and its summary for a job", async () => {
    const story = await smallCase(CASE);
    const forms = ["text", "json", "junit", "github"].map((form) => `check --coverage --reporter ${form} case`);
    const shown = await writtenBy(story, [...forms, "check case strange", "check strange"]);
    expect(shown[0]).toContain("대여-2");
    const [meant, built] = ["meant.md", "built.md"].map((file) => story.path(file));
    await story.run("check --reporter github case", { pipeline: { stepSummary: meant } });
    await runBinary("check --reporter github case", { cwd: story.folder, env: { GITHUB_STEP_SUMMARY: built ?? "" } });
    expect(story.read("built.md")).toBe(story.read("meant.md"));
  });

  test("lint, whatif, schema, completion, and the topics of help", async () => {
    const outages = "--outage=case/outage.yaml --outage=longer.yaml";
    await writtenBy(await smallCase(CASE), [
      ...["text", "json", "github"].map((form) => `lint --reporter ${form} case`),
      "lint --lang ko case",
      `whatif --policy case/policy.yaml --policy revised.yaml --outage=case/outage.yaml --as-of ${NOW} case/exports`,
      `whatif --policy case/policy.yaml ${outages} --as-of ${NOW} --json case/exports`,
      ...["schema policy", "schema outage", "completion bash", "completion zsh", "completion fish"],
      ...["help policy", "help exit-codes"],
    ]);
  });

  test("a refusal, with what it quotes", async () => {
    const story = await smallCase(CASE);
    await story.run(`plan ${IN} --out plan case/exports`, { tool: TOOL });
    story.write("plan/summary.md", "다른 글\n");
    await writtenBy(story, [
      `plan ${IN.replace("case/policy", "wrong")} case/exports`,
      `plan ${IN.replace("case/policy", "bom")} case/exports`,
      `plan ${IN} 없는-자료.csv`,
      `plan ${IN} --control control.csv case/exports`,
      `plan ${IN} --as-of ${"아주-긴-날짜-".repeat(20)} case/exports`,
      "apply plan --yes",
      "apply 없는-계획 --yes",
      "show 없음 --book 장부",
    ]);
    expect(written.at(-1)).toContain("없음");
  });
});

describe("explanations", () => {
  /** Records of the fixtures: fewer do not reach as many sentences. */
  const RECORDS = [
    ["cases/how-much/a24-unspent-points", "C1", "C5"],
    ["cases/how-much/a25-a-new-validity", "C4", "C6"],
    ["cases/how-much/a26-units-are-never-mixed", "S6"],
    ["cases/how-much/a33-each-full-half-hour", "R8"],
    ["cases/how-much/a34-percent-and-its-rounding", "S6"],
    ["cases/how-much/a38-raised-to-a-minimum", "S1"],
    ["cases/how-much/a35-over-the-billing-period", "S6"],
    ["cases/time/t24-a-wall-time-that-is-no-one-instant", "R1"],
    ["cases/time/t34-an-overlap-written-without-an-offset", "R2"],
    ["cases/together/c21-the-larger-benefit-wins", "R5", "R8"],
    ["cases/together/c22-the-only-rule-that-applies", "R3"],
    ["cases/together/c28-a-ceiling-of-credit-per-record", "S4"],
    ["cases/together/c29-one-reason-the-first-that-applies", "S1", "S4"],
    ["cases/who/e11-a-value-nobody-thought-of", "C3"],
    ["cases/who/e22-open-ended-and-since-always", "S5", "S7", "S8"],
    ["cases/who/e25-the-same-row-twice", "R1", "R2"],
    ["cases/who/e26-kinds-of-records", "Q2"],
    ["cases/windows/w02-several-intervals", "R4"],
    ["cases/windows/w10-the-end-belongs-to-the-outage", "C4"],
    ["cases/windows/w23-a-service-that-was-not-down", "R3"],
    ["cases/windows/w27-held-throughout", "R2", "R3"],
    ["field/two-layers-and-a-price", "S-1"],
    ["gallery/ffxiv-2024", "F-10"],
    ["gallery/kt-ahyeon-2018", "B-14", "B-17"],
    ["gallery/ktx-2025", "K-11"],
    ["gallery/lguplus-2023", "U-02"],
    ["gallery/netflix-2008-08", "N-06"],
    ["gallery/wavve-2020", "W-06"],
    ["guide/for-numbers", "S-6"],
    ["guide/restore", "C-4"],
    ["kakao-2022", "ML-W04", "GG-01", "EP-A01"],
  ] as const;

  test("of records of the fixtures", async () => {
    const lines = RECORDS.flatMap(([name, ...ids]) => {
      const folder = resolve("fixtures", name);
      const rules = `--outage ${folder}/outage.yaml --policy ${folder}/policy.yaml`;
      const options = `--as-of ${asOfOf(folder)} ${rules} ${folder}/exports`;
      return ids.flatMap((id) =>
        ["--lang en", "--lang ko", "--json"].map((language) => `explain ${id} ${language} ${options}`),
      );
    });
    await writtenBy(await smallCase({}), lines);
  });

  const POLICY = `
policy: 드문-경우
revision: 2022-10-21
zone: Asia/Seoul
columns: { type: [points, coupon] }
limits:
  - { per: record, credit: 500 KRW }
layers:
  - layer: 기간
    hit: unique
    rules:
      - { rule: 하나, for: { record: rental, service: twin }, give: { extend: 1 day } }
      - { rule: 둘, for: { record: rental, service: twin }, give: { extend: 2 days } }
      - { rule: 대여, for: { record: rental, service: kakaopage }, if: { held: during-outage }, give: { extend: 96 hours } }
      - { rule: 없음, for: { record: rental, service: film, status: { not: [a, b, c, d, e, f, g, h, i] } }, give: { extend: 1 day } }
      - { rule: 몫, for: { record: subscription, service: shares }, give: { credit: { percent: 50, of: price, at-least: 10 KRW, at-most: 2000 KRW, to: 1 KRW, round: up } } }
      - { rule: 최소, for: { record: subscription, service: least }, give: { credit: { percent: 50, of: price, at-least: 100 KRW, to: 1 KRW, round: up } } }
      - { rule: 끝, for: { record: subscription, service: late }, give: { extend: 96 hours } }
      - { rule: 손해, for: { record: claim, service: shop }, give: { credit: { tiers: { by: loss_amount, steps: [{ at-most: 300000, give: 30000 KRW }] } } } }
      - { rule: 쿠폰, for: { record: coupon, service: gift, type: points }, give: { restore: 7 days } }
`;
  const RENTALS = `rental_id,user_id,service,status,price,currency,started_at,expires_at
held,u-1,kakaopage,,,,2022-10-14T10:00,2022-10-20T10:00
twin,u-1,twin,,,,2022-10-14T10:00,2022-10-20T10:00
empty,u-1,kakaopage,,,,2022-10-16T10:00,2022-10-16T10:00
many,u-1,film,b,,,2022-10-14T10:00,2022-10-20T10:00
cells,u-1,kakaopage,,,,2022-10-14T10:00,2022-10-20T10:00,more
nobody,,kakaopage,,,,2022-10-14T10:00,2022-10-20T10:00
void,NULL,kakaopage,,,,2022-10-14T10:00,2022-10-20T10:00
nowhere,u-1,,,,,2022-10-14T10:00,2022-10-20T10:00
soon,u-1,kakaopage,,,,2022-10-14T10:00,soon
back,u-1,kakaopage,,,,2022-10-14T10:00,2022-10-13T10:00
dear,u-1,kakaopage,,4.5,KRW,2022-10-14T10:00,2022-10-20T10:00
coin,u-1,kakaopage,,4,WON,2022-10-14T10:00,2022-10-20T10:00
twice,u-1,kakaopage,,,,2022-10-14T10:00,2022-10-20T10:00
twice,u-1,kakaopage,,,,2022-10-14T10:00,2022-10-21T10:00
long,u-1,kakaopage,${"x".repeat(65_537)},,,2022-10-14T10:00,2022-10-20T10:00
`;
  const SUBSCRIPTIONS = `subscription_id,user_id,service,price,currency,auto_renew,started_at,expires_at
most,u-1,shares,3900,KRW,,2022-10-01,2022-10-31
top,u-1,shares,39000,KRW,,2022-10-01,2022-10-31
least,u-1,least,50,KRW,,2022-10-01,2022-10-31
late,u-1,late,50,KRW,,2022-10-01,9999-12-30
flag,u-1,shares,50,KRW,perhaps,2022-10-01,2022-10-31
`;
  const CLAIMS = `claim_id,user_id,service,received_at,loss_amount,currency
loss,u-1,shop,2022-10-20,400000,KRW
when,u-1,shop,soon,400000,KRW
loose,u-1,shop,2022-10-20,much,KRW
`;
  const COUPONS = `coupon_id,user_id,service,type,amount,remaining,currency,expires_at
some,u-1,gift,points,1000,few,KRW,2022-10-16
`;
  const MAPPED = `rental_id,user_id,service,status,started_at,expires_at
1.23457E+15,u-1,kakaopage,A,2022-10-14T10:00,2022-10-20T10:00
odd,u-1,kakaopage,B,2022-10-14T10:00,2022-10-20T10:00
twoways,u-1,kakaopage,A,2021-01-01,01/02/2022
`;
  const MAPPING =
    "mapping: m\nrecord: rental\nids: strict\ncolumns:\n  status: { values: { A: a }, else: reject }\n  expires_at: { time: [iso, dd/MM/yyyy, MM/dd/yyyy] }\n";
  /** Two items of a record, and a record whose newest row cannot be told; a newest row that cannot be read. */
  const ITEMS = `subscription_id,user_id,service,started_at,expires_at,item,changed
items,u-1,shares,2022-10-01,2022-10-31,a,1
items,u-1,shares,2022-10-01,2022-10-31,b,1
unclear,u-1,shares,2022-10-01,2022-10-31,a,
unclear,u-1,shares,2022-10-01,2022-11-30,a,1
newest,u-1,shares,2022-10-01,2022-10-31,a,1
newest,u-1,shares,2022-10-01,soon,a,2
`;
  const ITEMS_MAPPING =
    "mapping: i\nrecord: subscription\nrows: { key: subscription_id, of: line-items }\nnewer: changed\n";
  const FILES = "rentals.csv subscriptions.csv claims.csv coupons.csv mapped items";
  const IDS =
    "held twin empty many cells nobody void nowhere soon back dear coin twice long most top least late flag loss when loose some 1.23457E+15 odd twoways items unclear newest HELD u-1 none".split(
      " ",
    );
  const SOURCES = {
    "policy.yaml": POLICY,
    "rentals.csv": RENTALS,
    "subscriptions.csv": SUBSCRIPTIONS,
    "claims.csv": CLAIMS,
    "coupons.csv": COUPONS,
    "mapped/more.csv": MAPPED,
    "mapped/mapping.yaml": MAPPING,
    "items/items.csv": ITEMS,
    "items/mapping.yaml": ITEMS_MAPPING,
  };

  test.for(LANGUAGES)("of what is rare, in %s", async (language) => {
    const story = await smallCase(SOURCES);
    const options = `--lang ${language} --as-of ${NOW} ${RULES} ${FILES}`;
    await writtenBy(
      story,
      IDS.map((id) => `explain ${id} ${options}`),
    );
  });

  test.for(LANGUAGES)("of what was given before, and of what cannot be checked, in %s", async (language) => {
    const limited = POLICY.replace("limits:", "limits:\n  - { per: user, credit: 9000 KRW }");
    const story = await smallCase({ ...SOURCES, "limited.yaml": limited });
    const more = `--lang ${language} --as-of ${NOW}`;
    story.write("given.csv", RENTALS.split("\n").slice(0, 2).join("\n"));
    await story.run(`apply ${RULES} --as-of ${NOW} --book book --yes given.csv subscriptions.csv --max-rejects 9`);
    const given = `${more} --book book ${RULES} ${FILES}`;
    await writtenBy(story, [`explain held ${given}`, `explain most ${given}`]);
    story.write("book/0001/adjusted-expiry.csv", "");
    await writtenBy(story, [`explain held ${given}`]);
    const unchecked = `explain most ${more} --outage outage.yaml --policy limited.yaml -`;
    const input = Buffer.from(SUBSCRIPTIONS);
    const built = await runBinary(unchecked, { cwd: story.folder, input });
    expect(built).toEqual(asEnded(await story.run(unchecked, { stdin: [input] })));
    written.push(built.out);
  });

  /**
   * Never said: something else is said instead, there is no id to ask for, a policy cannot list it, or the book is refused.
   */
  const NEVER_SAID = [
    "에서 지급했습니다",
    "(빈 값)",
    "이 서비스의 이런 건에 적용할 규칙이 없습니다",
    "정책에 없는 구매 경로입니다",
    "비어 있어 어느 건인지 알 수 없습니다",
    "번호가 같은데 내용이 다른 행이 있습니다",
  ];

  test("reach every sentence of both languages", () => {
    const text = written.join("\n");
    const sentences = ["en", "ko", "korean", "korean-reasons", "rows-en", "rows-ko"]
      .flatMap((module) => [...literalsIn(readFileSync(`src/report/sentences/${module}.ts`, "utf8"), "ts")])
      .map((literal) => literal.replace("$1", ""))
      .filter((literal) => /^[a-zA-Z ]*[a-zA-Z]{2} |[^\0-\x7f]/.test(literal) && !/\(\[|\\/.test(literal));
    expect(sentences.length).toBeGreaterThan(180);
    expect(sentences.filter((sentence) => !text.includes(sentence))).toEqual(NEVER_SAID);
  });
});
