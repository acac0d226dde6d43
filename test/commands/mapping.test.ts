/** Exports that are read by a mapping: by every command, with the same outputs as from the canonical export. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { archiveOf } from "../support/archive.ts";
import { RULES, rowText, type SmallCase, smallCase } from "../support/small-case.ts";
import { workbookOf } from "../support/workbook.ts";

const CANONICAL = `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,u1,emoticon-plus,web,3900,KRW,2022-10-01,2022-10-31
s2,u2,emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
s3,u3,emoticon-plus,fax,3900,KRW,2022-10-01,2022-10-31
s4,u4,emoticon-plus,web,39x00,KRW,2022-10-01,2022-10-31
`;

const KOREAN = `번호,회원,결제수단,금액,시작일,만료일
s1,u1,웹,"3,900",2022-10-01,2022-10-31
s2,u2,애플,"3,900",2022-10-01,2022-10-31
s3,u3,fax,"3,900",2022-10-01,2022-10-31
s4,u4,웹,39x00,2022-10-01,2022-10-31
합계,,,"15,600",,
`;

const KOREAN_TWO = "번호,회원,결제수단,금액,시작일,만료일\ns9,u9,웹,3900,2022-10-01,2022-10-31\n";

const MAPPING = `
mapping: billing-export
record: subscription
skip: { 번호: [합계] }
columns:
  subscription_id: 번호
  user_id: 회원
  service: { always: emoticon-plus }
  channel: { from: 결제수단, values: { 웹: web, 애플: apple } }
  price: { from: 금액, number: { group: ",", decimal: "." } }
  currency: { always: KRW }
  started_at: 시작일
  expires_at: 만료일
`;

function story(): Promise<SmallCase> {
  return smallCase({ "canonical/subs.csv": CANONICAL, "as-is/subs.csv": KOREAN, "as-is/mapping.yaml": MAPPING });
}

/** The rows of all outputs of a plan, without what depends on the place in the file. */
function given(one: SmallCase, plan: string): readonly string[] {
  const rows = ["adjusted-expiry.csv", "refund-credit.csv", "review.csv"].flatMap((file) =>
    one.rows(`${plan}/${file}`).map((row) => `${row.get("compensation_id")} ${rowText(row)} line ${row.get("line")}`),
  );
  return rows;
}

describe("a plan over a mapped export", () => {
  test("gives what the canonical export gives, with the same ids and lines", async () => {
    const one = await story();
    expect(await one.run(`plan ${RULES} --out a canonical`)).toMatchObject({ exit: 0 });
    expect(await one.run(`plan ${RULES} --out b as-is`)).toMatchObject({ exit: 0 });
    expect(given(one, "b")).toEqual(given(one, "a"));
    expect(given(one, "a")).toHaveLength(3);
    expect(one.summary("b").totals).toEqual(one.summary("a").totals);
  });

  test("says which mapping it used and how many rows it left out, and keeps the mapping's hash", async () => {
    const one = await story();
    const { said } = await one.run(`plan ${RULES} --out b as-is`);
    expect(said.join("\n")).toContain("as-is/mapping.yaml says how 1 export is read");
    expect(said.join("\n")).not.toContain("passed over");
    expect(one.summary("b").warnings).toContainEqual({ code: "rows-skipped", about: "subs.csv", records: 1 });
    const manifest = JSON.parse(one.read("b/manifest.json"));
    expect(manifest.rules.map(({ role, path }: { role: string; path: string }) => `${role} ${path}`)).toContain(
      "mapping as-is/mapping.yaml",
    );
  });

  test("rejects a word that it does not translate, also where that word is what another one means", async () => {
    const words = (other: string) => MAPPING.replace("애플: apple }", `애플: apple }, else: ${other}`);
    const one = await story();
    one.write("as-is/subs.csv", KOREAN.replace("s3,u3,fax", "s3,u3,web").replace("39x00", '"3,900"'));
    one.write("as-is/mapping.yaml", words("reject"));
    await one.run(`plan ${RULES} --out b as-is`);
    const rejected = one.rows("b/rejects/subs.csv").map((row) => [row.get("subscription_id"), row.get("_code")]);
    expect(rejected).toEqual([["s3", "word-unknown"]]);
    one.write("as-is/mapping.yaml", words("keep"));
    await one.run(`plan ${RULES} --out b as-is`);
    expect(one.summary("b").totals).toMatchObject({ read: 4, compensated: 4, rejected: 0 });
  });

  test("rejects a row with the text that was written, also where it would be a number without its form", async () => {
    const one = await story();
    one.write("as-is/subs.csv", KOREAN.replace('s3,u3,fax,"3,900"', "s3,u3,웹,39.00.1").replace("39x00", '"39,00"'));
    await one.run(`plan ${RULES} --out b as-is`);
    const rejected = one
      .rows("b/rejects/subs.csv")
      .map((row) => [row.get("subscription_id"), row.get("_code"), row.get("_value")]);
    expect(rejected).toEqual([
      ["s3", "price-invalid", "?39.00.1"],
      ["s4", "price-invalid", "?39,00"],
    ]);
  });

  test("names the line of the file, also behind a cell of several lines that becomes one word", async () => {
    const one = await story();
    one.write(
      "as-is/subs.csv",
      KOREAN.replace("s1,u1,웹,", 's0,u0,"모바일\n웹",').replace("합계", "s1,u1,웹,,,\n합계"),
    );
    one.write("as-is/mapping.yaml", MAPPING.replace("애플: apple }", "애플: apple }, else: web"));
    await one.run(`plan ${RULES} --out b as-is`);
    const lines = given(one, "b").map((row) => row.replace(/.* line /, ""));
    expect(lines).toEqual(["2", "5", "4"]);
    expect(one.rows("b/rejects/subs.csv").map((row) => row.get("_line"))).toEqual(["6"]);
  });

  test("uses the mapping that the command names, for a file, a pipe and gzip", async () => {
    const one = await smallCase({ "subs.csv": KOREAN, "m.yaml": MAPPING, "packed.csv.gz": gzipSync(KOREAN) });
    for (const [name, facts] of [
      ["subs.csv", {}],
      ["packed.csv.gz", {}],
      ["-", { stdin: [Buffer.from(KOREAN)] }],
    ] as const) {
      const { exit, message } = await one.run(`plan ${RULES} --mapping m.yaml --out plan ${name}`, facts);
      expect([name, exit, message]).toEqual([name, 0, ""]);
      expect(given(one, "plan")).toHaveLength(3);
    }
  });

  test("finds a record that a mapped and a canonical export both have", async () => {
    const one = await story();
    await one.run(`plan ${RULES} --out plan canonical as-is`);
    expect(one.summary("plan").totals).toMatchObject({ read: 8, compensated: 2, duplicate: 3 });
  });

  test("takes the same text in two forms for a contradiction", async () => {
    const header = "subscription_id,user_id,service,channel,started_at,expires_at\n";
    const row = "s1,u1,emoticon-plus,web,01/02/2022,11/12/2022\n";
    const mapping = (form: string) =>
      `mapping: m\nrecord: subscription\ncolumns:\n  started_at: { time: ${form} }\n  expires_at: { time: ${form} }\n`;
    const one = await smallCase({
      "a/subs.csv": header + row,
      "a/mapping.yaml": mapping("dd/MM/yyyy"),
      "b/subs.csv": header + row,
      "b/mapping.yaml": mapping("MM/dd/yyyy"),
    });
    await one.run(`plan ${RULES} --out plan a b`);
    expect(one.summary("plan").rejects).toEqual({ "duplicate-conflict": 2 });
    one.write("b/mapping.yaml", mapping("dd/MM/yyyy"));
    await one.run(`plan ${RULES} --out plan a b`);
    expect(one.summary("plan").totals).toMatchObject({ read: 2, compensated: 1, duplicate: 1 });
  });

  test("reads the files of an archive by the mapping beside it, decided again and explained, too", async () => {
    const one = await smallCase({
      "in/all.zip": await archiveOf(
        { name: "a/one.csv", content: KOREAN.replace("s4,u4,웹,39x00,2022-10-01,2022-10-31\n", "") },
        { name: "b/two.csv", content: KOREAN_TWO },
      ),
      "in/mapping.yaml": MAPPING,
    });
    expect(await one.run(`apply ${RULES} --yes in`)).toMatchObject({ exit: 0, message: "" });
    expect(await one.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
    expect(await one.run(`explain s9 ${RULES} in`)).toMatchObject({ exit: 0, message: "" });
    expect(await one.run(`plan ${RULES} --out plan in`)).toMatchObject({ exit: 0, message: "" });
    expect(one.summary("plan").totals).toMatchObject({ read: 4, already_compensated: 3 });
    one.write(
      "in/all.zip",
      await archiveOf(
        { name: "a/one.csv", content: KOREAN_TWO.replace("회원", "회원명") },
        { name: "b/two.csv", content: "x\n1\n" },
      ),
    );
    const { message } = await one.run(`plan ${RULES} --out plan in`);
    expect(message).toContain('in/all.zip/a/one.csv:1: there is no column "회원" for user_id');
    expect(message).toContain('in/all.zip/b/two.csv:1: there is no column "번호" for');
  });

  test("reads an export that no part of the mapping describes as canonical", async () => {
    const one = await story();
    one.write(
      "as-is/mapping.yaml",
      `mapping: two\nexports:\n  - match: "other_*.csv"\n    ${MAPPING.trim().split("\n").slice(1).join("\n    ")}\n`,
    );
    expect(await one.run(`plan ${RULES} --out plan as-is`)).toMatchObject({ exit: 3 });
    one.write("as-is/other_1.csv", KOREAN);
    one.write("as-is/subs.csv", CANONICAL);
    const { exit, said } = await one.run(`plan ${RULES} --out plan as-is`);
    expect([exit, said.join("\n")]).toEqual([
      0,
      expect.stringContaining("read without a mapping, because no match fits: as-is/subs.csv"),
    ]);
    expect((await one.run(`plan ${RULES} --out plan as-is/other_1.csv`)).said.join("\n")).not.toContain(
      "no match fits",
    );
  });
});

describe("a table that is no CSV", () => {
  const HEADLESS = `
mapping: headless
record: subscription
before-header: 2
header: [번호, 회원, 결제수단, 시작일, 만료일, 비고]
columns:
  subscription_id: 번호
  user_id: 회원
  service: { always: emoticon-plus }
  channel: { from: 결제수단, values: { 웹: web } }
  started_at: 시작일
  expires_at: 만료일
`;

  test("has the columns of the mapping where a sheet has no header, also where its first row is not full", async () => {
    const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
    const row = (...cells: readonly string[]) => cells.map(text).join("");
    const rows = [
      text("제목"),
      text('가 "나'),
      row("s1", "u1", "웹", "2022-10-01", "2022-10-31"),
      row("s2", "u2", "웹", "2022-10-01", "2022-10-31", "메모"),
    ];
    const one = await smallCase({
      "in/subs.xlsx": Buffer.from(await (await workbookOf({ rows })).arrayBuffer()),
      "in/mapping.yaml": HEADLESS,
    });
    expect(await one.run(`plan ${RULES} --out plan in`)).toMatchObject({ exit: 0, message: "" });
    expect(one.summary("plan").totals).toMatchObject({ read: 2, compensated: 2, rejected: 0 });
    expect(one.rows("plan/adjusted-expiry.csv").map((each) => [each.get("record_id"), each.get("line")])).toEqual([
      ["s1", "3"],
      ["s2", "4"],
    ]);
  });

  test("is no text, whatever the mapping says of text", async () => {
    const line = '{"번호":"s1","회원":"u;1","결제수단":"웹","시작일":"2022-10-01","만료일":"2022-10-31"}\n';
    const mapping = HEADLESS.replace(
      "before-header: 2",
      'before-header: 2\ndelimiter: ";"\nquote: none\nescape: "\\\\"',
    );
    for (const each of [mapping, mapping.replace(/^header: .*$/m, "")]) {
      const one = await smallCase({ "in/subs.jsonl": line + line.replace("s1", "s2"), "in/mapping.yaml": each });
      expect(await one.run(`plan ${RULES} --out plan in`)).toMatchObject({ exit: 0, message: "" });
      expect(one.rows("plan/adjusted-expiry.csv").map((row) => [row.get("user_id"), row.get("line")])).toEqual([
        ["u;1", "1"],
        ["u;1", "2"],
      ]);
    }
  });
});

describe("rejects of a mapped export", () => {
  const file = (price: string) => `제목\n번호,회원,결제수단,금액,만료일,비고\ns1,u1,웹,"${price}",31/10/2022,메모\n`;
  const DAYS = `
mapping: day-first
record: subscription
before-header: 1
columns:
  subscription_id: 번호
  user_id: 회원
  service: { always: emoticon-plus }
  channel: { from: 결제수단, values: { 웹: web }, else: reject }
  price: { from: 금액, number: { group: "," } }
  currency: { always: KRW }
  started_at: { always: 2022-10-01 }
  expires_at: { from: 만료일, time: dd/MM/yyyy, through: before }
`;

  test("are mended and fed back with their mapping: times are read as before", async () => {
    const one = await smallCase({ "in/subs.csv": file("39,00"), "in/mapping.yaml": DAYS });
    const fussy = one.read("policy.yaml").replace("extend: 3 days", "credit: { percent: 10, of: price, round: up }");
    one.write("policy.yaml", fussy);
    await one.run(`plan ${RULES} --out plan in`);
    expect(one.summary("plan").totals).toMatchObject({ read: 1, rejected: 1 });
    one.write("mended/subs.csv", one.read("plan/rejects/subs.csv").replace("?39,00", "3900"));
    expect(await one.run(`plan ${RULES} --mapping in/mapping.yaml --out again mended`)).toMatchObject({
      exit: 0,
      message: "",
    });
    one.write("in/subs.csv", file("3,900"));
    await one.run(`plan ${RULES} --out right in`);
    const gifts = (plan: string) => one.rows(`${plan}/refund-credit.csv`).map((row) => rowText(row));
    expect(gifts("again")).toEqual(gifts("right"));
    expect(gifts("again")).toHaveLength(1);
  });

  test("keep the meaning of their times, and lie in one file with one column more", async () => {
    const one = await smallCase({ "in/subs.csv": file("3,900").replace("웹", "팩스"), "in/mapping.yaml": DAYS });
    await one.run(`plan ${RULES} --out plan in`);
    const rejects = one.read("plan/rejects/subs.csv");
    expect(rejects.split("\n")[0]).toMatch(/,_code,_column,_value,_line,_message,_mapping$/);
    one.write("mended/subs.csv", rejects.replace(",팩스,", ",web,"));
    await one.run(`plan ${RULES} --mapping in/mapping.yaml --out again mended`);
    const [row] = one.rows("again/adjusted-expiry.csv");
    expect([row?.get("old_value"), row?.get("new_value")]).toEqual(["31/10/2022", "03/11/2022"]);
    one.write("mended/subs.csv", rejects);
    await one.run(`plan ${RULES} --mapping in/mapping.yaml --out again mended`);
    expect(one.rows("again/rejects/subs.csv").map((each) => each.get("_code"))).toEqual(["word-unknown"]);
    expect(one.read("again/rejects/subs.csv").split("\n")[0]).toBe(rejects.split("\n")[0]);
  });

  test("are refused without it, alone and beside others", async () => {
    const one = await smallCase({ "in/subs.csv": file("3,900").replace("웹", "팩스"), "in/mapping.yaml": DAYS });
    await one.run(`plan ${RULES} --out plan in`);
    for (const exports of ["plan/rejects/subs.csv", "plan/rejects/subs.csv canonical.csv"]) {
      one.write("canonical.csv", CANONICAL);
      const { exit, message } = await one.run(`plan ${RULES} --out again ${exports}`);
      expect([exit, message]).toEqual([3, expect.stringContaining("Name that mapping with --mapping")]);
    }
  });
});

test("a header that a mapping gives is refused of Parquet, whose columns have names", async () => {
  const file = readFileSync("fixtures/inputs/parquet/exports/subs.parquet");
  const mapping =
    "mapping: m\nrecord: subscription\nheader: [a, b, c, d, e, f, g, h]\ncolumns: { subscription_id: a }\n";
  const one = await smallCase({ "in/a.parquet": file, "in/mapping.yaml": mapping });
  const { exit, message } = await one.run(`plan ${RULES} --out plan in`);
  expect([exit, message]).toEqual([3, expect.stringContaining("Leave header out of the mapping")]);
});

describe("a mapping is used by", () => {
  test("apply and verify --recompute, and a changed mapping makes a plan stale", async () => {
    const one = await story();
    await one.run(`plan ${RULES} --out plan as-is`);
    one.write("as-is/mapping.yaml", MAPPING.replace("애플: apple", "애플: google"));
    expect(await one.run("apply plan --yes")).toMatchObject({ failure: "plan-stale" });
    one.write("as-is/mapping.yaml", MAPPING);
    expect(await one.run("apply plan --yes --max-rejects 1")).toMatchObject({ exit: 0, message: "" });
    expect(await one.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
    one.write("as-is/mapping.yaml", `${MAPPING}\n# read again\n`);
    expect(await one.run("verify --recompute")).not.toMatchObject({ exit: 0 });
  });

  test("apply and verify with any delimiter, also where rejects have cells in quotes", async () => {
    for (const [delimiter, mark] of [
      [",", ","],
      [";", ";"],
      ["\\t", "\t"],
      ["|", "|"],
    ] as const) {
      const rows = [
        "번호,회원,결제수단,금액,시작일,만료일",
        "s1,u1,웹,3900,2022-10-01,2022-10-31",
        's4,u4,웹,"a, b; c|d\te",2022-10-01,x',
      ];
      const subs = rows.map((row) => row.replaceAll(/,(?=\S)/g, mark)).join("\n");
      const mapping = `${MAPPING.replace("record:", `delimiter: "${delimiter}"\nrecord:`)}`;
      const one = await smallCase({ "as-is/subs.csv": `${subs}\n`, "as-is/mapping.yaml": mapping });
      expect(await one.run(`apply ${RULES} --yes --max-rejects 1 as-is`)).toMatchObject({ exit: 0 });
      expect(await one.run("verify")).toMatchObject({ exit: 0 });
    }
  });

  test("verify --recompute only where the run used it, and not where it came later", async () => {
    const one = await story();
    await one.run(`apply ${RULES} --max-rejects 1 --yes canonical`);
    expect(await one.run("verify --recompute")).toMatchObject({ exit: 0 });
    one.write(
      "canonical/mapping.yaml",
      "mapping: m\nrecord: subscription\ncolumns: { expires_at: { through: before } }\n",
    );
    const { exit, out, message } = await one.run("verify --recompute");
    expect([exit, out + message]).toEqual([
      1,
      expect.stringContaining("canonical/mapping.yaml  lies beside an export now"),
    ]);
  });

  test("a plan that warns where an earlier run of the outage had another one, or none", async () => {
    const changed = (one: SmallCase) =>
      one.summary("plan").warnings.flatMap(({ code, about }) => (code === "mapping-changed" ? [about] : []));
    const one = await story();
    one.write("as-is/subs.csv", KOREAN.replace("s4,u4,웹,39x00,2022-10-01,2022-10-31\n", ""));
    await one.run(`apply ${RULES} --yes as-is`);
    await one.run(`plan ${RULES} --out plan as-is`);
    expect(changed(one)).toEqual([]);
    one.write("as-is/mapping.yaml", MAPPING.replace("always: emoticon-plus", "always: emoticon"));
    await one.run(`plan ${RULES} --out plan as-is`);
    expect(changed(one)).toEqual(["as-is/mapping.yaml (run 0001)"]);
    one.write("as-is/next.csv", KOREAN_TWO);
    await one.run(`plan ${RULES} --out plan as-is/next.csv`);
    expect(changed(one)).toEqual(["as-is/mapping.yaml (run 0001)"]);
    await one.run("revert 0001 --yes");
    await one.run(`plan ${RULES} --out plan as-is`);
    expect(changed(one)).toEqual([]);
    one.write("canonical/subs.csv", CANONICAL.replace("39x00", "3900"));
    await one.run(`apply ${RULES} --yes canonical`);
    one.write("canonical/subs.csv", KOREAN);
    one.write("m.yaml", MAPPING);
    await one.run(`plan ${RULES} --mapping m.yaml --out plan canonical`);
    expect(changed(one)).toEqual(["m.yaml (run 0003)"]);
    await one.run(`plan ${RULES} --mapping m.yaml --out plan as-is`);
    expect(changed(one)).toEqual([]);
  });

  test("apply --mapping, and verify --recompute finds the mapping that was named", async () => {
    const one = await smallCase({ "subs.csv": KOREAN, "m.yaml": MAPPING });
    expect(await one.run(`apply ${RULES} --mapping m.yaml --max-rejects 1 --yes subs.csv`)).toMatchObject({
      exit: 0,
      message: "",
    });
    expect(await one.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
  });

  test("explain", async () => {
    const one = await story();
    const { exit, out } = await one.run(`explain s1 ${RULES} as-is`);
    expect(exit).toBe(0);
    expect(out).toContain("2022-11-03");
  });

  test("whatif", async () => {
    const one = await story();
    one.write("other.yaml", one.read("policy.yaml").replace("extend: 3 days", "extend: 4 days"));
    const line = "whatif --policy policy.yaml --policy other.yaml --outage outage.yaml --json";
    const mapped = await one.run(`${line} as-is`);
    expect(mapped).toMatchObject({ exit: 0, message: "" });
    expect(JSON.parse(mapped.out)).toEqual(JSON.parse((await one.run(`${line} canonical`)).out));
  });

  test("control totals", async () => {
    const one = await story();
    one.write("control.csv", "file,rows,sum:price\nas-is/subs.csv,4,11700\n");
    const { message } = await one.run(`plan ${RULES} --control control.csv --out plan as-is`);
    expect(message).toContain("no number in row 4");
    one.write("as-is/subs.csv", KOREAN.replace("39x00", '"3,900"'));
    one.write("control.csv", "file,rows,sum:price\nas-is/subs.csv,4,15600\n");
    expect(await one.run(`plan ${RULES} --control control.csv --out plan as-is`)).toMatchObject({
      exit: 0,
      message: "",
    });
    expect(await one.run("apply plan --yes --control control.csv")).toMatchObject({ exit: 0, message: "" });
  });

  test("check, in a case", async () => {
    const one = await smallCase({
      "case/outage.yaml": "outage: pangyo\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n",
      "case/exports/subs.csv": KOREAN,
      "case/mapping.yaml": MAPPING,
      "case/expected/adjusted-expiry.csv": "record_id,new_value\ns1,2022-11-03\n",
      "case/expected/refund-credit.csv": "record_id,amount\ns2,378\n",
      "case/expected/unaffected.csv": "record_id,reason\n",
    });
    one.write("case/policy.yaml", one.read("policy.yaml"));
    expect(await one.run("check case --coverage")).toMatchObject({ exit: 0, message: "" });
  });
});

describe("refuses", () => {
  test("every column that a mapping names and a file lacks, of all files at once", async () => {
    const one = await story();
    one.write("as-is/more.csv", KOREAN.replace("회원", "회원명"));
    one.write("as-is/third.csv", KOREAN.replace("금액", "가격"));
    const { exit, message } = await one.run(`plan ${RULES} --out plan as-is`);
    expect(exit).toBe(3);
    expect(message).toContain('more.csv:1: there is no column "회원" for user_id');
    expect(message).toContain('third.csv:1: there is no column "금액" for price');
  });

  test("a kind that the mapping contradicts", async () => {
    const one = await story();
    expect(await one.run(`plan ${RULES} --out plan --rentals as-is/subs.csv`)).toMatchObject({ failure: "usage" });
  });

  test("a mapping that is named and describes no export, and takes one that describes some", async () => {
    const one = await story();
    const only = (match: string) =>
      `mapping: m\nexports:\n  - match: "${match}"\n    ${MAPPING.trim().split("\n").slice(1).join("\n    ")}\n`;
    one.write("m.yaml", only("subs_*.csv"));
    const { failure, message } = await one.run(`plan ${RULES} --mapping m.yaml --out plan canonical`);
    expect([failure, message]).toEqual(["usage", expect.stringContaining("no export has a name that fits match")]);
    one.write("m.yaml", only("s?bs.csv"));
    one.write("canonical/more.csv", CANONICAL.replaceAll("s1,", "s7,"));
    one.write("canonical/subs.csv", KOREAN);
    const ran = await one.run(`plan ${RULES} --mapping m.yaml --out plan canonical`);
    expect(ran).toMatchObject({ exit: 0, message: "" });
    expect(ran.said.join("\n")).toContain("read without a mapping, because no match fits: canonical/more.csv");
  });

  test("a mapping that is not there", async () => {
    const one = await story();
    expect(await one.run(`plan ${RULES} --mapping no.yaml --out plan as-is`)).toMatchObject({
      failure: "file-missing",
    });
  });
});
