import type { SectionId } from '../guide/guide.ts';
import type { StepId } from '../guide/index.ts';
import type { Answer, Case, EndId, Person } from './case.ts';

/** What a person wants, from a tap or from typed words. */
export type Intent =
    | { readonly kind: 'hello' }
    /** `byNumber` counts only where sections are on offer: elsewhere a bare number may mean anything. */
    | { readonly kind: 'start'; readonly section: SectionId; readonly byNumber?: true }
    | { readonly kind: 'yes' }
    | { readonly kind: 'no' }
    /** Said of a fix or a proof: yes and no there, and nothing anywhere else. */
    | { readonly kind: 'works' }
    | { readonly kind: 'fails' }
    | { readonly kind: 'unsure' }
    | { readonly kind: 'skip' }
    | { readonly kind: 'cannot' }
    | { readonly kind: 'exit' }
    | { readonly kind: 'engine' }
    | { readonly kind: 'back' }
    | { readonly kind: 'reopen'; readonly step: StepId }
    | { readonly kind: 'restart'; readonly confirmed: boolean }
    | { readonly kind: 'escalate' }
    | { readonly kind: 'help' }
    | { readonly kind: 'status' }
    /** `other`: whichever the case does not speak. */
    | { readonly kind: 'language'; readonly locale: string | 'other' }
    /** A text that looks like an error or a log: never an answer. */
    | { readonly kind: 'pasted' }
    | { readonly kind: 'unknown' };

/** What the intent was said to: the card that was tapped, or the case as it stood when a text arrived. */
export interface Binding {
    readonly caseId: string;
    readonly revision: number;
    /** The step on the tapped card; a typed text has none. */
    readonly step?: string;
}

/** Everything about a turn that the engine may not find out by itself. */
export interface Stamp {
    readonly by: Person;
    /** ISO 8601, UTC. */
    readonly at: string;
    /** IANA time zone of the person. */
    readonly zone: string;
    /** The id for a new case, should this turn begin one. */
    readonly spareId: string;
}

export interface Event {
    readonly intent: Intent;
    readonly stamp: Stamp;
    /** Missing on the greeting's section buttons and on texts that ask for something whatever the case. */
    readonly binding?: Binding;
}

/** What comes next. */
export type Move =
    | { readonly kind: 'start' }
    | { readonly kind: 'ask'; readonly step: StepId; readonly detail: boolean; readonly was?: Answer }
    | { readonly kind: 'fix'; readonly step: StepId }
    | { readonly kind: 'prove'; readonly step: StepId }
    /** The section has nothing left to ask; the root turns it into an offer or an escalation. */
    | { readonly kind: 'section-end' }
    | { readonly kind: 'offer'; readonly next: SectionId }
    | { readonly kind: 'end'; readonly end: EndId; readonly step?: StepId }
    | { readonly kind: 'help' }
    | { readonly kind: 'status' }
    | { readonly kind: 'confirm-restart' };

/** One line on top of a card: why it is shown. */
export type Note =
    /** The tapped card, or the text, belongs to an earlier state; `by` answered in the meantime. */
    | { readonly kind: 'stale'; readonly by?: Pick<Answer, 'by' | 'at'> }
    /** The same, where the case has ended. */
    | { readonly kind: 'stale-ended' }
    | { readonly kind: 'not-understood' }
    | { readonly kind: 'pasted' }
    | { readonly kind: 'not-here' }
    | { readonly kind: 'proof-failed' }
    /** Answers that a new answer made meaningless. */
    | { readonly kind: 'dropped'; readonly steps: readonly StepId[] }
    | { readonly kind: 'guide-changed' }
    /** The saved case has a shape that this version cannot read. */
    | { readonly kind: 'unreadable' };

/** The outcome of a turn. The same `case` object as before means that nothing has moved. */
export interface Next {
    readonly case: Case;
    readonly move: Move;
    readonly note?: Note;
}
