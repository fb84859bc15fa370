/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/scim_patch.h"

#include "base/limits.h"
#include "exchange/scim_filter.h"

#define PATCH_SCHEMA "urn:ietf:params:scim:api:messages:2.0:PatchOp"

enum verb { VERB_ADD, VERB_REPLACE, VERB_REMOVE };

struct step {
    enum verb verb;
    struct slice path; /* as written */
    const struct json_value *value;
    struct slice name;   /* of the path: what stands before a bracket */
    struct slice filter; /* within brackets; at == NULL: none */
    struct slice part;   /* behind them; may be empty */
};

static enum err
find_verb(struct scim_talk *t, const struct json_value *operation, struct step *s)
{
    static const char *const verbs[] = {"add", "replace", "remove"};
    struct slice word = json_loose_text(json_member(operation, "op"));

    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        if (slice_eq_ascii_nocase(word, slice_of(verbs[i]))) {
            s->verb = (enum verb)i;
            return OK;
        }
    }
    return scim_fail(t, SCIM_INVALID_SYNTAX, "op is none of add, replace, remove");
}

/* The bracket that closes; text in quotation marks may hold one. text.len: none. */
static size_t
find_close(struct slice text, size_t from)
{
    bool is_quoted = false;

    for (size_t i = from; i < text.len; i++) {
        if (is_quoted && text.at[i] == '\\')
            i++;
        else if (text.at[i] == '"')
            is_quoted = !is_quoted;
        else if (text.at[i] == ']' && !is_quoted)
            return i;
    }
    return text.len;
}

static enum err
split_path(struct scim_talk *t, struct step *s)
{
    size_t open = slice_find_char(s->path, '[');
    size_t close;
    struct slice rest;

    s->name = slice_sub(s->path, 0, open);
    if (open == s->path.len)
        return OK;
    close = find_close(s->path, open);
    if (close == s->path.len)
        return scim_fail(t, SCIM_INVALID_PATH, "path: a bracket is not closed");
    s->filter = slice_sub(s->path, open + 1, close - open - 1);
    rest = slice_sub(s->path, close + 1, s->path.len);
    if (rest.len > 0 && (rest.at[0] != '.' || rest.len == 1))
        return scim_fail(t, SCIM_INVALID_PATH, "path: what follows a bracket is no part");
    s->part = slice_sub(rest, 1, rest.len);
    return OK;
}

/* --- with a filter in brackets -------------------------------------------- */

/* "type eq ..." of another kind of address, which we do not keep. */
static bool
is_other_kind(const struct scim_filter *f, const struct scim_user *user)
{
    return f->len == 1 && f->nodes[0].attr == SCIM_EMAIL_TYPE && f->nodes[0].op == SCIM_OP_EQ &&
           user->text[SCIM_EMAIL].len > 0;
}

static enum err
change_email(struct scim_talk *t, const struct step *s, struct scim_user *user)
{
    struct scim_name email = {.path = s->path, .found = SCIM_KEPT, .attr = SCIM_EMAIL};
    bool is_value = slice_eq_ascii_nocase(s->part, SLICE("value"));
    const struct json_value *value = s->value;

    if (s->part.len > 0 && !is_value) {
        bool is_known = slice_eq_ascii_nocase(s->part, SLICE("type")) ||
                        slice_eq_ascii_nocase(s->part, SLICE("primary")) ||
                        slice_eq_ascii_nocase(s->part, SLICE("display"));

        return is_known ? OK : scim_fail(t, SCIM_INVALID_PATH, "emails has no such part");
    }
    if (s->verb == VERB_REMOVE)
        return scim_fail(t, SCIM_MUTABILITY, "emails.value is needed and cannot be removed");
    if (!is_value && value != NULL && value->kind == JSON_KIND_OBJECT) {
        value = json_member(value, "value");
        if (value == NULL)
            return OK; /* another part of it, which we do not keep */
    }
    return scim_user_put(t, email, value, SCIM_CHANGE, user);
}

static enum err
apply_filtered(struct scim_talk *t, const struct step *s, struct scim_name name,
               struct scim_user *user)
{
    struct scim_filter filter = {.root = -1};

    if (!name.is_list)
        return scim_fail(t, SCIM_INVALID_PATH, "path: a bracket follows what is no list");
    if (name.found == SCIM_IGNORED)
        return name.is_readonly ? scim_fail(t, SCIM_MUTABILITY, "groups is ours to say") : OK;
    TRY(scim_filter_read_inner(t, s->filter, &filter));
    if (scim_filter_fits(&filter, user))
        return change_email(t, s, user);
    if (is_other_kind(&filter, user))
        return OK;
    return scim_fail(t, SCIM_NO_TARGET, "path: no address fits the filter");
}

/* --- one operation -------------------------------------------------------- */

static enum err
apply_without_path(struct scim_talk *t, const struct step *s, struct scim_user *user)
{
    if (s->verb == VERB_REMOVE)
        return scim_fail(t, SCIM_NO_TARGET, "remove needs a path");
    if (s->value == NULL || s->value->kind != JSON_KIND_OBJECT)
        return scim_fail(t, SCIM_INVALID_VALUE, "without a path the value is an object");
    for (size_t i = 0; i < s->value->len; i++) {
        struct step inner = {s->verb,   s->value->items[i].key, &s->value->items[i], SLICE_INIT(""),
                             {NULL, 0}, SLICE_INIT("")};
        struct scim_name name;

        TRY(split_path(t, &inner));
        name = scim_name_find(inner.name);
        if (inner.filter.at != NULL)
            TRY(apply_filtered(t, &inner, name, user));
        else
            TRY(scim_user_put(t, name, inner.value, SCIM_INSIDE, user));
    }
    return OK;
}

static enum err
apply(struct scim_talk *t, const struct step *s, struct scim_user *user)
{
    struct scim_name name;

    if (s->path.len == 0)
        return apply_without_path(t, s, user);
    name = scim_name_find(s->name);
    if (name.found == SCIM_UNKNOWN)
        return scim_fail(t, SCIM_INVALID_PATH, "path: there is no such attribute");
    if (s->verb != VERB_REMOVE && s->value == NULL)
        return scim_fail(t, SCIM_INVALID_VALUE, "value is missing");
    if (s->filter.at != NULL)
        return apply_filtered(t, s, name, user);
    return scim_user_put(t, name, s->verb == VERB_REMOVE ? NULL : s->value, SCIM_CHANGE, user);
}

static enum err
apply_operation(struct scim_talk *t, const struct json_value *operation, struct scim_user *user)
{
    const struct json_value *path = json_member(operation, "path");
    struct step s = {.path = SLICE("")};

    if (operation->kind != JSON_KIND_OBJECT)
        return scim_fail(t, SCIM_INVALID_SYNTAX, "an operation is no object");
    TRY(find_verb(t, operation, &s));
    if (json_is_given(path) && path->kind != JSON_KIND_TEXT)
        return scim_fail(t, SCIM_INVALID_PATH, "path is no text");
    s.path = json_loose_text(path);
    s.value = json_member(operation, "value");
    TRY(split_path(t, &s));
    return apply(t, &s, user);
}

enum err
scim_patch_apply(struct scim_talk *t, const struct json_value *body, struct scim_user *user)
{
    const struct json_value *schemas = json_member(body, "schemas");
    const struct json_value *operations = json_member(body, "Operations");
    bool is_patch = false;

    for (size_t i = 0; i < json_loose_len(schemas); i++)
        is_patch |= slice_eq_ascii_nocase(json_loose_text(json_loose_item(schemas, i)),
                                          SLICE(PATCH_SCHEMA));
    if (!is_patch)
        return scim_fail(t, SCIM_INVALID_SYNTAX, "schemas does not name %s", PATCH_SCHEMA);
    if (operations == NULL || operations->kind != JSON_KIND_ARRAY || operations->len == 0)
        return scim_fail(t, SCIM_INVALID_SYNTAX, "Operations is no list, or empty");
    if (operations->len > SCIM_PATCH_OPERATIONS_MAX)
        return scim_fail(t, SCIM_TOO_MANY, "more than %d operations", SCIM_PATCH_OPERATIONS_MAX);
    for (size_t i = 0; i < operations->len; i++)
        TRY(apply_operation(t, &operations->items[i], user));
    return OK;
}
