/** Background operations. Source: Microsoft's table reference page of backgroundoperation; the on-premises CSDL does not have the table. */
import { elasticKey } from '../../import/system-columns.ts';
import type { CsdlTable } from './csdl-data.ts';
import { createOnly, MAX_INT, memo, moment, must, pick, table, text, whole } from './facts/dsl.ts';
import type { TableFact } from './facts/dsl.ts';

const NAME = 'backgroundoperation';
/** Longest parameters and messages. */
const MAX_TEXT = 1_048_576;

export const BACKGROUND_TABLES: Readonly<Record<string, CsdlTable>> = {
  [NAME]: {
    key: `${NAME}id`,
    set: `${NAME}s`,
    properties: {
      DateTimeOffset: 'createdon endtime modifiedon overriddencreatedon starttime',
      Guid: `_createdby_value _createdonbehalfby_value _modifiedby_value _modifiedonbehalfby_value ${NAME}id`,
      Int32: `${NAME}statecode ${NAME}statuscode errorcode importsequencenumber priority retrycount ttlinseconds`,
      Int64: 'versionnumber',
      String: 'displayname errormessage inputparameters name outputparameters partitionid runas',
    },
    navigations: ['createdby', 'createdonbehalfby', 'modifiedby', 'modifiedonbehalfby'].map((column) => [
      column,
      'systemuser',
      column,
      `lk_${NAME}_${column}`,
    ]),
  },
};

export const BACKGROUND_FACTS: readonly TableFact[] = [
  {
    ...table(
      NAME,
      0,
      ['Background Operation', 'Background Operations', 'Hintergrundvorgang', 'Hintergrundvorgänge'],
      'OrganizationOwned',
      'name',
      {
        BackgroundOperationStateCode: must(
          pick(
            [
              [0, 'Ready', 'Bereit'],
              [2, 'Locked', 'Gesperrt'],
              [3, 'Completed', 'Abgeschlossen'],
            ],
            'Status',
            'Status',
            0,
          ),
        ),
        BackgroundOperationStatusCode: must(
          pick(
            [
              [0, 'Waiting For Resources', 'Auf Ressourcen warten'],
              [20, 'In Progress', 'In Bearbeitung'],
              [22, 'Canceling', 'Wird abgebrochen'],
              [30, 'Succeeded', 'Erfolgreich'],
              [31, 'Failed', 'Fehlgeschlagen'],
              [32, 'Canceled', 'Abgebrochen'],
            ],
            'Status Reason',
            'Statusgrund',
            0,
          ),
        ),
        Name: must(text(512, 'Name', 'Name')),
        DisplayName: text(512, 'DisplayName', 'Anzeigename'),
        InputParameters: memo(MAX_TEXT, 'Input Parameters', 'Eingabeparameter'),
        OutputParameters: memo(MAX_TEXT, 'Output Parameters', 'Ausgabeparameter'),
        StartTime: moment('Start Time', 'Startzeit'),
        EndTime: moment('End Time', 'Endzeit'),
        RetryCount: whole(0, MAX_INT, 'Retry Count', 'Anzahl der Wiederholungen'),
        ErrorCode: whole(-2_147_483_648, MAX_INT, 'Error Code', 'Fehlercode'),
        ErrorMessage: memo(MAX_TEXT, 'Error Message', 'Fehlermeldung'),
        RunAs: text(40, 'Run As', 'Ausführen als'),
        Priority: whole(0, 10, 'Priority', 'Priorität'),
        PartitionId: createOnly(text(100, 'Partition Id')),
        TTLInSeconds: whole(1, MAX_INT, 'Time to live', 'Gültigkeitsdauer'),
      },
    ),
    tableType: 'Elastic',
    keys: [elasticKey(`${NAME}id`)],
  },
];
