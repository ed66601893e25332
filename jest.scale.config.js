import unit from './jest.config.js';

/** The tests against Azurite, which is fetched when they run for the first time. */
export default {
    ...unit,
    testPathIgnorePatterns: ['/node_modules/'],
    testMatch: ['<rootDir>/test/scale/**/*.test.ts'],
    // The first fetch takes half a minute on a fast line.
    testTimeout: 300_000,
    maxWorkers: 1,
};
