/**
 * Every command line of README and docs/ is run as a process of what was built, explanations in both languages; what it
 * prints and how it ends is held under fixtures/commands, and what a page shows of it is what is printed.
 *
 * A page is followed from its first line to its last, in a folder that has what it talks of: the exports of the Kakao
 * case, a book of three runs, two policies, cases. `npx vitest run test/doc-commands.test.ts -u` writes what is held; with
 * `CI` set a text that is missing is a failure. `PROGRAM` names another program to run them with: `.ci/run` has the packed
 * one print the same.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runBinary } from "./support/binary.ts";
import { blockIn, commandsIn, shownPattern } from "./support/doc-commands.ts";
import { tempFolder } from "./support/temp-folder.ts";

const NOW = "2022-10-21T11:00:00+09:00";
const KAKAO = "fixtures/kakao-2022";
const PAGES = [
  ...["README.md", "docs/CHECK.md", "docs/DIFF-AND-EXPLAIN.md", "docs/INSPECT.md", "docs/LINT.md"],
  ...["docs/OPERATIONS.md"],
];
/** Lines that take minutes, or install something. */
const NOT_RUN = /^npm (?:ci && npm test|run bench\b.*)$|^node bench\/(?:grow|book|buckets|same)\.js /;

/** A page starts the program up to twenty times. */
const PATIENCE_MS = 180_000;

const [RENTALS, SUBSCRIPTIONS] = ["rentals", "subscriptions"].map(
  (name) => readFileSync(join(KAKAO, "exports", `${name}.csv`), "utf8").split("\n")[0],
);

/** What was given before is not among the exports, so that plans of the exports still give something. */
const FILES = {
  "exports/more-rentals.csv": `${RENTALS}\nR-1842,user-184200,kakaopage,novel-7/1,app,active,200,KRW,2022-10-14T10:00,2022-10-20T10:00\n`,
  "exports/more-subscriptions.csv": `${SUBSCRIPTIONS}\nSUB-000123,u-123,emoticon-plus,monthly,apple,active,3900,KRW,2022-10-01T00:00,,2022-11-01T00:00,true,\n`,
  "earlier/1.csv": `${RENTALS}\n대여-1,u-1,kakaopage,novel-7/1,app,active,200,KRW,2022-10-14T10:00,2022-10-20T10:00\n`,
  "earlier/2.csv": `${SUBSCRIPTIONS}\nE-2,u-2,emoticon-plus,monthly,web,active,3900,KRW,2022-10-01T00:00,,2022-11-01T00:00,true,\n`,
  "earlier/3.csv": `${SUBSCRIPTIONS}\nE-3,회원번호-3,emoticon-plus,monthly,google,active,4900,KRW,2022-10-01T00:00,,2022-11-01T00:00,true,\n`,
};

/** An export of a billing system: titles above the header, days first, a total at the end. */
const BILLING = [
  "구독 현황;;;;;;",
  "출력일 2022-10-21;;;;;;",
  "구독번호;회원번호;상품;결제수단;금액;시작일;만료일",
  ...Array.from({ length: 30 }, (_, index) => {
    const day = String(index + 1).padStart(2, "0");
    return `SUB-${1000 + index};member-${2000 + index};melon;${index % 3 === 0 ? "앱" : "웹"};"₩10,900";${day}/09/2022;${day}/10/2022`;
  }),
  '합계;;;;"₩327,000";;',
].join("\n");

/** A folder in which the lines of a page can be typed. */
async function workplace(page: string): Promise<string> {
  const cwd = await tempFolder();
  const copy = (from: string, to: string) => cpSync(from, join(cwd, to), { recursive: true });
  copy(KAKAO, KAKAO);
  for (const part of ["exports", "outage.yaml", "policy.yaml"]) copy(join(KAKAO, part), part);
  copy(join(KAKAO, "policy.yaml"), "a.yaml");
  const policy = readFileSync(join(KAKAO, "policy.yaml"), "utf8");
  writeFileSync(join(cwd, "b.yaml"), policy.replaceAll("extend: { by: 96 hours", "extend: { by: 120 hours"));
  copy("fixtures/guide/extend", "fixtures/refunds/extend");
  writeFileSync(join(cwd, "billing.csv"), `${BILLING}\n`);
  mkdirSync(join(cwd, "earlier"));
  for (const [file, content] of Object.entries(FILES)) writeFileSync(join(cwd, file), content);
  for (const run of [1, 2, 3]) {
    const line = `apply --outage outage.yaml --policy a.yaml --as-of ${NOW} --yes earlier/${run}.csv`;
    expect(await runBinary(line, { cwd })).toMatchObject({ exit: 0, err: `Committed as run 000${run}.\n` });
  }
  if (page === "docs/DIFF-AND-EXPLAIN.md") {
    const line = `plan --outage outage.yaml --policy policy.yaml --as-of ${NOW} exports/`;
    expect(await runBinary(line, { cwd })).toMatchObject({ exit: 0, err: "" });
  }
  if (page === "docs/LINT.md") copy("test/lint/planted", ".");
  return cwd;
}

/** A line as the tests type it: what is asked is answered, now is stated, and `…` is what stood there before. */
function typed(line: string): readonly string[] {
  if (line.includes("npm run demo")) return [demo()];
  const [words = ""] = line.replace("…", "--outage outage.yaml --policy policy.yaml exports/").split(" > ");
  const answered = /^compensate (apply|revert)/.test(words) && !words.includes("--dry-run") ? `${words} --yes` : words;
  const decides = /^compensate (plan|apply|explain|whatif) .*--outage/.test(words);
  const dated = decides ? `${answered} --as-of ${NOW}` : answered;
  if (!words.startsWith("compensate explain")) return [dated];
  return dated.includes("--lang") ? [dated] : [`${dated} --lang en`, `${dated} --lang ko`];
}

function demo(): string {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
    readonly scripts: { readonly demo: string };
  };
  return scripts.demo.replace("node bin/compensate.js", "compensate");
}

async function run(line: string, cwd: string): ReturnType<typeof runBinary> {
  const { CI: _ci, ...env } = process.env;
  return runBinary(line.replace(/^compensate /, ""), { cwd, env: { ...env, CI: "", LC_ALL: "C", COLUMNS: "80" } });
}

/** What differs from one version of compensate or Node to the next. */
function withoutVersions(text: string): string {
  return text
    .replaceAll(/compensate \d+\.\d+\.\d+\S*, time-zone data \d{4}[a-z]/g, "compensate VERSION, time-zone data VERSION")
    .replaceAll(/(manifest +sha256) [0-9a-f]{64}/g, "$1 SHA256");
}

describe.for(PAGES)("the commands of %s", (page) => {
  test("print what is held, and what the page shows", { timeout: PATIENCE_MS }, async () => {
    const cwd = await workplace(page);
    const transcript: string[] = [];
    for (const { line, shown } of commandsIn(page)) {
      if (NOT_RUN.test(line)) continue;
      for (const words of typed(line)) {
        const { exit, out, err } = await run(words, cwd);
        transcript.push(`$ ${words}\n${out}${err === "" ? "" : `-- and says\n${err}`}-- ends with ${exit}\n`);
        if (shown !== undefined) expect(out).toMatch(shownPattern(shown));
      }
    }
    expect(transcript).not.toEqual([]);
    const held = `../fixtures/commands/${page.replace("docs/", "").replace(".md", ".txt")}`;
    await expect(withoutVersions(transcript.join("\n"))).toMatchFileSnapshot(held);
  });
});

describe("a page shows what is printed", () => {
  test.for([
    [
      "docs/DIFF-AND-EXPLAIN.md",
      "subscription EP-W02",
      `explain EP-W02 --outage outage.yaml --policy policy.yaml --as-of ${NOW} exports/`,
    ],
  ] as const)("%s: %s", async ([page, beginning, line]) => {
    const { out } = await run(line, await workplace(page));
    expect(out).toMatch(shownPattern(blockIn(page, beginning)));
  });

  test("docs/CHECK.md: the coverage of all cases", async () => {
    const { out } = await run("check --coverage fixtures", process.cwd());
    const [, rule, , total] = blockIn("docs/CHECK.md", `${KAKAO}/policy.yaml`).split("\n");
    expect(out.split("\n")).toEqual(expect.arrayContaining([rule, total]));
  });
});

test("no other page has a line to type that is not run", () => {
  const pages = ["ARCHITECTURE", "BOOK", "DECISIONS", "EXPORTS", "GLOSSARY", "PERFORMANCE", "POLICY"];
  const lines = pages.flatMap((page) => commandsIn(`docs/${page}.md`).map(({ line }) => line));
  expect(lines.filter((line) => !NOT_RUN.test(line))).toEqual([]);
});
