import { escapeHtml as escape } from "../escape-html.ts";

/** A column of a report table. */
export interface TableColumn<R> {
  readonly head: string;
  /** Cell contents as markup: escape what is not ours. */
  readonly cell: (row: R) => string;
  readonly isNumber?: boolean;
  /** Names its row. */
  readonly isHead?: boolean;
}

/** A table that scrolls sideways by itself where it is too wide. */
export function table<R>(
  labelledBy: string,
  columns: readonly TableColumn<R>[],
  rows: readonly R[],
): string {
  const head = columns
    .map(
      ({ head: name, isNumber }) => `<th scope="col"${numberClass(isNumber)}>${escape(name)}</th>`,
    )
    .join("");
  const body = rows
    .map((row) => `<tr>${columns.map((column) => cellOf(column, row)).join("")}</tr>`)
    .join("\n");
  return `<div class="table-scroll trading" tabindex="0" role="region" aria-labelledby="${labelledBy}">
<table><thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

function cellOf<R>({ cell, isNumber, isHead }: TableColumn<R>, row: R): string {
  return isHead === true
    ? `<th scope="row">${cell(row)}</th>`
    : `<td${numberClass(isNumber)}>${cell(row)}</td>`;
}

function numberClass(isNumber: boolean | undefined): string {
  return isNumber === true ? ' class="number"' : "";
}
