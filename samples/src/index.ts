export { canonicalSamples } from './canonical.ts';
export { type SampleEvent, sampleEvents } from './events.ts';
export { type Random, random } from './random.ts';
export { salesloftApi } from './salesloft-api.ts';
export { addSourceAccount, type SourceAccount, type SourceAccountOptions } from './source-account.ts';
export { sendCanonical, sendEvents, signed, signedEvents } from './send.ts';
export { companies, people, type SamplePerson, type SampleUser, users } from './team.ts';
