/** The people of the samples. Addresses are under the reserved domain `example`. */

export interface Company {
  readonly id: number;
  readonly name: string;
  readonly domain: string;
}

export interface SamplePerson {
  /** Id at the source. */
  readonly id: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly title: string;
  readonly company: Company;
  /** Which table of the CRM holds the person; two are unknown to it on purpose. */
  readonly inCrm: 'contact' | 'lead' | 'none';
}

export interface SampleUser {
  readonly id: number;
  readonly guid: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly timeZone: string;
  /** False for the one who left the company: no systemuser has the address. */
  readonly inCrm: boolean;
}

const companyNames = [
  'Alder Freight',
  'Brightwell Dental',
  'Corvid Robotics',
  'Dunmore Foods',
  'Eastgate Solar',
  'Fjord Insurance',
  'Granite Legal',
  'Harbour Media',
] as const;

export const companies: readonly Company[] = companyNames.map((name, index) => ({
  id: 7000 + index,
  name,
  domain: `${name.toLowerCase().replace(/ /g, '-')}.example`,
}));

const names: readonly (readonly [string, string, string])[] = [
  ['Amara', 'Okafor', 'VP Operations'],
  ['Bastian', 'Krüger', 'Head of IT'],
  ['Chiara', 'Rossi', 'Procurement Lead'],
  ['Dmitri', 'Volkov', 'CTO'],
  ['Elin', 'Sørensen', 'CFO'],
  ['Farid', 'Haddad', 'Sales Director'],
  ['Grace', 'Lindqvist', 'Office Manager'],
  ['Hugo', 'Marchand', 'Plant Manager'],
  ['Ines', 'Carvalho', 'COO'],
  ['Jonas', 'Weber', 'IT Architect'],
  ['Keiko', 'Tanaka', 'Data Lead'],
  ['Liam', "O'Connor", 'Buyer'],
  ['Maya', 'Patel', 'Head of Marketing'],
  ['Noor', 'van Dijk', 'Controller'],
  ['Oskar', 'Nilsson', 'Fleet Manager'],
  ['Priya', 'Raman', 'VP Engineering'],
  ['Quentin', 'Dubois', 'General Counsel'],
  ['Rosa', 'Jiménez', 'HR Director'],
  ['Samuel', 'Adeyemi', 'CEO'],
  ['Tessa', 'Brandt', 'Practice Manager'],
  ['Umar', 'Siddiqui', 'Solutions Lead'],
  ['Vera', 'Petrova', 'Head of Claims'],
  ['Wim', 'de Boer', 'Managing Partner'],
  ['Xenia', 'Loukas', 'Editor in Chief'],
  ['Yusuf', 'Demir', 'Logistics Lead'],
];

/** Index of the people the CRM does not know, and of those it knows as leads. */
const unknown = new Set([11, 23]);
const leads = new Set([6, 17, 20]);

export const people: readonly SamplePerson[] = names.map(([first, last, title], index) => {
  const company = companies[index % companies.length]!;
  return {
    id: 430001 + index * 7,
    first,
    last,
    title,
    company,
    email: `${plain(first)}.${plain(last)}@${company.domain}`,
    phone: `+1202555${String(100 + index).padStart(4, '0')}`,
    inCrm: unknown.has(index) ? 'none' : leads.has(index) ? 'lead' : 'contact',
  };
});

const userNames: readonly (readonly [string, string, string, boolean])[] = [
  ['Robin', 'Castellan', 'US/Eastern', true],
  ['Sofia', 'Marek', 'Europe/Berlin', true],
  ['Theo', 'Nakamura', 'US/Pacific', true],
  ['Uma', 'Fitzgerald', 'US/Central', false],
];

export const users: readonly SampleUser[] = userNames.map(([first, last, timeZone, inCrm], index) => ({
  id: 49001 + index,
  guid: `0863ed13-0000-4000-8000-00000000000${index + 1}`,
  first,
  last,
  email: `${plain(first)}.${plain(last)}@northwind-sales.example`,
  timeZone,
  inCrm,
}));

/** Lower-case ASCII for addresses. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/ø/g, 'o')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}
