/** A small app as imported rows: tables of the platform, one form with a code component and a script, views, a site map. */
import type { Engine } from '../../engine/types.ts';
import { ADMIN_FULL_NAME, ADMIN_USER_ID, ORGANIZATION_ID, ORGANIZATION_NAME } from '../../platform/wellknown.ts';

export const APP_ID = '5a5a5a5a-0000-4000-8000-000000000001';
export const CONTACT_FORM_ID = '5a5a5a5a-0000-4000-8000-000000000002';
export const SECOND_FORM_ID = '5a5a5a5a-0000-4000-8000-000000000003';
export const CONTACT_VIEW_ID = '5a5a5a5a-0000-4000-8000-000000000004';
export const TASK_FORM_ID = '5a5a5a5a-0000-4000-8000-000000000006';
export const COMPONENT = 'smp_Sample.Badge';

const TEXT = '{4273EDBD-AC1D-40D3-9FB2-095C621B552D}';
const cell = (column: string, label: string, more = ''): string =>
  `<row><cell><labels><label description="${label}" languagecode="1033"/></labels><control id="${column}" classid="${TEXT}" datafieldname="${column}" ${more}/></cell></row>`;
const section = (name: string, label: string, rows: string, columns = '1'): string =>
  `<section name="${name}" showlabel="true" columns="${columns}"><labels><label description="${label}" languagecode="1033"/></labels><rows>${rows}</rows></section>`;
const tab = (name: string, label: string, columns: readonly string[]): string =>
  `<tab name="${name}"><labels><label description="${label}" languagecode="1033"/><label description="${label} (de)" languagecode="1031"/></labels><columns>${columns
    .map((inner) => `<column width="${Math.round(100 / columns.length)}%"><sections>${inner}</sections></column>`)
    .join('')}</columns></tab>`;

const CONTACT_FORM = `<form><tabs>
${tab('summary', 'Summary', [
  section(
    'person',
    'Person',
    cell('firstname', 'First Name') +
      cell('lastname', 'Last Name') +
      cell('jobtitle', 'Job Title') +
      cell('parentcustomerid', 'Company') +
      cell('birthdate', 'Birthday'),
  ),
  section(
    'reach',
    'Reach',
    cell('emailaddress1', 'Email') +
      cell('telephone1', 'Business Phone') +
      cell('websiteurl', 'Website') +
      cell('preferredcontactmethodcode', 'Preferred Method') +
      cell('donotemail', 'E-mail') +
      cell('numberofchildren', 'Children'),
  ),
])}
${tab('badge', 'Badge', [section('component', 'Component', cell('fullname', 'Badge', 'uniqueid="{D1}"') + cell('description', 'Description', 'uniqueid="{D2}"'))])}
</tabs>
<header><rows><row><cell><labels><label description="Owner" languagecode="1033"/></labels><control id="header_ownerid" classid="${TEXT}" datafieldname="ownerid"/></cell></row></rows></header>
<controlDescriptions>
<controlDescription forControl="{D1}"><customControl id="${TEXT}"><parameters><datafieldname>fullname</datafieldname></parameters></customControl>
<customControl formFactor="0" name="${COMPONENT}"><parameters><text>description</text><size type="Whole.None" static="true">3</size></parameters></customControl></controlDescription>
</controlDescriptions>
<formLibraries><Library name="smp_/js/contact.js" libraryUniqueId="{L1}"/></formLibraries>
<events><event name="onload"><Handlers><Handler functionName="Sample.Contact.onLoad" libraryName="smp_/js/contact.js" passExecutionContext="true" enabled="true"/></Handlers></event>
<event name="onchange" attribute="jobtitle"><Handlers><Handler functionName="Sample.Contact.onJobTitle" libraryName="smp_/js/contact.js" passExecutionContext="true" enabled="true"/></Handlers></event></events>
</form>`;

const TASK_FORM = `<form><tabs>${tab('task', 'Task', [section('what', 'Task', cell('subject', 'Subject') + cell('regardingobjectid', 'Regarding') + cell('scheduledend', 'Due') + cell('prioritycode', 'Priority') + cell('actualdurationminutes', 'Duration') + cell('description', 'Description'))])}</tabs></form>`;

const SCRIPT = `var Sample; (Sample = Sample || {}).Contact = {
  onLoad: function (context) {
    var form = context.getFormContext();
    window.sampleLoads = (window.sampleLoads || 0) + 1;
    form.ui.setFormNotification('Loaded by a form library', 'INFO', 'sample');
    form.data.entity.addOnSave(function (save) {
      if (form.getAttribute('jobtitle').getValue() === 'Refused') { save.getEventArgs().preventDefault(); form.getControl('jobtitle').setNotification('This title is refused.', 'refused'); }
      else form.getControl('jobtitle').clearNotification('refused');
    });
    form.data.entity.addOnPostSave(function (after) { window.samplePostSave = after.getEventArgs().getIsSaveSuccess(); });
  },
  onJobTitle: async function (context) {
    var attribute = context.getEventSource();
    if (attribute.getValue() !== 'Ask me') return;
    var answer = await Xrm.Navigation.openConfirmDialog({ title: 'A question', text: 'Keep this title?', confirmButtonLabel: 'Keep it' });
    if (!answer.confirmed) attribute.setValue(null);
  }
};`;

/** As pcf-scripts builds a virtual control: React from the platform, registered by name. */
const BUNDLE = `(function () { 'use strict'; var React = Reactv16, Fluent = FluentUIReactv81211;
function Badge() {} Badge.prototype = {
  init: function (context, notify) { this.notify = notify; window.badgeContext = context; context.mode.trackContainerResize(true); },
  updateView: function (context) { var me = this; this.value = context.parameters.text.raw; window.badgeContext = context;
    if (this.value === 'explode') throw new Error('The badge exploded.');
    return React.createElement(Fluent.Stack, { className: 'badge' }, React.createElement('strong', { className: 'badge-text' }, context.resources.getString('Hello') + ' ' + (this.value || 'nobody')),
      React.createElement(Fluent.PrimaryButton, { text: 'Stamp', onClick: function () { me.value = 'Stamped'; me.notify(); } })); },
  getOutputs: function () { return { text: this.value }; }, destroy: function () { window.badgeDestroyed = true; } };
if (window.ComponentFramework && window.ComponentFramework.registerControl) ComponentFramework.registerControl('Sample.Badge', Badge); })();`;
const MANIFEST = `<manifest><control namespace="Sample" constructor="Badge" version="1.0.0" display-name-key="Hello" control-type="virtual" api-version="1.3.18">
<property name="text" of-type="Multiple" usage="bound" required="true"/><property name="size" of-type="Whole.None" usage="input"/>
<resources><code path="bundle.js" order="1"/><resx path="strings/Badge.1033.resx" version="1.0.0"/><platform-library name="React" version="16.14.0"/><platform-library name="Fluent" version="8.121.1"/></resources></control></manifest>`;
const resx = (hello: string): string => `<root><data name="Hello"><value>${hello}</value></data></root>`;

const SITE_MAP = `<SiteMap><Area Id="work" Title="Work"><Group Id="people" Title="People"><SubArea Id="contacts" Entity="contact"/><SubArea Id="accounts" Entity="account"/></Group>
<Group Id="activities" Title="Activities"><SubArea Id="tasks" Entity="task"/></Group></Area></SiteMap>`;
const CONTACT_FETCH =
  '<fetch><entity name="contact"><attribute name="fullname"/><attribute name="emailaddress1"/><order attribute="fullname" descending="false"/></entity></fetch>';
const CONTACT_LAYOUT =
  '<grid name="resultset"><row name="result" id="contactid"><cell name="fullname" width="250"/><cell name="emailaddress1" width="220"/><cell name="parentcustomerid" width="200"/><cell name="createdon" width="180"/></row></grid>';

/** Fills an empty organisation. */
export function insertSampleApp(engine: Engine): void {
  const { insert, find } = engine.system;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  if (!find('systemuser', { systemuserid: ADMIN_USER_ID }).length)
    insert('systemuser', {
      systemuserid: ADMIN_USER_ID,
      fullname: ADMIN_FULL_NAME,
      internalemailaddress: 'ada.admin@example.com',
    });
  if (!find('organization', {}).length)
    insert('organization', { organizationid: ORGANIZATION_ID, name: ORGANIZATION_NAME, languagecode: 1033 });
  insert('appmodule', {
    appmoduleid: APP_ID,
    appmoduleidunique: APP_ID,
    name: 'Sample Hub',
    uniquename: 'smp_Sample',
    description: 'A small app for tests',
  });
  insert('sitemap', { sitemapname: 'Sample Hub', sitemapnameunique: 'smp_Sample', sitemapxml: SITE_MAP });
  const form = (formid: string, objecttypecode: string, name: string, formxml: string): string =>
    insert('systemform', { formid, objecttypecode, name, type: 2, formactivationstate: 1, formxml });
  form(CONTACT_FORM_ID, 'contact', 'Contact', CONTACT_FORM);
  form(
    SECOND_FORM_ID,
    'contact',
    'Second Form',
    `<form><tabs>${tab('only', 'Only', [section('s', 'Section', cell('lastname', 'Last Name'))])}</tabs></form>`,
  );
  form(TASK_FORM_ID, 'task', 'Task', TASK_FORM);
  insert('savedquery', {
    savedqueryid: CONTACT_VIEW_ID,
    name: 'All Contacts',
    returnedtypecode: 'contact',
    querytype: 0,
    isdefault: true,
    fetchxml: CONTACT_FETCH,
    layoutxml: CONTACT_LAYOUT,
  });
  const web = (name: string, webresourcetype: number, content: string): string =>
    insert('webresource', { name, displayname: name, webresourcetype, content: base64(content) });
  web('smp_/js/contact.js', 3, SCRIPT);
  web(`cc_${COMPONENT}/bundle.js`, 3, BUNDLE);
  web(`cc_${COMPONENT}/strings/Badge.1033.resx`, 12, resx('Hello'));
  web(`cc_${COMPONENT}/strings/Badge.1031.resx`, 12, resx('Hallo'));
  insert('customcontrol', { name: COMPONENT, manifest: MANIFEST, version: '1.0.0' });
}
