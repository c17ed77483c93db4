/**
 * Figures as rows of a text table. The column widths are fixed, so that a row can be printed as
 * soon as it is measured.
 *
 * @module
 */

import type { Figure } from "./figure.ts";

const COLUMNS = [
  { title: "workload", width: 9 },
  { title: "what", width: 40 },
  { title: "figure", width: 10, right: true },
  { title: "unit", width: 6 },
] as const;

/** The titles, and the line under them. */
export function tableHead(): string {
  const titles = line(COLUMNS.map(({ title }) => title));
  return `${titles}\n${line(COLUMNS.map(({ width }) => "-".repeat(width)))}`;
}

/** One row. */
export function tableRow(workload: string, { name, value, unit }: Figure): string {
  return line([workload, name, formatNumber(value), unit]);
}

/** Three significant digits, or all digits of an integer, in groups: `241,000`, `85.3`, `1.62`. */
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
