/** An outage file, or a window given on the command line, understood. */

import { type Problem, quoted } from "../domain/failure.ts";
import type { Outage, ServiceWindow } from "../domain/outage.ts";
import { findNearest } from "../domain/suggest.ts";
import { openZone, type Zone } from "../domain/zone.ts";
import { complaintsAbout } from "./complaints.ts";
import { type Document, readDocument } from "./document.ts";
import { otherFile } from "./other-file.ts";
import { type Complain, type Path, refuse } from "./problem.ts";
import { isOutageProse } from "./prose.ts";
import { shapeOf } from "./shape.ts";
import { readInterval, readName, readZone } from "./terms.ts";
import { type WrittenOutage, type WrittenWindows, writtenOutage } from "./written-outage.ts";

/** @see readOutageFile */
export function readOutage(text: string, file: string, named: readonly string[] = []): Outage {
  return readOutageFile(text, file, named).outage;
}

export interface OutageFile {
  readonly outage: Outage;
  /** The place of a path in the file. */
  readonly placeAt: Document["placeAt"];
}

/**
 * @param named services that the policy names: a listed service that is nearly one of them is a slip of the pen, and would
 * silently get the general window.
 * @throws Failure `policy-invalid` with every problem.
 */
export function readOutageFile(text: string, file: string, named: readonly string[] = []): OutageFile {
  const document = readDocument(text, file, isOutageProse);
  if ("length" in document) return refuse(document);
  const other = otherFile(document, "outage");
  if (other !== undefined) return refuse([other]);
  const complaints = complaintsAbout(document);
  const { problems, complain } = complaints;
  const written = shapeOf(writtenOutage, document.value, complaints);
  const read = understand(written, complain);
  for (const service of Object.keys(written.services ?? {})) {
    const near = named.includes(service) ? undefined : findNearest(service, named, 1 / 6);
    if (near === undefined) continue;
    const other = `If it is another service, say what it gets, such as give: nothing`;
    complain(
      ["services", service],
      `no rule names the service ${quoted(service)}; did you mean ${quoted(near)}? ${other}`,
      "key",
    );
  }
  return problems.length > 0 ? refuse(problems) : { outage: read, placeAt: document.placeAt };
}

export interface ShortOutage {
  readonly window: string;
  /** The outage's id; the window itself unless given. */
  readonly id: string | undefined;
  readonly zone: string;
}

/** Whether an `--outage` argument is the window itself rather than a file. */
export function isInterval(argument: string): boolean {
  return /^\d{4}-\d\d-\d\d[^/]*\/\d{4}-\d\d-\d\d[^/]*$/.test(argument);
}

/** @throws Failure `policy-invalid` when the window cannot be understood, or has no offsets and no zone is known. */
export function readShortOutage({ window, id, zone }: ShortOutage): Outage {
  const problems: Problem[] = [];
  const complain: Complain = (path, message) => {
    problems.push({ place: { file: `--${path.join("")}` }, line: undefined, message });
    return undefined;
  };
  const opened = readZone(zone, ["zone"], complain);
  const interval = opened && readInterval(window, ["outage"], complain, opened);
  const name = id === undefined ? window : readName(id, ["outage-id"], complain);
  if (interval === undefined || name === undefined) return refuse(problems);
  return {
    id: name,
    title: undefined,
    zone,
    source: undefined,
    general: [interval],
    services: new Map(),
    excluded: [],
  };
}

/** The outage as far as it can be understood; it is one only where nothing was complained about. */
function understand(written: WrittenOutage, complain: Complain): Outage {
  readName(written.outage, ["outage"], complain);
  // With a zone that does not exist, any other zone serves to find the other faults.
  const zone = readZone(written.zone, ["zone"], complain) ?? openZone("UTC");
  if (written.window === undefined && written.services === undefined)
    complain([], "the outage has no window; write window: or services:", "lack");
  const context: WindowContext = { zone, complain };
  const general = written.window === undefined ? [] : readWindows(written.window, ["window"], context);
  for (const path of dependentEntries(written.window)) {
    complain(path, "only the window of a service can depend on a column; list the service");
  }
  const services = new Map(
    Object.entries(written.services ?? {}).map(([service, windows]) => [
      service,
      readWindows(windows, ["services", service], context),
    ]),
  );
  const excluded = (written.exclude ?? []).map((text, index) => readInterval(text, ["exclude", index], complain, zone));
  return {
    id: written.outage,
    title: written.title,
    zone: zone.name,
    source: written.source,
    general: general.map(({ interval }) => interval),
    services,
    excluded: excluded.filter((interval) => interval !== undefined),
  };
}

/** Where the general window depends on a column, which it cannot. */
function dependentEntries(written: WrittenWindows | undefined): readonly Path[] {
  if (written === undefined) return [];
  const entries = Array.isArray(written) ? written : [written];
  return entries.flatMap((entry, index) =>
    typeof entry === "string" || entry.where === undefined
      ? []
      : [Array.isArray(written) ? ["window", index] : ["window"]],
  );
}

interface WindowContext {
  readonly zone: Zone;
  readonly complain: Complain;
}

function readWindows(written: WrittenWindows, path: Path, context: WindowContext): ServiceWindow[] {
  const list = Array.isArray(written) ? written : [written];
  return list.flatMap((item, index) => {
    const at = Array.isArray(written) ? [...path, index] : path;
    const { window, where } = typeof item === "string" ? { window: item, where: undefined } : item;
    const interval = readInterval(
      window,
      typeof item === "string" ? at : [...at, "window"],
      context.complain,
      context.zone,
    );
    if (interval === undefined) return [];
    return [
      { interval, where: new Map(Object.entries(where ?? {}).map(([column, values]) => [column, [values].flat()])) },
    ];
  });
}
