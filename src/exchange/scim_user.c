/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/scim_user.h"

#include "base/limits.h"

/* --- one value ------------------------------------------------------------ */

static size_t
bytes_max_of(enum scim_attr attr)
{
    switch ((int)attr) {
    case SCIM_EMAIL:
        return ACCOUNT_EMAIL_BYTES_MAX;
    case SCIM_NUMBER:
        return EMPLOYEE_NUMBER_BYTES_MAX;
    default:
        return SCIM_TEXT_BYTES_MAX;
    }
}

/* A manager comes as an object, as a text, or as a list of one (Entra ID has sent all three). */
static const struct json_value *
inner_value(enum scim_attr attr, const struct json_value *v)
{
    if (v != NULL && v->kind == JSON_KIND_ARRAY && v->len <= 1 && attr == SCIM_MANAGER)
        v = v->len == 1 ? &v->items[0] : NULL;
    if (v != NULL && v->kind == JSON_KIND_OBJECT && attr == SCIM_MANAGER)
        v = json_member(v, "value");
    return v;
}

static enum err
clear(struct scim_talk *t, enum scim_attr attr, enum scim_how how, struct scim_user *user)
{
    const struct scim_attr_info *info = &SCIM_INFO[attr];

    if (info->is_needed && how != SCIM_WHOLE)
        return scim_fail(t, SCIM_MUTABILITY, "%s is needed and cannot be removed", info->path);
    if (info->is_needed)
        return scim_fail(t, SCIM_INVALID_VALUE, "%s is needed and has no value", info->path);
    user->text[attr] = SLICE("");
    user->said |= SCIM_BIT(attr);
    return OK;
}

static enum err
put_active(struct scim_talk *t, const struct json_value *v, struct scim_user *user)
{
    bool is_text = v->kind == JSON_KIND_TEXT;
    bool yes = v->kind == JSON_KIND_BOOL ? v->truth
                                         : is_text && slice_eq_ascii_nocase(v->text, SLICE("true"));
    bool no = v->kind == JSON_KIND_BOOL ? !v->truth
                                        : is_text && slice_eq_ascii_nocase(v->text, SLICE("false"));

    if (!yes && !no)
        return scim_fail(t, SCIM_INVALID_VALUE, "active is neither true nor false");
    user->active = yes;
    user->said |= SCIM_BIT(SCIM_ACTIVE);
    return OK;
}

/* A number of the personnel department is a text that some write as a number. */
static enum err
text_of(struct scim_talk *t, enum scim_attr attr, const struct json_value *v,
        struct slice *ret_text)
{
    struct text digits = text_init(t->ctx->arena, 24);

    if (v->kind == JSON_KIND_TEXT) {
        *ret_text = slice_trim(v->text);
        return OK;
    }
    if (v->kind != JSON_KIND_INT || attr != SCIM_NUMBER)
        return scim_fail(t, SCIM_INVALID_VALUE, "%s is no text but %s", SCIM_INFO[attr].path,
                         json_kind_name(v));
    text_int(&digits, v->whole);
    return text_end(&digits, ret_text);
}

static bool
is_one_line(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7f)
            return false;
    }
    return true;
}

static enum err
put_one(struct scim_talk *t, enum scim_attr attr, const struct json_value *v, enum scim_how how,
        struct scim_user *user)
{
    struct slice text = SLICE("");

    if (SCIM_INFO[attr].is_readonly)
        return how != SCIM_CHANGE
                   ? OK
                   : scim_fail(t, SCIM_MUTABILITY, "%s is ours to say", SCIM_INFO[attr].path);
    if (attr == SCIM_EMAIL_TYPE || attr == SCIM_EMAIL_PRIMARY)
        return OK; /* the one that is kept is that of work */
    v = inner_value(attr, v);
    if (v == NULL || v->kind == JSON_KIND_NULL)
        return clear(t, attr, how, user);
    if (attr == SCIM_ACTIVE)
        return put_active(t, v, user);
    TRY(text_of(t, attr, v, &text));
    if (text.len == 0)
        return clear(t, attr, how, user);
    if (text.len > bytes_max_of(attr))
        return scim_fail(t, SCIM_INVALID_VALUE, "%s has more than %zu bytes", SCIM_INFO[attr].path,
                         bytes_max_of(attr));
    if (!is_one_line(text))
        return scim_fail(t, SCIM_INVALID_VALUE, "%s is more than a line of text",
                         SCIM_INFO[attr].path);
    user->text[attr] = text;
    user->said |= SCIM_BIT(attr);
    return OK;
}

static enum err put_members(struct scim_talk *t, const struct json_value *object,
                            bool is_enterprise, enum scim_how how, struct scim_user *user);

/* --- groups --------------------------------------------------------------- */

/* Of several addresses the primary one is kept, else that of work, else the first. */
static const struct json_value *
best_email(const struct json_value *v)
{
    const struct json_value *best = NULL;
    int best_rank = 0;

    for (size_t i = 0; i < json_loose_len(v); i++) {
        const struct json_value *one = json_loose_item(v, i);
        struct slice type = json_loose_text(json_member(one, "type"));
        int rank = 1;

        if (json_loose_bool(json_member(one, "primary"), false))
            rank = 3;
        else if (slice_eq_ascii_nocase(type, SLICE("work")))
            rank = 2;
        if (json_is_given(json_member(one, "value")) && rank > best_rank) {
            best = json_member(one, "value");
            best_rank = rank;
        }
    }
    return best;
}

static enum err
put_emails(struct scim_talk *t, const struct json_value *v, enum scim_how how,
           struct scim_user *user)
{
    if (v != NULL && v->kind == JSON_KIND_TEXT)
        return put_one(t, SCIM_EMAIL, v, how, user);
    for (size_t i = 0; i < json_loose_len(v); i++) {
        const struct json_value *one = json_loose_item(v, i);

        if (one == NULL || one->kind != JSON_KIND_OBJECT)
            return scim_fail(t, SCIM_INVALID_VALUE, "emails is no list of objects");
    }
    if (how == SCIM_WHOLE && json_loose_len(v) == 0)
        return OK; /* nothing is said: the name may be an address (SCIM-5) */
    return put_one(t, SCIM_EMAIL, best_email(v), how, user);
}

static enum err
put_parts(struct scim_talk *t, struct slice path, const struct json_value *object,
          enum scim_how how, struct scim_user *user)
{
    for (size_t i = 0; i < object->len; i++) {
        const struct json_value *part = &object->items[i];
        struct text full = text_init(t->ctx->arena, HTTP_TARGET_BYTES_MAX);
        struct slice s = {0};

        text_put(&full, path);
        text_putc(&full, '.');
        text_put(&full, part->key);
        if (text_end(&full, &s) != OK)
            return scim_fail(t, SCIM_INVALID_PATH, "the name of an attribute is too long");
        TRY(scim_user_put(t, scim_name_find(s), part, how, user));
    }
    return OK;
}

static enum err
put_group(struct scim_talk *t, struct scim_name name, const struct json_value *v, enum scim_how how,
          struct scim_user *user)
{
    bool is_meta = (name.attrs & SCIM_BIT(SCIM_META)) != 0 && !name.is_schema;

    if (is_meta && how != SCIM_CHANGE)
        return OK;
    if (is_meta)
        return scim_fail(t, SCIM_MUTABILITY, "meta is ours to say");
    if (name.is_list)
        return put_emails(t, v, how, user);
    if (name.has_default)
        return put_one(t, name.attr, v, how, user);
    if (v != NULL && v->kind == JSON_KIND_OBJECT)
        return name.is_schema
                   ? put_members(t, v, (name.attrs & SCIM_BIT(SCIM_NUMBER)) != 0, how, user)
                   : put_parts(t, name.path, v, how, user);
    if (json_is_given(v))
        return scim_fail(t, SCIM_INVALID_VALUE, "%.*s is no object but %s", SLICE_ARG(name.path),
                         json_kind_name(v));
    for (unsigned a = 0; a < SCIM_ATTRS; a++) {
        if (name.attrs & SCIM_BIT(a))
            TRY(put_one(t, (enum scim_attr)a, NULL, how, user));
    }
    return OK;
}

enum err
scim_user_put(struct scim_talk *t, struct scim_name name, const struct json_value *value,
              enum scim_how how, struct scim_user *user)
{
    switch (name.found) {
    case SCIM_IGNORED:
        if (name.is_readonly && how == SCIM_CHANGE)
            return scim_fail(t, SCIM_MUTABILITY, "%.*s is ours to say", SLICE_ARG(name.path));
        return OK;
    case SCIM_KEPT:
        return put_one(t, name.attr, value, how, user);
    case SCIM_GROUP:
        return put_group(t, name, value, how, user);
    case SCIM_UNKNOWN:
        break;
    }
    /* RFC 7643, 3.3: attributes of other extensions may stand in a body. */
    if (how == SCIM_WHOLE)
        return OK;
    return scim_fail(t, SCIM_INVALID_PATH, "there is no attribute of the name at \"path\"");
}

/* "name.familyName" and "urn:...:User" are names of members as well. */
static enum err
put_members(struct scim_talk *t, const struct json_value *object, bool is_enterprise,
            enum scim_how how, struct scim_user *user)
{
    for (size_t i = 0; i < object->len; i++) {
        const struct json_value *member = &object->items[i];
        struct slice path = member->key;

        if (is_enterprise) {
            struct text full = text_init(t->ctx->arena, HTTP_TARGET_BYTES_MAX);

            text_puts(&full, SCIM_SCHEMA_ENTERPRISE ":");
            text_put(&full, member->key);
            if (text_end(&full, &path) != OK)
                return scim_fail(t, SCIM_INVALID_PATH, "the name of an attribute is too long");
        }
        TRY(scim_user_put(t, scim_name_find(path), member, how, user));
    }
    return OK;
}

enum err
scim_user_put_all(struct scim_talk *t, const struct json_value *object, enum scim_how how,
                  struct scim_user *user)
{
    return put_members(t, object, false, how, user);
}

enum err
scim_user_read(struct scim_talk *t, const struct json_value *body, struct scim_user *user)
{
    const struct json_value *schemas = json_member(body, "schemas");
    bool is_user = false;

    if (body->kind != JSON_KIND_OBJECT)
        return scim_fail(t, SCIM_INVALID_SYNTAX, "the body is no object");
    for (size_t i = 0; i < json_loose_len(schemas); i++)
        is_user |= slice_eq_ascii_nocase(json_loose_text(json_loose_item(schemas, i)),
                                         SLICE(SCIM_SCHEMA_USER));
    if (!is_user)
        return scim_fail(t, SCIM_INVALID_SYNTAX, "schemas does not name %s", SCIM_SCHEMA_USER);
    return scim_user_put_all(t, body, SCIM_WHOLE, user);
}

/* --- out ------------------------------------------------------------------ */

struct scim_wanted
scim_wanted_of(struct slice only, struct slice without)
{
    uint32_t attrs = only.at != NULL && only.len > 0 ? scim_names_in(only) : SCIM_ALL;

    return (struct scim_wanted){(attrs & ~scim_names_in(without)) | SCIM_BIT(SCIM_ID)};
}

static bool
has(const struct scim_user *u, struct scim_wanted wanted, enum scim_attr attr)
{
    return (wanted.attrs & SCIM_BIT(attr)) != 0 && u->text[attr].len > 0;
}

static void
put_text(struct json_write *w, const struct scim_user *u, struct scim_wanted wanted,
         enum scim_attr attr)
{
    struct slice path = slice_of(SCIM_INFO[attr].path);
    size_t dot = slice_find_char(path, '.');

    if (!has(u, wanted, attr))
        return;
    json_write_key_slice(w, dot < path.len ? slice_sub(path, dot + 1, path.len) : path);
    json_write_text(w, u->text[attr]);
}

static void
put_name(struct json_write *w, const struct scim_user *u, struct scim_wanted wanted)
{
    if (!has(u, wanted, SCIM_FORMATTED) && !has(u, wanted, SCIM_FAMILY_NAME) &&
        !has(u, wanted, SCIM_GIVEN_NAME))
        return;
    json_write_key(w, "name");
    json_write_object(w);
    put_text(w, u, wanted, SCIM_FORMATTED);
    put_text(w, u, wanted, SCIM_FAMILY_NAME);
    put_text(w, u, wanted, SCIM_GIVEN_NAME);
    json_write_object_end(w);
}

static void
put_email(struct json_write *w, const struct scim_user *u, struct scim_wanted wanted)
{
    uint32_t all = SCIM_BIT(SCIM_EMAIL) | SCIM_BIT(SCIM_EMAIL_TYPE) | SCIM_BIT(SCIM_EMAIL_PRIMARY);

    if ((wanted.attrs & all) == 0 || u->text[SCIM_EMAIL].len == 0)
        return;
    json_write_key(w, "emails");
    json_write_array(w);
    json_write_object(w);
    put_text(w, u, wanted, SCIM_EMAIL);
    put_text(w, u, wanted, SCIM_EMAIL_TYPE);
    if (wanted.attrs & SCIM_BIT(SCIM_EMAIL_PRIMARY))
        json_write_member_bool(w, "primary", true);
    json_write_object_end(w);
    json_write_array_end(w);
}

static void
put_location(struct json_write *w, struct slice base, struct slice id)
{
    struct text t = text_init(w->out->arena, HTTP_TARGET_BYTES_MAX);
    struct slice at = SLICE("");

    text_put(&t, base);
    text_puts(&t, "/Users/");
    text_put(&t, id);
    w->out->failed |= text_end(&t, &at) != OK;
    json_write_text(w, at);
}

static void
put_extension(struct json_write *w, const struct scim_user *u, struct scim_wanted wanted,
              struct slice base)
{
    if (!has(u, wanted, SCIM_NUMBER) && !has(u, wanted, SCIM_DEPARTMENT) &&
        !has(u, wanted, SCIM_MANAGER))
        return;
    json_write_key(w, SCIM_SCHEMA_ENTERPRISE);
    json_write_object(w);
    put_text(w, u, wanted, SCIM_NUMBER);
    put_text(w, u, wanted, SCIM_DEPARTMENT);
    if (has(u, wanted, SCIM_MANAGER)) {
        json_write_key(w, "manager");
        json_write_object(w);
        json_write_member_text(w, "value", u->text[SCIM_MANAGER]);
        json_write_key(w, "$ref");
        put_location(w, base, u->text[SCIM_MANAGER]);
        json_write_object_end(w);
    }
    json_write_object_end(w);
}

static void
put_time(struct json_write *w, const char *key, struct instant at)
{
    struct text t = text_init(w->out->arena, 64);
    struct slice s = SLICE("");

    if (at.ms == 0)
        return;
    instant_put_iso(&t, at);
    w->out->failed |= text_end(&t, &s) != OK;
    json_write_member_text(w, key, s);
}

static void
put_meta(struct json_write *w, const struct scim_user *u, struct scim_wanted wanted,
         struct slice base)
{
    uint32_t all = SCIM_BIT(SCIM_META) | SCIM_BIT(SCIM_CREATED) | SCIM_BIT(SCIM_MODIFIED);

    if ((wanted.attrs & all) == 0)
        return;
    json_write_key(w, "meta");
    json_write_object(w);
    if (wanted.attrs & SCIM_BIT(SCIM_META)) {
        json_write_member_text(w, "resourceType", SLICE("User"));
        json_write_key(w, "location");
        put_location(w, base, u->text[SCIM_ID]);
        if (u->text[SCIM_META].len > 0)
            json_write_member_text(w, "version", u->text[SCIM_META]);
    }
    if (wanted.attrs & SCIM_BIT(SCIM_CREATED))
        put_time(w, "created", u->created);
    if (wanted.attrs & SCIM_BIT(SCIM_MODIFIED))
        put_time(w, "lastModified", u->modified);
    json_write_object_end(w);
}

void
scim_user_write(struct json_write *w, const struct scim_user *u, struct scim_wanted wanted,
                struct slice base)
{
    json_write_object(w);
    json_write_key(w, "schemas");
    json_write_array(w);
    json_write_text(w, SLICE(SCIM_SCHEMA_USER));
    json_write_text(w, SLICE(SCIM_SCHEMA_ENTERPRISE));
    json_write_array_end(w);
    put_text(w, u, wanted, SCIM_ID);
    put_text(w, u, wanted, SCIM_EXTERNAL_ID);
    put_text(w, u, wanted, SCIM_USER_NAME);
    put_text(w, u, wanted, SCIM_DISPLAY_NAME);
    put_name(w, u, wanted);
    if (wanted.attrs & SCIM_BIT(SCIM_ACTIVE))
        json_write_member_bool(w, "active", u->active);
    put_email(w, u, wanted);
    put_extension(w, u, wanted, base);
    put_meta(w, u, wanted, base);
    json_write_object_end(w);
}
