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
    const group = (title: string, lines: readonly string[]): readonly string[] => (lines.length > 0 ? ['', title, ...lines] : []);
    const results = rows.filter(([id, { kind }]) => isResult(id) && ['in-order', 'fault'].includes(kind));
    const list = (...kinds: Standing['kind'][]): string[] =>
        rows.filter((row) => kinds.includes(row[1].kind) && !results.includes(row)).map((row) => lineOf(scene, row));
    const unasked = rows.filter(([, { kind }]) => kind === 'open').map(([id]) => clock.texts.steps[id].heading);
    return [
        summary.title,
        fill(summary.case, { id: c.id, at: fullMoment(c.startedAt, clock), guide: c.guide }),
        summary.scope[told(c.answers, 'scope')],
        summary.engine[told(c.answers, 'sync-engine')],
        ...group(
            summary.results,
            results.map((row) => lineOf(scene, row)),
        ),
        ...group(summary.fault, list('fault')),
        ...group(summary.inOrder, list('in-order')),
        ...group(summary.settled, list('settled', 'ruled-out', 'skipped')),
        ...group(summary.notChecked, [...list('parked'), ...(unasked.length > 0 ? [fill(summary.unasked, { headings: unasked.join(', ') })] : [])]),
        ...group(
            summary.missing,
            summary.needed.map((line, index) => `${index + 1}. ${line}`),
        ),
    ].join('\n');
}

/** The *no* of a routing step is a result, no fault: it is told with its question. */
const isResult = (id: StepId): boolean => stepOf(id).routing === true;

function told(answers: readonly Answer[], step: StepId): 'yes' | 'no' | 'unknown' {
    const given = answers.find((answer) => answer.step === step)?.answer;
    return given === 'yes' || given === 'no' ? given : 'unknown';
}

function lineOf({ clock }: Scene, [id, standing]: Row): string {
    const { someone, steps, summary } = clock.texts;
    const { heading, question } = steps[id];
    if (standing.kind === 'open') throw new TypeError('A step that was not reached has no line of its own.');
    const values = { heading, question, by: shownName(standing.by.by.name, someone), at: fullMoment(standing.by.at, clock) };
    const line = isResult(id) ? summary.result : summary.line;
    switch (standing.kind) {
        case 'in-order':
            return fill(line, { ...values, answer: summary.answer.yes });
        case 'fault':
            return fill(line, {
                ...values,
                answer: isResult(id) ? summary.answer.no : `${summary.answer.no}, ${summary.fix[standing.by.fix ?? 'open']}`,
            });
        case 'parked':
            return fill(summary.skipped, { ...values, roles: roles(stepOf(id), clock.texts) });
        default:
            return fill(summary.shown, { heading, how: summary.how[standing.kind], from: steps[standing.by.step].heading });
    }
}
