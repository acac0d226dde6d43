/** Words of cells, in Korean, English and Japanese, that mean a word which policies and exports of ours have. Guesses, which somebody confirms. */

const WORDS: { readonly [column: string]: { readonly [word: string]: readonly string[] } } = {
  channel: {
    web: ["웹", "홈페이지", "웹결제", "ウェブ"],
    app: ["앱", "인앱", "모바일"],
    apple: ["애플", "앱스토어", "앱 스토어", "app store", "appstore", "apple app store", "ios", "itunes", "アップル"],
    google: [
      "구글",
      "구글플레이",
      "구글 플레이",
      "플레이스토어",
      "google play",
      "play store",
      "googleplay",
      "android",
      "グーグル",
    ],
  },
  auto_renew: {
    true: ["사용", "사용중", "예", "네", "자동결제", "등록", "on", "○", "o", "はい"],
    false: ["미사용", "해지", "아니오", "아니요", "미등록", "off", "×", "x", "いいえ"],
  },
  status: {
    active: ["이용중", "사용중", "구독중", "정상", "활성", "有効"],
    cancelled: ["해지", "해지됨", "취소", "취소됨", "구독취소", "解約", "解約済み"],
    refunded: ["환불", "환불됨", "환불완료", "返金済み"],
    expired: ["만료", "만료됨", "종료"],
    paused: ["일시정지", "정지", "휴면"],
  },
};

/** The word that a cell of a canonical column may mean; undefined for a word that is not known, or is ours already. */
export function wordMeant(column: string, text: string): string | undefined {
  const words = Object.entries(WORDS[column] ?? {});
  const plain = text.trim().toLowerCase();
  return words.find(([word, others]) => word !== text && others.includes(plain))?.[0];
}

/** The currency that a mark beside amounts stands for alone; a dollar is of many countries. */
export function currencyMeant(mark: string): string | undefined {
  return MARKS.get(mark);
}

const MARKS: ReadonlyMap<string, string> = new Map([
  ["₩", "KRW"],
  ["￦", "KRW"],
  ["원", "KRW"],
  ["KRW", "KRW"],
  ["円", "JPY"],
  ["JPY", "JPY"],
  ["€", "EUR"],
  ["EUR", "EUR"],
  ["£", "GBP"],
  ["US$", "USD"],
  ["USD", "USD"],
]);
