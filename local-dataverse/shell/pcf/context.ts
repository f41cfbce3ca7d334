/// <reference types="powerapps-component-framework" />
/** The context object of a code component. */
import type { ComponentModel } from '../../src/shell/model.ts';
import { send } from '../api/http.ts';
import type { Services } from '../app/services.ts';
import type { FormControl } from '../form/control.ts';
import type { FormRecord } from '../form/record.ts';
import { numberInfo } from '../format/numberInfo.ts';
import { offsetMinutes } from '../format/zone.ts';
import { BRAND } from '../look/tokens.ts';
import { isRightToLeft } from '../xrm/globalContext.ts';
import { unsupportedAsync, NotSupportedError } from '../xrm/unsupported.ts';
import { entityMetadata, lookupObjects } from '../xrm/utility.ts';
import type { LookupOptions } from '../xrm/utility.ts';
import { scriptWebApi } from '../xrm/webApi.ts';
import type { Navigation } from '../xrm/navigation.ts';
import { createFormatting } from './formatting.ts';
import type { Parameter } from './parameters.ts';

/** The parts that stay the same while the component lives; made once, so that components may compare or keep them. */
export type StableParts = Readonly<Record<string, unknown>>;

export interface ModeHost {
  readonly requestRender: () => void;
  readonly trackSize: (track: boolean) => void;
  readonly keepState: (state: object) => void;
}

export function stableParts(
  component: ComponentModel,
  services: Services,
  navigation: Navigation,
  host: ModeHost,
): StableParts {
  const { session, formatter, models, theme } = services;
  const userSettings = {
    userId: `{${session.user.id.toUpperCase()}}`,
    userName: session.user.name,
    languageId: session.settings.languageId,
    isRTL: isRightToLeft(session.settings.languageId),
    securityRoles: session.settings.roles.map((role) => role.id),
    dateFormattingInfo: { ...formatter.dates },
    numberFormattingInfo: numberInfo(formatter.locale),
    getTimeZoneOffsetMinutes: (date?: Date) => offsetMinutes(date ?? new Date(), formatter.timeZone),
  };
  return {
    webAPI: scriptWebApi(services.api),
    navigation,
    formatting: createFormatting(formatter),
    userSettings,
    resources: {
      getString: (id: string) => component.strings[id] ?? id,
      getResource: (id: string, success: (data: string) => void, failure: () => void) =>
        void readResource(component, id).then(success, failure),
    },
    utils: {
      getEntityMetadata: async (table: string, columns?: string[]) =>
        entityMetadata(await models.table(table), columns),
      // The shell's user is the System Administrator.
      hasEntityPrivilege: () => true,
      lookupObjects: (options: LookupOptions) => lookupObjects(services, options),
    },
    client: {
      disableScroll: false,
      getFormFactor: () => 1,
      getClient: () => 'Web',
      isOffline: () => false,
      isNetworkAvailable: () => navigator.onLine,
    },
    device: unsupportedAsync('context.device', [
      'captureAudio',
      'captureImage',
      'captureVideo',
      'getBarcodeValue',
      'getCurrentPosition',
      'pickFile',
    ] as const),
    factory: {
      requestRender: host.requestRender,
      getPopupService: (): never => {
        throw new NotSupportedError('context.factory.getPopupService');
      },
    },
    events: {},
    fluentDesignLanguage: { tokenTheme: { ...theme.tokens }, brand: { ...BRAND }, isDarkTheme: theme.isDark },
  };
}

/** Size of the room the form gives, in CSS pixels; -1 while the component does not ask to be told. */
export interface AllocatedSize {
  readonly width: number;
  readonly height: number;
}

/** The context of one call of init or updateView. */
export function contextOf(
  stable: StableParts,
  host: ModeHost,
  at: {
    readonly record: FormRecord;
    readonly control: FormControl;
    readonly parameters: Readonly<Record<string, Parameter | object>>;
    readonly size: AllocatedSize;
    readonly updatedProperties: readonly string[];
  },
): object {
  const { record, control } = at;
  const entity = { entityId: record.id ?? '', entityTypeName: record.table.name };
  return {
    ...stable,
    parameters: at.parameters,
    updatedProperties: [...at.updatedProperties],
    // Not in the published types, yet what model-driven forms give and components rely on.
    page: { ...entity, getClientUrl: () => location.origin },
    mode: {
      allocatedWidth: at.size.width,
      allocatedHeight: at.size.height,
      isControlDisabled: record.isDisabled(control),
      isVisible: control.visible,
      label: control.label,
      contextInfo: { ...entity, entityRecordName: record.primaryValue },
      trackContainerResize: (track: boolean) => host.trackSize(track),
      setControlState: (state: object) => {
        host.keepState(state);
        return true;
      },
      setFullScreen: (): never => {
        throw new NotSupportedError('context.mode.setFullScreen');
      },
    },
  };
}

/** A file of the component as base64, as the platform gives it. */
async function readResource(component: ComponentModel, id: string): Promise<string> {
  const url = `/WebResources/${encodeURI(`cc_${component.name}/${id}`)}`;
  const bytes = new Uint8Array(await (await send(url)).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
