import { testCards } from '@evenkeel/contracts';
import { checkoutWords } from '../../checkout/words.ts';

/** The cards to choose from; the first one is chosen until somebody chooses. */
export function CardChoice({ legend }: { legend: string }) {
  return (
    <fieldset className="cards-to-pay">
      <legend>{legend}</legend>
      {testCards.map(({ token, name, lastFour }, index) => (
        <label key={token}>
          <input type="radio" name="card" value={token} defaultChecked={index === 0} />
          <span>{name}</span>
          <span className="muted">{checkoutWords.endsIn(lastFour)}</span>
        </label>
      ))}
    </fieldset>
  );
}
