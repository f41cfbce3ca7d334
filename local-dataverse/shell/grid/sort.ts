/** The order a user chose, as the address writes it: `-createdon` is newest first. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export function readSort(text: string | undefined): Sort | undefined {
  if (!text) return undefined;
  return text.startsWith('-') ? { column: text.slice(1), descending: true } : { column: text, descending: false };
}

export function writeSort(sort: Sort | undefined): string {
  return sort ? `${sort.descending ? '-' : ''}${sort.column}` : '';
}
