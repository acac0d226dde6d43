/** What is in a file, in Korean. */
import type { InspectionSentences } from "./inspection.ts";

const ENCODING_KNOWN = {
  mark: "BOM으로 확인",
  proven: "모든 바이트 확인",
  declared: "지정한 인코딩",
  likely: "UTF-8이 아니며 끝까지 이 인코딩으로 읽힘",
} as const;

const DELIMITERS = { comma: "쉼표", semicolon: "세미콜론", tab: "탭", bar: "세로줄" } as const;

export const inspectionKo: InspectionSentences = {
  encoding: ({ name, known }) =>
    known === "format" ? "엑셀, Parquet 또는 JSON 파일" : `${name}(${ENCODING_KNOWN[known]})`,
  delimiter: (mark) => `구분자 ${DELIMITERS[mark]}`,
  header: (line, above) => {
    if (line === undefined) return "헤더 없음";
    return `헤더 ${line}행${above === undefined ? "" : `, 그 위에 ${above}`}`;
  },
  rows: (rows) => `${rows}행`,
  columns: (columns) => `열 ${columns}개`,
  uneven: (rows, line) => `헤더와 칸 수가 다른 행 ${rows}, 처음은 ${line}행`,
  total: (line, word, column) =>
    word === undefined
      ? `${line}행은 합계로 보입니다: 채워진 칸이 거의 없습니다`
      : `${line}행은 합계로 보입니다: ${column}에 ${word}`,
  totalsMore: (rows) => `합계로 보이는 행이 ${rows} 더 있습니다`,
  filled: (share, filled) => `${share} 채워짐(${filled})`,
  nothing: () => "비어 있음",
  distinct: (count) => `서로 다른 값 ${count}개`,
  about: (count) => `약 ${count}`,
  common: (values) => `많은 값: ${values}`,
  missing: (values) => `값 없음을 뜻하는 글자: ${values}`,
  between: (earliest, latest) => `${earliest}부터 ${latest}까지`,
  fits: (form, all) => `${all} 모두 ${form} 형식`,
  misfits: (form, cells, line, value) => `${cells}는 ${form} 형식이 아닙니다. 처음은 ${line}행: ${value}`,
  ambiguous: (forms) => `모호함: 모든 칸이 ${forms} 형식에 다 맞습니다`,
  amounts: (form) => `금액, ${form}`,
  midnights: () => "모든 시각이 00:00:00이라 날짜일 수 있습니다",
  damaged: (cells, line, value) => `스프레드시트에서 깨진 값 ${cells}, 처음은 ${line}행: ${value}`,
  widths: (fewest, most) => `${fewest}~${most}자리 숫자: 앞의 0이 사라졌을 수 있습니다`,
  unique: () => "겹치는 값 없음",
  repeats: (ids, line, value) => `두 번 이상 나오는 번호 ${ids}, 처음 다시 나온 곳은 ${line}행: ${value}`,
  meaning: (column) => `${column}일 수 있습니다`,
  masked: () => "가림",
};
