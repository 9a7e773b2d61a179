import { Fragment } from 'react';

export interface Crumb {
  readonly name: string;
  readonly href: string;
}

/** The way from the home page; the last one is the page itself. */
export function Crumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <a href="/">Home</a>
      {trail.map(({ name, href }, index) => (
        <Fragment key={href}>
          <span aria-hidden="true">/</span>
          <a href={href} aria-current={index === trail.length - 1 ? 'page' : undefined}>
            {name}
          </a>
        </Fragment>
      ))}
    </nav>
  );
}
