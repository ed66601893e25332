import type { Case } from '../engine/case.ts';
import type { Stamp } from '../engine/event.ts';
import { textsOf } from '../text/index.ts';
import { type Clock, moment } from './moment.ts';
import { literal, paragraph, shownName } from './rich.ts';
import type { CardView } from './scene.ts';

/**
 * What is left of a card once it is no longer the one to answer: what it asked, and the answer where one was given.
 *
 * @param before the case as the card showed it.
 * @param after the case as it stands now.
 */
export function answeredView(before: Case, after: Case, stamp: Stamp): CardView {
    const clock: Clock = { texts: textsOf(after.locale), zone: after.zone, now: stamp.at };
    const { answered, someone } = clock.texts;
    const heading = headingOf(before, clock);
    const answer = answerOf(before, after, clock);
    const line =
        answer === undefined
            ? paragraph(answered.below)
            : paragraph(answered.result, { answer, by: shownName(stamp.by.name, someone), at: moment(stamp.at, clock) });
    return {
        template: 'answered',
        summary: heading,
        data: { lang: after.locale, speak: heading, heading: literal(heading), paragraphs: [line] },
    };
}

function headingOf({ position }: Case, { texts }: Clock): string {
    switch (position.at) {
        case 'ask':
            return texts.steps[position.step].question;
        case 'fix':
            return texts.steps[position.step].fixHeading;
        case 'prove':
            return texts.prove.heading;
        case 'offer':
            return texts.answered.offer;
        case 'start':
            return texts.start.heading;
        case 'end':
            return texts.answered.ended;
    }
}

function answerOf(before: Case, after: Case, { texts }: Clock): string | undefined {
    const { position } = before;
    if (before.id !== after.id || !('step' in position) || position.step === undefined) return undefined;
    const given = after.answers.find((answer) => answer.step === position.step);
    if (position.at === 'ask') return given && texts.answers[given.answer];
    if (position.at === 'fix') return fixAnswer(after, given?.fix, texts.buttons);
    if (position.at === 'prove')
        return given?.fix === 'unproven' ? texts.buttons.unproven : after.position.at === 'end' ? texts.buttons.proven : undefined;
    return undefined;
}

function fixAnswer(after: Case, fix: string | undefined, { works, fails, cannot }: Clock['texts']['buttons']): string | undefined {
    if (after.position.at === 'prove') return works;
    if (fix === 'cannot') return cannot;
    return fix === 'still-failing' ? fails : undefined;
}
