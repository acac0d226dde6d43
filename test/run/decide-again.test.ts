/** A row that is decided again without a layer is read from the same bytes, however its cells are written. */
import { expect, test } from "vitest";
import { RULES, smallCase } from "../support/small-case.ts";

const POLICY = `policy: twice
revision: "1"
zone: Asia/Seoul
limits:
  - { per: user, layer: first, records: 1 }
layers:
  - layer: first
    rules:
      - rule: three-days
        for: { record: rental, service: kakaopage }
        give: { extend: 3 days }
  - layer: second
    rules:
      - rule: one-day
        for: { record: rental, service: kakaopage }
        give: { extend: 1 day }
`;

const ROWS = {
  plain:
    "note,rental_id,user_id,service,started_at,expires_at,last\n,r-1,u,kakaopage,2022-10-01,2022-11-01,\n,r-2,u,kakaopage,2022-10-01,2022-11-01,\n",
  "quoted at both ends":
    'note,rental_id,user_id,service,started_at,expires_at,last\n"a","r-1",u,kakaopage,2022-10-01,2022-11-01,"b"\n"","r-2","u","kakaopage",2022-10-01,"2022-11-01","c"\n',
  "with quotes, line feeds and delimiters in cells":
    'note,rental_id,user_id,service,started_at,expires_at,last\nx,r-1,u,kakaopage,2022-10-01,2022-11-01,y\n"1\n""2"",","r-2",u,kakaopage,2022-10-01,2022-11-01,"""\n"\n',
  "with semicolons and CRLF":
    "note;rental_id;user_id;service;started_at;expires_at;last\r\n메모;r-1;u;kakaopage;2022-10-01;2022-11-01;끝\r\n메모;r-2;u;kakaopage;2022-10-01;2022-11-01;끝\r\n",
};

test.for(Object.entries(ROWS))("%s", async ([, rows]) => {
  const story = await smallCase({ "policy.yaml": POLICY, "rentals.csv": rows });
  expect(await story.run(`plan ${RULES} --out plan rentals.csv`)).toMatchObject({ exit: 0, message: "" });
  const ends = story.rows("plan/adjusted-expiry.csv").map((row) => [row.get("record_id"), row.get("new_value")]);
  expect(ends).toEqual([
    ["r-1", "2022-11-04"],
    ["r-1", "2022-11-05"],
    ["r-2", "2022-11-02"],
  ]);
});
