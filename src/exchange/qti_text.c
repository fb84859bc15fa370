/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/qti_text.h"

struct building {
    struct text text;
    bool any;     /* a line was begun */
    bool open;    /* it goes on */
    bool filled;  /* it has a letter, or space at its beginning counts */
    bool pending; /* white space that counts when a letter follows */
};

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What makes a line of its own. Others, as div, are looked through. */
static bool
is_line(const struct xml_node *n)
{
    static const char *const LINES[] = {"p",  "h1", "h2", "h3", "h4",  "h5",        "h6",
                                        "li", "dt", "dd", "tr", "pre", "qti-prompt"};

    for (size_t i = 0; i < ARRAY_LEN(LINES); i++)
        if (slice_is(n->name, LINES[i]))
            return true;
    return false;
}

bool
qti_text_is_interaction(const struct xml_node *n)
{
    return slice_starts(n->name, SLICE("qti-")) && slice_ends(n->name, SLICE("-interaction"));
}

bool
qti_text_has_class(const struct xml_node *n, const char *name)
{
    struct slice classes = xml_attribute(n, "class");
    struct slice one;

    while (classes.at != NULL && slice_next(&classes, ' ', &one))
        if (slice_is(one, name))
            return true;
    return false;
}

struct xml_node *
qti_text_interaction_in(struct xml_node *n)
{
    for (struct xml_node *at = xml_walk(n, NULL); at != NULL; at = xml_walk(n, at))
        if (qti_text_is_interaction(at))
            return at;
    return NULL;
}

static void
begin_line(struct building *b)
{
    if (b->any)
        text_putc(&b->text, '\n');
    b->any = b->open = true;
    b->filled = b->pending = false;
}

static void
put_run(struct building *b, struct slice run)
{
    for (size_t i = 0; i < run.len; i++) {
        if (is_space(run.at[i])) {
            b->pending |= b->filled;
            continue;
        }
        if (!b->open)
            begin_line(b);
        if (b->pending)
            text_putc(&b->text, ' ');
        text_putc(&b->text, run.at[i]);
        b->pending = false;
        b->filled = true;
    }
}

/* A text, or a line break; answers whether the node was one. */
static bool
put_leaf(struct building *b, const struct xml_node *n)
{
    if (n->name.len == 0) {
        put_run(b, n->text);
        return true;
    }
    if (!slice_is(n->name, "br"))
        return false;
    if (!b->open)
        begin_line(b);
    text_putc(&b->text, '\n');
    b->filled = b->pending = false;
    return true;
}

static void
end_line(struct building *b)
{
    b->open = b->filled = b->pending = false;
}

static bool
is_skipped(const struct qti_text_skip *skip, struct xml_node *n)
{
    return (skip->interactions && qti_text_is_interaction(n)) ||
           (skip->class_ != NULL && qti_text_has_class(n, skip->class_)) ||
           (skip->with_blanks && qti_text_interaction_in(n) != NULL);
}

/* The depth of a document is bounded by XML_DEPTH_MAX. */
static void
put_all(struct building *b, struct xml_node *n, const struct qti_text_skip *skip)
{
    for (struct xml_node *at = n->first; at != NULL; at = at->next) {
        bool line;

        if (put_leaf(b, at) || is_skipped(skip, at))
            continue;
        line = is_line(at);
        if (line)
            begin_line(b);
        put_all(b, at, skip);
        if (line)
            end_line(b);
    }
}

enum err
qti_text_of(struct arena *a, struct xml_node *n, struct qti_text_skip skip, size_t bytes_max,
            struct slice *ret_text)
{
    struct building b = {.text = text_init(a, bytes_max)};

    put_all(&b, n, &skip);
    TRY(text_end(&b.text, ret_text));
    *ret_text = slice_trim(*ret_text);
    return OK;
}

/* --- between interactions --------------------------------------------------- */

struct cutting {
    struct building b;
    struct qti_text_pieces *pieces;
    struct arena *arena;
    int max;
};

/* What stands before an interaction keeps the space beside it; so does what stands behind. */
static enum err
cut(struct cutting *c, struct xml_node *interaction)
{
    struct slice piece = {0};

    if (c->pieces->len == c->max)
        return ERR_LIMIT;
    if (c->b.pending)
        text_putc(&c->b.text, ' ');
    TRY(text_end(&c->b.text, &piece));
    TRY(arena_copy(c->arena, piece, &c->pieces->pieces[c->pieces->len]));
    c->pieces->interactions[c->pieces->len++] = interaction;
    text_clear(&c->b.text);
    c->b.any = c->b.open = c->b.filled = true;
    c->b.pending = false;
    return OK;
}

static enum err
cut_all(struct cutting *c, struct xml_node *n)
{
    for (struct xml_node *at = n->first; at != NULL; at = at->next) {
        bool line;

        if (put_leaf(&c->b, at))
            continue;
        if (qti_text_is_interaction(at)) {
            TRY(cut(c, at));
            continue;
        }
        line = is_line(at);
        if (line)
            begin_line(&c->b);
        TRY(cut_all(c, at));
        if (line)
            end_line(&c->b);
    }
    return OK;
}

enum err
qti_text_pieces(struct arena *a, struct xml_node *body, int max, struct qti_text_pieces *ret_pieces)
{
    struct cutting c = {
        .b = {.text = text_init(a, XML_BYTES_MAX)}, .pieces = ret_pieces, .arena = a, .max = max};
    struct slice last = {0};

    *ret_pieces = (struct qti_text_pieces){.len = 0};
    ret_pieces->pieces = arena_array(a, struct slice, (size_t)max + 1);
    ret_pieces->interactions = arena_array(a, struct xml_node *, (size_t)max + 1);
    if (ret_pieces->pieces == NULL || ret_pieces->interactions == NULL)
        return ERR_LIMIT;
    for (struct xml_node *at = body->first; at != NULL; at = at->next) {
        bool line = is_line(at);

        if (ret_pieces->len == 0 && !qti_text_is_interaction(at) &&
            qti_text_interaction_in(at) == NULL)
            continue;
        if (put_leaf(&c.b, at))
            continue;
        if (qti_text_is_interaction(at)) {
            TRY(cut(&c, at));
            continue;
        }
        if (line)
            begin_line(&c.b);
        TRY(cut_all(&c, at));
        if (line)
            end_line(&c.b);
    }
    TRY(text_end(&c.b.text, &last));
    return arena_copy(a, last, &ret_pieces->pieces[ret_pieces->len]);
}
