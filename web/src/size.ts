import { language } from "./dates.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** “1.4 MB”, as the reader writes numbers. */
export function sizeOf(bytes: number): string {
  const at = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const format = new Intl.NumberFormat(language(), { style: "unit", unit: UNITS[at]!, maximumFractionDigits: at > 1 ? 1 : 0 });
  return format.format(bytes / 1_000 ** at);
}
