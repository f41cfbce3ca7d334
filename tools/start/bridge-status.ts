/** What the bridge's administration port says of its queue. */
export interface QueueCounts {
  readonly received: number;
  readonly logged: number;
  readonly skipped: number;
  readonly parked: number;
  readonly pending: number;
}

export async function queueCounts(adminUrl: string): Promise<QueueCounts> {
  const response = await fetch(`${adminUrl}/status`);
  if (!response.ok) throw new Error(`${adminUrl}/status was answered ${response.status}`);
  const { deliveries } = (await response.json()) as { deliveries: QueueCounts };
  return deliveries;
}

/**
 * Waits until nothing is pending in the queue.
 *
 * @throws Error with the counts when it takes longer than `timeoutMs`.
 */
export async function drained(
  adminUrl: string,
  options: { timeoutMs: number; report?: (counts: QueueCounts) => void },
): Promise<QueueCounts> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    const counts = await queueCounts(adminUrl);
    options.report?.(counts);
    if (counts.pending === 0) return counts;
    if (Date.now() > deadline)
      throw new Error(`the queue is not empty after ${options.timeoutMs / 1000} s: ${JSON.stringify(counts)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
