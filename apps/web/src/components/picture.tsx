// A product's picture on its tile; a product keeps its tile on every page. The name stands beside it, so no alt text.
interface PictureProps {
  readonly of: { readonly picture: string; readonly tile: number };
  /** Edge in CSS px. */
  readonly size: number;
}

export function Picture({ of: { picture, tile }, size }: PictureProps) {
  return (
    <div className={`tile tile-${tile}`}>
      {/* SVG files, the same for all visitors: an image optimiser would have nothing to do. */}
      <img src={`/pictures/${picture}.svg`} alt="" width={size} height={size} loading="lazy" />
    </div>
  );
}
