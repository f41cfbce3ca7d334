import * as React from 'react';
import { DefaultButton, Spinner, SpinnerSize } from '@fluentui/react';
import type { UserClock } from '../../shared/clock';
import { messageOf } from '../../shared/errors';
import type { Body } from '../data/body';
import { cleanHtml } from '../data/sanitize';
import type { Activity } from '../model/activity';
import type { TimelineTexts } from '../texts';
import { detailStyles } from './detailStyles';

export interface RowDetailProps {
  readonly activity: Activity;
  readonly clock: UserClock;
  readonly texts: TimelineTexts;
  loadBody(activity: Activity): Promise<Body>;
  openRecord(activity: Activity): void;
  openUrl(url: string): void;
}

type Loading = { readonly body: Body } | { readonly error: string } | undefined;

/** What an opened row adds: facts, the next step, the whole text, and the way to the record. */
export function RowDetail(props: RowDetailProps): React.ReactElement {
  const { activity, texts, clock } = props;
  const [loading, retry] = useBody(props);
  const { recordingUrl } = activity;
  return (
    <div className={detailStyles.detail} data-part="detail">
      <ul className={detailStyles.facts}>
        {factsOf(activity, clock, texts).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {activity.nextStep !== undefined && (
        <div className={detailStyles.nextStep}>
          <span className={detailStyles.strong}>{texts('Next_Step')}</span>
          <span>{activity.nextStep}</span>
          {activity.nextStepDue !== undefined && (
            <span className={detailStyles.muted}>{texts('Next_Step_Due', clock.date(activity.nextStepDue))}</span>
          )}
        </div>
      )}
      {loading === undefined && (
        <Spinner size={SpinnerSize.small} label={texts('Body_Loading')} labelPosition="right" />
      )}
      {loading && 'error' in loading && (
        <div role="alert">
          {texts('Body_Failed', loading.error)} <DefaultButton text={texts('Try_Again')} onClick={retry} />
        </div>
      )}
      {loading && 'body' in loading && <BodyText body={loading.body} texts={texts} />}
      <div className={detailStyles.actions}>
        <DefaultButton text={texts('Open_Record')} onClick={() => props.openRecord(activity)} />
        {recordingUrl !== undefined && (
          <DefaultButton text={texts('Open_Recording')} onClick={() => props.openUrl(recordingUrl)} />
        )}
      </div>
    </div>
  );
}

function useBody({ activity, loadBody }: RowDetailProps): [Loading, () => void] {
  const [loading, setLoading] = React.useState<Loading>(undefined);
  const [attempt, setAttempt] = React.useState(0);
  React.useEffect(() => {
    let ended = false;
    setLoading(undefined);
    loadBody(activity).then(
      (body) => !ended && setLoading({ body }),
      (error: unknown) => !ended && setLoading({ error: messageOf(error) }),
    );
    return () => {
      ended = true;
    };
  }, [activity, loadBody, attempt]);
  return [loading, () => setAttempt((count) => count + 1)];
}

function BodyText({ body, texts }: { readonly body: Body; readonly texts: TimelineTexts }): React.ReactElement {
  const [showImages, setShowImages] = React.useState(false);
  const clean = React.useMemo(
    () => (body.format === 'html' ? cleanHtml(body.content, showImages) : undefined),
    [body, showImages],
  );
  if (body.content.trim() === '') return <div className={detailStyles.muted}>{texts('Body_Empty')}</div>;
  // A long text scrolls by itself, so the keyboard has to be able to get there.
  if (!clean) {
    return (
      <div className={`${detailStyles.body} ${detailStyles.plain}`} tabIndex={0}>
        {body.content}
      </div>
    );
  }
  return (
    <>
      {clean.blockedImages > 0 && (
        <div className={detailStyles.images}>
          {clean.blockedImages === 1 ? texts('Images_Blocked_One') : texts('Images_Blocked', clean.blockedImages)}
          <DefaultButton text={texts('Images_Show')} onClick={() => setShowImages(true)} />
        </div>
      )}
      <div className={detailStyles.body} tabIndex={0} dangerouslySetInnerHTML={{ __html: clean.html }} />
    </>
  );
}

function factsOf(activity: Activity, clock: UserClock, texts: TimelineTexts): string[] {
  const direction = activity.direction && texts(`Direction_${activity.direction}`);
  const kind = texts(`Kind_${activity.kind}`);
  const facts = [
    direction ? `${kind}, ${direction}` : kind,
    clock.exact(activity.at),
    activity.durationSeconds === undefined ? undefined : durationText(activity.durationSeconds, texts),
    activity.meetingType,
    activity.location,
    activity.who,
    activity.sourceSystem && texts('Source', activity.sourceSystem),
  ];
  return facts.filter((fact): fact is string => fact !== undefined && fact !== '');
}

function durationText(seconds: number, texts: TimelineTexts): string {
  return seconds < 60 ? texts('Duration_Seconds', seconds) : texts('Duration_Minutes', Math.round(seconds / 60));
}
