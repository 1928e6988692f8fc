/** @file Commands by which a person decides: each is one decision, however many photos it is about. */
import {
  confirmPhotos,
  denyLandmark,
  hideAlbum,
  linkAlbum,
  mergeAlbums,
  movePhotos,
  openAlbum,
  rejectPhotos,
  renameAlbum,
  setCover,
  showAlbum,
  splitAlbum,
  turnDecision,
} from '../commands/decide.ts';
import { exportDecisions, importDecisions, listDecisions } from '../commands/decisions.ts';
import type { CommonOptions } from '../context.ts';
import type { CommandAdder } from './command-adder.ts';

export function addDecisionCommands({ program, add, run }: CommandAdder): void {
  add('rename <album> <name>', 'name an album; the name of a known landmark links it to that landmark').action(
    (album: string, name: string, options: CommonOptions) =>
      run(options, (context) => renameAlbum(context, album, name)),
  );
  add('link <album> <landmark>', 'say which landmark an album shows, by its name or id').action(
    (album: string, landmark: string, options: CommonOptions) =>
      run(options, (context) => linkAlbum(context, album, landmark)),
  );
  add('confirm <album> <photo...>', 'say that photos show the landmark of an album').action(
    (album: string, photos: string[], options: CommonOptions) =>
      run(options, (context) => confirmPhotos(context, album, photos)),
  );
  add('reject <album> <photo...>', 'say that photos do not show it: remembered for ever').action(
    (album: string, photos: string[], options: CommonOptions) =>
      run(options, (context) => rejectPhotos(context, album, photos)),
  );
  add('move <from> <into> <photo...>', 'say that photos of one album show the landmark of another').action(
    (from: string, into: string, photos: string[], options: CommonOptions) =>
      run(options, (context) => movePhotos(context, from, into, photos)),
  );
  add('merge <into> <from>', 'let all of one album join another').action(
    (into: string, from: string, options: CommonOptions) => run(options, (context) => mergeAlbums(context, into, from)),
  );
  add('split <album> <photo...>', 'let photos leave an album for one of their own')
    .option('--name <name>', 'of the new album')
    .action((album: string, photos: string[], options: CommonOptions & { readonly name?: string }) =>
      run(options, (context) => splitAlbum(context, album, photos, options.name ?? null)),
    );
  add('new-album <photo...>', 'say that photos show one landmark, in an album of their own')
    .option('--name <name>', 'of the album')
    .action((photos: string[], options: CommonOptions & { readonly name?: string }) =>
      run(options, (context) => openAlbum(context, photos, options.name ?? null)),
    );
  add('not-landmark <photo...>', 'say that photos show no landmark: they leave every album for ever').action(
    (photos: string[], options: CommonOptions) => run(options, (context) => denyLandmark(context, photos)),
  );
  add('hide <album>', 'let an album leave the lists').action((album: string, options: CommonOptions) =>
    run(options, (context) => hideAlbum(context, album)),
  );
  add('show <album>', 'bring a hidden album back').action((album: string, options: CommonOptions) =>
    run(options, (context) => showAlbum(context, album)),
  );
  add('cover <album> <photo>', 'choose the cover of an album').action(
    (album: string, photo: string, options: CommonOptions) =>
      run(options, (context) => setCover(context, album, photo)),
  );
  add('undo', 'take the last decision back, of whenever').action((options: CommonOptions) =>
    run(options, (context) => turnDecision(context, 'undo')),
  );
  add('redo', 'make the decision again that was undone last').action((options: CommonOptions) =>
    run(options, (context) => turnDecision(context, 'redo')),
  );
  const decisions = program.command('decisions').description('see, save and take over what was decided');
  add('list', 'list all decisions, the oldest first', decisions).action((options: CommonOptions) =>
    run(options, listDecisions),
  );
  add('export <file>', 'write them to a new file, photos by content hash alone', decisions).action(
    (file: string, options: CommonOptions) => run(options, (context) => exportDecisions(context, file)),
  );
  add(
    'import <file>',
    'make the decisions of another catalog here, also about photos that come later',
    decisions,
  ).action((file: string, options: CommonOptions) => run(options, (context) => importDecisions(context, file)));
}
