import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for standard output: on a terminal that wants them (NO_COLOR), and nowhere else. */
export const colours: Colours = pc.createColors(process.stdout.isTTY && pc.isColorSupported);
