/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One pass, no allocation. Accents of Latin-1 and Latin Extended-A, all that German
 * texts hold, are folded by a table; letters beyond stay as they are.
 */
#include "engine/tokens.h"

#include <string.h>

/* U+00C0..U+017F without marks and case; two letters where one stands for two. '\0': no letter. */
static const char *const LATIN[] = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i", /* C0 */
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i", /* E0 */
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d", /* 100 */
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i", /* 120 */
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o", /* 140 */
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u", /* 160 */
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s",
};

enum kind { KIND_OTHER, KIND_LETTER, KIND_HYPHEN, KIND_SOFT };

struct character {
    uint32_t code;
    size_t len; /* bytes; 0 at the end */
    enum kind kind;
};

static enum kind
kind_of(uint32_t c)
{
    if (c < 0x80) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            return KIND_LETTER;
        return c == '-' ? KIND_HYPHEN : KIND_OTHER;
    }
    if (c == 0xad)
        return KIND_SOFT;
    if (c == 0x2010 || c == 0x2011)
        return KIND_HYPHEN;
    if (c < 0xc0 || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c < 0x2c00) ||
        (c >= 0x3000 && c < 0x3040) || (c >= 0xfe00 && c < 0xff10) || c >= 0x1f000)
        return KIND_OTHER;
    return KIND_LETTER;
}

static struct character
character_at(struct slice s, size_t at)
{
    struct character c = {0};
    unsigned char first;

    if (at >= s.len)
        return c;
    first = (unsigned char)s.at[at];
    c.len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    c.code = first < 0x80 ? first : first & (0xffu >> (c.len + 1));
    if (c.len > s.len - at) /* not valid UTF-8: nothing is read past the end */
        c.len = s.len - at;
    for (size_t i = 1; i < c.len; i++)
        c.code = c.code << 6 | ((unsigned char)s.at[at + i] & 0x3f);
    c.kind = kind_of(c.code);
    return c;
}

static bool
is_vowel_or_q(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'q';
}

/* Append one folded byte; "ae" becomes "a" unless a vowel or q stands before. */
static void
word_putc(struct token *t, char c)
{
    char last = t->len > 0 ? t->bytes[t->len - 1] : '\0';

    if (c == 'e' && (last == 'a' || last == 'o' || last == 'u') &&
        (t->len < 2 || !is_vowel_or_q(t->bytes[t->len - 2])))
        return;
    if (t->len < sizeof t->bytes)
        t->bytes[t->len++] = c;
}

/* As it is: "ä" is "a", not an "ae" to be reduced. */
static void
word_put_latin(struct token *t, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        if (t->len < sizeof t->bytes)
            t->bytes[t->len++] = *letters;
    }
}

static void
word_put(struct token *t, struct character c, const char *bytes)
{
    if (c.code < 0x80) {
        word_putc(t, (char)(c.code >= 'A' && c.code <= 'Z' ? c.code - 'A' + 'a' : c.code));
    } else if (c.code >= 0xc0 && c.code < 0xc0 + sizeof LATIN / sizeof *LATIN) {
        word_put_latin(t, LATIN[c.code - 0xc0]);
    } else if (c.code == 0x1e9e) { /* capital sharp s */
        word_put_latin(t, "ss");
    } else if (c.len <= sizeof t->bytes - t->len) {
        memcpy(t->bytes + t->len, bytes, c.len);
        t->len += c.len;
    }
}

static bool
is_letter_at(struct slice s, size_t at)
{
    return character_at(s, at).kind == KIND_LETTER;
}

static bool
is_lower_at(struct slice s, size_t at)
{
    return at < s.len && ((s.at[at] >= 'a' && s.at[at] <= 'z') || (unsigned char)s.at[at] >= 0x80);
}

/* Length of "innen" or "in" at `at`, ignoring case; 0 when neither, or "in" goes on as a word. */
static size_t
female_ending(struct slice s, size_t at)
{
    if (slice_eq_ascii_nocase(slice_sub(s, at, 5), SLICE("innen")))
        return 5;
    if (slice_eq_ascii_nocase(slice_sub(s, at, 2), SLICE("in")) && !is_letter_at(s, at + 2))
        return 2;
    return 0;
}

/* Bytes of a gender mark with its ending at `at` (":innen", "/-in", "(nen)"), or 0. */
static size_t
gender_mark(struct slice s, size_t at)
{
    struct character c = character_at(s, at);
    size_t skip = c.len;
    size_t ending;

    if (c.code == '(') {
        if (slice_starts(slice_sub(s, at, s.len), SLICE("(nen)")))
            return 5;
        skip += character_at(s, at + 1).kind == KIND_HYPHEN;
        ending = female_ending(s, at + skip);
        return ending > 0 && slice_starts(slice_sub(s, at + skip + ending, 1), SLICE(")"))
                   ? skip + ending + 1
                   : 0;
    }
    if (c.code != ':' && c.code != '*' && c.code != '_' && c.code != '/' && c.code != 0xb7)
        return 0;
    if (c.code == '/' && character_at(s, at + 1).kind == KIND_HYPHEN)
        skip += character_at(s, at + 1).len;
    ending = female_ending(s, at + skip);
    return ending > 0 ? skip + ending : 0;
}

/* Bytes of an inner capital ending ("Innen" in "MitarbeiterInnen"), or 0. */
static size_t
inner_capital(struct slice s, size_t at)
{
    struct slice rest = slice_sub(s, at, s.len);

    if (at == 0 || !is_lower_at(s, at - 1))
        return 0;
    if (slice_starts(rest, SLICE("Innen")))
        return 5;
    return slice_starts(rest, SLICE("In")) && !is_letter_at(s, at + 2) ? 2 : 0;
}

static bool
word_ends(const struct token *t, size_t cut, const char *end)
{
    return slice_ends((struct slice){t->bytes, t->len - cut}, slice_of(end));
}

/* "mitarbeiterinnen", "mitarbeiterin", "kolleginnen"; not "gewinnen", "termin". */
static void
female_word(struct token *t)
{
    if (t->len >= 7 && word_ends(t, 0, "erin"))
        t->len -= 2;
    else if (t->len >= 9 && word_ends(t, 0, "innen") && !word_ends(t, 4, "wi") &&
             !word_ends(t, 4, "begi") && !word_ends(t, 4, "si") && !word_ends(t, 4, "spi"))
        t->len -= 5;
}

static void
word_finish(const struct tokens *tokens, struct token *t, size_t to)
{
    t->to = to;
    if (!tokens->names)
        female_word(t);
}

static void
part_begin(struct tokens *t, size_t at)
{
    if (t->parts_len < TOKEN_PARTS_MAX)
        t->parts[t->parts_len] = (struct token){.from = at, .part = true};
}

static void
part_end(struct tokens *t, size_t at)
{
    if (t->parts_len < TOKEN_PARTS_MAX && t->parts[t->parts_len].len > 0)
        word_finish(t, &t->parts[t->parts_len++], at);
}

/* One word from t->at on, where a letter stands; its parts are kept for later. */
static void
word_read(struct tokens *t, struct token *word)
{
    bool hyphens = false;

    *word = (struct token){.from = t->at};
    part_begin(t, t->at);
    for (;;) {
        struct character c = character_at(t->text, t->at);
        size_t skip = 0;

        if (word->len > 2 && !t->names)
            skip = gender_mark(t->text, t->at);
        if (word->len > 2 && !t->names && skip == 0)
            skip = inner_capital(t->text, t->at);
        if (skip > 0) {
            t->at += skip;
            continue;
        }
        if (c.kind == KIND_HYPHEN && is_letter_at(t->text, t->at + c.len)) {
            hyphens = true;
            part_end(t, t->at);
            t->at += c.len;
            part_begin(t, t->at);
            continue;
        }
        if (c.kind != KIND_LETTER && c.kind != KIND_SOFT)
            break;
        if (c.kind == KIND_LETTER) {
            word_put(word, c, t->text.at + t->at);
            if (t->parts_len < TOKEN_PARTS_MAX)
                word_put(&t->parts[t->parts_len], c, t->text.at + t->at);
        }
        t->at += c.len;
    }
    word_finish(t, word, t->at);
    part_end(t, t->at);
    if (!hyphens)
        t->parts_len = 0;
}

struct tokens
tokens_init(struct slice text)
{
    return (struct tokens){.text = text};
}

struct tokens
tokens_init_names(struct slice text)
{
    return (struct tokens){.text = text, .names = true};
}

bool
tokens_next(struct tokens *t, struct token *ret_token)
{
    if (t->parts_given < t->parts_len) {
        *ret_token = t->parts[t->parts_given++];
        return true;
    }
    t->parts_len = 0;
    t->parts_given = 0;
    while (t->at < t->text.len) {
        struct character c = character_at(t->text, t->at);

        if (c.kind != KIND_LETTER) {
            t->at += c.len;
            continue;
        }
        word_read(t, ret_token);
        if (ret_token->len > 0)
            return true;
    }
    return false;
}

/* Bytes of a plain letter: ASCII, or of Latin-1 as UTF-8 (umlauts, ß); 0 when it is none. */
static size_t
plain_letter(struct slice s, size_t at)
{
    unsigned char c = at < s.len ? (unsigned char)s.at[at] : 0;
    unsigned char next = at + 1 < s.len ? (unsigned char)s.at[at + 1] : 0;

    if (c < 0x80)
        return kind_of(c) == KIND_LETTER;
    return c == 0xc3 && next >= 0x80 && next != 0x97 && next != 0xb7 ? 2 : 0;
}

/* What ends a word whatever stands before and behind it: no hyphen, gender mark, soft hyphen. */
static bool
is_plain_end(struct slice s, size_t at)
{
    unsigned char c = at < s.len ? (unsigned char)s.at[at] : ' ';

    return c < 0x80 && c != '-' && c != ':' && c != '*' && c != '_' && c != '/' && c != '(';
}

/*
 * Most words are letters and then a blank, a full stop or a comma: of them only the end is looked
 * for. Where anything else stands the word is read as always.
 */
size_t
tokens_skip(struct tokens *t, size_t words)
{
    struct token word;
    size_t n = 0;

    t->parts_given = t->parts_len;
    while (n < words) {
        size_t from;
        size_t at;
        size_t len;

        while (t->at < t->text.len && plain_letter(t->text, t->at) == 0 &&
               (unsigned char)t->text.at[t->at] < 0x80)
            t->at++;
        from = at = t->at;
        while ((len = plain_letter(t->text, at)) > 0)
            at += len;
        if (at > from && is_plain_end(t->text, at)) {
            t->at = at;
            n++;
            continue;
        }
        if (!tokens_next(t, &word))
            break;
        t->parts_given = t->parts_len;
        n++;
    }
    return n;
}

struct slice
token_word(const struct token *t)
{
    return (struct slice){t->bytes, t->len};
}

bool
token_is_stop_word(struct slice word)
{
    static const char *const STOP_WORDS =
        " der die das den dem des alle allen aller alles ein eine einer eines einen einem und oder "
        "mit "
        "fur von vom zu zum zur im in ins am an auf aus bei beim nach uber unter vor bis durch "
        "ohne "
        "gegen um wie was wer wo wen wem wann warum welche welchem welchen welcher welches woran "
        "worauf wofur womit wozu wenn weil dass ob als auch nur noch nicht kein keine so sowie "
        "damit "
        "dabei dann denn doch aber da deren diese diesem diesen dieser dieses jede jedem jeden "
        "jeder "
        "jedes sie wir ihr ihre ihrem ihren ihrer ich du man sich mich mir uns euch ihm ihn ihnen "
        "mein meine meinem meinen meiner unser unsere unserem unseren unserer sein seine ist sind "
        "bin war wird werde werden wurde wurden kann konnen konnte darf durfen soll sollen sollte "
        "muss mussen musste mochte mochten will wollen gibt geht es er hat habe haben has the of "
        "for "
        "and to ";
    char padded[WORD_BYTES_MAX + 3];

    if (word.len == 0 || word.len > 8)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, word.at, word.len);
    padded[word.len + 1] = ' ';
    padded[word.len + 2] = '\0';
    return strstr(STOP_WORDS, padded) != NULL;
}

bool
token_is_generic_word(struct slice word)
{
    static const struct slice GENERIC[] = {
        SLICE_INIT("kurs"),          SLICE_INIT("kurse"),
        SLICE_INIT("schulung"),      SLICE_INIT("schulungen"),
        SLICE_INIT("seminar"),       SLICE_INIT("seminare"),
        SLICE_INIT("fortbildung"),   SLICE_INIT("fortbildungen"),
        SLICE_INIT("weiterbildung"), SLICE_INIT("weiterbildungen"),
        SLICE_INIT("lehrgang"),      SLICE_INIT("lehrgange"),
        SLICE_INIT("training"),      SLICE_INIT("trainings"),
        SLICE_INIT("workshop"),      SLICE_INIT("workshops"),
        SLICE_INIT("lernbaustein"),  SLICE_INIT("lernbausteine"),
        SLICE_INIT("lernangebot"),   SLICE_INIT("lernangebote"),
        SLICE_INIT("veranstaltung"), SLICE_INIT("veranstaltungen"),
    };

    for (size_t i = 0; i < ARRAY_LEN(GENERIC); i++) {
        if (slice_eq(word, GENERIC[i]))
            return true;
    }
    return false;
}
