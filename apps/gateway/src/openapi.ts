// The gateway's description for machines, made of the same schemas that check its answers.
import {
  cartPage,
  categoryPage,
  homePage,
  problem,
  problemContentType,
  productPage,
  slug,
  visitorHeader,
} from '@evenkeel/contracts';
import { Router } from 'express';
import { z } from 'zod';

const slugParameter = { name: 'slug', in: 'path', required: true, schema: z.toJSONSchema(slug) };
const itemsParameter = {
  name: 'items',
  in: 'query',
  description: 'Lines of the cart: laptop:1,mouse:2',
  schema: { type: 'string' },
};
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

/** OpenAPI 3.1 (its schemas are JSON Schema 2020-12, which is what zod writes). */
export const openApi = {
  openapi: '3.1.0',
  info: { title: 'Evenkeel gateway', version: '0.1.0', license: { name: 'MIT', identifier: 'MIT' } },
  paths: {
    '/pages/home': page('The home page', 'HomePage'),
    '/pages/product/{slug}': page('The page of a product', 'ProductPage', [slugParameter]),
    '/pages/category/{slug}': page('The page of a category', 'CategoryPage', [slugParameter]),
    '/pages/cart': page('The lines of a cart with their prices of now', 'CartPage', [itemsParameter]),
  },
  components: {
    schemas: Object.fromEntries(
      Object.entries({
        HomePage: homePage,
        ProductPage: productPage,
        CategoryPage: categoryPage,
        CartPage: cartPage,
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
