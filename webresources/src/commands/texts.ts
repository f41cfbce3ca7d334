import { translator } from '../texts';

const texts = {
  retry: { en: 'Retry', de: 'Erneut versuchen' },
  runMailLogging: { en: 'Run once', de: 'Einmal ausführen' },
  stopMailLogging: { en: 'Stop', de: 'Anhalten' },
  validateMailbox: { en: 'Validate setup', de: 'Einrichtung prüfen' },
  relink: { en: 'Relink', de: 'Neu verknüpfen' },
  show: { en: 'Show', de: 'Anzeigen' },
  exportAudit: { en: 'Export', de: 'Exportieren' },
  verifyAudit: { en: 'Verify', de: 'Prüfen' },

  asked: { en: 'The bridge was asked: {what}', de: 'Die Bridge wurde angefragt: {what}' },
  askedMany: { en: 'The bridge was asked {count} times: {what}', de: 'Die Bridge wurde {count}-mal angefragt: {what}' },
  done: { en: 'Done: {what}.', de: 'Erledigt: {what}.' },
  doneMany: { en: '{count} done.', de: '{count} erledigt.' },
  refused: { en: 'The bridge refused: {what}.', de: 'Die Bridge hat abgelehnt: {what}.' },
  refusedMany: { en: '{count} refused.', de: '{count} abgelehnt.' },
  notAnswered: { en: 'The bridge has not answered yet: {what}.', de: 'Die Bridge hat noch nicht geantwortet: {what}.' },
  notAnsweredMany: {
    en: 'The bridge has not answered {count} requests yet.',
    de: 'Die Bridge hat {count} Anforderungen noch nicht beantwortet.',
  },
  openRequest: { en: 'Open request', de: 'Anforderung öffnen' },
  openRequests: { en: 'Open requests', de: 'Anforderungen öffnen' },
  openAnswer: { en: 'Open', de: 'Öffnen' },
  failed: { en: 'This did not work: {reason}', de: 'Das ist fehlgeschlagen: {reason}' },

  showTitle: { en: 'Show message', de: 'Nachricht anzeigen' },
  sender: { en: 'Sender: {name}', de: 'Absender: {name}' },
  unknownSender: { en: 'The sender is not known.', de: 'Der Absender ist nicht bekannt.' },
  forged: {
    en: 'The check of the sender address failed: somebody else may have sent it.',
    de: 'Die Prüfung der Absenderadresse ist fehlgeschlagen: Jemand anders kann sie gesendet haben.',
  },
  cannotShow: {
    en: 'The email message cannot be displayed or has been deleted.',
    de: 'Die E-Mail-Nachricht kann nicht angezeigt werden oder wurde gelöscht.',
  },
  tryThis: {
    en: 'What to try: wait until the mailbox is synchronised and show it again; do not show it as an administrator; close other windows of the app.',
    de: 'Was helfen kann: warten, bis das Postfach synchronisiert ist, und erneut anzeigen; nicht als Administrator anzeigen; andere Fenster der App schließen.',
  },
  reviewed: { en: 'Marked as reviewed: {count}.', de: 'Als geprüft markiert: {count}.' },
} as const;
export type TextKey = keyof typeof texts;

export const text = translator<TextKey>(texts);
