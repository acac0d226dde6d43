/**
 * Where things lie in a chart. Across, everything is in percent of the width, so that a chart fits any screen and its text keeps
 * its size; up and down, everything is in pixels.
 *
 * Positions are rounded to 1/1000 percent or pixel: division alone is the same on every machine, and short.
 */

/** `37.5%`. */
export function percent(share: number): string {
  return `${rounded(share * 100)}%`;
}

export function rounded(position: number): number {
  return Math.round(position * 1000) / 1000;
}

/** From a range of values to 0 to 1; a value outside lies outside. */
export type Scale = (value: number) => number;

export function scaleOf(from: number, to: number): Scale {
  const length = to - from;
  return (value) => (length === 0 ? 0.5 : (value - from) / length);
}

/** Round counts from 1 up to the largest, three at most: 1, 2 or 5 times a power of ten apart. */
export function countTicks(largest: number): readonly number[] {
  let step = 1;
  for (let turn = 0; largest / step > 3; turn += 1) step = turn % 3 === 1 ? (step / 2) * 5 : step * 2;
  const ticks: number[] = [];
  for (let tick = step; tick <= largest; tick += step) ticks.push(tick);
  return ticks;
}

/**
 * Which side of a mark its words stand on, so that they stay inside the chart.
 * @param half of the words' width, as a share of the narrowest chart.
 */
export function anchorOf(share: number, half: number): "start" | "middle" | "end" {
  if (share < half) return "start";
  return share > 1 - half ? "end" : "middle";
}

/** `10-15`, and a narrow chart has five of them. */
export const DAY_LABEL = 0.06;
/** `기준 시각`. */
export const NOW_LABEL = 0.12;
