// The ground of pictures over time: axes, as wide as there is room, and a day that is looked at, by pointing or, with the
// slider beneath, by keyboard.

import { type ReactNode, useEffect, useId, useRef, useState } from "react";

import { shortDay } from "../../../days.ts";
import { reports } from "../../../messages/reports.ts";
import css from "./charts.module.css";
import { named, ticks } from "./scale.ts";

const HEIGHT = 220;
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 10, 10, 22];

export interface Frame {
  /** The middle of each place. */
  xs: number[];
  /** How wide each is. */
  step: number;
  y: (value: number) => number;
}

interface Props {
  title: string;
  dates: readonly string[];
  largest: number;
  /** What there is on the day that is looked at, in words. */
  saying: (at: number) => string;
  /** From edge to edge, as areas are drawn; else each place has room for its bars. */
  fromEdge?: boolean;
  children: (frame: Frame) => ReactNode;
}

export function Plot({ title, dates, largest, saying, fromEdge = false, children }: Props) {
  const [around, width] = useWidth();
  const [at, setAt] = useState<number>();
  const titleId = useId();
  const marks = ticks(largest);
  const top = marks.at(-1) ?? 1;
  const inner = Math.max(1, width - LEFT - RIGHT);
  const step = fromEdge ? inner / Math.max(1, dates.length - 1) : inner / Math.max(1, dates.length);
  const xs = dates.map((_, place) => LEFT + (fromEdge ? place : place + 0.5) * step);
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const shown = at === undefined ? undefined : Math.min(at, dates.length - 1);
  const x = shown === undefined ? undefined : xs[shown];
  const pointed = (clientX: number, left: number) => setAt(nearest(xs, clientX - left));
  return (
    <div ref={around} className={css.plot}>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-labelledby={titleId}
        onPointerMove={({ clientX, currentTarget }) => pointed(clientX, currentTarget.getBoundingClientRect().left)}
        onPointerLeave={() => setAt(undefined)}
      >
        <title id={titleId}>{title}</title>
        {marks.map((mark) => (
          <g key={mark}>
            <line x1={LEFT} x2={width - RIGHT} y1={y(mark)} y2={y(mark)} className={css.grid!} />
            <text x={LEFT - 8} y={y(mark)} dy="0.32em" textAnchor="end" className={css.axis!}>
              {mark}
            </text>
          </g>
        ))}
        {named(dates.length, Math.floor(inner / 64)).map((place) => (
          <text key={place} x={Math.min(xs[place] ?? 0, width - 20)} y={HEIGHT - 5} textAnchor="middle" className={css.axis!}>
            {shortDay(dates[place] ?? "")}
          </text>
        ))}
        {children({ xs, step, y })}
        {x !== undefined && <line x1={x} x2={x} y1={TOP} y2={HEIGHT - BOTTOM} className={css.cursor!} />}
      </svg>
      <p className={css.tip} aria-hidden="true">
        {shown !== undefined && saying(shown)}
      </p>
      <input
        type="range"
        className={css.slider}
        style={{ marginLeft: LEFT, width: inner }}
        aria-label={`${title}: ${reports.pickDay}`}
        min={0}
        max={Math.max(0, dates.length - 1)}
        value={shown ?? dates.length - 1}
        aria-valuetext={saying(shown ?? dates.length - 1)}
        onChange={({ target }) => setAt(Number(target.value))}
        onFocus={() => setAt((before) => before ?? dates.length - 1)}
        onBlur={() => setAt(undefined)}
      />
    </div>
  );
}

function nearest(xs: readonly number[], x: number): number {
  return xs.reduce((best, one, place) => (Math.abs(one - x) < Math.abs((xs[best] ?? 0) - x) ? place : best), 0);
}

/** How wide what this is put on is; it is told when it changes. */
function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(640);
  const told = useRef(setWidth);
  useEffect(() => {
    if (!element) return undefined;
    const watch = new ResizeObserver(([entry]) => entry && told.current(Math.round(entry.contentRect.width)));
    watch.observe(element);
    return () => watch.disconnect();
  }, [element]);
  return [setElement, width];
}
