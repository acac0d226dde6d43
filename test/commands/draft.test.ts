/**
 * The mapping that `inspect --write` drafts: with the marks of its right guesses taken away, each awkward export of `fixtures/inputs` is
 * planned like with the mapping that was written by hand.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspect } from "../../src/commands/inspect.ts";
import { plan } from "../../src/commands/plan.ts";
import { findEncoding } from "../../src/domain/encodings.ts";
import type { Failure } from "../../src/domain/failure.ts";
import { readMapping } from "../../src/policy/read-mapping.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { createTestWorld } from "../support/test-world.ts";

const INPUTS = "fixtures/inputs";
const GUESS = /^( *)# (\S.*?) {2}# .*$/;

/** What a person does with a draft besides taking the marks away. */
interface Review {
  /** The guess that is right where a column has several. */
  readonly right?: RegExp;
  /** What no file says, by our column. */
  readonly columns?: { readonly [column: string]: string };
  /** Keys of each export that no file says. */
  readonly keys?: readonly string[];
  /** What stands in the draft, and what it has to be. */
  readonly instead?: { readonly [text: string]: string };
  /** The encoding that the file has to be inspected with. */
  readonly encoding?: string;
}

const ALL_GUESSES: Review = {};
const MELON: Review = { columns: { service: "{ always: melon }", currency: "{ always: KRW }" } };
const NO_HEADER = "[column 1, column 2, column 3, column 4, column 5, column 6]";

/** Every folder of `fixtures/inputs`. */
const CASES: { readonly [name: string]: Review } = {
  backslashes: ALL_GUESSES,
  cp949: MELON,
  "dates-day-first": ALL_GUESSES,
  "dates-in-korean": ALL_GUESSES,
  "dates-stored-as-midnight": { right: /started_at: started_at|expires_at: .*midnight: day/ },
  "dates-with-points": ALL_GUESSES,
  "dates-with-slashes": ALL_GUESSES,
  "dates-without-marks": ALL_GUESSES,
  "dates-without-zeros": ALL_GUESSES,
  "days-of-a-spreadsheet": ALL_GUESSES,
  "decimal-commas": ALL_GUESSES,
  // No file says whether the last day counts.
  "ends-that-are-not-usable": {
    instead: { "from: expires_at, time: yyyy/MM/dd": "from: expires_at, time: yyyy/MM/dd, through: before" },
  },
  "epoch-millis": ALL_GUESSES,
  "epoch-seconds": ALL_GUESSES,
  "gzip-of-cp949": MELON,
  // No file says that its rows belong together.
  "items-of-a-record": {
    columns: { ...MELON.columns, price: "계약금액" },
    keys: ["rows: { key: subscription_id, of: line-items }"],
  },
  "json-lines": ALL_GUESSES,
  "korean-headers": MELON,
  "lines-above-the-header": MELON,
  microseconds: ALL_GUESSES,
  "no-header": {
    columns: { ...MELON.columns, user_id: "회원" },
    instead: {
      [NO_HEADER]: "[번호, 회원, 결제, 금액, 시작, 만료]",
      ...headed(["번호", "회원", "결제", "금액", "시작", "만료"]),
    },
  },
  "newest-file": { keys: ["newer: last-file"] },
  "newest-items": { keys: ["rows: { key: [service, subscription_id], of: line-items }", "newer: last-file"] },
  "newest-value": {
    columns: { changed_at: '{ from: 변경일시, time: "yyyy/MM/dd HH:mm:ss" }' },
    keys: ["newer: changed_at"],
  },
  "no-quotes": ALL_GUESSES,
  "numbers-with-groups": { ...MELON, right: /group/ },
  "numbers-with-signs": { columns: { service: "{ always: melon }" }, right: /group/ },
  parquet: ALL_GUESSES,
  "shift-jis": { ...MELON, encoding: "shift_jis" },
  "times-in-korean": ALL_GUESSES,
  "times-in-months-names": ALL_GUESSES,
  // No cell says on which clock it is.
  "times-on-the-clock-of-utc": { keys: ["zone: UTC"] },
  "times-with-am-and-pm": ALL_GUESSES,
  "totals-row": ALL_GUESSES,
  "two-versions": MELON,
  "utf-16-of-a-spreadsheet": MELON,
  "windows-1252": {
    encoding: "windows-1252",
    columns: {
      ...MELON.columns,
      channel: "{ from: Moyen, values: { Télé: web, Pomme: apple, Gougle: google } }",
    },
  },
  "words-for-nothing": ALL_GUESSES,
  // No file says what words mean, and which of them a person decides about.
  "words-for-a-person": {
    columns: { currency: "{ always: KRW }" },
    instead: {
      "service: 상품": "service: { from: 상품, values: { 멜론: melon, 웹툰: webtoon }, else: review }",
      "애플: apple } }": "애플: apple }, else: review }",
      "plan: 요금제": "plan: { from: 요금제, values: { 월간: monthly }, else: review }",
    },
  },
  workbook: MELON,
  "years-of-two-digits": { right: /dd\/MM\/yy/ },
  zip: ALL_GUESSES,
};

/** Names of columns in place of their numbers. */
function headed(names: readonly string[]): { readonly [text: string]: string } {
  return Object.fromEntries(names.map((name, index) => [`column ${index + 1}`, name]));
}

/** The draft with the marks of right guesses taken away, and with what a person adds to each export. */
function confirmed(draft: string, { right = /^/, columns = {}, keys = [], instead = {} }: Review): string {
  const corrected = Object.entries(instead).reduce((text, [from, to]) => text.replaceAll(from, to), draft);
  const parts = corrected.trimEnd().split(/^(?= {2}- match:)/m);
  const reviewed = parts.map((part, index) => {
    const indent = parts.length === 1 ? "" : "    ";
    if (parts.length > 1 && index === 0) return part.trimEnd();
    const added = Object.entries(columns).map(([column, text]) => `${indent}  ${column}: ${text}`);
    return [withoutMarks(part.trimEnd(), right), ...added, ...keys.map((key) => indent + key)].join("\n");
  });
  return `${reviewed.join("\n")}\n`;
}

/** Of several lines for one column, the one that is right keeps its text. */
function withoutMarks(draft: string, right: RegExp): string {
  const lines = draft.split("\n");
  const keys = lines.map((line) => GUESS.exec(line)?.[2]?.split(":")[0]);
  const kept = lines.flatMap((line, index) => {
    const [, indent, text] = GUESS.exec(line) ?? [];
    if (text === undefined) return [line];
    const isOneOfSeveral = keys.filter((key) => key === keys[index]).length > 1;
    return isOneOfSeveral && !right.test(text) ? [] : [`${indent}${text}`];
  });
  return kept.join("\n");
}

async function draftOf(exports: string, cwd: string, encoding?: string): Promise<string> {
  const world = createTestWorld({ cwd });
  const options = {
    exports: [exports],
    json: false,
    quiet: true,
    showValues: false,
    write: "draft.yaml",
    encoding: findEncoding(encoding ?? ""),
    jobs: 1,
  } as const;
  expect(await inspect(options, world)).toBe(0);
  return readFileSync(join(cwd, "draft.yaml"), "utf8");
}

/** The outputs of a plan of `exports` in a folder, with the mapping beside it. */
async function planned(cwd: string): Promise<{ readonly [file: string]: string }> {
  for (const part of ["policy.yaml", "outage.yaml"]) cpSync(join(INPUTS, part), join(cwd, part));
  const rest = { outageId: undefined, zone: undefined, asOf: "2022-10-21T11:00:00+09:00", jobs: 1 };
  const shown = { json: true, quiet: false, showValues: false, expectNoChanges: false };
  const files = { policy: "policy.yaml", outage: "outage.yaml", out: "plan", book: "book" };
  const mapping = existsSync(join(cwd, "mapping.yaml")) ? "mapping.yaml" : undefined;
  const exports = [{ path: "exports", kind: undefined }];
  await plan({ ...files, ...rest, ...shown, exports, mapping }, createTestWorld({ cwd }));
  const outputs = ["adjusted-expiry.csv", "refund-credit.csv", "review.csv", "keys"];
  return Object.fromEntries(outputs.map((file) => [file, readFileSync(join(cwd, "plan", file), "utf8")]));
}

describe("a draft, confirmed,", () => {
  test("is made of every folder of the awkward exports", () => {
    const folders = readdirSync(INPUTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(Object.keys(CASES).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  test.for(Object.entries(CASES))("has %s planned like the mapping by hand", async ([name, review]) => {
    const [byHand, drafted] = [await tempFolder(), await tempFolder()];
    cpSync(join(INPUTS, name), byHand, { recursive: true });
    cpSync(join(INPUTS, name, "exports"), join(drafted, "exports"), { recursive: true });
    const draft = await draftOf("exports", drafted, review.encoding);
    writeFileSync(join(drafted, "mapping.yaml"), confirmed(draft, review));
    const outputs = await planned(byHand);
    expect(outputs["adjusted-expiry.csv"]?.split("\n").length).toBeGreaterThan(3);
    expect(await planned(drafted)).toEqual(outputs);
  });
});

describe("a draft as it stands", () => {
  test.for(Object.entries(CASES))(
    "of %s is a mapping, with which no row is guessed at",
    async ([name, { encoding }]) => {
      const cwd = await tempFolder();
      cpSync(join(INPUTS, name, "exports"), join(cwd, "exports"), { recursive: true });
      const draft = await draftOf("exports", cwd, encoding);
      expect(() => readMapping(draft, "mapping.yaml")).not.toThrow();
      writeFileSync(join(cwd, "mapping.yaml"), draft);
      // It gives what the export gives without any mapping, says what is missing, or rejects all rows.
      const error = await planned(cwd).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined) expect([1, 3]).toContain((error as Failure).exit);
    },
  );
});

test("a draft in which the encoding is a guess still is told which one to name", async () => {
  const cwd = await tempFolder();
  cpSync(join(INPUTS, "cp949/exports"), join(cwd, "exports"), { recursive: true });
  writeFileSync(join(cwd, "mapping.yaml"), await draftOf("exports", cwd));
  await expect(planned(cwd)).rejects.toMatchObject({
    code: "bytes-undecodable",
    message: expect.stringContaining("reads as cp949, the encoding of Korean Windows, throughout: --encoding cp949"),
  });
});

describe("a draft", () => {
  test("says why, in cells", async () => {
    const cwd = await tempFolder();
    const rows = Array.from({ length: 30 }, (_, index) => `S-${index},${String(index + 1).padStart(2, "0")}/09/2022`);
    writeFileSync(join(cwd, "a.csv"), `subscription_id,시작일\n${rows.join("\n")}\n`);
    expect(await draftOf("a.csv", cwd)).toContain(
      "# started_at: { from: 시작일, time: dd/MM/yyyy }  # 시작일 is a word for it; 30 cells fit dd/MM/yyyy, 18 of them cannot be MM/dd/yyyy",
    );
  });

  test("has a line for each form that fits, where several do", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "subscription_id,started_at\nS-1,03/04/2022\nS-2,05/06/2022\n");
    const draft = await draftOf("a.csv", cwd);
    expect(draft).toContain("# started_at: { from: started_at, time: dd/MM/yyyy }  # ambiguous: all 2 cells fit");
    expect(draft).toContain("# started_at: { from: started_at, time: MM/dd/yyyy }  # ambiguous: all 2 cells fit");
    expect(draft).not.toMatch(/^ *started_at/m);
  });

  test("lists two forms that fit all cells together", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "subscription_id,started_at\nS-1,2022-04-03\nS-2,2022/04/13\nS-3,2022/04/14\n");
    expect(await draftOf("a.csv", cwd)).toContain(
      "time: [yyyy/MM/dd, iso] }  # 2 cells fit yyyy/MM/dd, and the other 1 fit iso",
    );
  });

  test("has an entry for each of several files", async () => {
    const cwd = await tempFolder();
    mkdirSync(join(cwd, "in"));
    writeFileSync(join(cwd, "in/a.csv"), "subscription_id,user_id,service,started_at\nS-1,u,melon,2022-01-01\n");
    writeFileSync(join(cwd, "in/b.csv"), "대여번호;user_id\nR-1;u\n");
    const draft = await draftOf("in", cwd);
    expect(draft).toMatch(/^exports:\n {2}- match: a\.csv\n {4}record: subscription\n/m);
    expect(draft).toMatch(
      /^ {2}- match: b\.csv\n {4}record: rental {2}# a guess: 대여번호 is a word for rental_id; or subscription, coupon, claim\n {4}delimiter: ";"$/m,
    );
  });

  test.for([
    ["colons: and # marks", '"colons: and # marks"'],
    ["true", '"true"'],
    ["- dash", '"- dash"'],
    ["열 이름", "열 이름"],
    ["12", '"12"'],
  ] as const)("writes a name %s so that it is read back", async ([name, written]) => {
    const cwd = await tempFolder();
    writeFileSync(
      join(cwd, "a.csv"),
      `subscription_id;${name};만료일\nS-1;total;2022-10-10\nS-2;b;2022-10-10\nS-3;b;2022-10-10\nS-4;b;\n;합계;\n`,
    );
    const draft = await draftOf("a.csv", cwd);
    const skip = draft.split("\n").find((line) => line.includes("# skip:"));
    expect(skip).toContain(`skip: { ${written}: [합계] }`);
    const { exports } = readMapping(confirmed(draft, {}), "mapping.yaml");
    expect(exports[0]?.skip).toEqual([{ column: name, values: new Set(["합계"]), negated: false }]);
  });

  test("never takes the place of a file", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "a,b\n1,2\n");
    writeFileSync(join(cwd, "draft.yaml"), "mine");
    await expect(draftOf("a.csv", cwd)).rejects.toMatchObject({ code: "file-exists", place: { file: "draft.yaml" } });
    expect(readFileSync(join(cwd, "draft.yaml"), "utf8")).toBe("mine");
  });
});
