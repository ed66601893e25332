/** How long an activity may be delivered again (milliseconds). */
const REMEMBERED_MS = 10 * 60_000;
/** How many activities are remembered; beyond that the oldest go first. */
const LIMIT = 20_000;

/** The activities handled lately, or being handled: Teams delivers a slow one again. */
export class RecentActivities {
    /** Time of arrival by activity; a map keeps the order in which they came. */
    private readonly arrivals = new Map<string, number>();

    /**
     * Notes an activity.
     *
     * @param now the time (milliseconds).
     * @returns false when it came before.
     */
    arrive(id: string, now: number): boolean {
        this.forgetOld(now);
        if (this.arrivals.has(id)) return false;
        this.arrivals.set(id, now);
        return true;
    }

    /** An activity that failed may come again. */
    forget(id: string): void {
        this.arrivals.delete(id);
    }

    private forgetOld(now: number): void {
        for (const [id, arrivedAt] of this.arrivals) {
            if (this.arrivals.size < LIMIT && now - arrivedAt < REMEMBERED_MS) return;
            this.arrivals.delete(id);
        }
    }
}
