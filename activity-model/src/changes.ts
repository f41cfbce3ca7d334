import { kinds, parentKind, type Kind, type Target } from './kinds.ts';
import type { FieldMapping } from './mapping/types.ts';
import { isLogged, targetOf, type LoggingSettings } from './settings.ts';

/** A text in English (1033) and German (1031), by language code. */
export interface Texts {
  readonly 1033: string;
  readonly 1031: string;
}

/** What somebody must agree to before a change of settings is made. */
export interface Warning {
  readonly rule: 'L-7' | 'L-8';
  /** The kind that is changed, then the one that follows it. */
  readonly kinds: readonly Kind[];
  readonly text: Texts;
  /** Label of the button that agrees; the other one leaves everything as it was. */
  readonly confirm: Texts;
  /** Mappings that go, with their columns; none for L-7, which keeps them. */
  readonly names: readonly string[];
}

/** What a change of settings brings with it. */
export interface SettingsPlan {
  /** The settings to store: those asked for, with what follows a parent switched off. */
  readonly settings: LoggingSettings;
  readonly switches: readonly { readonly kind: Kind; readonly parent: Kind }[];
  /** Mappings that no longer apply. */
  readonly removed: readonly FieldMapping[];
  readonly warnings: readonly Warning[];
}

const words: Readonly<Partial<Record<Kind, { readonly one: Texts; readonly log: Texts }>>> = {
  email: { one: { 1033: 'Emails', 1031: 'E-Mails' }, log: { 1033: 'email logging', 1031: 'E-Mail-Protokollierung' } },
  reply: {
    one: { 1033: 'replies', 1031: 'Antworten' },
    log: { 1033: 'reply logging', 1031: 'Antwortprotokollierung' },
  },
  call: { one: { 1033: 'Calls', 1031: 'Anrufe' }, log: { 1033: 'call logging', 1031: 'Anrufprotokollierung' } },
  voicemail: {
    one: { 1033: 'voicemails', 1031: 'Sprachnachrichten' },
    log: { 1033: 'voicemail logging', 1031: 'Sprachnachrichtenprotokollierung' },
  },
  meeting: {
    one: { 1033: 'Meetings', 1031: 'Besprechungen' },
    log: { 1033: 'meeting logging', 1031: 'Besprechungsprotokollierung' },
  },
};
const tables: Readonly<Record<Target, Texts>> = {
  task: { 1033: 'Task', 1031: 'Aufgabe' },
  email: { 1033: 'Email', 1031: 'E-Mail' },
  phonecall: { 1033: 'Phone Call', 1031: 'Telefonanruf' },
  appointment: { 1033: 'Appointment', 1031: 'Termin' },
};
const disableLogging: Texts = { 1033: 'Disable Logging', 1031: 'Protokollierung deaktivieren' };
const changeAndRemove: Texts = { 1033: 'Change and remove', 1031: 'Ändern und entfernen' };

/**
 * What follows from changing the settings from `before` to `after`: children that go off with their parent (SPEC L-4), mappings of
 * an old target that go (L-8; switching off keeps them), and the warnings to agree to first (L-7, L-8). Pages show it before Save,
 * the bridge applies it when the change came by another way (L-10). Who cancels stores nothing of it.
 */
export function planSettingsChange(
  before: LoggingSettings,
  after: LoggingSettings,
  mappings: readonly FieldMapping[],
): SettingsPlan {
  const switches: { kind: Kind; parent: Kind }[] = [];
  const removed: FieldMapping[] = [];
  const warnings: Warning[] = [];
  for (const parent of kinds) {
    if (parentKind[parent] !== undefined) continue;
    const child = kinds.find((kind) => parentKind[kind] === parent);
    const family = child === undefined ? [parent] : [parent, child];
    if (child !== undefined && !after.log[parent]) {
      if (after.log[child]) switches.push({ kind: child, parent });
      const childWasOrIsOn = isLogged(before, child) || after.log[child];
      if (before.log[parent] && childWasOrIsOn) warnings.push(disabling(parent, child));
    }
    const [from, to] = [targetOf(before, parent), targetOf(after, parent)];
    if (from === to) continue;
    const going = mappings.filter(({ kind, table }) => family.includes(kind) && table === from);
    removed.push(...going);
    warnings.push(retargeting(family, from, to, going));
  }
  const followers = Object.fromEntries(switches.map(({ kind }) => [kind, false]));
  return { settings: { ...after, log: { ...after.log, ...followers } }, switches, removed, warnings };
}

function disabling(parent: Kind, child: Kind): Warning {
  const say = (language: keyof Texts, kind: Kind): string => words[kind]?.log[language] ?? kind;
  return {
    rule: 'L-7',
    kinds: [parent, child],
    text: {
      1033: `Switching off ${say(1033, parent)} also disables ${say(1033, child)}. Mappings are kept, and so is everything that is already logged.`,
      1031: `Wenn die ${say(1031, parent)} ausgeschaltet wird, wird auch die ${say(1031, child)} deaktiviert. Feldzuordnungen bleiben erhalten, ebenso alles, was schon protokolliert ist.`,
    },
    confirm: disableLogging,
    names: [],
  };
}

function retargeting(family: readonly Kind[], from: Target, to: Target, going: readonly FieldMapping[]): Warning {
  const names = going.map(({ name, column }) => (name === column ? column : `${name} (${column})`));
  const text = (language: keyof Texts): string => {
    const who = family.map((kind) => words[kind]?.one[language] ?? kind).join(language === 1033 ? ' and ' : ' und ');
    const [old, next] = [tables[from][language], tables[to][language]];
    if (language === 1033) {
      const list = names.length > 0 ? `: ${names.join(', ')}` : ' (there are none at present)';
      return `${who} will be logged as ${next} instead of ${old}. All mappings and additional fields whose column belongs to ${old} will be removed${list}. What is already logged stays as it is.`;
    }
    const list = names.length > 0 ? `: ${names.join(', ')}` : ' (zurzeit gibt es keine)';
    return `${who} werden als ${next} statt als ${old} protokolliert. Alle Zuordnungen und zusätzlichen Felder, deren Spalte zu ${old} gehört, werden entfernt${list}. Was schon protokolliert ist, bleibt, wie es ist.`;
  };
  return { rule: 'L-8', kinds: family, text: { 1033: text(1033), 1031: text(1031) }, confirm: changeAndRemove, names };
}
