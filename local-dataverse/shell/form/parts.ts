/** Subgrids and quick views of an opened form: they follow the row from the start, since scripts ask for them on load. */
import type { Services } from '../app/services.ts';
import { QuickView, quickFormsOf } from './quickView.ts';
import type { FormRecord } from './record.ts';
import { subgridSettings } from './related.ts';
import { Subgrid } from './subgrid.ts';

export function attachParts(services: Services, record: FormRecord): void {
  for (const control of record.controls.values()) {
    const { kind, parameters, custom } = control.model;
    if (kind === 'subgrid') {
      // A code component's data set says again what the subgrid's own parameters say; where they differ, it counts.
      const [set = {}] = Object.values(custom?.dataSets ?? {});
      control.subgrid = new Subgrid(services, record, subgridSettings({ ...parameters, ...set }));
    }
    if (kind === 'quickview' && control.attribute) {
      const forms = quickFormsOf(parameters['QuickForms'] ?? '');
      control.quickView = new QuickView(services, record, control.attribute, forms);
    }
  }
}

/** Reads what was drawn anew. */
export async function refreshParts(record: FormRecord): Promise<void> {
  const controls = [...record.controls.values()];
  await Promise.all([
    ...controls.flatMap(({ subgrid }) => (subgrid && subgrid.state !== 'idle' ? [subgrid.refresh()] : [])),
    ...controls.flatMap(({ quickView }) => (quickView ? [quickView.refresh()] : [])),
  ]);
}
