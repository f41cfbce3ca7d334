/** Property names of ControlManifest.Input.xml. */
export const ManifestConstants = {
  recordName: 'recordName',
  pageSize: 'pageSize',
} as const;

/** Rows read from each source at once while the maker leaves `pageSize` empty; the platform allows up to 5,000. */
export const defaultPageSize = 25;
export const largestPageSize = 250;
