import * as React from 'react';
import { ChoiceGroup, Toggle } from '@fluentui/react';
import type { SwitchName } from '../ManifestConstants';
import { isMeaningful } from '../model/sections';
import { nativeTarget, parentOf, taskTarget, withSwitch, withTarget } from '../model/settings';
import { nameKey, type TextKey } from '../texts';
import { ChangedBadge, SectionIcon, type EntryProps } from './SectionSummary';
import { styles } from './styles';

/** A section of the page behind Edit: its switch, what it is logged as, and what depends on it. */
export function SectionEditor(props: EntryProps): React.ReactElement {
  const { section, settings, changed, narrow, texts } = props;
  const isOn = settings[section.main];
  const { target } = section;
  return (
    <li className={`${styles.entry} ${styles.editing} ${narrow ? styles.narrow : ''}`}>
      <SectionIcon section={section} isOn={isOn} />
      <h3 className={`${styles.name} ${styles.nameEditing}`}>{texts(section.title)}</h3>
      <div className={styles.content} data-part="content">
        <SwitchLine {...props} name={section.main} />
        {target && (
          <div className={styles.target}>
            <ChoiceGroup
              ariaLabelledBy={`al-${target.name}`}
              selectedKey={settings[target.name] === nativeTarget ? 'native' : 'task'}
              disabled={!isOn}
              options={[
                { key: 'task', text: texts(target.task) },
                { key: 'native', text: texts(target.native) },
              ]}
              styles={{ flexContainer: { display: 'flex', flexWrap: 'wrap', columnGap: '24px' } }}
              onChange={(_event, option) => {
                if (option)
                  props.onChange(
                    withTarget(settings, target.name, option.key === 'native' ? nativeTarget : taskTarget),
                  );
              }}
            />
            <span id={`al-${target.name}`} hidden>
              {texts(nameKey(target.name))}
            </span>
            {changed.has(target.name) && <ChangedBadge texts={texts} />}
          </div>
        )}
        {section.also.map((name) => (
          <SwitchLine key={name} {...props} name={name} />
        ))}
      </div>
    </li>
  );
}

function SwitchLine({
  section,
  settings,
  changed,
  texts,
  onChange,
  name,
}: EntryProps & { readonly name: SwitchName }): React.ReactElement {
  const id = `al-${name}`;
  const disabled = !isMeaningful(section, name, settings);
  const key = nameKey(name);
  return (
    <div className={styles.setting}>
      <Toggle
        id={id}
        checked={settings[name]}
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        styles={{ root: { margin: 0 } }}
        onChange={(_event, on) => onChange(withSwitch(settings, name, on === true))}
      />
      <label htmlFor={id} className={`${styles.label} ${disabled ? styles.labelOff : ''}`}>
        {texts(key)}
        {changed.has(name) && <ChangedBadge texts={texts} />}
      </label>
      <span id={`${id}-hint`} className={styles.hint}>
        {texts(parentOffKey(name, disabled) ?? `${key}_Description`)}
      </span>
    </div>
  );
}

/** Why a child switch cannot be used, in place of what it does. */
function parentOffKey(name: SwitchName, disabled: boolean): TextKey | undefined {
  if (!disabled) return undefined;
  if (parentOf[name] === 'logEmails') return 'Parent_Off_Emails';
  return parentOf[name] === 'logCalls' ? 'Parent_Off_Calls' : undefined;
}
