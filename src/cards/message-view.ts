import type { SectionId } from '../guide/guide.ts';
import { fill, otherLocale } from '../text/index.ts';
import { type Button, button, freeButton, reopenAction } from './buttons.ts';
import { type Paragraph, paragraph, rich } from './rich.ts';
import { type CardView, frame, type Scene, signature } from './scene.ts';
import { settledHeadings } from './step-view.ts';

/** A card of sentences and buttons. */
export function messageView(scene: Scene, heading: string, paragraphs: readonly Paragraph[], buttons: readonly Button[]): CardView {
    return { template: 'message', summary: heading, data: { ...frame(scene, heading, buttons), paragraphs } };
}

/** The greeting: what the bot does, and the three problems. Its buttons carry no case, so that they work in a new thread. */
export function startView(scene: Scene): CardView {
    const { texts } = scene.clock;
    const sections = scene.rules.guide.sections.map(({ id }) => freeButton(texts.sections[id].problem, { kind: 'start', section: id }));
    return messageView(
        scene,
        texts.start.heading,
        [...texts.start.lines, texts.start.hint].map((line) => paragraph(line)),
        [...sections, otherLanguage(scene), freeButton(texts.buttons.more, { kind: 'help' })],
    );
}

/** The end of a section: the next one is offered. */
export function offerView(scene: Scene, next: SectionId): CardView {
    const { c, clock } = scene;
    const { buttons, offer, sections, steps } = clock.texts;
    const here = c.section ?? next;
    const parked = c.answers.filter((answer) => answer.answer === 'skip').map((answer) => steps[answer.step].heading);
    return messageView(
        scene,
        fill(offer.heading, { section: sections[here].name }),
        [
            paragraph(offer.line, { next: sections[next].name, told: sections[next].told }),
            ...(parked.length > 0 ? [paragraph(offer.parked, { steps: parked.join(', ') })] : []),
        ],
        [
            button(c, buttons.goOn, { kind: 'yes' }),
            button(c, buttons.escalate, { kind: 'escalate' }),
            button(c, buttons.status, { kind: 'status' }),
            button(c, buttons.back, { kind: 'back' }),
            button(c, buttons.more, { kind: 'help' }),
        ],
    );
}

/** What can be said, with a button for each thing that can be done at any time. */
export function helpView(scene: Scene): CardView {
    const { c, clock } = scene;
    const { buttons, help } = clock.texts;
    return messageView(
        scene,
        help.heading,
        help.lines.map((line) => paragraph(line)),
        [
            button(c, buttons.resume, { kind: 'hello' }),
            button(c, buttons.status, { kind: 'status' }),
            button(c, buttons.escalate, { kind: 'escalate' }),
            button(c, buttons.restart, { kind: 'restart', confirmed: false }),
            otherLanguage(scene),
        ],
    );
}

/** Asks before answers are dropped. */
export function restartView(scene: Scene): CardView {
    const { c, clock } = scene;
    const { buttons, confirmRestart } = clock.texts;
    return messageView(
        scene,
        confirmRestart.heading,
        [paragraph(confirmRestart.line)],
        [button(c, buttons.restartYes, { kind: 'restart', confirmed: true }), button(c, buttons.resume, { kind: 'hello' })],
    );
}

/** Who answered what, and what follows from it. */
export function statusView(scene: Scene): CardView {
    const { c, clock } = scene;
    const { answers, buttons, status, steps, summary } = clock.texts;
    const settled = settledHeadings(scene);
    const rows = c.answers.map((answer) => {
        const given = `${answers[answer.answer]}${answer.fix ? `, ${summary.fix[answer.fix]}` : ''}`;
        const values = { heading: steps[answer.step].heading, given, ...signature(answer, clock) };
        return { action: reopenAction(c, fill(status.rowLabel, values), answer.step), runs: rich(status.row, values) };
    });
    return {
        template: 'status',
        summary: status.heading,
        data: {
            ...frame(scene, status.heading, [
                button(c, buttons.resume, { kind: 'hello' }),
                button(c, buttons.escalate, { kind: 'escalate' }),
                button(c, buttons.restart, { kind: 'restart', confirmed: false }),
            ]),
            paragraphs: [paragraph(rows.length === 0 ? status.nothing : status.change)],
            rows,
            after: settled.length > 0 ? [paragraph(status.settled, { steps: settled.join(', ') })] : [],
        },
    };
}

/** A switch to the next language; a tap on it means the same whatever the case. */
function otherLanguage({ c, clock }: Scene): Button {
    return freeButton(clock.texts.buttons.otherLanguage, { kind: 'language', locale: otherLocale(c.locale) });
}
