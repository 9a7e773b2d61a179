/** One to five stars; `spoken` where no number stands beside them. */
export function Stars({ value, spoken = false }: { value: number; spoken?: boolean }) {
  const full = Math.round(value);
  const stars = '★'.repeat(full) + '☆'.repeat(5 - full);
  return (
    <span className="stars">
      <span aria-hidden="true">{stars}</span>
      {spoken && <span className="hidden">{`${value} of 5`}</span>}
    </span>
  );
}
