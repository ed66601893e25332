import type { SectionId } from '../guide/guide.ts';
import type { Guide, StepId } from '../guide/index.ts';
import type { Answer } from './case.ts';
import { type Facts, factsOf, routeOf } from './facts.ts';

/** Orders the steps of a walk: all that the section may ask under the answers so far, asked or not, first to last. */
export type Policy = (guide: Guide, section: SectionId, answers: readonly Answer[]) => readonly StepId[];

const stepsOf = (guide: Guide, name: SectionId): readonly StepId[] =>
    guide.sections.find((section) => section.id === name)?.steps.map((step) => step.id) ?? [];

/**
 * The guide's own order: the gates, then where the routing answers lead, then the rest of the section.
 * Steps of another section that a routing answer leads to count as steps of the section being walked.
 */
export const guideOrder: Policy = (guide, section, answers) => {
    const led = Object.keys(guide.routes).flatMap((routing) => {
        const route = routeOf(
            guide,
            answers.find((answer) => answer.step === routing),
        );
        return (route?.next ?? []).flatMap((name) => (isSection(guide, name) ? stepsOf(guide, name) : [name]));
    });
    return [...new Set([...guide.gates[section], ...led, ...stepsOf(guide, section)])];
};

function isSection(guide: Guide, name: StepId | SectionId): name is SectionId {
    return guide.sections.some((section) => section.id === name);
}

/** The steps of a walk: those done and those to come, without what is settled, ruled out or does not exist here. */
export interface Agenda {
    readonly all: readonly StepId[];
    readonly open: readonly StepId[];
}

/** What a section still has to ask, and how far it has come. */
export function agendaOf(guide: Guide, policy: Policy, section: SectionId, answers: readonly Answer[]): Agenda {
    const facts: Facts = factsOf(guide, answers);
    const all = policy(guide, section, answers).filter((id) => ['open', 'in-order', 'fault', 'parked'].includes(facts[id].kind));
    return { all, open: all.filter((id) => facts[id].kind === 'open') };
}
