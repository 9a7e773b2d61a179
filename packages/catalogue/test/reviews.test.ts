import { expect, test } from 'vitest';
import { type CatalogueReview, catalogue, catalogueDay, reviewsOf } from '../src/index.ts';

const all = catalogue().products.map(({ slug }) => ({ slug, reviews: reviewsOf(slug) }));
const average = (reviews: readonly CatalogueReview[]) =>
  reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;

test('the laptop has 4.8 of 5 from exactly 234 reviews, most of them five stars', () => {
  const reviews = reviewsOf('laptop');
  expect(reviews).toHaveLength(234);
  expect(average(reviews).toFixed(1)).toBe('4.8');
  const percent = [5, 4, 3, 2, 1].map((stars) =>
    Math.round((reviews.filter((review) => review.stars === stars).length / reviews.length) * 100),
  );
  expect(percent).toEqual([82, 13, 3, 1, 1]);
});

test('the newest of them are "Great laptop!" by John and "Fast shipping" by Jane', () => {
  const [newest, second, third] = reviewsOf('laptop');
  expect(newest).toMatchObject({ title: 'Great laptop!', author: 'John', stars: 5, date: '2026-11-12' });
  expect(second).toMatchObject({ title: 'Fast shipping', author: 'Jane', stars: 5, date: '2026-11-09' });
  expect(third?.date.localeCompare('2026-11-09')).toBe(-1);
});

test('there are several thousand reviews, each with an id of its own', () => {
  const ids = all.flatMap(({ reviews }) => reviews.map((review) => review.id));
  expect(ids.length).toBeGreaterThan(3_000);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(64);
});

test('reviews come newest first and none is from the future', () => {
  for (const { slug, reviews } of all) {
    const dates = reviews.map((review) => review.date);
    expect(dates, slug).toEqual([...dates].sort().reverse());
    expect(
      dates.every((date) => date <= catalogueDay),
      slug,
    ).toBe(true);
  }
});

test('neighbours say different things under different titles and names', () => {
  for (const { slug, reviews } of all) {
    for (const [index, review] of reviews.slice(1).entries()) {
      const previous = reviews[index];
      expect(review.text, slug).not.toBe(previous?.text);
      expect(review.title, slug).not.toBe(previous?.title);
      expect(review.author, slug).not.toBe(previous?.author);
    }
  }
});

test('products differ: some are loved, some are only liked', () => {
  const averages = all.map(({ reviews }) => average(reviews));
  expect(Math.min(...averages)).toBeLessThan(4.1);
  expect(Math.max(...averages)).toBeGreaterThan(4.7);
});

test('a product that does not exist has no reviews', () => {
  expect(reviewsOf('nothing')).toEqual([]);
});
