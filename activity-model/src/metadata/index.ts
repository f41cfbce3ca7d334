// Generated from solution/model by `npm run generate`. Do not edit.
export * from './choices.ts';
export * from './task.ts';
export * from './email.ts';
export * from './phone-call.ts';
export * from './appointment.ts';
export * from './activity-party.ts';
export * from './contact.ts';
export * from './account.ts';
export * from './system-user.ts';
export * from './lead.ts';
export * from './opportunity.ts';
export * from './logging-configuration.ts';
export * from './activities.ts';
export * from './components.ts';
