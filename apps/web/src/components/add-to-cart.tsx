const amounts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** A plain form: it works without JavaScript, and with every other part of the shop dead. */
export function AddToCart({ slug, itemToken }: { slug: string; itemToken: string }) {
  return (
    <form className="add" action="/cart/add" method="post">
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="item" value={itemToken} />
      <label className="hidden" htmlFor="quantity">
        Quantity
      </label>
      <select className="qty" id="quantity" name="quantity" defaultValue="1" autoComplete="off">
        {amounts.map((amount) => (
          <option key={amount}>{amount}</option>
        ))}
      </select>
      <button className="button" type="submit">
        Add to cart
      </button>
    </form>
  );
}
