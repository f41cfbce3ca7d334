import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { credentialKind, type CredentialSettings } from '../config/credential.ts';

/**
 * The sign-in the configuration chooses or leads to.
 *
 * @throws when a part of it is missing; `readConfig` has said so before.
 */
export function credentialOf(settings: CredentialSettings): TokenCredential {
  const { authorityHost } = settings;
  // An authority of one's own is unknown to Microsoft's instance discovery.
  const authority = authorityHost ? { authorityHost, disableInstanceDiscovery: true } : {};
  const has = (name: keyof CredentialSettings): string => {
    const value = settings[name];
    if (value === undefined) throw new Error(`The sign-in lacks ${name}.`);
    return value;
  };
  switch (credentialKind(settings)) {
    case 'secret':
      return new ClientSecretCredential(has('tenantId'), has('clientId'), has('clientSecret'), authority);
    case 'certificate': {
      const { certificatePassword } = settings;
      const certificate = {
        certificatePath: has('certificatePath'),
        ...(certificatePassword ? { certificatePassword } : {}),
      };
      return new ClientCertificateCredential(has('tenantId'), has('clientId'), certificate, authority);
    }
    case 'workload-identity':
      return new WorkloadIdentityCredential({
        tenantId: has('tenantId'),
        clientId: has('clientId'),
        tokenFilePath: has('federatedTokenFile'),
        ...authority,
      });
    case 'managed-identity':
      return settings.clientId
        ? new ManagedIdentityCredential({ clientId: settings.clientId })
        : new ManagedIdentityCredential();
    case undefined:
      throw new Error('No way to sign in is configured.');
  }
}
