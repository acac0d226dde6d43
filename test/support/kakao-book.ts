/** A book of one run, made from the whole Kakao story: every kind of row, rejects in two files, money in five units. */
import { resolve } from "node:path";
import { type SmallCase, smallCase } from "./small-case.ts";

export const KAKAO = resolve("fixtures/kakao-2022");

export async function kakaoBook(): Promise<SmallCase> {
  const story = await smallCase({
    "more/bad.csv": "rental_id,user_id,service,status,started_at,expires_at\nX-1,u-1,kakaopage,,soon,2022-10-30\n",
    "more/worse.tsv": 'rental_id\tuser_id\tservice\tstatus\tstarted_at\texpires_at\nX-2\t"u\n2"\tkakaopage\t\t\tlate\n',
  });
  const rules = `--outage ${KAKAO}/outage.yaml --policy ${KAKAO}/policy.yaml --as-of 2022-10-21T11:00:00+09:00`;
  const ran = await story.run(`apply ${rules} --max-rejects 100% --yes ${KAKAO}/exports more`);
  if (ran.exit !== 0) throw new Error(ran.message);
  return story;
}
