import unit from './jest.config.js';

/** The browser tests: one at a time, since each starts a bot, a Playground and a browser. */
export default {
    ...unit,
    testPathIgnorePatterns: ['/node_modules/'],
    testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    maxWorkers: 1,
};
