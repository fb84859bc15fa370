/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * With twelve characters or more the lists of leaked passwords are short, and what is left of them
 * is made of a few words, rows of keys and repetitions. So: take those words out, and rows and
 * repetitions, and see what is left.
 */
#include "domain/password.h"

#include <string.h>

#include "base/limits.h"
#include "base/unicode.h"

enum { LEFT_MIN = 5, PERSONAL_PART_MIN = 4, DIFFERENT_MIN = 5 };

/* In folded form. Longer ones first where one begins another. */
static const char *const WORDS[] = {
    "kommunalcampus", "kommunal",    "campus",     "passwort",     "password",      "kennwort",
    "geheim",         "willkommen",  "welcome",    "sommer",       "summer",        "winter",
    "fruhling",       "herbst",      "january",    "januar",       "stadt",         "rathaus",
    "gemeinde",       "verwaltung",  "landkreis",  "admin",        "administrator", "hallo",
    "hello",          "schatz",      "iloveyou",   "ichliebedich", "fussball",      "football",
    "letmein",        "master",      "dragon",     "monkey",       "sunshine",      "princess",
    "qwertz",         "qwerty",      "asdf",       "yxcv",         "zxcv",          "test",
    "start",          "login",       "user",       "changeme",     "secret",        "computer",
    "internet",       "deutschland", "heidelberg", "mannheim",
};
static const char *const ROWS[] = {"abcdefghijklmnopqrstuvwxyz",
                                   "01234567890",
                                   "qwertzuiop",
                                   "qwertyuiop",
                                   "asdfghjkl",
                                   "yxcvbnm",
                                   "zxcvbnm",
                                   "!\"#$%&/()=",
                                   "1q2w3e4r5t6z7u8i9o0p"};

/* Passwords as people write words: 0 for o, 3 for e, @ for a. */
static void
unleet(char *at, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        at[i] = at[i] == '0' ? 'o' : at[i];
        at[i] = at[i] == '3' ? 'e' : at[i];
        at[i] = at[i] == '@' ? 'a' : at[i];
        at[i] = at[i] == '$' ? 's' : at[i];
        at[i] = at[i] == '1' ? 'i' : at[i];
    }
}

/* Cut every occurrence of `word` out; answers the new length. */
static size_t
cut_out(char *at, size_t len, struct slice word)
{
    size_t found;

    while (word.len > 0 && (found = slice_find((struct slice){at, len}, word)) < len) {
        memmove(at + found, at + found + word.len, len - found - word.len);
        len -= word.len;
    }
    return len;
}

static bool
follow(char a, char b)
{
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        const char *row = ROWS[i];

        for (size_t k = 0; row[k + 1] != 0; k++) {
            if ((row[k] == a && row[k + 1] == b) || (row[k] == b && row[k + 1] == a))
                return true;
        }
    }
    return a == b;
}

/* How many characters say something new: not the next key of a row, not what stood there before. */
static size_t
news_of(struct slice s)
{
    size_t news = 0;

    for (size_t i = 0; i < s.len; i++) {
        bool repeats = false;

        for (size_t period = 1; period <= 6 && period <= i; period++)
            repeats |= i >= 2 * period && slice_eq(slice_sub(s, i - period + 1, period),
                                                   slice_sub(s, i + 1 - 2 * period, period));
        news += !repeats && (i == 0 || !follow(s.at[i - 1], s.at[i]));
    }
    return news;
}

static int
different(struct slice s)
{
    bool seen[256] = {false};
    int n = 0;

    for (size_t i = 0; i < s.len; i++) {
        n += !seen[(uint8_t)s.at[i]];
        seen[(uint8_t)s.at[i]] = true;
    }
    return n;
}

static size_t
without_digits(char *at, size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < len; i++) {
        if ((at[i] >= 'a' && at[i] <= 'z') || (at[i] & 0x80) != 0)
            at[kept++] = at[i];
    }
    return kept;
}

static bool
is_common(struct arena *a, struct slice folded, enum err *e)
{
    for (int leet = 0; leet < 2; leet++) {
        char *copy = arena_cstr(a, folded);
        size_t len = folded.len;

        if (copy == NULL) {
            *e = ERR_LIMIT;
            return false;
        }
        if (leet)
            unleet(copy, len);
        for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
            len = cut_out(copy, len, slice_of(WORDS[i]));
        if (len < folded.len && without_digits(copy, len) < LEFT_MIN)
            return true;
    }
    return different(folded) < DIFFERENT_MIN || news_of(folded) < LEFT_MIN;
}

/* The parts of a name or address, cut out one by one. */
static enum err
is_personal(struct arena *a, struct slice folded, struct slice about, bool *ret_is)
{
    char *copy = arena_cstr(a, folded);
    size_t len = folded.len;
    struct slice low;
    size_t from = 0;

    TRY(unicode_fold(a, about, &low));
    if (copy == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i <= low.len; i++) {
        bool inside = i < low.len && strchr(" .@-_+", low.at[i]) == NULL;

        if (inside)
            continue;
        if (i - from >= PERSONAL_PART_MIN)
            len = cut_out(copy, len, slice_sub(low, from, i - from));
        from = i + 1;
    }
    *ret_is = len < folded.len && without_digits(copy, len) < LEFT_MIN;
    return OK;
}

enum err
password_check(struct arena *a, struct slice password, struct slice email, struct slice name,
               enum password_fault *ret_fault)
{
    size_t chars = unicode_length(password);
    struct slice folded;
    enum err e = OK;
    bool by_email = false;
    bool by_name = false;

    if (chars < PASSWORD_CHARS_MIN || chars > PASSWORD_CHARS_MAX) {
        *ret_fault = chars < PASSWORD_CHARS_MIN ? PASSWORD_SHORT : PASSWORD_LONG;
        return OK;
    }
    TRY(unicode_fold(a, password, &folded));
    TRY(is_personal(a, folded, email, &by_email));
    TRY(is_personal(a, folded, name, &by_name));
    if (by_email || by_name)
        *ret_fault = PASSWORD_PERSONAL;
    else
        *ret_fault = is_common(a, folded, &e) ? PASSWORD_COMMON : PASSWORD_FINE;
    return e;
}
