import { clientGroup } from './client/group.ts';
import { contractGroup } from './contract/group.ts';
import { dataverseIfyGroup } from './dataverse-ify/group.ts';
import { filterGroup } from './filters/compare.ts';
import type { Group } from './group.ts';
import { metadataGroup } from './metadata/compare.ts';

/** In the order in which issue 4 lists them. */
export const groups: readonly Group[] = [metadataGroup, clientGroup, dataverseIfyGroup, contractGroup, filterGroup];
