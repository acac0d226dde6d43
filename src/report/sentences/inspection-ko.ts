/** What is in a file, in Korean. */
import type { InspectionSentences } from "./inspection.ts";

const ENCODING_KNOWN = {
  mark: "BOM으로 확인",
  proven: "모든 바이트 확인",
  declared: "지정한 인코딩",
  likely: "UTF-8이 아니며 끝까지 이 인코딩으로 읽힘",
} as const;

const DELIMITERS = { comma: "쉼표", semicolon: "세미콜론", tab: "탭", bar: "세로줄" } as const;

const FORMATS = {
  workbook: "엑셀 통합 문서",
  parquet: "Parquet 파일",
  "json-lines": "JSON 줄 파일(JSON Lines)",
} as const;

export const inspectionKo: InspectionSentences = {
  encoding: ({ name, known, format = "workbook" }) =>
    known === "format" ? FORMATS[format] : `${name}(${ENCODING_KNOWN[known]})`,
  delimiter: (mark) => `구분자는 ${DELIMITERS[mark]}`,
  dialect: (dialect) => {
    if (dialect.quote === "standard") return "역슬래시는 이스케이프 문자(추정: 이렇게 읽어야 모든 행의 칸 수가 같음)";
    const escaped = dialect.escape === undefined ? "" : ", 역슬래시는 이스케이프 문자";
    return `따옴표는 보통 글자${escaped}(추정: 이렇게 읽어야 모든 행의 칸 수가 같음)`;
  },
  header: (line, above) => {
    if (line === undefined) return "헤더 없음";
    return `헤더는 ${line}번째 줄${above === undefined ? "" : `(위에 ${above})`}`;
  },
  rows: (rows) => `행 ${rows}개`,
  columns: (columns) => `열 ${columns}개`,
  uneven: (rows, line) => `${rows}의 칸 수가 헤더와 다름(처음: ${line}번째 줄)`,
  total: (line, word, column) =>
    word === undefined
      ? `${line}번째 줄은 합계로 보임: 채워진 칸이 거의 없음`
      : `${line}번째 줄은 합계로 보임: ${column} 열에 ${word}`,
  totalsMore: (rows) => `합계로 보이는 ${rows}가 더 있음`,
  filled: (share, filled) => `${share} 채워짐(${filled}개)`,
  nothing: () => "비어 있음",
  distinct: (count) => `서로 다른 값 ${count}개`,
  about: (count) => `약 ${count}`,
  common: (values) => `자주 나오는 값: ${values}`,
  missing: (values) => `빈 값을 뜻하는 글자: ${values}`,
  between: (earliest, latest) => `${earliest}부터 ${latest}까지`,
  fits: (form, all) => `${all}개 모두 ${form} 형식`,
  misfits: (form, cells, line, value) => `${cells}개는 ${form} 형식이 아님(처음: ${line}번째 줄, ${value})`,
  ambiguous: (forms) => `모호함: 모든 값이 ${forms} 중 어느 형식으로도 읽힘`,
  amounts: (form) => `금액, ${form}`,
  midnights: () => "모든 시각이 00:00:00이라 날짜일 수 있음",
  damaged: (cells, line, value) => `스프레드시트를 거치며 손상된 값 ${cells}개(처음: ${line}번째 줄, ${value})`,
  widths: (fewest, most) => `${fewest}~${most}자리 숫자: 앞의 0이 사라졌을 수 있음`,
  unique: () => "겹치는 값 없음",
  repeats: (ids, line, value) => `두 번 이상 나오는 번호 ${ids}개(처음 겹친 곳: ${line}번째 줄, ${value})`,
  meaning: (column) => `${column} 열로 추정`,
  masked: () => "가림",
};
