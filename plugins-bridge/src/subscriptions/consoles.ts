import type { Config } from '../config.ts';

/** Sources whose webhooks are made by hand, in their own console. */
const consoles: Readonly<Record<string, readonly string[]>> = {
  aircall: [
    'Aircall: Dashboard, Integrations & API, Webhook, Create.',
    'Address: URL',
    'Events: call.ended, call.comm_assets_generated, call.tagged, call.untagged, call.commented.',
    'Copy the token that Aircall shows for the webhook into AIRCALL_TOKENS and restart the bridge.',
  ],
  zoom: [
    'Zoom: marketplace.zoom.us, Develop, Build App, General App (or Server-to-Server), Feature, Event Subscriptions.',
    'Scopes: cloud recording and meeting, read.',
    'Copy the Secret Token of the page into ZOOM_SECRET_TOKENS and start the bridge before the next step: Zoom asks it at once.',
    'Event notification endpoint URL: URL, then Validate.',
    'Events: Recording, All Recordings have completed (recording.completed).',
  ],
};

/** What an operator enters where; `undefined` for a source that can be connected by command. */
export function consoleSteps(name: string, { publicUrl }: Config): readonly string[] | undefined {
  const steps = Object.hasOwn(consoles, name) ? consoles[name] : undefined;
  const url = new URL(`/sources/${name}`, publicUrl ?? 'https://BRIDGE_PUBLIC_URL').href;
  return steps?.map((step) => step.replace(/\bURL\b(?=,|$)/, url));
}
