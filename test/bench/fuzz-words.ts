/** What generated requests are made of: names that exist, names that do not, and texts that break. */

export const COLUMNS =
  `subject subject statecode statuscode createdon description prioritycode percentcomplete scheduledend versionnumber activityid
  _regardingobjectid_value _ownerid_value _al_contactid_value al_body al_kind al_occurredon al_sourceid nope isbilled activitytypecode ownerid
  regardingobjectid_contact_task ownerid_task task_activity_parties activityid_activitypointer/subject ownerid_task/fullname
  regardingobjectid_contact_task/fullname regardingobjectid_contact_task/parentcustomerid_account/name $it`.split(
    /\s+/,
  );
export const FUNCTIONS =
  'contains startswith endswith length nope In NotIn Between NotBetween LastXDays NextXWeeks On OnOrAfter Today EqualUserId EqualBusinessId OlderThanXYears ContainValues Under Above Nope ThisFiscalYear InFiscalPeriodAndYear'.split(
    ' ',
  );
export const SETS =
  `contacts phonecalls emails appointments activitypointers activityparties accounts leads opportunities annotations systemusers teams roles lists
  savedqueries systemforms webresourceset asyncoperations nopes $1 % %00 a'b $metadata EntityDefinitions GlobalOptionSetDefinitions RelationshipDefinitions
  WhoAmI WhoAmI() RetrieveVersion() al_loggingconfigurations serviceendpoints sdkmessageprocessingsteps businessunits organizations queues`.split(
    /\s+/,
  );
export const SEGMENTS =
  `/subject /subject/$value /nope /regardingobjectid_contact_task /regardingobjectid_contact_task/$ref /task_activity_parties /task_activity_parties/$ref
  /task_activity_parties/$count /Microsoft.Dynamics.CRM.SendEmail /Microsoft.Dynamics.CRM.CreateMultiple /Microsoft.Dynamics.CRM.UpdateMultiple
  /Microsoft.Dynamics.CRM.Nope /$count /$ref /a/b/c/d /ownerid_task /createdon /Contact_Tasks /Task_Annotation /activityid_activitypointer
  /systemuserroles_association /Attributes /Keys /ManyToOneRelationships`.split(/\s+/);
export const EXPANDS =
  'task_activity_parties regardingobjectid_contact_task ownerid_task Task_Annotation createdby_task Contact_Tasks nope'.split(
    ' ',
  );
export const OPERATORS =
  'eq ne like not-like in not-in null not-null last-x-days on between today nope contain-values eq-userid under gt'.split(
    ' ',
  );
export const APPLIES = [
  'aggregate($count as n)',
  'groupby((statecode))',
  'groupby((statecode),aggregate($count as n))',
  "filter(subject eq 'a')/aggregate(percentcomplete with sum as s)",
  'aggregate(subject with sum as s)',
  'groupby((nope),aggregate(x with nope as y))',
  'groupby(',
  'x',
];
export const NAMES = [
  'regardingobjectid_contact_task@odata.bind',
  'ownerid@odata.bind',
  'nope@odata.bind',
  'value',
  '@odata.id',
  '@odata.type',
  'task_activity_parties@odata.bind',
  'task_activity_parties',
  'subject@x',
  'IssueSend',
  'Targets',
  '__proto__',
  'toString',
  'constructor',
  'Contact_Tasks',
];
