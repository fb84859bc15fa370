/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "tmpl_expr.h"

/* The file being read. The directive being read is `c`. */
struct parser {
    struct tmpl *t;
    const struct source *file;
    const char *at;
    struct tmpl_cursor c;
    struct tmpl_scope scope;
    struct tmpl_define *define;
    int depth;
    int branches;         /* ifs and fors around us */
    bool line_start_free; /* the last directive took its line end with it */
};

enum ending { ENDING_FILE, ENDING_END, ENDING_ELSE, ENDING_ELIF };

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The end of the directive whose {{ stands at `at`: its }}, outside of strings. */
static const char *
directive_end(const struct parser *p, const char *at)
{
    const char *end = p->file->text.at + p->file->text.len;
    struct slice inner = slice_trim((struct slice){at + 2, (size_t)(end - at - 2)});
    bool is_comment = slice_starts(inner, SLICE("comment"));
    bool in_string = false;

    for (const char *c = at + 2; c + 1 < end; c++) {
        if (*c == '"' && !is_comment)
            in_string = !in_string;
        if (!in_string && c[0] == '}' && c[1] == '}')
            return c;
        if (!in_string && c[0] == '{' && c[1] == '{')
            break;
    }
    source_error(p->file, at, "{{ without }}");
}

/* Directives that stand alone in their line take the whole line with them. */
static bool
stands_alone(const struct parser *p, const char *from, const char *to)
{
    const char *start = p->file->text.at;
    const char *end = start + p->file->text.len;

    while (from > start && is_blank(from[-1]))
        from--;
    while (to < end && is_blank(*to))
        to++;
    return (from == start || from[-1] == '\n') && (to == end || *to == '\n');
}

static bool
is_block_word(struct slice inner)
{
    static const char *const words[] = {"if",      "elif",    "else",   "end",  "for", "define",
                                        "comment", "include", "render", "wrap", "slot"};
    struct slice word = {inner.at, 0};

    while (word.len < inner.len && inner.at[word.len] >= 'a' && inner.at[word.len] <= 'z')
        word.len++;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (slice_is(word, words[i]))
            return true;
    }
    return false;
}

/* The text up to the next {{ or the end; sets the cursor on the directive. False at the end. */
static bool
next_directive(struct parser *p, struct slice *ret_text)
{
    const char *end = p->file->text.at + p->file->text.len;
    struct slice left = {p->at, (size_t)(end - p->at)};
    size_t n = slice_find(left, SLICE("{{"));
    const char *close;
    struct slice inner;

    *ret_text = slice_sub(left, 0, n);
    if (n == left.len) {
        p->at = end;
        return false;
    }
    close = directive_end(p, left.at + n);
    inner = slice_trim((struct slice){left.at + n + 2, (size_t)(close - left.at) - n - 2});
    if (inner.len == 0)
        source_error(p->file, left.at + n, "an empty directive");
    p->c.at = inner.at;
    p->c.end = inner.at + inner.len;
    p->at = close + 2;
    if (is_block_word(inner) && stands_alone(p, left.at + n, p->at)) {
        while (ret_text->len > 0 && is_blank(ret_text->at[ret_text->len - 1]))
            ret_text->len--;
        while (p->at < end && is_blank(*p->at))
            p->at++;
        p->at += p->at < end;
    }
    return true;
}

static struct tmpl_node *
add_node(struct parser *p, struct tmpl_node ***tail, enum tmpl_kind kind)
{
    struct tmpl_node *node = source_alloc(p->t->arena, sizeof *node);

    node->kind = kind;
    node->place = p->c.at;
    **tail = node;
    *tail = &node->next;
    return node;
}

static void
add_text(struct parser *p, struct tmpl_node ***tail, struct slice text)
{
    struct tmpl_node *node;

    if (text.len == 0)
        return;
    node = add_node(p, tail, TMPL_TEXT);
    node->place = text.at;
    node->text = text;
}

static void
push_variable(struct parser *p, struct slice name, bool is_loop)
{
    if (tmpl_is_visible(&p->scope, name))
        source_error(p->file, name.at, "\"%.*s\" already names something here", SLICE_ARG(name));
    if (slice_is(name, "r") || slice_starts(name, SLICE("render")))
        source_error(p->file, name.at, "\"%.*s\" is the compiler's own name", SLICE_ARG(name));
    if (p->scope.len == TMPL_VARS_MAX)
        source_error(p->file, name.at, "more than %d variables", TMPL_VARS_MAX);
    p->scope.is_loop[p->scope.len] = is_loop;
    p->scope.vars[p->scope.len++] = name;
}

static const char *
join_args(struct parser *p, const char *const *args, size_t n)
{
    struct text t = text_init(p->t->arena, 65536);

    for (size_t i = 0; i < n; i++) {
        text_puts(&t, i ? ", " : "");
        text_puts(&t, args[i]);
    }
    text_puts(&t, "");
    return t.at ? t.at : "";
}

/* {{ say results.count(p->n) }}, {{ say p->label }}, or {{ say *row }}, {{ say label }} */
static void
read_say(struct parser *p, struct tmpl_node *node)
{
    const char *args[TMPL_ARGS_MAX];
    const struct sayfile_key *key;
    struct text constant = text_init(p->t->arena, 200);
    struct text typed = text_init(p->t->arena, 65536);
    const char *from = p->c.at;
    struct slice name;

    while (p->c.at < p->c.end &&
           (*p->c.at == '_' || *p->c.at == '.' || (*p->c.at >= '0' && *p->c.at <= '9') ||
            (*p->c.at >= 'a' && *p->c.at <= 'z')))
        p->c.at++;
    name = (struct slice){from, (size_t)(p->c.at - from)};
    /* A name that we see is a field or parameter that holds the key. */
    if (tmpl_is_visible(&p->scope, name) ||
        (p->c.at < p->c.end && (*p->c.at == '-' || *p->c.at == '[' || *p->c.at == '*'))) {
        p->c.at = from;
        node->text = slice_of(tmpl_value(&p->c));
        return;
    }
    key = sayfile_find(p->t->say, name);
    if (key == NULL)
        source_error(p->file, from, "no text \"%.*s\" in text/*.txt", SLICE_ARG(name));
    node->args = tmpl_arguments(&p->c, args);
    if (node->args != key->args)
        source_error(p->file, from, "the text %.*s has %zu placeholders, not %zu", SLICE_ARG(name),
                     key->args, node->args);
    sayfile_put_constant(&constant, name);
    node->text = (struct slice){constant.at, constant.len};
    if (key->args == 0)
        node->sentence = key;
    for (size_t i = 0; i < node->args; i++) {
        text_puts(&typed, i ? ", SAY_AS_" : "SAY_AS_");
        for (const char *t = sayfile_type_name(key->types[i]); *t; t++)
            text_putc(&typed, (char)(*t - 'a' + 'A'));
        text_printf(&typed, "(%s)", args[i]);
    }
    node->expr = typed.at;
}

/* {{ static "css/app.css" }} is its URL, known when the template is compiled. */
static struct slice
read_static(struct parser *p)
{
    const char *place = p->c.at;
    struct slice wanted = tmpl_string(&p->c);
    struct slice rest = p->t->static_list;
    struct slice line;

    while (slice_next(&rest, '\n', &line)) {
        size_t tab = slice_find_char(line, '\t');

        if (slice_eq(slice_sub(line, 0, tab), wanted))
            return slice_sub(line, tab + 1, line.len);
    }
    source_error(p->file, place, "there is no static file \"%.*s\"", SLICE_ARG(wanted));
}

static const char *
read_filter(struct parser *p)
{
    static const char *const filters[] = {"text",  "int",     "plain", "euro",  "day",       "iso",
                                          "hours", "decimal", "clock", "point", "paragraphs"};
    struct slice name;

    if (!tmpl_take(&p->c, "|"))
        return NULL;
    name = tmpl_name(&p->c);
    for (size_t i = 0; i < ARRAY_LEN(filters); i++) {
        if (slice_is(name, filters[i]))
            return filters[i];
    }
    source_error(p->file, name.at, "no filter \"%.*s\"", SLICE_ARG(name));
}

static enum ending read_nodes(struct parser *p, struct tmpl_node **ret_nodes);

static enum ending
read_block(struct parser *p, struct tmpl_node **ret_nodes, const char *place)
{
    enum ending ending;

    if (++p->depth > TMPL_NESTING_MAX)
        source_error(p->file, place, "nested more than %d deep", TMPL_NESTING_MAX);
    ending = read_nodes(p, ret_nodes);
    p->depth--;
    if (ending == ENDING_FILE)
        source_error(p->file, place, "this has no {{ end }}");
    return ending;
}

static void
read_if(struct parser *p, struct tmpl_node *node)
{
    for (;;) {
        enum ending ending;

        node->expr = tmpl_condition(&p->c);
        tmpl_expect_end(&p->c);
        ending = read_block(p, &node->body, node->place);
        if (ending == ENDING_END)
            return;
        node->has_otherwise = true;
        if (ending == ENDING_ELSE) {
            if (read_block(p, &node->otherwise, node->place) != ENDING_END)
                source_error(p->file, p->c.at, "{{ end }} must follow {{ else }}");
            return;
        }
        node->otherwise = source_alloc(p->t->arena, sizeof *node);
        node = node->otherwise;
        node->kind = TMPL_IF;
        node->place = p->c.at;
    }
}

/* "row in p->rows", "row in p->rows[p->n]", "i in 0..p->last" */
static void
read_for_head(struct parser *p, struct tmpl_node *node)
{
    struct text count = text_init(p->t->arena, 4096);

    node->var = tmpl_name(&p->c);
    if (!tmpl_take_word(&p->c, "in"))
        source_error(p->file, p->c.at, "expected {{ for name in list }}");
    node->expr = tmpl_value(&p->c);
    if (tmpl_take(&p->c, "..")) {
        node->is_range = true;
        node->count = tmpl_value(&p->c);
    } else if (tmpl_take(&p->c, "[")) {
        node->count = tmpl_value(&p->c);
        if (!tmpl_take(&p->c, "]"))
            source_error(p->file, p->c.at, "expected \"]\"");
    } else {
        text_printf(&count, "%s_len", node->expr);
        node->count = count.at;
    }
    tmpl_expect_end(&p->c);
}

static void
read_for(struct parser *p, struct tmpl_node *node)
{
    enum ending ending;

    read_for_head(p, node);
    push_variable(p, node->var, true);
    ending = read_block(p, &node->body, node->place);
    p->scope.len--;
    if (ending == ENDING_ELIF)
        source_error(p->file, p->c.at, "{{ elif }} in a {{ for }}");
    if (ending == ENDING_END)
        return;
    node->has_otherwise = true;
    if (read_block(p, &node->otherwise, node->place) != ENDING_END)
        source_error(p->file, p->c.at, "{{ end }} must follow {{ else }}");
}

static void
read_call(struct parser *p, struct tmpl_node *node)
{
    const char *args[TMPL_ARGS_MAX];

    node->text = tmpl_name(&p->c);
    node->args = tmpl_arguments(&p->c, args);
    node->expr = join_args(p, args, node->args);
}

static void
read_print(struct parser *p, struct tmpl_node ***tail)
{
    struct tmpl_node *node = add_node(p, tail, TMPL_PRINT);

    if (p->c.at[0] == '"')
        source_error(p->file, p->c.at, "write text as text, not as a value");
    node->expr = tmpl_value(&p->c);
    node->filter = read_filter(p);
}

static void
read_slot(struct parser *p, struct tmpl_node ***tail)
{
    struct tmpl_node *node = add_node(p, tail, TMPL_SLOT);

    if (p->branches > 0)
        source_error(p->file, node->place, "{{ slot }} may not stand in {{ if }} or {{ for }}");
    if (p->define->has_slot)
        source_error(p->file, node->place, "a second {{ slot }}");
    p->define->has_slot = true;
}

/* One directive that is part of the tree; blocks read on to their end. */
static void
read_directive(struct parser *p, struct tmpl_node ***tail)
{
    struct tmpl_cursor *c = &p->c;
    const char *place = c->at;

    if (tmpl_take_word(c, "if") || tmpl_take_word(c, "for")) {
        bool is_if = *place == 'i';
        struct tmpl_node *node = add_node(p, tail, is_if ? TMPL_IF : TMPL_FOR);

        node->place = place;
        p->branches++;
        (is_if ? read_if : read_for)(p, node);
        p->branches--;
        return;
    }
    if (tmpl_take_word(c, "wrap")) {
        struct tmpl_node *node = add_node(p, tail, TMPL_WRAP);

        read_call(p, node);
        tmpl_expect_end(c);
        if (read_block(p, &node->body, node->place) != ENDING_END)
            source_error(p->file, c->at, "{{ end }} must follow {{ wrap }}");
        return;
    }
    if (tmpl_take_word(c, "render"))
        read_call(p, add_node(p, tail, TMPL_RENDER));
    else if (tmpl_take_word(c, "slot"))
        read_slot(p, tail);
    else if (tmpl_take_word(c, "say")) {
        tmpl_skip_space(c);
        read_say(p, add_node(p, tail, TMPL_SAY));
    } else if (tmpl_take_word(c, "static")) {
        tmpl_skip_space(c);
        add_node(p, tail, TMPL_TEXT)->text = read_static(p);
    } else if (tmpl_take_word(c, "lang"))
        add_node(p, tail, TMPL_PRINT)->expr = "lang_code(r->lang)";
    else
        read_print(p, tail);
    tmpl_expect_end(c);
}

static enum ending
read_nodes(struct parser *p, struct tmpl_node **ret_nodes)
{
    struct tmpl_node **tail = ret_nodes;
    struct slice text;

    while (next_directive(p, &text)) {
        add_text(p, &tail, text);
        if (tmpl_take_word(&p->c, "comment"))
            continue;
        if (tmpl_take_word(&p->c, "end")) {
            tmpl_expect_end(&p->c);
            return ENDING_END;
        }
        if (tmpl_take_word(&p->c, "else")) {
            tmpl_expect_end(&p->c);
            return ENDING_ELSE;
        }
        if (tmpl_take_word(&p->c, "elif"))
            return ENDING_ELIF;
        if (tmpl_take_word(&p->c, "define") || tmpl_take_word(&p->c, "include"))
            source_error(p->file, p->c.at, "this may not stand inside a {{ define }}");
        read_directive(p, &tail);
    }
    add_text(p, &tail, text);
    return ENDING_FILE;
}

/* "const struct page *p, bool first": the last name of each part is visible. */
static void
read_params(struct parser *p, struct tmpl_define *d)
{
    struct slice rest = d->params;
    struct slice part;

    while (slice_next(&rest, ',', &part)) {
        size_t from;

        part = slice_trim(part);
        for (from = part.len; from > 0; from--) {
            char c = part.at[from - 1];

            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
                break;
        }
        if (from == part.len || from == 0)
            source_error(p->file, part.at, "a parameter is a C type and a name");
        push_variable(p, slice_sub(part, from, part.len), false);
        d->vars[d->vars_len++] = slice_sub(part, from, part.len);
    }
}

static void
read_define(struct parser *p)
{
    struct tmpl *t = p->t;
    struct tmpl_define *d = &t->defines[t->defines_len];
    const char *open;

    if (t->defines_len == TMPL_DEFINES_MAX)
        source_error(p->file, p->c.at, "more than %d templates", TMPL_DEFINES_MAX);
    d->file = p->file;
    d->place = p->c.at;
    d->name = tmpl_name(&p->c);
    if (tmpl_find(t, d->name))
        source_error(p->file, d->place, "a second template \"%.*s\"", SLICE_ARG(d->name));
    tmpl_skip_space(&p->c);
    open = p->c.at;
    if (open >= p->c.end || *open != '(' || p->c.end[-1] != ')')
        source_error(p->file, d->place, "expected {{ define name(C parameters) }}");
    d->params = slice_trim((struct slice){open + 1, (size_t)(p->c.end - open) - 2});
    p->scope.len = 0;
    p->define = d;
    read_params(p, d);
    if (read_block(p, &d->body, d->place) != ENDING_END)
        source_error(p->file, p->c.at, "{{ else }} without {{ if }}");
    t->defines_len++;
}

static void
read_include(struct parser *p)
{
    struct slice name;

    tmpl_skip_space(&p->c);
    name = tmpl_string(&p->c);
    tmpl_expect_end(&p->c);
    for (size_t i = 0; i < p->t->includes_len; i++) {
        if (slice_eq(p->t->includes[i], name))
            return;
    }
    if (p->t->includes_len == TMPL_FILES_MAX)
        source_error(p->file, p->c.at, "more than %d includes", TMPL_FILES_MAX);
    p->t->includes[p->t->includes_len++] = name;
}

const struct tmpl_define *
tmpl_find(const struct tmpl *t, struct slice name)
{
    for (size_t i = 0; i < t->defines_len; i++) {
        if (slice_eq(t->defines[i].name, name))
            return &t->defines[i];
    }
    return NULL;
}

void
tmpl_parse(struct tmpl *t, const struct source *file)
{
    struct parser p = {.t = t, .file = file, .at = file->text.at};
    struct slice text;
    bool more;

    p.c = (struct tmpl_cursor){.arena = t->arena, .file = file, .scope = &p.scope};
    do {
        more = next_directive(&p, &text);
        if (slice_trim(text).len > 0)
            source_error(file, slice_trim(text).at, "text outside of a {{ define }}");
        if (!more || tmpl_take_word(&p.c, "comment"))
            continue;
        if (tmpl_take_word(&p.c, "define")) {
            tmpl_skip_space(&p.c);
            read_define(&p);
        } else if (tmpl_take_word(&p.c, "include")) {
            read_include(&p);
        } else {
            source_error(file, p.c.at, "only define, include and comment stand here");
        }
    } while (more);
}
