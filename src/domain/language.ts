/**
 * The number of the policy language: what the same policy, outage and exports mean.
 *
 * A run remembers the number that it was decided under. It is raised whenever a record could get something else than before,
 * and then says here what changed, so that a run of an earlier number is explained instead of being called wrong.
 */

/** Raised from 1, which manifests do not name. */
export const LANGUAGE = 3;

/** The number that a manifest means which names none. */
export const FIRST_LANGUAGE = 1;

/** The changes of meaning with each number since the first, in a sentence each. */
const CHANGES: ReadonlyMap<number, readonly string[]> = new Map([
  [
    2,
    [
      "a date in next_billing_at is the first day that is not paid for, for lengths, shares, origins and new dates; only held and held-on count that day",
      "a subscription that does not renew and has no expires_at ends at next_billing_at",
      "an end at 23:59, 23:59:00 or in the last second of a day counts as the midnight that follows",
      "a share and what it is a part of are both in days where both run from midnight to midnight, else both in elapsed hours",
      "over: month is the month of the record's own window, with the hours that it really had",
      "at-least lifts what merely rounds to nothing",
      "what is worked out from a price is held to it over all layers and runs",
      "percent above 100 needs at-most",
      "a rule that changes a field of its own asks about that field",
      "a ceiling in hours is not passed by rounding up to a date",
      "a day stepped onto a date that the zone skipped goes on to the next",
      "an end that would lie in the hour that clocks show twice is written after it, where it has no offset",
      "an id or user_id that is a word for nothing is a reject",
      "currencies that ended before the outage are rejects",
      "a note that a charge moves is only given where one is made",
    ],
  ],
  [
    3,
    [
      "an amount or currency that no rule for a record's kind and service looks at cannot make its row a reject",
      "the code of a currency is read in small letters, too, and written as it came",
    ],
  ],
]);

/** The changes of meaning after a number, up to this build's. */
export function changesSince(language: number): readonly string[] {
  return [...CHANGES].filter(([number]) => number > language && number <= LANGUAGE).flatMap(([, changes]) => changes);
}
