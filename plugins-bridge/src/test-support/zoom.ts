import { createHmac } from 'node:crypto';

export const zoomToken = 'secret-token-of-the-Zoom-app';

export const zoomRecording = (more: object = {}) => ({
  event: 'recording.completed',
  event_ts: 1_772_449_999_627,
  download_token: 'a-download-token',
  payload: {
    account_id: 'acc',
    object: {
      uuid: 'Zt5l/7qS+uGq==',
      id: 87_565_330_005,
      account_id: 'acc',
      host_id: 'host',
      topic: 'Rollout with Alder',
      type: 2,
      start_time: '2026-03-02T10:00:00Z',
      timezone: 'Europe/Berlin',
      host_email: 'Robin@northwind.example',
      duration: 45,
      total_size: 100,
      recording_count: 1,
      share_url: 'https://zoom.us/rec/share/abc?pwd=in-the-address',
      recording_files: [
        {
          id: 'f1',
          file_type: 'MP4',
          play_url: 'https://zoom.us/rec/play/f1?pwd=in-the-file&from=hook',
          download_url: 'https://zoom.us/rec/download/f1',
          status: 'completed',
        },
      ],
      password: 'a-password',
      recording_play_passcode: 'a-passcode',
      on_prem: false,
      ...more,
    },
  },
});

/** Headers of a request that Zoom signs at `at`, milliseconds. */
export function zoomHeaders(
  raw: string | Uint8Array,
  { at = Date.now(), secret = zoomToken } = {},
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(raw).digest('hex');
  return { 'x-zm-request-timestamp': timestamp, 'x-zm-signature': `v0=${mac}` };
}

export function postZoom(
  url: string,
  payload: object,
  options: { at?: number; secret?: string } = {},
): Promise<Response> {
  const raw = JSON.stringify(payload);
  return fetch(`${url}/sources/zoom`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...zoomHeaders(raw, options) },
    body: raw,
  });
}
