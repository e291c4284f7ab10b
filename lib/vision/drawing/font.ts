/**
 * Letters of 5 x 7 pixels for the printable characters of ASCII, so that pictures look alike on machines without fonts.
 *
 * A letter is its rows from the top, seven, and up to two below the line; each is a number of five bits as
 * `Number.prototype.toString(32)` writes it, the leftmost pixel first.
 */

/** Pixels of a letter, with those below the line. */
export const LETTER = { width: 5, height: 9 } as const;

const FIRST = 0x20;

/** From the space on. */
const LETTERS = [
  "0000000 4444404 aaa0000 aavavaa 4fke5u4 op248j3 cik8lid 4480000 2488842 8422248 04lel40 044v440 00000cc48 000v000",
  "00000cc 11248gg ehjlphe 4c4444e eh1248v v2421he 26aiv22 vgu11he 68guhhe v124888 ehhehhe ehhf12c 00cc0cc 00cc0cc48",
  "248g842 00v0v00 8421248 eh12404 eh1dlle ehhvhhh uhhuhhu ehggghe sihhhis vgguggv vgguggg ehgnhhf hhhvhhh e44444e",
  "72222ic hikokih ggggggv hrllhhh hhpljhh ehhhhhe uhhuggg ehhhlid uhhukih fgge11u v444444 hhhhhhe hhhhha4 hhhllla",
  "hha4ahh hhha444 v1248gv e88888e gg84211 e22222e 4ah0000 0000000v 8420000 00e1fhf ggmphhu 00egghe 11djhhf 00ehvge",
  "698s888 00fhhhf1e ggmphhh 40c444e 2062222ic ggikoki c44444e 00qllhh 00mphhh 00ehhhe 00uhhhugg 00fhhhf11 00mpggg 00ege1u",
  "88s8896 00hhhjd 00hhha4 00hhlla 00ha4ah 00hhhhf1e 00v248v 2448442 4444444 8442448 008l200",
]
  .join(" ")
  .split(" ");

/** What stands for a character that there is no letter for. */
const UNKNOWN = "vhhhhhv";

/** The letters of a text, rows of bits from the top. Accents are left out; what is still no ASCII is an empty box. */
export function lettersOf(text: string): number[][] {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return Array.from(plain, (character) => {
    const rows = LETTERS[(character.codePointAt(0) as number) - FIRST] ?? UNKNOWN;
    return Array.from(rows, (row) => Number.parseInt(row, 32));
  });
}
