// `pnpm test:search-contract`: what the search service needs of an engine, and the life of its index, on the stand-in; with
// ELASTICSEARCH_URL on that server, which decides where the two differ.
import { searchContract } from './tools.ts';
import { withStores } from './with-stores.ts';

const engine = process.env.ELASTICSEARCH_URL;
const count = await withStores(console.log, (stores) => searchContract(stores, engine));
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
