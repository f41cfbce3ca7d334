/** Choosing rows in a panel: Xrm.Utility.lookupObjects and "Add Existing". */
import * as React from 'react';
import { DefaultButton, Panel, PanelType, PrimaryButton } from '@fluentui/react';
import type { LookupTarget } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import { LookupInput } from '../fields/LookupInput.tsx';
import type { LookupRequest, SavedReference } from './overlays.ts';
import type { LookupValue } from './values.ts';

export function LookupPanel({
  request,
  close,
}: {
  request: LookupRequest;
  close: (rows: readonly SavedReference[]) => void;
}): React.ReactElement {
  const { models, texts } = useServices();
  const t = texts.form;
  const [rows, setRows] = React.useState<readonly LookupValue[]>([]);
  const tables = useLoaded(`lookup:${request.tables.join()}`, () =>
    Promise.all(request.tables.map((name) => models.table(name))),
  );
  const targets = (tables.state === 'ready' ? tables.value : []).map((table): LookupTarget => ({
    table: table.name,
    setName: table.setName,
    label: table.label,
    primaryId: table.primaryId,
    navigation: '',
    ...(table.primaryName ? { primaryName: table.primaryName } : {}),
  }));
  const label = targets.map((target) => target.label).join(', ');
  return (
    <Panel
      isOpen
      isBlocking
      type={PanelType.custom}
      customWidth="480px"
      className="ld-panel"
      headerText={request.title ?? t.lookUp}
      closeButtonAriaLabel={texts.app.close}
      onDismiss={() => close([])}
      isFooterAtBottom
      onRenderFooterContent={() => (
        <div className="ld-panel-footer">
          <PrimaryButton text={t.select} disabled={!rows.length} onClick={() => close(rows)} />
          <DefaultButton text={t.cancel} onClick={() => close([])} />
        </div>
      )}
    >
      <div className="ld-native ld-lookup-panel">
        {targets.length > 0 && (
          <LookupInput
            id="ld-lookup-panel"
            label={label}
            value={rows}
            isReadOnly={false}
            isRequired={false}
            targets={targets}
            isMultiple={request.isMultiple}
            onChange={setRows}
          />
        )}
      </div>
    </Panel>
  );
}
