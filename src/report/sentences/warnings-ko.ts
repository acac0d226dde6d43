/** The warnings of a plan, in Korean. */
import { quoted } from "../../domain/failure.ts";
import { grouped, type Warning, type WarningCode, type WarningExample } from "../summary.ts";
import { columnName, withParticle } from "./korean.ts";

const TEXTS: { readonly [code in WarningCode]: (warning: Warning) => string } = {
  "dead-on-arrival": ({ records }) =>
    `${grouped(records)}건은 새 만료일을 받아도 이미 지난 뒤라 쓸 수 없습니다. from: latest처럼 더 늦은 시점부터 계산하세요`,
  "clock-change": ({ records }) =>
    `새 만료일 ${grouped(records)}건이 시계가 바뀌어 두 번 있는 시각에 걸려 그 뒤로 옮겼습니다. 정확히 하려면 시각에 UTC 오프셋(+09:00 등)을 붙여 내보내세요`,
  "moves-charge": ({ records }) => `구독 ${grouped(records)}건의 다음 결제일이 미뤄집니다. 해당 회원에게 알려 주세요`,
  "always-capped": ({ records }) =>
    `보상 ${grouped(records)}건이 모두 한도에 걸려 규칙에 적힌 만큼 받는 회원이 없습니다. 약속한 한도가 맞는지 확인하세요`,
  "rule-unused": () => "이 규칙으로 보상받는 건이 없습니다. 더 넓은 규칙보다 뒤에 있거나, 없는 값을 적었을 수 있습니다",
  "rule-matches-all": ({ records }) =>
    `같은 종류의 ${grouped(records)}건이 빠짐없이 이 규칙으로 보상받습니다. 빠뜨린 조건이 없는지 확인하세요`,
  "service-unnamed": () => "자료에는 있지만 적용할 규칙이 없는 서비스입니다. 보상해야 한다면 규칙을 추가하세요",
  "no-final-newline": () => "마지막 줄에 줄바꿈이 없어 파일이 중간에 잘렸을 수 있습니다. 끝까지 내보냈는지 확인하세요",
  "rows-skipped": ({ records }) => `매핑에 보상할 건이 아니라고 적힌 ${grouped(records)}행은 제외했습니다`,
  "unread-fault": ({ records, example }) =>
    `${withParticle(columnName(example?.column ?? ""), "을", "를")} 읽을 수 없는 행이 ${grouped(records)}개 있습니다${firstText(example)}. 이 서비스의 규칙이 쓰지 않는 값이라 그대로 처리했습니다`,
  "id-damaged": ({ records, example }) =>
    `스프레드시트를 거치며 ${withParticle(columnName(example?.column ?? ""), "이", "가")} 바뀐 행이 ${grouped(records)}개 있습니다${firstText(example)}. 서로 다른 번호가 같아졌을 수 있으니 텍스트 형식으로 다시 내보내세요`,
  "mapping-changed": () =>
    "이 회차는 같은 장애의 자료를 다른 매핑으로 읽었습니다. 번호나 서비스가 달라진 건은 또 지급됩니다",
  "id-numeric": ({ records, example }) =>
    `통합 문서에 ${withParticle(columnName(example?.column ?? ""), "이", "가")} 숫자로 저장된 행이 ${grouped(records)}개 있습니다${firstText(example)}. 숫자에는 앞자리 0과 16번째 자리부터의 값이 남지 않으니 번호가 온전한지 확인하세요`,
};

/** `melon-web (melon): 구독 4건의 다음 결제일이 미뤄집니다. 해당 회원에게 알려 주세요`. */
export function warningKo(warning: Warning): string {
  return `${warning.about}: ${TEXTS[warning.code](warning)}`;
}

/** `(처음: 12번째 줄 "4,900", price-invalid)`. */
function firstText(example: WarningExample | undefined): string {
  if (example === undefined) return "";
  const { line, value, fault } = example;
  return `(처음: ${grouped(line)}번째 줄 ${quoted(value)}${fault === undefined ? "" : `, ${fault}`})`;
}
