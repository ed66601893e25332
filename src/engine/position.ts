import type { Guide, StepId } from '../guide/index.ts';
import type { Answer, Case, EndId, Position } from './case.ts';
import type { Event, Move, Next, Note, Stamp } from './event.ts';
import type { Policy } from './policy.ts';

/** What the engine goes by: the guide, and how it chooses among the steps still open. */
export interface Rules {
    readonly guide: Guide;
    readonly policy: Policy;
}

/** The move that shows where a case stands. */
export function current(c: Case): Move {
    const { position } = c;
    switch (position.at) {
        case 'start':
            return { kind: 'start' };
        case 'ask':
            return { ...withoutAt(position), kind: 'ask' };
        case 'fix':
            return { kind: 'fix', step: position.step };
        case 'prove':
            return { kind: 'prove', step: position.step };
        case 'offer':
            return { kind: 'offer', next: position.next };
        case 'end':
            return position.step === undefined ? { kind: 'end', end: position.end } : { kind: 'end', end: position.end, step: position.step };
        default:
            return unreachable(position);
    }
}

function withoutAt<P extends { readonly at: string }>({ at: _, ...rest }: P): Omit<P, 'at'> {
    return rest;
}

/** The step that the case stands on, if any. */
export function standsOn(c: Case): StepId | undefined {
    return 'step' in c.position ? c.position.step : undefined;
}

/** The case shown as it stands, unchanged, with the reason on top. */
export function stay(c: Case, note?: Note): Next {
    return note === undefined ? { case: c, move: current(c) } : { case: c, move: current(c), note };
}

/** The case at a new place: one revision on. */
export function goTo(rules: Rules, c: Case, position: Position, stamp: Stamp): Next {
    const { by, at, zone } = stamp;
    const moved: Case = { ...c, position, zone, guide: rules.guide.revision, revision: c.revision + 1, moved: { by, at } };
    return { case: moved, move: current(moved) };
}

/** Ends the case; *Back* leads to where it stood. */
export function end(rules: Rules, c: Case, endId: EndId, stamp: Stamp, step?: StepId): Next {
    const position: Position = { at: 'end', end: endId, from: c.position, ...(step && { step }) };
    return goTo(rules, c, position, stamp);
}

/** Takes the last answer back and asks its step again; at the very beginning it leads to the start. */
export function reopenLast(rules: Rules, c: Case, stamp: Stamp): Next {
    const last = c.answers.at(-1);
    return last === undefined ? goTo(rules, { ...c, section: null }, { at: 'start' }, stamp) : reopen(rules, c, last, stamp);
}

/** Takes an answer back and asks its step again, in the section where it was asked. */
export function reopen(rules: Rules, c: Case, was: Answer, stamp: Stamp): Next {
    const reopened: Case = { ...c, answers: withoutAnswer(c.answers, was.step), section: was.section };
    return goTo(rules, reopened, { at: 'ask', step: was.step, detail: false, was }, stamp);
}

/** The answers without the one to a step. */
export function withoutAnswer(answers: readonly Answer[], step: StepId): readonly Answer[] {
    return answers.filter((answer) => answer.step !== step);
}

/**
 * Whether an event was said to another state than the one the case is in: another case, another revision or another
 * step. What only looks (hello, help, status) is never stale.
 */
export function isStale(c: Case, { intent, binding }: Event): boolean {
    if (binding === undefined || ['hello', 'help', 'status'].includes(intent.kind)) return false;
    return binding.caseId !== c.id || binding.revision !== c.revision || (binding.step !== undefined && binding.step !== standsOn(c));
}

/** Why a stale event changes nothing, with whoever came first when that is known. */
export function staleNote(c: Case, { binding }: Event): Note {
    if (c.position.at === 'end') return { kind: 'stale-ended' };
    if (binding?.caseId !== c.id) return { kind: 'stale' };
    const by = binding.revision === c.revision - 1 ? c.moved : c.answers.find((answer) => answer.step === binding.step);
    return by === undefined ? { kind: 'stale' } : { kind: 'stale', by };
}

/** Closes a switch over a union: a member that is not handled does not compile. */
export function unreachable(value: never): never {
    throw new TypeError(`Not handled: ${JSON.stringify(value)}`);
}
