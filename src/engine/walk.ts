import type { SectionId } from '../guide/guide.ts';
import { type StepId, stepOf } from '../guide/index.ts';
import { ENGINE_ASKED_FROM } from '../guide/routes.ts';
import type { Answer, AnswerKind, Case, FixOutcome, Position } from './case.ts';
import type { Event, Next, Stamp } from './event.ts';
import { routeOf } from './facts.ts';
import { agendaOf } from './policy.ts';
import { end, goTo, type Rules, reopenLast, stay, withoutAnswer } from './position.ts';

type At<Name extends Position['at']> = Extract<Position, { at: Name }>;

/** Enters a section at its first open step; a section with nothing to ask ends at once. */
export function enter(rules: Rules, section: SectionId, c: Case, stamp: Stamp): Next {
    return goOn(rules, { ...c, section }, stamp);
}

/**
 * Moves a case on inside the section it walks, by one event. Pure: the caller saves the case and shows the move.
 * An intent that means nothing where the case stands leaves it unchanged and says so.
 */
export function walk(rules: Rules, c: Case, event: Event): Next {
    const { position } = c;
    if (event.intent.kind === 'hello') return stay(c);
    switch (position.at) {
        case 'ask':
            return withDropped(c, answered(rules, c, position, event), position.step);
        case 'fix':
            return fixTried(rules, c, position, event);
        case 'prove':
            return proofTried(rules, c, position, event);
        default:
            return stay(c, { kind: 'not-here' });
    }
}

/** Names the answers that a new one has made meaningless. */
function withDropped(before: Case, next: Next, answeredStep: StepId): Next {
    const kept = new Set(next.case.answers.map((answer) => answer.step));
    const steps = before.answers.map((answer) => answer.step).filter((step) => !kept.has(step) && step !== answeredStep);
    const isAnswer = kept.has(answeredStep);
    return isAnswer && steps.length > 0 ? { ...next, note: { kind: 'dropped', steps } } : next;
}

function answered(rules: Rules, c: Case, position: At<'ask'>, { intent, stamp }: Event): Next {
    const { step } = position;
    switch (intent.kind) {
        case 'yes':
            return goOn(rules, withAnswer(rules, c, position, 'yes', stamp), stamp);
        case 'no':
            return goTo(rules, withAnswer(rules, c, position, 'no', stamp), { at: 'fix', step }, stamp);
        case 'unsure':
            return position.detail ? park(rules, c, position, stamp) : goTo(rules, c, { ...position, detail: true }, stamp);
        case 'skip':
            return park(rules, c, position, stamp);
        case 'engine':
            return canAskEngine(rules, c, step)
                ? goTo(rules, c, { at: 'ask', step: 'sync-engine', detail: false }, stamp)
                : stay(c, { kind: 'not-here' });
        case 'back':
            return position.detail ? goTo(rules, c, { ...position, detail: false }, stamp) : reopenLast(rules, c, stamp);
        default:
            return stay(c, { kind: 'not-here' });
    }
}

/** Whether a step offers the way to the question which engine synchronises, because that is still open. */
export function canAskEngine(rules: Rules, c: Case, step: StepId): boolean {
    return ENGINE_ASKED_FROM.includes(step) && agendaOf(rules.guide, rules.policy, 'configuration', c.answers).open.includes('sync-engine');
}

function fixTried(rules: Rules, c: Case, { step }: At<'fix'>, { intent, stamp }: Event): Next {
    const { exit, exitInsteadOfProof } = stepOf(step);
    switch (intent.kind) {
        case 'yes':
        case 'works':
            if (exit && exitInsteadOfProof) return end(rules, c, exit, stamp, step);
            return goTo(rules, c, { at: 'prove', step }, stamp);
        case 'no':
        case 'fails':
            return goOn(rules, withFix(c, step, 'still-failing'), stamp);
        case 'cannot':
            return end(rules, withFix(c, step, 'cannot'), 'escalated', stamp, step);
        case 'exit':
            return exit && !exitInsteadOfProof ? end(rules, c, exit, stamp, step) : stay(c, { kind: 'not-here' });
        case 'back':
            return reopenLast(rules, c, stamp);
        default:
            return stay(c, { kind: 'not-here' });
    }
}

function proofTried(rules: Rules, c: Case, { step }: At<'prove'>, { intent, stamp }: Event): Next {
    switch (intent.kind) {
        case 'yes':
        case 'works':
            return end(rules, c, 'solved', stamp, step);
        case 'no':
        case 'fails':
            return { ...goOn(rules, afterFailedProof(c, step), stamp), note: { kind: 'proof-failed' } };
        case 'back':
            return goTo(rules, c, { at: 'fix', step }, stamp);
        default:
            return stay(c, { kind: 'not-here' });
    }
}

/** The attempt of a failed proof is a new one: where an earlier attempt did not arrive, this one may have. */
function afterFailedProof(c: Case, step: StepId): Case {
    const tried = withFix(c, step, 'unproven');
    const arrived = tried.answers.find((answer) => answer.step === 'request-arrives');
    return arrived?.answer === 'no' && step !== 'request-arrives' ? { ...tried, answers: withoutAnswer(tried.answers, 'request-arrives') } : tried;
}

const park = (rules: Rules, c: Case, position: At<'ask'>, stamp: Stamp): Next => goOn(rules, withAnswer(rules, c, position, 'skip', stamp), stamp);

/** Asks the next open step of the section, or tells that the section has ended. */
function goOn(rules: Rules, c: Case, stamp: Stamp): Next {
    if (c.section === null) throw new TypeError('A case walks on only inside a section.');
    const [step] = agendaOf(rules.guide, rules.policy, c.section, c.answers).open;
    if (step === undefined) return { case: c, move: { kind: 'section-end' } };
    return goTo(rules, c, { at: 'ask', step, detail: false }, stamp);
}

/** The case with an answer. One that was changed takes along the answers that it makes meaningless. */
function withAnswer({ guide }: Rules, c: Case, { step, was }: At<'ask'>, answer: AnswerKind, stamp: Stamp): Case {
    if (c.section === null) throw new TypeError('A step is answered only inside a section.');
    const given: Answer = { step, answer, by: stamp.by, at: stamp.at, section: c.section };
    const { skips = [], rulesOut = [] } = (was && routeOf(guide, given)) ?? {};
    const kept = withoutAnswer(c.answers, step).filter((other) => !skips.includes(other.step) && !rulesOut.includes(other.step));
    return { ...c, answers: [...kept, given] };
}

function withFix(c: Case, step: StepId, fix: FixOutcome): Case {
    return { ...c, answers: c.answers.map((answer) => (answer.step === step ? { ...answer, fix } : answer)) };
}
