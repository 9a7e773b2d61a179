// "Try again" is a link to the page itself, at this section. HealInPlace makes it fetch the one section instead.
import { type PageAddress, shopPath, withParam } from '../gateway/page-address.ts';
import { tryAgain } from '../wording.ts';

/** Where a section stands: what "Try again" needs to know. */
export interface Place {
  readonly address: PageAddress;
  /** Of the present answer: a new one makes the link a new address, which a browser really loads. */
  readonly requestId: string;
}

/** The address of one section by itself. */
export function sectionPath({ name, key }: PageAddress, section: string): string {
  const path = `/sections/${name}/${name === 'product' || name === 'category' ? key : '-'}/${section}`;
  return name === 'search' && key !== '' ? `${path}?${key}` : path;
}

export function TryAgain({ place, section }: { place: Place; section: string }) {
  const { address, requestId } = place;
  return (
    <a
      className="again"
      href={`${withParam(shopPath(address), 'again', requestId.slice(0, 8))}#${section}`}
      data-again={sectionPath(address, section)}
      rel="nofollow"
    >
      {tryAgain}
    </a>
  );
}
