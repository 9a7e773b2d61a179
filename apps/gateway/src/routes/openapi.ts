// The gateway's description for machines, made of the same schemas that check its answers.
import {
  anotherCard,
  behaviour,
  cartPage,
  categoryPage,
  checkoutAnswer,
  checkoutRequest,
  homePage,
  messages,
  orderPage,
  problem,
  problemContentType,
  productPage,
  type SearchWish,
  searchLimits,
  searchPage,
  searchSorts,
  searchWish,
  slug,
  suggestions,
  visitorHeader,
} from '@evenkeel/contracts';
import { Router } from 'express';
import { z } from 'zod';

const slugParameter = { name: 'slug', in: 'path', required: true, schema: z.toJSONSchema(slug) };
const searchDescriptions = {
  q: `What is looked for; at most ${searchLimits.queryLength} characters`,
  category: 'Slug of a category',
  minPrice: 'Whole dollars, included',
  maxPrice: 'Whole dollars, included with their cents',
  rating: 'The least number of stars, 1 to 5',
  sort: `One of ${searchSorts.join(', ')}`,
  page: `1 to ${searchLimits.lastPage}`,
} satisfies Record<keyof SearchWish, string>;
const itemsParameter = {
  name: 'items',
  in: 'query',
  description: 'Lines of the cart: laptop:1,mouse:2',
  schema: { type: 'string' },
};
/** In the order of the schema that checks them. */
const searchParameters = Object.keys(searchWish.shape).map((name) => ({
  name,
  in: 'query',
  description: searchDescriptions[name as keyof typeof searchDescriptions],
  schema: { type: 'string' },
}));
const everyPage = [
  {
    name: 'section',
    in: 'query',
    description: 'Only this section; the answer is then `{ name, section }`.',
    schema: { type: 'string' },
  },
  {
    name: visitorHeader,
    in: 'header',
    description: 'Who asks, for personal recommendations.',
    schema: { type: 'string', format: 'uuid' },
  },
];

const problemAnswer = (description: string) => ({
  description,
  content: { [problemContentType]: { schema: { $ref: '#/components/schemas/Problem' } } },
});

const page = (summary: string, schema: string, parameters: readonly object[] = []) => ({
  get: {
    summary,
    parameters: [...parameters, ...everyPage],
    responses: {
      200: {
        description: 'The page, whole, at the latest at its deadline; every section with its state.',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
      },
      400: problemAnswer('The request itself is wrong.'),
      404: problemAnswer('There is no such page.'),
      503: problemAnswer('The core of the page is not answering, and there is no recent copy.'),
    },
  },
});

const owner = [
  {
    name: visitorHeader,
    in: 'header',
    required: true,
    description: 'Whose order it is.',
    schema: { type: 'string', format: 'uuid' },
  },
];
const orderParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

const checkoutAnswerOf = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/CheckoutAnswer' } } },
});

const change = (summary: string, body: string | null, parameters: readonly object[]) => ({
  post: {
    summary,
    parameters: [...parameters, ...owner],
    ...(body !== null && {
      requestBody: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${body}` } } } },
    }),
    responses: {
      200: checkoutAnswerOf('The order, with its state.'),
      400: problemAnswer('The request itself is wrong. Nothing was kept.'),
      404: problemAnswer('There is no such order, or it is somebody else’s.'),
      503: checkoutAnswerOf('Nothing was kept and nothing charged, for certain.'),
      504: checkoutAnswerOf('Perhaps it was done. Sent again it is done once.'),
    },
  },
});

const buying = change('Orders what is in the cart; under the same id it is the same order', 'CheckoutRequest', []);

/** OpenAPI 3.1 (its schemas are JSON Schema 2020-12, which is what zod writes). */
export const openApi = {
  openapi: '3.1.0',
  info: { title: 'Evenkeel gateway', version: '0.1.0', license: { name: 'MIT', identifier: 'MIT' } },
  paths: {
    '/pages/home': page('The home page', 'HomePage'),
    '/pages/product/{slug}': page('The page of a product', 'ProductPage', [slugParameter]),
    '/pages/category/{slug}': page('The page of a category', 'CategoryPage', [slugParameter]),
    '/pages/search': page('The results of a search, and what they can be narrowed to', 'SearchPage', searchParameters),
    '/pages/cart': page('The lines of a cart with their prices of now', 'CartPage', [itemsParameter]),
    '/checkout': {
      post: {
        ...buying.post,
        responses: {
          ...buying.post.responses,
          201: checkoutAnswerOf('The order is taken; its state says whether it is paid.'),
          409: checkoutAnswerOf('The total is another one now, or something is not sold any more. Nothing was kept.'),
        },
      },
    },
    '/orders/{id}': page('An order, for its owner', 'OrderPage', [orderParameter]),
    '/orders/{id}/attempts': change('Another card, when the last one was declined', 'AnotherCard', [orderParameter]),
    '/orders/{id}/cancel': change('Not wanted any more, while nothing was charged', null, [orderParameter]),
    '/mailbox': {
      get: {
        summary: 'What the shop has written to a buyer, newest first',
        parameters: owner,
        responses: {
          200: {
            description: 'Messages, perhaps none.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Messages' } } },
          },
          400: problemAnswer('The request itself is wrong.'),
          503: problemAnswer('Nobody can tell now.'),
        },
      },
    },
    '/suggest': {
      get: {
        summary: 'Names of products that begin as the query does; none while nothing can be searched',
        parameters: searchParameters.filter(({ name }) => name === 'q'),
        responses: {
          200: {
            description: 'Suggestions, perhaps none.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Suggestions' } } },
          },
          400: problemAnswer('The request itself is wrong.'),
        },
      },
    },
    '/behaviour': {
      post: {
        summary: 'Tells what a visitor did with a product',
        parameters: everyPage.filter(({ in: where }) => where === 'header'),
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Behaviour' } } } },
        responses: {
          202: { description: 'Taken note of, as far as that is possible.' },
          400: problemAnswer('The request itself is wrong.'),
        },
      },
    },
  },
  components: {
    schemas: Object.fromEntries(
      Object.entries({
        HomePage: homePage,
        ProductPage: productPage,
        CategoryPage: categoryPage,
        SearchPage: searchPage,
        CartPage: cartPage,
        OrderPage: orderPage,
        Messages: messages,
        CheckoutRequest: checkoutRequest,
        CheckoutAnswer: checkoutAnswer,
        AnotherCard: anotherCard,
        Suggestions: suggestions,
        Behaviour: behaviour.omit({ visitor: true }),
        Problem: problem,
      }).map(([name, schema]) => [name, z.toJSONSchema(schema)]),
    ),
  },
};

/** `GET /openapi.json` */
export function openApiRoutes(): Router {
  const router = Router();
  router.get('/openapi.json', (_req, res) => {
    res.json(openApi);
  });
  return router;
}
