/**
 * Which time zone was probably meant by a text that names none.
 *
 * An abbreviation says which clock is shown, not when clocks change, and most stand for several places: `IST` is India,
 * Ireland and Israel. The platform takes some of them as old names of zones that are far from what people mean, such as
 * `BST` for Dhaka.
 */
import { didYouMean } from "../domain/suggest.ts";

/** Zones by the names that people use for them, the likeliest first. */
const CALLED: { readonly [zone: string]: string } = {
  UTC: "Z",
  "Asia/Seoul": "KST KDT",
  "Asia/Tokyo": "JST JDT",
  "Europe/London": "BST",
  "Asia/Kolkata": "IST",
  "Europe/Dublin": "IST",
  "Asia/Jerusalem": "IST IDT",
  "America/New_York": "EDT ET",
  "America/Chicago": "CST CDT CT",
  "Asia/Shanghai": "CST CTT",
  "Asia/Taipei": "CST",
  "America/Denver": "MDT MT",
  "America/Los_Angeles": "PST PDT PT",
  "America/Anchorage": "AKST AKDT",
  "America/Adak": "HDT",
  "America/Halifax": "AST ADT",
  "Asia/Riyadh": "AST",
  "America/St_Johns": "NST NDT CNT",
  "America/Phoenix": "PNT",
  "America/Puerto_Rico": "PRT",
  "America/Indiana/Indianapolis": "IET",
  "America/Sao_Paulo": "BRT BET",
  "America/Argentina/Buenos_Aires": "ART AGT",
  "America/Santiago": "CLT CLST",
  "America/Bogota": "COT",
  "America/Lima": "PET",
  "America/Guayaquil": "ECT",
  "Europe/Berlin": "CEST",
  "Europe/Paris": "CEST ECT",
  "Europe/Lisbon": "WEST",
  "Europe/Athens": "EEST",
  "Europe/Helsinki": "EEST",
  "Europe/Kyiv": "EEST",
  "Europe/Istanbul": "TRT",
  "Europe/Moscow": "MSK MSD",
  "Africa/Johannesburg": "SAST",
  "Africa/Maputo": "CAT",
  "Africa/Nairobi": "EAT",
  "Africa/Lagos": "WAT",
  "Asia/Dubai": "GST",
  "Asia/Tehran": "IRST",
  "Asia/Yerevan": "NET AMT",
  "Asia/Karachi": "PKT PLT",
  "Asia/Tashkent": "UZT",
  "Asia/Kathmandu": "NPT",
  "Asia/Dhaka": "BDT",
  "Asia/Bangkok": "ICT",
  "Asia/Ho_Chi_Minh": "ICT VST",
  "Asia/Jakarta": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
  "Asia/Singapore": "SGT SST",
  "Asia/Kuala_Lumpur": "MYT",
  "Asia/Hong_Kong": "HKT",
  "Asia/Manila": "PHT PHST",
  "Australia/Sydney": "AEST AEDT AET",
  "Australia/Brisbane": "AEST",
  "Australia/Adelaide": "ACST ACDT ACT",
  "Australia/Darwin": "ACST ACT",
  "Australia/Perth": "AWST",
  "Pacific/Auckland": "NZST NZDT",
  "Pacific/Guadalcanal": "SBT",
  "Pacific/Pago_Pago": "SST",
  "Pacific/Apia": "MIT",
};

/** `; write Asia/Seoul`, `; did you mean "Asia/Seoul"?`, or nothing when nothing is near. @param names of all zones. */
export function likelyZones(word: string, names: readonly string[]): string {
  const called = zonesCalled(word.toUpperCase());
  if (called.length > 0) return `; write ${orList(called)}`;
  const offset = OFFSET.exec(word);
  if (offset !== null) return `; ${offsetHint(offset)}`;
  const city = names.find((name) => lastPart(name) === word.toLowerCase().replaceAll(" ", "_"));
  return didYouMean(city ?? word, names);
}

function zonesCalled(word: string): readonly string[] {
  return Object.keys(CALLED).filter((zone) => CALLED[zone]?.split(" ").includes(word));
}

function orList(zones: readonly string[]): string {
  const rest = zones.slice(0, -1).join(", ");
  return rest === "" ? zones.join() : `${rest} or ${zones.at(-1)}`;
}

const OFFSET = /^(?:UTC|GMT)?\s*([+-])(\d\d?)(?::?(\d\d))?$/i;

/** Zones of whole hours have names of their own, with the sign turned around: `Etc/GMT-9` is east of Greenwich. */
function offsetHint([, sign, hours, minutes = "00"]: RegExpExecArray): string {
  const place = "an offset does not say when clocks change, so write the name of a place, such as Asia/Seoul";
  const count = Number(hours);
  if (minutes !== "00" || count > (sign === "+" ? 14 : 12)) return place;
  if (count === 0) return "write UTC";
  return `${place}, or Etc/GMT${sign === "+" ? "-" : "+"}${count} for always ${sign}${String(count).padStart(2, "0")}:00`;
}

/** `seoul` of `Asia/Seoul`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).toLowerCase();
}
