import { fill, type Texts } from '../text/index.ts';

/** How times are shown: in which words, in which zone, and what day it is. */
export interface Clock {
    readonly texts: Texts;
    /** IANA time zone. */
    readonly zone: string;
    /** ISO 8601, UTC. */
    readonly now: string;
}

/** A moment as a person reads it, with its zone; with the date when it is not today. */
export function moment(at: string, clock: Clock): string {
    const { date, time, zone } = parts(at, clock);
    const { today, dated } = clock.texts.time;
    return date === parts(clock.now, clock).date ? fill(today, { time, zone }) : fill(dated, { date, time, zone });
}

/** A moment for a summary that leaves the chat: date, time and zone, the same in every language. */
export function fullMoment(at: string, clock: Clock): string {
    const { date, hours, minutes, zone } = parts(at, clock);
    return `${date} ${hours}:${minutes} ${zone}`;
}

/** An IANA zone that this runtime knows, else UTC: the zone comes from outside. */
export function knownZone(zone: unknown): string {
    try {
        return typeof zone === 'string' && zone !== '' ? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone : 'UTC';
    } catch (error) {
        if (error instanceof RangeError) return 'UTC';
        throw error;
    }
}

function parts(at: string, { texts, zone }: Clock): Record<'date' | 'time' | 'hours' | 'minutes' | 'zone', string> {
    const format = formatOf(texts.time.tag, zone).formatToParts(new Date(at));
    const part = (type: Intl.DateTimeFormatPartTypes): string => format.find((found) => found.type === type)?.value ?? '';
    const [hours, minutes] = [part('hour'), part('minute')];
    return {
        date: `${part('year')}-${part('month')}-${part('day')}`,
        time: `${hours}${texts.time.hourSeparator}${minutes}`,
        hours,
        minutes,
        zone: part('timeZoneName'),
    };
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Formats are slow to make and few: one per language and zone, both from closed sets. */
function formatOf(tag: string, zone: string): Intl.DateTimeFormat {
    const key = `${tag} ${zone}`;
    const known = FORMATS.get(key);
    if (known) return known;
    const made = new Intl.DateTimeFormat(tag, {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZoneName: 'short',
    });
    FORMATS.set(key, made);
    return made;
}
