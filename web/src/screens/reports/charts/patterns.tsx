// How series are told apart without their colours: each has a texture of its own, in the picture and in the legend.

import css from "./charts.module.css";

export const TEXTURES = ["plain", "lines", "dots", "cross", "pale"] as const;
export type Texture = (typeof TEXTURES)[number];

export interface Series {
  id: string;
  name: string;
  /** A class of charts.module.css. */
  colour: "done" | "doing" | "todo" | "none" | "low" | "medium" | "high" | "urgent";
  texture: Texture;
}

/** To be drawn once in every picture; `prefix` keeps those of several pictures apart. */
export function Patterns({ prefix, series }: { prefix: string; series: readonly Series[] }) {
  return (
    <defs>
      {series.map(({ id, colour, texture }) => (
        <pattern key={id} id={`${prefix}${id}`} width={6} height={6} patternUnits="userSpaceOnUse" className={css[colour]!}>
          <rect width={6} height={6} className={texture === "plain" ? css.solid! : css.ground!} />
          <Marks texture={texture} />
        </pattern>
      ))}
    </defs>
  );
}

function Marks({ texture }: { texture: Texture }) {
  if (texture === "lines") return <path d="M-1 1 1-1M-1 7 7-1M5 7 7 5" className={css.marks!} />;
  if (texture === "cross") return <path d="M-1 1 1-1M-1 7 7-1M5 7 7 5M-1 5 1 7M-1-1 7 7M5-1 7 1" className={css.marks!} />;
  if (texture === "dots") return <circle cx={3} cy={3} r={1.2} className={css.dots!} />;
  return null;
}

export const filled = (prefix: string, { id }: Series) => ({ fill: `url(#${prefix}${id})` });
