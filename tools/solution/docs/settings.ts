/** `docs/operator/configuration.md`: every setting of the bridge, from its schema and the comments there (SPEC B-9). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { settingForms } from '../../../plugins-bridge/src/config.ts';

const source = fileURLToPath(new URL('../../../plugins-bridge/src/config.ts', import.meta.url));

/** What the comment before each setting of the schema says. */
function meanings(): ReadonlyMap<string, string> {
  const found = readFileSync(source, 'utf8').matchAll(/^ {4}\/\*\* (?<text>.+?) \*\/\n {4}(?<name>\w+):/gms);
  return new Map(
    [...found].map(({ groups }) => [groups?.['name'] ?? '', (groups?.['text'] ?? '').replace(/\n\s+\* ?/g, ' ')]),
  );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** @throws when a setting has no comment. */
export function settingsPage(): ReadonlyMap<string, string> {
  const known = meanings();
  const rows = settingForms().map(({ name, variable, rule, standard, needed }) => {
    const meaning = known.get(name);
    if (!meaning) throw new Error(`config.ts: the setting ${name} needs a comment /** … */ before it.`);
    const value = standard === undefined ? (needed ? 'must be set' : '') : `\`${standard}\``;
    return `| \`${variable}\` | \`${name}\` | ${rule} | ${value} | ${cell(meaning)} |`;
  });
  const page = `<!-- Written by \`npm run generate\` from plugins-bridge/src/config.ts; changes by hand are lost. -->

# Configuration of the bridge

Every setting is an environment variable. \`BRIDGE_CONFIG\` may name a JSON file with settings by name, e.g.
\`{ "dataverseUrl": "https://contoso.crm4.dynamics.com", "parallel": 8 }\`; the environment wins over the file.

- Secrets in files: \`NAME_FILE\` names a file with the value of \`NAME\`, e.g. \`AZURE_CLIENT_SECRET_FILE=/run/secrets/client-secret\`. It works
  for every variable below. White space around the value does not count. Both \`NAME\` and \`NAME_FILE\` is an error.
- An empty value is the same as none. Relative paths are of the working directory.
- The configuration is checked when the bridge starts. Everything that is wrong is told at once, with the variable and the rule, never with
  the value; the exit code is 2. So is a variable \`BRIDGE_…\` that is no setting: it is named with the setting that is written most alike.
- In Kubernetes, a service named \`bridge\` gives every pod of its namespace a variable \`BRIDGE_PORT\`: name it otherwise, or set
  \`enableServiceLinks: false\`.

## Signing in

Exactly one of these, found by what is set; \`BRIDGE_CREDENTIAL\` decides when more than one is.

| sign-in | \`BRIDGE_CREDENTIAL\` | needs |
|---|---|---|
| client secret | \`secret\` | \`AZURE_TENANT_ID\`, \`AZURE_CLIENT_ID\`, \`AZURE_CLIENT_SECRET\` |
| certificate | \`certificate\` | \`AZURE_TENANT_ID\`, \`AZURE_CLIENT_ID\`, \`AZURE_CLIENT_CERTIFICATE_PATH\` |
| workload identity (Kubernetes) | \`workload-identity\` | \`AZURE_TENANT_ID\`, \`AZURE_CLIENT_ID\`, \`AZURE_FEDERATED_TOKEN_FILE\`; the three are set by Azure's webhook |
| managed identity | \`managed-identity\`, always | \`AZURE_CLIENT_ID\` for a user-assigned one |

## The administration port

It serves \`/status\`, \`/metrics\`, \`/health/live\`, \`/health/ready\` and \`/queue\`. By default it is reached from the machine itself alone, without a
token. It never answers a browser: requests with \`Origin\`, or for a host that is neither \`localhost\` nor an IP address, get 403.

Prometheus in Kubernetes asks the pod's address: \`BRIDGE_ADMIN_HOST=0.0.0.0\`. **Then whoever reaches the pod reaches the port**: keep it out of
every Service and Ingress, and let a NetworkPolicy admit Prometheus alone. On such an address only \`/metrics\` and \`/health\` answer without a
token, also to the machine itself; all else needs \`Authorization: Bearer\` and \`BRIDGE_ADMIN_TOKEN\`, and is off without that setting. The port
speaks plain HTTP: send the token only inside the pod (\`kubectl exec\`, \`kubectl port-forward\`).

## Traces

OpenTelemetry is loaded when \`OTEL_EXPORTER_OTLP_ENDPOINT\` or \`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT\` is set (OTLP over HTTP, JSON) and
\`OTEL_SDK_DISABLED\` is not \`true\`. The standard variables of the SDK count: \`OTEL_SERVICE_NAME\` (without it \`activity-logging-bridge\`),
\`OTEL_EXPORTER_OTLP_HEADERS\`, \`OTEL_TRACES_SAMPLER\`, \`OTEL_BSP_…\`. Spans: \`receive\` (a request; it continues the sender's \`traceparent\`),
\`accept\` (on disk), \`process\` (claims worked off, linked to the requests that brought them when this process took them),
\`dataverse batch\`. Attributes are ids, counts, codes and names of sources; no personal data.

## Settings

| variable | name in the file | value | default | meaning |
|---|---|---|---|---|
${rows.join('\n')}
`;
  return new Map([['configuration.md', page]]);
}
