/** Web resources and IFRAMEs on a form. */
import * as React from 'react';
import type { ControlModel, TableModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import { FramePart } from '../dashboard/FramePart.tsx';
import { webResourceUrl } from '../xrm/libraries.ts';
import type { FormControl } from './control.ts';
import type { FormRecord } from './record.ts';

export function FrameControl({ control, record }: { control: FormControl; record: FormRecord }): React.ReactElement {
  const { texts, session } = useServices();
  const t = texts.form;
  const languages = { organization: session.organization.languageId, user: session.settings.languageId };
  const base = control.source ?? sourceOf(control.model);
  if (!base) return <p className="ld-notdrawn">{t.addressless}</p>;
  const { model } = control;
  const url = withParameters(base, model.parameters, record.table, record.id, languages);
  if (/\.(png|jpe?g|gif|ico|svg)(\?|$)/i.test(url) && model.kind === 'webresource')
    return <img className="ld-webresource-image" src={url} alt={model.parameters['AltText'] ?? control.label} />;
  return <FramePart url={url} title={control.label || model.id} version={0} />;
}

/** Address written into the form; undefined when there is none, or one that a frame must not open. */
export function sourceOf({ kind, parameters }: ControlModel): string | undefined {
  const url = (parameters['Url'] ?? '').trim();
  if (kind === 'webresource') {
    const name = url.replace(/^\$webresource:/i, '');
    return name ? webResourceUrl(name) : undefined;
  }
  return /^(https?:\/\/|\/)/i.test(url) ? url : undefined;
}

/** Source of the names: learn.microsoft.com, "Use IFRAME and web resource controls on a form". */
export function withParameters(
  base: string,
  parameters: Readonly<Record<string, string>>,
  table: Pick<TableModel, 'name' | 'objectTypeCode'>,
  id: string | undefined,
  languages: { readonly organization: number; readonly user: number },
): string {
  const query = new URLSearchParams();
  if (parameters['Data']) query.set('data', parameters['Data']);
  if (parameters['PassParameters']?.toLowerCase() === 'true') {
    query.set('type', String(table.objectTypeCode));
    query.set('typename', table.name);
    if (id) query.set('id', `{${id.toUpperCase()}}`);
    query.set('orglcid', String(languages.organization));
    query.set('userlcid', String(languages.user));
  }
  const text = query.toString();
  return text ? `${base}${base.includes('?') ? '&' : '?'}${text}` : base;
}
