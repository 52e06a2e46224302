// A setup file, because these run for every file of tests: a hook in a module that several of them import is set by the first one only.
import { afterEach } from 'vitest';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterEach(removeTemporaryFolders);
