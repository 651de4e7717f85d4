import { styleText } from 'node:util';
import { visibleLine } from './visible.ts';

const GAP = '  ';

/** Rows in columns as wide as their widest cell, under headings in faint type. Cells are made safe to print. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => visibleLine(cell)));
  const widths = headings.map((heading, column) => Math.max(heading.length, ...cells.map((row) => lengthOf(row[column] ?? ''))));
  const lineOf = (row: readonly string[]): string => row.map((cell, column) => cell + ' '.repeat((widths[column] as number) - lengthOf(cell))).join(GAP).trimEnd();
  return [styleText('dim', lineOf(headings)), ...cells.map(lineOf)].join('\n');
}

function lengthOf(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}
