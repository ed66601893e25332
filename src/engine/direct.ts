import type { SectionId } from '../guide/guide.ts';
import type { StepId } from '../guide/index.ts';
import { beginCase, type Case } from './case.ts';
import type { Event, Move, Next, Stamp } from './event.ts';
import { agendaOf } from './policy.ts';
import { end, goTo, type Rules, reopen, reopenLast, stay } from './position.ts';

/** Intents that mean the same wherever a case stands. */
const GLOBAL: ReadonlySet<string> = new Set(['start', 'restart', 'escalate', 'reopen', 'help', 'status', 'language', 'pasted', 'unknown']);

/** Whether an event is for the root alone: it asks for something whatever the section, or no section is being walked. */
export function isForRoot(c: Case, event: Event): boolean {
    return GLOBAL.has(event.intent.kind) || !isWalking(c);
}

/** Whether the case stands inside a section. */
function isWalking(c: Case): boolean {
    return c.position.at === 'ask' || c.position.at === 'fix' || c.position.at === 'prove';
}

/**
 * Handles what belongs to the case as a whole. Pure.
 *
 * @returns the next state; `section` names the section to enter when the event leads into one.
 */
export function direct(rules: Rules, c: Case, event: Event): Next & { readonly enter?: SectionId } {
    const { intent, stamp } = event;
    switch (intent.kind) {
        case 'hello':
            return stay(c);
        case 'start':
            if (intent.byNumber && isWalking(c)) return stay(c, { kind: 'not-understood' });
            return { ...stay(c.position.at === 'end' ? renew(rules, c, stamp) : c), enter: intent.section };
        case 'restart':
            return intent.confirmed || !isWorthKeeping(c) ? begin(rules, c, stamp) : look(c, { kind: 'confirm-restart' });
        case 'escalate':
            return c.position.at === 'end' ? stay(c) : end(rules, c, 'escalated', stamp);
        case 'reopen':
            return reopenStep(rules, c, intent.step, stamp);
        case 'help':
        case 'status':
            return look(c, { kind: intent.kind });
        case 'language':
            // The case stands where it stood, so cards in the other language still fit.
            return stay(intent.locale === c.locale ? c : { ...c, locale: intent.locale });
        case 'unknown':
            return stay(c, { kind: 'not-understood' });
        case 'pasted':
            return stay(c, { kind: 'pasted' });
        default:
            return answerAtRest(rules, c, event);
    }
}

/** Answers to a card that asks no step: the offer of the next section, and the ends. */
function answerAtRest(rules: Rules, c: Case, { intent, stamp }: Event): Next & { readonly enter?: SectionId } {
    const { position } = c;
    if (position.at === 'offer') {
        if (intent.kind === 'yes') return { ...stay(c), enter: position.next };
        if (intent.kind === 'no') return end(rules, c, 'escalated', stamp);
        if (intent.kind === 'back') return reopenLast(rules, c, stamp);
    }
    if (position.at === 'end' && intent.kind === 'back') return goTo(rules, c, position.from, stamp);
    return stay(c, { kind: 'not-here' });
}

/** Opens an answered step again, from wherever the case stands. */
function reopenStep(rules: Rules, c: Case, step: StepId, stamp: Stamp): Next {
    const was = c.answers.find((answer) => answer.step === step);
    return was === undefined ? stay(c, { kind: 'not-here' }) : reopen(rules, c, was, stamp);
}

/** After a section without a fix: the next one that still has something to ask, or the escalation. */
export function afterSection(rules: Rules, c: Case, stamp: Stamp): Next {
    const next = nextSection(rules, c);
    return next === undefined ? end(rules, c, 'escalated', stamp) : goTo(rules, c, { at: 'offer', next }, stamp);
}

function nextSection({ guide, policy }: Rules, c: Case): SectionId | undefined {
    const ids = guide.sections.map((section) => section.id);
    const here = c.section === null ? -1 : ids.indexOf(c.section);
    const around = [...ids.slice(here + 1), ...ids.slice(0, here + 1)];
    return around.find((id) => agendaOf(guide, policy, id, c.answers).open.length > 0);
}

const look = (c: Case, move: Move): Next => ({ case: c, move });

/** Answers are worth a question before they are dropped; a case at its start or its end holds nothing to lose. */
const isWorthKeeping = (c: Case): boolean => c.answers.length > 0 && c.position.at !== 'end';

/** A new case in the same conversation: same language, nothing else but the ids already seen. */
function renew(rules: Rules, c: Case, stamp: Stamp): Case {
    const { id, at, zone } = { id: stamp.spareId, at: stamp.at, zone: stamp.zone };
    return { ...beginCase({ id, guide: rules.guide.revision, locale: c.locale, zone, startedAt: at }), seen: c.seen };
}

const begin = (rules: Rules, c: Case, stamp: Stamp): Next => stay(renew(rules, c, stamp));
