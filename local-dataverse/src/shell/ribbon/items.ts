/** Buttons and menus of a RibbonDiffXml: CustomAction elements → items of the three command bars. */
import type { BarLocation, RibbonItem } from '../formParts.ts';
import { attribute, children, integer } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

const BARS: Readonly<Record<string, BarLocation>> = { Form: 'form', HomepageGrid: 'grid', SubGrid: 'subgrid' };
const BUTTONS = new Set(['Button', 'ToggleButton']);
const MENUS: Readonly<Record<string, 'menu' | 'split'>> = { FlyoutAnchor: 'menu', SplitButton: 'split' };
/** Elements that only group others. */
const GROUPS = new Set(['Tab', 'Groups', 'Group', 'Controls', 'Menu']);

/** `Mscrm.Form.contact.MainTab.Save.Controls._children` → form, for the table or, in the application ribbon, for any. */
export function barOf(location: string, table: string): BarLocation | undefined {
  const [, place, owner] = /^Mscrm\.(Form|HomepageGrid|SubGrid)\.([^.]+)/.exec(location) ?? [];
  const isForTable = owner?.toLowerCase() === table || owner === '{!EntityLogicalName}';
  return place && isForTable ? BARS[place] : undefined;
}

export interface Placed {
  readonly location: string;
  readonly sequence: number;
  readonly items: readonly MutableItem[];
}
/** An item while later actions may still put others below it. */
export interface MutableItem extends Omit<RibbonItem, 'items'> {
  readonly items: MutableItem[];
  /** Ids of the elements inside of it: an action's Location names one of them. */
  readonly ids: readonly string[];
}

/** @param text reads labels */
export function readAction(
  action: XmlElement,
  text: (label: string | undefined) => string,
  warn: (warning: string) => void,
): Placed {
  const sequence = integer(action, 'Sequence', Number.MAX_SAFE_INTEGER);
  const definition = children(action, 'CommandUIDefinition').flatMap((one) => children(one));
  return {
    location: attribute(action, 'Location') ?? '',
    sequence,
    items: definition.flatMap((element) => readItems(element, text, warn, sequence)),
  };
}

function readItems(
  element: XmlElement,
  text: (label: string | undefined) => string,
  warn: (warning: string) => void,
  sequence?: number,
): MutableItem[] {
  const name = element.localName ?? '';
  const below = (): MutableItem[] => children(element).flatMap((one) => readItems(one, text, warn));
  if (GROUPS.has(name)) return below();
  const kind = BUTTONS.has(name) ? 'button' : name === 'MenuSection' ? 'section' : MENUS[name];
  if (!kind) {
    // MaxSize, Scale and the like lay out a ribbon that no longer exists.
    if (!['MaxSize', 'Scale', 'Scaling'].includes(name))
      warn(`The ribbon control ${name} (${attribute(element, 'Id') ?? ''}) is not supported by the local shell.`);
    return [];
  }
  const command = attribute(element, 'Command');
  const icon = iconOf(element);
  const label = text(attribute(element, 'LabelText') ?? attribute(element, 'Alt') ?? attribute(element, 'Title'));
  return [
    {
      id: attribute(element, 'Id') ?? '',
      kind,
      label,
      tooltip: text(attribute(element, 'ToolTipDescription')) || text(attribute(element, 'ToolTipTitle')) || label,
      sequence: sequence ?? integer(element, 'Sequence', Number.MAX_SAFE_INTEGER),
      items: kind === 'button' ? [] : below(),
      ids: idsIn(element),
      ...(command ? { command } : {}),
      ...(icon ? { icon } : {}),
    },
  ];
}

function idsIn(element: XmlElement): string[] {
  return [attribute(element, 'Id') ?? '', ...children(element).flatMap(idsIn)].filter(Boolean);
}

function iconOf(element: XmlElement): string | undefined {
  for (const name of ['ModernImage', 'Image16by16', 'Image32by32']) {
    const value = attribute(element, name);
    if (!value || value.startsWith('/_imgs')) continue;
    const resource = /^\$webresource:(.+)$/i.exec(value)?.[1];
    return resource ? `/WebResources/${resource.split('/').map(encodeURIComponent).join('/')}` : value;
  }
  return undefined;
}
