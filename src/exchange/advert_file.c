/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/advert_file.h"

#include "base/unicode.h"

static const struct {
    const char *name;
    enum advert_list list;
    enum advert_part part;
} SECTIONS[] = {
    {"abk\xc3\xbcrzung", ADVERT_LIST_ABBREVIATION, ADVERT_INTRO},
    {"anzeige", ADVERT_LIST_SIGN, ADVERT_INTRO},
    {"aufgaben", ADVERT_LIST_HEADING, ADVERT_TASKS},
    {"anforderungen", ADVERT_LIST_HEADING, ADVERT_DUTIES},
    {"w\xc3\xbcnsche", ADVERT_LIST_HEADING, ADVERT_WISHES},
    {"angebot", ADVERT_LIST_HEADING, ADVERT_OFFER},
    {"bewerbung", ADVERT_LIST_HEADING, ADVERT_APPLY},
    {"\xc3\xbc"
     "ber uns",
     ADVERT_LIST_HEADING, ADVERT_ABOUT},
    {"weglassen", ADVERT_LIST_LEFT_OUT, ADVERT_INTRO},
    {"wunsch", ADVERT_LIST_WISH, ADVERT_INTRO},
};

struct reading {
    struct ctx *ctx;
    const struct framework *framework;
    struct advert_phrases phrases;
    size_t size;
    struct advert_phrase section; /* what its phrases are, but for text and weak */
    bool begun;
    int section_at; /* its first phrase */
    int line;
};

static enum err
wrong(const struct reading *r, const char *why, struct slice what)
{
    return fail(r->ctx, ERR_INVALID, "line %d: %s: \"%.*s\"", r->line, why, SLICE_ARG(what));
}

/* --- sections ------------------------------------------------------------ */

/* "stufe 4", "entgelt 4" */
static bool
is_numbered(struct slice name, struct advert_phrase *ret_section)
{
    static const struct {
        const char *name;
        enum advert_list list;
    } NUMBERED[] = {{"stufe ", ADVERT_LIST_LEVEL}, {"entgelt ", ADVERT_LIST_PAY}};
    int64_t level = 0;

    for (size_t i = 0; i < ARRAY_LEN(NUMBERED); i++) {
        struct slice word = slice_of(NUMBERED[i].name);

        if (!slice_starts(name, word) ||
            slice_int(slice_sub(name, word.len, name.len), 1, LEVEL_MAX, &level) != OK)
            continue;
        ret_section->list = NUMBERED[i].list;
        ret_section->level = (uint8_t)level;
        return true;
    }
    return false;
}

static bool
is_named(struct slice name, struct advert_phrase *ret_section)
{
    for (size_t i = 0; i < ARRAY_LEN(SECTIONS); i++) {
        if (!slice_is(name, SECTIONS[i].name))
            continue;
        ret_section->list = SECTIONS[i].list;
        ret_section->part = SECTIONS[i].part;
        return true;
    }
    return false;
}

/* "[D1.3]", "[stufe 4]", "[wunsch]"; " nah" behind it. */
static enum err
read_section(struct reading *r, struct slice line)
{
    struct slice name = slice_trim(slice_sub(line, 1, line.len - 2));
    struct slice near = SLICE(" nah");
    const struct competence *c;

    r->section = (struct advert_phrase){.list = ADVERT_LISTS};
    r->begun = true;
    r->section_at = r->phrases.len;
    if (slice_ends(name, near)) {
        r->section.near = true;
        name = slice_trim(slice_sub(name, 0, name.len - near.len));
    }
    if (is_named(name, &r->section) || is_numbered(name, &r->section))
        return OK;
    c = framework_by_code(r->framework, name);
    if (c == NULL)
        return wrong(r, "no section, level or competence is called so", name);
    r->section.list = ADVERT_LIST_COMPETENCE;
    r->section.competence = c->id;
    return OK;
}

/* --- phrases ------------------------------------------------------------- */

static bool
is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Words between blanks; one without a letter or digit is no word. */
static int
count_words(struct slice phrase)
{
    struct slice rest = phrase;
    struct slice word;
    int words = 0;

    while (slice_next(&rest, ' ', &word)) {
        bool any = false;

        for (size_t i = 0; i < word.len; i++)
            any = any || is_word_byte(word.at[i]);
        words += any;
    }
    return words;
}

static bool
is_twice(const struct reading *r, struct slice text)
{
    for (int i = r->section_at; i < r->phrases.len; i++) {
        if (slice_eq_ascii_nocase(r->phrases.at[i].text, text))
            return true;
    }
    return false;
}

static enum err
read_phrase(struct reading *r, struct slice text)
{
    struct advert_phrase p = r->section;
    void *array = r->phrases.at;
    int words;

    if (!r->begun)
        return wrong(r, "a phrase before the first section", text);
    if (slice_starts(text, SLICE("?"))) {
        p.weak = true;
        text = slice_trim(slice_sub(text, 1, text.len));
    }
    words = count_words(text);
    if (words == 0)
        return wrong(r, "a phrase without words", text);
    if (words > ADVERT_PHRASE_WORDS_MAX || text.len > ADVERT_PHRASE_BYTES_MAX)
        return fail(r->ctx, ERR_INVALID, "line %d: a phrase has at most %d words and %d bytes",
                    r->line, ADVERT_PHRASE_WORDS_MAX, ADVERT_PHRASE_BYTES_MAX);
    if (is_twice(r, text))
        return wrong(r, "a phrase stands twice in its section", text);
    if (r->phrases.len == ADVERT_PHRASES_MAX ||
        arena_grow(r->ctx->arena, &array, (size_t)r->phrases.len, &r->size,
                   sizeof *r->phrases.at) != OK)
        return fail(r->ctx, ERR_LIMIT, "line %d: more than %d phrases", r->line,
                    ADVERT_PHRASES_MAX);
    p.text = text;
    r->phrases.at = array;
    r->phrases.at[r->phrases.len++] = p;
    return OK;
}

static enum err
read_line(struct reading *r, struct slice line)
{
    struct slice rest = slice_trim(slice_sub(line, 0, slice_find_char(line, '#')));
    struct slice phrase;

    if (slice_starts(rest, SLICE("["))) {
        if (!slice_ends(rest, SLICE("]")))
            return wrong(r, "a section ends with ]", rest);
        return read_section(r, rest);
    }
    while (slice_next(&rest, ';', &phrase)) {
        phrase = slice_trim(phrase);
        if (phrase.len > 0)
            TRY(read_phrase(r, phrase));
    }
    return OK;
}

enum err
advert_file_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
                 struct advert_phrases *ret_phrases)
{
    struct reading r = {.ctx = ctx, .framework = f};
    struct slice rest = {0};
    struct slice line;
    enum err e = unicode_text(ctx->arena, bytes, ADVERT_WORDS_FILE_BYTES_MAX, &rest);

    if (e != OK)
        return fail(ctx, e, "phrases of advertisements: not text in UTF-8, or more than %d bytes",
                    ADVERT_WORDS_FILE_BYTES_MAX);
    while (slice_next(&rest, '\n', &line)) {
        r.line++;
        TRY(read_line(&r, line));
    }
    *ret_phrases = r.phrases;
    return OK;
}
