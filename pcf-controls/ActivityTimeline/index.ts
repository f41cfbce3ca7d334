import * as React from 'react';
import { userClock, type UserClock } from '../shared/clock';
import { lookOf, type Look } from '../shared/look';
import { recordOf } from '../shared/record';
import { textsOf } from '../shared/texts';
import { Timeline } from './components/Timeline';
import { readBody } from './data/body';
import { leadsOf } from './data/leads';
import { sourcesOf } from './data/sources';
import { TimelineStore } from './data/timelineStore';
import type { IInputs, IOutputs } from './generated/ManifestTypes';
import { defaultPageSize, largestPageSize } from './ManifestConstants';
import type { Activity } from './model/activity';
import type { TextKey, TimelineTexts } from './texts';

type Context = ComponentFramework.Context<IInputs>;

/** What was logged about the form's record: newest first, read page by page with the user's own rights. */
export class ActivityTimeline implements ComponentFramework.ReactControl<IInputs, IOutputs> {
  private context: Context | undefined;
  private texts: TimelineTexts | undefined;
  private clock: UserClock | undefined;
  private look: { readonly tokens: unknown; readonly value: Look } | undefined;
  private store: TimelineStore | undefined;
  private shownRecord = '';

  init(context: Context): void {
    context.mode.trackContainerResize(true);
    this.texts = textsOf<TextKey>(context.resources);
    this.clock = userClock(context.userSettings);
  }

  updateView(context: Context): React.ReactElement {
    this.context = context;
    this.follow(context);
    return React.createElement(Timeline, {
      store: this.store,
      texts: (this.texts ??= textsOf<TextKey>(context.resources)),
      clock: (this.clock ??= userClock(context.userSettings)),
      look: this.lookNow(context),
      allocatedHeight: context.mode.allocatedHeight,
      allocatedWidth: context.mode.allocatedWidth,
      loadBody: this.loadBody,
      openRecord: this.openRecord,
      openUrl: this.openUrl,
    });
  }

  getOutputs(): IOutputs {
    return {};
  }

  destroy(): void {
    this.store?.close();
  }

  /** Another record, or the first save of a new one, starts another timeline; anything else keeps what was read. */
  private follow(context: Context): void {
    const record = recordOf(context);
    const key = record ? `${record.table}/${record.id}` : '';
    if (key === this.shownRecord) return;
    this.shownRecord = key;
    this.store?.close();
    const pageSize = pageSizeOf(context);
    this.store =
      record &&
      new TimelineStore(() => sourcesOf(context.webAPI, record, leadsOf(context, record), pageSize), pageSize);
  }

  private lookNow({ fluentDesignLanguage: design }: Context): Look {
    if (!this.look || this.look.tokens !== design?.tokenTheme)
      this.look = { tokens: design?.tokenTheme, value: lookOf(design) };
    return this.look.value;
  }

  private readonly loadBody = (activity: Activity): ReturnType<typeof readBody> => {
    if (!this.context) return Promise.reject(new Error('The control has not been shown yet.'));
    return readBody(this.context.webAPI, activity);
  };

  private readonly openRecord = (activity: Activity): void => {
    void this.context?.navigation.openForm({ entityName: activity.table, entityId: activity.id });
  };

  private readonly openUrl = (url: string): void => {
    this.context?.navigation.openUrl(url);
  };
}

function pageSizeOf(context: Context): number {
  const wished = context.parameters.pageSize?.raw;
  return wished && wished > 0 ? Math.min(wished, largestPageSize) : defaultPageSize;
}
