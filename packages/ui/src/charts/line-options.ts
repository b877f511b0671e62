import type uPlot from "uplot";
import { lonePlaces } from "./chart-data.ts";
import { axisMoment } from "./moments.ts";
import { seriesColour } from "./series-colours.ts";

type Given = {
  /** What a CSS colour is at present. */
  colour: (value: string) => string;
  width: number;
  height: number;
  /** How many series there are. */
  count: number;
  stacked: boolean;
  format: (value: number) => string;
  onPoint: (at: number | null) => void;
};

/** How many letters wide a figure at an axis is taken for, in CSS pixels. */
const letterWidth = 7;

/** How the plot is drawn; colours are asked for at each drawing, so that they follow the theme. */
export function lineOptions({ colour, width, height, count, stacked, format, onPoint }: Given): uPlot.Options {
  // Of the canvas, the dots under the pointer are none: they are elements, which know the tokens.
  const dot = (_plot: uPlot, series: number): string => seriesColour(series - 1);
  const places = Array.from({ length: count }, (_, place) => place);
  return {
    width,
    height,
    ms: 1,
    padding: [8, 22, 0, 0],
    legend: { show: false },
    // The wheel and drags are the page's: a chart that zooms by itself would show another range than the view says.
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 8, fill: dot, stroke: dot } },
    scales: { y: { range: (_plot, low, high) => rangeOf(low, high) } },
    axes: [timeAxis(colour), valueAxis(colour, format)],
    series: [{}, ...places.map((place) => lineOf(place, stacked, colour))],
    bands: stacked ? places.slice(1).map((place) => ({ series: [place + 1, place] as [number, number] })) : [],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
}

function lineOf(place: number, stacked: boolean, colour: (value: string) => string): uPlot.Series {
  const stroke = (): string => colour(seriesColour(place));
  const wash = (): string => colour(`color-mix(in oklab, ${seriesColour(place)} 55%, var(--surface))`);
  return {
    stroke,
    width: 2,
    ...(stacked ? { fill: wash } : {}),
    points: { show: true, size: 5, fill: stroke, filter: (plot, at) => lonePlaces(plot.data[at] ?? []) },
  };
}

function timeAxis(colour: (value: string) => string): uPlot.Axis {
  return {
    ...axisColours(colour),
    grid: { show: false },
    space: 70,
    values: (_plot, marks) => marks.map((ms) => axisMoment(ms, (marks[1] ?? ms) - (marks[0] ?? ms) || 60_000)),
  };
}

function valueAxis(colour: (value: string) => string, format: (value: number) => string): uPlot.Axis {
  return {
    ...axisColours(colour),
    ticks: { show: false },
    values: (_plot, marks) => marks.map((mark) => format(mark)),
    size: (_plot, texts) => 16 + letterWidth * Math.max(3, ...(texts ?? []).map((text) => text.length)),
  };
}

function axisColours(colour: (value: string) => string): uPlot.Axis {
  const line = { stroke: () => colour("var(--line)"), width: 1 };
  return {
    stroke: () => colour("var(--ink-faint)"),
    font: '12px "Geist Variable", sans-serif',
    grid: line,
    ticks: line,
  };
}

/** Figures are seen against zero, with a little room above. */
function rangeOf(low: number | null, high: number | null): [number, number] {
  const top = Math.max(0, high ?? 0);
  const bottom = Math.min(0, low ?? 0);
  return [bottom, top === bottom ? bottom + 1 : top + (top - bottom) * 0.06];
}
