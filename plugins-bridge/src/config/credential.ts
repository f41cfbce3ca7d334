import { tryRead } from './values.ts';

/** Ways to sign in at Entra ID (SPEC B-9). */
export const credentialKinds = ['secret', 'certificate', 'workload-identity', 'managed-identity'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** Settings a sign-in is made of. */
export interface CredentialSettings {
  readonly credential?: CredentialKind | undefined;
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly certificatePath?: string | undefined;
  readonly certificatePassword?: string | undefined;
  readonly federatedTokenFile?: string | undefined;
  readonly authorityHost?: string | undefined;
}
type Name = Exclude<keyof CredentialSettings, 'credential'>;

/** What each way needs; the last one tells it from the others. A managed identity is never derived: nothing names it. */
const needs: Readonly<Record<CredentialKind, readonly Name[]>> = {
  secret: ['tenantId', 'clientId', 'clientSecret'],
  certificate: ['tenantId', 'clientId', 'certificatePath'],
  'workload-identity': ['tenantId', 'clientId', 'federatedTokenFile'],
  'managed-identity': [],
};

/** The way that is chosen, or follows from what is set. `undefined`: none, or more than one. */
export function credentialKind(settings: CredentialSettings): CredentialKind | undefined {
  if (settings.credential) return settings.credential;
  const possible = possibleKinds(settings);
  return possible.length === 1 ? possible[0] : undefined;
}

function possibleKinds(settings: CredentialSettings): CredentialKind[] {
  return credentialKinds.filter((kind) => {
    const marker = needs[kind].at(-1);
    return marker !== undefined && settings[marker] !== undefined;
  });
}

/**
 * Why nobody can sign in with what is set.
 *
 * @param values settings before they are checked: this is told together with all other problems.
 */
export function credentialProblems(
  values: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<Name | 'credential', string>>,
  readText: (path: string) => string,
): string[] {
  const text = (name: Name | 'credential'): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const chosen = credentialKinds.find((kind) => kind === text('credential'));
  // Something else is no way to sign in; the schema says so.
  if (values['credential'] !== undefined && !chosen) return [];
  const settings = Object.fromEntries(
    Object.values(needs)
      .flat()
      .map((name) => [name, text(name)]),
  ) as CredentialSettings;
  const possible = possibleKinds(settings);
  if (!chosen && possible.length > 1) {
    const markers = possible.map((kind) => variables[needs[kind].at(-1) ?? 'clientSecret']);
    return [`${variables.credential}: must say which one to use, because several are set: ${markers.join(', ')}`];
  }
  const kind = chosen ?? possible[0];
  const missing = needs[kind ?? 'secret'].filter((name) => settings[name] === undefined);
  const others = `; or set ${variables.certificatePath} or ${variables.federatedTokenFile}, or ${variables.credential} to managed-identity`;
  return [
    ...missing.map((name) => `${variables[name]}: is missing${!kind && name === 'clientSecret' ? others : ''}`),
    ...fileProblems(kind, settings, variables, readText),
  ];
}

function fileProblems(
  kind: CredentialKind | undefined,
  { certificatePath, federatedTokenFile }: CredentialSettings,
  variables: Readonly<Record<Name, string>>,
  readText: (path: string) => string,
): string[] {
  const problems: string[] = [];
  if (kind === 'certificate' && certificatePath !== undefined) {
    const pem = tryRead(variables.certificatePath, certificatePath, readText, problems);
    if (pem !== undefined && !(/-BEGIN CERTIFICATE-/.test(pem) && /-BEGIN [A-Z ]*PRIVATE KEY-/.test(pem))) {
      problems.push(`${variables.certificatePath}: must be a PEM file with the certificate and its private key`);
    }
  }
  if (kind === 'workload-identity' && federatedTokenFile !== undefined) {
    tryRead(variables.federatedTokenFile, federatedTokenFile, readText, problems);
  }
  return problems;
}
