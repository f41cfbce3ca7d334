/** Names an entry in the queue: by its delivery and its name there. An entry of a timer has no delivery. */
export function entryId(delivery: string, name: string): string {
  return delivery === '' ? name : `${delivery}#${name}`;
}

/** The parts of an entry's id; of one that a timer made both readings are possible, because a name may hold anything. */
export function entryName(id: string): { readonly delivery: string; readonly name: string } {
  const end = id.lastIndexOf('#');
  return end === -1 ? { delivery: '', name: id } : { delivery: id.slice(0, end), name: id.slice(end + 1) };
}
