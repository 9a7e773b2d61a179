/** An answer that is an error, in Elasticsearch's own form. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly type: string;

  /** @param type Elasticsearch's name for what is wrong, such as `index_not_found_exception` */
  constructor(status: number, type: string, reason: string) {
    super(reason);
    this.status = status;
    this.type = type;
  }

  body() {
    return { status: this.status, error: { type: this.type, reason: this.message } };
  }
}

/** For everything of Elasticsearch that is not stood in for. */
export const notHere = (what: string) =>
  new Refusal(400, 'illegal_argument_exception', `the stand-in for Elasticsearch does not know ${what}`);

/** The only key of `object` and its value: how Elasticsearch's queries say what they are. */
export function onlyEntry(object: unknown, what: string): [string, unknown] {
  const entries = typeof object === 'object' && object !== null ? Object.entries(object) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1) throw notHere(`${what} with other than one kind in it`);
  return entry;
}
