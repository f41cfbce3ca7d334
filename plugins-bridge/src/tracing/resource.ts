import type { NodeTracerConfig } from '@opentelemetry/sdk-trace-node';

type Resource = NonNullable<NodeTracerConfig['resource']>;

/** What the traces are of: `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`, as the specification of the SDK reads them. */
export function resourceOf(environment: Readonly<Record<string, string | undefined>>): Resource {
  const attributes: Record<string, string> = { 'service.name': 'activity-logging-bridge' };
  for (const pair of (environment['OTEL_RESOURCE_ATTRIBUTES'] ?? '').split(',')) {
    const [name = '', value] = pair.split('=', 2).map((part) => part.trim());
    if (name !== '' && value !== undefined) attributes[name] = decoded(value);
  }
  const name = environment['OTEL_SERVICE_NAME'];
  return plain(name ? { ...attributes, 'service.name': name } : attributes);
}

function plain(attributes: Readonly<Record<string, string>>): Resource {
  return {
    attributes: { ...attributes },
    getRawAttributes: () => Object.entries(attributes),
    merge: (other) => plain({ ...attributes, ...textsOf(other) }),
  };
}

function textsOf(resource: Resource | null): Record<string, string> {
  const pairs = Object.entries(resource?.attributes ?? {});
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
