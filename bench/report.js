// What the bench prints, in Markdown.
import { markdownTable, median } from "./table.js";

const secondsOf = ({ runs }) => median(done(runs).map(({ seconds }) => seconds));
const megabytesOf = ({ runs }) => Math.round(median(done(runs).map(({ megabytes }) => megabytes))).toLocaleString("en");
const done = (runs) => runs.filter((run) => run !== undefined);
/** The median of the ratios of runs in the same round. */
const ratioOf = (one, other) => median(one.runs.flatMap((run, round) => ratioIn(run, other.runs[round])));
const ratioIn = (run, other) => (run === undefined || other === undefined ? [] : [run.seconds / other.seconds]);
const isThere = ({ absence }) => absence === undefined;

/** Everybody on one shape. */
export function tableOf({ name, shape, rows, bytes, own, last, some, others, expected }) {
  const taking = others.filter(isThere);
  const lines = [...(some === undefined ? [] : [some]), ...own, ...taking].map((runner) => [
    runner.name,
    secondsOf(runner).toFixed(2),
    ratioOf(last, runner).toFixed(2),
    median(done(runner.runs).map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
    megabytesOf(runner),
    String(done(runner.runs).length),
  ]);
  return [
    `## ${name}, ${headlineOf(rows, bytes)}`,
    `${capital(shape.is)}.`,
    markdownTable(["", "seconds", "ours / theirs", "CPU seconds", "peak MB", "rounds"], lines),
    ...others.filter((peer) => !isThere(peer)).map((peer) => `${peer.key}: not here; ${peer.absence}.`),
    ...(taking.length === 0 ? [] : [lessOf(taking)]),
    agreementOf(expected),
    "",
  ].join("\n\n");
}

/** All shapes of one size: us beside the fastest that does the whole work, and beside ourselves on `some`. */
export function overview(results) {
  const lines = results.map(({ name, bytes, last, some, others }) => {
    const [best] = others
      .filter((peer) => isThere(peer) && peer.findings !== undefined)
      .sort((one, other) => secondsOf(one) - secondsOf(other));
    return [
      `\`${name}\``,
      megabytesIn(bytes),
      secondsOf(last).toFixed(2),
      some === undefined ? "1.00" : ratioOf(last, some).toFixed(2),
      megabytesOf(last),
      ...(best === undefined
        ? ["–", "–", "–", "–"]
        : [best.name.split(",")[0], secondsOf(best).toFixed(2), megabytesOf(best), ratioOf(last, best).toFixed(2)]),
    ];
  });
  const header = [
    ...["", "MB", "seconds", "times `some`", "peak MB"],
    ...["best peer", "its seconds", "its peak MB", "ours / theirs"],
  ];
  return `## ${results[0].rows.toLocaleString("en")} rows, all shapes\n\n${markdownTable(header, lines)}\n`;
}

/** One sentence for all that leave out the same. */
function lessOf(peers) {
  const namesBy = new Map();
  for (const { less, name } of peers) namesBy.set(less, [...(namesBy.get(less) ?? []), name.split(",")[0]]);
  const sentences = [...namesBy].map(([less, names]) => `${names.join(", ")}: ${less}.`);
  return `No peer hashes inputs and outputs, writes keys and a manifest, warns, sums up by rule, or looks into a book. ${sentences.join(" ")}`;
}

function agreementOf({ read, extended, credited, credit, rejected, duplicates }) {
  return `All that do the whole work agree: ${read} read, ${extended} extended, ${credited} credited with ${credit} KRW, ${rejected} rejected, ${duplicates} duplicates; the same bytes in both outputs, the same rows rejected for the same reasons.`;
}

const megabytesIn = (bytes) => Math.round(bytes / 1e6).toLocaleString("en");
const headlineOf = (rows, bytes) => `${rows.toLocaleString("en")} rows, ${megabytesIn(bytes)} MB`;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
