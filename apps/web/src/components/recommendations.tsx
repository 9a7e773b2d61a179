import type { Recommendations, Section } from '@evenkeel/contracts';
import { Block } from './block.tsx';
import { Cards } from './cards.tsx';
import type { Place } from './try-again.tsx';

/** The heading names where the picks come from. */
export function RecommendationsBlock({ section, place }: { section: Section<Recommendations>; place: Place }) {
  const [heading, beside] = headingOf(section.data);
  return (
    <Block
      name="recommendations"
      section={section}
      place={place}
      heading={heading}
      beside={beside}
      absentAs="as-cards"
      className="holds-cards"
    >
      {({ items }) => <Cards items={items.slice(0, 4)} />}
    </Block>
  );
}

function headingOf(data: Recommendations | null): [heading: string, beside?: string] {
  switch (data?.basis) {
    case 'personal':
      return ['Picked for you', 'From what you looked at'];
    case 'recently-viewed':
      return ['Recently viewed', 'What you looked at before'];
    case 'trending':
      return [`Trending in ${data.category?.name ?? 'the shop'}`, 'What many people look at now'];
    case 'bestsellers':
      return ['Bestsellers', 'What most people buy at the moment'];
    case undefined:
      return ['Recommendations'];
  }
}
