import type { SectionId, Step } from './guide.ts';
import { GATES, ROUTES, type Route } from './routes.ts';
import { configuration } from './sections/configuration.ts';
import { connectivity } from './sections/connectivity.ts';
import { stillFailing } from './sections/still-failing.ts';
import type { SourceId } from './sources.ts';

const SECTIONS = [configuration, connectivity, stillFailing] as const;

/** The id of every step of the guide, as a type: a wrong name does not compile. */
export type StepId = (typeof SECTIONS)[number]['steps'][number]['id'];
export type GuideStep = Step<StepId, SourceId>;

export interface GuideSection {
    readonly id: SectionId;
    readonly steps: readonly GuideStep[];
}

/** The whole: three sections in order, the rules that lead across them, and a revision. */
export interface Guide {
    readonly sections: readonly GuideSection[];
    readonly gates: Readonly<Record<SectionId, readonly StepId[]>>;
    readonly routes: Readonly<Partial<Record<StepId, { readonly yes: Route; readonly no: Route }>>>;
    /** Changes with the steps and their order; saved with each case. */
    readonly revision: string;
}

export const guide: Guide = { sections: SECTIONS, gates: GATES, routes: ROUTES, revision: revisionOf(SECTIONS) };

/** Every step, section by section, in reading order. */
export const allSteps: readonly GuideStep[] = guide.sections.flatMap((section) => section.steps);

const STEPS: ReadonlyMap<string, GuideStep> = new Map(allSteps.map((step) => [step.id, step]));

/** @returns whether a name from outside is a step of today's guide. */
export function isStepId(name: string): name is StepId {
    return STEPS.has(name);
}

/** @throws {RangeError} never for a `StepId`; a saved name goes through `isStepId` first. */
export function stepOf(id: StepId): GuideStep {
    const step = STEPS.get(id);
    if (!step) throw new RangeError(`The guide has no step "${id}".`);
    return step;
}

/** FNV-1a over the step ids, in order: short, stable, and enough to tell that the guide has changed. */
function revisionOf(sections: readonly GuideSection[]): string {
    let hash = 0x811c9dc5;
    for (const char of sections.flatMap((section) => section.steps.map((step) => step.id)).join(' ')) {
        hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    return hash.toString(16).padStart(8, '0');
}
