/**
 * Fixed ids of the local organisation, so that every start, test and page names the same rows.
 * Ids marked "platform" are the ones Microsoft uses in every environment; the others are ours.
 */

/** organization: the one row. */
export const ORGANIZATION_ID = '10ca1000-0000-4000-8000-000000000001';
/** Unique name of the organisation, sent in `x-ms-dynamics-organization` and as OrganizationName. */
export const ORGANIZATION_NAME = 'local';
/** businessunit: the root. */
export const ROOT_BUSINESS_UNIT_ID = '10ca1000-0000-4000-8000-000000000002';
/** team: the default team of the root business unit. */
export const ROOT_TEAM_ID = '10ca1000-0000-4000-8000-000000000003';
/** systemuser: the shell's user and owner of what the platform makes, a System Administrator. */
export const ADMIN_USER_ID = '10ca1000-0000-4000-8000-000000000004';
export const ADMIN_FULL_NAME = 'Ada Admin';
export const ADMIN_EMAIL = 'ada.admin@example.com';
/** systemuser SYSTEM: asynchronous work of the platform runs as this one. */
export const SYSTEM_USER_ID = '10ca1000-0000-4000-8000-000000000005';
/** transactioncurrency: the base currency. */
export const BASE_CURRENCY_ID = '10ca1000-0000-4000-8000-000000000006';
/** role: System Administrator of the root business unit. */
export const SYSTEM_ADMINISTRATOR_ROLE_ID = '10ca1000-0000-4000-8000-000000000007';
/** roletemplate of System Administrator (platform). */
export const SYSTEM_ADMINISTRATOR_TEMPLATE_ID = '627090ff-40a3-4053-8790-584edc5be201';
/** role: Basic User, common tasks on one's own rows. */
export const BASIC_USER_ROLE_ID = '10ca1000-0000-4000-8000-000000000008';
/** Entra tenant that the local token endpoint speaks for. */
export const TENANT_ID = '10ca1000-0000-4000-8000-000000000009';

/** solution "System": what the platform itself brings (platform). */
export const SYSTEM_SOLUTION_ID = 'fd140aad-4df4-11dd-bd17-0019b9312238';
/** solution "Active": the unmanaged layer (platform). */
export const ACTIVE_SOLUTION_ID = 'fd140aae-4df4-11dd-bd17-0019b9312238';
/** solution "Default" (platform). */
export const DEFAULT_SOLUTION_ID = 'fd140aaf-4df4-11dd-bd17-0019b9312238';
/** publisher of Microsoft's own parts and of the default solution. */
export const MICROSOFT_PUBLISHER_ID = '10ca1000-0000-4000-8000-00000000000a';
export const DEFAULT_PUBLISHER_ID = '10ca1000-0000-4000-8000-00000000000b';

/** sdkmessage ids of Create and Update (platform). */
export const CREATE_MESSAGE_ID = '9ebdbb1b-ea3e-db11-86a7-000a3a5473e8';
export const UPDATE_MESSAGE_ID = '20bebb1b-ea3e-db11-86a7-000a3a5473e8';

/** systemform: Microsoft's main form of contact (platform). */
export const CONTACT_MAIN_FORM_ID = '1fed44d1-ae68-4a41-bd2b-f13acac4acfa';

/** Session cookie of the shell. */
export const SESSION_COOKIE = 'ld_session';
