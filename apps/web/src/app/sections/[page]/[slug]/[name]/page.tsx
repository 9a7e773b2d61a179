// One section by itself, asked for again: HealInPlace takes it out of this page and puts it into the other.
import { pageDeadlineMs, pageNames, slug } from '@evenkeel/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { askableSections } from '../../../../../components/askable-sections.tsx';
import { PlumbingDock } from '../../../../../components/plumbing.tsx';
import { saved } from '../../../../../gateway/open-page.ts';
import type { PageAddress } from '../../../../../gateway/page-address.ts';
import { paramsOf, readWish, searchKey } from '../../../../../search/wish.ts';
import { thisVisit } from '../../../../../this-request.ts';

export const metadata: Metadata = { robots: 'noindex' };

/** Pages without a slug of their own have `-` in its place. */
const address = z.object({ page: z.enum(pageNames), slug: z.union([slug, z.literal('-')]), name: z.string().max(40) });

interface Props {
  readonly params: Promise<Record<string, string>>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SectionPage({ params, searchParams: asked }: Props) {
  const { page, slug, name } = address.safeParse(await params).data ?? notFound();
  const ask = askableSections[`${page}/${name}`] ?? notFound();
  const at = {
    name: page,
    key: page === 'search' ? searchKey(readWish(paramsOf(await asked)).wish) : slug === '-' ? '' : slug,
  };
  const visit = await thisVisit();
  const { section, view } = await ask(at, name, visit, nounOf(at));
  return (
    <main className="wrap" id="main">
      {view}
      <PlumbingDock
        sections={{ [name]: section }}
        tookMs={section.tookMs}
        deadlineMs={pageDeadlineMs}
        requestId={visit.requestId}
      />
    </main>
  );
}

/** Whoever asks for a section has just been shown its page, so a copy of it is at hand. */
const nounOf = (at: PageAddress): string =>
  (at.name === 'product' &&
    saved('product').find({ ...at, name: 'product' }, 'asked for its noun')?.page.sections.product.data?.noun) ||
  'product';
