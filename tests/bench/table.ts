/**
 * Figures as a person reads them, a row each. The columns are fixed, so that each row can be shown as soon as it is
 * there.
 *
 * @module
 */

import type { Comparison } from "./comparison.ts";

/** The columns' widths; numbers stand to the right. */
const COLUMNS = [
  { title: "workload", width: 9 },
  { title: "what", width: 50 },
  { title: "figure", width: 10, right: true },
  { title: "unit", width: 9 },
  { title: "recorded", width: 10, right: true },
  { title: "change", width: 14 },
] as const;

/** The line above all rows, and the one under it. */
export function tableHead(): string {
  const titles = line(COLUMNS.map(({ title }) => title));
  return `${titles}\n${line(COLUMNS.map(({ width }) => "-".repeat(width)))}`;
}

/** One row. */
export function tableRow({ workload, figure, recorded, ratio, verdict }: Comparison): string {
  const change = ratio === null ? "" : `x${ratio.toFixed(2)}`;
  const judged = verdict === "better" || verdict === "worse" ? verdict : "";
  return line([
    workload,
    figure.what,
    formatNumber(figure.value),
    figure.unit,
    recorded === null ? "-" : formatNumber(recorded),
    [change, judged].filter((word) => word !== "").join(" "),
  ]);
}

/** One row for a program to read. */
export function jsonRow({ workload, figure, recorded, ratio }: Comparison): string {
  const { what, value, unit, better } = figure;
  return JSON.stringify({ workload, what, value, unit, better, recorded, ratio });
}

/** Three digits that count, or all of a whole number, in groups: `241,000`, `85.3`, `1.62`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function line(cells: readonly string[]): string {
  return COLUMNS.map((column, i) => {
    const cell = cells[i] ?? "";
    return "right" in column ? cell.padStart(column.width) : cell.padEnd(column.width);
  }).join("  ").trimEnd();
}
