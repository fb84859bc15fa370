/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One query file to the text of each database.
 *
 * :name becomes ?1 or $1 by the place of `name` in the "-- params:" lines. Every
 * parameter must be declared and every declared one used, so the C code can rely on
 * the list. What the database itself knows better (do the columns exist, how many does the
 * statement answer) is compared with the declaration when the program prepares it.
 *
 * What is written is named with its schema for SQLite: the table itself, where a view of the
 * connection may stand before it (src/storage/driver_sqlite_reach.c).
 */
#include "sqlgen.h"

static void
field_add(const struct sql_file *f, int line, struct slice part, struct field_list *list)
{
    struct slice rest = slice_trim(part);
    struct slice name;
    struct slice word;

    if (!slice_next(&rest, ' ', &name))
        sqlgen_die(f->path, line, "empty entry between two commas");
    word = slice_trim(rest);
    if (type_letter(word) == 0)
        sqlgen_die(f->path, line, "'%.*s': '%.*s' is not a type word", SLICE_ARG(name),
                   SLICE_ARG(word));
    if (list->len == SQL_FIELDS_MAX)
        sqlgen_die(f->path, line, "more than %d entries", SQL_FIELDS_MAX);
    for (size_t i = 0; i < list->len; i++) {
        if (slice_eq(list->at[i].name, name))
            sqlgen_die(f->path, line, "'%.*s' is declared twice", SLICE_ARG(name));
    }
    list->at[list->len++] = (struct field){name, type_letter(word)};
}

static void
fields_add(const struct sql_file *f, int line, struct slice items, struct field_list *list)
{
    struct slice part;

    while (slice_next(&items, ',', &part)) {
        if (slice_trim(part).len == 0 && slice_trim(items).len == 0)
            continue; /* a comma at the end of a line: the list goes on */
        field_add(f, line, part, list);
    }
}

/* The comment lines on top; answers the first line of SQL and moves `*sql` to it. */
static int
header_read(const struct sql_file *f, struct slice *sql, struct output *o)
{
    bool prose = false;
    int line = 1;
    struct slice rest = f->text;
    struct slice text;

    for (;;) {
        *sql = rest;
        if (!slice_next(&rest, '\n', &text))
            sqlgen_die(f->path, line, "there is no statement");
        text = slice_trim(text);
        if (!slice_starts(text, SLICE("--")))
            break;
        text = slice_trim(slice_sub(text, 2, text.len));
        if (slice_starts(text, SLICE("params:")))
            fields_add(f, line, slice_sub(text, 7, text.len), &o->params);
        else if (slice_starts(text, SLICE("columns:")))
            fields_add(f, line, slice_sub(text, 8, text.len), &o->columns);
        else
            prose = prose || text.len > 0;
        line++;
    }
    if (!prose)
        sqlgen_die(f->path, 1, "the first lines must say what the statement is for (-- ...)");
    return line;
}

static size_t
param_place(const struct sql_file *f, struct token t, const struct output *o, bool *used)
{
    for (size_t i = 0; i < o->params.len; i++) {
        if (slice_eq(o->params.at[i].name, t.text)) {
            used[i] = true;
            return i + 1;
        }
    }
    sqlgen_die(f->path, t.line, ":%.*s is not declared in \"-- params:\"", SLICE_ARG(t.text));
}

static bool
word_is(struct token t, const char *word)
{
    return t.kind == TOKEN_WORD && slice_eq_ascii_nocase(t.text, slice_of(word));
}

/* The last two words before the one at hand. */
struct words_before {
    struct token one, two;
};

/* Whether the word names a table that the statement writes. */
static bool
is_written(const struct words_before *b, struct token t)
{
    return word_is(b->one, "INTO") || (word_is(b->one, "UPDATE") && !word_is(t, "SET")) ||
           (word_is(b->one, "FROM") && word_is(b->two, "DELETE"));
}

static void
word_put(struct text *out, struct words_before *b, struct token t, enum dialect d)
{
    if (d == SQLITE && t.kind == TOKEN_WORD && is_written(b, t))
        text_puts(out, "main.");
    text_put(out, t.text);
}

static void
note_table(const struct table_list *tenants, struct words_before *b, struct token t,
           struct output *o)
{
    bool names = is_written(b, t) || word_is(b->one, "FROM") || word_is(b->one, "JOIN");

    if (names && tables_have(tenants, t.text))
        tables_add(&o->tables, t.text);
    b->two = b->one;
    b->one = t;
}

void
query_translate(struct arena *a, const struct sql_file *f, const struct table_list *tenants,
                struct output *ret_output, enum dialect d)
{
    struct words_before before = {{.kind = TOKEN_END}, {.kind = TOKEN_END}};
    bool used[SQL_FIELDS_MAX] = {false};
    bool ended = false;
    struct slice sql;
    struct text out = text_init(a, SQL_FILE_BYTES_MAX);
    int line = header_read(f, &sql, ret_output);
    struct lexer x = lexer_init(sql, line);
    struct token t;

    for (t = lexer_next(&x); t.kind != TOKEN_END; t = lexer_next(&x)) {
        if (t.kind == TOKEN_BAD)
            sqlgen_die(f->path, t.line, "a string without an end, a lone ':', or a /* comment");
        if (t.kind == TOKEN_COMMENT)
            continue;
        if (ended && t.kind != TOKEN_SPACE)
            sqlgen_die(f->path, t.line, "a second statement: one file holds one");
        ended = ended || (t.kind == TOKEN_SIGN && slice_is(t.text, ";"));
        if (t.kind == TOKEN_PARAM)
            text_printf(&out, "%c%zu", d == SQLITE ? '?' : '$',
                        param_place(f, t, ret_output, used));
        else if (!ended)
            word_put(&out, &before, t, d);
        if (t.kind != TOKEN_SPACE)
            note_table(tenants, &before, t, ret_output);
    }
    for (size_t i = 0; i < ret_output->params.len; i++) {
        if (!used[i])
            sqlgen_die(f->path, line, "parameter :%.*s is declared and never used",
                       SLICE_ARG(ret_output->params.at[i].name));
    }
    if (text_end(&out, &ret_output->text[d]) != OK)
        sqlgen_need(NULL);
    ret_output->text[d] = slice_trim(ret_output->text[d]);
    if (ret_output->text[d].len == 0)
        sqlgen_die(f->path, line, "there is no statement");
}
