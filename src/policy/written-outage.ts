/** An outage file as it is written. */
import { z } from "zod";
import { scalar } from "./scalar.ts";

const interval = scalar(
  "From and to with a slash between: `2022-10-15T15:30/2022-10-20T23:00`; wall time in the zone unless it has an offset.",
);

const limitedInterval = z.strictObject({
  window: interval,
  where: z
    .record(z.string(), z.union([scalar("A value."), z.array(scalar("A value.")).min(1)]))
    .describe("Only for records with these column values.")
    .optional(),
});

const windows = z.union([interval, limitedInterval, z.array(z.union([interval, limitedInterval])).min(1)]);

export const writtenOutage = z
  .strictObject({
    outage: scalar("The outage's id; gifts are named after it, so it never changes."),
    title: scalar("What happened, for the report.").optional(),
    zone: scalar("IANA time zone of the times below."),
    window: windows.describe("When every service not listed below was down.").optional(),
    services: z.record(z.string(), windows).describe("Services with windows of their own.").optional(),
    exclude: z.array(interval).describe("Intervals taken out again, such as announced maintenance.").optional(),
    source: scalar("Where this was announced.").optional(),
  })
  .describe("One outage: when which service was down.");

export type WrittenOutage = z.infer<typeof writtenOutage>;
export type WrittenWindows = z.infer<typeof windows>;
