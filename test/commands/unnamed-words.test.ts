/** Words that a mapping does not name and leaves to a person: `else: review`. */
import { describe, expect, test } from "vitest";
import { RULES, rowText, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "번호,회원,상품,결제수단,상태,만료일\n";
const HELD = "2022-10-31";
/** Over before the outage was: the kernel knows such rows by their words alone. */
const OVER = "2022-09-30";

/** @param columns lines of `columns`, beside the names of the others. */
function mappingOf(columns: string): string {
  return `
mapping: m
record: subscription
columns:
  subscription_id: 번호
  user_id: 회원
  expires_at: 만료일
  started_at: { always: 2022-09-01 }
  price: { always: 3900 }
  currency: { always: KRW }
${columns}`;
}

const CHANNELS = `  service: 상품
  channel: { from: 결제수단, values: { 웹: web, 애플: apple }, else: review }
`;

async function planOf(rows: string, columns: string): Promise<SmallCase> {
  const one = await smallCase({ "in/subs.csv": HEADER + rows, "in/mapping.yaml": mappingOf(columns) });
  expect(await one.run(`plan ${RULES} --out plan in`)).toMatchObject({ failure: undefined });
  return one;
}

function reviewed(one: SmallCase): readonly string[] {
  return one.rows("plan/review.csv").map((row) => `${row.get("record_id")} ${row.get("reason")} ${row.get("because")}`);
}

describe("a word that the mapping does not name", () => {
  test("goes to review with its column, in the window and beyond, and a named or an empty one does not", async () => {
    const rows = [
      `s1,u,emoticon-plus,웹,,${HELD}`,
      `s2,u,emoticon-plus,카톡,,${HELD}`,
      `s3,u,emoticon-plus,카톡,,${OVER}`,
      `s4,u,emoticon-plus,웹,,${OVER}`,
      `s5,u,emoticon-plus,애플,,${OVER}`,
      `s6,u,emoticon-plus,"전화, 방문",,${OVER}`,
      `s7,u,emoticon-plus,web,,${HELD}`,
      `s8,u,emoticon-plus,,,${HELD}`,
      `s9,u,emoticon-plus,카톡,,${OVER}`,
    ];
    const one = await planOf(`${rows.join("\n")}\n`, CHANNELS);
    const unnamed = "which the mapping does not name";
    expect(reviewed(one)).toEqual([
      `s2 unknown-value channel is "카톡", ${unnamed}`,
      `s3 unknown-value channel is "카톡", ${unnamed}`,
      `s6 unknown-value channel is "전화, 방문", ${unnamed}`,
      // An empty cell has no word; here the policy asks about it.
      's8 unknown-channel channel is "", which the policy does not name',
      `s9 unknown-value channel is "카톡", ${unnamed}`,
    ]);
    expect(one.rows("plan/adjusted-expiry.csv").map(rowText)).toEqual([
      "s1 2022-10-31 -> 2022-11-03",
      "s7 2022-10-31 -> 2022-11-03",
    ]);
    expect(one.summary("plan").totals).toMatchObject({ read: 9, compensated: 2, review: 5, unaffected: 2 });
  });

  test("goes to review whatever the policy says of the column, and stays where the mapping keeps words", async () => {
    const rows = [
      `s1,u,emoticon-plus,web,정지,${HELD}`,
      `s2,u,emoticon-plus,web,사용,${HELD}`,
      `s3,u,emoticon-plus,web,사용,${OVER}`,
      // Beyond the horizon, beside a row that differs only in the word.
      `s4,u,emoticon-plus,web,정지,${OVER}\n`,
    ].join("\n");
    const column = (fate: string) =>
      `  service: 상품\n  channel: 결제수단\n  status: { from: 상태, values: { 사용: active }, else: ${fate} }\n`;
    expect(reviewed(await planOf(rows, column("review")))).toEqual(
      ["s1", "s4"].map((id) => `${id} unknown-value status is "정지", which the mapping does not name`),
    );
    expect(reviewed(await planOf(rows, column("keep")))).toEqual([]);
  });

  test("of a column that is nobody's but the policy's goes to review as well", async () => {
    const rows = `s1,u,emoticon-plus,web,정지,${HELD}\n`;
    const column =
      "  service: 상품\n  channel: 결제수단\n  등급: { from: 상태, values: { 사용: active }, else: review }\n";
    expect(reviewed(await planOf(rows, column))).toEqual([
      's1 unknown-value 등급 is "정지", which the mapping does not name',
    ]);
  });

  test("gets nothing where no rule is for its service, unless the service is the word", async () => {
    const rows = [
      `s1,u,뮤직,카톡,,${HELD}`,
      `s2,u,이모티콘,카톡,,${HELD}`,
      `s3,u,톡서랍,웹,,${OVER}`,
      `s4,u,톡서랍,웹,,${HELD}`,
      `s5,u,톡서랍,카톡,,${HELD}`,
    ];
    const services = "  service: { from: 상품, values: { 이모티콘: emoticon-plus, 뮤직: melon }, else: review }\n";
    const one = await planOf(`${rows.join("\n")}\n`, CHANNELS.replace("  service: 상품\n", services));
    expect(reviewed(one)).toEqual([
      's2 unknown-value channel is "카톡", which the mapping does not name',
      ...["s3", "s4", "s5"].map((id) => `${id} unknown-value service is "톡서랍", which the mapping does not name`),
    ]);
    expect(one.summary("plan").unaffected).toEqual({ "no-rule": 1 });
    expect(one.summary("plan").warnings.filter(({ code }) => code === "service-unnamed")).toEqual([
      { code: "service-unnamed", about: "melon", records: 0 },
    ]);
  });

  test("is the word of a policy that has rules for it, and is for a person all the same", async () => {
    const services = "  service: { from: 상품, values: { 뮤직: melon }, else: review }\n";
    const one = await planOf(
      `s1,u,emoticon-plus,웹,,${HELD}\ns2,u,emoticon-plus,웹,,${OVER}\n`,
      CHANNELS.replace("  service: 상품\n", services),
    );
    expect(reviewed(one)).toEqual(
      ["s1", "s2"].map((id) => `${id} unknown-value service is "emoticon-plus", which the mapping does not name`),
    );
  });

  test("is decided alike again, explained in both languages, and compared", async () => {
    const one = await smallCase({
      "in/subs.csv": `${HEADER}s0,u,emoticon-plus,웹,,${HELD}\ns1,u,emoticon-plus,카톡,,${HELD}\ns1,u,emoticon-plus,카톡,,${HELD}\n`,
      "in/mapping.yaml": mappingOf(CHANNELS),
    });
    expect(await one.run(`apply ${RULES} --yes in`)).toMatchObject({ exit: 0, message: "" });
    expect(await one.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
    const { out } = await one.run(`explain s1 ${RULES} in`);
    expect(out).toContain(
      'channel is "카톡", which the mapping does not name; it names web, apple. No rule was asked.',
    );
    const { out: korean } = await one.run(`explain s1 ${RULES} --lang ko in`);
    expect(korean).toContain(
      '구매 경로(channel) 값 "카톡"은(는) 매핑에 없는 값입니다. 매핑에 있는 값은 web, apple입니다.',
    );
    const { out: json } = await one.run(`explain s1 ${RULES} --json in`);
    expect(JSON.parse(json).records[0].unknown).toEqual({
      column: "channel",
      value: "카톡",
      known: ["web", "apple"],
      named_by: "mapping",
    });
    const { out: compared } = await one.run(
      `whatif --outage outage.yaml --policy policy.yaml --policy policy.yaml --json in`,
    );
    expect(JSON.parse(compared)).toMatchObject({ rows: 3, duplicates: 1, affected: 2, changed: 0 });
  });
});
