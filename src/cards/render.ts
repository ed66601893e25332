import { GlobalSettings, Template } from 'adaptivecards-templating';
import answered from '../../cards/answered.json' with { type: 'json' };
import escalation from '../../cards/escalation.json' with { type: 'json' };
import instructions from '../../cards/instructions.json' with { type: 'json' };
import message from '../../cards/message.json' with { type: 'json' };
import status from '../../cards/status.json' with { type: 'json' };
import step from '../../cards/step.json' with { type: 'json' };
import type { CardView, TemplateName } from './scene.ts';

/** An Adaptive Card, ready to be sent. */
export type Card = Readonly<Record<string, unknown>>;

// Unset, the library would show people the raw `${name}`. It asks here only where a binding stands alone, which a test makes sure of.
GlobalSettings.getUndefinedFieldValueSubstitutionString = (field: string): never => {
    throw new RangeError(`A card has no value for "${field}".`);
};

/** Parsed once: filling one is cheap, parsing is not. */
const TEMPLATES: Readonly<Record<TemplateName, Template>> = {
    answered: new Template(answered),
    escalation: new Template(escalation),
    instructions: new Template(instructions),
    message: new Template(message),
    status: new Template(status),
    step: new Template(step),
};

/**
 * Fills the template of a view. Text from outside reaches a card only as data, which is not evaluated.
 *
 * @throws {RangeError} when the view has no value for a binding.
 */
export function render(view: CardView): Card {
    return TEMPLATES[view.template].expand({ $root: { summary: view.summary, ...view.data } }) as Card;
}
