/** The three headings of the seed document, in its order. */
export const SECTION_IDS = ['configuration', 'connectivity', 'still-failing'] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** A statement of the seed document, numbered as section.statement. */
export type SeedId = `S${1 | 2 | 3}.${number}`;

/** Where a check is made: the Entra admin center, the Connect server, or Active Directory. */
export type Where = 'portal' | 'server' | 'ad';

/** What a line of a fix does to the environment. */
export type Risk = 'reads' | 'changes' | 'interrupts';

/** One line of a fix. Its words stand at the same index in the text files. */
export interface FixLine {
    readonly risk: Risk;
    /** Shown as a code block under the line; `<word>` is a placeholder that the text files name. */
    readonly command?: string;
}

/** Ways out that are no fault of writeback, each with what to do instead. */
export const EXIT_IDS = ['cached-password', 'protected-account', 'not-writeback', 'outage'] as const;
export type ExitId = (typeof EXIT_IDS)[number];

/** Event numbers, `hr=` values, page codes and audit reasons, as the catalogue of codes spells them. */
export interface Codes {
    /** Proves the fault that the step asks about. */
    readonly no: readonly string[];
    /** Makes the fault likely; never settles the step. */
    readonly hint: readonly string[];
    /** Proves that the step was in order at that time. */
    readonly yes: readonly string[];
}

/** What a step says about itself; its words live in the text files. */
export interface StepSpec<Source extends string = string> {
    /** The seed statements the step carries; empty for a step that the seed lacks. */
    readonly origin: readonly SeedId[];
    /** How often it is the cause, from 1 (seldom) to 20. Judgement from support practice. */
    readonly weight: number;
    /** What the check costs, in minutes. */
    readonly minutes: number;
    readonly places: readonly Where[];
    readonly sources: readonly Source[];
    readonly codes?: Partial<Codes>;
    /** Commands of the check, read-only, in the order to run them. */
    readonly commands?: readonly string[];
    readonly fix: readonly FixLine[];
    /** A routing step: its *no* is a result that says what comes next, not a fault. */
    readonly routing?: true;
    /** An end without a fault that the fix of this step can lead to. */
    readonly exit?: ExitId;
    /** The exit takes the place of the proof: *it works now* ends the case there. */
    readonly exitInsteadOfProof?: true;
}

/** One yes/no question about one condition, with its fix. */
export interface Step<Id extends string = string, Source extends string = string> extends StepSpec<Source> {
    readonly id: Id;
    readonly codes: Codes;
    readonly commands: readonly string[];
}

export interface Section<Id extends SectionId = SectionId, Steps extends readonly Step[] = readonly Step[]> {
    readonly id: Id;
    readonly steps: Steps;
}
