import { VisuallyHidden } from '@mantine/core';
import type { CSSProperties } from 'react';
import type { CategoryExplanation } from '../../api/types';
import { CategoryLabel } from '../../components/category-chip';
import { formatShare } from '../../format/text';
import { signedPoints, textPieces } from './text-pieces';
import classes from './why.module.css';

/** Alternatives that are shown; the others are improbable. */
const ALTERNATIVES = 3;

/** What the model says of a text: which words speak for its category and which against, and what else it might be. */
export function ModelReading({ text, explanation }: { text: string; explanation: CategoryExplanation }) {
  const { prediction, words, directionWeight } = explanation;
  const { model, alternatives, abstained } = prediction;
  return (
    <div>
      <h4 className={classes.title}>What the model reads</h4>
      <WeighedText text={text} words={words} />
      {Math.abs(directionWeight) >= 0.005 && (
        <p className={classes.hint}>
          The direction of the money {directionWeight < 0 ? 'speaks against it' : 'speaks for it'}:{' '}
          {signedPoints(directionWeight)} points.
        </p>
      )}
      <ul className={classes.guesses}>
        {[prediction, ...alternatives.slice(0, ALTERNATIVES)].map(({ detailed, confidence }) => (
          <li key={detailed} className={classes.guess}>
            <CategoryLabel id={detailed} />
            <span className={classes.bar} aria-hidden>
              <span style={{ width: `${confidence * 100}%` }} />
            </span>
            <span className={classes.share}>{formatShare(confidence)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.hint}>
        {abstained && 'It is too unsure to answer by itself. '}
        {model.name}, version {model.version}
      </p>
    </div>
  );
}

/** Words for the category have a line below them and those against it dots, so that colour is not needed; each says its points. */
function WeighedText({ text, words }: { text: string; words: CategoryExplanation['words'] }) {
  const pieces = textPieces(text, words);
  const most = Math.max(...pieces.map(({ weight = 0 }) => Math.abs(weight)));
  const some = pieces.some(({ weight }) => weight !== undefined);
  const against = pieces.some(({ weight = 0 }) => weight < 0);
  return (
    <>
      <p className={classes.text}>
        {pieces.map(({ text: piece, weight }, i) =>
          weight === undefined ? (
            <span key={i}>{piece}</span>
          ) : (
            <mark
              key={i}
              className={classes.word}
              data-against={weight < 0 || undefined}
              style={{ '--strength': Math.abs(weight) / most } as CSSProperties}
            >
              {piece}
              <sup aria-hidden>{signedPoints(weight)}</sup>
              <VisuallyHidden>
                {' '}
                ({signedPoints(weight)} points {weight < 0 ? 'against' : 'for'})
              </VisuallyHidden>
            </mark>
          ),
        )}
      </p>
      <p className={classes.hint}>
        {some
          ? `Points of probability that a word ${against ? 'adds, or takes away' : 'adds'}.`
          : 'No single word makes a difference.'}
      </p>
    </>
  );
}
