/** What a rule that applies comes to. */

import type { Give } from "../language.ts";
import type { Case, Given } from "./case.ts";
import { extend, move, renew, restore } from "./ends.ts";
import { credit, grant } from "./pay.ts";

/** The benefit, or the reason for none. */
export function give(benefit: Give, all: Case): Given | string {
  if (benefit === "nothing") return "excluded";
  if ("extend" in benefit)
    return extend(typeof benefit.extend === "string" ? { by: benefit.extend } : benefit.extend, all);
  if ("move" in benefit) return move(typeof benefit.move === "string" ? { to: benefit.move } : benefit.move, all);
  if ("reissue" in benefit) return renew("reissue", benefit.reissue, all);
  if ("restore" in benefit) return restore(benefit.restore, all);
  if ("grant" in benefit) return grant(benefit.grant, all);
  if ("credit" in benefit) return credit(benefit.credit, all);
  return { review: ["asked-for"] };
}
