/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/scim_filter.h"

#include "base/limits.h"

struct reader {
    struct scim_talk *talk;
    struct scim_filter *filter;
    struct slice text;
    size_t at;
    int depth;
    bool is_inner; /* within brackets: names are parts of "emails" */
};

static enum err
wrong(struct reader *r, const char *why)
{
    return scim_fail(r->talk, SCIM_INVALID_FILTER, "filter, character %zu: %s", r->at + 1, why);
}

static char
peek(const struct reader *r)
{
    return r->at < r->text.len ? r->text.at[r->at] : 0;
}

static void
skip_spaces(struct reader *r)
{
    while (peek(r) == ' ')
        r->at++;
}

static bool
takes(struct reader *r, char c)
{
    if (peek(r) != c || r->at >= r->text.len)
        return false;
    r->at++;
    return true;
}

static bool
is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == ':' || c == '_' || c == '-' || c == '$';
}

static struct slice
take_word(struct reader *r)
{
    size_t from = r->at;

    while (r->at < r->text.len && is_name_char(r->text.at[r->at]))
        r->at++;
    return slice_sub(r->text, from, r->at - from);
}

/* A word that stands alone: "or" of "orange" is none. */
static bool
takes_word(struct reader *r, const char *word)
{
    size_t from = r->at;

    if (slice_eq_ascii_nocase(take_word(r), slice_of(word)))
        return true;
    r->at = from;
    return false;
}

static enum err
add(struct reader *r, struct scim_node node, int *ret_node)
{
    if (r->filter->len == SCIM_FILTER_NODES_MAX)
        return wrong(r, "more conditions than are taken");
    r->filter->nodes[r->filter->len] = node;
    *ret_node = r->filter->len++;
    return OK;
}

/* --- one condition -------------------------------------------------------- */

static enum err
take_name(struct reader *r, struct scim_name *ret_name)
{
    struct slice word = take_word(r);
    struct text full = text_init(r->talk->ctx->arena, SCIM_FILTER_BYTES_MAX + 16);

    if (word.len == 0)
        return wrong(r, "the name of an attribute is expected");
    if (r->is_inner) {
        text_puts(&full, "emails.");
        text_put(&full, word);
        if (text_end(&full, &word) != OK)
            return wrong(r, "no memory left");
    }
    *ret_name = scim_name_find(word);
    if (ret_name->found == SCIM_IGNORED)
        return wrong(r, "the attribute before is not kept, so nothing can be found by it");
    if (ret_name->found == SCIM_UNKNOWN)
        return wrong(r, "there is no attribute of the name before");
    if (ret_name->found == SCIM_GROUP && !ret_name->has_default && peek(r) != '[')
        return wrong(r, "the attribute before has parts; name one of them");
    return OK;
}

static enum err
take_op(struct reader *r, enum scim_op *ret_op)
{
    static const struct {
        const char *word;
        enum scim_op op;
    } ops[] = {{"eq", SCIM_OP_EQ}, {"ne", SCIM_OP_NE}, {"co", SCIM_OP_CO}, {"sw", SCIM_OP_SW},
               {"ew", SCIM_OP_EW}, {"pr", SCIM_OP_PR}, {"gt", SCIM_OP_GT}, {"ge", SCIM_OP_GE},
               {"lt", SCIM_OP_LT}, {"le", SCIM_OP_LE}};

    for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
        if (takes_word(r, ops[i].word)) {
            *ret_op = ops[i].op;
            return OK;
        }
    }
    return wrong(r, "an operator is expected: eq ne co sw ew gt ge lt le pr");
}

/* A value is JSON: what stands up to its end is read as such. */
static enum err
take_value(struct reader *r, const struct json_value **ret_value)
{
    size_t from = r->at;
    bool is_text = takes(r, '"');

    while (r->at < r->text.len && is_text && r->text.at[r->at] != '"')
        r->at += r->text.at[r->at] == '\\' ? 2 : 1;
    if (is_text && !takes(r, '"'))
        return wrong(r, "the text has no end");
    if (!is_text)
        (void)take_word(r);
    if (r->at == from)
        return wrong(r, "a value is expected");
    if (json_read(r->talk->ctx, slice_sub(r->text, from, r->at - from), ret_value) != OK) {
        ctx_clear(r->talk->ctx);
        return wrong(r, "the value before is neither text, number, true, false nor null");
    }
    return OK;
}

static bool
is_order(enum scim_op op)
{
    return op == SCIM_OP_GT || op == SCIM_OP_GE || op == SCIM_OP_LT || op == SCIM_OP_LE;
}

static enum err
set_bool(struct reader *r, const struct json_value *v, struct scim_node *n)
{
    bool is_text = v->kind == JSON_KIND_TEXT;
    bool yes = is_text && slice_eq_ascii_nocase(v->text, SLICE("true"));

    if (n->op != SCIM_OP_EQ && n->op != SCIM_OP_NE)
        return wrong(r, "true and false are compared with eq and ne alone");
    if (v->kind != JSON_KIND_BOOL && !yes &&
        !(is_text && slice_eq_ascii_nocase(v->text, SLICE("false"))))
        return wrong(r, "true or false is expected");
    n->truth = v->kind == JSON_KIND_BOOL ? v->truth : yes;
    return OK;
}

static enum err
set_time(struct reader *r, const struct json_value *v, struct scim_node *n)
{
    if (n->op != SCIM_OP_EQ && n->op != SCIM_OP_NE && !is_order(n->op))
        return wrong(r, "times are compared with eq ne gt ge lt le");
    if (v->kind != JSON_KIND_TEXT || instant_parse_iso(v->text, &n->at) != OK)
        return wrong(r, "a time is expected: \"2026-05-14T08:00:00Z\"");
    return OK;
}

static enum err
set_value(struct reader *r, const struct json_value *v, struct scim_node *n)
{
    if (v->kind == JSON_KIND_NULL && (n->op == SCIM_OP_EQ || n->op == SCIM_OP_NE)) {
        n->text = SLICE("");
        return SCIM_INFO[n->attr].kind == SCIM_KIND_TEXT
                   ? OK
                   : wrong(r, "a value is expected, not null");
    }
    switch (SCIM_INFO[n->attr].kind) {
    case SCIM_KIND_BOOL:
        return set_bool(r, v, n);
    case SCIM_KIND_TIME:
        return set_time(r, v, n);
    case SCIM_KIND_TEXT:
        break;
    }
    if (v->kind != JSON_KIND_TEXT)
        return wrong(r, "a text in quotation marks is expected");
    n->text = v->text;
    return OK;
}

static enum err read_or(struct reader *r, int *ret_node);

/* emails[type eq "work" and value co "@"]: one address is kept, so its parts are just more
 * conditions. */
static enum err
read_brackets(struct reader *r, struct scim_name name, int *ret_node)
{
    if (name.found != SCIM_GROUP || !name.is_list || r->is_inner)
        return wrong(r, "only \"emails\" is followed by a bracket");
    r->at++;
    r->is_inner = true;
    TRY(read_or(r, ret_node));
    r->is_inner = false;
    skip_spaces(r);
    return takes(r, ']') ? OK : wrong(r, "] is expected");
}

static enum err
read_condition(struct reader *r, int *ret_node)
{
    struct scim_name name = {.found = SCIM_UNKNOWN};
    struct scim_node n = {.left = -1, .right = -1};
    const struct json_value *v = NULL;

    TRY(take_name(r, &name));
    if (peek(r) == '[')
        return read_brackets(r, name, ret_node);
    n.attr = name.attr;
    if (n.attr == SCIM_META)
        return wrong(r, "nothing can be found by the attribute before");
    if (!takes(r, ' '))
        return wrong(r, "a space and an operator are expected");
    skip_spaces(r);
    TRY(take_op(r, &n.op));
    if (n.op == SCIM_OP_PR)
        return add(r, n, ret_node);
    if (!takes(r, ' '))
        return wrong(r, "a space and a value are expected");
    skip_spaces(r);
    TRY(take_value(r, &v));
    TRY(set_value(r, v, &n));
    return add(r, n, ret_node);
}

/* --- conditions together: or binds less than and, and less than not -------- */

static enum err
read_one(struct reader *r, int *ret_node)
{
    size_t from;
    bool is_not;
    int inner = -1;

    skip_spaces(r);
    from = r->at;
    is_not = takes_word(r, "not");
    skip_spaces(r);
    if (is_not && peek(r) != '(') { /* an attribute may begin so; "not" alone is followed by ( */
        r->at = from;
        is_not = false;
    }
    if (!takes(r, '('))
        return read_condition(r, ret_node);
    if (++r->depth > SCIM_FILTER_DEPTH_MAX)
        return wrong(r, "more parentheses within each other than are taken");
    TRY(read_or(r, &inner));
    skip_spaces(r);
    if (!takes(r, ')'))
        return wrong(r, ") is expected");
    r->depth--;
    *ret_node = inner;
    return is_not
               ? add(r, (struct scim_node){.op = SCIM_OP_NOT, .left = inner, .right = -1}, ret_node)
               : OK;
}

/* Whether a space and this word come next; they are taken. */
static bool
takes_joint(struct reader *r, const char *word)
{
    size_t from = r->at;

    skip_spaces(r);
    if (r->at > from && takes_word(r, word) && (peek(r) == ' ' || peek(r) == '('))
        return true;
    r->at = from;
    return false;
}

static enum err
read_and(struct reader *r, int *ret_node)
{
    TRY(read_one(r, ret_node));
    while (takes_joint(r, "and")) {
        struct scim_node n = {.op = SCIM_OP_AND, .left = *ret_node, .right = -1};

        TRY(read_one(r, &n.right));
        TRY(add(r, n, ret_node));
    }
    return OK;
}

static enum err
read_or(struct reader *r, int *ret_node)
{
    *ret_node = -1;
    TRY(read_and(r, ret_node));
    while (takes_joint(r, "or")) {
        struct scim_node n = {.op = SCIM_OP_OR, .left = *ret_node, .right = -1};

        TRY(read_and(r, &n.right));
        TRY(add(r, n, ret_node));
    }
    return OK;
}

static enum err
read_all(struct reader *r)
{
    r->filter->len = 0;
    r->filter->root = -1;
    if (r->text.len > SCIM_FILTER_BYTES_MAX)
        return scim_fail(r->talk, SCIM_INVALID_FILTER, "filter: longer than %d bytes",
                         SCIM_FILTER_BYTES_MAX);
    TRY(read_or(r, &r->filter->root));
    skip_spaces(r);
    return r->at == r->text.len ? OK : wrong(r, "and, or, or the end is expected");
}

enum err
scim_filter_read(struct scim_talk *t, struct slice text, struct scim_filter *ret_filter)
{
    struct reader r = {.talk = t, .filter = ret_filter, .text = text};

    return read_all(&r);
}

enum err
scim_filter_read_inner(struct scim_talk *t, struct slice text, struct scim_filter *ret_filter)
{
    struct reader r = {.talk = t, .filter = ret_filter, .text = text, .is_inner = true};

    return read_all(&r);
}

/* --- asking --------------------------------------------------------------- */

static int
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : (unsigned char)c;
}

static int
compare(struct slice a, struct slice b, bool is_exact)
{
    size_t len = a.len < b.len ? a.len : b.len;

    for (size_t i = 0; i < len; i++) {
        int x = is_exact ? (unsigned char)a.at[i] : lower(a.at[i]);
        int y = is_exact ? (unsigned char)b.at[i] : lower(b.at[i]);

        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static bool
holds(struct slice text, struct slice part, bool is_exact)
{
    for (size_t i = 0; i + part.len <= text.len; i++) {
        if (compare(slice_sub(text, i, part.len), part, is_exact) == 0)
            return true;
    }
    return false;
}

static bool
order_fits(enum scim_op op, int order)
{
    switch ((int)op) {
    case SCIM_OP_EQ:
        return order == 0;
    case SCIM_OP_NE:
        return order != 0;
    case SCIM_OP_GT:
        return order > 0;
    case SCIM_OP_GE:
        return order >= 0;
    case SCIM_OP_LT:
        return order < 0;
    default:
        return order <= 0;
    }
}

static bool
text_fits(const struct scim_node *n, struct slice text)
{
    bool is_exact = SCIM_INFO[n->attr].is_exact;
    struct slice end;

    if (text.len == 0) /* no value: equal to null, unequal to any text */
        return (n->op == SCIM_OP_EQ && n->text.len == 0) ||
               (n->op == SCIM_OP_NE && n->text.len > 0);
    switch ((int)n->op) {
    case SCIM_OP_CO:
        return holds(text, n->text, is_exact);
    case SCIM_OP_SW:
        return compare(slice_sub(text, 0, n->text.len), n->text, is_exact) == 0;
    case SCIM_OP_EW:
        end = n->text.len <= text.len ? slice_sub(text, text.len - n->text.len, n->text.len) : text;
        return compare(end, n->text, is_exact) == 0;
    default:
        return order_fits(n->op, compare(text, n->text, is_exact));
    }
}

static struct instant
time_of(const struct scim_user *user, enum scim_attr attr)
{
    return attr == SCIM_CREATED ? user->created : user->modified;
}

/* Seconds: an answer shows no more, and what was shown must be found again. */
static int
order_of_times(struct instant a, struct instant b)
{
    int64_t x = a.ms / 1000;
    int64_t y = b.ms / 1000;

    return (x > y) - (x < y);
}

static bool
condition_fits(const struct scim_node *n, const struct scim_user *user)
{
    bool truth = n->attr == SCIM_ACTIVE ? user->active : user->text[SCIM_EMAIL].len > 0;

    switch (SCIM_INFO[n->attr].kind) {
    case SCIM_KIND_BOOL:
        return n->op == SCIM_OP_PR || (truth == n->truth) == (n->op == SCIM_OP_EQ);
    case SCIM_KIND_TIME:
        if (time_of(user, n->attr).ms == 0)
            return n->op == SCIM_OP_NE;
        return n->op == SCIM_OP_PR ||
               order_fits(n->op, order_of_times(time_of(user, n->attr), n->at));
    case SCIM_KIND_TEXT:
        break;
    }
    return n->op == SCIM_OP_PR ? user->text[n->attr].len > 0 : text_fits(n, user->text[n->attr]);
}

/* A node stands behind those it is made of: one walk from the front answers all. */
bool
scim_filter_fits(const struct scim_filter *f, const struct scim_user *user)
{
    bool fits[SCIM_FILTER_NODES_MAX];

    for (int i = 0; i < f->len; i++) {
        const struct scim_node *n = &f->nodes[i];

        if (n->op == SCIM_OP_AND)
            fits[i] = fits[n->left] && fits[n->right];
        else if (n->op == SCIM_OP_OR)
            fits[i] = fits[n->left] || fits[n->right];
        else if (n->op == SCIM_OP_NOT)
            fits[i] = !fits[n->left];
        else
            fits[i] = condition_fits(n, user);
    }
    return f->root < 0 || fits[f->root];
}
