import type { Product } from '@evenkeel/contracts';

export function ProductDetails({ product: { noun, description, specifications } }: { product: Product }) {
  return (
    <section className="block">
      <header>
        <h2>{`About this ${noun}`}</h2>
      </header>
      <div className="details">
        <p>{description}</p>
        <dl className="specs">
          {specifications.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
