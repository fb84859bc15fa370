/* SPDX-License-Identifier: EUPL-1.2 */
#include "tmpl_expr.h"

#include <string.h>

static bool
is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char
peek(const struct tmpl_cursor *c, size_t ahead)
{
    return (size_t)(c->end - c->at) > ahead ? c->at[ahead] : '\0';
}

void
tmpl_skip_space(struct tmpl_cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n'))
        c->at++;
}

bool
tmpl_take(struct tmpl_cursor *c, const char *token)
{
    struct slice left;

    tmpl_skip_space(c);
    left = (struct slice){c->at, (size_t)(c->end - c->at)};
    if (!slice_starts(left, slice_of(token)))
        return false;
    c->at += strlen(token);
    return true;
}

bool
tmpl_take_word(struct tmpl_cursor *c, const char *word)
{
    const char *before = c->at;

    if (!tmpl_take(c, word))
        return false;
    if (is_alpha(peek(c, 0)) || is_digit(peek(c, 0))) {
        c->at = before;
        return false;
    }
    return true;
}

void
tmpl_expect_end(struct tmpl_cursor *c)
{
    tmpl_skip_space(c);
    if (c->at != c->end)
        source_error(c->file, c->at, "not understood: \"%.*s\"", (int)(c->end - c->at), c->at);
}

static void
expect(struct tmpl_cursor *c, const char *token)
{
    if (!tmpl_take(c, token))
        source_error(c->file, c->at, "expected \"%s\"", token);
}

struct slice
tmpl_name(struct tmpl_cursor *c)
{
    const char *from;

    tmpl_skip_space(c);
    from = c->at;
    if (!is_alpha(peek(c, 0)))
        source_error(c->file, c->at, "expected a name");
    while (is_alpha(peek(c, 0)) || is_digit(peek(c, 0)))
        c->at++;
    return (struct slice){from, (size_t)(c->at - from)};
}

struct slice
tmpl_string(struct tmpl_cursor *c)
{
    const char *from;

    expect(c, "\"");
    from = c->at;
    while (c->at < c->end && *c->at != '"' && *c->at != '\\' && *c->at != '\n')
        c->at++;
    if (peek(c, 0) != '"')
        source_error(c->file, from, "a string ends on its line and has no escapes");
    c->at++;
    return (struct slice){from, (size_t)(c->at - from) - 1};
}

bool
tmpl_is_visible(const struct tmpl_scope *s, struct slice name)
{
    for (size_t i = 0; i < s->len; i++) {
        if (slice_eq(s->vars[i], name))
            return true;
    }
    return false;
}

static bool
is_loop_variable(const struct tmpl_scope *s, struct slice name)
{
    for (size_t i = 0; i < s->len; i++) {
        if (slice_eq(s->vars[i], name))
            return s->is_loop[i];
    }
    return false;
}

static bool
is_constant(struct slice name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] >= 'a' && name.at[i] <= 'z')
            return false;
    }
    return name.len > 1;
}

static const char *
done(struct tmpl_cursor *c, struct text *t)
{
    struct slice s = {0};

    if (text_end(t, &s) != OK)
        source_error(c->file, c->at, "the expression is too long");
    return source_cstr(c->arena, s);
}

/* row.first and its like: what the loop knows, not the row. */
static bool
put_loop_field(struct tmpl_cursor *c, struct text *out, struct slice name)
{
    const char *place = c->at;
    struct slice field;

    if (!is_loop_variable(c->scope, name) || peek(c, 0) != '.' || peek(c, 1) == '.')
        return false;
    c->at++;
    field = tmpl_name(c);
    if (slice_is(field, "last"))
        text_printf(out, "(%.*s_at + 1 == %.*s_len)", SLICE_ARG(name), SLICE_ARG(name));
    else if (slice_is(field, "first"))
        text_printf(out, "(%.*s_at == 0)", SLICE_ARG(name));
    else if (slice_is(field, "index"))
        text_printf(out, "(int)%.*s_at", SLICE_ARG(name));
    else if (slice_is(field, "number"))
        text_printf(out, "((int)%.*s_at + 1)", SLICE_ARG(name));
    else
        source_error(c->file, place,
                     "a loop has .first, .last, .index and .number; fields need ->");
    return true;
}

static void
put_fields(struct tmpl_cursor *c, struct text *out)
{
    for (;;) {
        bool arrow = peek(c, 0) == '-' && peek(c, 1) == '>';

        if (arrow || (peek(c, 0) == '.' && peek(c, 1) != '.')) {
            struct slice field;

            c->at += arrow ? 2 : 1;
            field = tmpl_name(c);
            text_puts(out, arrow ? "->" : ".");
            text_put(out, field);
        } else if (peek(c, 0) == '[' && is_digit(peek(c, 1))) {
            const char *from = c->at++;

            while (is_digit(peek(c, 0)))
                c->at++;
            expect(c, "]");
            text_put(out, (struct slice){from, (size_t)(c->at - from)});
        } else {
            return;
        }
    }
}

static void
put_number(struct tmpl_cursor *c, struct text *out)
{
    const char *from = c->at;

    if (peek(c, 0) == '-')
        c->at++;
    while (is_digit(peek(c, 0)))
        c->at++;
    text_put(out, (struct slice){from, (size_t)(c->at - from)});
}

static void
put_value(struct tmpl_cursor *c, struct text *out)
{
    struct slice name;
    const char *place;

    tmpl_skip_space(c);
    place = c->at;
    if (peek(c, 0) == '"') {
        source_put_literal(out, tmpl_string(c));
        return;
    }
    if (is_digit(peek(c, 0)) || (peek(c, 0) == '-' && is_digit(peek(c, 1)))) {
        put_number(c, out);
        return;
    }
    if (peek(c, 0) == '*') {
        c->at++;
        text_putc(out, '*');
    }
    name = tmpl_name(c);
    if (slice_is(name, "true") || slice_is(name, "false") || is_constant(name)) {
        text_put(out, name);
        return;
    }
    if (!tmpl_is_visible(c->scope, name))
        source_error(c->file, place, "\"%.*s\" is neither a parameter nor a loop variable",
                     SLICE_ARG(name));
    if (put_loop_field(c, out, name))
        return;
    text_put(out, name);
    put_fields(c, out);
}

const char *
tmpl_value(struct tmpl_cursor *c)
{
    struct text out = text_init(c->arena, 4096);

    put_value(c, &out);
    return done(c, &out);
}

/* The pure functions a template may ask; all take two slices. */
static bool
put_call(struct tmpl_cursor *c, struct text *out)
{
    static const char *const allowed[] = {"slice_eq", "slice_is", "slice_starts", "slice_ends"};

    for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
        if (!tmpl_take_word(c, allowed[i]))
            continue;
        expect(c, "(");
        text_printf(out, "%s(", allowed[i]);
        put_value(c, out);
        expect(c, ",");
        text_puts(out, ", ");
        put_value(c, out);
        expect(c, ")");
        text_putc(out, ')');
        return true;
    }
    return false;
}

static void put_or(struct tmpl_cursor *c, struct text *out, int depth);

static bool
take_comparison(struct tmpl_cursor *c, const char **ret_op)
{
    static const char *const ops[] = {"==", "!=", "<=", ">=", "<", ">"};

    for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
        if (tmpl_take(c, ops[i])) {
            *ret_op = ops[i];
            return true;
        }
    }
    return false;
}

static void
put_comparison(struct tmpl_cursor *c, struct text *out, int depth)
{
    const char *op = NULL;
    const char *left;

    if (depth > TMPL_NESTING_MAX)
        source_error(c->file, c->at, "the condition is nested too deep");
    tmpl_skip_space(c);
    if (peek(c, 0) == '!' && peek(c, 1) != '=') {
        c->at++;
        text_putc(out, '!');
        put_comparison(c, out, depth + 1);
        return;
    }
    if (tmpl_take(c, "(")) {
        put_or(c, out, depth + 1);
        expect(c, ")");
        return;
    }
    if (put_call(c, out))
        return;
    left = tmpl_value(c);
    if (!take_comparison(c, &op)) {
        text_printf(out, "RENDER_TRUE(%s)", left);
        return;
    }
    text_printf(out, "(%s %s ", left, op);
    put_value(c, out);
    text_putc(out, ')');
}

static void
put_and(struct tmpl_cursor *c, struct text *out, int depth)
{
    text_putc(out, '(');
    put_comparison(c, out, depth);
    while (tmpl_take(c, "&&")) {
        text_puts(out, " && ");
        put_comparison(c, out, depth);
    }
    text_putc(out, ')');
}

static void
put_or(struct tmpl_cursor *c, struct text *out, int depth)
{
    text_putc(out, '(');
    put_and(c, out, depth);
    while (tmpl_take(c, "||")) {
        text_puts(out, " || ");
        put_and(c, out, depth);
    }
    text_putc(out, ')');
}

const char *
tmpl_condition(struct tmpl_cursor *c)
{
    struct text out = text_init(c->arena, 8192);

    put_or(c, &out, 0);
    return done(c, &out);
}

/* Whether an operator follows that makes the argument a condition. */
static bool
is_condition(struct tmpl_cursor c)
{
    const char *op = NULL;

    tmpl_skip_space(&c);
    if (peek(&c, 0) == '!' || peek(&c, 0) == '(')
        return true;
    for (const char *at = c.at; at < c.end && is_alpha(*at); at++) {
        if (at + 1 < c.end && at[1] == '(')
            return true;
    }
    (void)tmpl_value(&c);
    return take_comparison(&c, &op) || tmpl_take(&c, "&&") || tmpl_take(&c, "||");
}

static const char *
argument(struct tmpl_cursor *c)
{
    if (tmpl_take(c, "&")) {
        struct text out = text_init(c->arena, 4096);

        text_putc(&out, '&');
        put_value(c, &out);
        return done(c, &out);
    }
    return is_condition(*c) ? tmpl_condition(c) : tmpl_value(c);
}

size_t
tmpl_arguments(struct tmpl_cursor *c, const char *ret_args[TMPL_ARGS_MAX])
{
    size_t n = 0;

    if (!tmpl_take(c, "(") || tmpl_take(c, ")"))
        return 0;
    do {
        if (n == TMPL_ARGS_MAX)
            source_error(c->file, c->at, "more than %d arguments", TMPL_ARGS_MAX);
        ret_args[n++] = argument(c);
    } while (tmpl_take(c, ","));
    expect(c, ")");
    return n;
}
