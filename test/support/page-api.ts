import type { Page } from 'playwright-core';

export interface PageAnswer {
  /** Id of the row that was created. */
  readonly id: string;
  readonly text: string;
}

/** A request of the page itself, as its user. @throws Error for 4xx and 5xx, in the page's words */
export function callFromPage(page: Page, method: string, path: string, body?: object): Promise<PageAnswer> {
  return page.evaluate(
    async (given) => {
      const response = await fetch(`/api/data/v9.2/${given.path}`, {
        method: given.method,
        headers: { 'content-type': 'application/json' },
        ...(given.body ? { body: JSON.stringify(given.body) } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${response.status} ${text}`);
      return { id: /\(([0-9a-f-]{36})\)$/.exec(response.headers.get('odata-entityid') ?? '')?.[1] ?? '', text };
    },
    { method, path, body },
  );
}
