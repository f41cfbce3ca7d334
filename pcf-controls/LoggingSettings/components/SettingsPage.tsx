import * as React from 'react';
import { DefaultButton, PrimaryButton, ThemeProvider } from '@fluentui/react';
import { fluentTheme } from '../../shared/fluentTheme';
import { useStore, useWidth } from '../../shared/hooks';
import { cssVariables, type Look } from '../../shared/look';
import type { SettingsState, SettingsStore } from '../data/settingsStore';
import { sections } from '../model/sections';
import { changesBetween } from '../model/settings';
import type { SettingsTexts } from '../texts';
import { SectionEditor } from './SectionEditor';
import { SectionSummary } from './SectionSummary';
import { narrowBelow, styles } from './styles';

export interface SettingsPageProps {
  readonly store: SettingsStore;
  readonly texts: SettingsTexts;
  readonly look: Look;
  /** The user may not change the row. */
  readonly readOnly: boolean;
  readonly allocatedWidth: number;
}

/** The Activity Logging page (SPEC L-2): a panel that tells what is on, and behind Edit the same list with its switches. */
export function SettingsPage({ store, texts, look, readOnly, allocatedWidth }: SettingsPageProps): React.ReactElement {
  const rootRef = React.useRef<HTMLDivElement>(null);
  const titleRef = React.useRef<HTMLHeadingElement>(null);
  const theme = React.useMemo(() => fluentTheme(look), [look]);
  const narrow = useWidth(rootRef, allocatedWidth > 0 ? allocatedWidth : narrowBelow) < narrowBelow;
  const state = useStore(store);
  const [wantsEdit, setWantsEdit] = React.useState(false);
  const editing = wantsEdit && !readOnly;
  const changed = new Set(changesBetween(state.stored, state.settings));

  const switchTo = (edit: boolean): void => {
    setWantsEdit(edit);
    // The pressed button goes away; the focus stays on the page instead of falling back to its top.
    titleRef.current?.focus();
  };
  const Entry = editing ? SectionEditor : SectionSummary;
  return (
    <ThemeProvider applyTo="none" theme={theme} className={styles.root} style={cssVariables(look)} ref={rootRef}>
      <div className={styles.page}>
        <div className={styles.header}>
          <div className={styles.headerText}>
            <h2 className={styles.title} tabIndex={-1} ref={titleRef} style={{ outline: 'none' }}>
              {texts('Panel_Title')}
            </h2>
            <p className={styles.intro}>{texts('Panel_Intro')}</p>
          </div>
          <div className={styles.actions}>
            {changed.size > 0 && !readOnly && (
              <DefaultButton text={texts('Discard')} onClick={() => void store.discard()} />
            )}
            {editing && <PrimaryButton text={texts('Done')} onClick={() => switchTo(false)} />}
            {!editing && !readOnly && <PrimaryButton text={texts('Edit')} onClick={() => switchTo(true)} />}
          </div>
        </div>
        <Note state={state} texts={texts} readOnly={readOnly} dirty={changed.size > 0} />
        <ul className={styles.list}>
          {sections.map((section) => (
            <Entry
              key={section.main}
              section={section}
              settings={state.settings}
              changed={changed}
              narrow={narrow}
              texts={texts}
              onChange={(settings) => store.change(settings)}
            />
          ))}
        </ul>
      </div>
    </ThemeProvider>
  );
}

interface NoteProps {
  readonly state: SettingsState;
  readonly texts: SettingsTexts;
  readonly readOnly: boolean;
  readonly dirty: boolean;
}

/** One line above the list: what stands in the way, or that the form has to be saved. */
function Note({ state, texts, readOnly, dirty }: NoteProps): React.ReactElement | null {
  if (state.problem !== undefined) {
    return (
      <div className={`${styles.note} ${styles.problem}`} role="alert">
        {texts('Discard_Failed', state.problem)}
      </div>
    );
  }
  if (readOnly) return <div className={styles.note}>{texts('Read_Only')}</div>;
  return dirty ? (
    <div className={styles.note} role="status">
      {texts('Unsaved')}
    </div>
  ) : null;
}
