import { allSteps, type Guide, type StepId } from '../guide/index.ts';
import type { Route } from '../guide/routes.ts';
import type { Answer } from './case.ts';

/** What is known about a step. */
export type Standing =
    | { readonly kind: 'open' }
    | { readonly kind: 'in-order'; readonly by: Answer }
    | { readonly kind: 'fault'; readonly by: Answer }
    | { readonly kind: 'parked'; readonly by: Answer }
    /** Not answered, but told by the answer to a routing step. */
    | { readonly kind: 'settled' | 'ruled-out' | 'skipped'; readonly by: Answer };

export type Facts = Readonly<Record<StepId, Standing>>;

const ANSWERED = { yes: 'in-order', no: 'fault', skip: 'parked' } as const;

/** The route that an answer takes, when its step is a routing step and the answer tells something. */
export function routeOf(guide: Guide, answer: Answer | undefined): Route | undefined {
    if (answer === undefined || answer.answer === 'skip') return undefined;
    return guide.routes[answer.step]?.[answer.answer];
}

/**
 * What the answers tell about every step: the person's own answer first, then what routing answers prove.
 * Derived anew each time, so that taking an answer back takes its consequences back.
 */
export function factsOf(guide: Guide, answers: readonly Answer[]): Facts {
    const facts = Object.fromEntries(allSteps.map((step) => [step.id, { kind: 'open' }])) as Record<StepId, Standing>;
    for (const answer of answers) {
        const route = routeOf(guide, answer);
        for (const step of route?.settles ?? []) facts[step] = { kind: 'settled', by: answer };
        for (const step of route?.rulesOut ?? []) facts[step] = { kind: 'ruled-out', by: answer };
        for (const step of route?.skips ?? []) facts[step] = { kind: 'skipped', by: answer };
    }
    for (const answer of answers) facts[answer.step] = { kind: ANSWERED[answer.answer], by: answer };
    return facts;
}
