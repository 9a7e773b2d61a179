// The engine that the contract is held against: the server at ELASTICSEARCH_URL where there is one, else the stand-in.
import { searchShop } from '../support/search-shop.ts';

export const engineShop = () => searchShop({ engineUrl: process.env.ELASTICSEARCH_URL || undefined });
