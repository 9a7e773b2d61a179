// The frame that every section stands in. Its attributes say the same as the gateway's JSON; tests and scripts read them.
import type { Section } from '@evenkeel/contracts';
import type { ReactNode } from 'react';
import { plumbingOffered } from '../plumbing-offered.ts';
import { PlumbingTag } from './plumbing.tsx';

interface SectionFrameProps {
  readonly name: string;
  readonly section: Section<unknown>;
  readonly as?: 'section' | 'div';
  readonly className?: string;
  readonly id?: string;
  /** Further facts for programs, as `data-…` attributes. */
  readonly data?: Readonly<Record<string, string>>;
  /** Who stands in for the source, where somebody does. */
  readonly via?: string | undefined;
  readonly children: ReactNode;
}

export function SectionFrame(props: SectionFrameProps) {
  const { name, section, as: Tag = 'section', className, id, data = {}, via, children } = props;
  const copy = section.state === 'stale' && { 'data-age-ms': section.ageMs, 'data-tier': section.tier };
  return (
    <Tag
      id={id}
      className={className}
      data-section={name}
      data-state={section.state}
      {...(plumbingOffered() && { 'data-source': section.source })}
      {...Object.fromEntries(Object.entries(data).map(([key, value]) => [`data-${key}`, value]))}
      {...copy}
    >
      <PlumbingTag section={section} via={via} />
      {children}
    </Tag>
  );
}
