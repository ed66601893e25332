import type { ExitId, SectionId } from '../guide/guide.ts';
import type { StepId } from '../guide/index.ts';

/** Somebody in the conversation. */
export interface Person {
    /** Entra object id where Teams tells it, else the channel's id of the person. */
    readonly id: string;
    /** Display name as typed by its owner: text from outside. */
    readonly name: string;
}

export type AnswerKind = 'yes' | 'no' | 'skip';

/** How a fix ended: it was tried and did not help, it could not be done here, or its proof failed. */
export type FixOutcome = 'still-failing' | 'cannot' | 'unproven';

/** One answered step, with who answered and when. */
export interface Answer {
    readonly step: StepId;
    readonly answer: AnswerKind;
    readonly by: Person;
    /** ISO 8601, UTC. */
    readonly at: string;
    /** The section that was being walked. */
    readonly section: SectionId;
    /** Only behind a *no*, once its fix has been tried. */
    readonly fix?: FixOutcome;
}

export type EndId = 'solved' | 'escalated' | ExitId;

/** Where a case stands. */
export type Position =
    | { readonly at: 'start' }
    | {
          readonly at: 'ask';
          readonly step: StepId;
          /** The way to check is open, after *Not sure*. */
          readonly detail: boolean;
          /** The earlier answer, when the step was opened again. */
          readonly was?: Answer;
      }
    | { readonly at: 'fix'; readonly step: StepId }
    | { readonly at: 'prove'; readonly step: StepId }
    | { readonly at: 'offer'; readonly next: SectionId }
    | {
          readonly at: 'end';
          readonly end: EndId;
          /** The step that the end came from, where there is one. */
          readonly step?: StepId;
          /** Where *Back* leads. */
          readonly from: Position;
      };

/** Raised when what is saved changes its shape. */
const CASE_FORMAT = 1;

/** One walk through the guide in one conversation. Plain data: it is saved as JSON. */
export interface Case {
    readonly format: typeof CASE_FORMAT;
    readonly id: string;
    /** Revision of the guide that the case was last walked with. */
    readonly guide: string;
    /** Raised by one with every change; a card of another revision is out of date. */
    readonly revision: number;
    /** BCP 47 tag of the language of the cards. */
    readonly locale: string;
    /** IANA time zone in which times are shown. */
    readonly zone: string;
    /** The section being walked, kept at its end too. */
    readonly section: SectionId | null;
    readonly position: Position;
    /** The latest answer of each step, oldest first. */
    readonly answers: readonly Answer[];
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    /** Who moved the case to where it stands, and when (ISO 8601, UTC). */
    readonly moved?: { readonly by: Person; readonly at: string };
    /** Ids of the latest activities that moved the case, oldest first. */
    readonly seen: readonly string[];
}

/** What a new case needs from outside: the engine makes no ids and reads no clock. */
export interface Beginning {
    readonly id: string;
    readonly guide: string;
    readonly locale: string;
    readonly zone: string;
    readonly startedAt: string;
}

/** A case before its first question. */
export function beginCase(beginning: Beginning): Case {
    return { ...beginning, format: CASE_FORMAT, revision: 0, section: null, position: { at: 'start' }, answers: [], seen: [] };
}

/** A saved value as a case, if it is one that this version can read. */
export function readCase(saved: unknown): Case | undefined {
    const c = saved as Partial<Case> | null | undefined;
    return c?.format === CASE_FORMAT && Array.isArray(c.answers) && Array.isArray(c.seen) ? (c as Case) : undefined;
}
