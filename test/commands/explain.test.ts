/** `compensate explain`: what is said of one record, in both languages and as JSON. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES, POLICY as SMALL_POLICY, type SmallCase, smallCase } from "../support/small-case.ts";
import { tempFolder } from "../support/temp-folder.ts";

const RENTALS = `rental_id,user_id,service,status,started_at,expires_at
r-held,user-000001,kakaopage,,2022-10-14T10:00,2022-10-16T10:00
r-minute,user-000002,kakaopage,,2022-10-14T10:00,2022-10-15T15:29
r-edge,user-000003,kakaopage,,2022-10-14T10:00,2022-10-15T15:30
r-late,user-000004,kakaopage,,2022-10-20T23:27,2022-10-25T10:00
r-day,user-000005,kakaopage,,2022-10-01,2022-10-14
r-bad,user-000006,kakaopage,,2022-10-14T10:00,2022-02-30
r-twice,user-000007,kakaopage,,2022-10-14T10:00,2022-10-16T10:00
r-twice,user-000007,kakaopage,,2022-10-14T10:00,2022-10-16T10:00
r-both,user-000008,kakaopage,,2022-10-14T10:00,2022-10-16T10:00
r-both,user-000008,kakaopage,,2022-10-14T10:00,2022-10-17T10:00
r-else,user-000009,kakaotv,,2022-10-14T10:00,2022-10-16T10:00
r-snapshot,user-000010,melon,,2022-10-01,2022-10-15
r-cheap,user-000011,books,price-4,2022-10-14T10:00,2022-10-16T10:00
r-short,user-000012,film,,2022-10-14T10:00,2022-10-15T16:29
`;
const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at
s-web,user-000001,emoticon-plus,web,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
s-app,user-000002,emoticon-plus,apple,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
s-toaster,user-000003,emoticon-plus,toaster,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
s-free,user-000004,emoticon-plus,google,0,KRW,2022-10-01T00:00,2022-11-01T00:00
r-held,user-000005,emoticon-plus,web,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
`;

const POLICY = `${SMALL_POLICY}  - rule: snapshot
    for: { record: rental, service: melon }
    if: { held-on: 2022-10-16 }
    give: { extend: 3 days }
  - rule: books
    for: { record: rental, service: books, status: active }
    give: { extend: 3 days }
  - rule: lost
    for: { record: rental, service: film }
    if: { lost: { at-least: 1 hour } }
    give: { extend: 3 days }
`;

async function newStory(policy = POLICY): Promise<SmallCase> {
  return smallCase({ "rentals.csv": RENTALS, "subscriptions.csv": SUBSCRIPTIONS, "policy.yaml": policy });
}

async function tell(story: SmallCase, id: string, more = ""): Promise<string> {
  const ran = await story.run(`explain ${id} ${RULES} ${more} rentals.csv subscriptions.csv`);
  expect(ran).toMatchObject({ exit: 0, failure: undefined });
  return ran.out;
}

describe("the answer, in English and Korean", () => {
  test.for([
    [
      "extended",
      "s-web",
      "Is compensated.|next_billing_at 2022-11-01T00:00 -> 2022-11-04T00:00 (3 days); moves the next charge, by rule web-days",
      "보상 대상입니다.|다음 결제일 2022-11-01T00:00 → 2022-11-04T00:00 (3일 연장) · 다음 결제일이 미뤄집니다, 적용 규칙 web-days",
    ],
    [
      "credited, with its sum",
      "s-app",
      "Is compensated.|378 KRW = 3900 KRW x 72 hours / 744 hours, up to 1 KRW, by rule in-app-credit",
      "보상 대상입니다.|378 KRW 환급 (계산: 3900 KRW × 72시간 ÷ 744시간, 1 KRW 단위 올림), 적용 규칙 in-app-credit",
    ],
    [
      "a minute too early",
      "r-minute",
      "Is not compensated.|it was not held during the outage (not-held)|rental-hours: ended 2022-10-15 15:29, 1 minute before the outage",
      "보상 대상이 아닙니다.|장애 시간에 이용 중이 아니었습니다 (not-held)|rental-hours: 2022-10-15 15:29에 끝났습니다. 장애 시작 1분 전입니다",
    ],
    [
      "exactly at the edge",
      "r-edge",
      "Is not compensated.|it was not held during the outage (not-held)|rental-hours: ended 2022-10-15 15:30, exactly as the outage began; touching does not count",
      "보상 대상이 아닙니다.|장애 시간에 이용 중이 아니었습니다 (not-held)|rental-hours: 2022-10-15 15:30에 끝났습니다. 장애 시작과 같은 시각이라 겹치지 않습니다",
    ],
    [
      "too late",
      "r-late",
      "Is not compensated.|it was not held during the outage (not-held)|rental-hours: began 2022-10-20 23:27, 27 minutes after the outage",
      "보상 대상이 아닙니다.|장애 시간에 이용 중이 아니었습니다 (not-held)|rental-hours: 2022-10-20 23:27에 시작됐습니다. 장애 종료 27분 뒤입니다",
    ],
    [
      "a day after its last day",
      "r-snapshot",
      "Is not compensated.|it was not held on the day or at the moment that counts (not-held-on)|snapshot: its last day was 2022-10-15, 1 day before 2022-10-16",
      "보상 대상이 아닙니다.|기준일(시각)에 이용 중이 아니었습니다 (not-held-on)|snapshot: 2022-10-15까지였습니다. 기준일 2022-10-16보다 1일 전입니다",
    ],
    [
      "of another status than the rule is for",
      "r-cheap",
      "Is not compensated.|no rule is for a record like this (not-matched)",
      "보상 대상이 아닙니다.|조건에 맞는 규칙이 없습니다 (not-matched)",
    ],
    [
      "a minute less than the rule asks for",
      "r-short",
      "Is not compensated.|less was lost than the rule asks for (below-threshold)|lost: lost 59 minutes, the rule asks for at least 1 hour, 1 minute off",
      "보상 대상이 아닙니다.|이용하지 못한 시간이 기준에 미치지 못합니다 (below-threshold)|lost: 이용하지 못한 시간은 59분, 기준은 1시간 이상, 1분 차이입니다",
    ],
    [
      "a value that nobody names",
      "s-toaster",
      'A person has to decide.|channel is "toaster", which the policy does not name; it names web, apple, google. No rule was asked. (unknown-channel)',
      '담당자 확인이 필요합니다.|구매 경로(channel) 값 "toaster"은(는) 정책에 없는 값입니다. 정책에 있는 값은 web, apple, google입니다. 규칙은 적용하지 않았습니다. (unknown-channel)',
    ],
    [
      "nothing to give back",
      "s-free",
      "Is not compensated.|the amount comes to zero (zero-amount)|in-app-credit: was held during the outage (5 days 7 hours 30 minutes of it); nothing: the amount comes to zero (zero-amount)",
      "보상 대상이 아닙니다.|계산한 금액이 0입니다 (zero-amount)|in-app-credit: 장애 시간에 이용 중이었습니다 (5일 7시간 30분 겹침); 보상 없음: 계산한 금액이 0입니다",
    ],
    [
      "a service without a rule",
      "r-else",
      "Is not compensated.|no rule is for a rental of kakaotv (no-rule)",
      "보상 대상이 아닙니다.|kakaotv 서비스의 대여에 적용할 규칙이 없습니다 (no-rule)",
    ],
    [
      "a row that cannot be read",
      "r-bad",
      "The row was rejected, so it gets nothing until it is mended.|expires_at is not a date or time (time-invalid)",
      "읽을 수 없는 행이라 고치기 전에는 보상하지 않습니다.|만료일(expires_at): 날짜나 시각이 아닙니다 (time-invalid)",
    ],
    [
      "two rows that contradict each other",
      "r-both",
      "The row was rejected, so it gets nothing until it is mended.|another row has the same service and id and says something else (rentals.csv, line 11): neither is compensated",
      "읽을 수 없는 행이라 고치기 전에는 보상하지 않습니다.|서비스와 번호가 같은데 내용이 다른 행이 있어(rentals.csv 11행) 어느 쪽도 보상하지 않습니다",
    ],
  ] as const)("%s", async ([, id, english, korean]) => {
    const story = await newStory();
    for (const [language, expected] of [
      ["en", english],
      ["ko", korean],
    ] as const) {
      const [, ...lines] = (await tell(story, id, `--lang ${language}`)).split("\n\n")[0]?.split("\n") ?? [];
      expect(lines.map((line) => line.trim()).join("|")).toBe(expected);
    }
  });
});

describe("what else is told", () => {
  test("the place, what was read, the rules and what decided about each", async () => {
    const out = await tell(await newStory(), "s-web");
    expect(out.split("\n\n").slice(1)).toEqual([
      "  stands in: subscriptions.csv, line 2\n" +
        "  read: subscription_id s-web, user_id ••••01, service emoticon-plus, channel web, price 3900, currency KRW, started_at 2022-10-01T00:00, next_billing_at 2022-11-01T00:00\n" +
        "  from 2022-10-01 00:00 to 2022-11-01 00:00; Asia/Seoul\n" +
        "  outage: 2022-10-15 15:30 to 2022-10-20 23:00 (5 days 7 hours 30 minutes)",
      "  Rules: default (the first rule that applies wins)\n" +
        "    + web-days\n" +
        "        was held during the outage (5 days 7 hours 30 minutes of it)\n" +
        "        next_billing_at 2022-11-01T00:00 -> 2022-11-04T00:00 (3 days); moves the next charge\n" +
        "    - in-app-credit\n" +
        '        channel is "web", the rule is for apple, google',
      "  Book: nothing was given for this record before\n",
    ]);
  });

  test("what the next rule would have done", async () => {
    const policy = POLICY.replace("channel: [apple, google]", "channel: [web, apple, google]");
    const out = await tell(await newStory(policy), "s-web");
    expect(out).toContain(
      "    = in-app-credit\n" +
        "        was held during the outage (5 days 7 hours 30 minutes of it)\n" +
        "        not asked any more; it would have come to: 378 KRW = 3900 KRW x 72 hours / 744 hours, up to 1 KRW",
    );
  });

  test("a row that appears twice counts once", async () => {
    expect(await tell(await newStory(), "r-twice")).toContain("the same row stands again in rentals.csv, line 9;");
  });

  test("an id that two kinds have is explained for each", async () => {
    const out = await tell(await newStory(), "r-held");
    expect(out).toContain("rental r-held (kakaopage)\n");
    expect(out).toContain("subscription r-held (emoticon-plus)\n");
  });

  test("holders are masked unless asked for", async () => {
    const story = await newStory();
    for (const format of ["", "--json"]) {
      expect(await tell(story, "s-web", format)).not.toContain("user-000001");
      expect(await tell(story, "s-web", `${format} --show-values`)).toContain("user-000001");
    }
  });

  test("what a run has given is not given again, and the book says which run", async () => {
    const story = await newStory();
    await story.run(`apply ${RULES} --yes --max-rejects 3 rentals.csv subscriptions.csv`);
    const [answer] = (await tell(story, "s-app")).split("\n\n");
    expect(answer?.split("\n").slice(1)).toEqual([
      "  Was compensated before; a new run gives it nothing more.",
      "  378 KRW given in run 0001, layer default, rule in-app-credit",
    ]);
    const korean = await tell(story, "s-web", "--lang ko");
    expect(korean).toContain("이미 보상한 건입니다. 다시 지급하지 않습니다.");
    expect(korean).toContain("지급 이력: 다음 결제일 2022-11-01T00:00 → 2022-11-04T00:00 (0001회차");
  });

  test("a minimum says what it took away", async () => {
    const policy = POLICY.replace("to: 1 KRW", "to: 1 KRW, more-than: 378 KRW");
    expect(await tell(await newStory(policy), "s-app")).toContain(
      "nothing: the amount is too small to be paid: 378 KRW = 3900 KRW x 72 hours / 744 hours, up to 1 KRW (below-minimum)",
    );
  });

  test("two rules where only one may apply are the policy's fault", async () => {
    const policy = POLICY.replace("rules:", "layers:\n  - layer: one\n    hit: unique\n    rules:")
      .replace(/^ {2}- rule/gm, "      - rule")
      .replace(/^ {4}(for|if|give)/gm, "        $1")
      .replace("channel: [apple, google]", "channel: [web, apple, google]");
    expect(await tell(await newStory(policy), "s-web")).toContain("web-days and in-app-credit both apply");
  });
});

describe("limits per user", () => {
  const LIMITED = `${POLICY}limits:\n  - { per: user, credit: 400 KRW }\n`;
  const MORE = `subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at
m-first,user-000042,emoticon-plus,apple,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
m-second,user-000042,emoticon-plus,apple,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
`;

  test.for([
    ["m-first", "compensated", 1, 0],
    ["m-second", "unaffected", 0, 1],
  ] as const)("%s: the exports are planned to see what is left", async ([id, bucket, gives, limited]) => {
    const story = await smallCase({ "policy.yaml": LIMITED, "more.csv": MORE });
    const { out } = await story.run(`explain ${id} --json ${RULES} more.csv`);
    const [record] = JSON.parse(out).records;
    expect(record).toMatchObject({ bucket, user_limits: "planned" });
    expect([record.gives.length, record.limited.length]).toEqual([gives, limited]);
  });

  test("what they take away is said in words", async () => {
    const story = await smallCase({ "policy.yaml": LIMITED, "more.csv": MORE });
    const { out } = await story.run(`explain m-second ${RULES} more.csv`);
    expect(out).toContain("not given, because a limit per user is used up by records before it");
  });

  test("from standard input, which is read once, they cannot be checked, and that is said", async () => {
    const story = await smallCase({ "policy.yaml": LIMITED });
    const { out } = await story.run(`explain m-second ${RULES} -`, { stdin: [Buffer.from(MORE)] });
    expect(out).toContain("That could not be checked here and may take something away.");
  });
});

describe("an id that no record has", () => {
  test.for([
    ["is said, with how to go on", "nobody", "", "No id differs from it only in case"],
    [
      "names the records in which it is something else",
      "user-000004",
      "",
      "r-late (as its user_id), s-free (as its user_id)",
    ],
    ["names ids that are nearly the same", "R-HELD", "", "Nearly the same id in 2 rows: r-held"],
    ["is said in Korean", "R-HELD", "--lang ko", "비슷한 번호가 2행 있습니다: r-held"],
  ] as const)("%s", async ([, id, more, expected]) => {
    const story = await newStory();
    const ran = await story.run(`explain ${id} ${RULES} ${more} rentals.csv subscriptions.csv`);
    expect(ran).toMatchObject({ exit: 1, out: "" });
    expect(ran.said.join("\n")).toContain(expected);
  });

  test("as JSON", async () => {
    const ran = await (await newStory()).run(`explain R-HELD --json ${RULES} rentals.csv subscriptions.csv`);
    expect(ran.exit).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      records: [],
      missing: { count: 0, near: { count: 2, first: ["r-held"] } },
    });
  });
});

test("JSON holds what every rule was asked and answered", async () => {
  const document = JSON.parse(await tell(await newStory(), "r-minute", "--json"));
  expect(document).toMatchObject({ asked: "r-minute", policy: "paid-services", outage: "pangyo", zone: "Asia/Seoul" });
  expect(document.records).toMatchObject([
    {
      kind: "rental",
      file: "rentals.csv",
      line: 3,
      bucket: "unaffected",
      reason: "not-held",
      gives: [],
      layers: [
        {
          layer: "default",
          rules: [
            {
              rule: "rental-hours",
              reached: true,
              applies: false,
              if: [{ condition: "held", unmet: "not-held", finding: { kind: "ended-before", by: 60_000 } }],
              given: { reason: "not-held" },
            },
          ],
        },
      ],
    },
  ]);
});

test("nothing stays behind", async () => {
  const before = process.env.TMPDIR;
  const story = await newStory(`${POLICY}limits:\n  - { per: user, credit: 400 KRW }\n`);
  process.env.TMPDIR = await tempFolder();
  try {
    await tell(story, "s-app");
    expect(readdirSync(process.env.TMPDIR)).toEqual([]);
    expect(readdirSync(story.folder).sort()).toEqual([
      "outage.yaml",
      "policy.yaml",
      "rentals.csv",
      "subscriptions.csv",
    ]);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
});

test("after two rules of a layer overlapped, later layers are asked as if that layer gave nothing", async () => {
  const extend = (rule: string, days: number) => `      - rule: ${rule}
        for: { record: rental, service: kakaopage }
        give: { extend: ${days} days }
`;
  const story = await smallCase({
    "policy.yaml": `policy: three
revision: "1"
zone: Asia/Seoul
layers:
  - layer: one
    rules:
${extend("a", 3)}  - layer: two
    hit: unique
    rules:
${extend("b", 5)}${extend("c", 6)}  - layer: three
    rules:
${extend("d", 1)}`,
    "more.csv": "rental_id,user_id,service,started_at,expires_at\nA1,u1,kakaopage,2022-10-01,2022-11-01\n",
  });
  const { out } = await story.run(`explain A1 ${RULES} more.csv`);
  expect([...out.matchAll(/(\S+) -> (\S+)/g)].map(([, from, to]) => [from, to])).toEqual([
    ["2022-11-01", "2022-11-04"],
    ["2022-11-04", "2022-11-09"],
    ["2022-11-04", "2022-11-10"],
    ["2022-11-04", "2022-11-05"],
  ]);
});
