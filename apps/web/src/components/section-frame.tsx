// The frame that every section stands in. Its attributes say the same as the gateway's JSON; tests and scripts read them.
import type { Section } from '@evenkeel/contracts';
import type { ReactNode } from 'react';
import { PlumbingTag } from './plumbing.tsx';

interface SectionFrameProps {
  readonly name: string;
  readonly section: Section<unknown>;
  readonly as?: 'section' | 'div';
  readonly className?: string;
  readonly id?: string;
  readonly children: ReactNode;
}

export function SectionFrame({ name, section, as: Tag = 'section', className, id, children }: SectionFrameProps) {
  const copy = section.state === 'stale' && { 'data-age-ms': section.ageMs, 'data-tier': section.tier };
  return (
    <Tag
      id={id}
      className={className}
      data-section={name}
      data-state={section.state}
      data-source={section.source}
      {...copy}
    >
      <PlumbingTag section={section} />
      {children}
    </Tag>
  );
}
