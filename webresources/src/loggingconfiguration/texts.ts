import { translator } from '../texts';

export const text = translator({
  updated: { en: 'Activity Logging Updated', de: 'Aktivitätsprotokollierung aktualisiert' },
});
