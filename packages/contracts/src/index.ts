export * from './headers.ts';
export * from './money.ts';
export * from './page.ts';
export * from './problem.ts';
export * from './product.ts';
export * from './recommendation.ts';
export * from './review.ts';
export * from './section.ts';
