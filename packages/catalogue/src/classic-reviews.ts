// The laptop's reviews on the classic page: 4.8 of 5 from 234, "Great laptop!" by John and "Fast shipping" by Jane.

/** The newest two, newest first. */
export const classicReviews = [
  {
    stars: 5,
    title: 'Great laptop!',
    text: 'Fast, silent and the screen is a joy. I edit photos on it all day and the battery still lasts the train ride home.',
    author: 'John',
    date: '2026-11-12',
    verified: true,
  },
  {
    stars: 5,
    title: 'Fast shipping',
    text: 'Ordered on Monday, here on Wednesday. Set up in ten minutes.',
    author: 'Jane',
    date: '2026-11-09',
    verified: true,
  },
] as const;

/** How many of all 234 gave five, four, … stars: 1,113 stars, 4.756 on average. */
const amounts = { 5: 193, 4: 31, 3: 6, 2: 2, 1: 2 } as const;

/** The stars of the 232 reviews that are older than these two. */
export const olderClassicStars: readonly number[] = Object.entries({
  ...amounts,
  5: amounts[5] - classicReviews.length,
}).flatMap(([stars, amount]) => Array.from({ length: amount }, () => Number(stars)));
