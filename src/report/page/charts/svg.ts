/** What all charts share: the frame that says in words what is drawn, and the legend. */
import { type Html, html, type Markup } from "../html.ts";

export interface ChartFrame {
  /** Begins the ids of the chart. */
  readonly id: string;
  readonly title: string;
  readonly told: string;
  /** In pixels. */
  readonly height: number;
}

export function chart({ id, title, told, height }: ChartFrame, parts: Markup): Html {
  return html`<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-told" width="100%" height="${height}">
<title id="${id}-title">${title}</title>
<desc id="${id}-told">${told}</desc>
${parts}</svg>
`;
}

export interface LegendEntry {
  /** The class that colours the thing in the chart. */
  readonly kind: string;
  readonly title: string;
}

export function legend(entries: readonly LegendEntry[]): Html {
  const items = entries.map(
    ({ kind, title }) =>
      html`<li><svg class="swatch" width="12" height="12" aria-hidden="true"><rect class="${kind}" width="12" height="12" rx="2"/></svg>${title}</li>`,
  );
  return html`<ul class="legend">${items}</ul>\n`;
}
