/** Xrm.Utility.getGlobalContext(): user, organisation, client and app. */
import type { Services } from '../app/services.ts';
import { offsetMinutes } from '../format/zone.ts';
import { collection } from './collection.ts';
import { webResourceUrl } from './libraries.ts';
import { unsupported } from './unsupported.ts';

/** Language codes written from right to left (Arabic, Hebrew). */
const RIGHT_TO_LEFT = new Set([1025, 1037]);

export function isRightToLeft(languageId: number): boolean {
  return RIGHT_TO_LEFT.has(languageId);
}

export function createGlobalContext({ session, formatter, app, router, theme }: Services): object {
  const { user, organization, settings } = session;
  const braced = (id: string): string => `{${id.toUpperCase()}}`;
  const roles = settings.roles.map((role) => ({ id: role.id, name: role.name, entityType: 'role' }));
  return {
    client: {
      getClient: () => 'Web',
      getClientState: () => 'Online',
      getFormFactor: () => 1,
      isOffline: () => false,
      isNetworkAvailable: () => navigator.onLine,
    },
    organizationSettings: {
      languageId: organization.languageId,
      organizationId: organization.id,
      uniqueName: organization.name,
      isAutoSaveEnabled: false,
      attributes: {},
    },
    userSettings: {
      userId: braced(user.id),
      userName: user.name,
      languageId: settings.languageId,
      isRTL: isRightToLeft(settings.languageId),
      roles: collection(() => new Map(roles.map((role) => [role.id, role]))),
      securityRoles: roles.map((role) => role.id),
      securityRolePrivileges: [],
      isGuidedHelpEnabled: false,
      isHighContrastEnabled: theme.name === 'contrast',
      dateFormattingInfo: () => ({ ...formatter.dates }),
      getTimeZoneOffsetMinutes: () => offsetMinutes(new Date(), formatter.timeZone),
    },
    getClientUrl: () => location.origin,
    getVersion: () => `${session.apiVersion}.0.0`,
    getCurrentAppId: () => Promise.resolve(app.value?.id ?? ''),
    getCurrentAppName: () => Promise.resolve(app.value?.name ?? ''),
    getCurrentAppProperties: () =>
      Promise.resolve({
        appId: app.value?.id ?? '',
        displayName: app.value?.name ?? '',
        uniqueName: app.value?.uniqueName ?? '',
        url: router.urlOf({ kind: 'app' }),
      }),
    getCurrentAppUrl: () => `${location.origin}${router.urlOf({ kind: 'app' })}`,
    getQueryStringParameters: () => Object.fromEntries(new URLSearchParams(location.search)),
    getWebResourceUrl: (name: string) => `${location.origin}${webResourceUrl(name)}`,
    isOnPremises: () => false,
    prependOrgName: (path: string) => path,
    ...unsupported('getGlobalContext()', [
      'getAdvancedConfigSetting',
      'getIsSandbox',
      'getCurrentAppSetting',
      'saveSettingValue',
    ] as const),
  };
}
