/**
 * The words that systems have for the columns of an export, in Korean, English and Japanese, and what each of them means.
 *
 * A name is told from others by its letters and digits alone: `User ID`, `user_id` and `userId` are one name. A word is a guess, which
 * somebody confirms; only a column's canonical name is sure.
 */
import { COLUMNS, canonicalColumns, RECORD_KINDS, type RecordKind, timeRoleOf } from "./record.ts";

/** By canonical column. */
const WORDS: { readonly [column: string]: readonly string[] } = {
  subscription_id: [
    ...["구독번호", "구독id", "구독아이디", "정기결제번호", "가입번호", "이용권번호", "계약번호"],
    ...["subscription", "subscriptionno", "subscriptionnumber", "subid", "subno", "membershipid", "contractid"],
    ...["契約番号", "購読番号"],
  ],
  rental_id: ["대여번호", "대여id", "렌탈번호", "이용번호", "rental", "rentalno", "rentalnumber", "rentid"],
  coupon_id: [
    ...["쿠폰번호", "쿠폰id", "쿠폰코드", "상품권번호", "기프티콘번호"],
    ...["coupon", "couponno", "couponnumber", "couponcode", "voucherid", "giftid"],
  ],
  claim_id: [
    ...["문의번호", "접수번호", "민원번호", "신청번호", "피해접수번호", "클레임번호"],
    ...["claim", "claimno", "claimnumber", "ticketid", "ticketno", "caseid"],
  ],
  user_id: [
    ...[
      "회원번호",
      "회원id",
      "회원아이디",
      "회원",
      "고객번호",
      "고객id",
      "고객",
      "사용자번호",
      "사용자id",
      "사용자",
      "아이디",
    ],
    ...["user", "userno", "usernumber", "member", "memberid", "memberno", "customer", "customerid", "customerno"],
    ...["client", "clientid", "clientno"],
    ...["account", "accountid", "uid", "会員番号", "会員id", "顧客番号", "お客様番号"],
  ],
  service: [
    "서비스",
    "서비스명",
    "상품",
    "상품명",
    "서비스코드",
    "servicename",
    "servicecode",
    "product",
    "productname",
    "サービス",
    "サービス名",
    "商品名",
  ],
  plan: ["요금제", "플랜", "상품종류", "이용권", "planname", "tier"],
  item_id: ["작품번호", "상품번호", "콘텐츠번호", "컨텐츠번호", "회차", "item", "itemno", "contentid", "episodeid"],
  channel: [
    "결제수단",
    "결제채널",
    "채널",
    "가입경로",
    "결제경로",
    "구매경로",
    "paymentmethod",
    "store",
    "platform",
    "支払方法",
    "決済方法",
  ],
  status: ["상태", "구독상태", "이용상태", "state", "subscriptionstatus", "状態", "ステータス"],
  price: [
    "금액",
    "결제금액",
    "가격",
    "요금",
    "이용료",
    "월요금",
    "월금액",
    "fee",
    "cost",
    "priceamount",
    "金額",
    "料金",
    "価格",
  ],
  amount: ["액면가", "쿠폰금액", "할인금액", "facevalue", "couponamount"],
  remaining: ["잔액", "남은금액", "balance", "remainder"],
  loss_amount: ["피해금액", "손해액", "손실액", "피해액", "loss"],
  currency: ["통화", "화폐", "통화코드", "currencycode", "cur", "通貨"],
  started_at: [
    ...[
      "시작일",
      "시작일시",
      "시작일자",
      "시작",
      "개시일",
      "이용시작일",
      "구독시작일",
      "가입일",
      "가입일시",
      "대여일",
      "대여일시",
    ],
    ...[
      "start",
      "startdate",
      "startat",
      "startsat",
      "starttime",
      "begin",
      "begindate",
      "from",
      "startedon",
      "createdat",
    ],
    ...["開始日", "開始日時", "契約開始日"],
  ],
  expires_at: [
    ...[
      "만료일",
      "만료일시",
      "만료일자",
      "만료",
      "종료일",
      "종료일시",
      "종료일자",
      "종료",
      "이용종료일",
      "유효기간",
      "유효기한",
      "반납일",
    ],
    ...[
      "expiry",
      "expires",
      "expire",
      "expirydate",
      "expiredate",
      "expiresat",
      "expireat",
      "expireson",
      "end",
      "enddate",
    ],
    ...["endat", "endsat", "endedat", "endtime", "until", "validuntil", "validto"],
    ...["終了日", "終了日時", "有効期限", "満了日"],
  ],
  next_billing_at: [
    ...["다음결제일", "다음결제일시", "다음결제", "차기결제일", "결제예정일", "다음청구일", "갱신일"],
    ...["nextbilling", "nextbillingdate", "nextbill", "nextcharge", "nextchargedate", "nextpayment", "renewalat"],
    ...["renewaldate", "renewsat", "次回請求日", "次回決済日"],
  ],
  auto_renew: [
    "자동결제",
    "자동갱신",
    "자동연장",
    "자동결제여부",
    "정기결제",
    "autorenewal",
    "renew",
    "renews",
    "autorenews",
    "自動更新",
  ],
  received_at: [
    "접수일",
    "접수일시",
    "접수일자",
    "문의일시",
    "신청일",
    "신청일시",
    "received",
    "receiveddate",
    "submittedat",
  ],
  type: ["종류", "쿠폰종류", "유형", "coupontype"],
  category: ["분류", "문의유형", "문의종류", "피해유형"],
  email: ["이메일", "메일", "이메일주소", "emailaddress", "mail", "メールアドレス"],
  phone: [
    "전화",
    "전화번호",
    "휴대폰",
    "휴대폰번호",
    "연락처",
    "핸드폰",
    "mobile",
    "phonenumber",
    "tel",
    "telephone",
    "電話番号",
  ],
  title: ["제목", "subject"],
  body: ["내용", "본문", "문의내용", "message", "content"],
  decision: ["판정", "처리결과", "결과"],
};

/** Words of columns that are about people and are none of ours. */
const PEOPLE =
  /이름|성명|성함|(?:고객|회원|사용자|구매자|수신자|예금주|입금자)명|주소|생년|주민|계좌|카드번호|닉네임|담당자|예금주|氏名|名前|住所|^name$|(?:user|full|first|last|nick|customer|member|holder)name|address|birth|ssn|passport|iban|^ip(?:address)?$|cardno|cardnumber/;

/** Ours whose values are masked, or say what somebody wrote. */
const PERSONAL: ReadonlySet<string> = new Set(["user_id", "email", "phone", "title", "body"]);

export interface NamedColumn {
  readonly column: string;
  /** Whether the name is ours, or a word that means the same. */
  readonly known: "name" | "word";
}

/** Which of our columns a name means; undefined where no word says it. */
export function columnNamed(name: string): NamedColumn | undefined {
  if (CANONICAL.has(name)) return { column: name, known: "name" };
  const column = BY_LETTERS.get(lettersOf(name));
  return column === undefined ? undefined : { column, known: "word" };
}

/** Whether a column of the name holds what is masked: ids of users, ways to reach people, what people wrote. */
export function isAboutPeople(name: string): boolean {
  const meant = columnNamed(name)?.column;
  return (meant !== undefined && PERSONAL.has(meant)) || PEOPLE.test(lettersOf(name));
}

/** The kind of the records whose id a canonical column is. */
export function kindOfId(column: string): RecordKind | undefined {
  return RECORD_KINDS.find((kind) => COLUMNS[kind].id === column);
}

/** Whether a canonical column holds times. */
export function isTimeColumn(column: string): boolean {
  return RECORD_KINDS.some((kind) => timeRoleOf(kind, column) !== undefined);
}

/** Blanks and marks are no part of a name, and neither is what stands in parentheses, such as a unit. */
function lettersOf(name: string): string {
  return name
    .normalize("NFC")
    .replaceAll(/[([（［].*?[)\]）］]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

const CANONICAL: ReadonlySet<string> = new Set(RECORD_KINDS.flatMap(canonicalColumns));

const BY_LETTERS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(WORDS).flatMap(([column, words]) => words.map((word) => [word, column] as const)),
  ...[...CANONICAL].map((column) => [column.replaceAll("_", ""), column] as const),
]);
