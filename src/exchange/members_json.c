/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/members_json.h"

#include "domain/municipality.h"
#include "exchange/own_json.h"

static enum err
check_key(struct ctx *ctx, const struct json_value *v, const struct member *m)
{
    size_t digits = m->district ? 5 : 8;
    size_t len = 0;

    while (len < m->ags.len && m->ags.at[len] >= '0' && m->ags.at[len] <= '9')
        len++;
    if (m->ags.len != digits || len != digits)
        return json_fail(ctx, ERR_INVALID, json_member(v, "ags"),
                         "\"%.*s\" is no key of %zu digits", SLICE_ARG(m->ags), digits);
    return OK;
}

static enum err
read_member(struct ctx *ctx, const struct json_value *v, struct member *m)
{
    static const char *const keys[] = {"ags",      "name",      "kind",   "state", "population",
                                       "latitude", "longitude", "source", NULL};
    struct slice kind = {0};
    struct slice state = {0};
    struct slice source = {0};

    TRY(json_only(ctx, v, keys));
    TRY(json_need_text(ctx, v, "ags", CODE_BYTES_MAX, &m->ags));
    TRY(own_json_once(ctx, v, "ags"));
    TRY(json_need_text(ctx, v, "name", MODULE_TITLE_BYTES_MAX, &m->name));
    TRY(json_need_text(ctx, v, "kind", CODE_BYTES_MAX, &kind));
    TRY(json_need_text(ctx, v, "state", CODE_BYTES_MAX, &state));
    TRY(json_may_text(ctx, v, "source", MODULE_TITLE_BYTES_MAX, &source));
    TRY(json_need_int(ctx, v, "population", JSON_RANGE(0, POPULATION_MAX), &m->population));
    m->district = slice_is(kind, "district");
    if (!m->district && !slice_is(kind, "city"))
        return json_fail(ctx, ERR_INVALID, json_member(v, "kind"),
                         "is \"%.*s\", expected \"city\" or \"district\"", SLICE_ARG(kind));
    TRY(check_key(ctx, v, m));
    m->state = slice_sub(m->ags, 0, 2);
    if (state.len == 0 || !slice_eq(state_short(m->state), state))
        return json_fail(ctx, ERR_INVALID, json_member(v, "state"),
                         "is \"%.*s\", but the key %.*s lies elsewhere", SLICE_ARG(state),
                         SLICE_ARG(m->ags));
    return own_json_position(ctx, v, &m->position);
}

enum err
members_json_read(struct ctx *ctx, struct slice bytes, struct member_list *ret_members)
{
    static const char *const keys[] = {"format", "note", "members", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct member_list m = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-members/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_array(ctx, top, "members", MEMBERS_MAX, &list));
    m.members = own_json_array(ctx, struct member, list->len);
    if (m.members == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(read_member(ctx, &list->items[i], &m.members[i]));
    m.len = (int)list->len;
    *ret_members = m;
    return OK;
}
