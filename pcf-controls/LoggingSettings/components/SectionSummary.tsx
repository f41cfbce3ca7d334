import * as React from 'react';
import { summaryOf, type Section } from '../model/sections';
import type { SettingName, Settings } from '../model/settings';
import type { SettingsTexts } from '../texts';
import { sectionIcon, styles } from './styles';

export interface EntryProps {
  readonly section: Section;
  readonly settings: Settings;
  readonly changed: ReadonlySet<SettingName>;
  readonly narrow: boolean;
  readonly texts: SettingsTexts;
  onChange(settings: Settings): void;
}

/** A section of the read-only panel: on or off, and as what. */
export function SectionSummary({ section, settings, changed, narrow, texts }: EntryProps): React.ReactElement {
  const isOn = settings[section.main];
  const names: readonly SettingName[] = [
    section.main,
    ...section.also,
    ...(section.target ? [section.target.name] : []),
  ];
  return (
    <li className={`${styles.entry} ${narrow ? styles.narrow : ''}`}>
      <SectionIcon section={section} isOn={isOn} />
      <h3 className={styles.name}>{texts(section.title)}</h3>
      <div className={styles.summary} data-part="content">
        <span className={`${styles.badge} ${isOn ? styles.on : styles.off}`}>{texts(isOn ? 'On' : 'Off')}</span>
        {isOn &&
          summaryOf(section, settings).map((key) => (
            <span key={key} className={styles.part}>
              {texts(key)}
            </span>
          ))}
        {names.some((name) => changed.has(name)) && <ChangedBadge texts={texts} />}
      </div>
    </li>
  );
}

export function SectionIcon({
  section,
  isOn,
}: {
  readonly section: Section;
  readonly isOn: boolean;
}): React.ReactElement {
  return (
    <span
      className={`${styles.icon} ${sectionIcon.get(section.icon) ?? ''} ${isOn ? '' : styles.iconOff}`}
      aria-hidden
    />
  );
}

export function ChangedBadge({ texts }: { readonly texts: SettingsTexts }): React.ReactElement {
  return <span className={`${styles.badge} ${styles.changed}`}>{texts('Changed')}</span>;
}
