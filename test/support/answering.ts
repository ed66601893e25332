import { allSteps, type StepId, stepOf } from '../../src/guide/index.ts';
import type { Texts } from '../../src/text/index.ts';
import type { Chat } from './chat.ts';

/** The step whose question the newest card asks; none on a card that asks no step. */
export async function askedStep(chat: Pick<Chat, 'heading'>, { steps }: Texts): Promise<StepId | undefined> {
    const heading = await chat.heading();
    return allSteps.find(({ id }) => steps[id].question === heading)?.id;
}

/**
 * Answers by tapping until a step is asked, or until there is no question any more: yes, or what is given for the step.
 * After a *no* it goes on past the fix, and a skipped step is opened by *Not sure* first.
 */
export async function answerUntil(chat: Pick<Chat, 'heading' | 'tap'>, texts: Texts, goal: StepId | undefined, given: Answers = {}): Promise<void> {
    const { buttons, steps } = texts;
    for (let step = await askedStep(chat, texts); step !== undefined && step !== goal; step = await askedStep(chat, texts)) {
        const answer = given[step] ?? 'yes';
        const taps = {
            yes: [steps[step].yes],
            no: [steps[step].no, stepOf(step).routing ? buttons.goOn : buttons.fails],
            skip: [buttons.unsure, buttons.skip],
        };
        for (const title of taps[answer]) await chat.tap(title);
    }
}

/** Answers other than yes. */
export type Answers = Readonly<Partial<Record<StepId, 'no' | 'skip'>>>;
