/** What new labels look like, one after the other: told apart in light and in dark. */
export const COLORS = ["#4f7fe8", "#2fa36b", "#e0a100", "#e2603f", "#a35bd6", "#17a2b8", "#d6478f", "#7d8590"] as const;

/** The one that the fewest have. */
export function nextColor(labels: readonly { color: string }[]): string {
  const count = (color: string) => labels.filter((one) => one.color === color).length;
  return COLORS.reduce((best, color) => (count(color) < count(best) ? color : best));
}
