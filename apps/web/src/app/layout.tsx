import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/frame.css';
import '../styles/sections.css';
import '../styles/home.css';
import '../styles/product.css';
import '../styles/cards.css';
import '../styles/reviews.css';
import '../styles/cart.css';
import '../styles/checkout.css';
import '../styles/order.css';
import '../styles/mailbox.css';
import '../styles/search.css';
import '../styles/suggestions.css';
import '../styles/sorry.css';
import '../styles/plumbing.css';
import { countOf } from '../cart/cart.ts';
import { Banner } from '../components/banner.tsx';
import { Footer } from '../components/footer.tsx';
import { Header } from '../components/header.tsx';
import { HealInPlace } from '../components/heal-in-place.tsx';
import { IconSprite } from '../components/icon.tsx';
import { PlumbingDock } from '../components/plumbing.tsx';
import { cookieNames } from '../cookie-names.ts';
import { canBrowse } from '../navigation.ts';
import { plumbingOffered } from '../plumbing-offered.ts';
import { systemOf } from '../status-words.ts';
import { healthIfShown, plumbingShown, thisCart, thisPage, thisSearch } from '../this-request.ts';
import { bannerWords, healedBanner, shopName } from '../wording.ts';

export const metadata: Metadata = {
  title: { default: shopName, template: `%s – ${shopName}` },
  description: 'A demo shop that keeps selling while its parts fail.',
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function Layout({ children }: { children: ReactNode }) {
  const [shown, { cart }, { wish }, plumbing, health] = await Promise.all([
    thisPage(),
    thisCart(),
    thisSearch(),
    plumbingShown(),
    healthIfShown(),
  ]);
  const system = health ? systemOf(health) : (shown?.page.system ?? 'normal');
  const words = shown && system === 'degraded' ? bannerWords(shown.origin, canBrowse(shown)) : undefined;
  return (
    <html lang="en">
      <body data-system={system}>
        <IconSprite />
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <Header inCart={countOf(cart)} query={wish.q} />
        <Banner words={words} />
        {children}
        <Footer plumbing={plumbing} />
        {shown && <PlumbingDock {...shown.page} />}
        <HealInPlace
          healedBanner={healedBanner}
          plumbingCookie={plumbingOffered() ? cookieNames().plumbing : undefined}
        />
      </body>
    </html>
  );
}
