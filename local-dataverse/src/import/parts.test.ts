import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { activityFixture } from './testing/activity.ts';
import type { Fixture } from './testing/fixture.ts';
import { startOrganisation, type Organisation } from './testing/organisation.ts';
import { uninstallSolution } from './uninstall.ts';

let organisation: Organisation;
beforeEach(() => void (organisation = startOrganisation()));
afterEach(() => organisation.close());

const CHART = '77777777-0000-4000-8000-000000000001';
const DASHBOARD = '88888888-0000-4000-8000-000000000001';
const names = (text: string): string =>
  `<LocalizedNames><LocalizedName description="${text}" languagecode="1033" /><LocalizedName description="${text} (de)" languagecode="1031" /></LocalizedNames>`;
const chart = `<Visualizations><visualization><savedqueryvisualizationid>{${CHART}}</savedqueryvisualizationid><datadescription><datadefinition><fetchcollection><fetch aggregate="true"><entity name="t_thing"><attribute name="t_local" alias="a" groupby="true" /></entity></fetch></fetchcollection></datadefinition></datadescription><presentationdescription><Chart><Series><Series ChartType="Column" /></Series></Chart></presentationdescription><isdefault>1</isdefault>${names('Things by kind')}</visualization></Visualizations>`;
const dashboard = (table: string): string =>
  `<Dashboards><Dashboard><FormId>{${DASHBOARD}}</FormId>${names('Overview')}<IsDefault>0</IsDefault><FormXml><forms type="dashboard"><form><tabs><tab><columns><column><sections><section><rows><row><cell><control id="c" classid="{E7A81278-8635-4D9E-8D4D-59480B391C5B}"><parameters><TargetEntityType>${table}</TargetEntityType><VisualizationId>{${CHART}}</VisualizationId></parameters></control></cell></row></rows></section></sections></column></columns></tab></tabs></form></forms></FormXml></Dashboard></Dashboards>`;
const rootsWith = (more: string): string =>
  `<RootComponent type="1" schemaName="t_thing" behavior="0" /><RootComponent type="1" schemaName="task" behavior="2" /><RootComponent type="9" schemaName="t_choice" behavior="0" /><RootComponent type="20" id="{55555555-0000-4000-8000-000000000001}" behavior="0" /><RootComponent type="61" schemaName="t_/thing.js" behavior="0" /><RootComponent type="62" schemaName="t_App" behavior="0" /><RootComponent type="66" schemaName="t_Test.Box" behavior="0" /><RootComponent type="80" schemaName="t_App" behavior="0" />${more}`;
const withDashboard = (
  table = 't_thing',
  roots = `<RootComponent type="60" id="{${DASHBOARD}}" behavior="0" />`,
): Fixture => ({
  managed: true,
  rootComponents: rootsWith(roots),
  customize: (xml) =>
    xml
      .replace('</SavedQueries>', `</SavedQueries>${chart}`)
      .replace('<WebResources>', `${dashboard(table)}<WebResources>`)
      .replace('<AppModuleComponents>', `<AppModuleComponents><AppModuleComponent type="60" id="{${DASHBOARD}}" />`)
      .replace(
        'Entity="t_thing" />',
        `Entity="t_thing" /><SubArea Id="d" Url="/workplace/home_dashboards.aspx" DefaultDashboard="{${DASHBOARD}}" />`,
      ),
});
const uninstall = (): unknown =>
  uninstallSolution(
    organisation.engine,
    String(organisation.engine.system.find('solution', { uniquename: 'Things' })[0]?.['solutionid']),
  );

describe('charts and dashboards of a package', () => {
  it('become rows, in apps and site maps too, and go with the solution', () => {
    organisation.load(withDashboard());
    expect(organisation.engine.system.get('savedqueryvisualization', CHART)).toMatchObject({
      name: 'Things by kind',
      primaryentitytypecode: 't_thing',
      datadescription: expect.stringMatching(/^<datadefinition>.*t_local/),
      presentationdescription: expect.stringMatching(/^<Chart>/),
      isdefault: true,
    });
    expect(organisation.engine.system.get('systemform', DASHBOARD)).toMatchObject({
      name: 'Overview',
      type: 0,
      objecttypecode: 'none',
      formxml: expect.stringMatching(/^<form>.*<TargetEntityType>t_thing/),
    });
    expect(organisation.engine.system.find('appmodulecomponent', { componenttype: 60 })).toMatchObject([
      { objectid: DASHBOARD },
    ]);
    uninstall();
    expect(organisation.engine.system.get('systemform', DASHBOARD)).toBeUndefined();
    expect(organisation.engine.system.get('savedqueryvisualization', CHART)).toBeUndefined();
  });

  it('are refused with a table that is nowhere, and without a root component', () => {
    expect(organisation.refusal(withDashboard('t_gone')).message).toMatch(
      /table t_gone \(needed by dashboard 'Overview'/,
    );
    expect(organisation.refusal(withDashboard('t_thing', '')).message).toMatch(
      /component 88888888-.* of type 60 is not declared/,
    );
  });
});

describe('a custom activity table', () => {
  it('has the columns of activitypointer, its parties, and shares its key space', () => {
    organisation.load(activityFixture);
    const { engine } = organisation;
    const table = engine.metadata.table('t_thing');
    expect(table).toMatchObject({ isActivity: true, primaryId: 'activityid', primaryName: 'subject' });
    expect(table?.columns.get('regardingobjectid')).toMatchObject({ type: 'Lookup', isCustom: false });
    expect(table?.columns.get('statecode')?.choice).toMatchObject({
      name: 't_thing_statecode',
      options: { length: 4 },
    });
    expect(engine.metadata.manyToOne('t_thing').map((each) => `${each.schemaName} ${each.lookupNavigation}`)).toEqual(
      expect.arrayContaining([
        'contact_t_things regardingobjectid_contact_t_thing',
        't_thing_systemuser_createdby createdby_t_thing',
        'activity_pointer_t_thing activityid_activitypointer',
      ]),
    );
    expect(engine.metadata.oneToMany('t_thing').map((each) => each.collectionNavigation)).toEqual(
      expect.arrayContaining(['t_thing_activity_parties', 't_thing_Annotations']),
    );
    const id = engine.system.insert('t_thing', { subject: 'Visit', t_memo: 'm' });
    expect(engine.system.get('activitypointer', id)).toMatchObject({ subject: 'Visit', activitytypecode: 't_thing' });
    organisation.restart();
    expect(organisation.engine.system.get('t_thing', id)).toMatchObject({ subject: 'Visit', statecode: 0 });
    uninstall();
    expect(organisation.engine.system.get('activitypointer', id)).toBeUndefined();
    expect(organisation.engine.metadata.table('activityparty')?.columns.get('activityid')?.targets).not.toContain(
      't_thing',
    );
  });
});

describe('an elastic table', () => {
  it('comes with partition, time to live and its key', () => {
    organisation.load({
      customize: (xml) => xml.replace('<IsActivity>0', '<TableType>Elastic</TableType><IsActivity>0'),
    });
    const table = organisation.engine.metadata.table('t_thing');
    expect(table).toMatchObject({ tableType: 'Elastic' });
    expect([...(table?.columns.keys() ?? [])]).toEqual(expect.arrayContaining(['partitionid', 'ttlinseconds']));
    expect(table?.keys.map((key) => key.logicalName)).toContain('keyfornosqlentitywithpkpartitionid');
  });
});

const ENDPOINT = '99999999-0000-4000-8000-000000000001';
const STEP = '99999999-0000-4000-8000-000000000002';
const withStep = (handler = '4618'): Fixture => ({
  managed: true,
  rootComponents: rootsWith(
    `<RootComponent type="92" id="{${STEP}}" behavior="0" /><RootComponent type="95" id="{${ENDPOINT}}" behavior="0" />`,
  ),
  customize: (xml) =>
    xml.replace(
      '<AppModuleSiteMaps>',
      `<SdkMessageProcessingSteps><SdkMessageProcessingStep SdkMessageProcessingStepId="{${STEP}}" Name="Tell"><PrimaryEntity>t_Thing</PrimaryEntity><AsyncAutoDelete>1</AsyncAutoDelete><FilteringAttributes>t_name</FilteringAttributes><Mode>1</Mode><Rank>3</Rank><SdkMessageId>{20bebb1b-ea3e-db11-86a7-000a3a5473e8}</SdkMessageId><EventHandler>{${ENDPOINT}}</EventHandler><EventHandlerTypeCode>${handler}</EventHandlerTypeCode><Stage>40</Stage><SupportedDeployment>0</SupportedDeployment><SdkMessageProcessingStepImages><SdkMessageProcessingStepImage Name="Before"><EntityAlias>before</EntityAlias><ImageType>0</ImageType></SdkMessageProcessingStepImage></SdkMessageProcessingStepImages></SdkMessageProcessingStep></SdkMessageProcessingSteps><ServiceEndpoints><ServiceEndpoint ServiceEndpointId="{${ENDPOINT}}" Name="Hook"><ConnectionMode>1</ConnectionMode><Contract>8</Contract><AuthType>4</AuthType><Url>https://127.0.0.1:1/</Url></ServiceEndpoint></ServiceEndpoints><AppModuleSiteMaps>`,
    ),
});

describe('service endpoints and their steps', () => {
  it('come without a secret, keep the one that was set, and go with the solution', () => {
    organisation.load(withStep());
    const { engine } = organisation;
    expect(engine.system.get('serviceendpoint', ENDPOINT)).toMatchObject({ name: 'Hook', contract: 8, authtype: 4 });
    const filter = engine.system.get('sdkmessageprocessingstep', STEP)?.['sdkmessagefilterid'];
    expect(engine.system.get('sdkmessageprocessingstep', STEP)).toMatchObject({
      name: 'Tell',
      stage: 40,
      mode: 1,
      rank: 3,
      asyncautodelete: true,
      filteringattributes: 't_name',
      eventhandler: { table: 'serviceendpoint', id: ENDPOINT },
      sdkmessageid: { table: 'sdkmessage', id: '20bebb1b-ea3e-db11-86a7-000a3a5473e8' },
      statecode: 0,
    });
    engine.system.update('serviceendpoint', ENDPOINT, { authvalue: 'secret' });
    organisation.load(withStep());
    expect(engine.system.get('serviceendpoint', ENDPOINT)).toMatchObject({ authvalue: 'secret' });
    expect(engine.system.find('sdkmessageprocessingstepimage', { entityalias: 'before' })).toHaveLength(1);
    organisation.restart();
    const found = typeof filter === 'object' && filter !== null && 'id' in filter ? filter.id : '';
    expect(organisation.engine.system.get('sdkmessagefilter', found)).toMatchObject({
      primaryobjecttypecode: 't_thing',
    });
    uninstall();
    for (const table of ['serviceendpoint', 'sdkmessageprocessingstep', 'sdkmessageprocessingstepimage'])
      expect(organisation.engine.system.find(table, {})).toEqual([]);
  });

  it('of plug-ins are not done here', () => {
    expect(organisation.refusal(withStep('4602'))).toMatchObject({
      status: 501,
      message: expect.stringMatching(/plug-in \(Tell\)/),
    });
  });
});
