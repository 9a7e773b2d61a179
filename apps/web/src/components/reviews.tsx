import type { Review, Reviews, Section } from '@evenkeel/contracts';
import { dayOf } from '../formats.ts';
import { reviewsAbsent } from '../wording.ts';
import { Block } from './block.tsx';
import { Stars } from './stars.tsx';
import type { Place } from './try-again.tsx';

interface ReviewsBlockProps {
  readonly section: Section<Reviews>;
  readonly place: Place;
  /** What the product is: "laptop". */
  readonly noun: string;
}

export function ReviewsBlock({ section, place, noun }: ReviewsBlockProps) {
  return (
    <Block
      name="reviews"
      section={section}
      place={place}
      heading="Reviews"
      absentAs="as-reviews"
      absentText={reviewsAbsent(noun)}
    >
      {(reviews) => (
        <>
          <div className="reviews">
            <Score reviews={reviews} />
            {reviews.items.length === 0 ? (
              <p className="muted">{`Nobody has written about this ${noun} yet.`}</p>
            ) : (
              <ReviewList items={reviews.items.slice(0, 2)} />
            )}
          </div>
          <div className="all-reviews">
            {reviews.items.length > 0 && (
              <details>
                <summary>Read the latest reviews in full</summary>
                <ReviewList items={reviews.items} />
              </details>
            )}
          </div>
        </>
      )}
    </Block>
  );
}

function Score({ reviews: { average, count, stars } }: { reviews: Reviews }) {
  const share = (amount: number) => `${count === 0 ? 0 : Math.round((amount / count) * 100)}%`;
  return (
    <div className="score">
      <strong>{average?.toFixed(1) ?? '–'}</strong> <span className="muted">of 5</span>
      <ol className="bars" aria-label="How many gave how many stars">
        {[5, 4, 3, 2, 1].map((number) => (
          <li key={number}>
            {number}
            <i style={{ '--w': share(stars[number - 1] ?? 0) }} />
            <em>{share(stars[number - 1] ?? 0)}</em>
          </li>
        ))}
      </ol>
    </div>
  );
}

const ReviewList = ({ items }: { items: readonly Review[] }) => (
  <ul>
    {items.map((review) => (
      <li key={review.id} className="review">
        <Stars value={review.stars} spoken />
        <h3>{review.title}</h3>
        <p>{review.text}</p>
        <small>{[review.author, dayOf(review.date), ...(review.verified ? ['Bought here'] : [])].join(' · ')}</small>
      </li>
    ))}
  </ul>
);
