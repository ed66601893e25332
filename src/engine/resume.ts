import { isStepId } from '../guide/index.ts';
import type { Case, Position } from './case.ts';
import { afterSection } from './direct.ts';
import type { Next, Stamp } from './event.ts';
import { goTo, type Rules, stay } from './position.ts';
import { enter } from './walk.ts';

/**
 * A saved case against today's guide. Answers to steps that are gone are dropped. Where the case stood on a step that is
 * gone, it goes on at the next open one and says so; otherwise it stands where it stood, with the same revision, so that
 * the card on show still fits.
 */
export function resume(rules: Rules, saved: Case, stamp: Stamp): Next {
    if (saved.guide === rules.guide.revision) return stay(saved);
    const kept: Case = { ...saved, guide: rules.guide.revision, answers: saved.answers.filter((answer) => isStepId(answer.step)) };
    if (isKnown(saved.position)) return stay(kept);
    const next = kept.section === null ? goTo(rules, kept, { at: 'start' }, stamp) : enter(rules, kept.section, kept, stamp);
    return { ...(next.move.kind === 'section-end' ? afterSection(rules, next.case, stamp) : next), note: { kind: 'guide-changed' } };
}

function isKnown(position: Position): boolean {
    const stepKnown = !('step' in position) || position.step === undefined || isStepId(position.step);
    return stepKnown && (position.at !== 'end' || isKnown(position.from));
}
