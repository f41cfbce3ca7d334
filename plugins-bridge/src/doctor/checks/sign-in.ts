import { z } from 'zod';
import { DataverseError } from '../../dataverse/errors.ts';
import { PassingFailure } from '../../failures.ts';
import { couldNotCheck, firstLine, transportProblem } from '../failures.ts';
import { type Check, fault, type Finding, ok } from '../types.ts';

const registration = 'Entra admin center → App registrations → the bridge';
const newSecret = `Make a new secret (${registration} → Certificates & secrets) and put its value, not its id, into AZURE_CLIENT_SECRET; then restart the bridge.`;

/** What Entra ID's codes mean, and what to do (Microsoft's page "Microsoft Entra authentication and authorization error codes"). */
const codes: Readonly<Record<string, readonly [found: string, fix: string]>> = {
  AADSTS7000215: ['the client secret is wrong', newSecret],
  AADSTS7000222: ['the client secret has expired', newSecret],
  AADSTS700016: [
    'the tenant does not know this application',
    `Compare AZURE_CLIENT_ID and AZURE_TENANT_ID with ${registration} → Overview.`,
  ],
  AADSTS90002: ['there is no such tenant', 'Set AZURE_TENANT_ID to the directory (tenant) id of Entra ID.'],
  AADSTS900023: ['the tenant id is not one', 'Set AZURE_TENANT_ID to the directory (tenant) id of Entra ID.'],
  AADSTS500011: [
    'the tenant does not know this organisation',
    'DATAVERSE_URL and AZURE_TENANT_ID belong to different tenants: set both to the same one.',
  ],
  AADSTS7000112: [
    'the application is switched off',
    'Entra admin center → Enterprise applications → the bridge → Properties → Enabled for users to sign in: Yes.',
  ],
  AADSTS700027: [
    'the certificate is not one of the application',
    `Upload the certificate: ${registration} → Certificates & secrets → Certificates.`,
  ],
  AADSTS700024: [
    'the time of the sign-in is not accepted: the clock is wrong, or the certificate has expired',
    'Switch time synchronisation on, or renew the certificate.',
  ],
  AADSTS53003: [
    'a conditional access policy blocks the sign-in',
    'Entra admin center → Protection → Conditional Access: leave the application out, or allow the address of this machine.',
  ],
};
/** Dataverse: the application is known to Entra ID, but is no user of the organisation (facts §7). */
const noMember = '0x80072560';

/** A token is given, and Dataverse knows whose it is. */
export const signIn: Check = {
  name: 'sign-in',
  needs: ['organisation'],
  async run(parts) {
    try {
      await parts.whoAmI();
      return ok(`signed in as application ${parts.config.clientId ?? '(managed identity)'}`);
    } catch (error) {
      return whyNot(error);
    }
  },
};

function whyNot(error: unknown): Finding {
  if (error instanceof PassingFailure && error.reason.detail === 'no token') return whyNoToken(error.cause);
  const refused = error instanceof DataverseError ? error.error : undefined;
  const unknown = refused?.code === noMember || (error instanceof PassingFailure && error.reason.detail === 'HTTP 401');
  if (unknown)
    return fault(
      'Entra ID gives a token, but the application is no user of the organisation',
      'Power Platform admin center → Environments → Settings → Users + permissions → Application users → New app user, with the role Activity Logging Bridge.',
    );
  if (error instanceof z.ZodError)
    return fault(
      'the organisation does not answer WhoAmI as Dataverse does',
      'Set DATAVERSE_URL to the environment URL.',
    );
  return couldNotCheck(error);
}

function whyNoToken(cause: unknown): Finding {
  const text = cause instanceof Error ? cause.message : String(cause);
  const code = /AADSTS\d+/.exec(text)?.[0];
  const known = code === undefined ? undefined : codes[code];
  if (known) return fault(`${known[0]} (${code})`, known[1]);
  if (code !== undefined)
    return fault(
      `Entra ID refuses the sign-in: ${firstLine(text.slice(text.indexOf(code)))}`,
      `Look the code up at https://login.microsoftonline.com/error?code=${code.slice('AADSTS'.length)}.`,
    );
  return fault(
    `Entra ID could not be asked for a token: ${transportProblem(cause)}`,
    'Allow outgoing HTTPS to login.microsoftonline.com, or correct AZURE_AUTHORITY_HOST.',
  );
}
