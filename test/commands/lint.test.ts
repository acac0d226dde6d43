/** `lint` as a command: which files it takes, what it exits with, and what it says of a file that it cannot understand. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type LintOptions, lint } from "../../src/commands/lint.ts";
import { EXIT } from "../../src/domain/failure.ts";
import type { Language } from "../../src/report/habits.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { createTestWorld } from "../support/test-world.ts";

const CLEAN = `policy: clean
revision: 1
zone: Asia/Seoul
rules:
  - rule: books
    why: Because it was promised
    for: { record: rental, service: books }
    if: { held: during-outage }
    give: { extend: { by: 3 days, from: latest } }
`;
const SHORT = CLEAN.replace("{ by: 3 days, from: latest }", "3 hours").replace("policy: clean", "policy: short");
const TWICE = `${CLEAN}${CLEAN.slice(CLEAN.indexOf("  - rule")).replace("books", "again")}`;
const OUTAGE = "outage: o\nzone: Asia/Seoul\nwindow: 2024-03-12T10:00/2024-03-13T16:00\n";

const USUAL: LintOptions = {
  policy: undefined,
  outage: undefined,
  folders: ["."],
  strict: false,
  quiet: false,
  reporter: "text",
};

async function run(
  files: { readonly [path: string]: string },
  options: Partial<LintOptions> = {},
  language: Language = "en",
) {
  const cwd = await tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const world = createTestWorld({ cwd, language });
  const exit = await lint({ ...USUAL, ...options }, world);
  return { exit, printed: world.printed(), last: world.printed().trimEnd().split("\n").at(-1) };
}

describe("the exit code and the last line", () => {
  test.for([
    ["nothing found", { "policy.yaml": CLEAN, "outage.yaml": OUTAGE }, {}, EXIT.done, "1 policy: nothing found"],
    ["a warning", { "policy.yaml": SHORT, "outage.yaml": OUTAGE }, {}, EXIT.done, "1 policy: 1 warning"],
    [
      "a warning, strictly",
      { "policy.yaml": SHORT, "outage.yaml": OUTAGE },
      { strict: true },
      EXIT.answerIsNo,
      "1 policy: 1 error",
    ],
    ["an error", { "policy.yaml": TWICE, "outage.yaml": OUTAGE }, {}, EXIT.answerIsNo, "1 policy: 1 error"],
    [
      "a note, strictly",
      { "policy.yaml": CLEAN.replace(/ +why.*\n/, ""), "outage.yaml": OUTAGE },
      { strict: true },
      EXIT.done,
      "1 policy: 1 note",
    ],
    ["without its outage, time is not judged", { "policy.yaml": SHORT }, {}, EXIT.done, "1 policy: nothing found"],
    [
      "an outage elsewhere",
      { "a/policy.yaml": SHORT, "outage.yaml": OUTAGE },
      {},
      EXIT.done,
      "1 policy: nothing found",
    ],
    ["any name, any depth", { "a/b/mine.yml": SHORT, "a/b/outage.yaml": OUTAGE }, {}, EXIT.done, "1 policy: 1 warning"],
    [
      "what is hidden is not looked at",
      { "p.yaml": CLEAN, ".old/p.yaml": TWICE, "node_modules/p.yaml": TWICE },
      {},
      EXIT.done,
      "1 policy: nothing found",
    ],
    [
      "only some folders",
      { "a/p.yaml": CLEAN, "b/p.yaml": TWICE },
      { folders: ["a"] },
      EXIT.done,
      "1 policy: nothing found",
    ],
    ["one file", { "a.yaml": CLEAN, "b.yaml": TWICE }, { policy: "b.yaml" }, EXIT.answerIsNo, "1 policy: 1 error"],
    [
      "one file with an outage",
      { "a.yaml": SHORT, "o.yaml": OUTAGE },
      { policy: "a.yaml", outage: "o.yaml" },
      EXIT.done,
      "1 policy: 1 warning",
    ],
    [
      "one cannot be understood",
      { "a.yaml": CLEAN.replace("zone", "zne"), "b.yaml": TWICE },
      {},
      EXIT.policy,
      "2 policies: 1 invalid, 1 error",
    ],
    [
      "its outage cannot be understood",
      { "a.yaml": CLEAN, "outage.yaml": OUTAGE.replace("zone", "zne") },
      {},
      EXIT.policy,
      "1 policy: 1 invalid",
    ],
  ] as const)("%s", async ([, files, options, exit, last]) => {
    const found = await run(files, options);
    expect([found.exit, found.last]).toEqual([exit, last]);
  });
});

test("a file that cannot be understood is shown as plan shows it", async () => {
  const { printed } = await run({ "a.yaml": CLEAN.replace("books }", "books, price: { at-least: x } }") });
  expect(printed).toMatch(/a\.yaml:7:63: .*"x" is not a number.*\n +7 \| .*\n +\| +\^/);
});

test("quiet shows errors only", async () => {
  const { printed } = await run({ "policy.yaml": SHORT, "outage.yaml": OUTAGE }, { quiet: true });
  expect(printed).not.toContain("warning:");
});

describe("in Korean", () => {
  const FILES = {
    "a.yaml": SHORT,
    "b.yaml": TWICE,
    "c.yaml": CLEAN.replace(/ +why.*\n/, ""),
    "d.yaml": CLEAN.replace("zone", "zne"),
    "outage.yaml": OUTAGE,
  };

  test("people read the finding, the record and what to do", async () => {
    const { printed, last } = await run(FILES, {}, "ko");
    const [first = ""] = printed.split("\n\n");
    expect(first.split("\n")).toEqual([
      "a.yaml:9:21: 경고: 2024. 3. 13. (수) 13:00 (+09:00)까지 끝나는 건은 books 규칙으로 늘려도 쓸 수 없습니다. 새 만료일이 장애 종료나 지급 시점보다 이릅니다 [dead-on-arrival]",
      "    9 |     give: { extend: 3 hours }",
      "      |                     ^",
      expect.stringMatching(/^ {2}예를 들어 대여 한 건: rental_id rental-1, .*service books/),
      expect.stringMatching(/^ {2}이 건의 결과: 만료일\(expires_at\) .* \(3시간\), 적용 규칙 books · /),
      "  from: later나 from: latest로 더 늦은 시점부터 계산하거나, 더 늦은 날로 옮기세요.",
    ]);
    expect(printed).toContain("\n  again 규칙만 있다면: 만료일(expires_at) ");
    expect(printed).toContain("참고: books 규칙에 이유(why)가 없습니다 [why-missing]");
    expect(last).toBe("정책 4개: 읽을 수 없음 1개, 오류 1건, 경고 1건, 참고 1건");
  });

  test.for(["json", "github"] as const)("%s stays as it is in English", async (reporter) => {
    const [english, korean] = [await run(FILES, { reporter }), await run(FILES, { reporter }, "ko")];
    expect(korean).toEqual(english);
    expect(english.printed).toContain("books does not say why");
  });
});

test("the JSON document names files, counts and places", async () => {
  const { printed } = await run({ "policy.yaml": TWICE, "outage.yaml": OUTAGE }, { reporter: "json" });
  const { files, ...counts } = JSON.parse(printed);
  expect(counts).toEqual({ policies: 1, invalid: 0, errors: 1, warnings: 0, infos: 0 });
  expect(files[0]).toMatchObject({ policy: "policy.yaml", outage: "outage.yaml" });
  expect(files[0].findings[0]).toMatchObject({ file: "policy.yaml", line: 10, column: 11, about: "again" });
  expect(files[0].findings[0].witness).toMatchObject({ record: "rental", cells: { service: "books" } });
});

test.for([
  ["no policy below", {}, "no policy found"],
  ["no such folder", { folders: ["nowhere"] }, "no such file or folder"],
] as const)("%s is a failure of the input", async ([, options, message]) => {
  await expect(run({ "outage.yaml": OUTAGE }, options)).rejects.toThrow(message);
});
