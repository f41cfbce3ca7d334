import { v5 } from 'uuid';
import { elementsOf, splice } from './xml.ts';

/** Name of our tab: how it is found again. */
export const tabName = 'al_timeline';
const controlName = 'al_ActivityLogging.ActivityTimeline';
/** Rows the control takes; a tall cell hangs over the empty rows that follow its own. */
const height = 20;
/** Class ids of the platform: a control that is drawn by a component, and the text box it falls back to. */
const componentClass = '{F9A8A302-114E-466A-B582-6771B2AE0D92}';
const textClass = '{4273EDBD-AC1D-40D3-9FB2-095C621B552D}';
const namespace = '0d9c5b52-5f0b-4b1f-8c3e-6f9e2f4c7a11';

export interface TimelineTabOptions {
  readonly formId: string;
  /** Primary name column: the control needs one to be bound to. */
  readonly column: string;
  /** Label by language code. */
  readonly labels: Readonly<Record<number, string>>;
}

/** The form with the timeline in a tab of its own, behind the others; unchanged when it shows it already (DESIGN decision 8). */
export function addTimelineTab(formXml: string, options: TimelineTabOptions): string {
  if (hasTimeline(formXml)) return formXml;
  const control = braced(v5(`${options.formId}|control`, namespace));
  const withTab = insertLast(formXml, 'tabs', tabXml(options, control));
  const description = descriptionXml(options.column, control);
  if (elementsOf(withTab).some(isFormChild('controlDescriptions')))
    return insertLast(withTab, 'controlDescriptions', description);
  const tabs = elementsOf(withTab).find(isFormChild('tabs'));
  const end = tabs?.end ?? 0;
  return splice(withTab, end, end, `<controlDescriptions>${description}</controlDescriptions>`);
}

/** The form without our tab and its control; unchanged when it has none. */
export function removeTimelineTab(formXml: string): string {
  const elements = elementsOf(formXml);
  const tab = elements.find(({ name, attributes }) => name === 'tab' && attributes['name'] === tabName);
  if (!tab) return formXml;
  const controls = elements
    .filter(({ name, start, end }) => name === 'control' && start > tab.start && end < tab.end)
    .map(({ attributes }) => attributes['uniqueid']?.toLowerCase());
  const own = elements.filter(
    ({ name, attributes }) =>
      name === 'controlDescription' && controls.includes(attributes['forControl']?.toLowerCase()),
  );
  // From the back, so that the places in front stay right.
  const ranges = [tab, ...own].sort((a, b) => b.start - a.start);
  return withoutEmptyDescriptions(ranges.reduce((text, { start, end }) => splice(text, start, end, ''), formXml));
}

/** True for a form that shows the timeline, in our tab or wherever a maker (or the solution's own form) has put it. */
export function hasTimeline(formXml: string): boolean {
  return elementsOf(formXml).some(
    ({ name, attributes }) => name === 'customControl' && attributes['name'] === controlName,
  );
}

/** The element that we made ourselves goes with the last of its content. */
function withoutEmptyDescriptions(formXml: string): string {
  const list = elementsOf(formXml).find(isFormChild('controlDescriptions'));
  return list && !formXml.slice(list.contentStart, list.contentEnd).trim()
    ? splice(formXml, list.start, list.end, '')
    : formXml;
}

function isFormChild(wanted: string) {
  return ({ name, parent }: { readonly name: string; readonly parent?: { readonly name: string } }): boolean =>
    name === wanted && parent?.name === 'form';
}

function insertLast(formXml: string, parent: string, content: string): string {
  const element = elementsOf(formXml).find(isFormChild(parent));
  if (!element) throw new Error(`The form has no <${parent}>.`);
  return element.selfClosing
    ? splice(formXml, element.start, element.end, `<${parent}>${content}</${parent}>`)
    : splice(formXml, element.contentEnd, element.contentEnd, content);
}

function tabXml({ formId, column, labels }: TimelineTabOptions, control: string): string {
  const id = (part: string): string => braced(v5(`${formId}|${part}`, namespace));
  const label = Object.entries(labels)
    .map(([language, text]) => `<label description="${escape(text)}" languagecode="${language}"/>`)
    .join('');
  return (
    `<tab name="${tabName}" id="${id('tab')}" IsUserDefined="1" locklevel="0" showlabel="true" expanded="true" verticallayout="true">` +
    `<labels>${label}</labels><columns><column width="100%"><sections>` +
    `<section name="${tabName}_section" id="${id('section')}" IsUserDefined="1" locklevel="0" showlabel="false" showbar="false" layout="varwidth" celllabelalignment="Left" celllabelposition="Left" columns="1" labelwidth="115">` +
    `<labels>${label}</labels><rows><row>` +
    `<cell id="${id('cell')}" locklevel="0" colspan="1" rowspan="${height}" showlabel="false"><labels>${label}</labels>` +
    `<control id="${tabName}_${escape(column)}" classid="${componentClass}" datafieldname="${escape(column)}" disabled="false" uniqueid="${control}"/></cell>` +
    `</row>${'<row/>'.repeat(height - 1)}</rows></section></sections></column></columns></tab>`
  );
}

function descriptionXml(column: string, control: string): string {
  const parameters = `<parameters><recordName>${escape(column)}</recordName></parameters>`;
  const forms = [0, 1, 2].map(
    (factor) => `<customControl formFactor="${factor}" name="${controlName}">${parameters}</customControl>`,
  );
  return (
    `<controlDescription forControl="${control}"><customControl id="${textClass}"><parameters>` +
    `<datafieldname>${escape(column)}</datafieldname></parameters></customControl>${forms.join('')}</controlDescription>`
  );
}

function braced(id: string): string {
  return `{${id}}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
