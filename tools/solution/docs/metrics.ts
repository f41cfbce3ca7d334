/** `docs/operator/metrics.md`: every metric of the bridge, from the registry that serves them (SPEC B-9). */
import { addGauges } from '../../../plugins-bridge/src/metrics/gauges.ts';
import { createMetrics } from '../../../plugins-bridge/src/metrics/metrics.ts';

export function metricsPage(): ReadonlyMap<string, string> {
  const { registry } = createMetrics();
  const none = { pending: 0, logged: 0, skipped: 0, parked: 0 };
  addGauges(registry, {
    queue: async () => ({ entries: none }),
    lanes: () => [],
    ready: () => false,
    settingsCheckedAt: () => undefined,
    now: Date.now,
  });
  const rows = registry
    .getMetricsAsArray()
    .filter(({ name }) => name.startsWith('activity_logging_'))
    .map((metric) => {
      const labels = labelsOf(metric).map((label) => `\`${label}\``);
      return `| \`${metric.name}\` | ${String(metric.type)} | ${labels.join(', ')} | ${help(metric)} |`;
    });
  const page = `<!-- Written by \`npm run generate\` from plugins-bridge/src/metrics; changes by hand are lost. -->

# Metrics of the bridge

\`GET /metrics\` of the administration port (\`BRIDGE_ADMIN_HOST\`, \`BRIDGE_ADMIN_PORT\`), in Prometheus' text format. Values of labels come from
closed lists: configured sources, outcomes, reason codes, HTTP statuses. Nothing of a payload and nothing of a person is in them.

| metric | type | labels | meaning |
|---|---|---|---|
${rows.join('\n')}

Beside these there are the usual ones of a Node process, \`process_…\` and \`nodejs_…\`: CPU, memory, event loop, garbage collection.

Requests by status are the \`_count\` of a histogram, e.g. throttled ones:
\`sum(rate(activity_logging_dataverse_request_duration_seconds_count{status="429"}[5m]))\`. Payloads a minute:
\`sum by (source) (rate(activity_logging_deliveries_total{result="accepted"}[5m])) * 60\`. The 95th percentile from payload to row:
\`histogram_quantile(0.95, sum by (le) (rate(activity_logging_event_to_row_seconds_bucket[5m])))\`.
`;
  return new Map([['metrics.md', page]]);
}

/** The registry keeps names and texts of its metrics without typing them. */
function labelsOf(metric: object): readonly string[] {
  const names = 'labelNames' in metric ? metric.labelNames : [];
  return Array.isArray(names) ? names.map(String) : [];
}
function help(metric: object): string {
  return 'help' in metric ? String(metric.help).replaceAll('|', '\\|') : '';
}
