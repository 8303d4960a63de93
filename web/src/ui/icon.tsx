// The icons, drawn on 16 × 16 in the text's colour. They say nothing to screen readers: what they are in does.

const PATHS = {
  archive: "M2.5 3.5h11v3h-11zM3.5 6.5v6h9v-6M6.5 9h3",
  bell: "M8 2.5a3.5 3.5 0 0 0-3.5 3.5v2.5L3 11h10l-1.5-2.5V6A3.5 3.5 0 0 0 8 2.5ZM6.5 13.25h3",
  board: "M3 3h3v10H3zM8 3h3v6.5H8zM13 3v4",
  chart: "M2.5 13.5h11M4.5 11V7.5M8 11V3M11.5 11V5.5",
  check: "m3 8.5 3.2 3L13 4.5",
  checklist: "m2.5 4.5 1.2 1.2L6 3.4M2.5 11l1.2 1.2L6 9.9M8.5 4.75h5M8.5 11.25h5",
  close: "m4 4 8 8m0-8-8 8",
  comment: "M2.5 3.5h11v7.5H7L4 13.5V11H2.5z",
  clip: "m13 7.5-5.2 5.2a3 3 0 0 1-4.3-4.3l5.3-5.2a2 2 0 0 1 2.8 2.8l-5.2 5.2a1 1 0 0 1-1.4-1.4l4.8-4.8",
  clock: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5v3.2l2 1.3",
  copy: "M6 6h7.5v7.5H6zM3.5 10H2.5V2.5H10v1",
  dots: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  download: "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10",
  eye: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z",
  file: "M4 2.5h5L12.5 6v7.5H4zM9 2.5V6h3.5",
  filter: "M2.5 4h11M4.5 8h7M6.5 12h3",
  grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
  home: "M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5M6.5 13V9.5h3V13",
  invite: "M6.5 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM2 13.5c.5-2.3 2.2-3.5 4.5-3.5s4 1.2 4.5 3.5M12.5 4.5v4M10.5 6.5h4",
  link: "M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.9-.9",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  person: "M8 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM3 13.5c.6-2.4 2.5-3.5 5-3.5s4.4 1.1 5 3.5",
  pencil: "m3 13 .6-2.8L10.8 3 13 5.2l-7.2 7.2zM9.4 4.4l2.2 2.2",
  plus: "M8 3v10M3 8h10",
  project: "M2.5 4h4l1.5 1.5h5.5v7h-11z",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3l3.2 3.2",
  tag: "M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.3h.01",
  tools: "M8 2.2 12.8 4v3.6c0 3-2 5-4.8 6.2C5.2 12.6 3.2 10.6 3.2 7.6V4ZM6 7.8l1.5 1.5 2.7-2.9",
  trash: "M3 4.5h10M6 4.5v-2h4v2M4.2 4.5l.6 9h6.4l.6-9M6.7 7v4M9.3 7v4",
  warning: "M8 2.5 14 13H2zM8 6.5v3M8 11.2v.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} strokeWidth={name === "dots" || name === "grip" ? 2 : 1.4} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
