import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.ts';
import {
  type Connectable,
  connectable,
  connectionFolder,
  openConnection,
  type SignIn,
  type SourceConnection,
} from '../connections/connection.ts';
import { beginSignIn } from '../connections/oauth.ts';
import { canListen, waitForRedirect } from '../connections/redirect.ts';
import { readSecretFile, removeSecretFile, writeSecretFile } from '../connections/secret-file.ts';
import { SignInLost } from '../connections/tokens.ts';
import {
  checkSubscriptions,
  connectSubscriptions,
  disconnectSubscriptions,
  madeSubscriptionsFile,
  type SubscriptionState,
} from '../subscriptions/manage.ts';
import { consoleSteps } from '../subscriptions/consoles.ts';
import type { SubscriptionTarget } from '../subscriptions/types.ts';

/** Says one line to whoever runs the command. */
type Print = (line: string) => void;

export interface ConnectOptions {
  /** Address the browser ended at, pasted: ends the sign-in that was begun before. */
  readonly code?: string;
  /** Sign in anew although there is a sign-in. */
  readonly signIn?: boolean;
}

const withinMs = 10 * 60_000;

/** Signs in and makes the subscriptions (SPEC B-1). @returns the exit code. @throws Error, PassingFailure */
export async function connectSource(
  name: string,
  config: Config,
  options: ConnectOptions,
  print: Print,
): Promise<number> {
  const steps = consoleSteps(name, config);
  if (steps) {
    for (const line of steps) print(line);
    return 0;
  }
  return withConnection(name, config, async (connection) => {
    const target = targetOf(connection);
    if (connection.signIn && !(await signInDone(connection, connection.signIn, config, options, print))) return 1;
    const store = madeSubscriptionsFile(connectionFolder(config), connection.name);
    const states = await connectSubscriptions(connection.subscriptions, target, store);
    return say(states, print);
  });
}

/** One line for each event the bridge needs. @returns 1 when one is missing or off. @throws Error, PassingFailure */
export async function checkSource(name: string, config: Config, print: Print): Promise<number> {
  const steps = consoleSteps(name, config);
  if (steps) {
    print(`The subscriptions of ${name} are kept in its console, which cannot be asked. What must be there:`);
    for (const line of steps) print(line);
    return 0;
  }
  return withConnection(name, config, async (connection) =>
    say(await checkSubscriptions(connection.subscriptions, targetOf(connection).url), print),
  );
}

/** Removes our subscriptions and forgets the sign-in. @throws Error, PassingFailure */
export async function disconnectSource(name: string, config: Config, print: Print): Promise<number> {
  const steps = consoleSteps(name, config);
  if (steps) {
    print(`Remove the subscription in the console of ${name}; the bridge keeps no sign-in there.`);
    return 0;
  }
  return withConnection(name, config, async (connection) => {
    const store = madeSubscriptionsFile(connectionFolder(config), connection.name);
    const url = targetOf(connection).url;
    const code = say(await disconnectSubscriptions(connection.subscriptions, url, store), print);
    // Kept when something is left: it is needed to remove the rest.
    if (code === 0 && connection.signIn) {
      await connection.grants.alone(async () => connection.grants.remove());
      print(`The sign-in at ${connection.name} was removed.`);
    }
    return code;
  });
}

async function withConnection(
  name: string,
  config: Config,
  run: (connection: SourceConnection) => Promise<number>,
): Promise<number> {
  const known = connectable.find((one) => one === name);
  if (!known) throw new Error(`There is no source ${name}. There are ${connectable.join(', ')}, aircall and zoom.`);
  const connection = openConnection(known, config);
  if (!connection) throw new Error(`${needed[known]} must be set to connect ${known}.`);
  try {
    return await run(connection);
  } catch (error) {
    if (error instanceof SignInLost) {
      const way = connection.signIn ? `Run \`source connect ${known} --sign-in\`.` : 'Configure another API token.';
      throw new Error(`${known} does not accept the sign-in of the bridge. ${way}`, { cause: error.cause });
    }
    throw error;
  } finally {
    await connection.close();
  }
}

const needed: Readonly<Record<Connectable, string>> = {
  salesloft: 'SALESLOFT_API_TOKEN, or SALESLOFT_CLIENT_ID and SALESLOFT_CLIENT_SECRET,',
  outreach: 'OUTREACH_CLIENT_ID and OUTREACH_CLIENT_SECRET, or OUTREACH_API_TOKEN,',
};

function targetOf({ name, target }: SourceConnection): SubscriptionTarget {
  if (target) return target;
  const secret = { salesloft: 'SALESLOFT_CALLBACK_TOKENS', outreach: 'OUTREACH_WEBHOOK_SECRETS' }[name];
  throw new Error(`BRIDGE_PUBLIC_URL and ${secret} must be set: the source posts there and signs with it.`);
}

/** @returns false when the operator has to come back with `--code`. */
async function signInDone(
  { name, tokens, grants }: SourceConnection,
  signIn: SignIn,
  config: Config,
  { code, signIn: again = false }: ConnectOptions,
  print: Print,
): Promise<boolean> {
  const file = join(connectionFolder(config), `${name}.pending.json`);
  if (code !== undefined) {
    const kept = readSecretFile(file);
    if (kept === undefined) throw new Error(`No sign-in was begun. Run \`source connect ${name}\` first.`);
    await signIn.end(pendingSchema.parse(kept), addressOf(code));
    removeSecretFile(file);
    print(`Signed in at ${name}.`);
    return true;
  }
  if (!again && grants.read() && (await isAccepted(tokens.get()))) return true;
  const { address, pending } = await beginSignIn(signIn.app);
  writeSecretFile(file, pending);
  print('Open this address in a browser and allow the access:');
  print(address);
  const { redirectUri } = signIn.app;
  const later = `source connect ${name} --code 'ADDRESS'`;
  if (!canListen(redirectUri)) {
    print(`Your browser then ends at ${redirectUri}. Copy the whole address and run: ${later}`);
    return false;
  }
  const redirected = await waitForRedirect(redirectUri, {
    state: pending.state,
    withinMs,
    onListening: () =>
      print(
        `Waiting at ${redirectUri}. If the browser is on another machine: copy the address it ends at, and run: ${later}`,
      ),
  });
  await signIn.end(pending, redirected);
  removeSecretFile(file);
  print(`Signed in at ${name}.`);
  return true;
}

const pendingSchema = z.object({ state: z.string(), verifier: z.string() });

function addressOf(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new Error('--code wants the whole address the browser ended at: https://…?code=…&state=…');
}

async function isAccepted(token: Promise<string>): Promise<boolean> {
  try {
    await token;
    return true;
  } catch (error) {
    if (error instanceof SignInLost) return false;
    throw error;
  }
}

function say(states: readonly SubscriptionState[], print: Print): number {
  for (const { event, state, why } of states) print(`${event} ${state}${why === undefined ? '' : `: ${why}`}`);
  return states.some(({ state }) => state === 'off' || state === 'missing' || state === 'refused') ? 1 : 0;
}
