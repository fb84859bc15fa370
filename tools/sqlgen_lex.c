/* SPDX-License-Identifier: EUPL-1.2 */
#include "sqlgen_lex.h"

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

struct lexer
lexer_init(struct slice sql, int first_line)
{
    return (struct lexer){.rest = sql, .line = first_line};
}

/* Cut `len` bytes off the rest and count the lines in them. */
static struct token
take(struct lexer *x, enum token_kind kind, size_t len)
{
    struct token t = {kind, slice_sub(x->rest, 0, len), x->line};

    for (size_t i = 0; i < t.text.len; i++)
        x->line += t.text.at[i] == '\n';
    x->rest = slice_sub(x->rest, len, x->rest.len);
    return t;
}

static size_t
run_len(struct slice s, size_t from, bool (*is)(char))
{
    while (from < s.len && is(s.at[from]))
        from++;
    return from;
}

/* A doubled quote inside is simply two strings side by side: good enough here. */
static struct token
take_quoted(struct lexer *x)
{
    struct slice after = slice_sub(x->rest, 1, x->rest.len);
    size_t end = slice_find_char(after, x->rest.at[0]);

    return end == after.len ? take(x, TOKEN_BAD, x->rest.len) : take(x, TOKEN_QUOTED, end + 2);
}

static struct token
take_dollar_body(struct lexer *x)
{
    struct slice after = slice_sub(x->rest, 2, x->rest.len);
    size_t end = slice_find(after, SLICE("$$"));

    return end == after.len ? take(x, TOKEN_BAD, x->rest.len) : take(x, TOKEN_QUOTED, end + 4);
}

static struct token
take_colon(struct lexer *x)
{
    struct token t;

    if (slice_starts(x->rest, SLICE("::")))
        return take(x, TOKEN_SIGN, 2);
    t = take(x, TOKEN_PARAM, run_len(x->rest, 1, is_word));
    t.text = slice_sub(t.text, 1, t.text.len);
    if (t.text.len == 0)
        t.kind = TOKEN_BAD;
    return t;
}

struct token
lexer_next(struct lexer *x)
{
    struct slice s = x->rest;

    if (s.len == 0)
        return (struct token){TOKEN_END, s, x->line};
    if (is_space(s.at[0]))
        return take(x, TOKEN_SPACE, run_len(s, 0, is_space));
    if (slice_starts(s, SLICE("--")))
        return take(x, TOKEN_COMMENT, slice_find_char(s, '\n'));
    if (slice_starts(s, SLICE("/*")))
        return take(x, TOKEN_BAD, s.len);
    if (slice_starts(s, SLICE("$$")))
        return take_dollar_body(x);
    if (s.at[0] == '\'' || s.at[0] == '"')
        return take_quoted(x);
    if (s.at[0] == ':')
        return take_colon(x);
    if (is_word(s.at[0]))
        return take(x, TOKEN_WORD, run_len(s, 0, is_word));
    return take(x, TOKEN_SIGN, 1);
}

struct token
lexer_next_word(struct lexer *x)
{
    struct token t;

    do {
        t = lexer_next(x);
    } while (t.kind == TOKEN_SPACE || t.kind == TOKEN_COMMENT);
    return t;
}
