/** A section of a form: its cells in a grid. */
import * as React from 'react';
import { Field } from '../fields/Field.tsx';
import type { FormControl, FormSection } from './control.ts';
import type { FormRecord } from './record.ts';

export function Section({ record, section }: { record: FormRecord; section: FormSection }): React.ReactElement {
  const { model } = section;
  const byCell = new Map<unknown, FormControl>([...record.controls.values()].map((control) => [control.cell, control]));
  return (
    <section className="ld-section" data-section={model.name} aria-label={section.label || model.name}>
      {model.showLabel && section.label && <h2>{section.label}</h2>}
      <div className="ld-section-grid" style={{ '--ld-cells': model.columns } as React.CSSProperties}>
        {model.rows.map((row, rowIndex) =>
          row.map((cell, cellIndex) => {
            const control = byCell.get(cell);
            if (!control?.visible) return null;
            return (
              <div
                key={`${rowIndex}:${cellIndex}`}
                className="ld-cell"
                style={{ gridColumn: `span ${Math.min(cell.colspan, model.columns)}` }}
              >
                <Field control={control} />
              </div>
            );
          }),
        )}
      </div>
    </section>
  );
}
