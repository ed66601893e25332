import type { Answer } from '../engine/case.ts';
import { factsOf, type Standing } from '../engine/facts.ts';
import { allSteps, type StepId, stepOf } from '../guide/index.ts';
import { fill } from '../text/index.ts';
import { fullMoment } from './moment.ts';
import { shownName } from './rich.ts';
import type { Scene } from './scene.ts';
import { roles } from './step-view.ts';

type Row = readonly [StepId, Standing];

/**
 * The case as plain text, to be copied to a support engineer: what was answered, ruled out, not checked, and what the
 * organisation has to add. What Microsoft asks for: D1 and D5; tenant, versions and history: support practice.
 */
export function summaryOf(scene: Scene): string {
    const { rules, c, clock } = scene;
    const { summary } = clock.texts;
    const facts = factsOf(rules.guide, c.answers);
    const rows: readonly Row[] = allSteps.map((step) => [step.id, facts[step.id]]);
    const list = (kinds: readonly Standing['kind'][]): string[] => {
        const lines = rows.filter(([, standing]) => kinds.includes(standing.kind)).map((row) => lineOf(scene, row));
        return lines.length > 0 ? lines : [`- ${summary.none}`];
    };
    return [
        summary.title,
        fill(summary.case, { id: c.id, at: fullMoment(c.startedAt, clock), guide: c.guide }),
        summary.scope[told(c.answers, 'scope')],
        summary.engine[told(c.answers, 'sync-engine')],
        '',
        summary.fault,
        ...list(['fault']),
        '',
        summary.inOrder,
        ...list(['in-order']),
        '',
        summary.settled,
        ...list(['settled', 'ruled-out', 'skipped']),
        '',
        summary.notChecked,
        ...list(['parked', 'open']),
        '',
        summary.missing,
        ...summary.needed.map((line, index) => `${index + 1}. ${line}`),
    ].join('\n');
}

function told(answers: readonly Answer[], step: StepId): 'yes' | 'no' | 'unknown' {
    const given = answers.find((answer) => answer.step === step)?.answer;
    return given === 'yes' || given === 'no' ? given : 'unknown';
}

function lineOf({ clock }: Scene, [id, standing]: Row): string {
    const { someone, steps, summary } = clock.texts;
    const { heading } = steps[id];
    if (standing.kind === 'open') return fill(summary.unasked, { heading });
    const values = { heading, by: shownName(standing.by.by.name, someone), at: fullMoment(standing.by.at, clock) };
    switch (standing.kind) {
        case 'fault':
            return fill(summary.line, { ...values, answer: `${summary.answer.no}, ${summary.fix[standing.by.fix ?? 'open']}` });
        case 'in-order':
            return fill(summary.line, { ...values, answer: summary.answer.yes });
        case 'parked':
            return fill(summary.skipped, { ...values, roles: roles(stepOf(id), clock.texts) });
        default:
            return fill(summary.shown, { heading, how: summary.how[standing.kind], from: steps[standing.by.step].heading });
    }
}
