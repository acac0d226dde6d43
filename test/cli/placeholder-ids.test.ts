/** Rows whose id or user is a word for nothing are rejects, however many there are and whatever decides them. */
import { expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { RULES, smallCase } from "../support/small-case.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";
const row = (id: string, user: string) => `${id},${user},kakaopage,2022-10-14T10:00,2022-10-20T10:00`;
const numbered = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index));

test.for([["1"], ["2"]] as const)("with %s thread(s)", async ([jobs]) => {
  const made = await smallCase({
    "a.csv": `${[
      HEADER,
      ...numbered(1000, (index) => row(`r${index}`, "NULL")),
      ...numbered(1000, () => row("NULL", "u1")),
      row("(null)", "u2"),
      row("r-last", "u3"),
    ].join("\n")}\n`,
    "claims.csv": "claim_id,service,received_at,user_id\nc1,kakaopage,2022-10-15,\nc2,kakaopage,2022-10-15,none\n",
  });
  const ran = await runBinary(`plan ${RULES} --jobs ${jobs} --out plan a.csv claims.csv`, { cwd: made.folder });
  expect(ran).toMatchObject({ exit: 0, err: "" });
  const { totals, rejects } = made.summary("plan");
  expect(rejects).toEqual({ "id-placeholder": 2002 });
  expect(totals).toMatchObject({ read: 2004, compensated: 1, rejected: 2002, unaffected: 1, duplicate: 0 });
  expect(made.rows("plan/adjusted-expiry.csv").map((given) => given.get("record_id"))).toEqual(["r-last"]);
});
