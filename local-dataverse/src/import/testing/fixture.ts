/** A small solution of our own, for tests: one table with a column of every type, columns on task, a form, a control. */
import { strToU8, zipSync } from 'fflate';

export interface Fixture {
  readonly version?: string;
  readonly managed?: boolean;
  readonly requirements?: string;
  readonly rootComponents?: string;
  /** Replaces files, or removes them (undefined). */
  readonly files?: Readonly<Record<string, string | undefined>>;
  /** Changes customizations.xml before it is packed. */
  readonly customize?: (xml: string) => string;
}

const label = (english: string): string =>
  `<displaynames><displayname description="${english}" languagecode="1033" /><displayname description="${english} (de)" languagecode="1031" /></displaynames>`;

export function attribute(name: string, type: string, inner = ''): string {
  return `<attribute PhysicalName="${name}"><Type>${type}</Type><Name>${name.toLowerCase()}</Name><LogicalName>${name.toLowerCase()}</LogicalName><RequiredLevel>none</RequiredLevel><DisplayMask>ValidForForm${name === 't_Name' ? '|PrimaryName' : ''}</DisplayMask><ValidForCreateApi>1</ValidForCreateApi><ValidForUpdateApi>1</ValidForUpdateApi><ValidForReadApi>1</ValidForReadApi><IsCustomField>1</IsCustomField>${inner}${label(name)}</attribute>`;
}

const options =
  '<options><option value="1"><labels><label description="One" languagecode="1033" /></labels></option><option value="2"><labels><label description="Two" languagecode="1033" /></labels></option></options>';

const TABLE = `<Entity><Name>t_Thing</Name><EntityInfo><entity Name="t_Thing">
<LocalizedNames><LocalizedName description="Thing" languagecode="1033" /></LocalizedNames>
<LocalizedCollectionNames><LocalizedCollectionName description="Things" languagecode="1033" /></LocalizedCollectionNames>
<attributes>
${attribute('t_ThingId', 'primarykey')}
${attribute('t_Name', 'nvarchar', '<Format>text</Format><MaxLength>100</MaxLength>')}
${attribute('t_Memo', 'ntext', '<MaxLength>4000</MaxLength>')}
${attribute('t_Whole', 'int', '<MinValue>0</MinValue><MaxValue>9</MaxValue>')}
${attribute('t_Big', 'bigint')}
${attribute('t_Decimal', 'decimal', '<MinValue>-5</MinValue><MaxValue>5</MaxValue><Accuracy>3</Accuracy>')}
${attribute('t_Float', 'float', '<Accuracy>2</Accuracy>')}
${attribute('t_Money', 'money', '<Accuracy>2</Accuracy>')}
${attribute('t_When', 'datetime', '<Format>datetime</Format><Behavior>1</Behavior>')}
${attribute('t_Day', 'datetime', '<Format>date</Format><Behavior>2</Behavior>')}
${attribute('t_Flag', 'bit', `<AppDefaultValue>1</AppDefaultValue><optionset Name="t_thing_t_flag"><OptionSetType>bit</OptionSetType>${options}</optionset>`)}
${attribute('t_Local', 'picklist', `<AppDefaultValue>2</AppDefaultValue><optionset Name="t_thing_t_local"><OptionSetType>picklist</OptionSetType>${options}</optionset>`)}
${attribute('t_Global', 'picklist', '<AppDefaultValue>-1</AppDefaultValue><OptionSetName>t_choice</OptionSetName>')}
${attribute('t_Many', 'multiselectpicklist', '<OptionSetName>t_choice</OptionSetName>')}
${attribute('t_ContactId', 'lookup', '<LookupStyle>single</LookupStyle>')}
${attribute('t_File', 'file', '<MaxValue>32768</MaxValue>')}
</attributes>
<EntitySetName>t_things</EntitySetName><OwnershipTypeMask>UserOwned</OwnershipTypeMask><IsActivity>0</IsActivity>
<EntityKeys><EntityKey><Name>t_NameKey</Name><LogicalName>t_namekey</LogicalName><EntityKeyAttributes><AttributeName>t_name</AttributeName></EntityKeyAttributes></EntityKey></EntityKeys>
</entity></EntityInfo>
<FormXml><forms type="main"><systemform><formid>{11111111-0000-4000-8000-000000000001}</formid><FormActivationState>1</FormActivationState>
<form><tabs><tab name="t"><labels><label description="T" languagecode="1033" /></labels><columns><column width="100%"><sections><section name="s"><rows><row><cell><control id="t_name" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="t_name" uniqueid="{22222222-0000-4000-8000-000000000001}" /></cell></row></rows></section></sections></column></columns></tab></tabs>
<controlDescriptions><controlDescription forControl="{22222222-0000-4000-8000-000000000001}"><customControl formFactor="0" name="t_Test.Box"><parameters><value>t_name</value></parameters></customControl></controlDescription></controlDescriptions>
<formLibraries><Library name="t_/thing.js" libraryUniqueId="{33333333-0000-4000-8000-000000000001}" /></formLibraries></form>
<LocalizedNames><LocalizedName description="Thing form" languagecode="1033" /><LocalizedName description="Ding-Formular" languagecode="1031" /></LocalizedNames></systemform></forms></FormXml>
<SavedQueries><savedqueries><savedquery><savedqueryid>{44444444-0000-4000-8000-000000000001}</savedqueryid><querytype>0</querytype><isdefault>1</isdefault><fetchxml><fetch><entity name="t_thing"><attribute name="t_name" /></entity></fetch></fetchxml><layoutxml><grid name="resultset"><row name="result" id="t_thingid"><cell name="t_name" width="100" /></row></grid></layoutxml><LocalizedNames><LocalizedName description="All things" languagecode="1033" /></LocalizedNames></savedquery></savedqueries></SavedQueries>
<RibbonDiffXml><CustomActions /><Templates><RibbonTemplates Id="Mscrm.Templates" /></Templates><CommandDefinitions /></RibbonDiffXml></Entity>`;

const TASK = `<Entity><Name>Task</Name><EntityInfo><entity Name="Task" unmodified="1"><attributes>${attribute('t_ThingId', 'lookup')}${attribute('t_Source', 'nvarchar', '<MaxLength>50</MaxLength>')}</attributes></entity></EntityInfo></Entity>`;

function relationship(name: string, from: string, to: string, column: string, navigation: string): string {
  return `<EntityRelationship Name="${name}"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>${from}</ReferencingEntityName><ReferencedEntityName>${to}</ReferencedEntityName><CascadeDelete>RemoveLink</CascadeDelete><ReferencingAttributeName>${column}</ReferencingAttributeName><EntityRelationshipRoles><EntityRelationshipRole><NavigationPropertyName>${navigation}</NavigationPropertyName><RelationshipRoleType>1</RelationshipRoleType></EntityRelationshipRole><EntityRelationshipRole><NavigationPropertyName>${name}</NavigationPropertyName><RelationshipRoleType>0</RelationshipRoleType></EntityRelationshipRole></EntityRelationshipRoles></EntityRelationship>`;
}

const CUSTOMIZATIONS = `<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<Entities>${TABLE}${TASK}</Entities>
<Roles><Role id="{55555555-0000-4000-8000-000000000001}" name="Thing User"><RolePrivileges><RolePrivilege name="prvReadt_Thing" level="Global" /><RolePrivilege name="prvCreateActivity" level="Local" /></RolePrivileges></Role></Roles>
<Workflows />
<EntityRelationships>${relationship('t_contact_thing', 't_Thing', 'Contact', 't_contactid', 't_ContactId')}${relationship('t_thing_task', 'Task', 't_Thing', 't_thingid', 't_ThingId_task')}<EntityRelationship Name="owner_t_thing"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>t_Thing</ReferencingEntityName><ReferencedEntityName>Owner</ReferencedEntityName><ReferencingAttributeName>OwnerId</ReferencingAttributeName></EntityRelationship></EntityRelationships>
<optionsets><optionset Name="t_choice" localizedName="Choice"><OptionSetType>picklist</OptionSetType><IsGlobal>1</IsGlobal>${label('Choice')}${options}</optionset></optionsets>
<WebResources><WebResource><WebResourceId>{66666666-0000-4000-8000-000000000001}</WebResourceId><Name>t_/thing.js</Name><WebResourceType>3</WebResourceType><FileName>/WebResources/t_thingjs66666666-0000-4000-8000-000000000001</FileName></WebResource></WebResources>
<CustomControls><CustomControl><Name>t_Test.Box</Name><FileName>/Controls/t_Test.Box/ControlManifest.xml</FileName></CustomControl></CustomControls>
<AppModuleSiteMaps><AppModuleSiteMap><SiteMapUniqueName>t_App</SiteMapUniqueName><SiteMap><Area Id="a"><Group Id="g"><SubArea Id="s" Entity="t_thing" /></Group></Area></SiteMap><LocalizedNames><LocalizedName description="App" languagecode="1033" /></LocalizedNames></AppModuleSiteMap></AppModuleSiteMaps>
<AppModules><AppModule><UniqueName>t_App</UniqueName><AppModuleComponents><AppModuleComponent type="1" schemaName="t_thing" /><AppModuleComponent type="62" schemaName="t_App" /></AppModuleComponents><AppModuleRoleMaps><Role id="{55555555-0000-4000-8000-000000000001}" /></AppModuleRoleMaps><LocalizedNames><LocalizedName description="App" languagecode="1033" /></LocalizedNames></AppModule></AppModules>
<Languages><Language>1033</Language></Languages></ImportExportXml>`;

export const ROOTS = `<RootComponent type="1" schemaName="t_thing" behavior="0" /><RootComponent type="1" schemaName="task" behavior="2" /><RootComponent type="9" schemaName="t_choice" behavior="0" /><RootComponent type="20" id="{55555555-0000-4000-8000-000000000001}" behavior="0" /><RootComponent type="61" schemaName="t_/thing.js" behavior="0" /><RootComponent type="62" schemaName="t_App" behavior="0" /><RootComponent type="66" schemaName="t_Test.Box" behavior="0" /><RootComponent type="80" schemaName="t_App" behavior="0" />`;

/** The bytes of the zip. */
export function solutionZip(fixture: Fixture = {}): Uint8Array {
  const solution = `<ImportExportXml><SolutionManifest><UniqueName>Things</UniqueName><LocalizedNames><LocalizedName description="Things" languagecode="1033" /></LocalizedNames><Version>${fixture.version ?? '1.0.0.0'}</Version><Managed>${fixture.managed === true ? 1 : 0}</Managed><Publisher><UniqueName>testing</UniqueName><LocalizedNames><LocalizedName description="Testing" languagecode="1033" /></LocalizedNames><CustomizationPrefix>t</CustomizationPrefix><CustomizationOptionValuePrefix>12345</CustomizationOptionValuePrefix></Publisher><RootComponents>${fixture.rootComponents ?? ROOTS}</RootComponents><MissingDependencies>${fixture.requirements ?? ''}</MissingDependencies></SolutionManifest></ImportExportXml>`;
  const files: Record<string, string | undefined> = {
    'solution.xml': solution,
    'customizations.xml': (fixture.customize ?? ((xml) => xml))(CUSTOMIZATIONS),
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml" /></Types>',
    'WebResources/t_thingjs66666666-0000-4000-8000-000000000001': 'window.t = 1;',
    'Controls/t_Test.Box/ControlManifest.xml':
      '<manifest><control namespace="Test" constructor="Box" version="1.2.3" control-type="virtual"><property name="value" of-type="SingleLine.Text" usage="bound" /><resources><code path="bundle.js" order="1" /><resx path="strings/Box.1033.resx" version="1.0.0" /></resources></control></manifest>',
    'Controls/t_Test.Box/bundle.js': 'var box = 1;',
    'Controls/t_Test.Box/strings/Box.1033.resx': '<root />',
    'environmentvariabledefinitions/t_Url/environmentvariabledefinition.xml':
      '<environmentvariabledefinition schemaname="t_Url"><displayname default="Url"><label description="Url" languagecode="1033" /></displayname><isrequired>0</isrequired><type>100000000</type></environmentvariabledefinition>',
    ...fixture.files,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, strToU8(text)]])),
    ),
  );
}
