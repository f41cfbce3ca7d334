/** A webhook subscription as the source keeps it. */
export interface Subscription {
  readonly id: string;
  /** What it tells of, e.g. `call_created`; for Outreach resource and action, `call *`. */
  readonly event: string;
  /** Address the source posts to. */
  readonly url: string;
  readonly enabled: boolean;
  /** Why it is off, if the source says so. */
  readonly why?: string;
}

/** The source did not take a request about a subscription, and would not if it were repeated. */
export class SubscriptionRefused extends Error {
  constructor(status: number) {
    super(`HTTP ${status}${status === 403 ? ', a scope or permission is missing' : ''}`);
    this.name = 'SubscriptionRefused';
  }
}

/** Subscriptions at one source. Each call throws PassingFailure, SignInLost or SubscriptionRefused. */
export interface SubscriptionApi {
  /** Events the bridge needs to be told of. */
  readonly wanted: readonly string[];
  /** Those of them an organisation may not have, e.g. recordings: nothing is wrong when the source refuses one. */
  readonly optional: readonly string[];
  /** All that the sign-in may see, not only ours. */
  list(): Promise<readonly Subscription[]>;
  /** Resolves to the id. */
  create(event: string, target: SubscriptionTarget): Promise<string>;
  /** Switches it on, with this address and secret. */
  renew(subscription: Subscription, target: SubscriptionTarget): Promise<void>;
  /** One that is gone already is no failure. */
  remove(id: string): Promise<void>;
}

export interface SubscriptionTarget {
  readonly url: string;
  /** The source signs what it sends with it. */
  readonly secret: string;
}
