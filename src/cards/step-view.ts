import type { Answer } from '../engine/case.ts';
import type { Move } from '../engine/event.ts';
import { factsOf } from '../engine/facts.ts';
import { agendaOf } from '../engine/policy.ts';
import { canAskEngine } from '../engine/walk.ts';
import { type GuideStep, type StepId, stepOf } from '../guide/index.ts';
import { SOURCES, SOURCES_VERIFIED, type Source } from '../guide/sources.ts';
import { fill, type Texts } from '../text/index.ts';
import { type Button, button } from './buttons.ts';
import { literal, type Paragraph, paragraph, run, type TextRun } from './rich.ts';
import { type CardView, frame, type Scene, signature } from './scene.ts';

const BAR_LENGTH = 10;

/** The card of an open question. */
export function askView(scene: Scene, { step: id, detail, was }: Extract<Move, { kind: 'ask' }>): CardView {
    const { texts } = scene.clock;
    const words = texts.steps[id];
    const step = stepOf(id);
    const question = literal(words.question);
    return {
        template: 'step',
        summary: words.question,
        data: {
            ...frame(scene, question, askButtons(scene, id, detail), fill(texts.step.speak, { question: words.question })),
            summary: words.question,
            ...progress(scene, id),
            paragraphs: [...(was ? [wasLine(scene, was)] : []), paragraph(words.why)],
            where: [run(`${texts.step.check}: `, { weight: 'Bolder' }), run(places(step, texts))],
            check: [paragraph(words.check)],
            commands: commandsOf(step.commands, texts),
            how: detail ? [{ runs: [run(texts.step.how, { weight: 'Bolder' })] }] : [],
            details: detail ? [...words.how.map((line) => paragraph(line)), paragraph(texts.step.who, { role: roles(step, texts) })] : [],
            sources: detail ? [sourcesLine(step, texts)] : [],
            last: lastLine(scene, id),
        },
    };
}

/** The card of a fix. */
export function fixView(scene: Scene, id: StepId): CardView {
    const { texts } = scene.clock;
    const words = texts.steps[id];
    const step = stepOf(id);
    const lines = step.fix.map(({ risk, command }, index) => ({
        ...numbered(index, paragraph(words.fix[index] ?? '')),
        commands: commandsOf(command === undefined ? [] : [command], texts),
        risks: [{ runs: [run(texts.risks[risk], { size: 'Small', ...(risk === 'interrupts' ? { weight: 'Bolder' } : { isSubtle: true }) })] }],
    }));
    return {
        template: 'instructions',
        summary: words.fixHeading,
        data: {
            ...frame(scene, literal(words.fixHeading), fixButtons(scene, step)),
            summary: words.fixHeading,
            ...progress(scene, id),
            paragraphs: [],
            lines,
            after: [paragraph(words.note), paragraph(whatComes(step, texts))],
            sources: [sourcesLine(step, texts)],
            question: [{ runs: [run(texts.fix.question, { weight: 'Bolder' })] }],
        },
    };
}

/** The card of the proof, as long as the case and the operation that failed make it. */
export function proveView(scene: Scene, id: StepId): CardView {
    const { c, clock } = scene;
    const { prove } = clock.texts;
    const answer = (step: StepId): string | undefined => c.answers.find((given) => given.step === step)?.answer;
    const lines = [
        answer('scope') === 'yes' ? prove.sameSome : prove.same,
        prove.ready,
        answer('sync-engine') === 'no' ? prove.pairCloudSync : prove.pair,
        prove.lastSet,
        prove.signIn,
    ];
    const { buttons } = clock.texts;
    return {
        template: 'instructions',
        summary: prove.heading,
        data: {
            ...frame(scene, prove.heading, [
                button(c, buttons.proven, { kind: 'yes' }),
                button(c, buttons.unproven, { kind: 'no' }),
                button(c, buttons.back, { kind: 'back' }),
                button(c, buttons.more, { kind: 'help' }),
            ]),
            ...progress(scene, id),
            paragraphs: [paragraph(prove.intro)],
            lines: lines.map((line, index) => ({ ...numbered(index, paragraph(line)), commands: [], risks: [] })),
            after: [paragraph(prove.notProof)],
            sources: [],
            question: [{ runs: [run(prove.rule, { weight: 'Bolder' })] }],
        },
    };
}

function askButtons({ rules, c, clock }: Scene, id: StepId, detail: boolean): Button[] {
    const { buttons, steps } = clock.texts;
    return [
        button(c, steps[id].yes, { kind: 'yes' }),
        button(c, steps[id].no, { kind: 'no' }),
        detail ? button(c, buttons.skip, { kind: 'skip' }) : button(c, buttons.unsure, { kind: 'unsure' }),
        ...(canAskEngine(rules, c, id) ? [button(c, buttons.engine, { kind: 'engine' })] : []),
        button(c, buttons.back, { kind: 'back' }),
        button(c, buttons.more, { kind: 'help' }),
    ];
}

function fixButtons({ c, clock }: Scene, { exit, exitInsteadOfProof, routing }: GuideStep): Button[] {
    const { buttons, exits } = clock.texts;
    const works = button(c, exit && exitInsteadOfProof ? exits[exit].button : buttons.works, { kind: 'yes' });
    const fails = button(c, routing ? buttons.goOn : buttons.fails, { kind: 'no' });
    return [
        ...(routing ? [fails, works] : [works, fails]),
        ...(exit && !exitInsteadOfProof ? [button(c, exits[exit].button, { kind: 'exit' })] : []),
        ...(routing ? [] : [button(c, buttons.cannot, { kind: 'cannot' })]),
        button(c, buttons.back, { kind: 'back' }),
        button(c, buttons.more, { kind: 'help' }),
    ];
}

function whatComes({ exit, exitInsteadOfProof, routing }: GuideStep, { fix, exits }: Texts): string {
    if (exit && exitInsteadOfProof) return fill(fix.exitProof, { button: exits[exit].button });
    return routing ? `${fix.routing} ${fix.proof}` : fix.proof;
}

/** Where the walk stands: the section, how many steps are done of all that it may ask now, the step, and a bar. */
function progress({ rules, c, clock }: Scene, id: StepId): { readonly progress: readonly TextRun[]; readonly bar: readonly TextRun[] } {
    const { texts } = clock;
    const { heading } = texts.steps[id];
    const { all } = agendaOf(rules.guide, rules.policy, c.section ?? 'configuration', c.answers);
    const answered = new Set(c.answers.map((answer) => answer.step));
    const n = all.filter((step) => step !== id && answered.has(step)).length + 1;
    const m = Math.max(n, all.includes(id) ? all.length : all.length + 1);
    const full = Math.max(1, Math.round((n / m) * BAR_LENGTH));
    const place = fill(texts.step.progress, { section: texts.sections[c.section ?? 'configuration'].name, n, m });
    return {
        progress: [run(place, { weight: 'Bolder' }), run(` · ${heading}`, { isSubtle: true })],
        bar: [run(`${'■'.repeat(full)}${'□'.repeat(BAR_LENGTH - full)}`, { isSubtle: true, size: 'Small' })],
    };
}

function wasLine({ clock }: Scene, was: Answer): Paragraph {
    return paragraph(clock.texts.step.was, { answer: clock.texts.answers[was.answer], ...signature(was, clock) });
}

/** Who answered the step before this one. */
function lastLine({ c, clock }: Scene, id: StepId): Paragraph[] {
    const last = c.answers.findLast((answer) => answer.step !== id);
    if (last === undefined) return [];
    const { texts } = clock;
    const values = { heading: texts.steps[last.step].heading, answer: texts.answers[last.answer], ...signature(last, clock) };
    return [paragraph(texts.step.last, values, { isSubtle: true, size: 'Small' })];
}

const places = (step: GuideStep, { places, step: { where } }: Texts): string =>
    step.places.map((place) => fill(where, { place: places[place].name, role: places[place].role })).join('; ');

/** Who can check a step: the roles of its places. */
export const roles = (step: GuideStep, { places }: Texts): string => step.places.map((place) => places[place].role).join(', ');

function numbered(index: number, { runs }: Paragraph): { readonly number: readonly TextRun[]; readonly runs: readonly TextRun[] } {
    return { number: [run(`${index + 1}.`, { weight: 'Bolder' })], runs };
}

/** Commands with their placeholders in the language of the card. */
function commandsOf(commands: readonly string[], { placeholders }: Texts): { readonly code: string }[] {
    return commands.map((command) => ({
        code: command.replaceAll(/<(\w+)>/g, (whole, name: string) => (isKey(placeholders, name) ? `<${placeholders[name]}>` : whole)),
    }));
}

function isKey<T extends object>(object: T, name: PropertyKey): name is keyof T {
    return Object.hasOwn(object, name);
}

function sourcesLine(step: GuideStep, { step: words }: Texts): Paragraph {
    const sources: readonly Source[] = step.sources.map((id) => SOURCES[id]);
    const linked = sources.filter((source) => source.url !== undefined);
    const look = { isSubtle: true, size: 'Small' } as const;
    const [before = '', after = ''] = fill(words.sources, { titles: '\n', date: SOURCES_VERIFIED.replace('-', '\u2011') }).split('\n');
    const titles = linked.flatMap(({ title, url = '' }, index) => [
        ...(index > 0 ? [run(', ', look)] : []),
        run(title, { ...look, selectAction: { type: 'Action.OpenUrl', url } }),
    ]);
    return { runs: [run(before, look), ...titles, run(after, look)] };
}

/** The headings of the steps that other answers have settled. */
export function settledHeadings({ rules, c, clock }: Scene): string[] {
    const facts = factsOf(rules.guide, c.answers);
    return (Object.keys(facts) as StepId[])
        .filter((id) => ['settled', 'ruled-out', 'skipped'].includes(facts[id].kind))
        .map((id) => clock.texts.steps[id].heading);
}
