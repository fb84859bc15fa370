/* SPDX-License-Identifier: EUPL-1.2 */
/* Bytes are enough: what matters is ASCII, or the first bytes of a mark. */
#include "engine/sentences.h"

enum { WRAPPED_BYTES_MIN = 60, HEADING_WORDS_MAX = 5, ORDINAL_DIGITS_MAX = 2 };

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char
byte_at(struct slice s, size_t at)
{
    return at < s.len ? s.at[at] : '\0';
}

static size_t
skip_blanks(struct slice s, size_t at)
{
    while (at < s.len && is_blank(s.at[at]))
        at++;
    return at;
}

/* U+2010..U+201F without quotes, U+2022 and what else is drawn before an entry; private signs too.
 */
static size_t
wide_mark(struct slice s, size_t at)
{
    unsigned char a = (unsigned char)byte_at(s, at);
    unsigned char b = (unsigned char)byte_at(s, at + 1);
    unsigned char c = (unsigned char)byte_at(s, at + 2);

    if (a == 0xc2 && (b == 0xb7 || b == 0xbb))
        return 2;
    if (a == 0xe2 && b == 0x80)
        return (c >= 0x90 && c <= 0x97) || (c >= 0xa2 && c <= 0xa7) ? 3 : 0;
    if (a == 0xe2 && b >= 0x86 && b <= 0xaf)
        return 3;
    return a == 0xef && b >= 0x80 && b <= 0x83 ? 3 : 0;
}

/* Bytes of the mark of a list with the blanks behind it; 0 when there is none. */
static size_t
list_mark(struct slice s, size_t at)
{
    char c = byte_at(s, at);
    size_t len = wide_mark(s, at);
    size_t digits = 0;

    if (len > 0)
        return skip_blanks(s, at + len) - at;
    while (digits < 2 && is_digit(byte_at(s, at + digits)))
        digits++;
    if (digits == 0 && (c == '-' || c == '*' || c == '+' || c == 'o'))
        len = 1;
    else if (digits == 0 && c >= 'a' && c <= 'z' && byte_at(s, at + 1) == ')')
        len = 2;
    else if (digits > 0 && (byte_at(s, at + digits) == '.' || byte_at(s, at + digits) == ')'))
        len = digits + 1;
    return len > 0 && is_blank(byte_at(s, at + len)) ? skip_blanks(s, at + len) - at : 0;
}

/* The word that ends before `to`. */
static struct slice
word_before(struct slice s, size_t from, size_t to)
{
    size_t begin = to;

    while (begin > from && (is_letter(s.at[begin - 1]) || is_digit(s.at[begin - 1])))
        begin--;
    return slice_sub(s, begin, to - begin);
}

static size_t
letters_of(struct slice word)
{
    size_t n = 0;

    for (size_t i = 0; i < word.len; i++)
        n += ((unsigned char)word.at[i] & 0xc0) != 0x80;
    return n;
}

static bool
is_ordinal(struct slice word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!is_digit(word.at[i]))
            return false;
    }
    return word.len > 0 && word.len <= ORDINAL_DIGITS_MAX;
}

/* Whether the sentence that began at `from` ends with the full stop, ! or ? at `at`. */
static bool
stop_ends(const struct sentences *s, size_t from, size_t at)
{
    struct slice word = word_before(s->text, from, at);
    size_t next = at + 1;
    char c;

    while (byte_at(s->text, next) == ')' || byte_at(s->text, next) == '"')
        next++;
    c = byte_at(s->text, next);
    if (!is_blank(c))
        return c == '\n' || c == '\0';
    next = skip_blanks(s->text, next);
    c = byte_at(s->text, next);
    if (c == '\n' || c == '\0')
        return true;
    if (c >= 'a' && c <= 'z')
        return false;
    if (s->text.at[at] != '.')
        return true;
    return letters_of(word) != 1 && !is_ordinal(word) && !s->abbreviation(s->of, word);
}

/* Whether the line that ends at `at` goes on below: it is as long as wrapped lines are. */
static bool
line_goes_on(struct slice s, size_t line, size_t at)
{
    size_t next = skip_blanks(s, at + 1);
    char c = byte_at(s, next);
    size_t end = at;

    while (end > line && is_blank(s.at[end - 1]))
        end--;
    if (end == line || c == '\n' || c == '\0' || list_mark(s, next) > 0)
        return false;
    if (s.at[end - 1] == '-')
        return c >= 'a' && c <= 'z';
    if (end - line < WRAPPED_BYTES_MIN)
        return false;
    return (c >= 'a' && c <= 'z') || c == '(' || s.at[end - 1] == ',';
}

/* A colon that ends a heading: behind few words, or at the end of its line. */
static bool
colon_ends(struct slice s, size_t from, size_t at)
{
    size_t next = skip_blanks(s, at + 1);
    int words = 1;

    if (byte_at(s, next) == '\n' || next >= s.len)
        return true;
    for (size_t i = from; i < at; i++)
        words += is_blank(s.at[i]);
    return next > at + 1 && words <= HEADING_WORDS_MAX;
}

/* Behind the sentence that begins at `from`; *ret_colon when a colon ends it. */
static size_t
sentence_end(const struct sentences *s, size_t from, bool begins_line, bool *ret_colon)
{
    struct slice t = s->text;
    size_t line = from;

    for (size_t at = from; at < t.len; at++) {
        char c = t.at[at];

        if (c == '\n') {
            if (!line_goes_on(t, line, at))
                return at;
            line = at + 1;
        } else if (c == ':' && (begins_line || byte_at(t, skip_blanks(t, at + 1)) == '\n') &&
                   colon_ends(t, from, at)) {
            *ret_colon = true;
            return at + 1;
        } else if ((c == '.' || c == '!' || c == '?') && stop_ends(s, from, at)) {
            return at + 1;
        }
    }
    return t.len;
}

bool
sentences_next(struct sentences *s, struct sentence *ret_sentence)
{
    struct sentence found = {.begins_line = s->at == 0};
    size_t end;

    for (;;) {
        while (s->at < s->text.len && (is_blank(s->text.at[s->at]) || s->text.at[s->at] == '\n')) {
            found.begins_line = found.begins_line || s->text.at[s->at] == '\n';
            s->at++;
        }
        if (s->at >= s->text.len)
            return false;
        if (found.begins_line) {
            size_t mark = list_mark(s->text, s->at);

            found.marked = mark > 0;
            s->at += mark;
        }
        end = sentence_end(s, s->at, found.begins_line, &found.colon);
        found.text = slice_trim(slice_sub(s->text, s->at, end - s->at));
        s->at = end;
        if (found.text.len > 0)
            break;
        found = (struct sentence){.begins_line = true};
    }
    end = skip_blanks(s->text, s->at);
    found.ends_line = end >= s->text.len || s->text.at[end] == '\n';
    *ret_sentence = found;
    return true;
}
