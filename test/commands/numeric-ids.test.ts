/** Ids and users that are numbers in a workbook: read as they are, and told in every plan. */
import { describe, expect, test } from "vitest";
import { RULES, rowText, type SmallCase, smallCase } from "../support/small-case.ts";
import { workbookOf } from "../support/workbook.ts";

const COLUMNS = ["subscription_id", "user_id", "service", "channel", "started_at", "expires_at"];
const PERIOD = ["emoticon-plus", "web", "2022-10-01", "2022-10-31"];

/** A number stands for a cell with a number, a text for one with a text. */
type Cell = string | number;

async function workbook(...rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  const lines = rows.map((row, index) =>
    row.map((cell, column) => cellOf(cell, `${"ABCDEFG"[column]}${index + 1}`)).join(""),
  );
  return new Uint8Array(await (await workbookOf({ rows: lines })).arrayBuffer());
}

function cellOf(cell: Cell, place: string): string {
  return typeof cell === "number"
    ? `<c r="${place}"><v>${cell}</v></c>`
    : `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
}

function numeric(one: SmallCase, plan: string): readonly unknown[] {
  return one.summary(plan).warnings.filter(({ code }) => code === "id-numeric");
}

describe("a plan over a workbook", () => {
  test("warns of ids and users that are numbers, each with their number and the first of them", async () => {
    const one = await smallCase({
      "in/subs.xlsx": await workbook(
        COLUMNS,
        ["00123", 1004821, ...PERIOD],
        [1001, "u-2", ...PERIOD],
        [1002, 1004822, ...PERIOD],
        ["", 1004823, ...PERIOD],
      ),
    });
    expect(await one.run(`plan ${RULES} --out plan in`)).toMatchObject({ message: "" });
    expect(numeric(one, "plan")).toEqual([
      {
        code: "id-numeric",
        about: "subs.xlsx",
        records: 3,
        example: { line: 2, column: "user_id", value: "••••21" },
      },
      {
        code: "id-numeric",
        about: "subs.xlsx",
        records: 2,
        example: { line: 3, column: "subscription_id", value: "1001" },
      },
    ]);
    expect(one.rows("plan/adjusted-expiry.csv").map(rowText)).toEqual(
      ["00123", "1001", "1002"].map((id) => `${id} 2022-10-31 -> 2022-11-03`),
    );
    expect(one.read("plan/summary.md")).toContain(
      "a subscription\\_id that is a number in the workbook, first in line 3",
    );
    expect(JSON.parse(one.read("plan/manifest.json")).warnings).toEqual(one.summary("plan").warnings);
  });

  test("does not where all ids are texts, and numbers are elsewhere", async () => {
    const one = await smallCase({
      "in/subs.xlsx": await workbook([...COLUMNS, "price"], ["00123", "48", ...PERIOD, 3900]),
    });
    await one.run(`plan ${RULES} --out plan in`);
    expect(numeric(one, "plan")).toEqual([]);
  });

  test("tells of the columns of the mapping, which rejects none of them where ids are strict", async () => {
    const mapping = `
mapping: m
record: subscription
ids: strict
header: [회원, 번호, 서비스, 경로, 시작, 끝]
before-header: 1
columns:
  subscription_id: 번호
  user_id: 회원
  service: 서비스
  channel: 경로
  started_at: 시작
  expires_at: 끝
`;
    const one = await smallCase({
      "in/subs.xlsx": await workbook(["2022년"], ["u1", 1001, ...PERIOD], ["u2", 1002, ...PERIOD]),
      "in/mapping.yaml": mapping,
    });
    expect(await one.run(`plan ${RULES} --out plan in`)).toMatchObject({ exit: 0, message: "" });
    expect(numeric(one, "plan")).toEqual([
      {
        code: "id-numeric",
        about: "subs.xlsx",
        records: 2,
        example: { line: 2, column: "subscription_id", value: "1001" },
      },
    ]);
    const rows = one.rows("plan/adjusted-expiry.csv");
    expect(rows.map((row) => `${row.get("line")} ${rowText(row)}`)).toEqual([
      "2 1001 2022-10-31 -> 2022-11-03",
      "3 1002 2022-10-31 -> 2022-11-03",
    ]);
  });

  test("reads the first row of a sheet without a header as wide as the mapping's header, also where its last cell is empty", async () => {
    const mapping = `
mapping: m
record: subscription
header: [subscription_id, user_id, service, channel, expires_at, plan]
columns: {}
`;
    const cells = ["emoticon-plus", "web", "2022-10-31"];
    const one = await smallCase({
      "in/subs.xlsx": await workbook(["s1", "u1", ...cells], ["s2", "u2", ...cells, "basic"]),
      "in/mapping.yaml": mapping.replace("columns: {}\n", "columns: { started_at: { always: 2022-10-01 } }\n"),
    });
    expect(await one.run(`plan ${RULES} --out plan in`)).toMatchObject({ exit: 0, message: "" });
    expect(one.rows("plan/adjusted-expiry.csv").map((row) => `${row.get("line")} ${rowText(row)}`)).toEqual([
      "1 s1 2022-10-31 -> 2022-11-03",
      "2 s2 2022-10-31 -> 2022-11-03",
    ]);
  });
});
