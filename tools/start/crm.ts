import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { ClientSecretCredential } from '@azure/identity';

/** Where the local Dataverse listens. */
export interface DataverseAddress {
  /** e.g. `http://127.0.0.1:8100` */
  readonly url: string;
  /** Token endpoint, `https://127.0.0.1:…` */
  readonly authorityUrl: string;
  /** Certificate of the token endpoint's authority. */
  readonly caFile: string;
}

/** Sign-in data of an app registration at the local token endpoint. */
export interface AppRegistration {
  readonly clientId: string;
  readonly secret: string;
}

/** The Web API refused a request. */
export class CrmError extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** The local Dataverse knows one tenant, whatever its id. */
export const tenantId = 'd1d1d1d1-0000-4000-8000-000000000001';

/** An installer's hands: the few Web API calls that set the demonstration up and count its rows. */
export class Crm {
  readonly #address: DataverseAddress;
  readonly #credential: ClientSecretCredential;

  constructor(address: DataverseAddress, app: AppRegistration) {
    // This process was started before the certificate existed, so NODE_EXTRA_CA_CERTS cannot name it.
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(address.caFile, 'utf8')]);
    this.#address = address;
    this.#credential = new ClientSecretCredential(tenantId, app.clientId, app.secret, {
      authorityHost: address.authorityUrl,
      disableInstanceDiscovery: true,
    });
  }

  /**
   * One Web API request below `/api/data/v9.2/`.
   *
   * @returns the parsed body, `undefined` for 204.
   * @throws CrmError with the status and the platform's own message.
   */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const { token } = await this.#credential.getToken(`${this.#address.url}/.default`);
    const response = await fetch(`${this.#address.url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new CrmError(`${method} ${path} was answered ${response.status}: ${text}`, response.status);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** Creates a row under an id of ours, unless it is there: `If-None-Match: *` is refused with 412 then. */
  async createOnce(path: string, row: object): Promise<void> {
    try {
      await this.call('PATCH', path, row, { 'if-none-match': '*' });
    } catch (error) {
      if (!(error instanceof CrmError && error.status === 412)) throw error;
    }
  }

  /** Number of rows of a table, by entity set name and optional filter. */
  async count(entitySet: string, filter?: string): Promise<number> {
    const query = new URLSearchParams({
      $count: 'true',
      $top: '1',
      ...(filter === undefined ? {} : { $filter: filter }),
    });
    const answer = (await this.call('GET', `${entitySet}?${query}`)) as { '@odata.count': number };
    return answer['@odata.count'];
  }
}
