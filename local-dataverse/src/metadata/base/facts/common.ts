/** Facts shared by many tables: the platform's own columns, address blocks, well-known choices. */
import {
  createOnly,
  double,
  look,
  MAX_INT,
  memo,
  moment,
  phone,
  pick,
  readOnly,
  text,
  typed,
  whole,
  yesNo,
} from './dsl.ts';
import type { ColumnFact } from './dsl.ts';
import { label } from '../../labels.ts';

/** Columns that mean the same on every table. */
export const SYSTEM_COLUMNS: Readonly<Record<string, ColumnFact>> = {
  CreatedBy: readOnly(look('Created By', 'Erstellt von')),
  CreatedOn: readOnly(moment('Created On', 'Erstellt am')),
  CreatedOnBehalfBy: readOnly(look('Created By (Delegate)', 'Erstellt von (Delegat)')),
  ModifiedBy: readOnly(look('Modified By', 'Geändert von')),
  ModifiedOn: readOnly(moment('Modified On', 'Geändert am')),
  ModifiedOnBehalfBy: readOnly(look('Modified By (Delegate)', 'Geändert von (Delegat)')),
  OwnerId: { ...typed('Owner', 'Owner', 'Besitzer'), targets: ['systemuser', 'team'], required: 'SystemRequired' },
  OwningBusinessUnit: readOnly(look('Owning Business Unit', 'Besitzende Unternehmenseinheit')),
  OwningTeam: readOnly(look('Owning Team', 'Besitzendes Team')),
  OwningUser: readOnly(look('Owning User', 'Besitzender Benutzer')),
  OrganizationId: readOnly(look('Organization', 'Organisation')),
  VersionNumber: readOnly(typed('BigInt', 'Version Number', 'Versionsnummer')),
  ImportSequenceNumber: createOnly(whole(-2_147_483_648, MAX_INT, 'Import Sequence Number', 'Importsequenznummer')),
  OverriddenCreatedOn: createOnly({ ...moment('Record Created On', 'Datensatz erstellt am'), format: 'DateOnly' }),
  TimeZoneRuleVersionNumber: whole(-1, MAX_INT, 'Time Zone Rule Version Number'),
  UTCConversionTimeZoneCode: whole(-1, MAX_INT, 'UTC Conversion Time Zone Code'),
  TransactionCurrencyId: look('Currency', 'Währung'),
  ExchangeRate: readOnly({
    type: 'Decimal',
    minValue: 0.0000000001,
    maxValue: 100_000_000_000,
    precision: 10,
    ...look('Exchange Rate', 'Wechselkurs'),
  }),
  SolutionId: readOnly(look('Solution')),
  IsManaged: readOnly(
    yesNo(false, 'Is Managed', 'Verwaltet', [label('Unmanaged', 'Nicht verwaltet'), label('Managed', 'Verwaltet')]),
  ),
  ComponentState: readOnly(
    pick(
      [
        [0, 'Published', 'Veröffentlicht'],
        [1, 'Unpublished', 'Nicht veröffentlicht'],
        [2, 'Deleted', 'Gelöscht'],
        [3, 'Deleted Unpublished', 'Gelöscht, nicht veröffentlicht'],
      ],
      'Component State',
      'Komponentenstatus',
      0,
    ),
  ),
  OverwriteTime: readOnly(moment('Record Overwrite Time')),
  IntroducedVersion: text(48, 'Introduced Version', undefined, 'VersionNumber'),
  IsCustomizable: typed('ManagedProperty', 'Customizable', 'Anpassbar'),
  CanBeDeleted: typed('ManagedProperty', 'Can Be Deleted', 'Kann gelöscht werden'),
  IsHidden: typed('ManagedProperty', 'Hidden', 'Ausgeblendet'),
  TraversedPath: text(1250, 'Traversed Path'),
  EntityImage: typed('Image', 'Image', 'Bild'),
  EntityImage_Timestamp: readOnly(typed('BigInt', 'Image Timestamp')),
  EntityImage_URL: readOnly(url200('Image URL')),
  Merged: readOnly(yesNo(false, 'Merged', 'Zusammengeführt')),
  TimeSpentByMeOnEmailAndMeetings: readOnly(text(1250, 'Time Spent by me')),
  OnHoldTime: readOnly(whole(-2_147_483_648, MAX_INT, 'On Hold Time (Minutes)')),
  LastOnHoldTime: moment('Last On Hold Time'),
  SLAId: look('SLA'),
  SLAInvokedId: readOnly(look('Last SLA applied')),
};

function url200(english: string): ColumnFact {
  return text(200, english, undefined, 'Url');
}

/** Lengths of an address block differ from table to table. */
export interface AddressLengths {
  readonly city?: number;
  readonly line?: number;
  readonly region?: number;
  readonly country?: number;
  readonly county?: number;
  readonly postalCode?: number;
  readonly postOfficeBox?: number;
  readonly telephone?: number;
  readonly fax?: number;
  readonly name?: number;
  readonly telephone1Label?: string;
}

/** `Address1_…` columns of people, companies, users and publishers. */
export function address(
  number: 1 | 2 | 3,
  lengths: AddressLengths = {},
  choices: Readonly<Record<string, ColumnFact>> = {},
): Record<string, ColumnFact> {
  const p = `Address${number}_`;
  const en = (part: string): string => `Address ${number}: ${part}`;
  const de = (part: string): string => `Adresse ${number}: ${part}`;
  const tel = lengths.telephone ?? 50;
  const one = (english: string): ColumnFact => pick([[1, 'Default Value', 'Standardwert']], en(english), undefined, 1);
  return {
    [`${p}AddressTypeCode`]: choices['AddressTypeCode'] ?? one('Address Type'),
    [`${p}FreightTermsCode`]: choices['FreightTermsCode'] ?? one('Freight Terms'),
    [`${p}ShippingMethodCode`]: choices['ShippingMethodCode'] ?? one('Shipping Method'),
    [`${p}City`]: text(lengths.city ?? 80, en('City'), de('Ort')),
    [`${p}Composite`]: readOnly(memo(1000, `Address ${number}`, `Adresse ${number}`)),
    [`${p}Country`]: text(lengths.country ?? 80, en('Country/Region'), de('Land/Region')),
    [`${p}County`]: text(lengths.county ?? 50, en('County'), de('Bezirk')),
    [`${p}Fax`]: text(lengths.fax ?? 50, en('Fax')),
    [`${p}Latitude`]: double(-90, 90, 5, en('Latitude')),
    [`${p}Longitude`]: double(-180, 180, 5, en('Longitude')),
    [`${p}Line1`]: text(lengths.line ?? 250, en('Street 1'), de('Straße 1')),
    [`${p}Line2`]: text(lengths.line ?? 250, en('Street 2'), de('Straße 2')),
    [`${p}Line3`]: text(lengths.line ?? 250, en('Street 3'), de('Straße 3')),
    [`${p}Name`]: text(lengths.name ?? 200, en('Name'), de('Name')),
    [`${p}PostalCode`]: text(lengths.postalCode ?? 20, en('ZIP/Postal Code'), de('Postleitzahl')),
    [`${p}PostOfficeBox`]: text(lengths.postOfficeBox ?? 20, en('Post Office Box'), de('Postfach')),
    [`${p}PrimaryContactName`]: text(100, en('Primary Contact Name')),
    [`${p}StateOrProvince`]: text(lengths.region ?? 50, en('State/Province'), de('Bundesland/Kanton')),
    [`${p}Telephone1`]: phone(tel, en(lengths.telephone1Label ?? 'Phone'), de('Telefon')),
    [`${p}Telephone2`]: phone(tel, en('Telephone 2')),
    [`${p}Telephone3`]: phone(tel, en('Telephone 3')),
    [`${p}UPSZone`]: text(4, en('UPS Zone')),
    [`${p}UTCOffset`]: whole(-1500, 1500, en('UTC Offset'), undefined, 'TimeZone'),
  };
}

export const ADDRESS1_CHOICES: Readonly<Record<string, ColumnFact>> = {
  AddressTypeCode: pick(
    [
      [1, 'Bill To', 'Rechnungsadresse'],
      [2, 'Ship To', 'Lieferadresse'],
      [3, 'Primary', 'Primär'],
      [4, 'Other', 'Andere'],
    ],
    'Address 1: Address Type',
    'Adresse 1: Adresstyp',
  ),
  FreightTermsCode: pick(
    [
      [1, 'FOB'],
      [2, 'No Charge'],
    ],
    'Address 1: Freight Terms',
  ),
  ShippingMethodCode: pick(
    [
      [1, 'Airborne'],
      [2, 'DHL'],
      [3, 'FedEx'],
      [4, 'UPS'],
      [5, 'Postal Mail'],
      [6, 'Full Load'],
      [7, 'Will Call'],
    ],
    'Address 1: Shipping Method',
  ),
};

/** `DoNotEmail` and its like. */
export const contactPreferences = (): Record<string, ColumnFact> => {
  const allow = (english: string, german: string): ColumnFact =>
    yesNo(false, english, german, [label('Allow', 'Zulassen'), label('Do Not Allow', 'Nicht zulassen')]);
  return {
    DoNotBulkEMail: allow('Do not allow Bulk Emails', 'Massen-E-Mails nicht zulassen'),
    DoNotBulkPostalMail: yesNo(false, 'Do not allow Bulk Mails'),
    DoNotEMail: allow('Do not allow Emails', 'E-Mails nicht zulassen'),
    DoNotFax: allow('Do not allow Faxes', 'Faxe nicht zulassen'),
    DoNotPhone: allow('Do not allow Phone Calls', 'Telefonanrufe nicht zulassen'),
    DoNotPostalMail: allow('Do not allow Mails', 'Post nicht zulassen'),
    DoNotSendMM: yesNo(false, 'Send Marketing Materials', 'Marketingmaterial senden', [
      label('Send'),
      label('Do Not Send'),
    ]),
    FollowEmail: yesNo(true, 'Follow Email Activity', 'E-Mail-Aktivität verfolgen', [
      label('Do Not Allow'),
      label('Allow'),
    ]),
    PreferredContactMethodCode: pick(
      [
        [1, 'Any', 'Beliebig'],
        [2, 'Email', 'E-Mail'],
        [3, 'Phone', 'Telefon'],
        [4, 'Fax', 'Fax'],
        [5, 'Mail', 'Post'],
      ],
      'Preferred Method of Contact',
      'Bevorzugte Kontaktmethode',
      1,
    ),
  };
};

export const defaultOnly = (english: string): ColumnFact =>
  pick([[1, 'Default Value', 'Standardwert']], english, undefined, 1);
