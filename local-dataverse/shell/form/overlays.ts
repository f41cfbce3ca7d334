/** What opens above the page and hands a result back: quick create forms, look-up panels, pages in dialogs. `OverlayHost` draws them. */
import { Store } from '../app/store.ts';
import type { Page } from '../app/address.ts';

export interface SavedReference {
  readonly id: string;
  readonly name: string;
  readonly entityType: string;
}
export interface QuickCreateRequest {
  readonly kind: 'quickCreate';
  readonly table: string;
  readonly formId?: string | undefined;
  readonly defaults: Readonly<Record<string, string>>;
}
export interface LookupRequest {
  readonly kind: 'lookup';
  readonly tables: readonly string[];
  readonly isMultiple: boolean;
  readonly title?: string | undefined;
}
export interface PageRequest {
  readonly kind: 'page';
  readonly page: Page;
  /** CSS lengths. */
  readonly width?: string | undefined;
  readonly height?: string | undefined;
  /** 1 in the middle, 2 at the side. */
  readonly position: 1 | 2;
  readonly title?: string | undefined;
  /** Web resource pages: their `data` parameter. */
  readonly data?: string | undefined;
}
export type OverlayRequest = QuickCreateRequest | LookupRequest | PageRequest;

export interface OpenOverlay {
  readonly key: number;
  readonly request: OverlayRequest;
  /** Rows saved or chosen; none when the user left. */
  readonly close: (rows: readonly SavedReference[]) => void;
}

export class Overlays {
  /** The one on top is the last. */
  readonly open = new Store<readonly OpenOverlay[]>([]);
  #next = 1;

  ask(request: OverlayRequest): Promise<readonly SavedReference[]> {
    return new Promise((resolve) => {
      const overlay: OpenOverlay = {
        key: this.#next++,
        request,
        close: (rows) => {
          this.open.set(this.open.value.filter((one) => one !== overlay));
          resolve(rows);
        },
      };
      this.open.set([...this.open.value, overlay]);
    });
  }
}
