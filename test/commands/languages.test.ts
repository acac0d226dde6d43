/** Plans and runs in two languages: the screen goes by the locale, files by --lang alone, and what machines read by neither. */
import { expect, test } from "vitest";
import { RULES, smallCase } from "../support/small-case.ts";

const RENTALS =
  "rental_id,user_id,service,started_at,expires_at\nr1,u-000001,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n";
const FILES = ["adjusted-expiry.csv", "refund-credit.csv", "review.csv", "keys", "summary.json", "summary.md"] as const;

test("the locale changes the screen and no file", async () => {
  const story = await smallCase({ "rentals.csv": RENTALS });
  const english = await story.run(`plan ${RULES} --out en rentals.csv`, { language: "en" });
  const korean = await story.run(`plan ${RULES} --out ko rentals.csv`, { language: "ko" });
  expect(english.out).toContain("1 row read: 1 compensated (1 end adjusted), 0 not affected");
  expect(korean.out).toContain("읽은 행 1개: 보상 1건(만료일 연장 1건), 대상 아님 0건");
  expect(korean.out).not.toContain("row read");
  for (const file of [...FILES, "manifest.json"]) expect(story.read(`ko/${file}`)).toBe(story.read(`en/${file}`));
});

test("--lang changes summary.md and the manifest that notes it, and no other file", async () => {
  const story = await smallCase({ "rentals.csv": RENTALS });
  for (const [out, option] of [
    ["plain", ""],
    ["en", "--lang en"],
    ["ko", "--lang ko"],
  ] as const)
    await story.run(`plan ${RULES} ${option} --out ${out} rentals.csv`);
  const changed = (out: string) => FILES.filter((file) => story.read(`${out}/${file}`) !== story.read(`plain/${file}`));
  expect([changed("en"), changed("ko")]).toEqual([[], ["summary.md"]]);
  expect(story.read("en/manifest.json")).toBe(story.read("plain/manifest.json"));
  expect(JSON.parse(story.read("ko/manifest.json")).request).toMatchObject({ lang: "ko" });
  expect(story.read("ko/summary.md")).toContain("# pangyo 보상\n");
});

test("a Korean run is decided again and taken back, in any locale, each file in its own language", async () => {
  const story = await smallCase({ "rentals.csv": RENTALS });
  const committed = await story.run(`apply ${RULES} --lang ko rentals.csv`, { answer: "y" });
  expect(committed.asked).toEqual(["pangyo 보상 1건을 반영할까요? [y/N] "]);
  expect(committed.said).toEqual(["0001회차로 반영했습니다."]);
  expect((await story.run("verify --recompute", { language: "en" })).exit).toBe(0);
  const back = await story.run("revert 1 --yes --lang ko");
  expect(back.out).toContain("pangyo 0001회차 취소: 만료일 복원 1건");
  expect(story.read("compensations/0002/summary.md")).toContain("# 0001회차 취소\n");
  expect((await story.run("verify --recompute", { language: "en" })).out).toContain("2 runs verified.");
  expect((await story.run("history", { language: "ko" })).out).toContain("0002회차에서 취소됨");
});

test("a reject is told in Korean, with what to do", async () => {
  const story = await smallCase({ "rentals.csv": `${RENTALS}r2,u-000002,kakaopage,soon,2022-10-20T10:00\n` });
  const { out } = await story.run(`plan ${RULES} --out plan rentals.csv`, { language: "ko" });
  expect(out).toContain("거부된 행: 1행, 오류 1개\n");
  expect(out).toContain('time-invalid 1  예: rentals.csv:3: 시작일(started_at): 날짜나 시각이 아닙니다: "soon"\n');
  expect(out).toContain("      2022-02-28이나 2022-02-28T23:59:00+09:00처럼 적거나, 매핑에 형식을 적으세요.\n");
});

test("only the first thirty rules are shown, and all with --all", async () => {
  const names = Array.from({ length: 44 }, (_, index) => `rule-${index + 1}`);
  const rules = names.map(
    (name) =>
      `  - { rule: ${name}, for: { record: rental, service: ${name} }, if: { held: during-outage }, give: { extend: 1 day } }`,
  );
  const rows = names.map((name, index) => `r${index},u-${index},${name},2022-10-14T10:00,2022-10-30T10:00`);
  const story = await smallCase({
    "policy.yaml": `policy: p\nrevision: r\nzone: Asia/Seoul\nrules:\n${rules.join("\n")}\n`,
    "rentals.csv": `rental_id,user_id,service,started_at,expires_at\n${rows.join("\n")}\n`,
  });
  const { out } = await story.run(`plan ${RULES} --out plan rentals.csv`);
  expect(out).toContain("rule-30  ");
  expect(out).not.toContain("  rule-31  rule-31");
  expect(out).toContain("\n  and 14 more: --all\n");
  const { out: all } = await story.run(`plan ${RULES} --out plan --all rentals.csv`);
  expect(all).toContain("  rule-44  rule-44");
  expect(all).not.toContain("more: --all");
});
