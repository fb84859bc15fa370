/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From the tree to C. The HTML state follows every way through the template:
 * each branch starts from the state before it, and where ways join, their
 * states must agree. So the place of a value is the same on every way to it.
 */
#include <string.h>

#include "tmpl.h"
#include "tmpl_html.h"

struct emit {
    const struct tmpl *t;
    const struct tmpl_define *define;
    struct text *out;
    struct text pending[SAYFILE_LANGS]; /* HTML not yet written, in German and in English */
    struct html html;
};

static const char *const place_names[] = {
    [HTML_PLACE_TEXT] = "RENDER_TEXT",
    [HTML_PLACE_ATTRIBUTE] = "RENDER_ATTRIBUTE",
    [HTML_PLACE_URL] = "RENDER_URL",
    [HTML_PLACE_URL_PART] = "RENDER_URL_PART",
};

static struct slice
pending_of(const struct emit *e, int lang)
{
    return (struct slice){e->pending[lang].at, e->pending[lang].len};
}

static void
flush(struct emit *e)
{
    struct slice de = pending_of(e, 0);
    struct slice en = pending_of(e, 1);

    if (slice_eq(de, en)) {
        if (de.len == 0)
            return;
        text_puts(e->out, "    render_static(r,\n        ");
        source_put_literal(e->out, de);
        text_printf(e->out, ", %zu);\n", de.len);
    } else {
        text_puts(e->out, "    render_static_in(r, (struct slice){\n        ");
        source_put_literal(e->out, de);
        text_printf(e->out, ", %zu}, (struct slice){\n        ", de.len);
        source_put_literal(e->out, en);
        text_printf(e->out, ", %zu});\n", en.len);
    }
    text_clear(&e->pending[0]);
    text_clear(&e->pending[1]);
}

static void
read_html(struct emit *e, const struct tmpl_node *node)
{
    size_t from = e->pending[0].len;

    html_read(&e->html, node->place, node->text, &e->pending[0]);
    text_put(&e->pending[1], slice_sub(pending_of(e, 0), from, e->pending[0].len));
}

/* As put_escaped() of src/web/render.c; tests/tools/test_example.c compares both. */
static void
put_escaped(struct text *out, struct slice s)
{
    static const char special[] = "&<>\"'`";
    static const char *const escapes[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#96;"};

    for (size_t i = 0; i < s.len; i++) {
        const char *found = memchr(special, s.at[i], sizeof special - 1);

        if (found != NULL)
            text_puts(out, escapes[found - special]);
        else
            text_putc(out, s.at[i]);
    }
}

/* The C compiler's messages then name the template. */
static void
put_line(struct emit *e, const char *place)
{
    text_printf(e->out, "#line %d \"%s\"\n", source_line(e->define->file, place),
                e->define->file->path);
}

static bool
is_filter(const struct tmpl_node *node, const char *name)
{
    return node->filter && slice_is(slice_of(node->filter), name);
}

static void
emit_print(struct emit *e, const struct tmpl_node *node)
{
    enum html_place place = html_hole(&e->html, node->place);
    bool in_url = place == HTML_PLACE_URL || place == HTML_PLACE_URL_PART;

    if (in_url && node->filter && !is_filter(node, "plain") && !is_filter(node, "iso") &&
        !is_filter(node, "text"))
        source_error(e->define->file, node->place, "the filter %s cannot stand in a URL",
                     node->filter);
    flush(e);
    put_line(e, node->place);
    if (is_filter(node, "paragraphs")) {
        html_need_text(&e->html, node->place, "paragraphs");
        text_printf(e->out, "    render_paragraphs(r, SAY_AS_TEXT(%s).text);\n", node->expr);
        return;
    }
    text_printf(e->out, "    render_put(r, %s, ", place_names[place]);
    if (node->filter) {
        text_puts(e->out, "SAY_AS_");
        for (const char *f = node->filter; *f; f++)
            text_putc(e->out, (char)(*f - 'a' + 'A'));
        text_printf(e->out, "(%s)", node->expr);
    } else if (place == HTML_PLACE_TEXT) {
        text_printf(e->out, "SAY_AS_ANY(%s)", node->expr);
    } else {
        text_printf(e->out, "render_machine(SAY_AS_ANY(%s))", node->expr);
    }
    text_puts(e->out, ");\n");
}

static void
emit_say(struct emit *e, const struct tmpl_node *node)
{
    enum html_place place = html_hole(&e->html, node->place);

    if (place != HTML_PLACE_TEXT && place != HTML_PLACE_ATTRIBUTE)
        source_error(e->define->file, node->place, "a sentence cannot stand in a URL");
    if (node->sentence != NULL) { /* nothing of it depends on a value: it is HTML like any other */
        for (int lang = 0; lang < SAYFILE_LANGS; lang++)
            put_escaped(&e->pending[lang], node->sentence->texts[lang][FORM_OTHER].text);
        return;
    }
    flush(e);
    put_line(e, node->place);
    text_printf(e->out, "    render_say(r, %s, %.*s, ", place_names[place], SLICE_ARG(node->text));
    if (node->args > 0)
        text_printf(e->out, "(const struct say_arg[]){%s}, %zu);\n", node->expr, node->args);
    else
        text_puts(e->out, "NULL, 0);\n");
}

static void emit_nodes(struct emit *e, const struct tmpl_node *node);

/* One branch, from `before`; answers the state behind it. */
static struct html
emit_branch(struct emit *e, const struct tmpl_node *body, const struct html *before)
{
    struct html after;

    e->html = *before;
    html_enter(&e->html);
    emit_nodes(e, body);
    html_pause(&e->html, e->html.place);
    flush(e);
    after = e->html;
    after.floor = before->floor;
    return after;
}

static void
emit_if(struct emit *e, const struct tmpl_node *node)
{
    struct html before;
    struct html then;
    struct html otherwise;

    html_pause(&e->html, node->place);
    flush(e);
    before = e->html;
    put_line(e, node->place);
    text_printf(e->out, "    if (%s) {\n", node->expr);
    then = emit_branch(e, node->body, &before);
    text_puts(e->out, "    }");
    otherwise = before;
    if (node->has_otherwise) {
        text_puts(e->out, " else {\n");
        otherwise = emit_branch(e, node->otherwise, &before);
        text_puts(e->out, "    }");
    }
    text_puts(e->out, "\n");
    e->html = html_join(&then, &otherwise, node->place);
}

static void
emit_for_head(struct emit *e, const struct tmpl_node *node)
{
    int n = (int)node->var.len;
    const char *v = node->var.at;

    put_line(e, node->place);
    if (node->is_range) {
        text_printf(e->out,
                    "    for (size_t %.*s_at = 0, %.*s_len = (%s) < (%s) ? 0 : "
                    "(size_t)((%s) - (%s)) + 1; %.*s_at < %.*s_len; %.*s_at++) {\n"
                    "    const int %.*s = (int)(%s) + (int)%.*s_at;\n    (void)%.*s;\n",
                    n, v, n, v, node->count, node->expr, node->count, node->expr, n, v, n, v, n, v,
                    n, v, node->expr, n, v, n, v);
        return;
    }
    text_printf(e->out,
                "    for (size_t %.*s_at = 0, %.*s_len = (size_t)(%s); %.*s_at < %.*s_len; "
                "%.*s_at++) {\n    __typeof__(&(%s)[0]) %.*s = &(%s)[%.*s_at];\n    (void)%.*s;\n",
                n, v, n, v, node->count, n, v, n, v, n, v, node->expr, n, v, node->expr, n, v, n,
                v);
}

static void
emit_for(struct emit *e, const struct tmpl_node *node)
{
    struct html before;
    struct html after;

    html_pause(&e->html, node->place);
    flush(e);
    before = e->html;
    emit_for_head(e, node);
    after = emit_branch(e, node->body, &before);
    text_puts(e->out, "    }\n");
    /* Any number of rounds: the state behind one must be the state before it. */
    after = html_join(&after, &before, node->place);
    if (node->has_otherwise) {
        struct html otherwise;

        text_printf(e->out,
                    node->is_range ? "    if ((%s) < (%s)) {\n" : "    if ((size_t)(%s) == 0) {\n",
                    node->count, node->expr);
        otherwise = emit_branch(e, node->otherwise, &before);
        text_puts(e->out, "    }\n");
        after = html_join(&after, &otherwise, node->place);
    }
    e->html = after;
}

static void
emit_call(struct emit *e, const struct tmpl_node *node, const char *suffix)
{
    text_printf(e->out, "    %.*s_render%s(r%s%s);\n", SLICE_ARG(node->text), suffix,
                node->args ? ", " : "", node->expr);
}

/* A called template begins and ends between tags, so we must stand there. */
static void
emit_render(struct emit *e, const struct tmpl_node *node)
{
    const struct tmpl_define *called = tmpl_find(e->t, node->text);
    bool wraps = node->kind == TMPL_WRAP;
    size_t floor = e->html.floor;

    html_need_text(&e->html, node->place, wraps ? "{{ wrap }}" : "{{ render }}");
    if (called == NULL)
        source_error(e->define->file, node->place, "there is no template \"%.*s\"",
                     SLICE_ARG(node->text));
    if (called->vars_len != node->args)
        source_error(e->define->file, node->place, "\"%.*s\" takes %zu arguments, not %zu",
                     SLICE_ARG(node->text), called->vars_len, node->args);
    if (called->has_slot != wraps)
        source_error(e->define->file, node->place, "\"%.*s\" has %s {{ slot }}: use {{ %s }}",
                     SLICE_ARG(node->text), called->has_slot ? "a" : "no",
                     called->has_slot ? "wrap" : "render");
    flush(e);
    put_line(e, node->place);
    emit_call(e, node, wraps ? "_begin" : "");
    e->html.space_before = true;
    if (!wraps)
        return;
    html_enter(&e->html);
    emit_nodes(e, node->body);
    html_leave(&e->html, node->place, "{{ wrap }}");
    e->html.floor = floor;
    flush(e);
    put_line(e, node->place);
    emit_call(e, node, "_end");
}

static void
put_function(struct text *out, const struct tmpl_define *d, const char *suffix)
{
    tmpl_put_head(out, d, suffix);
    text_puts(out, "\n{\n");
    for (size_t i = 0; i < d->vars_len; i++)
        text_printf(out, "    (void)%.*s;\n", SLICE_ARG(d->vars[i]));
}

static void
emit_node(struct emit *e, const struct tmpl_node *node)
{
    switch (node->kind) {
    case TMPL_TEXT:
        read_html(e, node);
        break;
    case TMPL_PRINT:
        emit_print(e, node);
        break;
    case TMPL_SAY:
        emit_say(e, node);
        break;
    case TMPL_IF:
        emit_if(e, node);
        break;
    case TMPL_FOR:
        emit_for(e, node);
        break;
    case TMPL_RENDER:
    case TMPL_WRAP:
        emit_render(e, node);
        break;
    case TMPL_SLOT:
        html_need_text(&e->html, node->place, "{{ slot }}");
        flush(e);
        text_puts(e->out, "}\n\n");
        put_function(e->out, e->define, "_end");
        break;
    }
}

static void
emit_nodes(struct emit *e, const struct tmpl_node *node)
{
    for (; node; node = node->next)
        emit_node(e, node);
}

void
tmpl_put_head(struct text *out, const struct tmpl_define *d, const char *suffix)
{
    text_printf(out, "void %.*s_render%s(struct render *r%s%.*s)", SLICE_ARG(d->name), suffix,
                d->vars_len ? ", " : "", SLICE_ARG(d->params));
}

static void
emit_define(const struct tmpl *t, const struct tmpl_define *d, struct text *out)
{
    struct emit e = {
        .t = t,
        .define = d,
        .out = out,
        .pending = {text_init(t->arena, OUTPUT_BYTES_MAX), text_init(t->arena, OUTPUT_BYTES_MAX)},
        .html = html_init(d->file),
    };

    text_putc(out, '\n');
    put_function(out, d, d->has_slot ? "_begin" : "");
    emit_nodes(&e, d->body);
    html_leave(&e.html, d->place, "the template");
    flush(&e);
    text_puts(out, "}\n");
}

void
tmpl_emit(const struct tmpl *t, const struct source *file, struct text *out)
{
    text_printf(out,
                "/* Made by tmplc from %s. Not to be edited. */\n#include \"web/page.gen.h\"\n\n"
                "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n"
                "#ifdef __clang__\n"
                "#pragma clang diagnostic ignored \"-Wparentheses-equality\"\n#endif\n",
                file->path);
    for (size_t i = 0; i < t->defines_len; i++) {
        if (t->defines[i].file == file)
            emit_define(t, &t->defines[i], out);
    }
}
