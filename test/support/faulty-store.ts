import type { Store } from '../../src/storage/store.ts';

/** An operation of the store, before or after it has taken effect. */
export type FaultPoint = `${'before' | 'after'}-${'read' | 'write'}`;

/** A store that fails where it is told to; what it had done before it failed stays done. */
export class FaultyStore implements Store {
    /** Asked at each point of each operation; true makes the operation fail there. */
    failsAt: (point: FaultPoint, key: string) => boolean = () => false;
    /** Asked at each point too; the operation waits for it. */
    waitsFor: (point: FaultPoint, key: string) => Promise<void> = async () => undefined;
    private readonly inner: Store;

    constructor(inner: Store) {
        this.inner = inner;
    }

    read(key: string): ReturnType<Store['read']> {
        return this.through('read', key, () => this.inner.read(key));
    }

    write(...args: Parameters<Store['write']>): ReturnType<Store['write']> {
        return this.through('write', args[0], () => this.inner.write(...args));
    }

    remove(key: string): Promise<void> {
        return this.inner.remove(key);
    }

    list(...args: Parameters<Store['list']>): ReturnType<Store['list']> {
        return this.inner.list(...args);
    }

    close(): Promise<void> {
        return this.inner.close();
    }

    private async through<T>(operation: 'read' | 'write', key: string, action: () => Promise<T>): Promise<T> {
        await this.waitsFor(`before-${operation}`, key);
        if (this.failsAt(`before-${operation}`, key)) throw new Error('The store is down.');
        const result = await action();
        if (this.failsAt(`after-${operation}`, key)) throw new Error('The store went down.');
        return result;
    }
}
