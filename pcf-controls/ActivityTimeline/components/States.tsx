import * as React from 'react';
import { DefaultButton, Shimmer } from '@fluentui/react';
import type { TimelineTexts } from '../texts';
import { iconClass, styles } from './styles';

/** Rows of grey while the first ones are read: the shape of what comes. */
export function LoadingState({ texts }: { readonly texts: TimelineTexts }): React.ReactElement {
  return (
    <div className={styles.ghost} role="status" aria-label={texts('Loading')}>
      {[72, 54, 64, 48, 60].map((width) => (
        <Shimmer key={width} width={`${width}%`} />
      ))}
    </div>
  );
}

export interface MessageStateProps {
  readonly icon: keyof typeof iconClass;
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly text: string; run(): void };
  readonly isAlert?: boolean;
}

/** Why there is no row to see, and what can be done about it. */
export function MessageState({ icon, title, text, action, isAlert }: MessageStateProps): React.ReactElement {
  return (
    <div className={styles.state} role={isAlert ? 'alert' : 'status'}>
      <span className={`${styles.stateIcon} ${iconClass[icon]}`} />
      <div className={styles.stateTitle}>{title}</div>
      <div className={styles.stateText}>{text}</div>
      {action && <DefaultButton text={action.text} onClick={() => action.run()} />}
    </div>
  );
}
