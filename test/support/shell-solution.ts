import { strToU8, zipSync } from 'fflate';

/** Ids of the solution below. */
export const shellSolution = {
  app: 's_Shell',
  accountForm: '71000000-0000-4000-8000-000000000001',
  quickCreateForm: '71000000-0000-4000-8000-000000000002',
  quickViewForm: '71000000-0000-4000-8000-000000000003',
  contactView: '71000000-0000-4000-8000-000000000004',
} as const;

const id = (value: string): string => `{${value}}`;
const TEXT = '{4273EDBD-AC1D-40D3-9FB2-095C621B552D}';
const SUBGRID = '{E7A81278-8635-4d9e-8D4D-59480B391C5B}';
const QUICK_VIEW = '{5C5600E0-1D6E-4205-A272-BE80DA87FD42}';
const WEB_RESOURCE = '{9FDF5F91-88B1-47f4-AD53-C11EFC01A01D}';

const labels = (english: string, german = english): string =>
  `<labels><label description="${english}" languagecode="1033"/><label description="${german}" languagecode="1031"/></labels>`;
const cell = (label: string, control: string, more = ''): string =>
  `<row><cell id="{${crypto.randomUUID()}}" ${more}>${labels(label)}${control}</cell></row>`;
const field = (column: string, label: string): string =>
  cell(label, `<control id="${column}" classid="${TEXT}" datafieldname="${column}"/>`);
const section = (name: string, label: string, rows: string): string =>
  `<section name="${name}" showlabel="true" columns="1">${labels(label)}<rows>${rows}</rows></section>`;
const tab = (name: string, ...columns: readonly string[]): string =>
  `<tab name="${name}">${labels(name)}<columns>${columns.map((inner) => `<column width="${100 / columns.length}%"><sections>${inner}</sections></column>`).join('')}</columns></tab>`;
const parameters = `<ViewId>${id(shellSolution.contactView)}</ViewId><IsUserView>false</IsUserView><RelationshipName>contact_customer_accounts</RelationshipName><TargetEntityType>contact</TargetEntityType><AutoExpand>Fixed</AutoExpand><EnableQuickFind>true</EnableQuickFind><EnableViewPicker>false</EnableViewPicker><ChartGridMode>Grid</ChartGridMode><RecordsPerPage>3</RecordsPerPage>`;
const quickForms = `&lt;QuickFormIds&gt;&lt;QuickFormId entityname="contact"&gt;${shellSolution.quickViewForm}&lt;/QuickFormId&gt;&lt;/QuickFormIds&gt;`;

const ACCOUNT_FORM = `<form><tabs>${tab(
  'Summary',
  section(
    'company',
    'Company',
    field('name', 'Account Name') +
      field('telephone1', 'Main Phone') +
      field('primarycontactid', 'Primary Contact') +
      cell(
        'Primary contact',
        `<control id="primaryview" classid="${QUICK_VIEW}" datafieldname="primarycontactid"><parameters><QuickForms>${quickForms}</QuickForms><ControlMode>Edit</ControlMode></parameters></control>`,
      ),
  ),
  section(
    'people',
    'People',
    cell(
      'Contacts',
      `<control id="contacts" classid="${SUBGRID}" indicationOfSubgrid="true"><parameters>${parameters}</parameters></control>`,
    ),
  ),
)}${tab(
  'Cards',
  section(
    'cards',
    'Cards',
    cell(
      'Cards',
      `<control id="cards" classid="${SUBGRID}" indicationOfSubgrid="true" uniqueid="{71000000-0000-4000-8000-0000000000AA}"><parameters>${parameters}</parameters></control>`,
    ) +
      cell(
        'Page',
        `<control id="WebResource_page" classid="${WEB_RESOURCE}"><parameters><Url>s_/page.html</Url><PassParameters>true</PassParameters></parameters></control>`,
      ),
  ),
)}</tabs>
<controlDescriptions><controlDescription forControl="{71000000-0000-4000-8000-0000000000AA}"><customControl formFactor="0" name="s_Shell.Cards"><parameters><data-set name="items">${parameters}</data-set></parameters></customControl></controlDescription></controlDescriptions>
<formLibraries><Library name="s_/commands.js" libraryUniqueId="{71000000-0000-4000-8000-0000000000BB}"/></formLibraries>
<events><event name="onload"><Handlers><Handler functionName="Shell.Commands.onLoad" libraryName="s_/commands.js" passExecutionContext="true" enabled="true"/></Handlers></event></events></form>`;
const CONTACT_QUICK_CREATE = `<form><tabs>${tab('Quick', section('quick', 'Details', field('firstname', 'First Name') + field('lastname', 'Last Name') + field('parentcustomerid', 'Company')))}</tabs></form>`;
const CONTACT_QUICK_VIEW = `<form><tabs>${tab('Card', section('card', 'Card', field('fullname', 'Name') + field('emailaddress1', 'Email')))}</tabs></form>`;

const form = (type: string, formId: string, name: string, xml: string): string =>
  `<forms type="${type}"><systemform><formid>${id(formId)}</formid><FormActivationState>1</FormActivationState>${xml}<LocalizedNames><LocalizedName description="${name}" languagecode="1033"/></LocalizedNames></systemform></forms>`;

const javaScript = (name: string, functionName: string, inner: string): string =>
  `<${name} FunctionName="${functionName}" Library="$webresource:s_/commands.js">${inner}</${name}>`;
const command = (name: string, rules: string, functionName: string, inner: string): string =>
  `<CommandDefinition Id="s.${name}"><EnableRules>${rules}</EnableRules><DisplayRules/><Actions>${javaScript('JavaScriptFunction', functionName, inner)}</Actions></CommandDefinition>`;
const crm = (value: string): string => `<CrmParameter Value="${value}"/>`;

const ACCOUNT_RIBBON = `<RibbonDiffXml><CustomActions>
<CustomAction Id="s.phone.action" Location="Mscrm.Form.account.MainTab.Actions.Controls._children" Sequence="10"><CommandUIDefinition><Button Id="s.phone.button" Command="s.phone" LabelText="$LocLabels:s.phone.label" ToolTipTitle="$LocLabels:s.phone.label" ModernImage="PhoneCall" TemplateAlias="o1"/></CommandUIDefinition></CustomAction>
<CustomAction Id="s.who.action" Location="Mscrm.Form.account.MainTab.Actions.Controls._children" Sequence="20"><CommandUIDefinition><FlyoutAnchor Id="s.who.menu" Command="s.menu" LabelText="Ask"><Menu Id="s.who.menu.m"><MenuSection Id="s.who.menu.m.s" Sequence="1"><Controls Id="s.who.menu.m.s.c"><Button Id="s.who.button" Command="s.who" LabelText="Who am I" Sequence="1"/></Controls></MenuSection></Menu></FlyoutAnchor></CommandUIDefinition></CustomAction>
<HideCustomAction HideActionId="s.hide" Location="Mscrm.Form.account.Delete"/>
</CustomActions><Templates><RibbonTemplates Id="Mscrm.Templates"/></Templates>
<CommandDefinitions>${command('phone', '<EnableRule Id="s.phone.rule"/><EnableRule Id="s.existing"/>', 'Shell.Commands.phone', `${crm('PrimaryControl')}${crm('FirstPrimaryItemId')}<StringParameter Value="called"/><IntParameter Value="3"/>`)}${command('who', '', 'Shell.Commands.who', '')}<CommandDefinition Id="s.menu"><EnableRules/><DisplayRules/><Actions/></CommandDefinition></CommandDefinitions>
<RuleDefinitions><TabDisplayRules/><DisplayRules/><EnableRules><EnableRule Id="s.phone.rule">${javaScript('CustomRule', 'Shell.Commands.hasPhone', crm('PrimaryControl'))}</EnableRule><EnableRule Id="s.existing"><FormStateRule State="Existing"/></EnableRule></EnableRules></RuleDefinitions>
<LocLabels><LocLabel Id="s.phone.label"><Titles><Title description="Call them" languagecode="1033"/><Title description="Anrufen" languagecode="1031"/></Titles></LocLabel></LocLabels></RibbonDiffXml>`;
const CONTACT_RIBBON = `<RibbonDiffXml><CustomActions>
<CustomAction Id="s.greet.sub" Location="Mscrm.SubGrid.contact.MainTab.Actions.Controls._children" Sequence="10"><CommandUIDefinition><Button Id="s.greet.sub.button" Command="s.greet" LabelText="Greet"/></CommandUIDefinition></CustomAction>
<CustomAction Id="s.greet.grid" Location="Mscrm.HomepageGrid.contact.MainTab.Actions.Controls._children" Sequence="10"><CommandUIDefinition><Button Id="s.greet.grid.button" Command="s.greet" LabelText="Greet"/></CommandUIDefinition></CustomAction>
</CustomActions><Templates><RibbonTemplates Id="Mscrm.Templates"/></Templates>
<CommandDefinitions>${command('greet', '<EnableRule Id="s.some"/>', 'Shell.Commands.greet', `${crm('SelectedControl')}${crm('SelectedControlSelectedItemReferences')}${crm('PrimaryEntityTypeName')}`)}</CommandDefinitions>
<RuleDefinitions><TabDisplayRules/><DisplayRules/><EnableRules><EnableRule Id="s.some"><SelectionCountRule Minimum="1" Maximum="2" AppliesTo="SelectedEntity"/></EnableRule></EnableRules></RuleDefinitions><LocLabels/></RibbonDiffXml>`;

const VIEW = `<savedquery><savedqueryid>${id(shellSolution.contactView)}</savedqueryid><querytype>0</querytype><isdefault>0</isdefault><fetchxml><fetch><entity name="contact"><attribute name="contactid"/><attribute name="fullname"/><attribute name="emailaddress1"/><attribute name="createdon"/><order attribute="fullname" descending="false"/></entity></fetch></fetchxml><layoutxml><grid name="resultset"><row name="result" id="contactid"><cell name="fullname" width="160"/><cell name="emailaddress1" width="200"/></row></grid></layoutxml><LocalizedNames><LocalizedName description="People of the company" languagecode="1033"/></LocalizedNames></savedquery>`;

const LOOKUP_VIEW = VIEW.replace(shellSolution.contactView, '71000000-0000-4000-8000-000000000005')
  .replace('<querytype>0', '<querytype>64')
  .replace('<isdefault>0', '<isdefault>1')
  .replace('People of the company', 'People to look up');

const SCRIPT = `var Shell; (Shell = Shell || {}).Commands = {
  onLoad: function (context) {
    var form = context.getFormContext();
    window.shellForm = form; window.gridLoads = 0;
    form.getControl('contacts').addOnLoad(function (loaded) { window.gridLoads += 1; window.gridSource = loaded.getEventSource().getName(); });
    form.getAttribute('telephone1').addOnChange(function () { form.ui.refreshRibbon(); });
  },
  hasPhone: function (form) { return Promise.resolve(!!form.getAttribute('telephone1').getValue()); },
  phone: function (form, id, how, times) { window.phoned = { id: id, how: how, times: times }; form.ui.setFormNotification('Calling ' + form.getAttribute('telephone1').getValue(), 'INFO', 'call'); },
  who: function () {
    return Xrm.WebApi.online.execute({ getMetadata: function () { return { boundParameter: null, parameterTypes: {}, operationType: 1, operationName: 'WhoAmI' }; } })
      .then(function (answer) { return answer.json(); })
      .then(function (body) { window.who = body.UserId; return Xrm.Navigation.openAlertDialog({ title: 'You', text: body.UserId }); });
  },
  greet: function (grid, rows, table) { window.greeted = { names: rows.map(function (row) { return row.Name; }), table: table, selected: grid.getGrid().getSelectedRows().getLength() }; }
};`;
const CARDS = `(function () {
function Cards() {} Cards.prototype = {
  init: function (context, notify, state, box) { this.box = box; },
  updateView: function (context) {
    var set = context.parameters.items, box = this.box; window.cardsSet = set; window.cardsUpdated = context.updatedProperties; box.textContent = '';
    if (set.loading) { box.textContent = 'loading'; return; }
    var list = document.createElement('ul'); list.className = 'cards'; list.setAttribute('aria-label', 'Cards');
    set.sortedRecordIds.forEach(function (id) { var item = document.createElement('li'); item.textContent = set.columns.map(function (column) { return set.records[id].getFormattedValue(column.name); }).join(' | '); list.appendChild(item); });
    box.appendChild(list);
    var more = document.createElement('button'); more.textContent = 'More cards'; more.disabled = !set.paging.hasNextPage; more.onclick = function () { set.paging.loadNextPage(); }; box.appendChild(more);
    var turn = document.createElement('button'); turn.textContent = 'Turn round'; turn.onclick = function () { set.sorting.length = 0; set.sorting.push({ name: 'fullname', sortDirection: 1 }); set.refresh(); }; box.appendChild(turn);
  },
  getOutputs: function () { return {}; }, destroy: function () {} };
ComponentFramework.registerControl('Shell.Cards', Cards); })();`;
const MANIFEST =
  '<manifest><control namespace="Shell" constructor="Cards" version="1.0.0" display-name-key="Cards" control-type="standard"><data-set name="items" display-name-key="Items"/><resources><code path="bundle.js" order="1"/></resources></control></manifest>';

const entity = (name: string, body: string): string =>
  `<Entity><Name>${name}</Name><EntityInfo><entity Name="${name}" unmodified="1"><attributes/></entity></EntityInfo>${body}</Entity>`;
const resource = (webResourceId: string, name: string, type: number): string =>
  `<WebResource><WebResourceId>${id(webResourceId)}</WebResourceId><Name>${name}</Name><WebResourceType>${type}</WebResourceType><FileName>/WebResources/${name.replace(/\W/g, '')}</FileName></WebResource>`;
const CUSTOMIZATIONS = `<ImportExportXml><Entities>
${entity('Account', `<FormXml>${form('main', shellSolution.accountForm, 'Shell', ACCOUNT_FORM)}</FormXml>${ACCOUNT_RIBBON}`)}
${entity('Contact', `<FormXml>${form('quickCreate', shellSolution.quickCreateForm, 'Quick', CONTACT_QUICK_CREATE)}${form('quick', shellSolution.quickViewForm, 'Card', CONTACT_QUICK_VIEW)}</FormXml><SavedQueries><savedqueries>${VIEW}${LOOKUP_VIEW}</savedqueries></SavedQueries>${CONTACT_RIBBON}`)}
</Entities><Roles/><Workflows/>
<WebResources>${resource('71000000-0000-4000-8000-000000000011', 's_/commands.js', 3)}${resource('71000000-0000-4000-8000-000000000012', 's_/page.html', 1)}</WebResources>
<CustomControls><CustomControl><Name>s_Shell.Cards</Name><FileName>/Controls/s_Shell.Cards/ControlManifest.xml</FileName></CustomControl></CustomControls>
<AppModuleSiteMaps><AppModuleSiteMap><SiteMapUniqueName>s_Shell</SiteMapUniqueName><SiteMap><Area Id="a" Title="Work"><Group Id="g" Title="People"><SubArea Id="s1" Entity="account"/><SubArea Id="s2" Entity="contact"/></Group></Area></SiteMap><LocalizedNames><LocalizedName description="Shell" languagecode="1033"/></LocalizedNames></AppModuleSiteMap></AppModuleSiteMaps>
<AppModules><AppModule><UniqueName>s_Shell</UniqueName><AppModuleComponents><AppModuleComponent type="1" schemaName="account"/><AppModuleComponent type="1" schemaName="contact"/><AppModuleComponent type="62" schemaName="s_Shell"/></AppModuleComponents><LocalizedNames><LocalizedName description="Shell" languagecode="1033"/></LocalizedNames></AppModule></AppModules>
<Languages><Language>1033</Language></Languages></ImportExportXml>`;
const ROOTS =
  '<RootComponent type="1" schemaName="account" behavior="2"/><RootComponent type="1" schemaName="contact" behavior="2"/><RootComponent type="61" schemaName="s_/commands.js" behavior="0"/><RootComponent type="61" schemaName="s_/page.html" behavior="0"/><RootComponent type="62" schemaName="s_Shell" behavior="0"/><RootComponent type="66" schemaName="s_Shell.Cards" behavior="0"/><RootComponent type="80" schemaName="s_Shell" behavior="0"/>';
const SOLUTION = `<ImportExportXml><SolutionManifest><UniqueName>ShellTest</UniqueName><LocalizedNames><LocalizedName description="Shell test" languagecode="1033"/></LocalizedNames><Version>1.0.0.0</Version><Managed>0</Managed><Publisher><UniqueName>shelltest</UniqueName><LocalizedNames><LocalizedName description="Shell test" languagecode="1033"/></LocalizedNames><CustomizationPrefix>s</CustomizationPrefix><CustomizationOptionValuePrefix>23456</CustomizationOptionValuePrefix></Publisher><RootComponents>${ROOTS}</RootComponents><MissingDependencies/></SolutionManifest></ImportExportXml>`;

/** A solution with everything a form of the shell can show: subgrids, a data set control, quick forms, commands. */
export function shellSolutionZip(): Uint8Array {
  const files: Record<string, string> = {
    'solution.xml': SOLUTION,
    'customizations.xml': CUSTOMIZATIONS,
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml"/></Types>',
    'WebResources/s_commandsjs': SCRIPT,
    'WebResources/s_pagehtml':
      '<!doctype html><html lang="en"><title>Page</title><body style="color:CanvasText;background:Canvas"><p>A page of the solution</p></body></html>',
    'Controls/s_Shell.Cards/ControlManifest.xml': MANIFEST,
    'Controls/s_Shell.Cards/bundle.js': CARDS,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strToU8(content)])));
}
