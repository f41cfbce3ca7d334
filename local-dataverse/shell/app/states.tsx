/** Empty, loading and error states: drawn the same way everywhere. */
import * as React from 'react';
import { DefaultButton, Spinner, SpinnerSize } from '@fluentui/react';
import { ShellIcon } from '../look/icons.tsx';
import { useServices } from './services.ts';

export function Waiting(props: { label: string; cover?: boolean }): React.ReactElement {
  return (
    <div className={props.cover ? 'ld-waiting ld-waiting-cover' : 'ld-waiting'}>
      <Spinner size={SpinnerSize.medium} label={props.label} ariaLive="polite" />
    </div>
  );
}

export function EmptyState(props: { icon: string; title: string; children?: React.ReactNode }): React.ReactElement {
  return (
    <div className="ld-empty">
      <span className="ld-empty-icon">
        <ShellIcon name={props.icon} size={40} />
      </span>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

export function ErrorCard(props: { title: string; error: Error; retry?: () => void }): React.ReactElement {
  return (
    <div className="ld-error" role="alert">
      <span className="ld-error-icon">
        <ShellIcon name="error" />
      </span>
      <div>
        <strong>{props.title}</strong>
        <p>{props.error.message}</p>
        {props.retry && <RetryButton onClick={props.retry} />}
      </div>
    </div>
  );
}

/** Apart from the card, which is also drawn before there are services. */
function RetryButton({ onClick }: { onClick: () => void }): React.ReactElement {
  const { texts } = useServices();
  return <DefaultButton text={texts.app.tryAgain} onClick={onClick} />;
}
