/* SPDX-License-Identifier: EUPL-1.2 */
/* Providers and venues, and what holds over all files. Modules: module_json.c. */
#include "exchange/catalogue_json.h"

#include "exchange/own_json.h"

static enum err
check_provider_kind(struct ctx *ctx, const struct json_value *v, struct slice kind)
{
    static const char *const kinds[] = {"university", "college", "academy",
                                        "chamber",    "company", "public"};

    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (slice_is(kind, kinds[i]))
            return OK;
    }
    return json_fail(ctx, ERR_INVALID, json_member(v, "kind"), "there is no kind \"%.*s\"",
                     SLICE_ARG(kind));
}

static enum err
read_provider(struct ctx *ctx, const struct json_value *v, struct provider *p)
{
    static const char *const keys[] = {"code", "name", "kind", "description",
                                       "city", "url",  "demo", NULL};

    TRY(json_only(ctx, v, keys));
    TRY(own_json_code(ctx, v, "code", &p->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(json_need_text(ctx, v, "name", MODULE_TITLE_BYTES_MAX, &p->name));
    TRY(json_need_text(ctx, v, "kind", CODE_BYTES_MAX, &p->kind));
    TRY(check_provider_kind(ctx, v, p->kind));
    TRY(json_need_text(ctx, v, "description", MODULE_SUMMARY_BYTES_MAX, &p->description));
    TRY(json_need_text(ctx, v, "city", MODULE_TITLE_BYTES_MAX, &p->city));
    if (json_is_given(json_member(v, "url")))
        TRY(json_need_text(ctx, v, "url", MODULE_SUMMARY_BYTES_MAX, &p->url));
    return json_may_bool(ctx, v, "demo", &p->demo);
}

enum err
providers_json_read(struct ctx *ctx, struct slice bytes, struct provider_list *ret_providers)
{
    static const char *const keys[] = {"format", "note", "providers", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct provider_list p = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-providers/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_array(ctx, top, "providers", PROVIDERS_MAX, &list));
    p.providers = own_json_array(ctx, struct provider, list->len);
    if (p.providers == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(read_provider(ctx, &list->items[i], &p.providers[i]));
    p.len = (int)list->len;
    *ret_providers = p;
    return OK;
}

static enum err
check_postcode(struct ctx *ctx, const struct json_value *v, struct slice code)
{
    size_t digits = 0;

    while (digits < code.len && code.at[digits] >= '0' && code.at[digits] <= '9')
        digits++;
    if (code.len != 5 || digits != 5)
        return json_fail(ctx, ERR_INVALID, json_member(v, "postcode"),
                         "\"%.*s\" is no postcode of five digits", SLICE_ARG(code));
    return OK;
}

static enum err
read_venue(struct ctx *ctx, const struct json_value *v, struct venue_draft *d)
{
    static const char *const keys[] = {"code",          "name",     "kind",      "city",
                                       "postcode",      "latitude", "longitude", "seats",
                                       "accessibility", "provider", "demo",      NULL};
    struct venue *venue = &d->venue;
    struct slice kind = {0};
    int64_t seats = 0;
    bool demo = false;

    TRY(json_only(ctx, v, keys));
    TRY(json_may_bool(ctx, v, "demo", &demo));
    TRY(own_json_code(ctx, v, "code", &venue->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(json_need_text(ctx, v, "name", MODULE_TITLE_BYTES_MAX, &venue->name));
    TRY(json_need_text(ctx, v, "kind", CODE_BYTES_MAX, &kind));
    if (venue_kind_parse(kind, &venue->kind) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, "kind"), "there is no kind \"%.*s\"",
                         SLICE_ARG(kind));
    TRY(json_need_text(ctx, v, "city", MODULE_TITLE_BYTES_MAX, &venue->city));
    TRY(json_need_text(ctx, v, "postcode", CODE_BYTES_MAX, &venue->postcode));
    TRY(check_postcode(ctx, v, venue->postcode));
    TRY(own_json_position(ctx, v, &venue->position));
    TRY(json_need_int(ctx, v, "seats", JSON_RANGE(0, SEATS_MAX), &seats));
    venue->seats = (int32_t)seats;
    TRY(own_json_accessibility(ctx, v, &venue->accessibility));
    return own_json_code_or_null(ctx, v, "provider", &d->provider);
}

enum err
venues_json_read(struct ctx *ctx, struct slice bytes, struct venue_list *ret_venues)
{
    static const char *const keys[] = {"format", "note", "venues", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct venue_list venues = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-venues/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_array(ctx, top, "venues", VENUES_MAX, &list));
    venues.venues = own_json_array(ctx, struct venue_draft, list->len);
    if (venues.venues == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(read_venue(ctx, &list->items[i], &venues.venues[i]));
    venues.len = (int)list->len;
    *ret_venues = venues;
    return OK;
}

static const struct module_draft *
find_module(const struct catalogue_files *files, struct slice code)
{
    for (int i = 0; i < files->modules.len; i++) {
        if (slice_eq(files->modules.drafts[i].module.code, code))
            return &files->modules.drafts[i];
    }
    return NULL;
}

static bool
has_provider(const struct catalogue_files *files, struct slice code)
{
    for (int i = 0; i < files->providers.len; i++) {
        if (slice_eq(files->providers.providers[i].code, code))
            return true;
    }
    return false;
}

static const struct venue_draft *
find_venue(const struct catalogue_files *files, struct slice code)
{
    for (int i = 0; i < files->venues.len; i++) {
        if (slice_eq(files->venues.venues[i].venue.code, code))
            return &files->venues.venues[i];
    }
    return NULL;
}

static enum err
check_exclusions(struct ctx *ctx, const struct catalogue_files *files, const struct module_draft *d)
{
    for (int i = 0; i < d->excludes_len; i++) {
        const struct module_draft *other = find_module(files, d->excludes[i]);
        bool back = false;

        if (other == NULL || other == d)
            return fail(ctx, ERR_INVALID, "module %.*s excludes %.*s, which is %s",
                        SLICE_ARG(d->module.code), SLICE_ARG(d->excludes[i]),
                        other == d ? "itself" : "not there");
        for (int k = 0; k < other->excludes_len; k++)
            back = back || slice_eq(other->excludes[k], d->module.code);
        if (!back)
            return fail(ctx, ERR_INVALID, "module %.*s excludes %.*s, but not the other way round",
                        SLICE_ARG(d->module.code), SLICE_ARG(d->excludes[i]));
    }
    return OK;
}

static enum err
check_chain(struct ctx *ctx, const struct catalogue_files *files, const struct module_draft *d)
{
    const struct module_draft *before = d;

    for (int steps = 0; before->chain_after.len > 0; steps++) {
        struct slice code = before->chain_after;

        before = find_module(files, code);
        if (before == NULL)
            return fail(ctx, ERR_INVALID, "module %.*s comes after %.*s, which is not there",
                        SLICE_ARG(d->module.code), SLICE_ARG(code));
        if (before == d || steps > files->modules.len)
            return fail(ctx, ERR_INVALID, "the chain of module %.*s leads back to itself",
                        SLICE_ARG(d->module.code));
    }
    if (d->follows.len == 0)
        return OK;
    before = find_module(files, d->follows);
    if (before == NULL || before->module.format == FORMAT_FOLLOW_UP)
        return fail(ctx, ERR_INVALID, "module %.*s follows up %.*s, which is %s",
                    SLICE_ARG(d->module.code), SLICE_ARG(d->follows),
                    before == NULL ? "not there" : "a follow-up itself");
    return OK;
}

static enum err
check_venues(struct ctx *ctx, const struct catalogue_files *files, const struct module_draft *d)
{
    for (int i = 0; i < d->module.runs_len; i++) {
        const struct venue_draft *venue;

        if (d->run_venues[i].len == 0)
            continue;
        venue = find_venue(files, d->run_venues[i]);
        if (venue == NULL)
            return fail(ctx, ERR_INVALID, "module %.*s takes place at %.*s, which is not there",
                        SLICE_ARG(d->module.code), SLICE_ARG(d->run_venues[i]));
        if (venue->venue.seats > 0 && d->module.runs[i].seats > venue->venue.seats)
            return fail(ctx, ERR_INVALID, "module %.*s has %d seats at %.*s, which has %d",
                        SLICE_ARG(d->module.code), d->module.runs[i].seats,
                        SLICE_ARG(d->run_venues[i]), venue->venue.seats);
    }
    return OK;
}

enum err
catalogue_check(struct ctx *ctx, const struct catalogue_files *files)
{
    for (int i = 0; i < files->venues.len; i++) {
        const struct venue_draft *v = &files->venues.venues[i];

        if (v->provider.len > 0 && !has_provider(files, v->provider))
            return fail(ctx, ERR_INVALID, "venue %.*s is run by %.*s, who is not there",
                        SLICE_ARG(v->venue.code), SLICE_ARG(v->provider));
    }
    for (int i = 0; i < files->modules.len; i++) {
        const struct module_draft *d = &files->modules.drafts[i];

        if (find_module(files, d->module.code) != d)
            return fail(ctx, ERR_INVALID, "module %.*s is there twice", SLICE_ARG(d->module.code));
        if (!has_provider(files, d->provider))
            return fail(ctx, ERR_INVALID, "module %.*s is offered by %.*s, who is not there",
                        SLICE_ARG(d->module.code), SLICE_ARG(d->provider));
        TRY(check_exclusions(ctx, files, d));
        TRY(check_chain(ctx, files, d));
        TRY(check_venues(ctx, files, d));
    }
    return OK;
}
